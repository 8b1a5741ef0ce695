//===- WidenInputs.cpp - 16 bits for what small layers read ---------------===//
//
// Tested by test/Quantize/widen-inputs.test.
//
//===----------------------------------------------------------------------===//

#include "Widening.h"
#include "quantc/Quantize/Passes.h"

namespace quantc {
#define GEN_PASS_DEF_WIDENINPUTSPASS
#include "quantc/Quantize/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;
using namespace quantc::quantize;

/// Multiplications of a contraction.
static double getCost(qnn::ContractionOpInterface op) {
  return double(cast<RankedTensorType>(op->getResult(0).getType()).getNumElements()) * double(op.getReductionSize());
}

namespace {
struct WidenInputs : public quantc::impl::WidenInputsPassBase<WidenInputs> {
  using WidenInputsPassBase::WidenInputsPassBase;

  void runOnOperation() override {
    double total = 0;
    getOperation().walk([&](qnn::ContractionOpInterface op) { total += getCost(op); });
    auto isSmall = [&](qnn::ContractionOpInterface op) { return getCost(op) < share * total; };
    if (failed(widenInputs(getOperation(), calibration, isSmall)))
      signalPassFailure();
  }
};
} // namespace
