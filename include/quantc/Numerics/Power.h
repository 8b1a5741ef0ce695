//===- Power.h - pow in f32 from basic operations ---------------*- C++ -*-===//
//
// x^y = 2^(y log2 |x|) with the logarithm and the product in two floats, head
// and tail, so that the error stays small when y log2 |x| is large. Heads have 12
// bits, which makes products of two heads exact without fma. The arrangement is
// that of fdlibm's e_powf.c; coefficients and special cases are ours.
//
// Tested by test/Numerics/ScalarFunctionsTest.cpp.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_NUMERICS_POWER_H
#define QUANTC_NUMERICS_POWER_H

#include "quantc/Numerics/ScalarOps.h"

#include <cfloat>

namespace quantc::numerics {
namespace detail {

/// Returns the upper 12 bits of x's significand.
template <class Ops> typename Ops::F headOf(Ops &o, typename Ops::F x) {
  return o.fromBits(o.andInt(o.bits(x), o.integer(int32_t(0xfffff000))));
}

/// log2(a) as head + tail for a positive, finite.
template <class Ops> void log2InTwo(Ops &o, typename Ops::F a, typename Ops::F &head, typename Ops::F &tail) {
  // (2 / ln2) (atanh(s) - s) / s^3 in s^2 on [0, 0.0298], error 3.4e-11.
  static constexpr float c[] = {0x1.ec709ep-1f, 0x1.2776e4p-1f, 0x1.a5cd04p-2f, 0x1.58dff6p-2f};
  constexpr float kScaleHead = 0x1.714p1f, kScaleTail = 0x1.47652cp-11f; // 2 / ln2
  typename Ops::F m, k;
  splitExponent(o, a, m, k);
  auto f = o.sub(m, o.constant(1)), g = o.add(m, o.constant(1));
  auto s = o.div(f, g), sHead = headOf(o, s), gHead = headOf(o, g);
  auto gTail = o.add(o.sub(g, gHead), o.sub(m, o.sub(g, o.constant(1))));
  auto sTail = o.div(o.sub(o.sub(f, o.mul(sHead, gHead)), o.mul(sHead, gTail)), g);

  auto s2 = o.mul(s, s);
  auto series = o.mul(o.mul(s, s2), polynomial(o, s2, c));
  auto large = o.mul(sHead, o.constant(kScaleHead));
  auto small = o.add(o.add(o.mul(sTail, o.constant(kScaleHead)), o.mul(s, o.constant(kScaleTail))), series);
  auto sum = o.add(large, small);
  head = o.add(k, sum);
  tail = o.add(o.sub(small, o.sub(sum, large)), o.sub(sum, o.sub(head, k)));
}

/// 2^(x + tail), |tail| small against 1. Error at most 1.1 ulp.
template <class Ops> typename Ops::F exp2WithTail(Ops &o, typename Ops::F x, typename Ops::F tail) {
  // (2^r - 1 - r ln2) / r^2 on [-0.505, 0.505], error 3.5e-9.
  static constexpr float c[] = {0x1.ebfbe0p-3f, 0x1.c6af7ep-5f, 0x1.3b2a22p-7f, 0x1.5f0b82p-10f, 0x1.444e82p-13f};
  x = atMost(o, atLeast(o, x, -151.0f), 129.0f);     // 0 and infinity there
  tail = atMost(o, atLeast(o, tail, -0.25f), 0.25f); // large only where x was cut
  auto shifted = o.add(x, o.constant(kRoundingConstant));
  auto r = o.add(o.sub(x, o.sub(shifted, o.constant(kRoundingConstant))), tail);
  auto e = o.add(o.mul(r, o.constant(0x1.62e430p-1f)), o.mul(o.mul(r, r), polynomial(o, r, c)));
  return scaleByPower(o, o.add(o.constant(1), e), shifted);
}

/// Returns `yes` where |y| is an integer, else `no`.
template <class Ops>
typename Ops::F selectInteger(Ops &o, typename Ops::F magnitude, typename Ops::F yes, typename Ops::F no) {
  auto rounded = o.sub(o.add(magnitude, o.constant(0x1p23f)), o.constant(0x1p23f));
  auto fraction = absolute(o, o.sub(magnitude, rounded));
  auto small = o.select(o.less(o.constant(0), fraction), no, yes);
  return o.select(o.less(magnitude, o.constant(0x1p23f)), small, yes);
}

} // namespace detail

/// x^y as IEEE 754 defines `pow`, except that NaN in always gives NaN. Error at most 2 ulp
/// for |y| <= 40, 6 ulp beyond.
template <class Ops> typename Ops::F pow(Ops &o, typename Ops::F x, typename Ops::F y) {
  auto zero = o.constant(0), one = o.constant(1), infinity = o.constant(INFINITY);
  auto a = detail::absolute(o, x), b = detail::absolute(o, y);
  typename Ops::F head, tail;
  detail::log2InTwo(o, a, head, tail);

  // Beyond 2^40, y log2 |x| is 0 or far out of range.
  auto factor = detail::withSign(o, detail::atMost(o, b, 0x1p40f), y);
  auto yHead = detail::headOf(o, factor), yTail = o.sub(factor, yHead);
  auto logHead = detail::headOf(o, head), logTail = o.add(o.sub(head, logHead), tail);
  auto large = o.mul(yHead, logHead);
  auto small = o.add(o.mul(yTail, head), o.mul(yHead, logTail));
  auto exponent = o.add(large, small);
  auto result = detail::exp2WithTail(o, exponent, o.sub(small, o.sub(exponent, large)));

  auto atZero = o.select(o.less(y, zero), infinity, o.select(o.less(zero, y), zero, one));
  auto atInfinity = o.select(o.less(y, zero), zero, o.select(o.less(zero, y), infinity, one));
  result = o.select(o.less(zero, a), result, atZero);
  result = o.select(o.less(a, infinity), result, atInfinity);

  // A negative base: the sign of odd powers, NaN for a power that is no integer.
  auto half = o.mul(b, o.constant(0.5f));
  auto signedResult = detail::withSign(o, result, x);
  auto integral = detail::selectInteger(o, half, result, signedResult);
  auto fractional = o.select(o.less(x, zero), o.select(o.less(a, infinity), o.constant(NAN), result), result);
  result = detail::selectInteger(o, b, integral, fractional);

  auto largest = o.constant(FLT_MAX);
  result = o.select(o.less(a, infinity), result, o.select(o.less(largest, a), result, x));
  return o.select(o.less(b, infinity), result, o.select(o.less(largest, b), result, y));
}

/// x^exponent. Small exponents are products, roots and reciprocals; otherwise `pow`.
template <class Ops> typename Ops::F powScalar(Ops &o, typename Ops::F x, float exponent) {
  if (exponent == 1)
    return x;
  if (exponent == 2)
    return o.mul(x, x);
  if (exponent == 3)
    return o.mul(o.mul(x, x), x);
  if (exponent == 0.5f)
    return o.squareRoot(x);
  if (exponent == -1)
    return o.div(o.constant(1), x);
  return pow(o, x, o.constant(exponent));
}

} // namespace quantc::numerics

#endif // QUANTC_NUMERICS_POWER_H
