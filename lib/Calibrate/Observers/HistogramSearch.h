//===- HistogramSearch.h - The cut of least squared error -------*- C++ -*-===//
//
// The search that PyTorch and NNCF share, in the float type and with the sums of
// each: both ends move inward by quantiles as long as the squared error of
// `codes` quantized steps, values spread evenly within their bins, does not grow.
//
// Source: torch/ao/quantization/observer.py (HistogramObserver._non_linear_param_search),
// nncf/common/tensor_statistics/collectors.py (HistogramAggregator); both after
// caffe2/quantization/server/norm_minimization.cc.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_LIB_CALIBRATE_OBSERVERS_HISTOGRAMSEARCH_H
#define QUANTC_LIB_CALIBRATE_OBSERVERS_HISTOGRAMSEARCH_H

#include "llvm/ADT/ArrayRef.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

namespace quantc {

/// Divides and rounds down as torch.div(rounding_mode="floor") and np.floor_divide do: from the remainder.
inline float divideByRemainder(float a, float b) {
  float rest = std::fmod(a, b), quotient = (a - rest) / b;
  if (rest != 0 && (b < 0) != (rest < 0))
    quotient -= 1;
  if (quotient == 0)
    return std::copysign(0.0f, a / b);
  float floor = std::floor(quotient);
  return quotient - floor > 0.5f ? floor + 1 : floor;
}

/// The arithmetic of `Traits`: the type `Float` of tensors, `sum` of one, the quotient `floorDivide`.
template <typename Traits> class HistogramSearch {
public:
  using Float = typename Traits::Float;

  /// @param binWidth  in double, as Python computes it
  /// @param codes     number of quantized steps
  HistogramSearch(llvm::ArrayRef<Float> counts, double binWidth, int64_t codes)
      : counts(counts), binWidth(binWidth), codes(codes) {}

  /// Returns the first and the last bin of the range.
  std::pair<int64_t, int64_t> run() const;

private:
  /// density * (end^3 - begin^3) / 3.
  static Float getNorm(Float begin, Float end, Float density) {
    return density * ((end * end * end - begin * begin * begin) / Float(3));
  }
  double getError(int64_t start, int64_t end) const;

  llvm::ArrayRef<Float> counts;
  double binWidth;
  int64_t codes;
};

template <typename Traits> double HistogramSearch<Traits>::getError(int64_t start, int64_t end) const {
  double step = binWidth * double(end - start + 1) / double(codes);
  if (step == 0)
    return 0;
  auto width = Float(binWidth), stepWidth = Float(step), half = Float(step / 2), last = Float(codes - 1);
  std::vector<Float> norm;
  norm.reserve(counts.size());
  for (size_t i = 0; i < counts.size(); ++i) {
    Float begin = Float(int64_t(i) - start) * width, finish = begin + width;
    Float codeOfBegin = std::clamp(Traits::floorDivide(begin, stepWidth), Float(0), last);
    Float codeOfEnd = std::clamp(Traits::floorDivide(finish, stepWidth), Float(0), last);
    Float density = counts[i] / width;
    Float sum = 0;
    sum += getNorm(begin - (codeOfBegin + Float(0.5)) * stepWidth, half, density);
    sum += (codeOfEnd - codeOfBegin - 1) * getNorm(-half, half, density);
    sum += getNorm(-half, finish - (codeOfEnd * stepWidth + half), density);
    norm.push_back(sum);
  }
  return double(Traits::sum(norm));
}

template <typename Traits> std::pair<int64_t, int64_t> HistogramSearch<Traits>::run() const {
  constexpr double kStep = 1e-5;
  std::vector<Float> cumulative;
  double running = 0; // torch.cumsum accumulates f32 in double
  for (Float count : counts)
    cumulative.push_back(Float(running += double(count)));
  auto total = double(Traits::sum(counts));
  double alpha = 0, beta = 1, least = INFINITY;
  int64_t start = 0, end = int64_t(counts.size()) - 1;
  while (alpha < beta) {
    double nextAlpha = alpha + kStep, nextBeta = beta - kStep;
    int64_t left = start, right = end;
    // Tensors are compared in their own type.
    while (left < end && cumulative[left] < Float(nextAlpha * total))
      ++left;
    while (right > start && cumulative[right] > Float(nextBeta * total))
      --right;
    int64_t nextStart = start, nextEnd = end;
    if (left - start > end - right) {
      nextStart = left;
      alpha = nextAlpha;
    } else {
      nextEnd = right;
      beta = nextBeta;
    }
    if (nextStart == start && nextEnd == end)
      continue;
    double error = getError(nextStart, nextEnd);
    if (error > least)
      break;
    least = error;
    start = nextStart;
    end = nextEnd;
  }
  return {start, end};
}

} // namespace quantc

#endif // QUANTC_LIB_CALIBRATE_OBSERVERS_HISTOGRAMSEARCH_H
