//===- Pipeline.cpp - The passes of the Quantize step in order ------------===//
//
// Tested by test/Quantize/pipeline.mlir.
//
//===----------------------------------------------------------------------===//

#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassRegistry.h"
#include "quantc/Quantize/Passes.h"

using namespace mlir;
using namespace quantc;

void quantc::buildQuantizePipeline(OpPassManager &pm, const QuantizePipelineOptions &options) {
  // Take observers away where nothing shall be rounded.
  pm.addNestedPass<func::FuncOp>(createFuseActivationPass());
  pm.addNestedPass<func::FuncOp>(createFuseResidualPass());
  pm.addNestedPass<func::FuncOp>(createSelectFloatOutputPass());
  // Round at the observers that are left, then weights, whose biases need the inputs' scales.
  pm.addNestedPass<func::FuncOp>(createInsertCastsPass());
  pm.addNestedPass<func::FuncOp>(createScaleWeightsPass());
  pm.addNestedPass<func::FuncOp>(createFoldCastsPass());
  AttachFloatReasonsPassOptions reasons;
  reasons.integerOnly = options.integerOnly;
  pm.addPass(createAttachFloatReasonsPass(reasons));
}

void quantc::registerQuantizePipeline() {
  PassPipelineRegistration<QuantizePipelineOptions>("quantize-pipeline", "From observed float layers to integer layers",
                                                    buildQuantizePipeline);
}
