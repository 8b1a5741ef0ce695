//===- RoundOutputs.cpp - Outputs of 8 bits -------------------------------===//
//
// Tested by test/Quantize/round-outputs.mlir and round-outputs-invalid.mlir.
//
// Only the last rounding is placed here: what computes the output folds into it
// like any other layer.
//
//===----------------------------------------------------------------------===//

#include "Layers.h"
#include "Scales.h"
#include "quantc/Dialect/Qnn/IR/Network.h"
#include "quantc/Quantize/Passes.h"

namespace quantc {
#define GEN_PASS_DEF_ROUNDOUTPUTSPASS
#include "quantc/Quantize/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;
using namespace quantc::quantize;

/// Returns the type that an output has of a value: that of its function if it is fixed, else of its observed range;
/// null without a range.
static quant::UniformQuantizedType chooseOutputType(Value value, StringRef word) {
  Value real = stripObservers(value);
  qnn::QuantSpec spec = qnn::getConfig(real).activations;
  spec.kind = word == "u8" ? qnn::StoredKind::U8 : qnn::StoredKind::S8;
  if (auto fixed = dyn_cast_or_null<qnn::FixedOutputRangeOpInterface>(real.getDefiningOp());
      fixed && (isQuantizable(fixed) || !isa<qnn::ReasonForFloatOpInterface>(fixed.getOperation())))
    if (auto type = chooseFixedType(fixed, spec))
      return type;
  for (Operation *user : real.getUsers())
    if (auto observe = dyn_cast<qnn::ObserveOp>(user); observe && observe.getMin())
      return chooseActivationType(value.getContext(), observe.getMin()->convertToDouble(),
                                  observe.getMax()->convertToDouble(), spec);
  return {};
}

namespace {
struct RoundOutputs : public quantc::impl::RoundOutputsPassBase<RoundOutputs> {
  /// Returns `value` quantized, once for all outputs that want it; null, with an error, without a range.
  Value quantize(Value value, StringRef word, StringRef name) {
    Value &made = quantized[{stripObservers(value), word}];
    if (made)
      return made;
    quant::UniformQuantizedType type = chooseOutputType(value, word);
    if (!type) {
      getOperation().emitError() << "output '" << name << "' has no range to choose its type " << word
                                 << " from; it needs calibration data";
      return {};
    }
    OpBuilder builder(getOperation().front().getTerminator());
    auto tensor = cast<RankedTensorType>(value.getType());
    auto op = qnn::QuantizeOp::create(builder, value.getLoc(), tensor.clone(type), value);
    if (StringRef id = qnn::getId(stripObservers(value)); !id.empty())
      qnn::setId(op.getOutput(), id);
    return made = op.getOutput();
  }

  LogicalResult round(OpOperand &result, StringRef word, StringRef name) {
    // The best of the codes, not the codes of the best: indices and values then agree.
    Operation *top = stripObservers(result.get()).getDefiningOp();
    bool isTop = isa_and_nonnull<qnn::TopKIndicesOp, qnn::TopKValuesOp>(top);
    Value from = quantize(isTop ? top->getOperand(0) : result.get(), word, name);
    if (!from)
      return failure();
    if (!isTop) {
      result.set(from);
      return success();
    }
    top->moveAfter(from.getDefiningOp());
    top->setOperand(0, from);
    if (isa<qnn::TopKValuesOp>(top))
      top->getResult(0).setType(cast<RankedTensorType>(top->getResult(0).getType()).clone(qnn::getQuantizedType(from)));
    result.set(top->getResult(0));
    return success();
  }

  void runOnOperation() override {
    func::FuncOp function = getOperation();
    if (function.isExternal())
      return;
    quantized.clear();
    Operation *terminator = function.front().getTerminator();
    SmallVector<qnn::ObserveOp> observers;
    for (OpOperand &result : terminator->getOpOperands()) {
      unsigned index = result.getOperandNumber();
      auto word = function.getResultAttrOfType<StringAttr>(index, qnn::kOutputTypeAttr);
      if (!word)
        continue;
      if (auto observe = result.get().getDefiningOp<qnn::ObserveOp>())
        observers.push_back(observe);
      auto name = function.getResultAttrOfType<StringAttr>(index, qnn::kNameAttr);
      if (failed(round(result, word, name ? name.getValue() : "")))
        return signalPassFailure();
      function.removeResultAttr(index, StringAttr::get(&getContext(), qnn::kOutputTypeAttr));
    }
    // An observer of the values of a top k, which are codes now.
    for (qnn::ObserveOp observe : observers)
      if (observe->use_empty())
        observe.erase();
    function.setType(FunctionType::get(&getContext(), function.getArgumentTypes(), terminator->getOperandTypes()));
  }

  llvm::DenseMap<std::pair<Value, StringRef>, Value> quantized; ///< by real value and type
};
} // namespace
