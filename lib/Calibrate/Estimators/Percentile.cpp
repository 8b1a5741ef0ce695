//===- Percentile.cpp - The range without its tails -----------------------===//
//
// Tested by test/Calibrate/estimators.test.
//
// The k-th value from an end, k = max(1, round(n (1 - p / 100))), is found in its
// bin by linear interpolation: the error is below the width of a bin, a 1,024th of
// the range. k = 1 is the extreme itself.
//
//===----------------------------------------------------------------------===//

#include "quantc/Calibrate/RangeEstimator.h"

#include <algorithm>
#include <cmath>

using namespace quantc;

/// Returns the k-th largest value, k from 1; of the negated values if `sign` is -1.
static double findFromTop(const TensorStatistics &statistics, uint64_t k, int sign) {
  const Histogram &histogram = statistics.getHistogram();
  double extreme = sign > 0 ? statistics.getMax() : -double(statistics.getMin());
  if (k <= 1)
    return extreme;
  double width = std::ldexp(1.0, histogram.exponent);
  uint64_t above = 0;
  int64_t bins = histogram.counts.size();
  for (int64_t i = 0; i < bins; ++i) {
    int64_t index = sign > 0 ? bins - 1 - i : i;
    double top = sign > 0 ? double(histogram.first + index + 1) * width : -double(histogram.first + index) * width;
    // Zeros lie in no bin: they come before the first bin that is not above zero.
    if (top <= 0 && above + statistics.getNumZeros() >= k)
      return 0;
    uint64_t seen = above + (top <= 0 ? statistics.getNumZeros() : 0), count = histogram.counts[index];
    if (seen + count >= k)
      return std::min(extreme, top - width * (double(k - seen) - 0.5) / double(count));
    above += count;
  }
  return 0;
}

namespace {
struct PercentileEstimator : public RangeEstimator {
  explicit PercentileEstimator(double percent) : percent(percent) {}

  Range estimate(const TensorStatistics &statistics) const override {
    double share = double(statistics.getCount()) * (1 - percent / 100);
    uint64_t k = std::max(1.0, std::nearbyint(share));
    Range range = {std::min(0.0, -findFromTop(statistics, k, -1)), std::max(0.0, findFromTop(statistics, k, 1))};
    // All but a few values are zero: what is left is the only range there is.
    if (range.min == range.max)
      return createMinMaxEstimator()->estimate(statistics);
    return range;
  }

  double percent;
};
} // namespace

std::unique_ptr<RangeEstimator> quantc::createPercentileEstimator(double percent) {
  return std::make_unique<PercentileEstimator>(percent);
}
