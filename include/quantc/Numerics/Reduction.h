//===- Reduction.h - Float sums in a fixed order ----------------*- C++ -*-===//
//
// Element i of a sum goes to partial sum i mod 16, each starting at +0 and taking
// its elements in ascending order; then the 16 are added as a tree, the halves
// pairwise: p[j] + p[j + 8], then + 4, + 2, + 1 (N9). The order fits registers of
// 4, 8 and 16 lanes alike.
//
// Tested by test/Numerics/ReductionTest.cpp.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_NUMERICS_REDUCTION_H
#define QUANTC_NUMERICS_REDUCTION_H

#include <array>
#include <cstdint>

namespace quantc::numerics {

inline constexpr int kPartialSums = 16;

/// Adds 16 partial sums of any type as the tree above, with `add(a, b)`.
template <class T, class Add> T addPartialSums(std::array<T, kPartialSums> partial, Add add) {
  for (int width = kPartialSums / 2; width; width /= 2)
    for (int j = 0; j < width; ++j)
      partial[j] = add(partial[j], partial[j + width]);
  return partial[0];
}

/// Returns the sum of `element(i)` for i < count.
template <class Element> float sumInFixedOrder(int64_t count, Element element) {
  std::array<float, kPartialSums> partial{};
  for (int64_t i = 0; i < count; ++i)
    partial[i % kPartialSums] += element(i);
  return addPartialSums(partial, [](float a, float b) { return a + b; });
}

} // namespace quantc::numerics

#endif // QUANTC_NUMERICS_REDUCTION_H
