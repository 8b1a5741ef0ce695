//===- NumpyHistogram.h - np.histogram of f32 values ------------*- C++ -*-===//

#ifndef QUANTC_LIB_CALIBRATE_OBSERVERS_NUMPYHISTOGRAM_H
#define QUANTC_LIB_CALIBRATE_OBSERVERS_NUMPYHISTOGRAM_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"

#include <vector>

namespace quantc {

/// np.linspace(low, high, points) computed in T.
template <typename T> std::vector<T> makeLinspace(T low, T high, int64_t points) {
  T difference = high - low, step = difference / T(points - 1);
  std::vector<T> result;
  for (int64_t i = 0; i < points; ++i)
    result.push_back((step == 0 ? T(i) / T(points - 1) * difference : T(i) * step) + low);
  result.back() = high;
  return result;
}

struct NumpyHistogram {
  std::vector<int64_t> counts;
  std::vector<float> edges; ///< one more than counts
};

/// np.histogram(values, bins, range=(low, high)). The type T of low and high, float of NumPy scalars or double of
/// Python's, is that of the edges before they are rounded to f32, and of the quotient that gives a value's bin.
/// @returns an error, as NumPy does, if the range is not finite or too narrow for the bins.
template <typename T>
llvm::Expected<NumpyHistogram> makeNumpyHistogram(llvm::ArrayRef<float> values, int64_t bins, T low, T high);

/// np.histogram(values, edges): the last bin holds its upper edge, too.
std::vector<int64_t> countBetween(std::vector<float> values, llvm::ArrayRef<float> edges);

} // namespace quantc

#endif // QUANTC_LIB_CALIBRATE_OBSERVERS_NUMPYHISTOGRAM_H
