//===- Passes.h - The passes of Prepare -------------------------*- C++ -*-===//

#ifndef QUANTC_PREPARE_PASSES_H
#define QUANTC_PREPARE_PASSES_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/Pass/Pass.h"
#include "mlir/Pass/PassOptions.h"
#include "quantc/Dialect/Qnn/IR/Qnn.h"

namespace quantc {

#define GEN_PASS_DECL
#include "quantc/Prepare/Passes.h.inc"
#define GEN_PASS_REGISTRATION
#include "quantc/Prepare/Passes.h.inc"

struct PreparePipelineOptions : public mlir::PassPipelineOptions<PreparePipelineOptions> {
  Option<int64_t> maxConstantBytes{*this, "max-constant-bytes",
                                   llvm::cl::desc("Bytes of constants that folding may make (default 256 MiB)"),
                                   llvm::cl::init(int64_t(256) << 20)};
  Option<std::string> inputType{*this, "input-type", llvm::cl::desc("As --input-type of quantc; several with ;")};
  Option<std::string> inputMean{*this, "input-mean", llvm::cl::desc("As --input-mean")};
  Option<std::string> inputScale{*this, "input-scale", llvm::cl::desc("As --input-scale")};
  Option<std::string> inputLayout{*this, "input-layout", llvm::cl::desc("As --input-layout")};
  Option<std::string> outputType{*this, "output-type", llvm::cl::desc("As --output-type")};
  Option<std::string> topK{*this, "top-k", llvm::cl::desc("As --top-k")};
};

/// Adds the passes that turn an imported network into one to calibrate.
void buildPreparePipeline(mlir::OpPassManager &pm, const PreparePipelineOptions &options);
/// Registers `--prepare-pipeline`.
void registerPreparePipeline();

} // namespace quantc

#endif // QUANTC_PREPARE_PASSES_H
