//===- NncfHistogram.cpp - NNCF's histogram estimator ---------------------===//
//
// Tested by test/Calibrate/observe.test and tools/check-oracles.
//
// PyTorch's HistogramObserver written again over NumPy: everything in f64, bins
// as np.histogram has them. Source: nncf/common/tensor_statistics/collectors.py,
// HistogramAggregator (NNCF 3.4).
//
//===----------------------------------------------------------------------===//

#include "../Estimators/NumpySum.h"
#include "HistogramSearch.h"
#include "NumpyHistogram.h"
#include "Observers.h"
#include "quantc/Support/ToolError.h"
#include "llvm/ADT/STLExtras.h"

using namespace quantc;

namespace {
struct NumpyTraits {
  using Float = double;
  static double sum(llvm::ArrayRef<double> values) { return sumAsNumpy(values); }
  static double floorDivide(double a, double b) { return std::floor(a / b); }
};

class NncfHistogram : public Observer {
public:
  NncfHistogram(int64_t bins, int64_t bits) : bins(bins), codes(int64_t(1) << bits) {}

  llvm::Error add(llvm::ArrayRef<float> values, llvm::ArrayRef<int64_t> shape) override;
  llvm::Expected<ObservedRanges> getRanges() const override;
  ObservedRanges getRunning() const override { return {{float(min)}, {float(max)}}; }
  std::vector<double> getCounts() const override { return counts; }

private:
  llvm::Expected<std::vector<double>> move(double low, double high) const;

  int64_t bins, codes;
  double min = INFINITY, max = -INFINITY;
  std::vector<double> counts;
};
} // namespace

llvm::Expected<std::vector<double>> NncfHistogram::move(double low, double high) const {
  constexpr int64_t kPieces = 16;
  std::vector<double> result(bins);
  if (min == max) {
    llvm::Expected<NumpyHistogram> one = makeNumpyHistogram({float(min)}, bins, low, high);
    if (!one)
      return one.takeError();
    for (int64_t i = 0; i < bins; ++i)
      result[i] = double(one->counts[i]) * sumAsNumpy<double>(counts);
    return result;
  }
  double half = 0.5 * ((max - min) / double(bins * kPieces));
  std::vector<double> points = makeLinspace(min, max, bins * kPieces + 1), edges = makeLinspace(low, high, bins + 1);
  for (int64_t i = 0; i < bins * kPieces; ++i) {
    int64_t bin = llvm::upper_bound(edges, points[i] + half) - edges.begin() - 1;
    result[std::clamp<int64_t>(bin, 0, bins - 1)] += counts[i / kPieces] / double(kPieces);
  }
  return result;
}

llvm::Error NncfHistogram::add(llvm::ArrayRef<float> values, llvm::ArrayRef<int64_t> shape) {
  llvm::Expected<ObservedRanges> ends = findEnds(values, shape, -1);
  if (!ends)
    return ends.takeError();
  double low = std::min(min, double(ends->min[0])), high = std::max(max, double(ends->max[0]));
  llvm::Expected<NumpyHistogram> added = makeNumpyHistogram(values, bins, low, high);
  if (!added)
    return added.takeError();
  if (counts.empty())
    counts.resize(bins);
  else if (low != min || high != max) {
    llvm::Expected<std::vector<double>> moved = move(low, high);
    if (!moved)
      return moved.takeError();
    counts = std::move(*moved);
  }
  for (int64_t i = 0; i < bins; ++i)
    counts[i] += double(added->counts[i]);
  min = low;
  max = high;
  return llvm::Error::success();
}

llvm::Expected<ObservedRanges> NncfHistogram::getRanges() const {
  double width = (max - min) / double(bins);
  auto [first, last] = HistogramSearch<NumpyTraits>(counts, width, codes).run();
  return ObservedRanges{{float(min + width * double(first))}, {float(min + width * double(last + 1))}};
}

std::unique_ptr<Observer> quantc::createNncfHistogram(const Specification &observer) {
  return std::make_unique<NncfHistogram>(observer.getInteger("bins"), observer.getInteger("bits"));
}
