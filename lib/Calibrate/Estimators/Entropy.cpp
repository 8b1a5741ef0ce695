//===- Entropy.cpp - The range of least information lost ------------------===//
//
// Tested by test/Calibrate/estimators.test.
//
// The search of ONNX Runtime's EntropyCalibrater on the merged statistics: the
// counts of their bins, powers of two wide, are spread over `bins` bins of
// [-m, m], m the greatest magnitude. So it does not depend on the order of the data, and
// differs from ORT's by the width of a bin (`ort-entropy` does not).
//
//===----------------------------------------------------------------------===//

#include "EntropySearch.h"
#include "quantc/Calibrate/RangeEstimator.h"

#include <algorithm>
#include <cmath>

using namespace quantc;

namespace {
struct EntropyEstimator : public RangeEstimator {
  EntropyEstimator(int64_t bins, int64_t quantizedBins) : bins(bins), quantizedBins(quantizedBins) {}
  Range estimate(const TensorStatistics &statistics) const override;

  int64_t bins, quantizedBins;
};
} // namespace

Range EntropyEstimator::estimate(const TensorStatistics &statistics) const {
  double min = statistics.getMin(), max = statistics.getMax(), magnitude = std::max(std::fabs(min), std::fabs(max));
  double width = 2 * magnitude / double(bins);
  std::vector<double> shares(bins);
  auto getBin = [&](double value) { return std::clamp<int64_t>(int64_t((value + magnitude) / width), 0, bins - 1); };
  shares[getBin(0)] += double(statistics.getNumZeros());
  const Histogram &histogram = statistics.getHistogram();
  double source = std::ldexp(1.0, histogram.exponent);
  for (auto [i, count] : llvm::enumerate(histogram.counts)) {
    if (count == 0)
      continue;
    double low = std::max(double(histogram.first + int64_t(i)) * source, min);
    double high = std::min(double(histogram.first + int64_t(i) + 1) * source, max);
    int64_t first = getBin(low), last = getBin(high);
    if (first == last || !(high > low)) {
      shares[first] += double(count);
      continue;
    }
    for (int64_t bin = first; bin <= last; ++bin) {
      double start = std::max(low, double(bin) * width - magnitude);
      double end = std::min(high, double(bin + 1) * width - magnitude);
      shares[bin] += double(count) * std::max(0.0, end - start) / (high - low);
    }
  }
  std::vector<int64_t> counts;
  for (double share : shares)
    counts.push_back(int64_t(std::nearbyint(share)));
  auto [first, last] = searchEntropy(counts, quantizedBins);
  return {std::min(0.0, std::max(min, double(first) * width - magnitude)),
          std::max(0.0, std::min(max, double(last) * width - magnitude))};
}

std::unique_ptr<RangeEstimator> quantc::createEntropyEstimator(int64_t bins, int64_t quantizedBins) {
  return std::make_unique<EntropyEstimator>(bins, quantizedBins);
}
