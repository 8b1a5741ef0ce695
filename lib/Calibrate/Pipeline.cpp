//===- Pipeline.cpp - The order of the passes of Calibrate ----------------===//
//
// Tested by test/Calibrate/attach-ranges.test.
//
//===----------------------------------------------------------------------===//

#include "quantc/Calibrate/Passes.h"
#include "quantc/Recipe/Passes.h"

#include "mlir/Pass/PassManager.h"

using namespace mlir;
using namespace quantc;

void quantc::buildCalibratePipeline(OpPassManager &pm, const CalibratePipelineOptions &options) {
  if (!options.recipe.empty()) {
    AttachConfigPassOptions config;
    config.recipe = options.recipe;
    pm.addPass(createAttachConfigPass(config));
  }
  AttachRangesPassOptions ranges;
  ranges.calibration = options.calibration;
  ranges.observer = options.observer;
  pm.addPass(options.data ? createAttachRangesPass(options.data, ranges) : createAttachRangesPass(ranges));
  pm.addPass(createAttachCalibrateStepPass());
}

void quantc::registerCalibratePipeline() {
  PassPipelineRegistration<CalibratePipelineOptions>(
      "calibrate-pipeline", "Put the ranges of a calibration file on the observers", buildCalibratePipeline);
}
