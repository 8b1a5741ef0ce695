//===- MinMax.cpp - The whole range of the values -------------------------===//
//
// Tested by test/Calibrate/estimators.test.
//
//===----------------------------------------------------------------------===//

#include "quantc/Calibrate/RangeEstimator.h"

#include <algorithm>

using namespace quantc;

namespace {
struct MinMaxEstimator : public RangeEstimator {
  Range estimate(const TensorStatistics &statistics) const override {
    return {std::min(0.0, double(statistics.getMin())), std::max(0.0, double(statistics.getMax()))};
  }
};
} // namespace

std::unique_ptr<RangeEstimator> quantc::createMinMaxEstimator() { return std::make_unique<MinMaxEstimator>(); }
