//===- FixedPoint.h - Multipliers of whole numbers --------------*- C++ -*-===//
//
// The arithmetic of profile tflite (N16a to N16f of docs/numerics.md) as functions of single values: products
// with a factor that is a whole number times a power of two, each rounded twice.
//
// Tested by test/Numerics/FixedPointTest.cpp.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_NUMERICS_FIXEDPOINT_H
#define QUANTC_NUMERICS_FIXEDPOINT_H

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace quantc::numerics {

/// Returns `a * b / 2^31` to the next whole number, ties up.
inline int32_t multiplyHigh(int32_t a, int32_t b) {
  return int32_t(std::min<int64_t>((int64_t(a) * b + (int64_t(1) << 30)) >> 31, INT32_MAX));
}

/// Returns `x / 2^exponent` to the next whole number, ties away from zero; exponents are 0 to 31.
inline int32_t shiftRight(int32_t x, int32_t exponent) {
  int64_t half = exponent == 0 ? 0 : (int64_t(1) << (exponent - 1)) - (x < 0);
  return int32_t((x + half) >> exponent);
}

/// Returns x to the next whole number, ties away from zero. NaN and infinities pass.
inline float roundHalfAway(float x) {
  float whole = std::trunc(x);
  return std::fabs(x - whole) >= 0.5f ? whole + std::copysign(1.0f, x) : whole;
}

/// A real factor as `mantissa * 2^(shift - 31)` (N16a).
struct FixedMultiplier {
  int32_t mantissa = 0; ///< 0, or of magnitude 2^30 to 2^31 - 1; of a mean from 2^29 on
  int32_t shift = 0;    ///< -31 to 30

  FixedMultiplier() = default;
  explicit FixedMultiplier(double factor) {
    if (!(std::fabs(factor) < 0x1p30)) {
      mantissa = INT32_MAX, shift = 30;
      return;
    }
    double whole = std::frexp(factor, &shift) * 0x1p31;
    int64_t nearest = int64_t(whole < 0 ? whole - 0.5 : whole + 0.5);
    if (nearest == int64_t(1) << 31) {
      nearest /= 2;
      ++shift;
    }
    mantissa = int32_t(nearest);
    if (mantissa == 0 || shift < -31)
      mantissa = 0, shift = 0;
  }

  int32_t left() const { return std::max(shift, 0); }
  int32_t right() const { return std::max(-shift, 0); }

  /// Returns the product of x, rounded (N16a).
  int32_t apply(int64_t x) const {
    int64_t kept = std::clamp<int64_t>(x, INT32_MIN >> left(), INT32_MAX >> left());
    return shiftRight(multiplyHigh(int32_t(kept * (int64_t(1) << left())), mantissa), right());
  }

  /// Returns the factor with 15 bits of mantissa (N16b), exact in f64.
  double toNarrow() const {
    int32_t narrow = mantissa < 0x7fff0000 ? (mantissa + (1 << 15)) >> 16 : 0x7fff;
    return std::ldexp(double(narrow), shift - 15);
  }

  /// Returns the factor of a mean of `count` elements (N16e).
  FixedMultiplier dividedBy(int64_t count) const {
    int32_t bits = 0;
    while (bits < 32 && count >> (bits + 1))
      ++bits;
    bits = std::min(bits, 31 + shift);
    FixedMultiplier divided;
    divided.mantissa = int32_t((int64_t(mantissa) << bits) / count);
    divided.shift = shift - bits;
    return divided;
  }
};

/// Returns the product of an accumulator and a factor of 15 bits (N16b), a whole number.
inline double applyNarrow(int32_t accumulator, double factor) { return std::floor(double(accumulator) * factor + 0.5); }

/// The factors of a sum of two operands (N16c).
struct FixedSum {
  int32_t shift; ///< of each operand to the left
  FixedMultiplier a, b, output;

  /// `bits` is the wider operand's storage.
  FixedSum(double scaleA, double scaleB, double scaleOut, unsigned bits)
      : shift(bits <= 8 ? 20 : 15), a(scaleA / getUnit(scaleA, scaleB)), b(scaleB / getUnit(scaleA, scaleB)),
        output(getUnit(scaleA, scaleB) / (std::ldexp(1.0, shift) * scaleOut)) {}

  /// Returns the sum of two differences `q - z`, or with `sign` -1 the difference, in steps of the result.
  int32_t apply(int64_t x, int64_t y, int32_t sign = 1) const {
    const int64_t one = int64_t(1) << shift;
    return output.apply(int64_t(a.apply(x * one)) + sign * int64_t(b.apply(y * one)));
  }

private:
  static double getUnit(double scaleA, double scaleB) { return 2 * std::max(scaleA, scaleB); }
};

/// Returns `sum / count` to the next whole number, ties away from zero (N16f).
inline int64_t averageCodes(int64_t sum, int64_t count) {
  return (sum > 0 ? sum + count / 2 : sum - count / 2) / count;
}

} // namespace quantc::numerics

#endif // QUANTC_NUMERICS_FIXEDPOINT_H
