//===- FitOutputs.h - Weights that give the float outputs -------*- C++ -*-===//
//
// What a layer reads has been rounded. The weights that make of it what the float network has there, as far as any can,
// are those of least squares, with a ridge towards the weights that were given: w* = (E[(y - E[y]) (x - E[x])'] + r w)
// H^-1, r the ridge of H.
//
// Free of MLIR.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_LIB_QUANTIZE_FITOUTPUTS_H
#define QUANTC_LIB_QUANTIZE_FITOUTPUTS_H

#include "RoundingProblem.h"

namespace quantc::quantize {

/// Replaces the weights of each row.
/// @param samples  what the taps read, and `covariance` of it
/// @param outputs  what the rows shall give at the same positions, [rows, count], in units of the inputs' step
void fitOutputs(WeightRows &rows, const TapSamples &samples, const std::vector<float> &outputs,
                const TapCovariance &covariance, const ForEach &forEach);

} // namespace quantc::quantize

#endif // QUANTC_LIB_QUANTIZE_FITOUTPUTS_H
