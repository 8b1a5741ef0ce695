//===- Observer.cpp - Observers by specification --------------------------===//
//
// Tested by test/Calibrate/observe.test.
//
//===----------------------------------------------------------------------===//

#include "quantc/Calibrate/Observer.h"

#include "Observers.h"
#include "quantc/Calibrate/RangeEstimator.h"
#include "quantc/Support/ToolError.h"

using namespace quantc;

ObservedRanges Observer::getRunning() const {
  llvm::Expected<ObservedRanges> ranges = getRanges();
  if (ranges)
    return std::move(*ranges);
  llvm::consumeError(ranges.takeError());
  return {};
}

/// Joins `value` to the least (sign 1) or greatest (sign -1) so far; NaN stays.
static void join(float &end, float value, float sign) {
  if (std::isnan(value) || sign * value < sign * end)
    end = value;
}

llvm::Expected<ObservedRanges> quantc::findEnds(llvm::ArrayRef<float> values, llvm::ArrayRef<int64_t> shape,
                                                int64_t axis) {
  if (axis >= int64_t(shape.size()))
    return badInput("axis " + llvm::Twine(axis) + " of batches of rank " + llvm::Twine(shape.size()));
  size_t channels = axis < 0 ? 1 : size_t(shape[axis]), inner = axis < 0 ? values.size() : 1;
  for (size_t i = size_t(axis + 1); axis >= 0 && i < shape.size(); ++i)
    inner *= size_t(shape[i]);
  ObservedRanges ends;
  ends.min.assign(channels, INFINITY);
  ends.max.assign(channels, -INFINITY);
  for (size_t start = 0, channel = 0; start < values.size(); start += inner, channel = (channel + 1) % channels)
    for (float value : values.slice(start, inner)) {
      join(ends.min[channel], value, 1);
      join(ends.max[channel], value, -1);
    }
  return ends;
}

namespace {
/// An estimator as an observer: it sees all values, in any order.
class StatisticsObserver : public Observer {
public:
  explicit StatisticsObserver(std::unique_ptr<RangeEstimator> estimator) : estimator(std::move(estimator)) {}

  llvm::Error add(llvm::ArrayRef<float> values, llvm::ArrayRef<int64_t>) override {
    if (std::optional<size_t> bad = statistics.add(values))
      return badInput("element " + llvm::Twine(*bad) + " is " + (std::isnan(values[*bad]) ? "NaN" : "infinity") +
                      ", expected finite values");
    return llvm::Error::success();
  }

  llvm::Expected<ObservedRanges> getRanges() const override {
    Range range = {std::min(0.0, double(statistics.getMin())), std::max(0.0, double(statistics.getMax()))};
    if (statistics.getMin() != statistics.getMax())
      range = estimator->estimate(statistics);
    return ObservedRanges{{float(range.min)}, {float(range.max)}};
  }

private:
  std::unique_ptr<RangeEstimator> estimator;
  TensorStatistics statistics;
};

/// fixed and placeholder.
class FixedObserver : public Observer {
public:
  explicit FixedObserver(ObservedRanges ranges) : ranges(std::move(ranges)) {}
  llvm::Error add(llvm::ArrayRef<float>, llvm::ArrayRef<int64_t>) override { return llvm::Error::success(); }
  llvm::Expected<ObservedRanges> getRanges() const override { return ranges; }

private:
  ObservedRanges ranges;
};
} // namespace

/// Torch's FixedQParamsObserver is given scale and zero point: the ends are the least and the greatest code.
static ObservedRanges getFixedRange(const Specification &observer) {
  if (observer.isSet("min"))
    return {{float(observer.get("min"))}, {float(observer.get("max"))}};
  double scale = observer.get("scale"), zeroPoint = observer.get("zero-point");
  return {{float((observer.get("quant-min") - zeroPoint) * scale)},
          {float((observer.get("quant-max") - zeroPoint) * scale)}};
}

std::unique_ptr<Observer> quantc::createObserver(const Specification &observer) {
  llvm::StringRef name = observer.getName();
  if (name == "fixed")
    return std::make_unique<FixedObserver>(getFixedRange(observer));
  if (name == "placeholder")
    return std::make_unique<FixedObserver>(ObservedRanges());
  if (name == "minmax" || name == "per-channel-minmax")
    return createRunningMinMax(observer);
  if (name.starts_with("moving-average"))
    return createMovingAverage(observer);
  if (name == "histogram")
    return createTorchHistogram(observer);
  if (name == "nncf-histogram")
    return createNncfHistogram(observer);
  if (name.starts_with("ort-"))
    return createOrtHistogram(observer);
  if (getNeed(observer) == ObserverNeed::Samples)
    return createSampleRanges(observer);
  return std::make_unique<StatisticsObserver>(llvm::cantFail(createEstimator(observer)));
}
