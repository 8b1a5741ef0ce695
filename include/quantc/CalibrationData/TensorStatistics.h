//===- TensorStatistics.h - What calibration knows of a tensor --*- C++ -*-===//

#ifndef QUANTC_CALIBRATIONDATA_TENSORSTATISTICS_H
#define QUANTC_CALIBRATIONDATA_TENSORSTATISTICS_H

#include "quantc/CalibrationData/ExactSum.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/JSON.h"

#include <vector>

namespace quantc {

/// Counts of values in bins [k 2^exponent, (k + 1) 2^exponent), from the bin of
/// the least value to that of the largest. Exact zeros are in none.
struct Histogram {
  int exponent = 0;
  int64_t first = 0; ///< k of counts[0]
  std::vector<uint64_t> counts;

  static constexpr int64_t kMaxBins = 2048;
  /// Returns the least exponent, but at least that of the largest magnitude
  /// minus 23, for which [min, max] needs at most `kMaxBins` bins. It can only
  /// grow with the range, which is what makes merging exact: a bin of a larger
  /// exponent is the union of two.
  static int getExponent(float min, float max);
};

/// Streaming statistics of the finite f32 values of a tensor. A function of the
/// multiset of values only: neither order nor sharding changes a bit.
class TensorStatistics {
public:
  /// Adds values. If one is NaN or infinite nothing is added.
  /// @returns the index of the first such value.
  std::optional<size_t> add(llvm::ArrayRef<float> values);
  void merge(TensorStatistics &other);

  bool isEmpty() const { return count == 0; }
  uint64_t getCount() const { return count; }
  uint64_t getNumZeros() const { return zeros; }
  float getMin() const { return min; }
  float getMax() const { return max; }
  double getMean() { return sum.getSum() / double(count); }
  /// The mean of (x - mean)^2, at least 0.
  double getVariance();
  const Histogram &getHistogram() const { return histogram; }

  /// Fields of a JSON object; `fromJson` checks that they fit each other.
  void toJson(llvm::json::OStream &json);
  static std::optional<TensorStatistics> fromJson(const llvm::json::Value &value, llvm::json::Path path);

private:
  void extendRange(float newMin, float newMax);

  uint64_t count = 0, zeros = 0;
  float min = 0, max = 0;
  ExactSum sum;
  Histogram histogram;
};

} // namespace quantc

#endif // QUANTC_CALIBRATIONDATA_TENSORSTATISTICS_H
