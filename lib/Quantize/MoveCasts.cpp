//===- MoveCasts.cpp - Casts past ops that only move values ---------------===//
//
// Tested by test/Quantize/move-casts.mlir and fold-casts.mlir.
//
//===----------------------------------------------------------------------===//

#include "MoveCasts.h"
#include "Layers.h"
#include "Scales.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::quantize;

Value quantize::getQuantized(Value value) {
  auto dequantize = value.getDefiningOp<qnn::DequantizeOp>();
  return dequantize ? dequantize.getInput() : Value();
}

Operation *quantize::cloneWith(RewriterBase &rewriter, Operation *op, ValueRange operands, Type result, Value stands) {
  OperationState state(op->getLoc(), op->getName(), operands, result, op->getAttrs());
  state.attributes.erase(qnn::kFloatReasonAttr);
  state.attributes.erase(qnn::kIdAttr);
  Operation *clone = rewriter.create(state);
  if (StringRef id = qnn::getId(stands); !id.empty())
    qnn::setId(clone->getResult(0), id);
  return clone;
}

/// Returns whether a padding value is a stored value exactly, so that a pad commutes with dequantize.
static bool isExact(qnn::PadOp pad, quant::UniformQuantizedType type) {
  float value = pad.getValue().convertToFloat();
  int64_t q = quantizeValue(value, type);
  return static_cast<float>(q - type.getZeroPoint()) * static_cast<float>(type.getScale()) == value;
}

LogicalResult quantize::sinkDequantize(Operation *op, RewriterBase &rewriter) {
  if (!isLayer(op) || !passesStoredValues(op) || !isQuantizable(op))
    return rewriter.notifyMatchFailure(op, "does not pass stored values on");
  Value input = getQuantized(op->getOperand(0));
  auto type =
      input ? dyn_cast<quant::UniformQuantizedType>(qnn::getQuantizedType(input)) : quant::UniformQuantizedType();
  if (!type || qnn::isAccumulator(type) || getConstant(input))
    return rewriter.notifyMatchFailure(op, "has no input of 8 or 16 bits");
  if (auto pad = dyn_cast<qnn::PadOp>(op); pad && !isExact(pad, type))
    return rewriter.notifyMatchFailure(op, "pads with a value that would be rounded");
  SmallVector<Value> operands(op->getOperands());
  operands[0] = input;
  auto tensor = cast<RankedTensorType>(op->getResult(0).getType());
  rewriter.setInsertionPoint(op);
  Operation *moved = cloneWith(rewriter, op, operands, tensor.clone(type), op->getResult(0));
  auto result = rewriter.replaceOpWithNewOp<qnn::DequantizeOp>(op, tensor, moved->getResult(0));
  if (StringRef id = qnn::getId(moved->getResult(0)); !id.empty())
    qnn::setId(result.getOutput(), id);
  return success();
}

/// Moves a quantize before the ops that only move what it rounds. Rounding is monotone, so a maximum of rounded values
/// is the rounded maximum. Of one to 32 bits only reshapes and transposes take the stored values.
static void hoistQuantize(qnn::QuantizeOp quantize) {
  auto type = dyn_cast<quant::UniformQuantizedType>(qnn::getQuantizedType(quantize.getOutput()));
  while (type) {
    auto observe = quantize.getInput().getDefiningOp<qnn::ObserveOp>();
    Value value = observe && observe->hasOneUse() ? observe.getInput() : quantize.getInput();
    Operation *op = value.getDefiningOp();
    if (!op || !isLayer(op) || !passesStoredValues(op) || !isQuantizable(op) || !op->hasOneUse() ||
        getConstant(op->getOperand(0)) || (qnn::isAccumulator(type) && !isa<qnn::ReshapeOp, qnn::TransposeOp>(op)))
      return;
    OpBuilder builder(op);
    Value input = op->getOperand(0);
    auto hoisted =
        qnn::QuantizeOp::create(builder, quantize.getLoc(), cast<RankedTensorType>(input.getType()).clone(type), input);
    if (StringRef id = qnn::getId(stripObservers(input)); !id.empty())
      qnn::setId(hoisted.getOutput(), id);
    // The op now gives the stored values of the quantize, under its id.
    op->setOperand(0, hoisted.getOutput());
    op->getResult(0).setType(quantize.getOutput().getType());
    if (Attribute id = quantize->getAttr(qnn::kIdAttr))
      op->setAttr(qnn::kIdAttr, id);
    quantize.replaceAllUsesWith(op->getResult(0));
    quantize.erase();
    if (observe && observe->use_empty())
      observe.erase();
    quantize = hoisted;
  }
}

void quantize::moveCastsToComputation(func::FuncOp function) {
  if (function.isExternal())
    return;
  SmallVector<qnn::QuantizeOp> casts(function.getOps<qnn::QuantizeOp>());
  llvm::for_each(casts, hoistQuantize);
  IRRewriter rewriter(function.getContext());
  for (Operation &op : llvm::make_early_inc_range(function.getOps()))
    (void)sinkDequantize(&op, rewriter);
  for (Operation &op : llvm::make_early_inc_range(llvm::reverse(function.front())))
    if (isa<qnn::DequantizeOp>(op) && op.use_empty())
      op.erase();
}
