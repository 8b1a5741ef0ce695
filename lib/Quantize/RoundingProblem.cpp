//===- RoundingProblem.cpp - Weights, and what they read ------------------===//
//
// Tested by test/Quantize/CoordinateDescentTest.cpp and RoundingMethodsTest.cpp.
//
//===----------------------------------------------------------------------===//

#include "RoundingProblem.h"
#include "RowMath.h"

#include <algorithm>
#include <numeric>

using namespace quantc::quantize;

void quantc::quantize::forEachBlock(int64_t rows, const ForEach &forEach,
                                    const std::function<void(int64_t, int64_t)> &body) {
  constexpr int64_t kBlock = 8; // they share what they read of H or of the samples
  forEach((rows + kBlock - 1) / kBlock,
          [&](int64_t block) { body(block * kBlock, std::min((block + 1) * kBlock, rows)); });
}

void WeightRows::roundToNearest(int64_t first, int64_t last) {
  for (int64_t row = first; row < last; ++row)
    for (int64_t tap = 0; tap < taps; ++tap) {
      int64_t group = row * getNumGroups() + tap / getGroupSize();
      float zeroPoint = zeroPoints ? zeroPoints[group] : 0;
      stored[row * taps + tap] = roundWithin(weights[row * taps + tap] / scales[group] + zeroPoint, low, high);
    }
}

std::vector<int64_t> quantc::quantize::sortTaps(const std::vector<double> &variances, TapOrder order) {
  std::vector<int64_t> taps(variances.size());
  std::iota(taps.begin(), taps.end(), 0);
  if (order == TapOrder::Falling)
    std::sort(taps.begin(), taps.end(),
              [&](int64_t a, int64_t b) { return variances[a] != variances[b] ? variances[a] > variances[b] : a < b; });
  return taps;
}

//===----------------------------------------------------------------------===//
// Covariance
//===----------------------------------------------------------------------===//

namespace {
/// Taps that one call of `multiplyTaps` takes from each side.
constexpr int64_t kLeft = 2, kRight = 4;
} // namespace

template <class T, class Sum>
static QUANTC_INLINE void multiplyAll(const T *left, const T *right, int64_t stride, Sum *products) {
  Sum sums[kLeft][kRight] = {};
  for (int64_t r = 0; r < stride; ++r)
    for (int64_t i = 0; i < kLeft; ++i)
      for (int64_t j = 0; j < kRight; ++j)
        sums[i][j] += Sum(left[i * stride + r]) * Sum(right[j * stride + r]);
  std::memcpy(products, sums, sizeof sums);
}
QUANTC_VECTOR_CLONES static void multiplyTaps(const int16_t *left, const int16_t *right, int64_t stride,
                                              int32_t *products) {
  multiplyAll(left, right, stride, products);
}
QUANTC_VECTOR_CLONES static void multiplyTaps(const int32_t *left, const int32_t *right, int64_t stride,
                                              int64_t *products) {
  multiplyAll(left, right, stride, products);
}

/// Writes (sum of x_i x_j - (sum of x_i) (sum of x_j) / n) / n, from exact sums.
template <class T, class Sum>
static void fillCovariance(const TapSamples &samples, const ForEach &forEach, bool takesMeans,
                           TapCovariance &covariance) {
  int64_t taps = samples.taps, count = samples.count, stride = roundUp(count, 64);
  std::vector<T> values(roundUp(taps, kRight) * stride); // zeros where there is nothing
  std::vector<double> sums(taps);
  for (int64_t tap = 0; tap < taps; ++tap) {
    const int32_t *from = samples.values.data() + tap * count;
    std::copy(from, from + count, values.begin() + tap * stride);
    sums[tap] = takesMeans ? double(std::accumulate(from, from + count, int64_t(0))) : 0;
  }
  forEach((taps + kLeft - 1) / kLeft, [&](int64_t block) {
    int64_t left = block * kLeft;
    for (int64_t right = left / kRight * kRight; right < taps; right += kRight) {
      Sum products[kLeft][kRight];
      multiplyTaps(values.data() + left * stride, values.data() + right * stride, stride, &products[0][0]);
      for (int64_t i = left; i < std::min(left + kLeft, taps); ++i)
        for (int64_t j = std::max(i, right); j < std::min(right + kRight, taps); ++j) {
          double central = double(products[i - left][j - right]) - sums[i] * sums[j] / double(count);
          covariance.matrix[i * taps + j] = covariance.matrix[j * taps + i] = float(central / double(count));
        }
    }
  });
}

TapCovariance quantc::quantize::computeCovariance(const TapSamples &samples, const ForEach &forEach, bool takesMeans) {
  TapCovariance covariance;
  covariance.taps = samples.taps;
  covariance.matrix.resize(samples.taps * samples.taps);
  int64_t greatest = 0;
  for (int32_t value : samples.values)
    greatest = std::max<int64_t>(greatest, std::abs(value));
  bool isNarrow = greatest <= INT16_MAX && greatest * greatest * samples.count <= INT32_MAX;
  if (isNarrow)
    fillCovariance<int16_t, int32_t>(samples, forEach, takesMeans, covariance);
  else
    fillCovariance<int32_t, int64_t>(samples, forEach, takesMeans, covariance);

  for (int64_t tap = 0; tap < samples.taps; ++tap)
    covariance.variances.push_back(covariance.matrix[tap * samples.taps + tap]);
  covariance.setRidge(kRidge);
  return covariance;
}

void TapCovariance::setRidge(double share) {
  double sum = 0;
  for (float variance : variances)
    sum += variance;
  isZero = !(sum > 0);
  ridge = float(share * sum / double(taps));
  for (int64_t tap = 0; tap < taps; ++tap)
    matrix[tap * taps + tap] = variances[tap] + ridge;
}
