//===- FakeQuantize.h - Quantized and back, in float ------------*- C++ -*-===//
//
// What training puts where the compiler will quantize: PyTorch's fake_quantize.
// The value is multiplied by f32(1 / scale), where quantize of Quantize.h divides
// by the scale, so the two may differ by a step where the quotient is a tie.
//
// Tested by test/Numerics/RangeParamsTest.cpp and tools/check-oracles.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_NUMERICS_FAKEQUANTIZE_H
#define QUANTC_NUMERICS_FAKEQUANTIZE_H

#include "quantc/Numerics/Quantize.h"

namespace quantc::numerics {

/// Returns f32(f32(q - zeroPoint) * scale), q = clamp(roundeven(f32(x * f32(1 / scale))) + zeroPoint); NaN gives 0.
/// Source: aten/src/ATen/native/quantized/cpu/kernels/QuantizedOpKernels.cpp,
/// fake_quantize_tensor_cachemask_kernel and fake_quant_per_channel_cachemask_cpu_helper (PyTorch 2.13).
inline float fakeQuantize(float x, const QuantParams &type) {
  float inverse = 1.0f / type.scale;
  return dequantize(roundAndClamp(x * inverse, type.zeroPoint, type.low, type.high), type);
}

/// Returns the zero point that a real one stands for while it is learned: the nearest integer, ties to even, in range.
inline int32_t roundZeroPoint(float zeroPoint, int32_t low, int32_t high) {
  return roundAndClamp(zeroPoint, 0, low, high);
}

} // namespace quantc::numerics

#endif // QUANTC_NUMERICS_FAKEQUANTIZE_H
