//===- NumpySum.h - Sums in NumPy's order -----------------------*- C++ -*-===//

#ifndef QUANTC_LIB_CALIBRATE_ESTIMATORS_NUMPYSUM_H
#define QUANTC_LIB_CALIBRATE_ESTIMATORS_NUMPYSUM_H

#include "llvm/ADT/ArrayRef.h"

namespace quantc {

/// Sums as np.sum does a contiguous array of floats: blocks of at most 128 elements in eight partial sums, and blocks
/// in pairs (numpy/_core/src/umath/loops_utils.h.src, pairwise sum).
template <typename T> T sumAsNumpy(llvm::ArrayRef<T> values) {
  size_t n = values.size();
  if (n < 8) {
    T sum = 0;
    for (T value : values)
      sum += value;
    return sum;
  }
  if (n > 128) {
    size_t half = n / 2;
    half -= half % 8;
    return sumAsNumpy(values.take_front(half)) + sumAsNumpy(values.drop_front(half));
  }
  T r[8];
  for (size_t k = 0; k < 8; ++k)
    r[k] = values[k];
  size_t i = 8;
  for (; i < n - n % 8; i += 8)
    for (size_t k = 0; k < 8; ++k)
      r[k] += values[i + k];
  T sum = ((r[0] + r[1]) + (r[2] + r[3])) + ((r[4] + r[5]) + (r[6] + r[7]));
  for (; i < n; ++i)
    sum += values[i];
  return sum;
}

} // namespace quantc

#endif // QUANTC_LIB_CALIBRATE_ESTIMATORS_NUMPYSUM_H
