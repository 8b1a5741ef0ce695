//===- WidenDepthwise.cpp - 16 bits into depthwise convolutions -----------===//
//
// Tested by test/Quantize/widen-depthwise.mlir.
//
//===----------------------------------------------------------------------===//

#include "Widening.h"
#include "quantc/Quantize/Passes.h"

namespace quantc {
#define GEN_PASS_DEF_WIDENDEPTHWISEPASS
#include "quantc/Quantize/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;
using namespace quantc::quantize;

namespace {
struct WidenDepthwise : public quantc::impl::WidenDepthwisePassBase<WidenDepthwise> {
  using WidenDepthwisePassBase::WidenDepthwisePassBase;

  void runOnOperation() override {
    auto any = [](Operation *) { return true; };
    auto isOfDepthwise = [](OpOperand &operand) {
      qnn::ContractionOpInterface op = getContraction(operand);
      return op && isDepthwise(op);
    };
    if (failed(widenInputs(getOperation(), calibration, any, isOfDepthwise)))
      signalPassFailure();
  }
};
} // namespace
