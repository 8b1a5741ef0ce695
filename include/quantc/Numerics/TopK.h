//===- TopK.h - The order of elements ---------------------------*- C++ -*-===//
//
// How `qnn.top_k_indices` and `qnn.top_k_values` compare (docs/numerics.md, N15).
//
// Tested by test/Numerics/QuantizeTest.cpp.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_NUMERICS_TOPK_H
#define QUANTC_NUMERICS_TOPK_H

#include <cstdint>
#include <cstring>

namespace quantc::numerics {

/// Returns an integer that orders like x: -0 as 0, a NaN below -infinity. None is INT32_MAX.
inline int32_t getOrderKey(float x) {
  if (x != x)
    return INT32_MIN;
  x += 0.0f; // -0 becomes 0
  int32_t bits;
  std::memcpy(&bits, &x, sizeof bits);
  return bits < 0 ? bits ^ INT32_MAX : bits;
}

} // namespace quantc::numerics

#endif // QUANTC_NUMERICS_TOPK_H
