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

#include "InsertCasts.h"
#include "Layers.h"
#include "MoveCasts.h"
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
    if (unsigned bits = type.getStorageTypeIntegralWidth(); bits != 8 && bits != 16)
      return name + " has " + std::to_string(bits) + " bits";
    return std::nullopt;
  }
  if (auto observe = dyn_cast_or_null<qnn::ObserveOp>(producer))
    return observe.getMin() ? std::nullopt : std::optional<std::string>(name + " has no range");
  // Without an observer: the unrounded value of an op that this one is fused with.
  bool isFused = producer && isQuantizable(producer) && producer->hasOneUse() &&
                 (takesActivation(producer, op) || (isa<qnn::AddOp>(op) && isa<qnn::ContractionOpInterface>(producer)));
  if (isFused)
    return std::nullopt;
  return name + " comes in float from " + (producer ? producer->getName().getStringRef().str() : "outside");
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
    if (isa<qnn::QuantizeOp>(user) || (op->hasOneUse() && takesActivation(op, user)))
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

/// Whether `op` has an integer form that only saves work where its neighbours have one, too.
static bool gainsFromNeighbours(Operation *op) {
  return isQuantizable(op) && touchesFloat(op) &&
         (isa<qnn::UnaryOpInterface, qnn::AddOp, qnn::SubOp, qnn::MulOp, qnn::MinOp, qnn::MaxOp>(op) ||
          passesStoredValues(op));
}

/// Returns whether `predicate` holds for each op that reads `value`, observers looked through.
static bool allReaders(Value value, function_ref<bool(Operation *)> predicate) {
  return llvm::all_of(value.getUsers(), [&](Operation *user) {
    return isa<qnn::ObserveOp>(user) ? allReaders(user->getResult(0), predicate) : predicate(user);
  });
}

/// Adds each op that reads `value`, observers looked through.
static void addReaders(Value value, SetVector<Operation *> &readers) {
  for (Operation *user : value.getUsers())
    if (isa<qnn::ObserveOp>(user))
      addReaders(user->getResult(0), readers);
    else
      readers.insert(user);
}

/// Keeps ops in float that stand between float ops only, such as the scaling between an attention's
/// product and its softmax: rounding their values would cost accuracy and time.
static void markEnclosedOps(func::FuncOp function) {
  SetVector<Operation *> enclosed;
  function.walk([&](Operation *op) {
    if (gainsFromNeighbours(op))
      enclosed.insert(op);
  });
  auto isInFloat = [&](Operation *op) { return op && (op->hasAttr(qnn::kFloatReasonAttr) || enclosed.contains(op)); };
  auto isEnclosed = [&](Operation *op) {
    bool reads = llvm::all_of(op->getOperands(), [&](Value operand) {
      return getConstant(operand) || isInFloat(stripObservers(operand).getDefiningOp());
    });
    return reads && allReaders(op->getResult(0), isInFloat) && !op->use_empty();
  };
  // The largest set whose borders are all float: what is not enclosed goes, and then what that enclosed.
  SetVector<Operation *> pending = enclosed;
  while (!pending.empty()) {
    Operation *op = pending.pop_back_val();
    if (!enclosed.contains(op) || isEnclosed(op))
      continue;
    enclosed.remove(op);
    for (Value operand : op->getOperands())
      if (Operation *producer = stripObservers(operand).getDefiningOp())
        pending.insert(producer);
    addReaders(op->getResult(0), pending);
  }
  for (Operation *op : enclosed)
    setFloatReason(op, "its neighbours run in float");
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

/// Rounds the constant operands of `op` that are activations; weights, biases, slopes and gains are not.
static void roundConstantOperands(Operation *op) {
  if (!isa<qnn::AddOp, qnn::SubOp, qnn::MulOp, qnn::MinOp, qnn::MaxOp, qnn::ConcatOp>(op) || getGains(op))
    return;
  for (OpOperand &operand : op->getOpOperands()) {
    auto constant = operand.get().getDefiningOp<qnn::ConstantOp>();
    if (!constant || !qnn::isFloat(operand.get()))
      continue;
    double min = 0, max = 0;
    for (float value : getFloats(constant))
      min = std::min<double>(min, value), max = std::max<double>(max, value);
    OpBuilder builder(op);
    quant::UniformQuantizedType type = chooseActivationType(op->getContext(), min, max, qnn::getConfig(op).activations);
    operand.set(createCasts(builder, constant.getLoc(), operand.get(), type, qnn::getId(operand.get())));
  }
}

void quantize::insertCasts(func::FuncOp function, ScaleGroups::Sharing sharing) {
  moveCastsToComputation(function);
  dropObserversBesideCasts(function);
  markFloatOps(function);
  markEnclosedOps(function);

  ScaleGroups groups(function, sharing);
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

namespace {
struct InsertCasts : public quantc::impl::InsertCastsPassBase<InsertCasts> {
  using InsertCastsPassBase::InsertCastsPassBase;

  void runOnOperation() override { insertCasts(getOperation(), {sharePools, shareMeans}); }
};
} // namespace
