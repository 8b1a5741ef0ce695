//===- EntropySearch.h - The cut of least information lost ------*- C++ -*-===//

#ifndef QUANTC_LIB_CALIBRATE_ESTIMATORS_ENTROPYSEARCH_H
#define QUANTC_LIB_CALIBRATE_ESTIMATORS_ENTROPYSEARCH_H

#include "llvm/ADT/ArrayRef.h"

#include <cstdint>
#include <utility>

namespace quantc {

/// Searches the ranges of bins around the middle one, from `quantizedBins` bins
/// to all, for the least Kullback-Leibler divergence between the histogram, with
/// what lies outside moved to the outermost bins, and its merger into
/// `quantizedBins` bins.
/// @param counts  at least `quantizedBins` bins
/// @returns the first edge and the last edge of the range, as indices of edges.
std::pair<size_t, size_t> searchEntropy(llvm::ArrayRef<int64_t> counts, int64_t quantizedBins);

} // namespace quantc

#endif // QUANTC_LIB_CALIBRATE_ESTIMATORS_ENTROPYSEARCH_H
