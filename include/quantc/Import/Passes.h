//===- Passes.h - Passes of the Import step ---------------------*- C++ -*-===//

#ifndef QUANTC_IMPORT_PASSES_H
#define QUANTC_IMPORT_PASSES_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/Pass/Pass.h"
#include "mlir/Pass/PassOptions.h"

namespace quantc {

#define GEN_PASS_DECL
#include "quantc/Import/Passes.h.inc"
#define GEN_PASS_REGISTRATION
#include "quantc/Import/Passes.h.inc"

/// What `import-assign-ids` does, for importers.
void assignIds(mlir::ModuleOp module);

struct ImportPipelineOptions : public mlir::PassPipelineOptions<ImportPipelineOptions> {};

/// The passes of the step: ids for a module written by hand; importers have set
/// theirs, which stay.
void buildImportPipeline(mlir::OpPassManager &passes, const ImportPipelineOptions &options);
/// Registers `--import-pipeline`.
void registerImportPipeline();

} // namespace quantc

#endif // QUANTC_IMPORT_PASSES_H
