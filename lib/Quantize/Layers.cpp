//===- Layers.cpp - What the Quantize step asks of an op ------------------===//
//
// Tested by test/Quantize/insert-casts.mlir and fuse-activation.mlir.
//
// Whether an op can be quantized is asked in one place, of interfaces; the
// passes of the step only differ in what they do with the answer.
//
//===----------------------------------------------------------------------===//

#include "Layers.h"

#include <cmath>

using namespace mlir;
using namespace quantc;
using namespace quantc::qnn;

Value quantize::stripObservers(Value value) {
  while (auto observe = value.getDefiningOp<ObserveOp>())
    value = observe.getInput();
  return value;
}

bool quantize::touchesFloat(Operation *op) {
  return llvm::any_of(op->getOperands(), qnn::isFloat) || llvm::any_of(op->getResults(), qnn::isFloat);
}

Operation *quantize::getConstant(Value value) { return value.getDefiningOp<ConstantOp>(); }

SmallVector<float> quantize::getFloats(ConstantOp constant) {
  SmallVector<char> bytes = getElementBytes(constant.getValue());
  SmallVector<float> values(bytes.size() / sizeof(float));
  memcpy(values.data(), bytes.data(), values.size() * sizeof(float));
  return values;
}

void quantize::setFloatReason(Operation *op, const Twine &reason) {
  if (!op->hasAttr(kFloatReasonAttr))
    op->setAttr(kFloatReasonAttr, StringAttr::get(op->getContext(), reason));
}

//===----------------------------------------------------------------------===//
// Integer forms
//===----------------------------------------------------------------------===//

/// A constant that is float, or quantized and dequantized.
static bool isConstantOrDequantized(Value value) {
  if (auto dequantize = value.getDefiningOp<DequantizeOp>())
    value = dequantize.getInput();
  return quantize::getConstant(value) != nullptr;
}

static std::optional<std::string> getReasonOfContraction(ContractionOpInterface op) {
  Value weight = op.getWeightOperand().get();
  if (hasStoredWeight(op))
    return "only its weights are stored in fewer bits";
  for (Value value : {op.getActivationOperand().get(), weight, Value(op->getResult(0))})
    if (cast<RankedTensorType>(value.getType()).getNumElements() == 0)
      return "a tensor of it is empty";
  if (!isConstantOrDequantized(weight))
    return "its weight is not a constant";
  if (op.getBiasValue() && !isConstantOrDequantized(op.getBiasValue()))
    return "its bias is not a constant";
  auto dequantize = weight.getDefiningOp<DequantizeOp>();
  if (!dequantize)
    return std::nullopt;
  auto type = getQuantizedType(dequantize.getInput());
  if (type.getStorageTypeIntegralWidth() != 8)
    return "its weight has " + std::to_string(type.getStorageTypeIntegralWidth()) + " bits";
  for (int64_t zeroPoint : getZeroPoints(type))
    if (zeroPoint != 0)
      return "its weight has zero point " + std::to_string(zeroPoint);
  auto axis = dyn_cast<quant::UniformQuantizedPerAxisType>(type);
  if (axis && axis.getQuantizedDimension() != 0)
    return "its weight has scales along axis " + std::to_string(axis.getQuantizedDimension());
  return std::nullopt;
}

SmallVector<Operation *> quantize::getFloatContractions(func::FuncOp function) {
  SmallVector<Operation *> ops;
  function.walk([&](ContractionOpInterface op) {
    if (isQuantizable(op) && getConstant(op.getWeightOperand().get()) && qnn::isFloat(op->getResult(0)))
      ops.push_back(op);
  });
  return ops;
}

bool quantize::passesStoredValues(Operation *op) {
  if (auto reduce = dyn_cast<ReduceOp>(op))
    return reduce.getKind() == ReduceKind::Max;
  if (auto resize = dyn_cast<ResizeOp>(op))
    return resize.getMode() != ResizeMode::Linear;
  return isa<SameScalesOpInterface>(op);
}

std::optional<std::string> quantize::getReasonForFloat(Operation *op) {
  if (auto reason = op->getAttrOfType<StringAttr>(kFloatReasonAttr))
    return reason.str();
  if (auto interface = dyn_cast<ReasonForFloatOpInterface>(op)) {
    std::string reason = interface.getReasonForFloat();
    return reason.empty() ? std::nullopt : std::optional(reason);
  }
  if (auto contraction = dyn_cast<ContractionOpInterface>(op))
    return getReasonOfContraction(contraction);
  if (auto prelu = dyn_cast<PReluOp>(op))
    return getConstant(prelu.getSlope()) ? std::nullopt : std::optional<std::string>("its slope is not a constant");
  if (passesStoredValues(op) ||
      isa<UnaryOpInterface, AddOp, SubOp, MulOp, MinOp, MaxOp, ConcatOp, AvgPool2DOp, ReduceOp, ResizeOp>(op))
    return std::nullopt;
  return (op->getName().stripDialect() + " runs in float").str();
}

//===----------------------------------------------------------------------===//
// Activations
//===----------------------------------------------------------------------===//

std::optional<SmallVector<float>> quantize::getNegativeSlopes(Operation *op) {
  if (auto leaky = dyn_cast<LeakyReluOp>(op))
    return SmallVector<float>{leaky.getAlpha().convertToFloat()};
  auto prelu = dyn_cast<PReluOp>(op);
  auto constant = prelu ? prelu.getSlope().getDefiningOp<ConstantOp>() : ConstantOp();
  if (!constant)
    return std::nullopt;
  auto shape = cast<RankedTensorType>(prelu.getSlope().getType()).getShape();
  if (!shape.empty() && llvm::any_of(shape.drop_back(), [](int64_t size) { return size != 1; }))
    return std::nullopt;
  SmallVector<float> slopes = getFloats(constant);
  if (!llvm::all_of(slopes, [](float slope) { return std::isfinite(slope); }))
    return std::nullopt;
  return slopes;
}

bool quantize::isFoldableActivation(Operation *op) {
  if (!isQuantizable(op))
    return false;
  if (auto clip = dyn_cast<ClipOp>(op))
    return clip.getMin() <= clip.getMax();
  return isa<ReluOp>(op) || getNegativeSlopes(op);
}

bool quantize::isFoldableFunction(Operation *op) {
  return isQuantizable(op) && isa<UnaryOpInterface>(op) && getSmoothRectifier(op->getName().stripDialect());
}

std::optional<SmallVector<float>> quantize::getGains(Operation *op) {
  auto mul = dyn_cast<MulOp>(op);
  auto constant = mul ? mul.getRhs().getDefiningOp<ConstantOp>() : ConstantOp();
  Operation *function = mul ? stripObservers(mul.getLhs()).getDefiningOp() : nullptr;
  if (!constant || !isFloat(mul.getRhs()) || !function || !isFoldableFunction(function) || !function->hasOneUse() ||
      !mul.getLhs().hasOneUse() ||
      !isa_and_nonnull<ContractionOpInterface, DequantizeOp>(function->getOperand(0).getDefiningOp()))
    return std::nullopt;
  auto shape = cast<RankedTensorType>(mul.getRhs().getType()).getShape();
  auto result = cast<RankedTensorType>(mul.getOutput().getType()).getShape();
  SmallVector<float> gains = getFloats(constant);
  if (mul.getLhs().getType() != mul.getOutput().getType() || shape.empty() || shape.back() != result.back() ||
      int64_t(gains.size()) != result.back() || !llvm::all_of(gains, [](float gain) { return std::isfinite(gain); }))
    return std::nullopt;
  return gains;
}

bool quantize::takesActivation(Operation *op, Operation *activation) {
  bool isContraction = isa<ContractionOpInterface>(op);
  if (isFoldableFunction(op))
    return getGains(activation).has_value();
  return (isContraction && isFoldableFunction(activation)) ||
         (isFoldableActivation(activation) && (isContraction || isa<AddOp, SubOp, MulOp>(op)));
}
