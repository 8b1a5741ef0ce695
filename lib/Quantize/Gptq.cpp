//===- Gptq.cpp - Rounding with error feedback ----------------------------===//
//
// Tested by test/Quantize/RoundingMethodsTest.cpp and gptq.test.
//
// The method is given with U, the upper Cholesky factor of H^-1: after tap k with the error e_k (of what was left of
// it), w_i changes by -e_k U_ki / U_kk for all i after k. With V = U^-1 that comes to one sum of the errors of the taps
// as they were given: q_i = round(w_i + sum of (w_k - q_k) V_ki / V_ii over the k before i).
//
//===----------------------------------------------------------------------===//

#include "Gptq.h"
#include "Factorization.h"
#include "RowMath.h"

using namespace quantc::quantize;

/// Rounds rows [first, last).
/// @param sums  zeros, [taps, last - first]
QUANTC_VECTOR_CLONES static void roundRows(const WeightRows &rows, const int64_t *order, const double *factor,
                                           double *sums, double *errors, int64_t first, int64_t last) {
  int64_t taps = rows.taps, count = last - first;
  int64_t size = rows.getGroupSize(), groups = rows.getNumGroups();
  for (int64_t i = 0; i < taps; ++i) {
    const double *line = factor + i * taps;
    for (int64_t row = 0; row < count; ++row) {
      int64_t at = (first + row) * taps + order[i];
      int64_t group = (first + row) * groups + order[i] / size;
      double weight = rows.weights[at], scale = rows.scales[group];
      float zeroPoint = rows.zeroPoints ? rows.zeroPoints[group] : 0;
      double wanted = (weight + sums[i * count + row] / line[i]) / scale + zeroPoint;
      float stored = roundWithin(float(wanted), rows.low, rows.high);
      rows.stored[at] = stored;
      errors[row] = weight - scale * (stored - zeroPoint);
    }
    for (int64_t next = i + 1; next < taps; ++next)
      addScaled(sums + next * count, errors, line[next], count);
  }
}

void quantc::quantize::feedErrorsForward(WeightRows &rows, const TapCovariance &covariance, TapOrder order,
                                         const ForEach &forEach) {
  if (covariance.isZero)
    return;
  std::vector<double> variances(covariance.variances.begin(), covariance.variances.end());
  Factorization factorization(covariance, sortTaps(variances, order));
  forEachBlock(rows.rows, forEach, [&](int64_t first, int64_t last) {
    std::vector<double> sums(rows.taps * (last - first)), errors(last - first);
    roundRows(rows, factorization.order.data(), factorization.factor.data(), sums.data(), errors.data(), first, last);
  });
}
