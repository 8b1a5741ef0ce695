//===- MinMax.cpp - The whole range of the values -------------------------===//
//
// Tested by test/Calibrate/estimators.test.
//
// PyTorch's MinMaxObserver, TFLite's and TVM's default; ORT's MinMaxCalibrater,
// there also symmetric; NNCF's MinMax, whose symmetric quantizers take abs-max.
//
//===----------------------------------------------------------------------===//

#include "quantc/Calibrate/RangeEstimator.h"

#include <algorithm>

using namespace quantc;

namespace {
struct MinMaxEstimator : public RangeEstimator {
  MinMaxEstimator(bool isSymmetric, bool hasAbsMax) : isSymmetric(isSymmetric), hasAbsMax(hasAbsMax) {}

  Range estimate(const TensorStatistics &statistics) const override {
    Range range = {std::min(0.0, double(statistics.getMin())), std::max(0.0, double(statistics.getMax()))};
    if (isSymmetric || hasAbsMax)
      range.max = std::max(-range.min, range.max);
    if (isSymmetric)
      range.min = -range.max;
    return range;
  }

  bool isSymmetric, hasAbsMax;
};
} // namespace

std::unique_ptr<RangeEstimator> quantc::createMinMaxEstimator(bool isSymmetric, bool hasAbsMax) {
  return std::make_unique<MinMaxEstimator>(isSymmetric, hasAbsMax);
}
