//===- ObserverKinds.h - The observers by name ------------------*- C++ -*-===//
//
// docs/calibration.md says of each what it does, and where it comes from.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_CALIBRATE_OBSERVERKINDS_H
#define QUANTC_CALIBRATE_OBSERVERKINDS_H

#include "quantc/Support/Specification.h"

namespace quantc {

/// What an observer needs to know of the data.
enum class ObserverNeed {
  Nothing,    ///< its range is fixed, or found at run time
  Statistics, ///< what every calibration file holds: any sharding gives the same range
  Samples,    ///< the ends of each sample, in any order: kept when quant-calibrate is told so; mergeable
  Order,      ///< the batches one after another: kept when quant-calibrate is told so; shards do not merge
};

/// Parses "NAME" or "NAME(key=value,...)", such as "percentile(99.99)". An error
/// says what was found and what is known.
llvm::Expected<Specification> parseObserver(llvm::StringRef text);

ObserverNeed getNeed(const Specification &observer);
/// Whether one observer sees all values that pass one range on, as a pool's operand and its result.
bool isShared(const Specification &observer);
/// Whether it gives one range for each channel, not one for the tensor.
bool isPerChannel(const Specification &observer);

} // namespace quantc

#endif // QUANTC_CALIBRATE_OBSERVERKINDS_H
