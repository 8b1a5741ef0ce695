//===- Dynamic.h - Scales that a run finds ----------------------*- C++ -*-===//
//
// N13 of docs/numerics.md: from the ends of a range to scale and zero point, and
// from values to codes, as systems do it that quantize when the network runs. The
// formulas are templates over a policy, like those of ScalarFunctions.h, so that
// the reference and every lowering compute one sequence of operations. Besides
// what ScalarOps.h says, the policy has a type D (f64), and the members
//
//   B isNaN(F)                    D wide(double)
//   D widen(F)    F narrow(D)     one rounding
//   D addWide, subWide, mulWide, divWide(D, D)
//   B lessWide(D, D)              D selectWide(B, D, D)
//
// Tested by test/Numerics/DynamicTest.cpp and tools/check-oracles.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_NUMERICS_DYNAMIC_H
#define QUANTC_NUMERICS_DYNAMIC_H

#include "quantc/Numerics/ScalarOps.h"

#include <cfloat>
#include <optional>
#include <string_view>

namespace quantc::numerics {

/// Whose formula it is.
enum class DynamicFormula {
  Quantc, ///< as of static ranges (N1), codes by N2
  Torch,  ///< quantized::linear_dynamic: ChooseQuantizationParams, codes as fbgemm rounds them
  Ort,    ///< DynamicQuantizeLinear
  Tflite, ///< AsymmetricQuantizeFloats
};

/// The words for the formulas, in their order.
inline constexpr std::string_view kDynamicFormulas[] = {"quantc", "torch", "ort", "tflite"};
inline std::optional<DynamicFormula> parseDynamicFormula(std::string_view word) {
  for (int i = 0; i < 4; ++i)
    if (kDynamicFormulas[i] == word)
      return DynamicFormula(i);
  return std::nullopt;
}

/// How codes are chosen: they are whole numbers in [low, high], low + 2 <= high.
struct DynamicSpec {
  DynamicFormula formula = DynamicFormula::Quantc;
  bool isSymmetric = false; ///< the zero point is the middle, whatever the range
  int32_t low = 0, high = 255;

  int32_t getMiddle() const { return (low + high + 1) / 2; }
};

/// The policy on C++ numbers.
struct PlainWideOps : PlainOps {
  using D = double;
  static B isNaN(F a) { return a != a; }
  static D wide(double value) { return value; }
  static D widen(F a) { return a; }
  static F narrow(D a) { return F(a); }
  static D addWide(D a, D b) { return a + b; }
  static D subWide(D a, D b) { return a - b; }
  static D mulWide(D a, D b) { return a * b; }
  static D divWide(D a, D b) { return a / b; }
  static B lessWide(D a, D b) { return a < b; }
  static D selectWide(B condition, D a, D b) { return condition ? a : b; }
};

/// What one range gives.
template <class Ops> struct DynamicParams {
  typename Ops::F scale;     ///< real = scale * (code - zeroPoint)
  typename Ops::F zeroPoint; ///< a whole number in [low, high]
};

namespace detail {

/// Rounds |x| < 2^51 to a whole number, ties to even.
template <class Ops> typename Ops::D roundWide(Ops &o, typename Ops::D x) {
  return o.subWide(o.addWide(x, o.wide(0x1.8p52)), o.wide(0x1.8p52));
}
/// Returns x within [low, high]; NaN is low.
template <class Ops> typename Ops::D clampWide(Ops &o, typename Ops::D x, double low, double high) {
  x = o.selectWide(o.lessWide(o.wide(low), x), x, o.wide(low));
  return o.selectWide(o.lessWide(x, o.wide(high)), x, o.wide(high));
}
/// Rounds |x| < 2^22 to a whole number, ties to even.
template <class Ops> typename Ops::F roundSmall(Ops &o, typename Ops::F x) {
  return o.sub(o.add(x, o.constant(kRoundingConstant)), o.constant(kRoundingConstant));
}

/// (high - low) in f64, in `steps` parts.
template <class Ops> typename Ops::D spreadWide(Ops &o, typename Ops::F low, typename Ops::F high, double steps) {
  return o.divWide(o.subWide(o.widen(high), o.widen(low)), o.wide(steps));
}

/// The zero point from the end of the range that the smaller error is at: gemmlowp's rule, which PyTorch and TFLite
/// share.
template <class Ops>
typename Ops::F chooseZeroPoint(Ops &o, typename Ops::F low, typename Ops::F high, typename Ops::D scale,
                                const DynamicSpec &spec) {
  auto atLow = o.divWide(o.widen(low), scale), atHigh = o.divWide(o.widen(high), scale); // <= 0 <= atHigh
  auto errorLow = o.addWide(o.wide(std::fabs(double(spec.low))), atLow);
  auto errorHigh = o.subWide(o.wide(std::fabs(double(spec.high))), atHigh);
  auto fromLow = o.subWide(o.wide(spec.low), atLow), fromHigh = o.subWide(o.wide(spec.high), atHigh);
  auto zeroPoint = o.selectWide(o.lessWide(errorLow, errorHigh), fromLow, fromHigh);
  return o.narrow(roundWide(o, clampWide(o, zeroPoint, spec.low, spec.high)));
}

template <class Ops>
DynamicParams<Ops> chooseQuantc(Ops &o, typename Ops::F low, typename Ops::F high, const DynamicSpec &spec) {
  auto scale = atLeast(o, o.narrow(spreadWide(o, low, high, double(spec.high) - spec.low)), FLT_MIN);
  scale = o.select(o.less(low, high), scale, o.constant(1));
  auto zeroPoint = o.subWide(o.wide(spec.low), roundWide(o, o.divWide(o.widen(low), o.widen(scale))));
  return {scale, o.narrow(clampWide(o, zeroPoint, spec.low, spec.high))};
}

/// As getTorchDynamicParams.
template <class Ops>
DynamicParams<Ops> chooseTorch(Ops &o, typename Ops::F low, typename Ops::F high, const DynamicSpec &spec) {
  constexpr float kSmall = 6.1e-5f;
  float steps = float(spec.high - spec.low);
  auto scale = spreadWide(o, low, high, steps);
  // Too small to have a reciprocal.
  scale = o.selectWide(o.less(o.constant(FLT_MAX), o.div(o.constant(1), o.narrow(scale))), o.wide(0.1), scale);
  auto isSmall = o.lessWide(scale, o.wide(double(kSmall)));
  auto growth = o.div(o.constant(kSmall), o.narrow(scale));
  auto hasLow = o.less(low, o.constant(0)), hasHigh = o.less(o.constant(0), high);
  auto grownHigh = o.select(hasLow, o.select(hasHigh, o.mul(high, growth), high), o.constant(kSmall * steps));
  auto grownLow = o.select(hasLow, o.select(hasHigh, o.mul(low, growth), o.constant(-kSmall * steps)), low);
  low = o.select(isSmall, grownLow, low);
  high = o.select(isSmall, grownHigh, high);
  scale = o.selectWide(isSmall, o.wide(double(kSmall)), scale);
  return {o.narrow(scale), chooseZeroPoint(o, low, high, scale, spec)};
}

template <class Ops>
DynamicParams<Ops> chooseOrt(Ops &o, typename Ops::F low, typename Ops::F high, const DynamicSpec &spec) {
  auto scale = o.div(o.sub(high, low), o.constant(float(spec.high - spec.low)));
  scale = o.select(o.less(low, high), scale, o.constant(1));
  auto zeroPoint = o.sub(o.constant(float(spec.low)), o.div(low, scale));
  // A scale that is 0 or infinite makes it NaN.
  zeroPoint = o.select(o.less(o.constant(float(spec.low)), zeroPoint), zeroPoint, o.constant(float(spec.low)));
  return {scale, roundSmall(o, atMost(o, zeroPoint, float(spec.high)))};
}

template <class Ops>
DynamicParams<Ops> chooseTflite(Ops &o, typename Ops::F low, typename Ops::F high, const DynamicSpec &spec) {
  auto wide = spreadWide(o, low, high, double(spec.high) - spec.low);
  auto scale = o.select(o.less(low, high), atLeast(o, o.narrow(wide), FLT_MIN), o.constant(1));
  auto zeroPoint = chooseZeroPoint(o, low, high, o.selectWide(o.less(low, high), wide, o.wide(1)), spec);
  return {scale, o.select(o.less(low, high), zeroPoint, o.constant(0))};
}

template <class Ops>
DynamicParams<Ops> chooseSymmetric(Ops &o, typename Ops::F low, typename Ops::F high, const DynamicSpec &spec) {
  auto magnitude = o.select(o.less(negate(o, low), high), high, negate(o, low));
  auto scale = atLeast(o, o.div(magnitude, o.constant(float(spec.high - spec.getMiddle()))), FLT_MIN);
  scale = o.select(o.less(o.constant(0), magnitude), scale, o.constant(1));
  return {scale, o.constant(float(spec.getMiddle()))};
}

/// Whether codes come from a product with the reciprocal of the scale.
inline bool multiplies(DynamicFormula formula) {
  return formula == DynamicFormula::Torch || formula == DynamicFormula::Tflite;
}

} // namespace detail

/// Returns scale and zero point of a range that holds 0, low <= 0 <= high (N13). Infinite ends count as FLT_MAX.
template <class Ops>
DynamicParams<Ops> chooseDynamicParams(Ops &o, typename Ops::F low, typename Ops::F high, const DynamicSpec &spec) {
  low = detail::atLeast(o, low, -FLT_MAX);
  high = detail::atMost(o, high, FLT_MAX);
  if (spec.isSymmetric)
    return detail::chooseSymmetric(o, low, high, spec);
  switch (spec.formula) {
  case DynamicFormula::Quantc:
    return detail::chooseQuantc(o, low, high, spec);
  case DynamicFormula::Torch:
    return detail::chooseTorch(o, low, high, spec);
  case DynamicFormula::Ort:
    return detail::chooseOrt(o, low, high, spec);
  case DynamicFormula::Tflite:
    break;
  }
  return detail::chooseTflite(o, low, high, spec);
}

/// What values are divided by, or multiplied with, of a scale: the last argument of `getDynamicCode`.
template <class Ops> typename Ops::F getDynamicFactor(Ops &o, typename Ops::F scale, const DynamicSpec &spec) {
  return detail::multiplies(spec.formula) ? o.div(o.constant(1), scale) : scale;
}

/// Returns the code of x, in [low, high]; of NaN the zero point (N13).
template <class Ops>
typename Ops::I getDynamicCode(Ops &o, typename Ops::F x, typename Ops::F zeroPoint, typename Ops::F factor,
                               const DynamicSpec &spec) {
  auto low = o.constant(float(spec.low)), high = o.constant(float(spec.high));
  typename Ops::F t = x;
  if (spec.formula == DynamicFormula::Torch)
    t = o.fma(x, factor, zeroPoint);
  else if (spec.formula == DynamicFormula::Tflite)
    t = o.add(o.mul(x, factor), zeroPoint);
  else
    t = o.div(x, factor);
  // Codes are whole: clamping before the rounding is the same, and keeps it in reach of the rounding constant.
  bool isShifted = detail::multiplies(spec.formula);
  t = o.select(o.isNaN(t), isShifted ? zeroPoint : o.constant(0), t);
  auto least = isShifted ? low : o.sub(low, zeroPoint), most = isShifted ? high : o.sub(high, zeroPoint);
  t = o.select(o.less(t, least), least, t);
  t = o.select(o.less(most, t), most, t);
  auto pattern = o.bits(o.add(t, o.constant(detail::kRoundingConstant)));
  auto code = o.subInt(pattern, o.integer(0x4b400000));
  if (isShifted)
    return code;
  auto shift = o.bits(o.add(zeroPoint, o.constant(detail::kRoundingConstant)));
  return o.addInt(code, o.subInt(shift, o.integer(0x4b400000)));
}

/// The accumulator of codes less their zero point, of one without: `acc - zeroPoint * sum of the weights`; i32, wraps.
inline int32_t subtractZeroPoint(int32_t accumulator, int32_t zeroPoint, int32_t sum) {
  return int32_t(uint32_t(accumulator) - uint32_t(zeroPoint) * uint32_t(sum));
}
/// The real value of an accumulator: one rounding for each of the conversion and the two products.
inline float dequantizeDynamic(int32_t accumulator, float scale, float weightScale) {
  return float(accumulator) * (scale * weightScale);
}

} // namespace quantc::numerics

#endif // QUANTC_NUMERICS_DYNAMIC_H
