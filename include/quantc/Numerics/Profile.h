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
  Quantc, ///< N1 to N8
  Ort,    ///< N10: Add, Mul and averages as ONNX Runtime's QLinearAdd, QLinearMul and QLinearAveragePool
};

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

/// The multiplier of a product (N10b): one rounding for each operation.
inline float getOrtProductMultiplier(double scaleA, double scaleB, double scaleOut) {
  return std::min(float(scaleA) * float(scaleB) / float(scaleOut), kMaxMultiplier);
}

} // namespace quantc::numerics

#endif // QUANTC_NUMERICS_PROFILE_H
