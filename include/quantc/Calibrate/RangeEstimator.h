//===- RangeEstimator.h - From statistics to a range ------------*- C++ -*-===//
//
// One file each in lib/Calibrate/Estimators.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_CALIBRATE_RANGEESTIMATOR_H
#define QUANTC_CALIBRATE_RANGEESTIMATOR_H

#include "quantc/CalibrationData/TensorStatistics.h"
#include "llvm/Support/Error.h"

#include <memory>

namespace quantc {

/// What 8-bit codes shall represent, in real units: min <= 0 <= max.
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
std::unique_ptr<RangeEstimator> createMinMaxEstimator();
/// The range without its tails: `percent` percent of the values are not beyond either end.
std::unique_ptr<RangeEstimator> createPercentileEstimator(double percent);
/// The range of least mean squared error; step 9 of the recipe.
std::unique_ptr<RangeEstimator> createMseEstimator();

/// Returns the estimator of a name, or an error that lists the names.
llvm::Expected<std::unique_ptr<RangeEstimator>> createEstimator(llvm::StringRef name, double percentile);
/// Returns the estimator of a recipe's `observer`, such as "mse" or "percentile(99.99)".
llvm::Expected<std::unique_ptr<RangeEstimator>> createEstimator(llvm::StringRef observer);

} // namespace quantc

#endif // QUANTC_CALIBRATE_RANGEESTIMATOR_H
