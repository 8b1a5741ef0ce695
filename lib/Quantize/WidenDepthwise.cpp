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

/// Whether each output channel reads one input channel of its own.
static bool isDepthwise(qnn::ContractionOpInterface op) {
  auto conv = dyn_cast<qnn::Conv2DOp>(op.getOperation());
  auto groups = conv ? int64_t(conv.getGroups()) : 1;
  return groups > 1 && groups == conv.getInput().getType().getDimSize(3) &&
         groups == conv.getOutput().getType().getDimSize(3);
}

namespace {
struct WidenDepthwise : public quantc::impl::WidenDepthwisePassBase<WidenDepthwise> {
  using WidenDepthwisePassBase::WidenDepthwisePassBase;

  void runOnOperation() override {
    if (failed(widenInputs(getOperation(), calibration, isDepthwise)))
      signalPassFailure();
  }
};
} // namespace
