//===- SearchScales.cpp - Scales by the errors they make ------------------===//
//
// Tested by test/Quantize/RoundingMethodsTest.cpp and search-scales.test.
//
//===----------------------------------------------------------------------===//

#include "SearchScales.h"
#include "RowMath.h"

#include <algorithm>
#include <cmath>

using namespace quantc::quantize;

/// Sets the one scale of rows [first, last).
static void searchScale(WeightRows &rows, const TapCovariance &covariance, int64_t first, int64_t last) {
  constexpr int kLeast = 35, kMost = 100;
  float greatest = 0, least = 0;
  for (int64_t i = first * rows.taps; i < last * rows.taps; ++i)
    greatest = std::max(greatest, std::fabs(rows.weights[i]));
  for (int64_t row = first; row < last; ++row)
    least = std::max(least, rows.minScales[row]);
  if (!(greatest > 0))
    return;
  double best = INFINITY;
  float chosen = 0;
  for (int percent = kLeast; percent <= kMost; ++percent) {
    float scale = std::max(greatest / rows.high * float(percent) / 100, least);
    double sum = 0;
    for (int64_t row = first; row < last; ++row)
      for (int64_t tap = 0; tap < rows.taps; ++tap) {
        float weight = rows.weights[row * rows.taps + tap];
        double error = weight - double(scale) * roundWithin(weight / scale, rows.low, rows.high);
        sum += covariance.matrix[tap * rows.taps + tap] * error * error;
      }
    if (sum < best) {
      best = sum;
      chosen = scale;
    }
  }
  for (int64_t row = first; row < last; ++row)
    rows.scales[row] = chosen;
}

void quantc::quantize::searchScales(WeightRows &rows, const TapCovariance &covariance, const ForEach &forEach) {
  if (covariance.isZero)
    return;
  if (rows.refit == Refit::OneForAll)
    searchScale(rows, covariance, 0, rows.rows);
  forEachBlock(rows.rows, forEach, [&](int64_t first, int64_t last) {
    for (int64_t row = first; row < last && rows.refit == Refit::EachRow; ++row)
      searchScale(rows, covariance, row, row + 1);
    rows.roundToNearest(first, last);
  });
}
