//===- Gptq.h - Rounding with error feedback --------------------*- C++ -*-===//
//
// GPTQ (Frantar et al. 2022): taps are rounded one after the other, each with the sum that the errors of those before
// it ask for, such that the taps after it, as real numbers, would make the rest good.
//
// Free of MLIR.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_LIB_QUANTIZE_GPTQ_H
#define QUANTC_LIB_QUANTIZE_GPTQ_H

#include "RoundingProblem.h"

namespace quantc::quantize {

/// Gives each row new stored values. Scales stay. The ridge of the covariance is the method's damping.
void feedErrorsForward(WeightRows &rows, const TapCovariance &covariance, TapOrder order, const ForEach &forEach);

} // namespace quantc::quantize

#endif // QUANTC_LIB_QUANTIZE_GPTQ_H
