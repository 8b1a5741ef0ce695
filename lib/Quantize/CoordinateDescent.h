//===- CoordinateDescent.h - Integers next to real weights ------*- C++ -*-===//
//
// Step 7 of the recipe. The weights of an output channel, w [K], are to become s q with integers q, such that the
// products with the inputs of the layer change little: E[((w - s q) (x - E[x]))^2] = (w - s q) H (w - s q)' with
// H the covariance of the inputs. One q at a time is set to its best value, the others kept: no step makes the error
// grow. Channels do not depend on each other.
//
// Free of MLIR. All sums run in one order, and integers are exact: a host's threads and instructions do not show.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_LIB_QUANTIZE_COORDINATEDESCENT_H
#define QUANTC_LIB_QUANTIZE_COORDINATEDESCENT_H

#include <cstdint>
#include <functional>
#include <vector>

namespace quantc::quantize {

/// Runs a body for 0 to count - 1, in any order or side by side.
using ForEach = std::function<void(int64_t count, const std::function<void(int64_t)> &body)>;

/// What each tap of a layer reads at `count` positions, less the zero point.
struct TapSamples {
  int64_t taps = 0, count = 0;
  std::vector<int32_t> values; ///< [taps, count]
};

/// Which scales `descend` may change.
enum class Refit { EachRow, OneForAll, None };

/// The weights of one group of channels.
struct WeightRows {
  int64_t rows = 0, taps = 0;
  const float *weights = nullptr;   ///< [rows, taps], finite
  const float *minScales = nullptr; ///< [rows]: no scale becomes less
  float low = -127, high = 127;     ///< of stored values
  Refit refit = Refit::EachRow;
  float *stored = nullptr; ///< [rows, taps]: integers, from the nearest on
  float *scales = nullptr; ///< [rows]
};

/// Of the diagonal's mean that is added to the diagonal of H: weights stay close where the inputs say little.
inline constexpr double kRidge = 0.01;
inline constexpr int kSweeps = 4;

/// The covariance of taps, ridge added.
struct TapCovariance {
  int64_t taps = 0;
  std::vector<float> matrix; ///< [taps, taps]
  bool isZero = true;        ///< no tap ever changes: there is nothing to go by
};
TapCovariance computeCovariance(const TapSamples &samples, const ForEach &forEach);

/// Four sweeps over the taps in order of falling variance, until nothing moves. Then each scale s is refitted, s <- s
/// (w H q') / (q H q'), within [0.5, 2] of what it was; another sweep; refitted again.
void descend(WeightRows &rows, const TapCovariance &covariance, const ForEach &forEach);

/// The four sweeps without H, on the samples themselves, for more taps than samples. Scales stay.
void descendOnSamples(WeightRows &rows, const TapSamples &samples, const ForEach &forEach);

} // namespace quantc::quantize

#endif // QUANTC_LIB_QUANTIZE_COORDINATEDESCENT_H
