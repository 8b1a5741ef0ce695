//===- Factorization.cpp - H = V V' ---------------------------------------===//
//
// Tested by test/Quantize/RoundingMethodsTest.cpp.
//
// Cholesky's method from the last tap to the first.
//
//===----------------------------------------------------------------------===//

#include "Factorization.h"
#include "RowMath.h"

#include <algorithm>
#include <cmath>

using namespace quantc::quantize;

/// Takes the last column of what is left, rows [0, count), out of it.
QUANTC_VECTOR_CLONES static void eliminate(double *factor, const double *column, int64_t count, int64_t taps) {
  for (int64_t i = 0; i < count; ++i)
    addScaled(factor + i * taps + i, column + i, -column[i], count - i);
}

Factorization::Factorization(const TapCovariance &covariance, std::vector<int64_t> taken)
    : taps(covariance.taps), order(std::move(taken)), factor(taps * taps) {
  for (int64_t i = 0; i < taps; ++i)
    for (int64_t j = i; j < taps; ++j)
      factor[i * taps + j] = covariance.matrix[order[i] * taps + order[j]];
  std::vector<double> column(taps);
  for (int64_t last = taps - 1; last >= 0; --last) {
    // In exact numbers what is left on the diagonal is not less than the ridge.
    double pivot = std::sqrt(std::max<double>(factor[last * taps + last], covariance.ridge));
    factor[last * taps + last] = pivot;
    for (int64_t i = 0; i < last; ++i)
      column[i] = factor[i * taps + last] /= pivot;
    eliminate(factor.data(), column.data(), last, taps);
  }
}
