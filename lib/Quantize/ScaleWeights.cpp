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
#include "WeightRounding.h"
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

/// Makes the dequantize that stands for the real value of a constant.
static Value createDequantize(OpBuilder &builder, qnn::ConstantOp constant) {
  auto tensor = cast<RankedTensorType>(constant.getType());
  return qnn::DequantizeOp::create(
      builder, constant.getLoc(), RankedTensorType::get(tensor.getShape(), builder.getF32Type()), constant.getOutput());
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
  ArrayRef<char> bytes(reinterpret_cast<const char *>(stored.data()), stored.size() * sizeof(int32_t));
  return createDequantize(
      builder, createQuantizedConstant(builder, op.getBiasValue().getLoc(), {int64_t(stored.size())}, type, bytes));
}

static LogicalResult scaleWeights(qnn::ContractionOpInterface op, bool keepFloat) {
  auto input = op.getActivationOperand().get().getDefiningOp<qnn::DequantizeOp>();
  auto inputType = input ? dyn_cast<quant::UniformQuantizedType>(qnn::getQuantizedType(input.getInput()))
                         : quant::UniformQuantizedType();
  if (!isQuantizable(op) || !inputType)
    return success();

  OpBuilder builder(op);
  SmallVector<double> ownScales;
  SmallVector<double> bias = getRealBias(op.getBiasValue(), ownScales);
  if (llvm::any_of(bias, [](double value) { return !std::isfinite(value); }))
    return op.emitOpError("has a bias that is not finite");
  if (auto constant = op.getWeightOperand().get().getDefiningOp<qnn::ConstantOp>()) {
    if (llvm::any_of(getFloats(constant), [](float value) { return !std::isfinite(value); }))
      return op.emitOpError("has a weight that is not finite");
    qnn::ConstantOp quantized = roundConstantWeights(builder, constant, bias, inputType, qnn::getConfig(op).weights);
    if (!quantized) {
      setFloatReason(op, "the scale of its products leaves f32");
      return success();
    }
    op.getWeightOperand().set(createDequantize(builder, quantized));
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
    llvm::for_each(old, eraseUnusedConstants);
    if (hasFailed)
      signalPassFailure();
  }
};
} // namespace
