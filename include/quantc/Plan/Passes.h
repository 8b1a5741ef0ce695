//===- Passes.h - Plan: storage, proofs, kernels ----------------*- C++ -*-===//

#ifndef QUANTC_PLAN_PASSES_H
#define QUANTC_PLAN_PASSES_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/Pass/Pass.h"
#include "mlir/Pass/PassOptions.h"

#include <memory>

namespace quantc {

struct PlanPipelineOptions : mlir::PassPipelineOptions<PlanPipelineOptions> {
  Option<std::string> target{*this, "target", llvm::cl::desc("Target name, see --list-targets"),
                             llvm::cl::init("native")};
};

/// Fused `qnn` to planned `qnn`: storage for the target, proofs, a kernel for each op.
void buildPlanPipeline(mlir::OpPassManager &manager, const PlanPipelineOptions &options);
/// Registers `--plan-pipeline`.
void registerPlanPipeline();

#define GEN_PASS_DECL
#include "quantc/Plan/Passes.h.inc"
#define GEN_PASS_REGISTRATION
#include "quantc/Plan/Passes.h.inc"

} // namespace quantc

#endif // QUANTC_PLAN_PASSES_H
