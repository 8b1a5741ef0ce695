//===- ScalarFunctions.h - f32 functions from basic operations --*- C++ -*-===//
//
// exp, log, tanh, ... in f32, each a fixed sequence of correctly rounded basic
// operations (N7), so that every host and every ISA computes the same bits: never
// libm, whose bits differ. They are templates over the policy of ScalarOps.h.
//
// Every function: NaN gives NaN; infinities give the limit. Bounds are in ulp of
// the result against the exact value; where the result is below 2^-119, "4 ulp"
// means 2^-140, since an intermediate result may be subnormal. Polynomials are
// our own least-maximum fits, error stated beside each.
//
// Tested by test/Numerics/ScalarFunctionsTest.cpp, which measures each bound.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_NUMERICS_SCALARFUNCTIONS_H
#define QUANTC_NUMERICS_SCALARFUNCTIONS_H

#include "quantc/Numerics/Isa.h"
#include "quantc/Numerics/Power.h"
#include "quantc/Numerics/ScalarOps.h"
#include "quantc/Numerics/Unary.h"

#include <cmath>
#include <limits>

namespace quantc::numerics {
namespace detail {

/// Returns exp(x + tail), |tail| <= 0.05. Error at most 1.1 ulp if tail is exact.
/// x = n ln2 + r with ln2 in two parts, the first of 16 bits so that n times it
/// is exact; exp(r) = 1 + r + r^2 P(r), |r| <= 0.35 + 0.05, error 3.5e-9.
template <class Ops> typename Ops::F expWithTail(Ops &o, typename Ops::F x, typename Ops::F tail) {
  static constexpr float c[] = {0x1p-1f, 0x1.55548ap-3f, 0x1.5554bap-5f, 0x1.123f90p-7f, 0x1.6d815ep-10f};
  x = atMost(o, atLeast(o, x, -104.0f), 89.0f); // exp is 0 and infinity there
  auto shifted = o.add(o.mul(x, o.constant(0x1.715476p0f)), o.constant(kRoundingConstant));
  auto n = o.sub(shifted, o.constant(kRoundingConstant));
  auto r = o.sub(o.sub(x, o.mul(n, o.constant(0x1.62e4p-1f))), o.mul(n, o.constant(0x1.7f7d1cp-20f)));
  r = o.add(r, tail);
  auto e = o.add(o.constant(1), o.add(r, o.mul(o.mul(r, r), polynomial(o, r, c))));
  return scaleByPower(o, e, shifted);
}

/// Returns log(1 + e) for e in [0, 1]: with s = e / (2 + e), 2 atanh(s). Error at most 2 ulp.
template <class Ops> typename Ops::F log1pUpToOne(Ops &o, typename Ops::F e) {
  // (2 atanh(s) - 2 s) / s^3 in s^2 on [0, 1/9], error 2.4e-10.
  static constexpr float c[] = {0x1.555558p-1f, 0x1.9996d6p-2f, 0x1.250566p-2f, 0x1.b7229ep-3f, 0x1.f0b254p-3f};
  auto s = o.div(e, o.add(e, o.constant(2))), s2 = o.mul(s, s);
  return o.add(o.add(s, s), o.mul(o.mul(s, s2), polynomial(o, s2, c)));
}

} // namespace detail

//===----------------------------------------------------------------------===//
// Exponential and logarithm
//===----------------------------------------------------------------------===//

/// exp(x). Error at most 2 ulp.
template <class Ops> typename Ops::F exp(Ops &o, typename Ops::F x) { return detail::expWithTail(o, x, o.constant(0)); }

/// exp(x) - 1 for x <= 0. Error at most 2 ulp.
template <class Ops> typename Ops::F expm1OfNegative(Ops &o, typename Ops::F x) {
  // (exp(x) - 1 - x) / x^2 on [-0.5, 0], error 3.2e-11.
  static constexpr float c[] = {0x1p-1f,        0x1.555550p-3f,  0x1.55539cp-5f,
                                0x1.10dd70p-7f, 0x1.6673e2p-10f, 0x1.547768p-13f};
  auto near = detail::atLeast(o, x, -0.5f);
  auto small = o.add(near, o.mul(o.mul(near, near), detail::polynomial(o, near, c)));
  return o.select(o.less(x, o.constant(-0.5f)), o.sub(exp(o, x), o.constant(1)), small);
}

/// log(x); NaN for x < 0, -infinity for 0. Error at most 2 ulp.
/// x = 2^k m, m in [sqrt(1/2), sqrt(2)), f = m - 1 (exact), s = f / (2 + f);
/// log(m) = f - (f^2/2 - s (f^2/2 + s^2 P(s^2))), the arrangement of fdlibm's log.
template <class Ops> typename Ops::F log(Ops &o, typename Ops::F x) {
  // (2 atanh(s) - 2 s) / s^3 in s^2 on [0, 0.0298], error 5e-11.
  static constexpr float c[] = {0x1.555554p-1f, 0x1.999c24p-2f, 0x1.23d4dcp-2f, 0x1.f103eap-3f};
  typename Ops::F m, k;
  detail::splitExponent(o, x, m, k);
  auto f = o.sub(m, o.constant(1)), s = o.div(f, o.add(f, o.constant(2))), s2 = o.mul(s, s);
  auto half = o.mul(o.mul(f, f), o.constant(0.5f));
  auto correction = o.mul(s, o.add(half, o.mul(s2, detail::polynomial(o, s2, c))));
  correction = o.add(correction, o.mul(k, o.constant(0x1.7f7d1cp-20f)));
  auto result = o.sub(o.mul(k, o.constant(0x1.62e4p-1f)), o.sub(o.sub(half, correction), f));

  auto infinity = o.constant(INFINITY);
  auto atZero = o.select(o.less(x, o.constant(0)), o.constant(NAN), o.constant(-INFINITY));
  result = o.select(o.less(o.constant(0), x), result, atZero);
  result = o.select(o.less(x, infinity), result, x); // infinity and NaN
  return result;
}

//===----------------------------------------------------------------------===//
// Hyperbolic and error functions
//===----------------------------------------------------------------------===//

/// tanh(x). Error at most 2 ulp. A polynomial below 0.6, 1 - 2 / (exp(2|x|) + 1) above.
template <class Ops> typename Ops::F tanh(Ops &o, typename Ops::F x) {
  // (tanh(x) - x) / x^3 in x^2 on [0, 0.36], error 2.7e-9.
  static constexpr float c[] = {-0x1.55553ep-2f, 0x1.1109c2p-3f, -0x1.b89b94p-5f, 0x1.54cadap-6f, -0x1.82ac94p-8f};
  auto a = detail::absolute(o, x), near = detail::atMost(o, a, 0.6f), u = o.mul(near, near);
  auto small = o.add(near, o.mul(o.mul(near, u), detail::polynomial(o, u, c)));
  auto e = exp(o, o.add(a, a));
  auto large = o.sub(o.constant(1), o.div(o.constant(2), o.add(e, o.constant(1))));
  return detail::withSign(o, o.select(o.less(a, o.constant(0.6f)), small, large), x);
}

/// erf(x). Error at most 2 ulp. A polynomial below 0.9, 1 - exp(-P(|x|)) above.
template <class Ops> typename Ops::F erf(Ops &o, typename Ops::F x) {
  // erf(x) / x - 1 in x^2 on [0, 0.93^2], error 9.7e-10.
  static constexpr float c[] = {0x1.06eba8p-3f, -0x1.812740p-2f,  0x1.ce2d60p-4f, -0x1.b80080p-6f,
                                0x1.54426ep-8f, -0x1.a5ba96p-11f, 0x1.4e459cp-14f};
  // -log(1 - erf(x)) on [0.9, 4], error 1e-11 of the result.
  static constexpr float d[] = {-0x1.603e3ep-14f, 0x1.21040ap+0f,  0x1.450280p-1f,   0x1.b2ab88p-4f,  -0x1.7a1ea0p-6f,
                                0x1.7de216p-9f,   0x1.271bccp-14f, -0x1.bd2138p-14f, 0x1.323588p-16f, -0x1.30a6f0p-20f};
  auto a = detail::absolute(o, x), near = detail::atMost(o, a, 0.92f), far = detail::atMost(o, a, 4.0f);
  auto small = o.add(near, o.mul(near, detail::polynomial(o, o.mul(near, near), c)));
  auto q = detail::polynomial(o, far, d);
  auto large = o.sub(o.constant(1), exp(o, detail::negate(o, q)));
  return detail::withSign(o, o.select(o.less(a, o.constant(0.92f)), small, large), x);
}

//===----------------------------------------------------------------------===//
// Activations
//===----------------------------------------------------------------------===//

/// 1 / (1 + exp(-x)). Error at most 3 ulp. exp only of -|x|, so that it never overflows.
template <class Ops> typename Ops::F sigmoid(Ops &o, typename Ops::F x) {
  auto e = exp(o, detail::negate(o, detail::absolute(o, x)));
  auto numerator = o.select(o.less(x, o.constant(0)), e, o.constant(1));
  return o.div(numerator, o.add(e, o.constant(1)));
}

/// x sigmoid(x). Error at most 4 ulp.
template <class Ops> typename Ops::F silu(Ops &o, typename Ops::F x) {
  return o.mul(detail::atLeast(o, x, -120.0f), sigmoid(o, x)); // -inf * 0 would be NaN
}

/// log(1 + exp(x)) = max(x, 0) + log1p(exp(-|x|)). Error at most 4 ulp.
template <class Ops> typename Ops::F softplus(Ops &o, typename Ops::F x) {
  auto e = exp(o, detail::negate(o, detail::absolute(o, x)));
  return o.add(detail::atLeast(o, x, 0.0f), detail::log1pUpToOne(o, e));
}

/// x tanh(softplus(x)) = x w / (w + 2), w = e (e + 2), e = exp(x). Error at most 4 ulp.
template <class Ops> typename Ops::F mish(Ops &o, typename Ops::F x) {
  auto e = exp(o, detail::atMost(o, x, 20.0f)); // beyond, the ratio is 1
  auto w = o.mul(e, o.add(e, o.constant(2)));
  return o.mul(detail::atLeast(o, x, -120.0f), o.div(w, o.add(w, o.constant(2))));
}

/// x Phi(x), Phi the normal distribution: 0.5 x (1 + erf(x / sqrt(2))) without
/// its cancellation. Error at most 7 ulp.
/// Phi(-a) = exp(-a^2 / 2) G(a); a^2 is taken in two parts, the first exact.
template <class Ops> typename Ops::F gelu(Ops &o, typename Ops::F x) {
  // G(a) / t in t - 0.5 with t = 1 / (1 + 0.3 a), on a in [0, 14.5].
  static constexpr float c[] = {0x1.c69888p-3f,  0x1.510f0cp-2f,  0x1.6281a6p-2f, 0x1.c6d38ap-3f, 0x1.dccb50p-6f,
                                -0x1.3dc46ap-4f, -0x1.2f6db2p-5f, 0x1.2b2938p-5f, 0x1.699dc2p-6f, -0x1.8b90cap-6f};
  auto a = detail::absolute(o, x), near = detail::atMost(o, a, 14.5f);
  auto head = o.fromBits(o.andInt(o.bits(near), o.integer(int32_t(0xfffff000))));
  auto square = o.mul(o.mul(head, head), o.constant(-0.5f));
  auto tail = o.mul(o.mul(o.sub(near, head), o.add(near, head)), o.constant(-0.5f));
  auto t = o.div(o.constant(1), o.add(o.mul(near, o.constant(0.3f)), o.constant(1)));
  auto g = o.mul(t, detail::polynomial(o, o.sub(t, o.constant(0.5f)), c));
  auto p = o.mul(detail::expWithTail(o, square, tail), g);
  auto phi = o.select(o.less(x, o.constant(0)), p, o.sub(o.constant(1), p));
  return o.mul(detail::atLeast(o, x, -120.0f), phi);
}

/// 0.5 x (1 + tanh(u)) = x sigmoid(2 u), u = sqrt(2 / pi) (x + 0.044715 x^3). Error at most
/// 4 ulp for x > -1; below, the rounding of 2 u shows: relative error at most 2^-22 (1 + |2 u|).
template <class Ops> typename Ops::F geluTanh(Ops &o, typename Ops::F x) {
  auto inner = o.add(o.mul(o.mul(x, x), o.constant(0x1.2444f2p-4f)), o.constant(0x1.988454p0f));
  return o.mul(detail::atLeast(o, x, -120.0f), sigmoid(o, o.mul(x, inner)));
}

/// x >= 0 ? x : alpha (exp(x) - 1). Error at most 3 ulp.
template <class Ops> typename Ops::F elu(Ops &o, typename Ops::F x, float alpha) {
  auto negative = o.mul(o.constant(alpha), expm1OfNegative(o, detail::atMost(o, x, 0.0f)));
  return o.select(o.less(x, o.constant(0)), negative, x);
}

/// x >= 0 ? x : alpha (exp(x / alpha) - 1), alpha > 0. Error at most 4 ulp.
template <class Ops> typename Ops::F celu(Ops &o, typename Ops::F x, float alpha) {
  auto scaled = o.div(detail::atMost(o, x, 0.0f), o.constant(alpha));
  return o.select(o.less(x, o.constant(0)), o.mul(o.constant(alpha), expm1OfNegative(o, scaled)), x);
}

/// gamma elu(x). Error at most 4 ulp.
template <class Ops> typename Ops::F selu(Ops &o, typename Ops::F x, float alpha, float gamma) {
  return o.mul(o.constant(gamma), elu(o, x, alpha));
}

/// x > threshold ? x : value. Exact; NaN stays.
template <class Ops> typename Ops::F threshold(Ops &o, typename Ops::F x, float threshold, float value) {
  float above = std::nextafter(threshold, std::numeric_limits<float>::infinity());
  return o.select(o.less(x, o.constant(above)), o.constant(value), x);
}

/// x < -lambda ? x + bias : x > lambda ? x - bias : 0, one rounding; NaN stays.
template <class Ops> typename Ops::F shrink(Ops &o, typename Ops::F x, float lambda, float bias) {
  float above = std::nextafter(lambda, std::numeric_limits<float>::infinity());
  auto right = o.select(o.less(x, o.constant(above)), o.constant(0), o.sub(x, o.constant(bias)));
  return o.select(o.less(x, o.constant(-lambda)), o.add(x, o.constant(bias)), right);
}

/// x / (1 + |x|), two roundings.
template <class Ops> typename Ops::F softsign(Ops &o, typename Ops::F x) {
  auto bounded = detail::atMost(o, detail::atLeast(o, x, -0x1p30f), 0x1p30f); // inf / inf would be NaN
  return o.div(bounded, o.add(o.constant(1), detail::absolute(o, bounded)));
}

/// 1, -1, or x where it is 0 or NaN. Exact.
template <class Ops> typename Ops::F sign(Ops &o, typename Ops::F x) {
  auto negative = o.select(o.less(x, o.constant(0)), o.constant(-1), x);
  return o.select(o.less(o.constant(0), x), o.constant(1), negative);
}

/// The greatest whole number that is not above x. Exact.
template <class Ops> typename Ops::F floor(Ops &o, typename Ops::F x) {
  auto whole = detail::roundToEven(o, x);
  return o.select(o.less(x, whole), o.sub(whole, o.constant(1)), whole);
}

/// The least whole number that is not below x. Exact; where it is 0, of either sign.
template <class Ops> typename Ops::F ceil(Ops &o, typename Ops::F x) {
  auto whole = detail::roundToEven(o, x);
  return o.select(o.less(whole, x), o.add(whole, o.constant(1)), whole);
}

/// x < 0 ? 0 : x. Exact; -0 stays.
template <class Ops> typename Ops::F relu(Ops &o, typename Ops::F x) { return detail::atLeast(o, x, 0.0f); }

/// min(max(x, low), high). Exact.
template <class Ops> typename Ops::F clip(Ops &o, typename Ops::F x, float low, float high) {
  return detail::atMost(o, detail::atLeast(o, x, low), high);
}

/// x >= 0 ? x : x slope, one rounding.
template <class Ops> typename Ops::F leakyRelu(Ops &o, typename Ops::F x, typename Ops::F slope) {
  return o.select(o.less(x, o.constant(0)), o.mul(x, slope), x);
}

/// min(max(alpha x + beta, 0), 1), two roundings.
template <class Ops> typename Ops::F hardSigmoid(Ops &o, typename Ops::F x, float alpha, float beta) {
  return clip(o, o.add(o.mul(x, o.constant(alpha)), o.constant(beta)), 0.0f, 1.0f);
}

/// x min(max(x / 6 + 0.5, 0), 1), three roundings.
template <class Ops> typename Ops::F hardSwish(Ops &o, typename Ops::F x) {
  auto gate = clip(o, o.add(o.div(x, o.constant(6)), o.constant(0.5f)), 0.0f, 1.0f);
  return o.mul(detail::atLeast(o, x, -4.0f), gate); // -inf * 0 would be NaN
}

/// Returns `function(x)`: the one switch from name to formula.
template <class Ops> QUANTC_INLINE typename Ops::F evaluate(Ops &o, const Unary &function, typename Ops::F x) {
  switch (function.kind) {
  case UnaryKind::Relu:
    return relu(o, x);
  case UnaryKind::Clip:
    return clip(o, x, function.alpha, function.beta);
  case UnaryKind::LeakyRelu:
    return leakyRelu(o, x, o.constant(function.alpha));
  case UnaryKind::Elu:
    return elu(o, x, function.alpha);
  case UnaryKind::Celu:
    return celu(o, x, function.alpha);
  case UnaryKind::Selu:
    return selu(o, x, function.alpha, function.beta);
  case UnaryKind::Threshold:
    return threshold(o, x, function.alpha, function.beta);
  case UnaryKind::Shrink:
    return shrink(o, x, function.alpha, function.beta);
  case UnaryKind::Sigmoid:
    return sigmoid(o, x);
  case UnaryKind::Tanh:
    return tanh(o, x);
  case UnaryKind::HardSigmoid:
    return hardSigmoid(o, x, function.alpha, function.beta);
  case UnaryKind::HardSwish:
    return hardSwish(o, x);
  case UnaryKind::Silu:
    return silu(o, x);
  case UnaryKind::Gelu:
    return gelu(o, x);
  case UnaryKind::GeluTanh:
    return geluTanh(o, x);
  case UnaryKind::Erf:
    return erf(o, x);
  case UnaryKind::Softplus:
    return softplus(o, x);
  case UnaryKind::Softsign:
    return softsign(o, x);
  case UnaryKind::Mish:
    return mish(o, x);
  case UnaryKind::Exp:
    return exp(o, x);
  case UnaryKind::Log:
    return log(o, x);
  case UnaryKind::Sqrt:
    return o.squareRoot(x);
  case UnaryKind::Reciprocal:
    return o.div(o.constant(1), x);
  case UnaryKind::Neg:
    return detail::negate(o, x);
  case UnaryKind::Abs:
    return detail::absolute(o, x);
  case UnaryKind::Sign:
    return sign(o, x);
  case UnaryKind::Floor:
    return floor(o, x);
  case UnaryKind::Ceil:
    return ceil(o, x);
  case UnaryKind::Round:
    return detail::roundToEven(o, x);
  case UnaryKind::PowScalar:
    return powScalar(o, x, function.alpha);
  }
  return x; // all kinds handled
}

} // namespace quantc::numerics

#endif // QUANTC_NUMERICS_SCALARFUNCTIONS_H
