//===- RangeConversion.h - Scale and zero point by system -------*- C++ -*-===//
//
// The formulas of lib/Numerics by name: "torch(type=s8,symmetric=true)".
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_CALIBRATE_RANGECONVERSION_H
#define QUANTC_CALIBRATE_RANGECONVERSION_H

#include "quantc/Calibrate/Observer.h"
#include "quantc/Numerics/RangeParams.h"

namespace quantc {

/// Scale and zero point of each channel.
struct ConvertedRanges {
  std::vector<numerics::ScaleZeroPoint> params;
  /// NNCF's only: the ends that it moves first, and the number of steps plus one; else empty and 0.
  ObservedRanges moved;
  int64_t levels = 0;
};

/// Parses "NAME" or "NAME(key=value,...)" of docs/calibration.md.
llvm::Expected<Specification> parseRangeConversion(llvm::StringRef text);

/// Converts the ranges of a tensor's channels. An error says which range the system would refuse.
llvm::Expected<ConvertedRanges> convertRanges(const ObservedRanges &ranges, const Specification &conversion);

} // namespace quantc

#endif // QUANTC_CALIBRATE_RANGECONVERSION_H
