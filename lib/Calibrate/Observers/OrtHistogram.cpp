//===- OrtHistogram.cpp - ONNX Runtime's histogram calibrators ------------===//
//
// Tested by test/Calibrate/observe.test and tools/check-oracles.
//
// A histogram over [-t, t], t the greatest magnitude of the first batch, or for a
// symmetric percentile of magnitudes over their range. (ORT's entropy calibrator
// takes a flag `symmetric`, too, and does not look at it.) Later batches keep the width of its
// bins and add bins at the ends, so the first batch decides how fine all is; a
// stream that widens much would take bins without end, and is refused.
//
// Source: onnxruntime/quantization/calibrate.py, HistogramCollector (1.31).
//
//===----------------------------------------------------------------------===//

#include "../Estimators/EntropySearch.h"
#include "HistogramSearch.h"
#include "NumpyHistogram.h"
#include "Observers.h"
#include "quantc/Support/ToolError.h"
#include "llvm/ADT/STLExtras.h"

#include <algorithm>
#include <cmath>

using namespace quantc;

/// Of bins that batches may add up to.
static constexpr int64_t kMaxBins = 1 << 20;

namespace {
class OrtHistogram : public Observer {
public:
  explicit OrtHistogram(const Specification &observer)
      : observer(observer), bins(observer.getInteger("bins")),
        isSymmetric(observer.getName() == "ort-percentile" && observer.get("symmetric") != 0) {}

  llvm::Error add(llvm::ArrayRef<float> values, llvm::ArrayRef<int64_t> shape) override;
  llvm::Expected<ObservedRanges> getRanges() const override;
  ObservedRanges getRunning() const override { return {{min}, {max}}; }
  std::vector<double> getCounts() const override { return {histogram.counts.begin(), histogram.counts.end()}; }

private:
  llvm::Error addMagnitudes(llvm::ArrayRef<float> values);
  llvm::Error addValues(llvm::ArrayRef<float> values, float magnitude);
  std::pair<float, float> cutTails() const;

  Specification observer;
  int64_t bins;
  bool isSymmetric;
  float min = INFINITY, max = -INFINITY, threshold = 0;
  NumpyHistogram histogram;
};
} // namespace

static llvm::Error tooManyBins(double wanted) {
  return badInput("the values outgrow the first batch: its bins would become " +
                  llvm::Twine(int64_t(std::min(wanted, 0x1p62))) + ", at most " + llvm::Twine(kMaxBins) +
                  " are kept; give all values as one batch");
}

llvm::Error OrtHistogram::add(llvm::ArrayRef<float> values, llvm::ArrayRef<int64_t> shape) {
  llvm::Expected<ObservedRanges> ends = findEnds(values, shape, -1);
  if (!ends)
    return ends.takeError();
  float low = ends->min[0], high = ends->max[0];
  if (!std::isfinite(low) || !std::isfinite(high))
    return badInput("a value is NaN or infinite, a histogram has no bin for it");
  std::vector<float> magnitudes;
  for (float value : values)
    magnitudes.push_back(std::fabs(value));
  llvm::Error error =
      isSymmetric ? addMagnitudes(magnitudes) : addValues(values, std::max(std::fabs(low), std::fabs(high)));
  min = std::min(min, low);
  max = std::max(max, high);
  return error;
}

llvm::Error OrtHistogram::addMagnitudes(llvm::ArrayRef<float> values) {
  float greatest = *llvm::max_element(values);
  if (histogram.edges.empty()) {
    float least = *llvm::min_element(values);
    llvm::Expected<NumpyHistogram> first = makeNumpyHistogram(values, bins, least, greatest);
    if (!first)
      return first.takeError();
    histogram = std::move(*first);
    return llvm::Error::success();
  }
  if (greatest > histogram.edges.back()) {
    // np.arange, which finds the number of points in double and the points in f32.
    float width = histogram.edges[1] - histogram.edges[0], start = histogram.edges.back() + width;
    double points = std::ceil((double(greatest + width) - double(start)) / double(width));
    if (!(points + double(histogram.counts.size()) <= double(kMaxBins)))
      return tooManyBins(points + double(histogram.counts.size()));
    float distance = (start + width) - start;
    for (int64_t i = 0; i < int64_t(points); ++i)
      histogram.edges.push_back(start + float(i) * distance);
  }
  std::vector<int64_t> counts = countBetween({values.begin(), values.end()}, histogram.edges);
  for (size_t i = 0; i < histogram.counts.size(); ++i)
    counts[i] += histogram.counts[i];
  histogram.counts = std::move(counts);
  return llvm::Error::success();
}

llvm::Error OrtHistogram::addValues(llvm::ArrayRef<float> values, float magnitude) {
  int64_t before = int64_t(histogram.counts.size()), added = 0;
  bool isFirst = before == 0;
  int64_t count = isFirst ? bins : before;
  float range = magnitude;
  if (!isFirst && magnitude <= threshold)
    range = threshold;
  else if (!isFirst && threshold != 0) {
    float stride = 2 * threshold / float(before);
    float steps = divideByRemainder(magnitude - threshold, stride) + 1;
    if (!(2 * double(steps) + double(before) <= double(kMaxBins)))
      return tooManyBins(2 * double(steps) + double(before));
    added = int64_t(steps);
    count = before + 2 * added;
    range = float(added) * stride + threshold;
  }
  llvm::Expected<NumpyHistogram> next = makeNumpyHistogram(values, count, -range, range);
  if (!next)
    return next.takeError();
  for (int64_t i = 0; i < before; ++i)
    next->counts[i + added] += histogram.counts[i];
  histogram = std::move(*next);
  threshold = range;
  return llvm::Error::success();
}

/// The edges where the share of values below reaches the percentiles; symmetric: where that of magnitudes does.
std::pair<float, float> OrtHistogram::cutTails() const {
  double percent = observer.get("percent"), running = 0, total = 0;
  for (int64_t count : histogram.counts)
    total += double(count);
  std::vector<double> shares;
  for (int64_t count : histogram.counts)
    shares.push_back(running += double(count) / total);
  auto find = [&](double share) { return histogram.edges[llvm::lower_bound(shares, share) - shares.begin()]; };
  if (isSymmetric)
    return {-find(percent / 100), find(percent / 100)};
  double tail = (100 - percent) / 200;
  return {find(tail), find(1 - tail)};
}

llvm::Expected<ObservedRanges> OrtHistogram::getRanges() const {
  std::pair<float, float> ends;
  if (observer.getName() == "ort-percentile") {
    ends = cutTails();
  } else {
    auto [first, last] = searchEntropy(histogram.counts, observer.getInteger("quantized-bins"));
    ends = {histogram.edges[first], histogram.edges[last]};
  }
  return ObservedRanges{{std::max(ends.first, min)}, {std::min(ends.second, max)}};
}

std::unique_ptr<Observer> quantc::createOrtHistogram(const Specification &observer) {
  return std::make_unique<OrtHistogram>(observer);
}
