//===- CoordinateDescent.h - Integers next to real weights ------*- C++ -*-===//
//
// Step 7 of the recipe: one stored value at a time is set to its best, the others kept. No step makes the error grow.
//
// Free of MLIR.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_LIB_QUANTIZE_COORDINATEDESCENT_H
#define QUANTC_LIB_QUANTIZE_COORDINATEDESCENT_H

#include "RoundingProblem.h"

namespace quantc::quantize {

inline constexpr int kSweeps = 4;

/// Four sweeps over the taps in order of falling variance, from the stored values that there are, until nothing moves.
/// Then each scale s is refitted, s <- s (w H q') / (q H q'), within [0.5, 2] of what it was; another sweep; refitted
/// again.
void descend(WeightRows &rows, const TapCovariance &covariance, const ForEach &forEach);

/// The four sweeps without H, on the samples themselves, for more taps than samples. Scales stay.
void descendOnSamples(WeightRows &rows, const TapSamples &samples, const ForEach &forEach);

} // namespace quantc::quantize

#endif // QUANTC_LIB_QUANTIZE_COORDINATEDESCENT_H
