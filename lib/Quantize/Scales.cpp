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

#include <cmath>
#include <limits>

using namespace mlir;
using namespace quantc;

static constexpr double kSmallestNormal = std::numeric_limits<float>::min();

quant::UniformQuantizedType quantize::makeActivationType(MLIRContext *context, const qnn::QuantSpec &spec, double scale,
                                                         int64_t zeroPoint) {
  Builder builder(context);
  auto [low, high] = qnn::getStoredLimits(spec);
  unsigned flags = spec.kind == qnn::StoredKind::U8 ? 0 : quant::QuantizationFlags::Signed;
  return quant::UniformQuantizedType::get(flags, builder.getI8Type(), builder.getF32Type(), scale, zeroPoint, low,
                                          high);
}

/// The zero point in the middle of what is stored.
static int64_t getMiddle(std::pair<int64_t, int64_t> limits) { return (limits.first + limits.second + 1) / 2; }

/// The least scale of PyTorch's observers, an argument that XNNPACK's quantizer sets.
static float getTorchEpsilon(qnn::ScaleFormula formula) {
  return formula == qnn::ScaleFormula::TorchXnnpack ? 0x1p-12f : 0x1p-23f;
}
/// The least width of ai-edge-quantizer's ranges.
static constexpr float kTfliteWidth = 1e-9f;

/// Returns the scale of a symmetric type for values up to `absMax` in magnitude.
/// Sources: torch/ao/quantization/observer.py, _calculate_qparams; onnxruntime/quantization/quant_utils.py,
/// compute_scale_zp; ai_edge_quantizer, tensor_zp_scale_from_min_max.
static double getSymmetricScale(double absMax, const qnn::QuantSpec &spec) {
  auto [low, high] = qnn::getStoredLimits(spec);
  auto narrow = static_cast<float>(absMax);
  switch (spec.formula) {
  case qnn::ScaleFormula::Torch:
  case qnn::ScaleFormula::TorchXnnpack:
    return std::max(narrow / (static_cast<float>(high - low) / 2), getTorchEpsilon(spec.formula));
  case qnn::ScaleFormula::Ort:
    return static_cast<float>(2 * absMax / double(high - low));
  case qnn::ScaleFormula::Tflite:
    return std::max(narrow, kTfliteWidth) / static_cast<float>(high - getMiddle({low, high}));
  case qnn::ScaleFormula::Quantc:
    break;
  }
  return absMax / double(high - getMiddle({low, high}));
}

/// Returns scale and zero point of an affine type for [min, max], which holds 0. Sources as above.
static numerics::QuantParams getAffineParams(double min, double max, const qnn::QuantSpec &spec) {
  auto [low, high] = qnn::getStoredLimits(spec);
  auto first = static_cast<float>(min), steps = static_cast<float>(high - low);
  numerics::QuantParams params;
  double zeroPoint = 0;
  switch (spec.formula) {
  case qnn::ScaleFormula::Torch:
  case qnn::ScaleFormula::TorchXnnpack:
    params.scale = std::max((static_cast<float>(max) - first) / steps, getTorchEpsilon(spec.formula));
    zeroPoint = double(low) - std::nearbyint(first / params.scale);
    break;
  case qnn::ScaleFormula::Ort: {
    double scale = (max - min) / double(high - low);
    params.scale = static_cast<float>(scale);
    zeroPoint = std::nearbyint(double(low) - min / scale);
    break;
  }
  case qnn::ScaleFormula::Tflite:
    params.scale = std::max(static_cast<float>(max) - first, kTfliteWidth) / steps;
    zeroPoint = std::nearbyint(static_cast<float>(low) - first / params.scale);
    break;
  case qnn::ScaleFormula::Quantc:
    return numerics::getActivationParams(min, max, int32_t(low), int32_t(high));
  }
  params.zeroPoint = int32_t(std::clamp(zeroPoint, double(low), double(high)));
  return params;
}

/// Types hold normal f32 scales only.
static double makeNormal(double scale) {
  return std::clamp(static_cast<float>(scale), std::numeric_limits<float>::min(), std::numeric_limits<float>::max());
}

quant::UniformQuantizedType quantize::chooseActivationType(MLIRContext *context, double min, double max,
                                                           const qnn::QuantSpec &wanted) {
  min = std::min(min, 0.0), max = std::max(max, 0.0);
  qnn::QuantSpec spec = wanted;
  if (wanted.kind == qnn::StoredKind::Auto) {
    spec.kind = min == 0 ? qnn::StoredKind::U8 : qnn::StoredKind::S8;
    // Without negative values the symmetric range is its upper half: all of u8.
    if (min == 0)
      spec.symmetry = qnn::Symmetry::Affine;
  }
  bool isSymmetric = spec.symmetry == qnn::Symmetry::Symmetric;
  int64_t middle = getMiddle(qnn::getStoredLimits(spec));
  bool hasLeastScale = spec.formula != qnn::ScaleFormula::Quantc && spec.formula != qnn::ScaleFormula::Ort;
  if (min == max && !hasLeastScale)
    return makeActivationType(context, spec, 1.0, middle);
  if (isSymmetric)
    return makeActivationType(context, spec, makeNormal(getSymmetricScale(std::max(-min, max), spec)), middle);
  numerics::QuantParams params = getAffineParams(min, max, spec);
  return makeActivationType(context, spec, makeNormal(params.scale), params.zeroPoint);
}

quant::UniformQuantizedType quantize::chooseFixedType(qnn::FixedOutputRangeOpInterface op,
                                                      const qnn::QuantSpec &wanted) {
  if (wanted.symmetry != qnn::Symmetry::Affine || wanted.range != qnn::StoredRange::Full)
    return {};
  qnn::QuantSpec spec = wanted;
  if (spec.kind == qnn::StoredKind::Auto)
    spec.kind = op.isFixedRangeUnsigned() ? qnn::StoredKind::U8 : qnn::StoredKind::S8;
  auto limits = qnn::getStoredLimits(spec);
  return makeActivationType(op->getContext(), spec, op.getFixedScale(),
                            op.isFixedRangeUnsigned() ? limits.first : getMiddle(limits));
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
  float scale = numerics::getWeightScale(getSymmetricScale(maxWeight, spec), std::abs(bias), inputScale, /*highest=*/1);
  // The accumulator's scale must be normal, too; rounding must not lose that again.
  float narrow = std::max(scale, static_cast<float>(kSmallestNormal / inputScale));
  while (double(narrow) * inputScale < kSmallestNormal)
    narrow = std::nextafter(narrow, std::numeric_limits<float>::infinity());
  return narrow;
}

SmallVector<int64_t> quantize::roundWeights(ArrayRef<float> weights, double scale, const qnn::QuantSpec &spec) {
  auto [low, high] = qnn::getStoredLimits(spec);
  auto divisor = static_cast<float>(scale);
  float factor = 1 / divisor;
  bool multiplies = spec.formula == qnn::ScaleFormula::Torch || spec.formula == qnn::ScaleFormula::TorchXnnpack;
  SmallVector<int64_t> stored;
  stored.reserve(weights.size());
  for (float value : weights) {
    float rounded = std::nearbyint(multiplies ? value * factor : value / divisor);
    stored.push_back(int64_t(std::clamp(rounded, static_cast<float>(low), static_cast<float>(high))));
  }
  return stored;
}

int64_t quantize::quantizeValue(float value, quant::UniformQuantizedType type) {
  return numerics::quantize(value, {static_cast<float>(type.getScale()), int32_t(type.getZeroPoint()),
                                    int32_t(type.getStorageTypeMin()), int32_t(type.getStorageTypeMax())});
}
