//===- Factorization.h - H = V V' --------------------------------*- C++ -*-===//
//
// V is upper triangular in a given order of the taps: the error of a tap in that order, once the taps after it have
// made of it the best they can, is V_ii^2 times its square. It is the inverse of the upper Cholesky factor of H^-1,
// without inverting anything.
//
// Free of MLIR.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_LIB_QUANTIZE_FACTORIZATION_H
#define QUANTC_LIB_QUANTIZE_FACTORIZATION_H

#include "RoundingProblem.h"

namespace quantc::quantize {

struct Factorization {
  int64_t taps = 0;
  std::vector<int64_t> order;
  std::vector<double> factor; ///< V [taps, taps] in that order, row by row

  /// @param covariance  not zero, and with a ridge
  Factorization(const TapCovariance &covariance, std::vector<int64_t> order);
};

} // namespace quantc::quantize

#endif // QUANTC_LIB_QUANTIZE_FACTORIZATION_H
