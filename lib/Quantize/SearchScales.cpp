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

/// Sets the one scale of a group of taps in rows [first, last).
static void searchScale(WeightRows &rows, const TapCovariance &covariance, int64_t first, int64_t last, int64_t group) {
  constexpr int kLeast = 35, kMost = 100;
  int64_t groups = rows.getNumGroups(), firstTap = group * rows.getGroupSize();
  int64_t lastTap = std::min(firstTap + rows.getGroupSize(), rows.taps);
  float zeroPoint = rows.zeroPoints ? rows.zeroPoints[first * groups + group] : 0;
  float greatest = 0, least = 0;
  for (int64_t row = first; row < last; ++row) {
    least = std::max(least, rows.minScales[row * groups + group]);
    for (int64_t tap = firstTap; tap < lastTap; ++tap)
      greatest = std::max(greatest, std::fabs(rows.weights[row * rows.taps + tap]));
  }
  if (!(greatest > 0))
    return;
  float whole = rows.zeroPoints ? rows.scales[first * groups + group] : greatest / rows.high;
  double best = INFINITY;
  float chosen = 0;
  for (int percent = kLeast; percent <= kMost; ++percent) {
    float scale = std::max(whole * float(percent) / 100, least);
    double sum = 0;
    for (int64_t row = first; row < last; ++row)
      for (int64_t tap = firstTap; tap < lastTap; ++tap) {
        float weight = rows.weights[row * rows.taps + tap];
        float stored = roundWithin(weight / scale + zeroPoint, rows.low, rows.high);
        double error = weight - double(scale) * (stored - zeroPoint);
        sum += covariance.matrix[tap * rows.taps + tap] * error * error;
      }
    if (sum < best) {
      best = sum;
      chosen = scale;
    }
  }
  for (int64_t row = first; row < last; ++row)
    rows.scales[row * groups + group] = chosen;
}

void quantc::quantize::searchScales(WeightRows &rows, const TapCovariance &covariance, const ForEach &forEach) {
  if (covariance.isZero)
    return;
  if (rows.refit == Refit::OneForAll)
    searchScale(rows, covariance, 0, rows.rows, 0);
  forEachBlock(rows.rows, forEach, [&](int64_t first, int64_t last) {
    for (int64_t row = first; row < last && rows.refit == Refit::EachRow; ++row)
      for (int64_t group = 0; group < rows.getNumGroups(); ++group)
        searchScale(rows, covariance, row, row + 1, group);
    rows.roundToNearest(first, last);
  });
}
