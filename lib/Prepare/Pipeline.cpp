//===- Pipeline.cpp - The order of the passes of Prepare ------------------===//
//
// Tested by test/Prepare/pipeline.mlir.
//
//===----------------------------------------------------------------------===//

#include "quantc/Prepare/Formats.h"
#include "quantc/Prepare/Passes.h"

#include "mlir/Pass/PassManager.h"
#include "mlir/Transforms/Passes.h"

using namespace mlir;
using namespace quantc;

void quantc::buildPreparePipeline(OpPassManager &pm, const PreparePipelineOptions &options) {
  // First, because what they add is folded and laid out like the rest.
  addFormatPasses(pm, options);
  OpPassManager &function = pm.nest<func::FuncOp>();
  FoldConstantsPassOptions foldOptions{options.maxConstantBytes};
  function.addPass(createFoldConstantsPass(foldOptions));
  // Before the layout pass, while the ops of a formula are still next to each other.
  function.addPass(createRecognizeActivationsPass());
  function.addPass(createConvertMatmulPass());
  // Before those below: they look at neighbours, which transposes hide.
  function.addPass(createPropagateLayoutPass());
  function.addPass(createFoldFlattenPass());
  function.addPass(createSimplifyShapesPass());
  function.addPass(createFoldPadPass());
  // After the pads: an offset changes what padding reads as.
  function.addPass(createFoldAffinePass());
  // After the scales, which belong to one channel each before it.
  function.addPass(createDecomposeConvTransposePass());
  function.addPass(createConvertPoolsPass());
  function.addPass(createFoldConstantsPass(foldOptions));
  function.addPass(createCSEPass());
  function.addPass(createCanonicalizerPass());
  // After the folding of scales into the next layer, because what is left of them belongs to it.
  function.addPass(createSelectFloatNormalizationPass());
  // Last, because the passes above change which values exist.
  function.addPass(createInsertObserversPass());
  pm.addPass(createAttachStepPass());
}

void quantc::registerPreparePipeline() {
  PassPipelineRegistration<PreparePipelineOptions>(
      "prepare-pipeline", "Fold, recognise, lay out channels last and insert observers", buildPreparePipeline);
}
