//===- Pipeline.cpp - The passes of Lower, in order -----------------------===//
//
// Tested by test/Lower/pipeline.mlir.
//
//===----------------------------------------------------------------------===//

#include "quantc/Lower/Passes.h"
#include "quantc/Lower/Qk/Passes.h"

#include "mlir/Conversion/Passes.h"
#include "mlir/Dialect/MemRef/Transforms/Passes.h"
#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassRegistry.h"
#include "mlir/Transforms/Passes.h"

using namespace mlir;
using namespace quantc;

void quantc::buildLowerPipeline(OpPassManager &manager, const LowerPipelineOptions &options) {
  ToKernelsPassOptions kernels;
  kernels.target = options.target;
  manager.addPass(createToKernelsPass(kernels));
  LowerQkPassOptions qk;
  qk.target = options.target;
  manager.addPass(createLowerQkPass(qk));
  manager.addPass(createWriteInPlacePass());
  manager.addPass(createAssignArenaPass());
  // Both read the views that the arena has just made; the signature first,
  // because the step function repeats every call.
  manager.addPass(createAttachSignaturePass());
  manager.addPass(createInsertStepFunctionPass());

  manager.addPass(createCanonicalizerPass());
  manager.addPass(createCSEPass());
  manager.addPass(createConvertVectorToSCFPass());
  manager.addPass(createSCFToControlFlowPass());
  manager.addPass(memref::createExpandStridedMetadataPass());
  manager.addPass(createLowerAffinePass());
  manager.addPass(createConvertVectorToLLVMPass());
  manager.addPass(createToLlvmPass());
  manager.addPass(createAttachLoopAnnotationsPass());
  manager.addPass(createCanonicalizerPass());
  manager.addPass(createReconcileUnrealizedCastsPass());
}

void quantc::registerLowerPipeline() {
  PassPipelineRegistration<LowerPipelineOptions>("lower-pipeline", "Planned qnn to the LLVM dialect",
                                                 buildLowerPipeline);
}
