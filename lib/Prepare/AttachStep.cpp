//===- AttachStep.cpp - Mark a module as prepared -------------------------===//
//
// Tested by test/Prepare/attach-step.mlir.
//
//===----------------------------------------------------------------------===//

#include "quantc/Dialect/Qnn/IR/Qnn.h"
#include "quantc/Prepare/Passes.h"

namespace quantc {
#define GEN_PASS_DEF_ATTACHSTEPPASS
#include "quantc/Prepare/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;

namespace {
struct AttachStep : public quantc::impl::AttachStepPassBase<AttachStep> {
  void runOnOperation() override { getOperation()->setAttr(qnn::kStepAttr, StringAttr::get(&getContext(), "prepare")); }
};
} // namespace
