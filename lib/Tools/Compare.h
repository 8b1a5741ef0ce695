//===- Compare.h - How far two runs of a network are apart ------*- C++ -*-===//

#ifndef QUANTC_LIB_TOOLS_COMPARE_H
#define QUANTC_LIB_TOOLS_COMPARE_H

#include "quantc/Support/HostTensor.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/Support/raw_ostream.h"

#include <map>
#include <string>

namespace quantc {

/// The values of the layers of one run, by id; of several with one id the last.
using LayerMap = llvm::MapVector<std::string, HostTensor, std::map<std::string, unsigned>>;

/// Sums over all samples of a tensor.
struct Difference {
  double signal = 0, noise = 0; ///< sum of y^2 and of (y - y')^2
  double largest = 0;           ///< largest |y - y'|
  bool fits = true;             ///< both have the same shape

  void add(const HostTensor &expected, const HostTensor &found);
  /// Prints "36.31 dB, largest difference 0.0123".
  void print(llvm::raw_ostream &os) const;
};

/// Whether an output of this kind holds classes, the best one first, and not a value for each.
bool holdsClasses(ElementKind kind);

/// Returns the index of the largest element of row `row` of `rows`; the first of
/// several. Of one element a row, or of classes: the first.
int64_t findTop(const HostTensor &tensor, int64_t row, int64_t rows);

} // namespace quantc

#endif // QUANTC_LIB_TOOLS_COMPARE_H
