//===- CorrectBias.cpp - Move biases by the mean error --------------------===//
//
// Tested by test/Quantize/correct-bias.test.
//
// The last sweep; where weights are fitted to outputs, one has gone with it already.
//
//===----------------------------------------------------------------------===//

#include "LayerSweep.h"
#include "Layers.h"
#include "quantc/Quantize/Passes.h"

namespace quantc {
#define GEN_PASS_DEF_CORRECTBIASPASS
#include "quantc/Quantize/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;
using namespace quantc::quantize;

namespace {
struct CorrectBias : public quantc::impl::CorrectBiasPassBase<CorrectBias> {
  using CorrectBiasPassBase::CorrectBiasPassBase;

  void runOnOperation() override {
    func::FuncOp function = getOperation();
    if (failed(correct(function)))
      return signalPassFailure();
    function.walk([](Operation *op) { op->removeAttr(kFloatMeanAttr); });
  }

  LogicalResult correct(func::FuncOp function) {
    bool hasMeans = function
                        .walk([](Operation *op) {
                          return op->hasAttr(kFloatMeanAttr) ? WalkResult::interrupt() : WalkResult::advance();
                        })
                        .wasInterrupted();
    if (!hasMeans)
      return success();
    FailureOr<Samples> samples = loadSamples(calibration, function, "biases are not corrected");
    if (failed(samples))
      return failure();
    if (samples->empty())
      return success();
    LayerSweep sweep(function, std::move(*samples), maxBytes, "biases are corrected");
    return sweep.run(
        kFloatMeanAttr, [](qnn::ContractionOpInterface) {},
        [&](qnn::ContractionOpInterface op) { correctBias(op, sweep.getValues(op->getResult(0))); });
  }
};
} // namespace
