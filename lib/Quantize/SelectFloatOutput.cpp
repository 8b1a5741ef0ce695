//===- SelectFloatOutput.cpp - Float outputs without a rounding (N8b) -----===//
//
// Tested by test/Quantize/select-float-output.mlir.
//
// Backwards over the function: a value that only leads to float need not be
// rounded, and a contraction can give it straight from its accumulator.
//
//===----------------------------------------------------------------------===//

#include "Layers.h"
#include "quantc/Quantize/Passes.h"
#include "llvm/ADT/DenseSet.h"

namespace quantc {
#define GEN_PASS_DEF_SELECTFLOATOUTPUTPASS
#include "quantc/Quantize/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;
using namespace quantc::quantize;

/// Returns whether `op` runs as well in float, once nothing integer reads it.
static bool followsInFloat(Operation *op) {
  return isa<qnn::UnaryOpInterface, qnn::PReluOp, qnn::ConcatOp>(op) ||
         (isa<qnn::SameScalesOpInterface>(op) && !isa<qnn::MaxPool2DOp>(op));
}

/// Returns whether `op` can give its result in float although its operands are rounded.
static bool givesFloat(Operation *op) {
  if (isa<qnn::ContractionOpInterface>(op) || getReasonForFloat(op))
    return true;
  if (!followsInFloat(op))
    return false;
  // An activation that arithmetic takes in is part of it, and rounded with it.
  Operation *arithmetic = op->getOperand(0).getDefiningOp();
  return !(isFoldableActivation(op) && arithmetic && isa<qnn::AddOp, qnn::SubOp, qnn::MulOp>(arithmetic) &&
           isQuantizable(arithmetic));
}

namespace {
struct SelectFloatOutput : public quantc::impl::SelectFloatOutputPassBase<SelectFloatOutput> {
  void runOnOperation() override {
    SmallVector<Operation *> ops;
    getOperation().walk([&](Operation *op) { ops.push_back(op); });

    llvm::DenseSet<Operation *> tail; // ops whose results only lead to float
    auto readsFloat = [&](Operation *user) {
      if (isa<qnn::ObserveOp>(user))
        return tail.contains(user);
      if (user->hasTrait<OpTrait::IsTerminator>())
        return true;
      if (!isLayer(user) || isa<qnn::FusedOp>(user))
        return false;
      return getReasonForFloat(user).has_value() || (followsInFloat(user) && tail.contains(user));
    };
    SmallVector<qnn::ObserveOp> dropped;
    for (Operation *op : llvm::reverse(ops)) {
      if (op->getNumResults() == 0 || !llvm::all_of(op->getUsers(), readsFloat))
        continue;
      tail.insert(op);
      auto observe = dyn_cast<qnn::ObserveOp>(op);
      Operation *producer = observe ? observe.getInput().getDefiningOp() : nullptr;
      if (producer && isLayer(producer) && producer->hasOneUse() && givesFloat(producer))
        dropped.push_back(observe);
    }
    for (qnn::ObserveOp observe : dropped) {
      observe.replaceAllUsesWith(observe.getInput());
      observe.erase();
    }
  }
};
} // namespace
