//===- TorchParams.cpp - Scale and zero point as PyTorch computes them ----===//
//
// Tested by test/Numerics/RangeParamsTest.cpp and tools/check-oracles.
//
//===----------------------------------------------------------------------===//

#include "quantc/Numerics/RangeParams.h"

#include <algorithm>
#include <cmath>

using namespace quantc::numerics;

StorageRange quantc::numerics::getTorchRange(const TorchObserverType &type) {
  using Type = TorchObserverType::Type;
  if (type.custom) {
    // Python's // rounds down.
    auto halve = [](int64_t value) { return (value - (value & 1)) / 2; };
    return type.isReduced ? StorageRange{halve(type.custom->low), halve(type.custom->high)} : *type.custom;
  }
  switch (type.type) {
  case Type::U8:
    return type.isReduced ? StorageRange{0, 127} : StorageRange{0, 255};
  case Type::S8:
    return type.isReduced ? StorageRange{-64, 63} : StorageRange{-128, 127};
  case Type::S32:
    break;
  }
  return StorageRange{INT32_MIN, INT32_MAX};
}

/// Converts as x86 does, which torch runs on: what does not fit is the least integer.
static int32_t toInt32(float value) { return value >= -0x1p31f && value < 0x1p31f ? int32_t(value) : INT32_MIN; }

/// torch.min and torch.max keep NaN.
static float minOf(float a, float b) { return std::isnan(a) || a < b ? a : b; }
static float maxOf(float a, float b) { return std::isnan(a) || a > b ? a : b; }

ScaleZeroPoint quantc::numerics::getTorchParams(float min, float max, const TorchObserverType &type) {
  if (min == INFINITY && max == -INFINITY)
    return {1, 0};
  StorageRange range = getTorchRange(type);
  float low = minOf(min, 0), high = maxOf(max, 0);
  if (type.isSymmetric) {
    float steps = float(double(range.high - range.low) / 2);
    float scale = maxOf(maxOf(-low, high) / steps, type.epsilon);
    if (type.type != TorchObserverType::Type::U8)
      return {scale, 0};
    return {scale, type.custom ? (range.low + range.high) >> 1 : 128};
  }
  float scale = maxOf((high - low) / float(range.high - range.low), type.epsilon);
  auto zeroPoint = int32_t(uint32_t(range.low) - uint32_t(toInt32(std::nearbyint(low / scale))));
  return {scale, std::clamp<int64_t>(zeroPoint, range.low, range.high)};
}

ScaleZeroPoint quantc::numerics::getTorchDynamicParams(float min, float max, StorageRange range, bool isSymmetric,
                                                       bool isReduced) {
  constexpr float kSmall = 6.1e-5f;
  int32_t low = int32_t(range.low), high = int32_t(range.high);
  if (isReduced) {
    low /= 2;
    high /= 2;
  }
  if (min < 0 && max > 0 && isSymmetric) {
    int32_t least = -((high - low) / 2 + 1), greatest = (high - low) / 2;
    double scale = std::max(std::fabs(min / float(least)), std::fabs(max / float(greatest)));
    min = float(scale * least);
    max = float(scale * greatest);
  }
  min = std::min(min, 0.0f);
  max = std::max(max, 0.0f);
  double scale = (double(max) - double(min)) / (high - low);
  if (float(scale) == 0 || std::isinf(1 / float(scale)))
    scale = 0.1;
  if (scale < double(kSmall)) {
    float before = float(scale);
    scale = double(kSmall);
    if (min == 0) {
      max = kSmall * float(high - low);
    } else if (max == 0) {
      min = -kSmall * float(high - low);
    } else {
      min *= kSmall / before;
      max *= kSmall / before;
    }
  }
  double fromMin = low - double(min) / scale, fromMax = high - double(max) / scale;
  double errorMin = std::abs(low) - std::fabs(double(min) / scale);
  double errorMax = std::abs(high) - std::fabs(double(max) / scale);
  double zeroPoint = errorMin < errorMax ? fromMin : fromMax;
  if (min < 0 && max > 0 && isSymmetric)
    zeroPoint = double(low + high) / 2;
  return {scale, int64_t(std::nearbyint(std::clamp(zeroPoint, double(low), double(high))))};
}
