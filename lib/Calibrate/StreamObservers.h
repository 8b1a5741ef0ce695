//===- StreamObservers.h - Observers that see batches in order --*- C++ -*-===//

#ifndef QUANTC_LIB_CALIBRATE_STREAMOBSERVERS_H
#define QUANTC_LIB_CALIBRATE_STREAMOBSERVERS_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "quantc/Calibrate/Observer.h"
#include "quantc/CalibrationData/ObserverRecords.h"

#include <condition_variable>
#include <map>
#include <mutex>
#include <optional>

namespace quantc {

/// Values that shared observers see together: of each, by its id, the id of the first of them, and its number among
/// those that are shown. A transposed value is the one before it, and not shown again.
struct SharedValues {
  struct Place {
    std::string first;
    std::optional<int64_t> number;
  };
  std::map<std::string, Place> places;
  std::map<std::string, int64_t> counts; ///< of those that are shown, by the first's id
};

/// Finds them: what an op gives that passes values on, or averages them, goes with its operand.
SharedValues findSharedValues(mlir::func::FuncOp function);

/// The observers of a run that need more than statistics: each value has one of
/// each kind, or several values share one. Threads that run batches at the same time show
/// them the values in the order of the batches: a batch waits, value by value, for the one
/// before it, which is ahead and never waits for it. So nothing is buffered.
class StreamObservers {
public:
  /// Those of `observers` that need no more than statistics are left out.
  /// @returns an error for a bad specification, or one with ranges for each channel.
  static llvm::Expected<std::unique_ptr<StreamObservers>> create(llvm::ArrayRef<std::string> observers,
                                                                 SharedValues shared);

  /// Shows value `id` of batch `number` (from 0), after those of earlier batches. After `abort` does nothing.
  llvm::Error add(llvm::StringRef id, int64_t number, llvm::ArrayRef<float> floats, llvm::ArrayRef<int64_t> shape);
  /// A batch failed, and the later ones need not wait for it.
  void abort();
  /// Returns what is kept of them; every batch was seen.
  llvm::Expected<ObserverRecords> takeRecords();

private:
  /// The observers of a value, or of several that share them.
  struct Value {
    int64_t numSeen = 0; ///< times that something was shown
    std::vector<std::unique_ptr<Observer>> observers;
  };
  using Specifications = std::vector<Specification>;

  llvm::Error show(std::map<std::string, Value> &values, const Specifications &specifications, llvm::StringRef id,
                   int64_t turn, llvm::ArrayRef<float> floats, llvm::ArrayRef<int64_t> shape);
  static llvm::Error record(const Value &value, const Specifications &specifications, llvm::StringRef id,
                            ObserverRecords &records);

  Specifications own, shared;
  SharedValues sharing;
  std::mutex mutex; // guards what follows; an observer belongs to the batch whose turn it is
  std::condition_variable advanced;
  std::map<std::string, Value> ownValues, sharedValues; ///< by id, of shared ones that of the first
  bool isAborted = false;
};

} // namespace quantc

#endif // QUANTC_LIB_CALIBRATE_STREAMOBSERVERS_H
