//===- RowMath.h - Loops that every rounding method has ---------*- C++ -*-===//
//
// To be inlined into functions of several instruction sets (quantc/Numerics/Isa.h). Sums run in one order on each.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_LIB_QUANTIZE_ROWMATH_H
#define QUANTC_LIB_QUANTIZE_ROWMATH_H

#include "quantc/Numerics/Isa.h"

#include <cstdint>
#include <cstring>

namespace quantc::quantize {

inline int64_t roundUp(int64_t value, int64_t unit) { return (value + unit - 1) / unit * unit; }

/// Rounds to even within [low, high], integers of small magnitude.
QUANTC_INLINE float roundWithin(float value, float low, float high) {
  value = value > low ? value : low;
  value = value < high ? value : high;
  return (value + 0x1.8p23f) - 0x1.8p23f;
}

template <class T>
QUANTC_INLINE void addScaled(T *__restrict sums, const T *__restrict values, T factor, int64_t count) {
  for (int64_t i = 0; i < count; ++i)
    sums[i] += factor * values[i];
}

using Lanes [[gnu::vector_size(64)]] = float;
inline constexpr int64_t kLanes = 16, kChains = 4;

/// Returns the scalar product of `count` values, a multiple of kChains * kLanes, in 64 interleaved chains that are then
/// added pairwise.
QUANTC_INLINE float multiplyAndSum(const float *a, const float *b, int64_t count) {
  Lanes sums[kChains] = {};
  for (int64_t i = 0; i < count; i += kChains * kLanes)
    for (int64_t chain = 0; chain < kChains; ++chain) {
      Lanes x, y;
      std::memcpy(&x, a + i + chain * kLanes, sizeof x);
      std::memcpy(&y, b + i + chain * kLanes, sizeof y);
      sums[chain] += x * y;
    }
  Lanes all = (sums[0] + sums[1]) + (sums[2] + sums[3]);
  for (int64_t width = kLanes / 2; width > 0; width /= 2)
    for (int64_t lane = 0; lane < width; ++lane)
      all[lane] += all[lane + width];
  return all[0];
}

} // namespace quantc::quantize

#endif // QUANTC_LIB_QUANTIZE_ROWMATH_H
