//===- SearchScales.h - Scales by the errors they make ----------*- C++ -*-===//
//
// With few stored values the largest weight is a bad measure: cutting it off can cost less than the coarse steps of all
// others do.
//
// Free of MLIR.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_LIB_QUANTIZE_SEARCHSCALES_H
#define QUANTC_LIB_QUANTIZE_SEARCHSCALES_H

#include "RoundingProblem.h"

namespace quantc::quantize {

/// Sets each scale to that of 0.35, 0.36, ..., 1 times max |w| / high with the least sum of H_kk (w - s q)^2, q next to
/// w / s, and the stored values to these. Of equal ones the least scale is taken.
/// With zero points it is so much of the scale that there is, and zero points stay.
void searchScales(WeightRows &rows, const TapCovariance &covariance, const ForEach &forEach);

} // namespace quantc::quantize

#endif // QUANTC_LIB_QUANTIZE_SEARCHSCALES_H
