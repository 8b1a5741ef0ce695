//===- ObserverRecords.h - Ranges that statistics do not give ---*- C++ -*-===//
//
// What observers that see batches leave in a calibration file. Of one that
// depends on the order of batches that is a range, which no merger can make from
// those of shards; of one that looks at each sample the ends of all samples.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_CALIBRATIONDATA_OBSERVERRECORDS_H
#define QUANTC_CALIBRATIONDATA_OBSERVERRECORDS_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/JSON.h"

#include <map>
#include <string>
#include <vector>

namespace quantc {

/// What one observer says of one value: the ends of each sample, ascending and of equal number, or those of the range.
struct ObserverRecord {
  std::vector<float> mins, maxs;
};

class ObserverRecords {
public:
  /// Records of all ids by one observer.
  struct OfObserver {
    bool dependsOnOrder = false;
    std::map<std::string, ObserverRecord> values; ///< by id
  };

  bool isEmpty() const { return observers.empty(); }
  /// Returns what an observer recorded, or null. `observer` is the text of its specification.
  const OfObserver *find(llvm::StringRef observer) const;
  /// The observers in ascending order of their texts.
  std::vector<std::string> getObservers() const;

  /// Adds a record; ends of samples are sorted.
  void add(llvm::StringRef observer, bool dependsOnOrder, llvm::StringRef id, ObserverRecord record);
  /// Says why the two cannot be merged: observers that depend on order, or that only one of them has.
  llvm::Error checkMergeable(const ObserverRecords &other) const;
  /// Adds the samples of `other`, which is mergeable.
  void merge(const ObserverRecords &other);

  /// The field "observers" of a JSON object, left out if there are none; `fromJson` checks it.
  void toJson(llvm::json::OStream &json) const;
  static bool fromJson(const llvm::json::Object &object, ObserverRecords &records, llvm::json::Path path);

private:
  std::map<std::string, OfObserver> observers; ///< by text
};

} // namespace quantc

#endif // QUANTC_CALIBRATIONDATA_OBSERVERRECORDS_H
