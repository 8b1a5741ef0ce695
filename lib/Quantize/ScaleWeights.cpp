//===- ScaleWeights.cpp - Integer weights and biases ----------------------===//
//
// Tested by test/Quantize/scale-weights.mlir, scale-weights-wide.mlir, scale-weights-given.mlir and
// scale-weights-invalid.mlir.
//
// The bias has the scale s_x s_w, exactly: types hold doubles, and the product
// of two f32 is exact in double. So the accumulator starts from it (N4).
//
//===----------------------------------------------------------------------===//

#include "Layers.h"
#include "Scales.h"
#include "quantc/Dialect/Qk/Analysis/Bounds.h"
#include "quantc/Numerics/Quantize.h"
#include "quantc/Quantize/Passes.h"
#include "llvm/ADT/SetVector.h"

#include <cmath>

namespace quantc {
#define GEN_PASS_DEF_SCALEWEIGHTSPASS
#include "quantc/Quantize/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;
using namespace quantc::quantize;

/// Makes a quantized constant and the dequantize that stands for its real value.
template <typename T>
static Value createDequantizedConstant(OpBuilder &builder, Location loc, ArrayRef<int64_t> shape,
                                       quant::QuantizedType type, ArrayRef<T> values) {
  auto storage = RankedTensorType::get(shape, type.getStorageType());
  ArrayRef<char> bytes(reinterpret_cast<const char *>(values.data()), values.size() * sizeof(T));
  auto constant =
      qnn::ConstantOp::create(builder, loc, RankedTensorType::get(shape, type), qnn::makeElementsAttr(storage, bytes));
  return qnn::DequantizeOp::create(builder, loc, RankedTensorType::get(shape, builder.getF32Type()),
                                   constant.getOutput());
}

/// Returns the real values of a bias: a float constant, or a dequantized one. `biasScales`, if it was
/// dequantized, are its own scales.
static SmallVector<double> getBias(Value bias, SmallVectorImpl<double> &biasScales) {
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

  /// Returns the dequantized weight, or null if there is no scale within f32.
  Value run(OpBuilder &builder);

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

Value WeightRounding::run(OpBuilder &builder) {
  auto [low, high] = qnn::getStoredLimits(spec);
  bool isPerTensor = spec.granularity == qnn::Granularity::PerTensor;
  int64_t count = isPerTensor ? channels : 1;
  for (int64_t first = 0; first < channels; first += count)
    if (!roundChannels(first, count))
      return nullptr;
  quant::QuantizedType type;
  constexpr unsigned kFlags = quant::QuantizationFlags::Signed;
  if (isPerTensor)
    type = quant::UniformQuantizedType::get(kFlags, builder.getI8Type(), builder.getF32Type(), scales.front(), 0, low,
                                            high);
  else
    type = quant::UniformQuantizedPerAxisType::get(kFlags, builder.getI8Type(), builder.getF32Type(), scales,
                                                   SmallVector<int64_t>(channels, 0),
                                                   /*quantizedDimension=*/0, low, high);
  return createDequantizedConstant<int8_t>(builder, weight.getLoc(), tensor.getShape(), type, stored);
}

/// Returns the bias on the scales s_x s_w, or null and a reason to stay in float if a value needs more than 32 bits.
static Value quantizeBias(OpBuilder &builder, qnn::ContractionOpInterface op, ArrayRef<double> bias,
                          ArrayRef<double> ownScales, quant::QuantizedType type) {
  SmallVector<double> scales = qnn::getScales(type);
  if (scales.size() == 1)
    scales.resize(bias.size(), scales.front());
  SmallVector<int32_t> stored;
  for (auto [channel, value] : llvm::enumerate(bias)) {
    // The f32 next to s_x s_w is what a network's file can say of that scale: the values are meant as they are.
    bool isSame = !ownScales.empty() && static_cast<float>(ownScales[channel]) == static_cast<float>(scales[channel]);
    std::optional<int32_t> q = numerics::quantizeBias(value, isSame ? ownScales[channel] : scales[channel]);
    if (!q) {
      setFloatReason(op,
                     "its bias of channel " + Twine(channel) + " does not fit 32 bits at the scale of its products");
      return nullptr;
    }
    stored.push_back(*q);
  }
  return createDequantizedConstant<int32_t>(builder, op.getBiasValue().getLoc(), {int64_t(stored.size())}, type,
                                            stored);
}

static LogicalResult scaleWeights(qnn::ContractionOpInterface op, bool keepFloat) {
  auto input = op.getActivationOperand().get().getDefiningOp<qnn::DequantizeOp>();
  auto inputType = input ? dyn_cast<quant::UniformQuantizedType>(qnn::getQuantizedType(input.getInput()))
                         : quant::UniformQuantizedType();
  if (!isQuantizable(op) || !inputType)
    return success();

  OpBuilder builder(op);
  SmallVector<double> ownScales;
  SmallVector<double> bias = getBias(op.getBiasValue(), ownScales);
  if (llvm::any_of(bias, [](double value) { return !std::isfinite(value); }))
    return op.emitOpError("has a bias that is not finite");
  if (auto constant = op.getWeightOperand().get().getDefiningOp<qnn::ConstantOp>()) {
    if (llvm::any_of(getFloats(constant), [](float value) { return !std::isfinite(value); }))
      return op.emitOpError("has a weight that is not finite");
    Value quantized = WeightRounding(constant, bias, inputType, qnn::getConfig(op).weights).run(builder);
    if (!quantized) {
      setFloatReason(op, "the scale of its products leaves f32");
      return success();
    }
    op.getWeightOperand().set(quantized);
    if (keepFloat)
      op->setAttr(kFloatWeightAttr, constant.getValue());
  }
  if (bias.empty())
    return success();
  auto weight = op.getWeightOperand().get().getDefiningOp<qnn::DequantizeOp>();
  auto type = makeAccumulatorType(inputType.getScale(), qnn::getQuantizedType(weight.getInput()), /*axis=*/0);
  if (Value value = quantizeBias(builder, op, bias, ownScales, type))
    op.setBiasValue(value);
  return success();
}

namespace {
struct ScaleWeights : public quantc::impl::ScaleWeightsPassBase<ScaleWeights> {
  using ScaleWeightsPassBase::ScaleWeightsPassBase;

  void runOnOperation() override {
    bool hasFailed = false;
    llvm::SetVector<Value> old;
    getOperation().walk([&](qnn::ContractionOpInterface op) {
      old.insert(op.getWeightOperand().get());
      old.insert(op.getBiasValue());
      hasFailed |= failed(scaleWeights(op, keepFloat));
    });
    // What was rounded anew has no reader left, unless another layer shares it.
    for (Value value : old) {
      Operation *op = value ? value.getDefiningOp() : nullptr;
      while (op && op->use_empty() && isa<qnn::ConstantOp, qnn::DequantizeOp>(op)) {
        Operation *next = op->getNumOperands() ? op->getOperand(0).getDefiningOp() : nullptr;
        op->erase();
        op = next;
      }
    }
    if (hasFailed)
      signalPassFailure();
  }
};
} // namespace
