//===- DistinctValues.cpp - Inputs that take few values -------------------===//
//
// Tested by test/Calibrate/lattice.test.
//
//===----------------------------------------------------------------------===//

#include "quantc/CalibrationData/DistinctValues.h"

#include <algorithm>
#include <cmath>
#include <cstring>

using namespace quantc;

void DistinctValues::add(float value) {
  if (overfull)
    return;
  value += 0.0f; // -0 becomes 0
  uint32_t pattern;
  std::memcpy(&pattern, &value, sizeof pattern);
  if (hasLast && pattern == last)
    return;
  last = pattern;
  hasLast = true;
  if (bits.insert(pattern).second && bits.size() > kMax)
    *this = makeOverfull();
}

void DistinctValues::merge(const DistinctValues &other) {
  if (other.overfull)
    *this = makeOverfull();
  for (float value : other.getSorted())
    add(value);
}

std::vector<float> DistinctValues::getSorted() const {
  std::vector<float> values;
  for (uint32_t pattern : bits) {
    float value;
    std::memcpy(&value, &pattern, sizeof value);
    values.push_back(value);
  }
  llvm::sort(values);
  return values;
}

DistinctValues DistinctValues::fromSorted(llvm::ArrayRef<float> values) {
  DistinctValues result;
  for (float value : values)
    result.add(value);
  return result;
}

DistinctValues DistinctValues::makeOverfull() {
  DistinctValues result;
  result.overfull = true;
  return result;
}

std::optional<Lattice> quantc::findLattice(llvm::ArrayRef<float> sorted) {
  if (sorted.size() < 2 || sorted.size() > DistinctValues::kMax)
    return std::nullopt;
  double low = sorted.front(), range = double(sorted.back()) - low, step = range;
  for (size_t i = 1; i < sorted.size(); ++i)
    step = std::min(step, double(sorted[i]) - sorted[i - 1]);
  // The least gap carries the rounding of two values; the range averages it out.
  for (int i = 0; i < 3; ++i)
    step = range / std::round(range / step);
  double last = std::round(range / step), zeroPoint = std::round(-low / step);
  if (last > 255 || zeroPoint < 0 || zeroPoint > 255)
    return std::nullopt;
  for (float value : sorted) {
    double code = (value - low) / step;
    if (std::fabs(code - std::round(code)) > 1e-3)
      return std::nullopt;
  }
  return Lattice{step, sorted.front(), int64_t(last) + 1, int64_t(zeroPoint),
                 std::fabs(-low / step - zeroPoint) <= 1e-3};
}
