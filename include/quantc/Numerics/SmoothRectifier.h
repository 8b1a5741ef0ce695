//===- SmoothRectifier.h - silu and its like in a rounding ------*- C++ -*-===//
//
// silu, gelu, softplus and hard_swish are max(x, 0) less an even function of x, which has
// vanished where |x| is 10. A polynomial in its place makes them cheap enough for the
// rounding of every accumulator (N8f): nothing is rounded in front of the function.
//
// Tested by test/Numerics/SmoothRectifierTest.cpp, which measures each error.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_NUMERICS_SMOOTHRECTIFIER_H
#define QUANTC_NUMERICS_SMOOTHRECTIFIER_H

#include "quantc/Numerics/ScalarOps.h"
#include "quantc/Numerics/Unary.h"

#include <array>
#include <cstddef>

namespace quantc::numerics {

/// `max(x, 0) - p(min(|x| - h, h))` with a polynomial p.
struct SmoothRectifier {
  static constexpr size_t kMaxTerms = 11;
  float h;
  size_t numTerms;
  float coefficients[kMaxTerms]; ///< from the constant term on
  float largest;                 ///< no less than any |p|
};

/// Returns the rectifier next to a function, which has no parameters, or null if there is none. Its error is at most
/// 2.3e-4; polynomials are our own least-maximum fits, that of hard_swish is exact.
inline const SmoothRectifier *getSmoothRectifier(UnaryKind kind) {
  static constexpr SmoothRectifier silu = {5,
                                           11,
                                           {0x1.136ee2p-5f, -0x1.b8a844p-6f, 0x1.33d948p-7f, -0x1.ceb22ep-10f,
                                            0x1.479258p-12f, -0x1.27b9e8p-15f, -0x1.e0dc34p-16f, 0x1.56d5ccp-17f,
                                            -0x1.c65670p-22f, -0x1.6dd53cp-23f, 0x1.06cc18p-26f},
                                           0.28f};
  static constexpr SmoothRectifier gelu = {2,
                                           8,
                                           {0x1.7383c6p-5f, -0x1.5f6462p-4f, 0x1.c6608cp-5f, 0x1.d38a62p-10f,
                                            -0x1.4d9ac4p-6f, 0x1.e98f78p-8f, 0x1.debbc8p-11f, -0x1.4e850cp-11f},
                                           0.171f};
  static constexpr SmoothRectifier geluTanh = {2,
                                               8,
                                               {0x1.72b202p-5f, -0x1.62a356p-4f, 0x1.c5eac8p-5f, 0x1.42b46cp-9f,
                                                -0x1.4d08e6p-6f, 0x1.dc2cccp-8f, 0x1.dcabcap-11f, -0x1.439b34p-11f},
                                               0.171f};
  static constexpr SmoothRectifier softplus = {4.5f,
                                               9,
                                               {-0x1.69463cp-7f, 0x1.707264p-7f, -0x1.676a6ap-8f, 0x1.a0fdf4p-10f,
                                                -0x1.a43dfap-12f, 0x1.d11202p-14f, -0x1.dfb35cp-17f, -0x1.8079fap-20f,
                                                0x1.758f4ep-22f},
                                               0.70f};
  static constexpr SmoothRectifier hardSwish = {1.5f, 3, {0.375f, 0, -1 / 6.0f}, 0.38f};
  switch (kind) {
  case UnaryKind::Silu:
    return &silu;
  case UnaryKind::Gelu:
    return &gelu;
  case UnaryKind::GeluTanh:
    return &geluTanh;
  case UnaryKind::Softplus:
    return &softplus;
  case UnaryKind::HardSwish:
    return &hardSwish;
  default:
    return nullptr;
  }
}

/// The f32 numbers that N8f computes with at the scale of a result.
struct RectifierConstants {
  /// The scale, -h, h, and each coefficient in steps of the scale.
  std::array<float, SmoothRectifier::kMaxTerms + 3> values = {};
  size_t count;

  RectifierConstants(const SmoothRectifier &rectifier, float scale) : count(rectifier.numTerms + 3) {
    values[0] = scale, values[1] = -rectifier.h, values[2] = rectifier.h;
    for (size_t i = 0; i < rectifier.numTerms; ++i)
      values[i + 3] = float(double(rectifier.coefficients[i]) / double(scale));
  }
};

/// Returns N8f: the function of `t * scale`, in steps of `scale`, to be rounded. `t` is no NaN. `constant(i)` is value
/// i of the constants, of which there are `count`.
template <class Ops, class Constant>
typename Ops::F rectifySmoothly(Ops &o, typename Ops::F t, size_t count, Constant constant) {
  auto u = o.fma(detail::absolute(o, t), constant(0), constant(1)), end = constant(2);
  u = o.select(o.less(end, u), end, u);
  auto sum = constant(count - 1);
  for (size_t i = count - 1; i-- > 3;)
    sum = o.fma(sum, u, constant(i));
  return o.sub(detail::atLeast(o, t, 0.0f), sum);
}
template <class Ops> typename Ops::F rectifySmoothly(Ops &o, typename Ops::F t, const RectifierConstants &constants) {
  return rectifySmoothly(o, t, constants.count, [&](size_t i) { return o.constant(constants.values[i]); });
}

} // namespace quantc::numerics

#endif // QUANTC_NUMERICS_SMOOTHRECTIFIER_H
