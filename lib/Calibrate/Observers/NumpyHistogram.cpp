//===- NumpyHistogram.cpp - np.histogram of f32 values --------------------===//
//
// Tested by test/Calibrate/observe.test and tools/check-oracles.
//
// Source: numpy/lib/_histograms_impl.py (NumPy 2.4).
//
//===----------------------------------------------------------------------===//

#include "NumpyHistogram.h"

#include "quantc/Support/ToolError.h"
#include "llvm/ADT/STLExtras.h"

#include <algorithm>
#include <cmath>

using namespace quantc;

template <typename T>
llvm::Expected<NumpyHistogram> quantc::makeNumpyHistogram(llvm::ArrayRef<float> values, int64_t bins, T low, T high) {
  if (!std::isfinite(low) || !std::isfinite(high))
    return badInput("the values are not finite, a histogram of them has no bins");
  if (low == high) {
    low -= T(0.5);
    high += T(0.5);
  }
  NumpyHistogram result;
  for (T edge : makeLinspace<T>(low, high, bins + 1))
    result.edges.push_back(float(edge));
  if (std::adjacent_find(result.edges.begin(), result.edges.end(), [](float a, float b) { return a >= b; }) !=
      result.edges.end())
    return badInput("the values are too close to each other for " + llvm::Twine(bins) + " bins of f32");
  result.counts.resize(bins);
  for (float value : values) {
    if (!(T(value) >= low && T(value) <= high))
      continue;
    int64_t bin = int64_t(T(value - float(low)) / (high - low) * T(bins));
    bin -= bin == bins;
    bin -= value < result.edges[bin];
    bin += value >= result.edges[bin + 1] && bin != bins - 1;
    ++result.counts[bin];
  }
  return result;
}

template llvm::Expected<NumpyHistogram> quantc::makeNumpyHistogram(llvm::ArrayRef<float>, int64_t, float, float);
template llvm::Expected<NumpyHistogram> quantc::makeNumpyHistogram(llvm::ArrayRef<float>, int64_t, double, double);

std::vector<int64_t> quantc::countBetween(std::vector<float> values, llvm::ArrayRef<float> edges) {
  llvm::sort(values);
  auto countBelow = [&](size_t edge) {
    bool isLast = edge + 1 == edges.size();
    return (isLast ? llvm::upper_bound(values, edges[edge]) : llvm::lower_bound(values, edges[edge])) - values.begin();
  };
  std::vector<int64_t> counts;
  for (size_t i = 0; i + 1 < edges.size(); ++i)
    counts.push_back(countBelow(i + 1) - countBelow(i));
  return counts;
}
