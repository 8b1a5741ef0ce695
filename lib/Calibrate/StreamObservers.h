//===- StreamObservers.h - Observers that see batches in order --*- C++ -*-===//

#ifndef QUANTC_LIB_CALIBRATE_STREAMOBSERVERS_H
#define QUANTC_LIB_CALIBRATE_STREAMOBSERVERS_H

#include "quantc/Calibrate/Observer.h"
#include "quantc/CalibrationData/ObserverRecords.h"

#include <condition_variable>
#include <map>
#include <mutex>

namespace quantc {

/// The observers of a run that need more than statistics: each value has one of
/// each kind. Threads that run batches at the same time show them the values in
/// the order of the batches: a batch waits, value by value, for the one before
/// it, which is ahead and never waits for it. So nothing is buffered.
class StreamObservers {
public:
  /// Those of `observers` that need no more than statistics are left out.
  /// @returns an error for a bad specification, or one with ranges for each channel.
  static llvm::Expected<std::unique_ptr<StreamObservers>> create(llvm::ArrayRef<std::string> observers);

  bool isEmpty() const { return specifications.empty(); }
  /// Shows value `id` of batch `number` (from 0), after those of earlier batches. After `abort` does nothing.
  llvm::Error add(llvm::StringRef id, int64_t number, llvm::ArrayRef<float> floats, llvm::ArrayRef<int64_t> shape);
  /// A batch failed, and the later ones need not wait for it.
  void abort();
  /// Returns what is kept of them; every batch was seen.
  llvm::Expected<ObserverRecords> takeRecords();

private:
  struct Value {
    int64_t numSeen = 0; ///< batches
    std::vector<std::unique_ptr<Observer>> observers;
  };

  std::vector<Specification> specifications;
  std::mutex mutex; // guards what follows; an observer belongs to the batch whose turn it is
  std::condition_variable advanced;
  std::map<std::string, Value> values; ///< by id
  bool isAborted = false;
};

} // namespace quantc

#endif // QUANTC_LIB_CALIBRATE_STREAMOBSERVERS_H
