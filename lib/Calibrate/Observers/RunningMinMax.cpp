//===- RunningMinMax.cpp - The least and the greatest value ---------------===//
//
// Tested by test/Calibrate/observe.test and tools/check-oracles.
//
// PyTorch's MinMaxObserver and PerChannelMinMaxObserver, ORT's MinMaxCalibrater,
// NNCF's MinMax. Infinite values are values; NaN stays.
//
//===----------------------------------------------------------------------===//

#include "Observers.h"

#include <cmath>

using namespace quantc;

namespace {
class RunningMinMax : public Observer {
public:
  RunningMinMax(int64_t axis, bool isSymmetric, bool hasAbsMax)
      : axis(axis), isSymmetric(isSymmetric), hasAbsMax(hasAbsMax) {}

  llvm::Error add(llvm::ArrayRef<float> values, llvm::ArrayRef<int64_t> shape) override {
    llvm::Expected<ObservedRanges> ends = findEnds(values, shape, axis);
    if (!ends)
      return ends.takeError();
    if (running.min.empty()) {
      running = std::move(*ends);
      return llvm::Error::success();
    }
    for (size_t i = 0; i < running.min.size(); ++i) {
      running.min[i] = std::isnan(ends->min[i]) || ends->min[i] < running.min[i] ? ends->min[i] : running.min[i];
      running.max[i] = std::isnan(ends->max[i]) || ends->max[i] > running.max[i] ? ends->max[i] : running.max[i];
    }
    return llvm::Error::success();
  }

  llvm::Expected<ObservedRanges> getRanges() const override {
    ObservedRanges ranges = running;
    for (size_t i = 0; i < ranges.min.size(); ++i) {
      float magnitude = std::max(std::fabs(ranges.min[i]), std::fabs(ranges.max[i]));
      if (isSymmetric || hasAbsMax)
        ranges.max[i] = magnitude;
      if (isSymmetric)
        ranges.min[i] = -magnitude;
    }
    return ranges;
  }

private:
  int64_t axis;
  bool isSymmetric, hasAbsMax;
  ObservedRanges running;
};
} // namespace

std::unique_ptr<Observer> quantc::createRunningMinMax(const Specification &observer) {
  if (isPerChannel(observer))
    return std::make_unique<RunningMinMax>(observer.getInteger("axis"), false, false);
  return std::make_unique<RunningMinMax>(-1, observer.get("symmetric") != 0, observer.get("abs-max") != 0);
}
