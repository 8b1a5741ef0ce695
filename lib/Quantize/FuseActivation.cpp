//===- FuseActivation.cpp - One rounding for an op and its activation -----===//
//
// Tested by test/Quantize/fuse-activation.mlir and fuse-activation-options.mlir.
//
// Integer forms round once, after the activation (N8d, N8f). The observer between
// the two would ask for a rounding of its own, so it goes.
//
//===----------------------------------------------------------------------===//

#include "Layers.h"
#include "quantc/Quantize/Passes.h"

namespace quantc {
#define GEN_PASS_DEF_FUSEACTIVATIONPASS
#include "quantc/Quantize/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;
using namespace quantc::quantize;

/// Returns whether nothing but `activation` reads the observed value.
static bool canFuse(qnn::ObserveOp observe, Operation *activation) {
  Operation *producer = observe.getInput().getDefiningOp();
  return producer && isQuantizable(producer) && producer->hasOneUse() && takesActivation(producer, activation) &&
         activation->getOperand(0) == observe.getOutput();
}

namespace {
struct FuseActivation : public quantc::impl::FuseActivationPassBase<FuseActivation> {
  using FuseActivationPassBase::FuseActivationPassBase;

  /// Whether the activation is of a kind that shall be fused.
  bool isWanted(Operation *activation) {
    if (isa<qnn::ReluOp>(activation))
      return true;
    if (isa<qnn::ClipOp>(activation))
      return clips;
    return isFoldableFunction(activation) || getGains(activation) ? functions : slopes;
  }

  void runOnOperation() override {
    getOperation().walk([&](qnn::ObserveOp observe) {
      if (!observe->hasOneUse() || !canFuse(observe, *observe->user_begin()) || !isWanted(*observe->user_begin()))
        return;
      observe.replaceAllUsesWith(observe.getInput());
      observe.erase();
    });
  }
};
} // namespace
