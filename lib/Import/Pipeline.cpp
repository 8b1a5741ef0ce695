//===- Pipeline.cpp - The Import step -------------------------------------===//

#include "quantc/Import/Passes.h"

#include "mlir/Pass/PassManager.h"

void quantc::buildImportPipeline(mlir::OpPassManager &passes, const ImportPipelineOptions &) {
  passes.addPass(createAssignIdsPass());
}

void quantc::registerImportPipeline() {
  mlir::PassPipelineRegistration<ImportPipelineOptions>(
      "import-pipeline", "What follows reading a network: ids for its values", buildImportPipeline);
}
