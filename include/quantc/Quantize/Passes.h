//===- Passes.h - The Quantize step -----------------------------*- C++ -*-===//
//
// From observed float layers to integer layers. A value that has an observer is
// rounded to 8 bits; the passes before `quantize-insert-casts` take observers
// away where nothing shall be rounded, so each decision is visible in the IR.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_QUANTIZE_PASSES_H
#define QUANTC_QUANTIZE_PASSES_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/Quant/IR/Quant.h"
#include "mlir/Pass/Pass.h"
#include "mlir/Pass/PassOptions.h"
#include "quantc/Dialect/Qnn/IR/Qnn.h"

namespace quantc {

struct Recipe;

#define GEN_PASS_DECL
#include "quantc/Quantize/Passes.h.inc"
#define GEN_PASS_REGISTRATION
#include "quantc/Quantize/Passes.h.inc"

/// Options of `--quantize-pipeline`.
struct QuantizePipelineOptions : public mlir::PassPipelineOptions<QuantizePipelineOptions> {
  Option<std::string> calibration{*this, "calibration",
                                  llvm::cl::desc("calibration file whose samples the data-dependent passes look at")};
  Option<std::string> recipe{
      *this, "recipe",
      llvm::cl::desc("recipe file or preset; without, the steps of default, and configurations as they are attached")};
  Option<bool> integerOnly{*this, "integer-only", llvm::cl::desc("fail if an op stays in float"),
                           llvm::cl::init(false)};
  /// Whether `integerOnly` makes errors of float ops; else the caller looks for them with summarizeQuantization.
  bool reportFloatOps = true;
  /// Whether to end when all casts are there and none is folded: the network in float, with what will be rounded where.
  bool stopBeforeFolding = false;
  /// A recipe that is read, and attached already; goes before `recipe`.
  std::shared_ptr<const Recipe> loaded;
};

/// Appends the passes of the step. A recipe that cannot be read makes a pass
/// that reports the error, so that building a pipeline never fails.
void buildQuantizePipeline(mlir::OpPassManager &pm, const QuantizePipelineOptions &options);
void registerQuantizePipeline();

} // namespace quantc

#endif // QUANTC_QUANTIZE_PASSES_H
