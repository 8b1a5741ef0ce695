//===- AttachStep.cpp - Mark a module as calibrated -----------------------===//
//
// Tested by test/Calibrate/attach-step.mlir.
//
//===----------------------------------------------------------------------===//

#include "quantc/Calibrate/Passes.h"

namespace quantc {
#define GEN_PASS_DEF_ATTACHCALIBRATESTEPPASS
#include "quantc/Calibrate/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;

namespace {
struct AttachCalibrateStep : public quantc::impl::AttachCalibrateStepPassBase<AttachCalibrateStep> {
  void runOnOperation() override {
    getOperation()->setAttr(qnn::kStepAttr, StringAttr::get(&getContext(), "calibrate"));
  }
};
} // namespace
