//===- Quantize.h - The integer arithmetic of quantc ------------*- C++ -*-===//
//
// The definitions N1 to N8 of docs/numerics.md as functions of single values.
// Every integer result of quantc is defined by these; lowerings are compared with
// them bit by bit. "f32(...)" is one rounding, ties to even.
//
// Tested by test/Numerics/QuantizeTest.cpp.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_NUMERICS_QUANTIZE_H
#define QUANTC_NUMERICS_QUANTIZE_H

#include "quantc/Numerics/Unary.h"

#include <algorithm>
#include <array>
#include <cfloat>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <optional>

namespace quantc::numerics {

/// How real numbers are stored: real = scale * (q - zeroPoint) (N1).
struct QuantParams {
  float scale = 1;       ///< positive, finite, normal
  int32_t zeroPoint = 0; ///< in [low, high]
  int32_t low = -128;    ///< least stored value
  int32_t high = 127;    ///< greatest stored value
};

/// Returns x rounded to an integer, ties to even; NaN and infinities pass.
inline float roundEven(float x) {
  float magnitude = std::fabs(x);
  float rounded = magnitude < 0x1p23f ? (magnitude + 0x1p23f) - 0x1p23f : magnitude;
  return std::copysign(rounded, x);
}

/// Returns `clamp(roundeven(t) + zeroPoint, low, high)`. NaN gives the zero point,
/// infinities saturate. The sum is exact in f64, so that it can not wrap.
inline int32_t roundAndClamp(float t, int32_t zeroPoint, int32_t low, int32_t high) {
  double shifted = double(roundEven(t == t ? t : 0.0f)) + zeroPoint;
  shifted = shifted < low ? low : shifted;
  return int32_t(shifted > high ? high : shifted);
}

/// Quantizes x (N2), for storage of 4 to 32 bits: the quotient is rounded to f32, all else is exact.
inline int32_t quantize(float x, const QuantParams &type) {
  return roundAndClamp(x / type.scale, type.zeroPoint, type.low, type.high);
}

/// Returns `f32(f32(q - zeroPoint) * scale)` (N1, N8b).
inline float dequantize(int64_t q, int64_t zeroPoint, float scale) { return float(q - zeroPoint) * scale; }
inline float dequantize(int32_t q, const QuantParams &type) { return dequantize(q, type.zeroPoint, type.scale); }

/// Returns x truncated toward zero and saturated to [low, high]; NaN gives 0: how `qnn.cast` makes plain integers.
inline int64_t truncateAndClamp(float x, int64_t low, int64_t high) {
  if (x != x)
    return 0;
  if (x >= 0x1p63f)
    return high;
  if (x < -0x1p63f)
    return low;
  return std::clamp(int64_t(x), low, high);
}

//===----------------------------------------------------------------------===//
// Multipliers: the f32 nearest to a quotient of scales taken in f64
//===----------------------------------------------------------------------===//

/// Multipliers are at most this. A step then saturates every result all the same, but neither a product with a 32-bit
/// difference nor the sum of two is infinite: an infinite multiplier of a zero would be NaN.
inline constexpr float kMaxMultiplier = 0x1p94f;
inline float toMultiplier(double quotient) { return float(std::min(quotient, double(kMaxMultiplier))); }

/// Of N5 and N8: from steps of `scaleIn` (for an accumulator the exact product s_x * s_w) to steps of `scaleOut`.
inline float getMultiplier(double scaleIn, double scaleOut) { return toMultiplier(scaleIn / scaleOut); }
/// Of an average or mean of `count` elements (N8); a sum has count 1.
inline float getAverageMultiplier(double scaleIn, int64_t count, double scaleOut) {
  return toMultiplier(scaleIn / (double(count) * scaleOut));
}
/// Of a product (N8).
inline float getProductMultiplier(double scaleA, double scaleB, double scaleOut) {
  return toMultiplier(scaleA * scaleB / scaleOut);
}

//===----------------------------------------------------------------------===//
// Rounding ops
//===----------------------------------------------------------------------===//

/// What happens to the f32 value t before and after its one rounding (N8d).
struct Rounding {
  int32_t zeroPoint = 0;
  int32_t low = -128;
  int32_t high = 127;
  /// Negative t becomes f32(t * negativeSlope); 1 leaves it.
  float negativeSlope = 1;
  /// t is multiplied by this (N11b), and then this is added (N10), before it is rounded.
  float factor = 1, shift = 0;
};

/// Returns `clamp(roundeven(t >= 0 ? t : f32(t * slope)) + zeroPoint)` (N8d).
inline int32_t roundWithSlope(float t, const Rounding &rounding) {
  float sloped = t >= 0 ? t : t * rounding.negativeSlope;
  float scaled = sloped * rounding.factor, shifted = (scaled == scaled ? scaled : 0) + rounding.shift;
  return roundAndClamp(shifted, rounding.zeroPoint, rounding.low, rounding.high);
}

/// Requantizes an accumulator, a sum or a difference q - zeroPoint (N5): t = f32(f32(value) * multiplier).
inline int32_t requantize(int64_t value, float multiplier, const Rounding &rounding) {
  return roundWithSlope(float(value) * multiplier, rounding);
}

/// Adds two differences q - zeroPoint, one of them possibly an accumulator (N8, N8a).
inline int32_t add(int64_t a, float multiplierA, int64_t b, float multiplierB, const Rounding &rounding) {
  return roundWithSlope(float(a) * multiplierA + float(b) * multiplierB, rounding);
}
/// Subtracts likewise (N8).
inline int32_t sub(int64_t a, float multiplierA, int64_t b, float multiplierB, const Rounding &rounding) {
  return roundWithSlope(float(a) * multiplierA - float(b) * multiplierB, rounding);
}
/// Multiplies two differences q - zeroPoint of at most 16 bits (N8).
inline int32_t mul(int64_t a, int64_t b, float multiplier, const Rounding &rounding) {
  return requantize(a * b, multiplier, rounding);
}

/// Returns the table of an 8-bit unary op (N7): entry `uint8_t(q)` is the stored result for stored q.
inline std::array<int32_t, 256> makeTable(const Unary &function, const QuantParams &input, const QuantParams &output) {
  std::array<int32_t, 256> table;
  bool isSigned = input.low < 0;
  for (int32_t byte = 0; byte < 256; ++byte) {
    int32_t q = isSigned && byte > 127 ? byte - 256 : byte;
    table[byte] = quantize(evaluate(function, dequantize(q, input)), output);
  }
  return table;
}

//===----------------------------------------------------------------------===//
// Choice of scales and biases
//===----------------------------------------------------------------------===//

/// Returns the stored bias `roundeven(bias / scale)` with scale = s_x * s_w (N4), or nullopt if it
/// does not fit 32 bits or is NaN.
inline std::optional<int32_t> quantizeBias(double bias, double scale) {
  double rounded = std::nearbyint(bias / scale);
  if (!(std::fabs(rounded) <= INT32_MAX))
    return std::nullopt;
  return int32_t(rounded);
}

/// Returns the scale of a weight channel (N1, N4): `absMax / highest`, or more where the channel's
/// bias would otherwise exceed 2^30 steps; at least the smallest normal f32.
/// @param absMax   greatest magnitude of the channel's weights; may be 0
/// @param absBias  magnitude of the channel's bias; real
/// @param highest  greatest stored magnitude, 127 for 8 bits
inline float getWeightScale(double absMax, double absBias, double inputScale, int32_t highest = 127) {
  double scale = std::max(absMax / highest, absBias / (inputScale * 0x1p30));
  return float(std::clamp(scale, double(FLT_MIN), double(FLT_MAX)));
}

/// Returns scale and zero point for real values in [least, greatest], widened to hold 0 (N1): the
/// range is spread over [low, high], and 0 is stored exactly.
inline QuantParams getActivationParams(double least, double greatest, int32_t low, int32_t high) {
  least = std::min(least, 0.0);
  greatest = std::max(greatest, 0.0);
  QuantParams type;
  type.low = low;
  type.high = high;
  type.scale = std::clamp(float((greatest - least) / (double(high) - low)), FLT_MIN, FLT_MAX);
  double zeroPoint = low - std::nearbyint(least / type.scale);
  type.zeroPoint = int32_t(std::clamp(zeroPoint, double(low), double(high)));
  return type;
}

} // namespace quantc::numerics

#endif // QUANTC_NUMERICS_QUANTIZE_H
