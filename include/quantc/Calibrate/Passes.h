//===- Passes.h - The passes of Calibrate -----------------------*- C++ -*-===//

#ifndef QUANTC_CALIBRATE_PASSES_H
#define QUANTC_CALIBRATE_PASSES_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/Pass/Pass.h"
#include "mlir/Pass/PassOptions.h"
#include "quantc/Dialect/Qnn/IR/Qnn.h"

namespace quantc {

class Calibration;

#define GEN_PASS_DECL
#include "quantc/Calibrate/Passes.h.inc"
#define GEN_PASS_REGISTRATION
#include "quantc/Calibrate/Passes.h.inc"

/// `calibrate-attach-ranges` with data in memory instead of a file.
std::unique_ptr<mlir::Pass> createAttachRangesPass(std::shared_ptr<const Calibration> calibration,
                                                   AttachRangesPassOptions options = {});

struct CalibratePipelineOptions : public mlir::PassPipelineOptions<CalibratePipelineOptions> {
  Option<std::string> calibration{*this, "calibration", llvm::cl::desc("The calibration file")};
  Option<std::string> observer{*this, "observer", llvm::cl::desc("As of calibrate-attach-ranges (default mse)"),
                               llvm::cl::init("mse")};
  Option<std::string> recipe{*this, "recipe",
                             llvm::cl::desc("recipe file or preset; without, configurations as they are attached")};
  /// Data in memory; goes before `calibration`.
  std::shared_ptr<const Calibration> data;
};

/// Adds the passes that turn a prepared module into a calibrated one.
void buildCalibratePipeline(mlir::OpPassManager &pm, const CalibratePipelineOptions &options);
/// Registers `--calibrate-pipeline`.
void registerCalibratePipeline();

} // namespace quantc

#endif // QUANTC_CALIBRATE_PASSES_H
