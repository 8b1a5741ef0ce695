//===- Passes.h - The Fuse step ---------------------------------*- C++ -*-===//
//
// One region for each kernel call. Regrouping only: the ops inside, run one by
// one, are the ops that stood there before.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_FUSE_PASSES_H
#define QUANTC_FUSE_PASSES_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Pass/Pass.h"
#include "mlir/Pass/PassOptions.h"
#include "quantc/Dialect/Qnn/IR/Qnn.h"

namespace quantc {

#define GEN_PASS_DECL
#include "quantc/Fuse/Passes.h.inc"
#define GEN_PASS_REGISTRATION
#include "quantc/Fuse/Passes.h.inc"

/// Options of `--fuse-pipeline`: none yet.
struct FusePipelineOptions : public mlir::PassPipelineOptions<FusePipelineOptions> {};

void buildFusePipeline(mlir::OpPassManager &pm, const FusePipelineOptions &options);
void registerFusePipeline();

} // namespace quantc

#endif // QUANTC_FUSE_PASSES_H
