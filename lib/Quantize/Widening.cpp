//===- Widening.cpp - 16 bits for chosen values ---------------------------===//
//
// Tested by test/Quantize/widen-inputs.test, widen-depthwise.mlir, widen-functions.mlir and widen-noisy.test.
//
//===----------------------------------------------------------------------===//

#include "Widening.h"

#include "Layers.h"
#include "Samples.h"
#include "quantc/Dialect/Qnn/IR/QuantConfig.h"

#include "mlir/IR/Builders.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::quantize;

/// Room for values that calibration has not seen: among 65,536 codes it costs nothing.
static constexpr float kMargin = 1.5f;

bool quantize::isDepthwise(qnn::ContractionOpInterface op) {
  auto conv = dyn_cast<qnn::Conv2DOp>(op.getOperation());
  auto groups = conv ? int64_t(conv.getGroups()) : 1;
  return groups > 1 && groups == conv.getInput().getType().getDimSize(3) &&
         groups == conv.getOutput().getType().getDimSize(3);
}

qnn::ContractionOpInterface quantize::getContraction(OpOperand &operand) {
  auto contraction = dyn_cast<qnn::ContractionOpInterface>(operand.getOwner());
  return contraction && &contraction.getActivationOperand() == &operand ? contraction : qnn::ContractionOpInterface();
}

bool quantize::isFunction(Operation *op) { return isa<qnn::UnaryOpInterface>(op) && !isFoldableActivation(op); }

/// Whether only chosen operands read `value`, and at least one does.
static bool isReadByChosen(Value value, IsChosen isChosen) {
  return !value.use_empty() && llvm::all_of(value.getUses(), [&](OpOperand &use) {
    Operation *reader = use.getOwner();
    if (isa<qnn::ObserveOp>(reader) || (isLayer(reader) && isQuantizable(reader) && passesStoredValues(reader)))
      return use.getOperandNumber() == 0 && isReadByChosen(reader->getResult(0), isChosen);
    return isLayer(reader) && isQuantizable(reader) && isChosen(use);
  });
}

/// The value that `value` moves or selects from, past observers.
static Value getSource(Value value) {
  for (;;) {
    value = stripObservers(value);
    Operation *op = value.getDefiningOp();
    if (!op || !isLayer(op) || !isQuantizable(op) || !passesStoredValues(op))
      return value;
    value = op->getOperand(0);
  }
}

void quantize::widenValue(Operation *op, ObservedRange getRange) {
  qnn::QuantConfig config = qnn::getConfig(op);
  qnn::QuantSpec &spec = config.activations;
  bool hasOwnRange = spec.observer != qnn::QuantSpec().observer;
  spec.kind = spec.kind == qnn::StoredKind::U8 ? qnn::StoredKind::U16 : qnn::StoredKind::S16;
  qnn::setConfig(op, config);
  for (Operation *reader : op->getUsers()) {
    if (auto observe = dyn_cast<qnn::ObserveOp>(reader)) {
      std::optional<std::pair<float, float>> range;
      if (observe.getMin() && !hasOwnRange)
        range = getRange(observe);
      if (range && range->first < range->second) {
        Builder builder(op->getContext());
        observe.setMinAttr(builder.getF32FloatAttr(std::min(kMargin * range->first, 0.0f)));
        observe.setMaxAttr(builder.getF32FloatAttr(std::max(kMargin * range->second, 0.0f)));
      }
      for (Operation *next : observe->getUsers())
        if (isLayer(next) && passesStoredValues(next))
          widenValue(next, getRange);
    } else if (isLayer(reader) && passesStoredValues(reader)) {
      widenValue(reader, getRange);
    }
  }
}

llvm::SetVector<Operation *> quantize::findWidenable(func::FuncOp function, llvm::function_ref<bool(Operation *)> mayBe,
                                                     IsChosen isChosen) {
  llvm::SetVector<Operation *> sources;
  function.walk([&](Operation *op) {
    if (!isLayer(op) || !isQuantizable(op))
      return;
    for (OpOperand &operand : op->getOpOperands()) {
      if (!isChosen(operand))
        continue;
      Value source = getSource(operand.get());
      Operation *producer = source.getDefiningOp();
      // What a file brings quantized has its type.
      if (producer && isLayer(producer) && isQuantizable(producer) && mayBe(producer) && qnn::isFloat(source) &&
          qnn::getStoredBits(qnn::getConfig(producer).activations.kind) == 8 && isReadByChosen(source, isChosen))
        sources.insert(producer);
    }
  });
  return sources;
}

LogicalResult quantize::widenInputs(func::FuncOp function, StringRef path, llvm::function_ref<bool(Operation *)> mayBe,
                                    IsChosen isChosen) {
  llvm::SetVector<Operation *> sources = findWidenable(function, mayBe, isChosen);
  if (sources.empty())
    return success();
  FailureOr<std::unique_ptr<Calibration>> calibration =
      loadCalibration(path, function, "values of 16 bits have the ranges that their observers chose for 8");
  if (failed(calibration))
    return failure();
  for (Operation *source : sources)
    widenValue(source, [&](qnn::ObserveOp observe) { return getSeenRange(calibration->get(), observe); });
  return success();
}

std::optional<std::pair<float, float>> quantize::getSeenRange(const Calibration *calibration, qnn::ObserveOp observe) {
  const TensorStatistics *seen = calibration ? calibration->getStatistics(observe.getId()) : nullptr;
  if (!seen)
    return std::nullopt;
  return std::pair(seen->getMin(), seen->getMax());
}

void quantize::forEachReader(Value value, llvm::function_ref<void(OpOperand &)> visit) {
  for (OpOperand &use : value.getUses()) {
    Operation *reader = use.getOwner();
    if (isa<qnn::ObserveOp>(reader) || (isLayer(reader) && isQuantizable(reader) && passesStoredValues(reader)))
      forEachReader(reader->getResult(0), visit);
    else
      visit(use);
  }
}

double quantize::getProducts(qnn::ContractionOpInterface op) {
  return double(cast<RankedTensorType>(op->getResult(0).getType()).getNumElements()) * double(op.getReductionSize());
}
