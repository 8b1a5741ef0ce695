//===- Profile.h - Whose roundings a network follows ------------*- C++ -*-===//
//
// A profile says how ops on quantized values compute, where other systems differ from
// N1 to N8. Its functions are templates over a policy, like those of ScalarFunctions.h.
//
// Tested by test/Numerics/ProfileTest.cpp and tools/check-oracles.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_NUMERICS_PROFILE_H
#define QUANTC_NUMERICS_PROFILE_H

#include "quantc/Numerics/Quantize.h"

namespace quantc::numerics {

enum class Profile {
  Quantc,       ///< N1 to N8
  Ort,          ///< N10: Add, Mul and averages as ONNX Runtime's QLinearAdd, QLinearMul and QLinearAveragePool
  TorchQnnpack, ///< N11: casts, Add, Mul, Concat and means as PyTorch's quantized ops with the engine qnnpack
  TorchX86,     ///< N11 and N11e: contractions with biases in f32, as with the engines fbgemm, x86 and onednn
  Tflite,       ///< N16: every rounding of quantized values in fixed point, as TensorFlow Lite's reference kernels
};

/// Whether a profile rounds accumulators in a way of its own, and not by N5.
inline bool roundsAccumulators(Profile profile) { return profile == Profile::Tflite || profile == Profile::TorchX86; }

/// The f32 factors of a sum of profile ort (N10a).
struct OrtSum {
  float multiplierA, multiplierB;
  float offset; ///< what the result is where both codes are 0, zero point included

  OrtSum(const QuantParams &a, const QuantParams &b, const QuantParams &output)
      : multiplierA(std::min(a.scale / output.scale, kMaxMultiplier)),
        multiplierB(std::min(b.scale / output.scale, kMaxMultiplier)),
        offset(float(output.zeroPoint) - std::fma(multiplierA, float(a.zeroPoint), multiplierB * float(b.zeroPoint))) {}
};

/// Returns what N10a rounds, of codes as f32: `fma(a, m_a, fma(b, m_b, offset))`. The zero point is in it.
template <class Ops> typename Ops::F sumCodes(Ops &o, typename Ops::F a, typename Ops::F b, const OrtSum &sum) {
  return o.fma(a, o.constant(sum.multiplierA), o.fma(b, o.constant(sum.multiplierB), o.constant(sum.offset)));
}

/// PyTorch multiplies by the reciprocal of a scale instead of dividing (N11).
inline float getReciprocal(double scale) { return std::min(1 / float(scale), kMaxMultiplier); }

/// Whether a profile is one of PyTorch's (N11), whose casts to float scales multiply by the reciprocal.
inline bool isTorch(Profile profile) { return profile == Profile::TorchQnnpack || profile == Profile::TorchX86; }

/// Whether casts of real values round ties away from zero (N16d).
inline bool roundsHalfAway(Profile profile) { return profile == Profile::Tflite; }

/// Returns what N11a rounds, the zero point in it: `fma(x, r, z)`.
template <class Ops> typename Ops::F scaleAndShift(Ops &o, typename Ops::F x, float reciprocal, int32_t zeroPoint) {
  return o.fma(x, o.constant(reciprocal), o.constant(float(zeroPoint)));
}

/// What the terms of a sum are multiples of (N8): steps of the result; 1, the real values themselves, of PyTorch's
/// profiles (N11b), which multiply the sum by the reciprocal.
inline double getSumUnit(Profile profile, double scaleOut) { return isTorch(profile) ? 1 : scaleOut; }
inline float getSumFactor(Profile profile, double scaleOut) { return isTorch(profile) ? getReciprocal(scaleOut) : 1; }

/// The multiplier of a product (N8, N10b, N11c).
inline float getProductMultiplier(Profile profile, double scaleA, double scaleB, double scaleOut) {
  float product = float(scaleA) * float(scaleB);
  switch (profile) {
  case Profile::Ort:
    return std::min(product / float(scaleOut), kMaxMultiplier);
  case Profile::TorchQnnpack:
  case Profile::TorchX86:
    return std::min(product * getReciprocal(scaleOut), kMaxMultiplier);
  case Profile::Quantc:
  case Profile::Tflite: // has no multiplier of f32
    break;
  }
  return getProductMultiplier(scaleA, scaleB, scaleOut);
}

} // namespace quantc::numerics

#endif // QUANTC_NUMERICS_PROFILE_H
