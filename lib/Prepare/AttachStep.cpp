//===- AttachStep.cpp - Mark a module as prepared -------------------------===//
//
// Tested by test/Prepare/attach-step.mlir.
//
//===----------------------------------------------------------------------===//

#include "quantc/Dialect/Qnn/IR/Network.h"
#include "quantc/Dialect/Qnn/IR/Qnn.h"
#include "quantc/Prepare/Passes.h"

namespace quantc {
#define GEN_PASS_DEF_ATTACHSTEPPASS
#include "quantc/Prepare/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;

/// Whether ops of a normalization are between `input` and what computes with it.
static bool isNormalized(Value input) {
  return llvm::any_of(input.getUsers(), [](Operation *user) {
    return user->hasAttr(qnn::kNormalizationAttr) ||
           (isa<qnn::DequantizeOp, qnn::ObserveOp, qnn::TransposeOp, qnn::ReshapeOp>(user) &&
            isNormalized(user->getResult(0)));
  });
}

/// Says of each input that is handed in in a form of its own what became of its normalization.
static void describeInputs(func::FuncOp main) {
  Builder builder(main.getContext());
  for (BlockArgument argument : main.getArguments())
    if (auto input = main.getArgAttrOfType<DictionaryAttr>(argument.getArgNumber(), qnn::kInputAttr)) {
      NamedAttrList entries(input);
      entries.set("normalization", builder.getStringAttr(isNormalized(argument) ? "computed" : "folded"));
      main.setArgAttr(argument.getArgNumber(), qnn::kInputAttr, entries.getDictionary(main.getContext()));
    }
}

namespace {
struct AttachStep : public quantc::impl::AttachStepPassBase<AttachStep> {
  void runOnOperation() override {
    getOperation()->setAttr(qnn::kStepAttr, StringAttr::get(&getContext(), "prepare"));
    for (auto function : getOperation().getOps<func::FuncOp>())
      if (!function.isExternal())
        describeInputs(function);
  }
};
} // namespace
