//===- MovingAverage.cpp - Ends that follow the batches -------------------===//
//
// Tested by test/Calibrate/observe.test and tools/check-oracles.
//
// PyTorch's MovingAverageMinMaxObserver and its per-channel form, which training
// uses, and ORT's MinMaxCalibrater with moving_average fed batch by batch:
// end += f32(constant) * (end of the batch - end), in f32. It forgets, so the order counts.
//
//===----------------------------------------------------------------------===//

#include "Observers.h"

#include <cmath>

using namespace quantc;

namespace {
class MovingAverage : public Observer {
public:
  MovingAverage(int64_t axis, float constant) : axis(axis), constant(constant) {}

  llvm::Error add(llvm::ArrayRef<float> values, llvm::ArrayRef<int64_t> shape) override {
    llvm::Expected<ObservedRanges> ends = findEnds(values, shape, axis);
    if (!ends)
      return ends.takeError();
    // A tensor's first batch is the one that finds no finite ends, as in PyTorch.
    bool isFirst = running.min.empty() || (axis < 0 && running.min[0] == INFINITY && running.max[0] == -INFINITY);
    if (isFirst) {
      running = std::move(*ends);
      return llvm::Error::success();
    }
    for (size_t i = 0; i < running.min.size(); ++i) {
      running.min[i] += constant * (ends->min[i] - running.min[i]);
      running.max[i] += constant * (ends->max[i] - running.max[i]);
    }
    return llvm::Error::success();
  }

  llvm::Expected<ObservedRanges> getRanges() const override { return running; }

private:
  int64_t axis;
  float constant;
  ObservedRanges running;
};
} // namespace

std::unique_ptr<Observer> quantc::createMovingAverage(const Specification &observer) {
  return std::make_unique<MovingAverage>(isPerChannel(observer) ? observer.getInteger("axis") : -1,
                                         float(observer.get("constant")));
}
