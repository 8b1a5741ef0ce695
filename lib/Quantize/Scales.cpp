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
  double scale = static_cast<float>(std::max((max - min) / 255, kSmallestNormal));
  double zeroPoint = std::nearbyint(-128 - min / scale);
  return makeActivationType(context, scale, int64_t(std::clamp(zeroPoint, -128.0, 127.0)));
}

double quantize::chooseWeightScale(double inputScale, double maxWeight, double bias) {
  double scale = std::max(maxWeight / 127, std::abs(bias) / (inputScale * 0x1p30));
  scale = std::max({scale, kSmallestNormal, kSmallestNormal / inputScale});
  auto narrow = static_cast<float>(scale);
  // Rounding must not lose the lower bounds again.
  while (double(narrow) * inputScale < kSmallestNormal)
    narrow = std::nextafter(narrow, std::numeric_limits<float>::infinity());
  return narrow;
}

int64_t quantize::quantizeValue(float value, quant::UniformQuantizedType type) {
  float quotient = value / static_cast<float>(type.getScale());
  if (std::isnan(quotient))
    return type.getZeroPoint();
  double q = std::nearbyint(double(quotient)) + double(type.getZeroPoint());
  return int64_t(std::clamp(q, double(type.getStorageTypeMin()), double(type.getStorageTypeMax())));
}
