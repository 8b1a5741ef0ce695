//===- Mse.cpp - The range of least mean squared error --------------------===//
//
// Tested by test/Calibrate/estimators.test.
//
// Step 9 of the recipe (docs/accuracy.md): (lo, hi) = (a min, b max) over a grid
// of ratios, with the error of the real quantizer: zero is exact and the zero
// point an integer. Values are taken as spread evenly within a bin; the integral
// of the squared error over a bin has a closed form, so that bins may be wider or
// narrower than a quantized step.
//
//===----------------------------------------------------------------------===//

#include "quantc/Calibrate/RangeEstimator.h"

#include <algorithm>
#include <cmath>

using namespace quantc;

namespace {
/// Values spread evenly over [low, high); low < high.
struct Span {
  double low, high, weight;
};

class Search {
public:
  /// `steps` is the number of codes less one.
  Search(const TensorStatistics &statistics, double steps);
  Range run();

private:
  double getError(double min, double max) const;
  template <typename Cost> double pickRatio(Cost cost) const;

  double min, max, steps;
  std::vector<Span> spans;
};

struct MseEstimator : public RangeEstimator {
  explicit MseEstimator(unsigned bits) : steps(std::ldexp(1.0, int(bits)) - 1) {}
  Range estimate(const TensorStatistics &statistics) const override { return Search(statistics, steps).run(); }

  double steps;
};
} // namespace

Search::Search(const TensorStatistics &statistics, double steps)
    : min(statistics.getMin()), max(statistics.getMax()), steps(steps) {
  const Histogram &histogram = statistics.getHistogram();
  double width = std::ldexp(1.0, histogram.exponent);
  for (size_t i = 0; i < histogram.counts.size(); ++i) {
    if (histogram.counts[i] == 0)
      continue;
    // The outermost bins hold nothing beyond min and max.
    double low = std::max(double(histogram.first + int64_t(i)) * width, min);
    double high = std::min(double(histogram.first + int64_t(i) + 1) * width, max);
    // Of a bin with max at its lower edge, all values are max.
    high = std::max(high, low + width * 0x1p-20);
    spans.push_back({low, high, double(histogram.counts[i])});
  }
}

/// Rounds to nearest, ties to even, for magnitudes below 2^51; vectorizes.
static double roundFast(double value) { return (value + 0x1.8p52) - 0x1.8p52; }

/// Returns the sum of squared errors of the codes for the range.
double Search::getError(double rangeMin, double rangeMax) const {
  double scale = float((rangeMax - rangeMin) / steps);
  double zeroPoint = std::clamp(std::nearbyint(-rangeMin / scale), 0.0, steps);
  double first = -zeroPoint, last = steps - zeroPoint, inverse = 1 / scale;
  // In units of the scale: the integral of (t - clamp(round(t)))^2 from 0 to t,
  // where each full step adds 1/12 and clipping a cubic.
  auto integrate = [&](double t) {
    double n = std::min(std::max(roundFast(t), first), last), rest = t - n;
    return n * (1.0 / 12) + rest * rest * rest * (1.0 / 3);
  };
  double sum = 0;
  for (const Span &span : spans)
    sum += span.weight * (integrate(span.high * inverse) - integrate(span.low * inverse)) / (span.high - span.low);
  return sum * scale * scale * scale;
}

/// Returns the ratio of least cost, the largest of several: 1 to 0.5 by 0.0125,
/// then to 0.1 by 0.05.
template <typename Cost> double Search::pickRatio(Cost cost) const {
  double best = 1, bestCost = INFINITY;
  for (int step = 80; step >= 8; step -= step > 40 ? 1 : 4) {
    double ratio = step / 80.0, value = cost(ratio);
    if (value < bestCost) {
      best = ratio;
      bestCost = value;
    }
  }
  return best;
}

Range Search::run() {
  if (min >= 0)
    return {0, max * pickRatio([&](double b) { return getError(0, max * b); })};
  if (max <= 0)
    return {min * pickRatio([&](double a) { return getError(min * a, 0); }), 0};
  double a = pickRatio([&](double ratio) { return getError(min * ratio, max * ratio); }), b = a;
  for (int round = 0; round < 2; ++round) {
    a = pickRatio([&](double ratio) { return getError(min * ratio, max * b); });
    b = pickRatio([&](double ratio) { return getError(min * a, max * ratio); });
  }
  return {min * a, max * b};
}

std::unique_ptr<RangeEstimator> quantc::createMseEstimator(unsigned bits) {
  return std::make_unique<MseEstimator>(bits);
}
