//===- RoundingProblem.h - Weights, and what they read ----------*- C++ -*-===//
//
// The weights of an output channel, w [K], are to become s q with integers q, such that the products with the inputs of
// the layer change little: E[((w - s q) (x - E[x]))^2] = (w - s q) H (w - s q)' with H the covariance of the inputs.
// Several methods do that or a part of it, each in a file: SearchScales, Gptq, CoordinateDescent; FitOutputs changes w.
// Channels do not depend on each other.
//
// Free of MLIR. All sums run in one order, or are exact: a host's threads and instructions do not show.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_LIB_QUANTIZE_ROUNDINGPROBLEM_H
#define QUANTC_LIB_QUANTIZE_ROUNDINGPROBLEM_H

#include <cstdint>
#include <functional>
#include <vector>

namespace quantc::quantize {

/// Runs a body for 0 to count - 1, in any order or side by side.
using ForEach = std::function<void(int64_t count, const std::function<void(int64_t)> &body)>;

/// Runs a body for blocks of rows, [first, last).
void forEachBlock(int64_t rows, const ForEach &forEach, const std::function<void(int64_t first, int64_t last)> &body);

/// What each tap of a layer reads at `count` positions, less the zero point.
struct TapSamples {
  int64_t taps = 0, count = 0;
  std::vector<int32_t> values; ///< [taps, count]
};

/// What shares a scale, and who may change it: each row its own, all rows theirs, nobody.
enum class Refit { EachRow, OneForAll, None };

/// The weights of one group of channels.
struct WeightRows {
  int64_t rows = 0, taps = 0;
  float *weights = nullptr;         ///< [rows, taps], finite
  const float *minScales = nullptr; ///< [rows, groups]: no scale becomes less
  float low = -127, high = 127;     ///< of stored values
  Refit refit = Refit::EachRow;
  float *stored = nullptr;           ///< [rows, taps]: integers
  float *scales = nullptr;           ///< [rows, groups]
  int64_t groupSize = 0;             ///< taps of a row that share a scale; 0: all
  const float *zeroPoints = nullptr; ///< [rows, groups], or zeros

  int64_t getGroupSize() const { return groupSize ? groupSize : taps; }
  int64_t getNumGroups() const { return (taps + getGroupSize() - 1) / getGroupSize(); }
  /// Whether a row has one scale and no zero point: descent and fits know nothing else.
  bool isPlain() const { return getNumGroups() == 1 && !zeroPoints; }

  /// Makes rows [first, last) the stored values next to their weights.
  void roundToNearest(int64_t first, int64_t last);
};

/// Of the diagonal's mean that is added to the diagonal of H: weights stay close where the inputs say little.
inline constexpr double kRidge = 0.01;

/// The covariance of taps, with a ridge on its diagonal.
struct TapCovariance {
  int64_t taps = 0;
  std::vector<float> matrix;    ///< [taps, taps]
  std::vector<float> variances; ///< the diagonal without the ridge
  float ridge = 0;
  bool isZero = true; ///< no tap ever changes: there is nothing to go by

  /// Makes the ridge so much of the variances' mean.
  void setRidge(double share);
};
/// Computes the covariance, with a ridge of kRidge.
/// @param takesMeans  whether means count for nothing, since a bias will take them; else it is E[x_i x_j]
TapCovariance computeCovariance(const TapSamples &samples, const ForEach &forEach, bool takesMeans = true);

/// The order in which taps are rounded: by falling variance, equal ones by number; or as they come.
enum class TapOrder { Falling, Natural };
std::vector<int64_t> sortTaps(const std::vector<double> &variances, TapOrder order);

} // namespace quantc::quantize

#endif // QUANTC_LIB_QUANTIZE_ROUNDINGPROBLEM_H
