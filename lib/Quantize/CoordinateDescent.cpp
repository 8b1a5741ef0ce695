//===- CoordinateDescent.cpp - Integers next to real weights --------------===//
//
// Tested by test/Quantize/CoordinateDescentTest.cpp and round-weights.test.
//
// Weights count in steps of their scale here: w / s - q. So nothing overflows, and the scale appears only where it is
// refitted. Rows go in blocks, which share what they read of H or of the samples.
//
//===----------------------------------------------------------------------===//

#include "CoordinateDescent.h"
#include "RowMath.h"

#include <algorithm>
#include <numeric>

using namespace quantc::quantize;

//===----------------------------------------------------------------------===//
// Descent with the covariance
//===----------------------------------------------------------------------===//

namespace {
/// All rows, as the loops see them: functions of several instruction sets can call nothing of the standard library.
struct Rows {
  int64_t taps;
  const float *weights;
  const float *scales;
  float *stored;
  float low, high;
  const float *matrix;
  const int64_t *order;
  float *gradients; ///< [rows, taps]: (w / s - q) H
  float *products;  ///< [rows, taps]: q H
};
} // namespace

/// Computes the gradients of rows [first, last), from zeros.
QUANTC_VECTOR_CLONES static void startRows(const Rows &r, int64_t first, int64_t last) {
  for (int64_t tap = 0; tap < r.taps; ++tap)
    for (int64_t row = first; row < last; ++row) {
      int64_t i = row * r.taps + tap;
      addScaled(r.gradients + row * r.taps, r.matrix + tap * r.taps, r.weights[i] / r.scales[row] - r.stored[i],
                r.taps);
    }
}

QUANTC_VECTOR_CLONES static void sweepRows(const Rows &r, int64_t first, int64_t last, int sweeps) {
  for (int sweep = 0; sweep < sweeps; ++sweep) {
    bool moved = false;
    for (int64_t i = 0; i < r.taps; ++i) {
      int64_t tap = r.order[i];
      const float *line = r.matrix + tap * r.taps;
      for (int64_t row = first; row < last; ++row) {
        float *gradient = r.gradients + row * r.taps;
        float &stored = r.stored[row * r.taps + tap];
        float next = roundWithin(stored + gradient[tap] / line[tap], r.low, r.high);
        float step = next - stored;
        if (step == 0)
          continue;
        stored = next;
        moved = true;
        addScaled(gradient, line, -step, r.taps);
      }
    }
    if (!moved)
      return;
  }
}

/// Computes q H of rows [first, last).
QUANTC_VECTOR_CLONES static void multiplyRows(const Rows &r, int64_t first, int64_t last) {
  for (int64_t i = first * r.taps; i < last * r.taps; ++i)
    r.products[i] = 0;
  for (int64_t tap = 0; tap < r.taps; ++tap)
    for (int64_t row = first; row < last; ++row)
      addScaled(r.products + row * r.taps, r.matrix + tap * r.taps, r.stored[row * r.taps + tap], r.taps);
}

/// Refits the scales, and moves the gradients with them.
static void refit(WeightRows &rows, const Rows &r) {
  std::vector<double> numerators(rows.rows), denominators(rows.rows);
  for (int64_t row = 0; row < rows.rows; ++row)
    for (int64_t i = row * rows.taps; i < (row + 1) * rows.taps; ++i) {
      numerators[row] += double(r.gradients[i]) * rows.stored[i];
      denominators[row] += double(r.products[i]) * rows.stored[i];
    }
  if (rows.refit == Refit::OneForAll) {
    numerators.assign(rows.rows, std::accumulate(numerators.begin(), numerators.end(), 0.0));
    denominators.assign(rows.rows, std::accumulate(denominators.begin(), denominators.end(), 0.0));
  }
  for (int64_t row = 0; row < rows.rows; ++row) {
    if (!(denominators[row] > 0))
      continue;
    double factor = std::clamp(1 + numerators[row] / denominators[row], 0.5, 2.0);
    float scale = std::max(float(rows.scales[row] * factor), rows.minScales[row]);
    auto inverse = float(double(rows.scales[row]) / double(scale));
    rows.scales[row] = scale;
    // (w / s' - q) H = (s / s') ((w / s - q) H + q H) - q H
    for (int64_t i = row * rows.taps; i < (row + 1) * rows.taps; ++i)
      r.gradients[i] = inverse * (r.gradients[i] + r.products[i]) - r.products[i];
  }
}

void quantc::quantize::descend(WeightRows &rows, const TapCovariance &covariance, const ForEach &forEach) {
  if (covariance.isZero)
    return;
  std::vector<float> gradients(rows.rows * rows.taps), products(rows.rows * rows.taps);
  std::vector<double> diagonal;
  for (int64_t tap = 0; tap < rows.taps; ++tap)
    diagonal.push_back(covariance.matrix[tap * rows.taps + tap]);
  std::vector<int64_t> order = sortTaps(diagonal, TapOrder::Falling);
  Rows r{rows.taps,    rows.weights,     rows.scales,    rows.stored, rows.low, rows.high, covariance.matrix.data(),
         order.data(), gradients.data(), products.data()};
  forEachBlock(rows.rows, forEach, [&](int64_t first, int64_t last) {
    startRows(r, first, last);
    sweepRows(r, first, last, kSweeps);
    if (rows.refit != Refit::None)
      multiplyRows(r, first, last);
  });
  if (rows.refit == Refit::None)
    return;
  refit(rows, r);
  forEachBlock(rows.rows, forEach, [&](int64_t first, int64_t last) {
    sweepRows(r, first, last, 1);
    multiplyRows(r, first, last);
  });
  refit(rows, r);
}

//===----------------------------------------------------------------------===//
// Descent on samples
//===----------------------------------------------------------------------===//

namespace {
/// All rows, and the samples less their means.
struct RowsOnSamples {
  int64_t taps, stride; ///< stride: whole chains of lanes
  const float *weights;
  const float *scales;
  float *stored;
  float low, high;
  const float *samples; ///< [taps, stride], zeros behind the samples
  const float *squares; ///< [taps]: sums of squares and the ridge
  float ridge;
  const int64_t *order;
};
} // namespace

/// Goes over rows [first, last).
/// @param rests, errors  zeros: [rows, taps] of w / s - q, and [rows, stride] of their products with the samples
QUANTC_VECTOR_CLONES static void descendRowsOnSamples(const RowsOnSamples &r, float *rests, float *errors,
                                                      int64_t first, int64_t last) {
  for (int64_t tap = 0; tap < r.taps; ++tap)
    for (int64_t row = first; row < last; ++row) {
      int64_t i = row * r.taps + tap;
      float rest = r.weights[i] / r.scales[row] - r.stored[i];
      rests[(row - first) * r.taps + tap] = rest;
      addScaled(errors + (row - first) * r.stride, r.samples + tap * r.stride, rest, r.stride);
    }
  for (int sweep = 0; sweep < kSweeps; ++sweep) {
    bool moved = false;
    for (int64_t i = 0; i < r.taps; ++i) {
      int64_t tap = r.order[i];
      const float *line = r.samples + tap * r.stride;
      for (int64_t row = first; row < last; ++row) {
        float *error = errors + (row - first) * r.stride;
        float &rest = rests[(row - first) * r.taps + tap], &stored = r.stored[row * r.taps + tap];
        float gradient = multiplyAndSum(error, line, r.stride) + r.ridge * rest;
        float next = roundWithin(stored + gradient / r.squares[tap], r.low, r.high);
        float step = next - stored;
        if (step == 0)
          continue;
        stored = next;
        moved = true;
        rest -= step;
        addScaled(error, line, -step, r.stride);
      }
    }
    if (!moved)
      return;
  }
}

void quantc::quantize::descendOnSamples(WeightRows &rows, const TapSamples &samples, const ForEach &forEach) {
  int64_t taps = samples.taps, stride = roundUp(samples.count, kChains * kLanes);
  std::vector<float> central(taps * stride);
  std::vector<double> squares(taps);
  for (int64_t tap = 0; tap < taps; ++tap) {
    const int32_t *from = samples.values.data() + tap * samples.count;
    float *to = central.data() + tap * stride;
    double mean = double(std::accumulate(from, from + samples.count, int64_t(0))) / double(samples.count);
    for (int64_t i = 0; i < samples.count; ++i) {
      to[i] = float(from[i] - mean);
      squares[tap] += double(to[i]) * to[i];
    }
  }
  double sum = std::accumulate(squares.begin(), squares.end(), 0.0);
  if (!(sum > 0))
    return;
  auto ridge = float(kRidge * sum / double(taps));
  std::vector<int64_t> order = sortTaps(squares, TapOrder::Falling);
  std::vector<float> squaresWithRidge;
  for (double square : squares)
    squaresWithRidge.push_back(float(square) + ridge);
  RowsOnSamples r{taps,        stride,         rows.weights,
                  rows.scales, rows.stored,    rows.low,
                  rows.high,   central.data(), squaresWithRidge.data(),
                  ridge,       order.data()};
  forEachBlock(rows.rows, forEach, [&](int64_t first, int64_t last) {
    std::vector<float> rests((last - first) * taps), errors((last - first) * stride);
    descendRowsOnSamples(r, rests.data(), errors.data(), first, last);
  });
}
