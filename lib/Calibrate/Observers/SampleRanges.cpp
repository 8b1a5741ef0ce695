//===- SampleRanges.cpp - Ends from the ends of each sample ---------------===//
//
// Tested by test/Calibrate/observe.test and tools/check-oracles.
//
// NNCF's range estimators: a reducer makes two ends of each sample (least and
// greatest value, or quantiles), an aggregator one pair of all (mean, median, mean
// without the outer quantiles). Sums run over sorted values in double, so that no
// order of the samples shows; NNCF sums in f32. mean-minmax(batch=true) has the ends of
// each batch instead: ORT's MinMaxCalibrater with moving_average, given all data at once.
//
//===----------------------------------------------------------------------===//

#include "Observers.h"
#include "quantc/Support/ToolError.h"

#include <algorithm>
#include <cmath>

using namespace quantc;

/// The order of values, with NaN last, as NumPy sorts.
static bool isBefore(float a, float b) { return a < b || (std::isnan(b) && !std::isnan(a)); }

/// Returns np.quantile of sorted values, method "linear", with its two-sided interpolation.
static double getQuantile(llvm::ArrayRef<float> sorted, double quantile) {
  double position = double(sorted.size() - 1) * quantile, below = std::floor(position), weight = position - below;
  float low = sorted[size_t(below)], high = sorted[std::min(size_t(below) + 1, sorted.size() - 1)];
  double difference = double(high) - double(low);
  return weight >= 0.5 ? double(high) - difference * (1 - weight) : double(low) + difference * weight;
}

static double getMean(llvm::ArrayRef<float> sorted) {
  double sum = 0;
  for (float value : sorted)
    sum += value;
  return sum / double(sorted.size());
}

namespace {
class SampleRanges : public Observer {
public:
  explicit SampleRanges(const Specification &observer) : observer(observer) {}

  llvm::Error add(llvm::ArrayRef<float> values, llvm::ArrayRef<int64_t> shape) override;
  llvm::Expected<ObservedRanges> getRanges() const override {
    return ObservedRanges{{float(aggregate(samples.min))}, {float(aggregate(samples.max))}};
  }
  const ObservedRanges *getSamples() const override { return &samples; }
  void setSamples(const ObservedRanges &ends) override { samples = ends; }

private:
  double aggregate(std::vector<float> values) const;

  Specification observer;
  ObservedRanges samples;
};
} // namespace

llvm::Error SampleRanges::add(llvm::ArrayRef<float> values, llvm::ArrayRef<int64_t> shape) {
  bool isBatch = observer.getName() == "mean-minmax" && observer.get("batch") != 0;
  size_t count = isBatch || shape.empty() ? 1 : size_t(shape.front()),
         size = values.size() / std::max<size_t>(count, 1);
  for (size_t sample = 0; sample < count && size != 0; ++sample) {
    llvm::ArrayRef<float> part = values.slice(sample * size, size);
    if (observer.getName() == "mean-quantile") {
      std::vector<float> sorted(part.begin(), part.end());
      llvm::sort(sorted, isBefore);
      double quantile = observer.get("quantile");
      samples.min.push_back(float(getQuantile(sorted, quantile)));
      samples.max.push_back(float(getQuantile(sorted, 1 - quantile)));
      continue;
    }
    ObservedRanges ends = llvm::cantFail(findEnds(part, {}, -1));
    samples.min.push_back(ends.min[0]);
    samples.max.push_back(ends.max[0]);
  }
  return llvm::Error::success();
}

double SampleRanges::aggregate(std::vector<float> values) const {
  llvm::sort(values, isBefore);
  if (values.empty())
    return 0;
  if (observer.getName() == "median-minmax")
    return (double(values[(values.size() - 1) / 2]) + double(values[values.size() / 2])) / 2;
  if (observer.getName() != "mean-no-outliers")
    return getMean(values);
  double low = getQuantile(values, observer.get("quantile")), high = getQuantile(values, 1 - observer.get("quantile"));
  std::vector<float> kept;
  for (float value : values)
    if (!(double(value) < low || high < double(value)))
      kept.push_back(value);
  return getMean(kept);
}

std::unique_ptr<Observer> quantc::createSampleRanges(const Specification &observer) {
  return std::make_unique<SampleRanges>(observer);
}
