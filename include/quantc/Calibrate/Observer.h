//===- Observer.h - What a stream of batches says of a range ----*- C++ -*-===//
//
// The observers of other systems, one small file each in lib/Calibrate/Observers,
// with their roundings. An observer sees batches in order; whether the order
// matters, getNeed of ObserverKinds.h says.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_CALIBRATE_OBSERVER_H
#define QUANTC_CALIBRATE_OBSERVER_H

#include "quantc/Calibrate/ObserverKinds.h"
#include "llvm/ADT/ArrayRef.h"

#include <memory>
#include <vector>

namespace quantc {

/// The ends of a range: one of the tensor, or one for each channel.
struct ObservedRanges {
  std::vector<float> min, max;
};

class Observer {
public:
  virtual ~Observer() = default;

  /// Sees the next batch, row-major of `shape`; its first axis counts samples.
  /// @returns an error for a shape or values that the system refuses as well.
  virtual llvm::Error add(llvm::ArrayRef<float> values, llvm::ArrayRef<int64_t> shape) = 0;

  /// Returns what the system would compute scale and zero point from. At least one batch was seen, unless the observer
  /// needs none; empty if it gives no range.
  virtual llvm::Expected<ObservedRanges> getRanges() const = 0;
  /// Returns the ends as they stand before a search; the same as the ranges where there is none.
  virtual ObservedRanges getRunning() const;
  /// Returns the counts that are searched, if any.
  virtual std::vector<double> getCounts() const { return {}; }

  /// The ends of each sample, in the order of arrival, for those that need no more (ObserverNeed::Samples, one range).
  virtual const ObservedRanges *getSamples() const { return nullptr; }
  /// Gives them back, in any order, to an observer that saw nothing.
  virtual void setSamples(const ObservedRanges &) {}
};

/// Makes the observer of a specification.
std::unique_ptr<Observer> createObserver(const Specification &observer);

} // namespace quantc

#endif // QUANTC_CALIBRATE_OBSERVER_H
