//===- RangeParams.cpp - Scale and zero point as others compute them ------===//
//
// Tested by test/Numerics/RangeParamsTest.cpp and tools/check-oracles.
//
//===----------------------------------------------------------------------===//

#include "quantc/Numerics/RangeParams.h"

#include <algorithm>
#include <cfloat>
#include <cmath>

using namespace quantc::numerics;

StorageRange quantc::numerics::getOrtRange(int bits, bool isSigned, bool isSymmetric, bool isReduced) {
  int64_t half = int64_t(1) << (bits - 1);
  if (isReduced && isSigned) // int4 is not symmetric, the wider types are
    return {-half / 2, bits == 4 ? half / 2 - 1 : half / 2};
  if (isReduced)
    return {0, half - 1};
  if (!isSigned)
    return {0, 2 * half - 1};
  return {isSymmetric && bits > 4 ? 1 - half : -half, half - 1};
}

std::optional<ScaleZeroPoint> quantc::numerics::getOrtParams(float min, float max, StorageRange range, bool isSymmetric,
                                                             std::optional<float> minRealRange) {
  if (std::isnan(min) || std::isnan(max))
    return std::nullopt;
  min = std::min(min, 0.0f);
  max = std::max(max, 0.0f);
  if (minRealRange)
    max = std::max(max, min + *minRealRange);
  if (isSymmetric) {
    max = std::max(std::fabs(min), std::fabs(max));
    min = -max;
  }
  double scale = (double(max) - double(min)) / (double(range.high) - double(range.low));
  if (scale < FLT_MIN)
    return ScaleZeroPoint{1, 0};
  double zeroPoint = isSymmetric ? double(range.high + range.low) / 2 : double(range.low) - double(min) / scale;
  if (std::isnan(zeroPoint)) // an infinite end: NumPy's conversion gives 0
    zeroPoint = 0;
  return ScaleZeroPoint{double(float(scale)), int64_t(std::nearbyint(zeroPoint))};
}

ScaleZeroPoint quantc::numerics::getAiEdgeParams(float min, float max, StorageRange range, bool isSymmetric) {
  constexpr float kLeast = 1e-9f;
  auto low = float(range.low), high = float(range.high);
  if (isSymmetric) {
    int64_t middle = (range.low + range.high + 1) / 2;
    return {std::max(std::max(std::fabs(min), std::fabs(max)), kLeast) / (high - float(middle)), middle};
  }
  max = std::max(max, 0.0f);
  min = std::min(min, 0.0f);
  float scale = std::max(max - min, kLeast) / (high - low);
  return {scale, int64_t(std::nearbyint(low - min / scale))};
}

ScaleZeroPoint quantc::numerics::getTvmParams(double min, double max, StorageRange range) {
  int64_t middle = (range.low + range.high + 1) / 2;
  int exponent = 0;
  double mantissa = std::frexp(std::max(std::fabs(min), std::fabs(max)), &exponent);
  if (mantissa <= 0.5) // a power of two already, or 0
    --exponent;
  return {(mantissa > 0 ? std::ldexp(1.0, exponent) : 1.0) / double(range.high + 1 - middle), middle};
}

/// np.maximum keeps NaN.
static float maxOf(float a, float b) { return std::isnan(a) || a > b ? a : b; }

/// Symmetric ends: a channel is at least a hundredth of the widest, and 8e-5.
static std::vector<NncfRange> getSymmetric(const std::vector<NncfRange> &observed, bool isNarrow, int64_t levels) {
  float widest = -INFINITY;
  bool isSigned = false;
  for (const NncfRange &channel : observed) {
    widest = maxOf(channel.high, widest);
    isSigned |= channel.low < 0;
  }
  float least = maxOf(widest * 0.01f, 8e-5f);
  float ratio = isNarrow ? 1 : float(double(levels) / double(levels - 2));
  std::vector<NncfRange> result;
  for (const NncfRange &channel : observed) {
    float high = maxOf(least, channel.high);
    result.push_back({isSigned ? -high * ratio : 0, high});
  }
  return result;
}

/// Asymmetric ends: widened where they nearly meet, and one of them moved outward so that a code is exactly zero.
static NncfRange getAsymmetric(NncfRange observed) {
  constexpr float kLeast = 8e-4f, kSteps = 255;
  float range = observed.high - observed.low;
  float correction = range > kLeast ? (std::max(1e-8f * range, range) - range) * 0.5f : kLeast;
  // As np.where: NaN, from infinite ends, becomes 0.
  float low = observed.low - correction < 0 ? observed.low - correction : 0;
  float high = observed.high + correction > 0 ? observed.high + correction : 0;
  float code = std::nearbyint(-low * (kSteps / (high - low)));
  float fromHigh = code < kSteps ? code / (code - kSteps) * high : low;
  float fromLow = code > 0 ? (code - kSteps) / code * low : high;
  if (high - fromHigh > fromLow - low)
    return {fromHigh, high};
  return {low, fromLow};
}

std::vector<NncfRange> quantc::numerics::getNncfRanges(const std::vector<NncfRange> &observed,
                                                       const NncfQuantizer &quantizer, int64_t &levels) {
  levels = quantizer.isNarrow ? 255 : 256;
  std::vector<NncfRange> result;
  if (!quantizer.isSymmetric) {
    for (const NncfRange &channel : observed)
      result.push_back(getAsymmetric(channel));
    return result;
  }
  if (!quantizer.isHalf)
    return getSymmetric(observed, quantizer.isNarrow, levels);
  // Seven bits hold the values, spread over the codes of eight.
  auto ratio = float(double(levels - 1) / 127);
  for (NncfRange &channel : result = getSymmetric(observed, quantizer.isNarrow, 128))
    channel = {channel.low * ratio, channel.high * ratio};
  return result;
}

ScaleZeroPoint quantc::numerics::getNncfParams(NncfRange range, StorageRange codes, bool isNarrow) {
  int64_t steps = codes.high - codes.low - (isNarrow ? 1 : 0);
  float scale = (range.high - range.low) / float(steps);
  if (std::fabs(scale) < FLT_EPSILON)
    scale = FLT_EPSILON;
  double zeroPoint = double(codes.low + (isNarrow ? 1 : 0)) - std::nearbyint(range.low / scale);
  if (std::isnan(zeroPoint)) // infinite ends
    zeroPoint = double(codes.low);
  return {scale, int64_t(std::clamp(zeroPoint, double(codes.low), double(codes.high)))};
}
