//===- FuseResidual.cpp - Add on the accumulator (N8a) --------------------===//
//
// Tested by test/Quantize/fuse-residual.mlir.
//
// One operand of the add may be an accumulator. Which one is decided here, so
// that every target computes the same.
//
//===----------------------------------------------------------------------===//

#include "Layers.h"
#include "quantc/Quantize/Passes.h"

namespace quantc {
#define GEN_PASS_DEF_FUSERESIDUALPASS
#include "quantc/Quantize/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;
using namespace quantc::quantize;

/// Returns the observer of a contraction that only `add` reads, or null.
static qnn::ObserveOp getCandidate(qnn::AddOp add, Value operand) {
  auto observe = operand.getDefiningOp<qnn::ObserveOp>();
  if (!observe || !observe->hasOneUse())
    return {};
  Operation *producer = observe.getInput().getDefiningOp();
  if (!isa_and_nonnull<qnn::ContractionOpInterface>(producer) || !isQuantizable(producer) || !producer->hasOneUse())
    return {};
  return observe;
}

/// Returns whether the value is no constant and gets 8 bits later on, so that the add can run on integers.
static bool isRounded(Value value) {
  auto observe = value.getDefiningOp<qnn::ObserveOp>();
  return (observe && observe.getMin()) || value.getDefiningOp<qnn::DequantizeOp>();
}

namespace {
struct FuseResidual : public quantc::impl::FuseResidualPassBase<FuseResidual> {
  void runOnOperation() override {
    getOperation().walk([](qnn::AddOp add) {
      if (!isQuantizable(add) || add.getLhs().getType() != add.getRhs().getType())
        return; // a kernel reads the other operand as it goes: no broadcast
      qnn::ObserveOp lhs = getCandidate(add, add.getLhs()), rhs = getCandidate(add, add.getRhs());
      if (lhs && rhs) // of two the later one
        (lhs.getInput().getDefiningOp()->isBeforeInBlock(rhs.getInput().getDefiningOp()) ? lhs : rhs) = {};
      qnn::ObserveOp chosen = lhs ? lhs : rhs;
      if (!chosen || !isRounded(lhs ? add.getRhs() : add.getLhs()))
        return;
      chosen.replaceAllUsesWith(chosen.getInput());
      chosen.erase();
    });
  }
};
} // namespace
