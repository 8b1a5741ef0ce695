//===- CalibrationVerbs.h - What quant-calibrate can do ---------*- C++ -*-===//

#ifndef QUANTC_LIB_TOOLS_CALIBRATIONVERBS_H
#define QUANTC_LIB_TOOLS_CALIBRATIONVERBS_H

#include "quantc/Runner/SampleSource.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"

namespace quantc {

struct CalibrateOptions {
  std::string model, data, output;
  int64_t limit = INT64_MAX; ///< samples
  unsigned threads = 1;
  bool keepSamples = true;
  std::vector<std::string> observers; ///< their specifications
  Shard shard;
  int64_t checkpointSeconds = 60; ///< 0: none
  bool restart = false;           ///< without the checkpoint that lies there
};

/// `quant-calibrate MODEL DATA -o QCAL`: runs the network on samples.
llvm::Error calibrateNetwork(const CalibrateOptions &options);

/// `quant-calibrate merge QCAL... -o QCAL`. It warns on stderr of shards that are missing.
llvm::Error mergeCalibrations(llvm::ArrayRef<std::string> paths, llvm::StringRef output);

/// `quant-calibrate show QCAL`. With `histogram` the histogram of that id, of all if it is "", in place of the table.
llvm::Error showCalibration(llvm::StringRef path, std::optional<std::string> histogram);

/// `quant-calibrate diff QCAL QCAL`: ends with code 1, and no message, if they differ.
llvm::Error diffCalibrations(llvm::StringRef firstPath, llvm::StringRef secondPath);

} // namespace quantc

#endif // QUANTC_LIB_TOOLS_CALIBRATIONVERBS_H
