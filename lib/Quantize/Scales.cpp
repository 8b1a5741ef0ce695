//===- Scales.cpp - Types from ranges -------------------------------------===//
//
// Tested by test/Quantize/insert-casts.mlir, scale-weights.mlir and types.test.
//
// Scales are computed in double and rounded once to f32: what is written into a
// type is then exactly what an f32 kernel uses.
//
//===----------------------------------------------------------------------===//

#include "Scales.h"

#include "mlir/IR/Builders.h"
#include "quantc/Numerics/Quantize.h"
#include "quantc/Numerics/RangeParams.h"

#include <cmath>
#include <limits>

using namespace mlir;
using namespace quantc;

static constexpr double kSmallestNormal = std::numeric_limits<float>::min();

quant::UniformQuantizedType quantize::makeActivationType(MLIRContext *context, const qnn::QuantSpec &spec, double scale,
                                                         int64_t zeroPoint, unsigned usedBits) {
  Builder builder(context);
  auto [low, high] = qnn::getStoredLimits(spec, usedBits);
  bool isUnsigned = spec.kind == qnn::StoredKind::U8 || spec.kind == qnn::StoredKind::U16;
  return quant::UniformQuantizedType::get(isUnsigned ? 0 : quant::QuantizationFlags::Signed,
                                          builder.getIntegerType(qnn::getStoredBits(spec.kind)), builder.getF32Type(),
                                          scale, zeroPoint, low, high);
}

/// The zero point in the middle of what is stored.
static int64_t getMiddle(std::pair<int64_t, int64_t> limits) { return (limits.first + limits.second + 1) / 2; }

/// Returns scale and zero point for [min, max], which holds 0, as the system of the formula computes them; of a
/// symmetric type the zero point is not looked at.
static numerics::ScaleZeroPoint getParams(double min, double max, const qnn::QuantSpec &spec, bool isSymmetric,
                                          unsigned usedBits = 0) {
  auto [low, high] = qnn::getStoredLimits(spec, usedBits);
  numerics::StorageRange range = {low, high};
  auto first = static_cast<float>(min), last = static_cast<float>(max);
  switch (spec.formula) {
  case qnn::ScaleFormula::Torch:
  case qnn::ScaleFormula::TorchXnnpack: {
    numerics::TorchObserverType type;
    type.isSymmetric = isSymmetric;
    type.custom = range;
    if (spec.formula == qnn::ScaleFormula::TorchXnnpack)
      type.epsilon = 0x1p-12f; // an argument that XNNPACK's quantizer sets
    return numerics::getTorchParams(first, last, type);
  }
  case qnn::ScaleFormula::Ort:
    return *numerics::getOrtParams(first, last, range, isSymmetric, std::nullopt);
  case qnn::ScaleFormula::Tflite:
    return numerics::getAiEdgeParams(first, last, range, isSymmetric);
  case qnn::ScaleFormula::Tvm:
    return numerics::getTvmParams(min, max, range);
  case qnn::ScaleFormula::Quantc:
    break;
  }
  if (int64_t middle = getMiddle({low, high}); isSymmetric)
    return {std::max(-min, max) / double(high - middle), middle};
  numerics::QuantParams params = numerics::getActivationParams(min, max, int32_t(low), int32_t(high));
  return {params.scale, params.zeroPoint};
}

/// Types hold normal f32 scales only.
static double makeNormal(double scale) {
  return std::clamp(static_cast<float>(scale), std::numeric_limits<float>::min(), std::numeric_limits<float>::max());
}

quant::UniformQuantizedType quantize::chooseActivationType(MLIRContext *context, double min, double max,
                                                           const qnn::QuantSpec &wanted, unsigned usedBits) {
  min = std::min(min, 0.0), max = std::max(max, 0.0);
  qnn::QuantSpec spec = wanted;
  if (wanted.kind == qnn::StoredKind::Auto) {
    spec.kind = min == 0 ? qnn::StoredKind::U8 : qnn::StoredKind::S8;
    // Without negative values the symmetric range is its upper half: all of u8.
    if (min == 0)
      spec.symmetry = qnn::Symmetry::Affine;
  }
  bool isSymmetric = spec.symmetry == qnn::Symmetry::Symmetric;
  auto [low, high] = qnn::getStoredLimits(spec, usedBits);
  int64_t middle = getMiddle({low, high});
  if (min == max && spec.formula == qnn::ScaleFormula::Quantc)
    return makeActivationType(context, spec, 1.0, middle, usedBits);
  numerics::ScaleZeroPoint params = getParams(min, max, spec, isSymmetric, usedBits);
  int64_t zeroPoint = isSymmetric ? middle : std::clamp(params.zeroPoint, low, high);
  return makeActivationType(context, spec, makeNormal(params.scale), zeroPoint, usedBits);
}

quant::UniformQuantizedType quantize::chooseFixedType(qnn::FixedOutputRangeOpInterface op, const qnn::QuantSpec &wanted,
                                                      unsigned usedBits) {
  qnn::QuantSpec spec = wanted;
  bool isUnsigned = op.isFixedRangeUnsigned(), isSymmetric = wanted.symmetry == qnn::Symmetry::Symmetric;
  int64_t bits = usedBits ? usedBits : qnn::getStoredBits(spec.kind);
  if (wanted.range != qnn::StoredRange::Full || (isSymmetric && bits == 8))
    return {};
  if (spec.kind == qnn::StoredKind::Auto)
    spec.kind = isUnsigned ? qnn::StoredKind::U8 : qnn::StoredKind::S8;
  auto limits = qnn::getStoredLimits(spec, usedBits);
  bool fromLeast = isUnsigned && !isSymmetric;
  // With zero in the middle [0, 1] takes the upper half, as [-1, 1] does.
  double scale = std::ldexp(isUnsigned && isSymmetric ? 2 * op.getFixedScale() : op.getFixedScale(), int(8 - bits));
  return makeActivationType(op->getContext(), spec, scale, fromLeast ? limits.first : getMiddle(limits), usedBits);
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

double quantize::chooseWeightScale(double inputScale, double maxWeight, double bias, const qnn::QuantSpec &spec) {
  double wanted = getParams(-maxWeight, maxWeight, spec, /*isSymmetric=*/true).scale;
  float scale = numerics::getWeightScale(wanted, std::abs(bias), inputScale, /*highest=*/1);
  // The accumulator's scale must be normal, too; rounding must not lose that again.
  float narrow = std::max(scale, static_cast<float>(kSmallestNormal / inputScale));
  while (double(narrow) * inputScale < kSmallestNormal)
    narrow = std::nextafter(narrow, std::numeric_limits<float>::infinity());
  return narrow;
}

numerics::ScaleZeroPoint quantize::chooseStoredParams(ArrayRef<float> weights, const qnn::QuantSpec &spec) {
  double min = 0, max = 0;
  for (float value : weights)
    min = std::min<double>(min, value), max = std::max<double>(max, value);
  bool isSymmetric = spec.symmetry == qnn::Symmetry::Symmetric;
  if (isSymmetric)
    max = std::max(-min, max), min = -max;
  auto [low, high] = qnn::getStoredLimits(spec);
  numerics::ScaleZeroPoint params = getParams(min, max, spec, isSymmetric);
  int64_t zeroPoint = isSymmetric ? getMiddle({low, high}) : std::clamp(params.zeroPoint, low, high);
  return {makeNormal(params.scale), zeroPoint};
}

SmallVector<int64_t> quantize::roundWeights(ArrayRef<float> weights, double scale, const qnn::QuantSpec &spec,
                                            int64_t zeroPoint) {
  auto [low, high] = qnn::getStoredLimits(spec);
  auto divisor = static_cast<float>(scale);
  float factor = 1 / divisor;
  bool multiplies = spec.formula == qnn::ScaleFormula::Torch || spec.formula == qnn::ScaleFormula::TorchXnnpack;
  SmallVector<int64_t> stored;
  stored.reserve(weights.size());
  for (float value : weights) {
    float rounded = std::nearbyint(multiplies ? value * factor : value / divisor);
    rounded += static_cast<float>(zeroPoint);
    stored.push_back(int64_t(std::clamp(rounded, static_cast<float>(low), static_cast<float>(high))));
  }
  return stored;
}

int64_t quantize::quantizeValue(float value, quant::UniformQuantizedType type) {
  return numerics::quantize(value, {static_cast<float>(type.getScale()), int32_t(type.getZeroPoint()),
                                    int32_t(type.getStorageTypeMin()), int32_t(type.getStorageTypeMax())});
}
