//===- TorchHistogram.cpp - PyTorch's HistogramObserver -------------------===//
//
// Tested by test/Calibrate/observe.test and tools/check-oracles.
//
// Counts in f32 over [min, max] of what was seen. When the range grows, the old
// counts are cut into 16 and moved to the new bins by their middles, so the order
// of batches shows. Infinite values are left out. Bit for bit what
// torch.ao.quantization.observer.HistogramObserver computes on x86 (PyTorch 2.13;
// torchao 0.18 gives the same).
//
//===----------------------------------------------------------------------===//

#include "HistogramSearch.h"
#include "Observers.h"
#include "TorchSum.h"
#include "quantc/Support/ToolError.h"
#include "llvm/ADT/STLExtras.h"

#include <algorithm>
#include <cmath>

using namespace quantc;

namespace {
struct TorchTraits {
  using Float = float;
  static float sum(llvm::ArrayRef<float> values) { return sumAsTorch(values); }
  static float floorDivide(float a, float b) { return divideByRemainder(a, b); }
};

class TorchHistogram : public Observer {
public:
  TorchHistogram(int64_t bins, int64_t bits) : bins(bins), codes(int64_t(1) << bits) {}

  llvm::Error add(llvm::ArrayRef<float> values, llvm::ArrayRef<int64_t> shape) override;
  llvm::Expected<ObservedRanges> getRanges() const override;
  ObservedRanges getRunning() const override { return {{min}, {max}}; }
  std::vector<double> getCounts() const override { return {counts.begin(), counts.end()}; }

private:
  std::vector<float> count(llvm::ArrayRef<float> values, float low, float high) const;
  std::vector<float> move(float low, float high) const;

  int64_t bins, codes;
  float min = INFINITY, max = -INFINITY;
  std::vector<float> counts;
};
} // namespace

/// torch.linspace: from both ends, each point rounded once.
static float getPoint(float low, float high, int64_t count, int64_t index) {
  float step = (high - low) / float(count - 1);
  return index < count / 2 ? std::fma(step, float(index), low) : std::fma(-step, float(count - 1 - index), high);
}

/// torch.histc.
std::vector<float> TorchHistogram::count(llvm::ArrayRef<float> values, float low, float high) const {
  std::vector<float> result(bins);
  if (low == high) {
    low -= 1;
    high += 1;
  }
  for (float value : values) {
    if (!(value >= low && value <= high))
      continue;
    int64_t bin = int64_t((value - low) * float(bins) / (high - low));
    result[std::min(bin, bins - 1)] += 1;
  }
  return result;
}

/// Moves the counts to bins over [low, high], which holds the range so far (_upscale_histogram).
std::vector<float> TorchHistogram::move(float low, float high) const {
  constexpr int64_t kPieces = 16;
  std::vector<float> result(bins);
  if (min == max) {
    result = count({min}, low, high);
    float total = sumAsTorch(counts);
    for (float &bin : result)
      bin *= total;
    return result;
  }
  float half = 0.5f * ((max - min) / float(bins * kPieces));
  std::vector<float> edges;
  for (int64_t i = 0; i <= bins; ++i)
    edges.push_back(getPoint(low, high, bins + 1, i));
  for (int64_t i = 0; i < bins * kPieces; ++i) {
    float middle = getPoint(min, max, bins * kPieces + 1, i) + half;
    int64_t bin = llvm::upper_bound(edges, middle) - edges.begin() - 1;
    result[std::clamp<int64_t>(bin, 0, bins - 1)] += counts[i / kPieces] / float(kPieces);
  }
  return result;
}

llvm::Error TorchHistogram::add(llvm::ArrayRef<float> values, llvm::ArrayRef<int64_t>) {
  std::vector<float> finite;
  float low = INFINITY, high = -INFINITY;
  for (float value : values) {
    if (std::isnan(value))
      return badInput("a value is NaN, which a histogram has no bin for");
    if (std::isinf(value))
      continue;
    finite.push_back(value);
    low = std::min(low, value);
    high = std::max(high, value);
  }
  if (finite.empty())
    return llvm::Error::success();
  if (counts.empty()) {
    counts = count(finite, min = low, max = high);
    return llvm::Error::success();
  }
  low = std::min(low, min);
  high = std::max(high, max);
  std::vector<float> added = count(finite, low, high);
  if (low != min || high != max)
    counts = move(low, high);
  for (int64_t i = 0; i < bins; ++i)
    counts[i] += added[i];
  min = low;
  max = high;
  return llvm::Error::success();
}

llvm::Expected<ObservedRanges> TorchHistogram::getRanges() const {
  if (counts.empty())
    return badInput("no finite value was observed");
  double binWidth = (double(max) - double(min)) / double(bins);
  auto [first, last] = HistogramSearch<TorchTraits>(counts, binWidth, codes).run();
  float width = (max - min) / float(bins);
  return ObservedRanges{{min + width * float(first)}, {min + width * float(last + 1)}};
}

std::unique_ptr<Observer> quantc::createTorchHistogram(const Specification &observer) {
  return std::make_unique<TorchHistogram>(observer.getInteger("bins"), observer.getInteger("bits"));
}
