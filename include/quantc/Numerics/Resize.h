//===- Resize.h - Where a resized image samples its input -------*- C++ -*-===//
//
// Coordinates of ONNX's Resize in f32, computed at compile time only. The enums
// have the values of the attributes of qnn.resize.
//
// Tested by test/Numerics/ResizeTest.cpp.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_NUMERICS_RESIZE_H
#define QUANTC_NUMERICS_RESIZE_H

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace quantc::numerics {

enum class Coordinates { HalfPixel, Asymmetric, AlignCorners, PytorchHalfPixel };
enum class NearestRounding { RoundPreferFloor, RoundPreferCeil, Floor, Ceil };

/// One axis of a resize.
struct ResizeAxis {
  Coordinates coordinates;
  int64_t inputSize;
  int64_t outputSize;
  float scale; ///< result size over input size, as the network states it
};

/// Returns the coordinate in the input that result element `index` stands for.
inline float getSourceCoordinate(const ResizeAxis &axis, int64_t index) {
  auto x = float(index);
  switch (axis.coordinates) {
  case Coordinates::Asymmetric:
    return x / axis.scale;
  case Coordinates::AlignCorners:
    return axis.outputSize == 1 ? 0.0f : x * float(axis.inputSize - 1) / float(axis.outputSize - 1);
  case Coordinates::PytorchHalfPixel:
    if (axis.outputSize == 1)
      return 0.0f;
    [[fallthrough]];
  case Coordinates::HalfPixel:
    return (x + 0.5f) / axis.scale - 0.5f;
  }
  return x; // all kinds handled
}

/// Returns the whole part of a coordinate, within the input. Above 2^24, f32 may round the last index up.
inline int64_t clampToInput(const ResizeAxis &axis, float x) {
  return std::min(int64_t(std::clamp(x, 0.0f, float(axis.inputSize - 1))), axis.inputSize - 1);
}

/// Returns the input element nearest to a coordinate.
inline int64_t getNearest(const ResizeAxis &axis, NearestRounding rounding, int64_t index) {
  float x = getSourceCoordinate(axis, index);
  float rounded = rounding == NearestRounding::Floor             ? std::floor(x)
                  : rounding == NearestRounding::Ceil            ? std::ceil(x)
                  : rounding == NearestRounding::RoundPreferCeil ? std::floor(x + 0.5f)
                                                                 : std::ceil(x - 0.5f);
  return clampToInput(axis, rounded);
}

/// Two neighbours of a coordinate: the value is `f32(f32(a * (1 - t)) + f32(b * t))`.
struct Neighbours {
  int64_t low, high; ///< elements of the input
  float t;           ///< in [0, 1)
};

inline Neighbours getNeighbours(const ResizeAxis &axis, int64_t index) {
  float x = std::clamp(getSourceCoordinate(axis, index), 0.0f, float(axis.inputSize - 1));
  int64_t low = clampToInput(axis, x);
  return {low, std::min(low + 1, axis.inputSize - 1), x - float(low)};
}

/// Bits of a weight of N16g along one axis.
inline constexpr int32_t kResizeBits = 10;

/// Where a result of profile tflite lies along an axis (N16g).
struct FixedNeighbours {
  int64_t low, high;
  int32_t weight; ///< of `high`; that of `low` is 2^kResizeBits less it
};

/// Returns the place of a result, by the sizes alone.
inline FixedNeighbours getFixedNeighbours(const ResizeAxis &axis, int64_t index) {
  const int64_t one = int64_t(1) << kResizeBits;
  bool spreads = axis.coordinates == Coordinates::AlignCorners && axis.outputSize > 1;
  bool hasHalfPixels = axis.coordinates == Coordinates::HalfPixel ||
                       (axis.coordinates == Coordinates::PytorchHalfPixel && axis.outputSize > 1);
  int64_t from = axis.inputSize - spreads, to = axis.outputSize - spreads;
  int64_t step = (one * from + to / 2) / to;
  int64_t place = index * step + (hasHalfPixels ? step / 2 - one / 2 : 0);
  int64_t low = std::clamp<int64_t>(place / one, 0, axis.inputSize - 1);
  int64_t high = std::min((place + one - 1) / one, axis.inputSize - 1);
  return {low, high, int32_t(place - one * low)};
}

/// Returns a sum of codes, each with the weights of two axes, as a code: ties away from zero.
inline int64_t averageWeighted(int64_t sum) {
  return (sum + (int64_t(1) << (2 * kResizeBits - 1)) - (sum < 0)) >> (2 * kResizeBits);
}

} // namespace quantc::numerics

#endif // QUANTC_NUMERICS_RESIZE_H
