//===- Bounds.cpp - What constant weights prove about sums ----------------===//
//
// A sum of products with known weights is linear in the inputs, so its extremes
// are at the ends of the inputs' storage range: taking for each weight the worse
// end gives the exact bound, not an estimate.
//
// Tested by test/Plan/prove-accumulators.mlir and select-kernels.mlir.
//
//===----------------------------------------------------------------------===//

#include "quantc/Dialect/Qk/Analysis/Bounds.h"

#include <cmath>
#include <limits>

using namespace mlir;
using namespace quantc;
using namespace quantc::qk;

/// Returns the constant behind a value, or null.
static qnn::ConstantOp getConstant(Value value) {
  return value ? value.getDefiningOp<qnn::ConstantOp>() : qnn::ConstantOp();
}

SmallVector<int64_t> qk::getStoredValues(qnn::ConstantOp constant) {
  auto type = qnn::getQuantizedType(constant.getOutput());
  unsigned width = type.getStorageTypeIntegralWidth(), size = std::max(1u, width / 8);
  SmallVector<char> bytes = qnn::getElementBytes(constant.getValue());
  SmallVector<int64_t> values(bytes.size() / size);
  for (auto [index, value] : llvm::enumerate(values)) {
    uint64_t raw = 0;
    memcpy(&raw, bytes.data() + index * size, size);
    value = type.isSigned() ? llvm::SignExtend64(raw, width) : int64_t(raw & llvm::maskTrailingOnes<uint64_t>(width));
  }
  return values;
}

Interval qk::computeAccumulatorBounds(quant::QuantizedType input, ArrayRef<int64_t> weights, int64_t bias) {
  int64_t zeroPoint = qnn::getZeroPoints(input).front();
  int64_t least = input.getStorageTypeMin() - zeroPoint, most = input.getStorageTypeMax() - zeroPoint;
  Interval bounds{bias, bias};
  for (int64_t w : weights) {
    bounds.low += std::min(w * least, w * most);
    bounds.high += std::max(w * least, w * most);
  }
  return bounds;
}

std::optional<SmallVector<Interval>> qk::computeAccumulatorBounds(quant::QuantizedType input, qnn::ConstantOp weight,
                                                                  qnn::ConstantOp bias) {
  SmallVector<int64_t> weights = getStoredValues(weight), biases;
  if (bias)
    biases = getStoredValues(bias);
  int64_t channels = cast<ShapedType>(weight.getType()).getDimSize(0);
  int64_t taps = channels ? int64_t(weights.size()) / channels : 0;
  // A product is below 2^32: this many of them stay far inside i64.
  if (taps > (int64_t(1) << 30))
    return std::nullopt;
  SmallVector<Interval> bounds;
  for (int64_t channel = 0; channel < channels; ++channel)
    bounds.push_back(computeAccumulatorBounds(input, ArrayRef(weights).slice(channel * taps, taps),
                                              biases.empty() ? 0 : biases[channel]));
  return bounds;
}

std::optional<SmallVector<Interval>> qk::computeAccumulatorBounds(qnn::ContractionOpInterface op) {
  auto input = qnn::getQuantizedType(op.getActivationOperand().get());
  qnn::ConstantOp weight = getConstant(op.getWeightOperand().get());
  Value biasValue = op.getBiasValue();
  qnn::ConstantOp bias = getConstant(biasValue);
  if (!input || !weight || (biasValue && !bias))
    return std::nullopt;
  return computeAccumulatorBounds(input, weight, bias);
}

bool qk::fitsInt32(ArrayRef<Interval> bounds) {
  return llvm::all_of(bounds, [](Interval interval) {
    return interval.low >= std::numeric_limits<int32_t>::min() && interval.high <= std::numeric_limits<int32_t>::max();
  });
}

bool qk::pairsFitInt16(ArrayRef<int8_t> weights, bool inputUnsigned) {
  int64_t least = inputUnsigned ? 0 : -128, most = inputUnsigned ? 255 : 127;
  for (size_t i = 0; i + 1 < weights.size(); i += 2) {
    int64_t low = 0, high = 0;
    for (int64_t w : {weights[i], weights[i + 1]})
      low += std::min(w * least, w * most), high += std::max(w * least, w * most);
    if (low < -32768 || high > 32767)
      return false;
  }
  return true;
}

bool qk::isRoundingBounded(const FusedContraction &layer, ArrayRef<Interval> bounds) {
  // Two roundings to f32 and one of a sum grow a bound by less than this factor.
  constexpr double kSlack = 1.000001;
  const Tail &tail = layer.tail;
  double residual = 0;
  if (tail.hasResidual())
    residual = (tail.residualBits == 16 ? 65535.0 : 255.0) * std::abs(tail.residualMultiplier);
  if (tail.isFloat())
    return true; // nothing is rounded
  for (auto [channel, interval] : llvm::enumerate(bounds)) {
    double size = std::max(std::abs(double(interval.low)), std::abs(double(interval.high)));
    if (tail.codeZeroPoint)
      size += 255.0 * std::abs(double(tail.sums[channel]));
    double value = (size * std::abs(tail.multipliers[channel]) + residual) * kSlack;
    if (!tail.scalings.empty())
      value = value * (1 + 0x1p-15) + 1; // a factor of 15 bits, and two roundings to whole numbers
    if (tail.isReal) {
      double bias = tail.floatBias.empty() ? 0 : std::abs(double(tail.floatBias[channel]));
      value = ((value + bias) * tail.reciprocal + std::abs(tail.shift)) * kSlack;
    }
    if (!tail.slopes.empty())
      value *= std::max(1.0, double(std::abs(tail.slopes[channel]))) * kSlack;
    if (tail.rectifier)
      value = (value + double(tail.rectifier->largest) / tail.outputScale) * kSlack;
    if (!tail.gains.empty())
      value *= std::abs(double(tail.gains[channel])) * kSlack;
    if (!(value <= 2147483520.0))
      return false;
  }
  return true;
}
