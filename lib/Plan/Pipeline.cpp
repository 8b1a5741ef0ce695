//===- Pipeline.cpp - The passes of Plan in order -------------------------===//
//
// Tested by test/Plan/pipeline.mlir.
//
//===----------------------------------------------------------------------===//

#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassRegistry.h"
#include "quantc/Plan/Passes.h"

using namespace mlir;
using namespace quantc;

void quantc::buildPlanPipeline(OpPassManager &manager, const PlanPipelineOptions &options) {
  SelectStoragePassOptions storage;
  storage.target = options.target;
  manager.addPass(createSelectStoragePass(storage));
  // After the storage is chosen, because ranges of inputs follow from it.
  manager.addPass(createProveAccumulatorsPass());
  SelectKernelsPassOptions kernels;
  kernels.target = options.target;
  manager.addPass(createSelectKernelsPass(kernels));
}

void quantc::registerPlanPipeline() {
  PassPipelineRegistration<PlanPipelineOptions>("plan-pipeline", "Plan: storage, proofs and kernels for a target",
                                                buildPlanPipeline);
}
