//===- InsertCasts.cpp - Round observed values to 8 bits ------------------===//
//
// Tested by test/Quantize/insert-casts.mlir, insert-casts-float.mlir and
// scale-groups.mlir.
//
// First every op that must stay in float is found, to a fixed point, because an
// op without integer operands is float, too; then what is left is grouped by
// scale, and each observer of a group turns into casts or goes.
//
//===----------------------------------------------------------------------===//

#include "Layers.h"
#include "MoveCasts.h"
#include "ScaleGroups.h"
#include "Scales.h"
#include "quantc/Quantize/Passes.h"

namespace quantc {
#define GEN_PASS_DEF_INSERTCASTSPASS
#include "quantc/Quantize/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;
using namespace quantc::quantize;

/// Drops observers beside casts that the network brings: the rounding is theirs.
static void dropObserversBesideCasts(func::FuncOp function) {
  function.walk([](qnn::ObserveOp observe) {
    bool isRounded = observe.getInput().getDefiningOp<qnn::DequantizeOp>() ||
                     (!observe->use_empty() && llvm::all_of(observe->getUsers(), llvm::IsaPred<qnn::QuantizeOp>));
    if (!isRounded)
      return;
    observe.replaceAllUsesWith(observe.getInput());
    observe.erase();
  });
}

//===----------------------------------------------------------------------===//
// What stays in float
//===----------------------------------------------------------------------===//

/// Returns why operand `index` of `op` cannot be integer, or nullopt.
static std::optional<std::string> getReasonOfOperand(Operation *op, unsigned index) {
  Value value = op->getOperand(index);
  if (!qnn::isFloat(value) || getConstant(value))
    return std::nullopt;
  std::string name = "operand " + std::to_string(index);
  Operation *producer = value.getDefiningOp();
  if (auto dequantize = dyn_cast_or_null<qnn::DequantizeOp>(producer)) {
    auto type = qnn::getQuantizedType(dequantize.getInput());
    if (getConstant(dequantize.getInput()))
      return std::nullopt;
    if (!isa<quant::UniformQuantizedType>(type))
      return name + " has scales along an axis";
    if (type.getStorageTypeIntegralWidth() != 8)
      return name + " has " + std::to_string(type.getStorageTypeIntegralWidth()) + " bits";
    return std::nullopt;
  }
  if (auto observe = dyn_cast_or_null<qnn::ObserveOp>(producer))
    return observe.getMin() ? std::nullopt : std::optional<std::string>(name + " has no range");
  // Without an observer: the unrounded value of an op that this one is fused with.
  bool isFused = producer && isQuantizable(producer) && producer->hasOneUse() &&
                 ((isFoldableActivation(op) && takesActivation(producer)) ||
                  (isa<qnn::AddOp>(op) && isa<qnn::ContractionOpInterface>(producer)));
  return isFused ? std::nullopt : std::optional<std::string>(name + " is float");
}

/// Returns why the result of `op` cannot be integer, or nullopt.
static std::optional<std::string> getReasonOfResult(Operation *op) {
  if (isa<qnn::ContractionOpInterface>(op) || op->getNumResults() != 1 || !qnn::isFloat(op->getResult(0)))
    return std::nullopt;
  for (Operation *user : op->getUsers()) {
    if (auto observe = dyn_cast<qnn::ObserveOp>(user)) {
      if (observe.getMin())
        return std::nullopt;
      return "its result has no range";
    }
    if (isa<qnn::QuantizeOp>(user) || (takesActivation(op) && op->hasOneUse() && isFoldableActivation(user)))
      return std::nullopt;
  }
  // Stored values need no range of their own.
  if (passesStoredValues(op))
    return std::nullopt;
  return "its result is only read in float";
}

/// Gives a reason to each op that has an integer form but not the neighbours for it.
static void markFloatOps(func::FuncOp function) {
  for (bool changed = true; changed;) {
    changed = false;
    function.walk([&](Operation *op) {
      if (!isLayer(op) || !touchesFloat(op) || op->hasAttr(qnn::kFloatReasonAttr))
        return;
      std::optional<std::string> reason = getReasonForFloat(op);
      for (unsigned index = 0; !reason && index < op->getNumOperands(); ++index)
        reason = getReasonOfOperand(op, index);
      if (!reason)
        reason = getReasonOfResult(op);
      if (!reason)
        return;
      setFloatReason(op, *reason);
      changed = true;
    });
  }
}

//===----------------------------------------------------------------------===//
// Casts
//===----------------------------------------------------------------------===//

/// Makes `dequantize(quantize(value))`; both stand for the value and bear its id.
static Value createCasts(OpBuilder &builder, Location loc, Value value, quant::UniformQuantizedType type,
                         StringRef id) {
  auto tensor = cast<RankedTensorType>(value.getType());
  auto quantize = qnn::QuantizeOp::create(builder, loc, tensor.clone(type), value);
  auto dequantize = qnn::DequantizeOp::create(builder, loc, tensor, quantize.getOutput());
  if (!id.empty()) {
    qnn::setId(quantize.getOutput(), id);
    qnn::setId(dequantize.getOutput(), id);
  }
  return dequantize.getOutput();
}

/// Rounds the constant operands of `op` that are activations; weights, biases and slopes are not.
static void roundConstantOperands(Operation *op) {
  if (!isa<qnn::AddOp, qnn::SubOp, qnn::MulOp, qnn::MinOp, qnn::MaxOp, qnn::ConcatOp>(op))
    return;
  for (OpOperand &operand : op->getOpOperands()) {
    auto constant = operand.get().getDefiningOp<qnn::ConstantOp>();
    if (!constant || !qnn::isFloat(operand.get()))
      continue;
    double min = 0, max = 0;
    for (float value : getFloats(constant))
      min = std::min<double>(min, value), max = std::max<double>(max, value);
    OpBuilder builder(op);
    operand.set(createCasts(builder, constant.getLoc(), operand.get(), chooseActivationType(op->getContext(), min, max),
                            qnn::getId(operand.get())));
  }
}

namespace {
struct InsertCasts : public quantc::impl::InsertCastsPassBase<InsertCasts> {
  void runOnOperation() override {
    func::FuncOp function = getOperation();
    moveCastsToComputation(function);
    dropObserversBesideCasts(function);
    markFloatOps(function);

    ScaleGroups groups(function);
    function.walk([&](qnn::ObserveOp observe) {
      Value value = stripObservers(observe.getInput()), replacement = observe.getInput();
      if (auto type = groups.getType(value); type && observe.getMin()) {
        OpBuilder builder(observe);
        replacement = createCasts(builder, observe.getLoc(), observe.getInput(), type, observe.getId());
      }
      observe.replaceAllUsesWith(replacement);
      observe.erase();
    });
    function.walk([&](Operation *op) {
      if (isQuantizable(op))
        roundConstantOperands(op);
    });
  }
};
} // namespace
