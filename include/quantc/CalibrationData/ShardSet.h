//===- ShardSet.h - Which shards a calibration holds ------------*- C++ -*-===//
//
// Without it the same shard counts twice, or one that failed is missed, and
// nobody notices. A run of which all shards are there is no longer in the set:
// the merged file equals the file of one run.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_CALIBRATIONDATA_SHARDSET_H
#define QUANTC_CALIBRATIONDATA_SHARDSET_H

#include "llvm/Support/JSON.h"

#include <map>
#include <optional>
#include <set>
#include <string>

namespace quantc {

class ShardSet {
public:
  static constexpr int64_t kMaxCount = 1000000;

  bool isEmpty() const { return held.empty(); }
  /// Adds shard `number` of `count`, 1 to `count`. @returns false if it is held already.
  bool add(int64_t number, int64_t count);
  /// Adds those of another set. @returns the first shard that both hold, such as "2/7", or `nullopt`.
  std::optional<std::string> merge(const ShardSet &other);

  /// "1, 3 of 7", a few of many.
  std::string describeHeld() const { return describe(/*wantsHeld=*/true); }
  std::string describeMissing() const { return describe(/*wantsHeld=*/false); }

  void toJson(llvm::json::OStream &json) const;
  bool fromJson(const llvm::json::Value &value, llvm::json::Path path);

private:
  std::string describe(bool wantsHeld) const;

  std::map<int64_t, std::set<int64_t>> held; ///< numbers by count, fewer than count
};

} // namespace quantc

#endif // QUANTC_CALIBRATIONDATA_SHARDSET_H
