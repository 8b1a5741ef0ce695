//===- Scales.h - Types from ranges -----------------------------*- C++ -*-===//

#ifndef QUANTC_LIB_QUANTIZE_SCALES_H
#define QUANTC_LIB_QUANTIZE_SCALES_H

#include "quantc/Dialect/Qnn/IR/Qnn.h"
#include "quantc/Dialect/Qnn/IR/QuantConfig.h"
#include "quantc/Numerics/RangeParams.h"

namespace quantc::quantize {

/// Returns the type of `spec`, whose kind is not Auto, with the given scale and zero point. `usedBits`, if not 0, are
/// the bits of its storage that values use.
mlir::quant::UniformQuantizedType makeActivationType(mlir::MLIRContext *context, const qnn::QuantSpec &spec,
                                                     double scale, int64_t zeroPoint, unsigned usedBits = 0);

/// Returns the type for values in [min, max], real numbers, as `wanted`: the range is widened to hold 0,
/// the scale is an f32 (of formula quantc and the range [0, 0] it is 1), never subnormal, and 0 is a stored value.
mlir::quant::UniformQuantizedType chooseActivationType(mlir::MLIRContext *context, double min, double max,
                                                       const qnn::QuantSpec &wanted, unsigned usedBits = 0);

/// Returns the type of an output whose range follows from its function (N7), or null if less than all stored values or
/// a symmetric type of 8 bits is `wanted`: then its observer decides.
mlir::quant::UniformQuantizedType chooseFixedType(qnn::FixedOutputRangeOpInterface op, const qnn::QuantSpec &wanted,
                                                  unsigned usedBits = 0);

/// Returns the type of sums of products of an input of scale `inputScale` and `weight`, and of a bias that is
/// added to them: scales s_x s_w along `axis`, if the weight has several.
mlir::quant::QuantizedType makeAccumulatorType(double inputScale, mlir::quant::QuantizedType weight, int32_t axis);

/// Returns the scale s_w (N1, N4) of weights up to `maxWeight` and biases up to `bias` in magnitude: as `spec` spreads
/// the weights, but so that the bias fits into 2^30 steps of s_x s_w, and s_w and s_x s_w are normal f32. An f32 value.
double chooseWeightScale(double inputScale, double maxWeight, double bias, const qnn::QuantSpec &spec = {});

/// Returns the stored values of weights: `roundeven(w / scale)`, of formula torch `roundeven(w * f32(1 / scale))`,
/// within the limits of `spec`.
/// With a zero point it is added before the limits.
llvm::SmallVector<int64_t> roundWeights(llvm::ArrayRef<float> weights, double scale, const qnn::QuantSpec &spec,
                                        int64_t zeroPoint = 0);

/// Returns scale and zero point of weights that are stored beside float values, from the least and the greatest of
/// them as `spec` says. The scale is a normal f32, the zero point a stored value.
numerics::ScaleZeroPoint chooseStoredParams(llvm::ArrayRef<float> weights, const qnn::QuantSpec &spec);

/// Returns `clamp(roundeven(f32(x / scale)) + zero_point, qmin, qmax)` (N2), for
/// storage of at most 16 bits.
int64_t quantizeValue(float value, mlir::quant::UniformQuantizedType type);

} // namespace quantc::quantize

#endif // QUANTC_LIB_QUANTIZE_SCALES_H
