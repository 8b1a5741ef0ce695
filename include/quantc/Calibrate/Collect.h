//===- Collect.h - Run a network and gather statistics ----------*- C++ -*-===//

#ifndef QUANTC_CALIBRATE_COLLECT_H
#define QUANTC_CALIBRATE_COLLECT_H

#include "mlir/IR/BuiltinOps.h"
#include "quantc/Calibrate/Checkpoint.h"
#include "quantc/CalibrationData/Calibration.h"
#include "quantc/Runner/SampleSource.h"

namespace quantc {

struct CollectOptions {
  bool keepSamples = true;
  bool showProgress = false; ///< on a terminal
  unsigned threads = 1;      ///< the result does not depend on it
  /// Specifications of observers. Those that need more than statistics see the batches in order.
  std::vector<std::string> observers;
  Checkpoint *checkpoint = nullptr; ///< where to go on; it holds statistics and samples, whose order does not matter
};

/// Runs the observed float module on all samples and returns the statistics of
/// every `qnn.observe`. Memory does not depend on the number of samples.
/// @returns an error of code 1 if nothing is observed, for a bad observer, if a value is NaN or
///          infinite (it names file, sample, op and id), or if the checkpoint is
///          that of another run.
llvm::Expected<Calibration> collectCalibration(mlir::ModuleOp module, SampleSource &source,
                                               const CollectOptions &options);

/// Returns the hash that a calibration file of this module has: the module's
/// `qnn.model_hash`, or of hand-written modules a hash of the observed ids.
std::string getModelHash(mlir::ModuleOp module);

} // namespace quantc

#endif // QUANTC_CALIBRATE_COLLECT_H
