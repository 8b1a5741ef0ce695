//===- Scales.h - Types from ranges -----------------------------*- C++ -*-===//

#ifndef QUANTC_LIB_QUANTIZE_SCALES_H
#define QUANTC_LIB_QUANTIZE_SCALES_H

#include "quantc/Dialect/Qnn/IR/Qnn.h"

namespace quantc::quantize {

/// Returns the signed 8-bit type with the given scale and zero point.
mlir::quant::UniformQuantizedType makeActivationType(mlir::MLIRContext *context, double scale, int64_t zeroPoint);

/// Returns the signed 8-bit type for values in [min, max], real numbers: the
/// range is widened to hold 0, the scale is the f32 nearest to its width / 255
/// (1 for the range [0, 0], never subnormal), and 0 is a stored value.
mlir::quant::UniformQuantizedType chooseActivationType(mlir::MLIRContext *context, double min, double max);

/// Returns the type of sums of products of an input of scale `inputScale` and `weight`, and of a bias that is
/// added to them: scales s_x s_w along `axis`, if the weight has several.
mlir::quant::QuantizedType makeAccumulatorType(double inputScale, mlir::quant::QuantizedType weight, int32_t axis);

/// Returns the scale s_w of a channel (N1, N4): weights up to `maxWeight` fit into
/// 127 steps, the bias fits into 2^30 steps of s_x s_w, and s_w and s_x s_w are
/// normal f32. An f32 value.
double chooseWeightScale(double inputScale, double maxWeight, double bias);

/// Returns `clamp(roundeven(f32(x / scale)) + zero_point, qmin, qmax)` (N2), for
/// storage of at most 16 bits.
int64_t quantizeValue(float value, mlir::quant::UniformQuantizedType type);

} // namespace quantc::quantize

#endif // QUANTC_LIB_QUANTIZE_SCALES_H
