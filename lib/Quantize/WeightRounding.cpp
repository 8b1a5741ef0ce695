//===- WeightRounding.cpp - Float weights as integers ---------------------===//
//
// Tested by test/Quantize/scale-weights.mlir and convert-dynamic-layers.mlir.
//
//===----------------------------------------------------------------------===//

#include "WeightRounding.h"
#include "Layers.h"
#include "Scales.h"
#include "quantc/Dialect/Qk/Analysis/Bounds.h"
#include "quantc/Numerics/Quantize.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::quantize;

qnn::ConstantOp quantize::createQuantizedConstant(OpBuilder &builder, Location loc, ArrayRef<int64_t> shape,
                                                  quant::QuantizedType type, ArrayRef<char> stored) {
  auto storage = RankedTensorType::get(shape, type.getStorageType());
  return qnn::ConstantOp::create(builder, loc, RankedTensorType::get(shape, type),
                                 qnn::makeElementsAttr(storage, stored));
}

SmallVector<double> quantize::getRealBias(Value bias, SmallVectorImpl<double> &biasScales) {
  SmallVector<double> values;
  if (!bias)
    return values;
  if (auto constant = bias.getDefiningOp<qnn::ConstantOp>()) {
    for (float value : getFloats(constant))
      values.push_back(value);
    return values;
  }
  auto dequantize = bias.getDefiningOp<qnn::DequantizeOp>();
  auto constant = dequantize.getInput().getDefiningOp<qnn::ConstantOp>();
  auto type = qnn::getQuantizedType(constant.getOutput());
  biasScales = qnn::getScales(type);
  SmallVector<int64_t> zeroPoints = qnn::getZeroPoints(type);
  SmallVector<int64_t> stored = qk::getStoredValues(constant);
  for (auto [index, value] : llvm::enumerate(stored)) {
    size_t channel = biasScales.size() == 1 ? 0 : index;
    values.push_back(double(value - zeroPoints[channel]) * biasScales[channel]);
  }
  if (biasScales.size() == 1)
    biasScales.resize(stored.size(), biasScales.front());
  return values;
}

namespace {
/// Rounds float weights [O, ...] of one contraction: scales of its channels, or one scale.
class WeightRounding {
public:
  WeightRounding(qnn::ConstantOp weight, ArrayRef<double> bias, quant::UniformQuantizedType input,
                 const qnn::QuantSpec &spec)
      : weight(weight), values(getFloats(weight)), bias(bias), input(input), spec(spec),
        tensor(cast<RankedTensorType>(weight.getOutput().getType())), channels(tensor.getDimSize(0)) {}

  qnn::ConstantOp run(OpBuilder &builder);

private:
  bool roundChannels(int64_t first, int64_t count);

  qnn::ConstantOp weight;
  SmallVector<float> values;
  ArrayRef<double> bias;
  quant::UniformQuantizedType input;
  const qnn::QuantSpec &spec;
  RankedTensorType tensor;
  int64_t channels;
  SmallVector<double> scales;
  SmallVector<int8_t> stored;
};
} // namespace

/// Rounds channels that share a scale: that of the largest weight, grown where a bias or the proof that no accumulator
/// leaves i32 (N3) needs it.
bool WeightRounding::roundChannels(int64_t first, int64_t count) {
  int64_t size = int64_t(values.size()) / channels;
  ArrayRef<float> all = ArrayRef<float>(values).slice(first * size, count * size);
  double maxWeight = 0, maxBias = 0;
  for (float value : all)
    maxWeight = std::max(maxWeight, double(std::abs(value)));
  for (double value : bias.empty() ? bias : bias.slice(first, count))
    maxBias = std::max(maxBias, std::abs(value));
  for (;; maxWeight *= 1.0625) {
    double scale = chooseWeightScale(input.getScale(), maxWeight, maxBias, spec);
    double accumulatorScale = input.getScale() * scale;
    if (accumulatorScale > std::numeric_limits<float>::max())
      return false;
    SmallVector<int64_t> rounded = roundWeights(all, scale, spec);
    bool fits = true;
    for (int64_t channel = 0; fits && channel < count; ++channel) {
      auto storedBias = numerics::quantizeBias(bias.empty() ? 0.0 : bias[first + channel], accumulatorScale);
      if (!storedBias)
        return false;
      ArrayRef<int64_t> row = ArrayRef<int64_t>(rounded).slice(channel * size, size);
      fits = qk::fitsInt32(qk::computeAccumulatorBounds(input, row, *storedBias));
    }
    if (!fits)
      continue;
    scales.push_back(scale);
    llvm::append_range(stored, rounded);
    return true;
  }
}

qnn::ConstantOp WeightRounding::run(OpBuilder &builder) {
  auto [low, high] = qnn::getStoredLimits(spec);
  bool isPerTensor = spec.granularity == qnn::Granularity::PerTensor;
  int64_t count = isPerTensor ? channels : 1;
  for (int64_t first = 0; first < channels; first += count)
    if (!roundChannels(first, count))
      return {};
  quant::QuantizedType type;
  constexpr unsigned kFlags = quant::QuantizationFlags::Signed;
  if (isPerTensor)
    type = quant::UniformQuantizedType::get(kFlags, builder.getI8Type(), builder.getF32Type(), scales.front(), 0, low,
                                            high);
  else
    type = quant::UniformQuantizedPerAxisType::get(kFlags, builder.getI8Type(), builder.getF32Type(), scales,
                                                   SmallVector<int64_t>(channels, 0),
                                                   /*quantizedDimension=*/0, low, high);
  ArrayRef<char> bytes(reinterpret_cast<const char *>(stored.data()), stored.size());
  return createQuantizedConstant(builder, weight.getLoc(), tensor.getShape(), type, bytes);
}

qnn::ConstantOp quantize::roundConstantWeights(OpBuilder &builder, qnn::ConstantOp weight, ArrayRef<double> bias,
                                               quant::UniformQuantizedType input, const qnn::QuantSpec &spec) {
  return WeightRounding(weight, bias, input, spec).run(builder);
}

void quantize::eraseUnusedConstants(Value value) {
  Operation *op = value ? value.getDefiningOp() : nullptr;
  while (op && op->use_empty() && isa<qnn::ConstantOp, qnn::DequantizeOp>(op)) {
    Operation *next = op->getNumOperands() ? op->getOperand(0).getDefiningOp() : nullptr;
    op->erase();
    op = next;
  }
}
