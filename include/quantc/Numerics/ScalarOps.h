//===- ScalarOps.h - Basic operations for scalar functions ------*- C++ -*-===//
//
// The functions of ScalarFunctions.h and Power.h are templates over a policy
// `Ops` that performs their operations: `PlainOps` below on C++ floats, or a
// policy of the Lower step that builds MLIR ops. A policy has the types F (f32),
// I (i32) and B (truth value), and the members
//
//   F constant(float)          I integer(int32_t)
//   F add, sub, mul, div(F, F) F squareRoot(F)     one rounding, ties to even
//   F fma(F, F, F)             a * b + c           likewise
//   B less(F, F)               ordered: false if either is NaN
//   F select(B, F, F)
//   I bits(F)   F fromBits(I)  the IEEE pattern
//   I addInt, subInt, andInt, orInt, xorInt(I, I)
//   I shiftLeft(I, int)        I shiftRight(I, int)  arithmetic
//
// Scalar functions use no fma; there is no branch on data and no table.
//
// Tested by test/Numerics/ScalarFunctionsTest.cpp.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_NUMERICS_SCALAROPS_H
#define QUANTC_NUMERICS_SCALAROPS_H

#include <cmath>
#include <cstdint>
#include <cstring>

namespace quantc::numerics {

/// The policy on C++ floats. Built with -ffp-contract=off.
struct PlainOps {
  using F = float;
  using I = int32_t;
  using B = bool;
  static F constant(float value) { return value; }
  static I integer(int32_t value) { return value; }
  static F add(F a, F b) { return a + b; }
  static F sub(F a, F b) { return a - b; }
  static F mul(F a, F b) { return a * b; }
  static F div(F a, F b) { return a / b; }
  static F squareRoot(F a) { return __builtin_sqrtf(a); }
  static F fma(F a, F b, F c) { return std::fma(a, b, c); }
  static B less(F a, F b) { return a < b; }
  static F select(B condition, F a, F b) { return condition ? a : b; }
  static I bits(F a) {
    I result;
    std::memcpy(&result, &a, sizeof a);
    return result;
  }
  static F fromBits(I a) {
    F result;
    std::memcpy(&result, &a, sizeof a);
    return result;
  }
  static I addInt(I a, I b) { return I(uint32_t(a) + uint32_t(b)); }
  static I subInt(I a, I b) { return I(uint32_t(a) - uint32_t(b)); }
  static I andInt(I a, I b) { return a & b; }
  static I orInt(I a, I b) { return a | b; }
  static I xorInt(I a, I b) { return a ^ b; }
  static I shiftLeft(I a, int count) { return I(uint32_t(a) << count); }
  static I shiftRight(I a, int count) { return a >> count; }
};

namespace detail {

/// 1.5 * 2^23: adding it rounds |x| < 2^22 to an integer, ties to even, and
/// leaves that integer in the low bits of the pattern.
inline constexpr float kRoundingConstant = 0x1.8p23f;

/// Returns c[0] + c[1] x + ... by Horner's rule, one multiply and one add a step.
template <class Ops, int N> typename Ops::F polynomial(Ops &o, typename Ops::F x, const float (&coefficients)[N]) {
  typename Ops::F sum = o.constant(coefficients[N - 1]);
  for (int i = N - 2; i >= 0; --i)
    sum = o.add(o.mul(sum, x), o.constant(coefficients[i]));
  return sum;
}

/// Returns x, or `bound` where x is less; NaN stays.
template <class Ops> typename Ops::F atLeast(Ops &o, typename Ops::F x, float bound) {
  return o.select(o.less(x, o.constant(bound)), o.constant(bound), x);
}
/// Returns x, or `bound` where x is greater; NaN stays.
template <class Ops> typename Ops::F atMost(Ops &o, typename Ops::F x, float bound) {
  return o.select(o.less(o.constant(bound), x), o.constant(bound), x);
}

template <class Ops> typename Ops::F absolute(Ops &o, typename Ops::F x) {
  return o.fromBits(o.andInt(o.bits(x), o.integer(0x7fffffff)));
}
template <class Ops> typename Ops::F negate(Ops &o, typename Ops::F x) {
  return o.fromBits(o.xorInt(o.bits(x), o.integer(INT32_MIN)));
}
/// Returns `magnitude` (not negative) with the sign of `x`.
template <class Ops> typename Ops::F withSign(Ops &o, typename Ops::F magnitude, typename Ops::F x) {
  return o.fromBits(o.orInt(o.bits(magnitude), o.andInt(o.bits(x), o.integer(INT32_MIN))));
}

/// Returns the nearest whole number, ties to even, with the sign of x; exact. NaN and infinities stay.
template <class Ops> typename Ops::F roundToEven(Ops &o, typename Ops::F x) {
  auto magnitude = absolute(o, x);
  auto whole = o.sub(o.add(magnitude, o.constant(0x1p23f)), o.constant(0x1p23f));
  return o.select(o.less(magnitude, o.constant(0x1p23f)), withSign(o, whole, x), x);
}

/// Returns value * 2^n for n in [-252, 254], given the pattern of
/// `kRoundingConstant + n`. Two steps, so that only the last one rounds or overflows.
template <class Ops> typename Ops::F scaleByPower(Ops &o, typename Ops::F value, typename Ops::F shifted) {
  auto n = o.subInt(o.bits(shifted), o.integer(0x4b400000));
  auto half = o.shiftRight(n, 1), rest = o.subInt(n, half);
  auto power = [&](auto k) { return o.fromBits(o.shiftLeft(o.addInt(k, o.integer(127)), 23)); };
  return o.mul(o.mul(value, power(half)), power(rest));
}

/// Splits a positive finite x into 2^k m with m in [sqrt(1/2), sqrt(2)); exact.
template <class Ops> void splitExponent(Ops &o, typename Ops::F x, typename Ops::F &m, typename Ops::F &k) {
  auto subnormal = o.less(x, o.constant(0x1p-126f));
  auto normal = o.select(subnormal, o.mul(x, o.constant(0x1p25f)), x);
  // Adding 1 - sqrt(1/2) to the pattern carries into the exponent where m >= sqrt(2).
  auto biased = o.addInt(o.bits(normal), o.integer(0x3f800000 - 0x3f3504f3));
  auto exponent = o.shiftRight(biased, 23);
  m = o.fromBits(o.addInt(o.andInt(biased, o.integer(0x007fffff)), o.integer(0x3f3504f3)));
  k = o.sub(o.fromBits(o.addInt(exponent, o.integer(0x4b400000 - 127))), o.constant(kRoundingConstant));
  k = o.select(subnormal, o.sub(k, o.constant(25)), k);
}

} // namespace detail
} // namespace quantc::numerics

#endif // QUANTC_NUMERICS_SCALAROPS_H
