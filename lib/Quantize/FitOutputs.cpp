//===- FitOutputs.cpp - Weights that give the float outputs ---------------===//
//
// Tested by test/Quantize/RoundingMethodsTest.cpp and fit-outputs.test.
//
//===----------------------------------------------------------------------===//

#include "FitOutputs.h"
#include "Factorization.h"
#include "RowMath.h"

#include <algorithm>
#include <numeric>

using namespace quantc::quantize;

/// Writes E[(y - E[y]) x] of one row.
/// @param output  y - E[y], zeros behind the samples; [stride], as each tap of `inputs`
QUANTC_VECTOR_CLONES static void correlate(const float *inputs, const float *output, int64_t taps, int64_t stride,
                                           float count, float *products) {
  for (int64_t tap = 0; tap < taps; ++tap)
    products[tap] = multiplyAndSum(inputs + tap * stride, output, stride) / count;
}

/// Solves W V V' = T for W [count rows]: `values` [taps, count] in the order of V are T, and then W.
QUANTC_VECTOR_CLONES static void solve(const double *factor, int64_t taps, int64_t count, double *values) {
  for (int64_t i = taps - 1; i >= 0; --i) { // U V' = T
    double *row = values + i * count;
    for (int64_t j = i + 1; j < taps; ++j)
      addScaled(row, values + j * count, -factor[i * taps + j], count);
    for (int64_t c = 0; c < count; ++c)
      row[c] /= factor[i * taps + i];
  }
  for (int64_t i = 0; i < taps; ++i) { // W V = U
    double *row = values + i * count;
    for (int64_t c = 0; c < count; ++c)
      row[c] /= factor[i * taps + i];
    for (int64_t j = i + 1; j < taps; ++j)
      addScaled(values + j * count, row, -factor[i * taps + j], count);
  }
}

void quantc::quantize::fitOutputs(WeightRows &rows, const TapSamples &samples, const std::vector<float> &outputs,
                                  const TapCovariance &covariance, const ForEach &forEach) {
  if (covariance.isZero)
    return;
  int64_t taps = rows.taps, count = samples.count, stride = roundUp(count, kChains * kLanes);
  std::vector<float> inputs(taps * stride);
  for (int64_t tap = 0; tap < taps; ++tap)
    std::copy_n(samples.values.data() + tap * count, count, inputs.data() + tap * stride);
  std::vector<int64_t> order(taps);
  std::iota(order.begin(), order.end(), 0);
  Factorization factorization(covariance, std::move(order));
  forEachBlock(rows.rows, forEach, [&](int64_t first, int64_t last) {
    std::vector<float> output(stride), products(taps);
    std::vector<double> values(taps * (last - first));
    for (int64_t row = first; row < last; ++row) {
      const float *from = outputs.data() + row * count;
      double mean = std::accumulate(from, from + count, 0.0) / double(count);
      for (int64_t i = 0; i < count; ++i)
        output[i] = float(from[i] - mean);
      correlate(inputs.data(), output.data(), taps, stride, float(count), products.data());
      for (int64_t tap = 0; tap < taps; ++tap)
        values[tap * (last - first) + row - first] =
            double(products[tap]) + double(covariance.ridge) * rows.weights[row * taps + tap];
    }
    solve(factorization.factor.data(), taps, last - first, values.data());
    for (int64_t row = first; row < last; ++row)
      for (int64_t tap = 0; tap < taps; ++tap)
        rows.weights[row * taps + tap] = float(values[tap * (last - first) + row - first]);
  });
}
