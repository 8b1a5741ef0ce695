//===- Passes.h - Lower: from planned qnn to the LLVM dialect ---*- C++ -*-===//

#ifndef QUANTC_LOWER_PASSES_H
#define QUANTC_LOWER_PASSES_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/Pass/Pass.h"
#include "mlir/Pass/PassOptions.h"

#include <memory>

namespace quantc {

struct LowerPipelineOptions : mlir::PassPipelineOptions<LowerPipelineOptions> {
  Option<std::string> target{*this, "target",
                             llvm::cl::desc("Target name; default is the one that Plan wrote into the module")};
};

/// Planned `qnn` to the LLVM dialect.
void buildLowerPipeline(mlir::OpPassManager &manager, const LowerPipelineOptions &options);
/// Registers `--lower-pipeline`.
void registerLowerPipeline();

#define GEN_PASS_DECL
#include "quantc/Lower/Passes.h.inc"
#define GEN_PASS_REGISTRATION
#include "quantc/Lower/Passes.h.inc"

} // namespace quantc

#endif // QUANTC_LOWER_PASSES_H
