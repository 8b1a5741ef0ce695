//===- Pipeline.cpp - The passes of the Fuse step in order ----------------===//
//
// Tested by test/Fuse/pipeline.mlir.
//
//===----------------------------------------------------------------------===//

#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassRegistry.h"
#include "quantc/Fuse/Passes.h"

using namespace mlir;
using namespace quantc;

void quantc::buildFusePipeline(OpPassManager &pm, const FusePipelineOptions &) {
  pm.addNestedPass<func::FuncOp>(createWrapEpiloguesPass());
  pm.addPass(createWrapOpsPass()); // last: takes what no other pass took
}

void quantc::registerFusePipeline() {
  PassPipelineRegistration<FusePipelineOptions>("fuse-pipeline", "Wrap what one kernel call computes in a region",
                                                buildFusePipeline);
}
