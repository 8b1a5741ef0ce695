//===- Checkpoint.h - Where an interrupted run goes on ----------*- C++ -*-===//
//
// A file beside the output holds the calibration of the first samples, and what
// they were: the model with its weights, the shard, and a digest of the data.
// Who goes on reads those samples once more and compares, so that no run ever
// holds data of another; only the network does not run on them again.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_CALIBRATE_CHECKPOINT_H
#define QUANTC_CALIBRATE_CHECKPOINT_H

#include "mlir/IR/BuiltinOps.h"
#include "quantc/CalibrationData/Calibration.h"
#include "quantc/Runner/SampleSource.h"

#include <chrono>

namespace quantc {

/// A digest of samples in their order.
class SampleDigest {
public:
  /// Adds a sample by `Calibration::hashSample`.
  void add(uint64_t hash);
  std::string getText() const;

private:
  uint64_t state = 0;
};

class Checkpoint {
public:
  /// `path` is the file; it is written at most every `interval` seconds, and so that writing takes no more than a
  /// twentieth of the time. An interval of 0 writes none.
  Checkpoint(llvm::StringRef path, mlir::ModuleOp module, Shard shard, bool keepsSamples, int64_t interval);

  struct State {
    Calibration calibration;
    std::string digest; ///< of its samples
  };
  /// Reads the file, if there is one. An error (code 1) says in what its run differs from this one.
  llvm::Expected<std::optional<State>> load() const;
  /// An error that `what` in the file differs from this run.
  llvm::Error makeMismatch(const llvm::Twine &what) const;

  bool isDue() const { return interval.count() > 0 && std::chrono::steady_clock::now() >= next; }
  /// Writes the file. Where that fails there is a warning, and no more checkpoints.
  void save(Calibration &calibration, const SampleDigest &digest);
  /// Removes the file, when the output is complete.
  void remove();

private:
  std::string path, model;
  Shard shard;
  bool keepsSamples;
  std::chrono::seconds interval;
  std::chrono::steady_clock::time_point next;
};

} // namespace quantc

#endif // QUANTC_CALIBRATE_CHECKPOINT_H
