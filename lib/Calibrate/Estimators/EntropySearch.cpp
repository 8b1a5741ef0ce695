//===- EntropySearch.cpp - The cut of least information lost --------------===//
//
// Tested by test/Calibrate/observe.test and tools/check-oracles.
//
// As ONNX Runtime searches (onnxruntime.quantization.calibrate,
// HistogramCollector.get_entropy_threshold), with its roundings: distributions
// and divergence are f32, sums are pairwise as NumPy's, and a merged bin is spread
// as an integer over the bins that are not empty. The method is that of S. Migacz,
// "8-bit inference with TensorRT", GTC 2017.
//
//===----------------------------------------------------------------------===//

#include "EntropySearch.h"

#include "NumpySum.h"

#include <cmath>
#include <vector>

using namespace quantc;

/// Gives empty bins a little of what the others have; empty if there are no others, or too few.
static std::vector<float> smooth(llvm::ArrayRef<int64_t> counts) {
  constexpr double kShare = 0.0001;
  size_t zeros = llvm::count(counts, 0), rest = counts.size() - zeros;
  if (rest == 0)
    return {};
  double taken = kShare * double(zeros) / double(rest);
  if (taken >= 1)
    return {};
  std::vector<float> result;
  for (int64_t count : counts)
    result.push_back(float(count) + (count == 0 ? float(kShare) : float(-taken)));
  return result;
}

/// Returns sum(p log(p / q)) of the normalized distributions.
static float getDivergence(std::vector<float> p, std::vector<float> q) {
  float sumP = sumAsNumpy<float>(p), sumQ = sumAsNumpy<float>(q);
  for (size_t i = 0; i < p.size(); ++i) {
    float a = p[i] / sumP, b = q[i] / sumQ;
    p[i] = a > 0 && b > 0 ? a * std::log(a / b) : a == 0 && b >= 0 ? 0.0f : INFINITY;
  }
  return sumAsNumpy<float>(p);
}

/// The divergence if bins [first, last) are kept.
static float getDivergence(llvm::ArrayRef<int64_t> counts, size_t first, size_t last, size_t quantizedBins) {
  llvm::ArrayRef<int64_t> kept = counts.slice(first, last - first);
  std::vector<int64_t> p(kept.begin(), kept.end()), q(kept.size());
  for (int64_t count : counts.take_front(first))
    p.front() += count;
  for (int64_t count : counts.drop_front(last))
    p.back() += count;
  size_t merged = kept.size() / quantizedBins;
  for (size_t bin = 0; bin < quantizedBins; ++bin) {
    size_t start = bin * merged, end = bin + 1 == quantizedBins ? kept.size() : start + merged;
    int64_t sum = 0, used = 0;
    for (size_t i = start; i < end; ++i)
      sum += kept[i];
    // What the last bin has beyond `merged` counts, but is not spread.
    for (size_t i = start; i < start + merged; ++i)
      used += p[i] != 0;
    for (size_t i = start; i < start + merged && used != 0; ++i)
      q[i] = int64_t(double(sum) / double(used));
  }
  std::vector<float> smoothP = smooth(p), smoothQ = smooth(q);
  return smoothP.empty() || smoothQ.empty() ? INFINITY : getDivergence(std::move(smoothP), std::move(smoothQ));
}

std::pair<size_t, size_t> quantc::searchEntropy(llvm::ArrayRef<int64_t> counts, int64_t quantizedBins) {
  size_t middle = counts.size() / 2, half = size_t(quantizedBins) / 2;
  float least = INFINITY;
  std::pair<size_t, size_t> best = {middle - half, std::min(middle + half + 1, counts.size())};
  for (size_t i = half; i <= middle; ++i) {
    size_t first = middle - i, last = std::min(middle + i + 1, counts.size());
    float divergence = getDivergence(counts, first, last, quantizedBins);
    if (divergence < least) {
      least = divergence;
      best = {first, last};
    }
  }
  return best;
}
