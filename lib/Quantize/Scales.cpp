//===- Scales.cpp - Types from ranges -------------------------------------===//
//
// Tested by test/Quantize/insert-casts.mlir and scale-weights.mlir.
//
// Scales are computed in double and rounded once to f32: what is written into a
// type is then exactly what an f32 kernel uses.
//
//===----------------------------------------------------------------------===//

#include "Scales.h"

#include "mlir/IR/Builders.h"
#include "quantc/Numerics/Quantize.h"

#include <cmath>
#include <limits>

using namespace mlir;
using namespace quantc;

static constexpr double kSmallestNormal = std::numeric_limits<float>::min();

quant::UniformQuantizedType quantize::makeActivationType(MLIRContext *context, double scale, int64_t zeroPoint) {
  Builder builder(context);
  return quant::UniformQuantizedType::get(quant::QuantizationFlags::Signed, builder.getI8Type(), builder.getF32Type(),
                                          scale, zeroPoint, -128, 127);
}

quant::UniformQuantizedType quantize::chooseActivationType(MLIRContext *context, double min, double max) {
  min = std::min(min, 0.0), max = std::max(max, 0.0);
  if (min == max)
    return makeActivationType(context, 1.0, 0);
  numerics::QuantParams params = numerics::getActivationParams(min, max, -128, 127);
  return makeActivationType(context, params.scale, params.zeroPoint);
}

quant::QuantizedType quantize::makeAccumulatorType(double inputScale, quant::QuantizedType weight, int32_t axis) {
  Builder builder(weight.getContext());
  SmallVector<double> scales = qnn::getScales(weight);
  for (double &scale : scales)
    scale *= inputScale;
  int64_t min = std::numeric_limits<int32_t>::min(), max = std::numeric_limits<int32_t>::max();
  if (isa<quant::UniformQuantizedType>(weight))
    return quant::UniformQuantizedType::get(quant::QuantizationFlags::Signed, builder.getI32Type(),
                                            builder.getF32Type(), scales.front(), 0, min, max);
  SmallVector<int64_t> zeroPoints(scales.size(), 0);
  return quant::UniformQuantizedPerAxisType::get(quant::QuantizationFlags::Signed, builder.getI32Type(),
                                                 builder.getF32Type(), scales, zeroPoints, axis, min, max);
}

double quantize::chooseWeightScale(double inputScale, double maxWeight, double bias) {
  float scale = numerics::getWeightScale(maxWeight, std::abs(bias), inputScale);
  // The accumulator's scale must be normal, too; rounding must not lose that again.
  float narrow = std::max(scale, static_cast<float>(kSmallestNormal / inputScale));
  while (double(narrow) * inputScale < kSmallestNormal)
    narrow = std::nextafter(narrow, std::numeric_limits<float>::infinity());
  return narrow;
}

int64_t quantize::quantizeValue(float value, quant::UniformQuantizedType type) {
  return numerics::quantize(value, {static_cast<float>(type.getScale()), int32_t(type.getZeroPoint()),
                                    int32_t(type.getStorageTypeMin()), int32_t(type.getStorageTypeMax())});
}
