//===- WidenFunctions.cpp - 16 bits into functions ------------------------===//
//
// Tested by test/Quantize/widen-functions.mlir.
//
//===----------------------------------------------------------------------===//

#include "Layers.h"
#include "Widening.h"
#include "quantc/Quantize/Passes.h"

namespace quantc {
#define GEN_PASS_DEF_WIDENFUNCTIONSPASS
#include "quantc/Quantize/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;
using namespace quantc::quantize;

namespace {
struct WidenFunctions : public quantc::impl::WidenFunctionsPassBase<WidenFunctions> {
  using WidenFunctionsPassBase::WidenFunctionsPassBase;

  void runOnOperation() override {
    // Of functions of functions each rounds for itself.
    auto mayBe = [](Operation *source) { return !isFunction(source); };
    auto isOfFunction = [&](OpOperand &operand) {
      Operation *function = operand.getOwner(), *producer = stripObservers(operand.get()).getDefiningOp();
      bool isFused = fused && producer && producer->hasOneUse() && operand.get().hasOneUse() &&
                     takesActivation(producer, function);
      return isFunction(function) && !isFused;
    };
    if (failed(widenInputs(getOperation(), calibration, mayBe, isOfFunction)))
      signalPassFailure();
  }
};
} // namespace
