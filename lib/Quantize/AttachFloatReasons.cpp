//===- AttachFloatReasons.cpp - Why an op stays in float ------------------===//
//
// Tested by test/Quantize/attach-float-reasons.mlir and
// attach-float-reasons-invalid.mlir.
//
//===----------------------------------------------------------------------===//

#include "Layers.h"
#include "quantc/Quantize/Passes.h"

namespace quantc {
#define GEN_PASS_DEF_ATTACHFLOATREASONSPASS
#include "quantc/Quantize/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;
using namespace quantc::quantize;

/// Returns whether `op` computes on float values; float slopes of an integer PReLU are no values.
static bool isFloatLayer(Operation *op) {
  // What a recurrence adds up is float, whatever its products are.
  if (auto recurrent = dyn_cast<qnn::RecurrentOpInterface>(op))
    return !recurrent.getStateType();
  return qnn::isFloat(op->getResult(0)) || (touchesFloat(op) && qnn::isFloat(op->getOperand(0)));
}

namespace {
struct AttachFloatReasons : public quantc::impl::AttachFloatReasonsPassBase<AttachFloatReasons> {
  using AttachFloatReasonsPassBase::AttachFloatReasonsPassBase;

  void runOnOperation() override {
    bool hasFailed = false;
    getOperation().walk([&](Operation *op) {
      if (auto observe = dyn_cast<qnn::ObserveOp>(op)) {
        observe.replaceAllUsesWith(observe.getInput());
        observe.erase();
        return;
      }
      if (!isLayer(op))
        return;
      if (!isFloatLayer(op)) {
        op->removeAttr(qnn::kFloatReasonAttr);
        return;
      }
      std::optional<std::string> reason = getReasonForFloat(op);
      setFloatReason(op, reason ? *reason : "its neighbours are float");
      if (integerOnly && !isa<qnn::ReshapeOp>(op)) {
        op->emitOpError("stays in float: ") << op->getAttrOfType<StringAttr>(qnn::kFloatReasonAttr).getValue();
        hasFailed = true;
      }
    });
    if (hasFailed)
      return signalPassFailure();
    removeConfigs();
    getOperation()->setAttr(qnn::kStepAttr, StringAttr::get(&getContext(), "quantize"));
  }

  /// What the recipe asks of an op is done, and said by its types.
  void removeConfigs() {
    getOperation().walk([](Operation *op) { op->removeAttr(qnn::kConfigAttr); });
    for (auto function : getOperation().getOps<func::FuncOp>())
      for (unsigned index = 0; index < function.getNumArguments(); ++index)
        function.removeArgAttr(index, qnn::kConfigAttr);
  }
};
} // namespace
