//===- RangeEstimator.h - From statistics to a range ------------*- C++ -*-===//
//
// The observers that need nothing but the statistics of a calibration file: one
// file each in lib/Calibrate/Estimators. Those that see batches are in Observer.h.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_CALIBRATE_RANGEESTIMATOR_H
#define QUANTC_CALIBRATE_RANGEESTIMATOR_H

#include "quantc/Calibrate/ObserverKinds.h"
#include "quantc/CalibrationData/TensorStatistics.h"
#include "llvm/Support/Error.h"

#include <memory>

namespace quantc {

/// What codes shall represent, in real units: min <= 0 <= max.
struct Range {
  double min = 0, max = 0;
};

class RangeEstimator {
public:
  virtual ~RangeEstimator() = default;
  /// Returns a range of a tensor that has at least two distinct values, or one
  /// that is not 0. It does not exceed the tensor's range with zero added.
  virtual Range estimate(const TensorStatistics &statistics) const = 0;
};

/// The whole range of the values.
/// @param isSymmetric  the greater of the magnitudes on both sides
/// @param hasAbsMax    the greatest magnitude as the upper end
std::unique_ptr<RangeEstimator> createMinMaxEstimator(bool isSymmetric = false, bool hasAbsMax = false);
/// The range without its tails: `percent` percent of the values are not beyond either end.
std::unique_ptr<RangeEstimator> createPercentileEstimator(double percent);
/// The range of least mean squared error of codes of so many bits; step 9 of the recipe.
std::unique_ptr<RangeEstimator> createMseEstimator(unsigned bits = 8);
/// The range of least Kullback-Leibler divergence, searched in `bins` bins for a merger into `quantizedBins`.
std::unique_ptr<RangeEstimator> createEntropyEstimator(int64_t bins, int64_t quantizedBins);

/// Returns the estimator of an observer such as "mse" or "percentile(99.99)".
/// @returns an error if it is none, a bad parameter, or an observer that needs
///          more than statistics.
llvm::Expected<std::unique_ptr<RangeEstimator>> createEstimator(llvm::StringRef observer);
llvm::Expected<std::unique_ptr<RangeEstimator>> createEstimator(const Specification &observer);

} // namespace quantc

#endif // QUANTC_CALIBRATE_RANGEESTIMATOR_H
