//===- Tflite.h - Functions of profile tflite -------------------*- C++ -*-===//
//
// N16d and N16h of docs/numerics.md: what TensorFlow Lite's reference kernels give for functions of 8 and 16 bits,
// as tables by the stored value, and softmax.
//
// Tested by test/Numerics/TfliteTest.cpp and tools/check-oracles.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_NUMERICS_TFLITE_H
#define QUANTC_NUMERICS_TFLITE_H

#include "quantc/Numerics/FixedPoint.h"
#include "quantc/Numerics/Quantize.h"

#include <vector>

namespace quantc::numerics::tflite {

/// Returns the results of a function by the pattern of the stored value, which has `bits`, 8 or 16; of 16 none where
/// the profile has no definition of its own.
std::vector<int32_t> makeTable(const Unary &function, unsigned bits, const QuantParams &input,
                               const QuantParams &output);

/// Softmax of 8 or 16 bits along a row.
class Softmax {
public:
  /// Whether N16h defines a softmax with rows of `size`: the result's type is the fixed one.
  static bool isDefined(const QuantParams &input, const QuantParams &output, int64_t size);
  Softmax(const QuantParams &input, const QuantParams &output);

  bool isWide() const { return wide; }
  /// exp(-d s) by the difference `d` of the greatest code and a code: Q0.31, of 16 bits Q0.15.
  const std::vector<int32_t> &getPowers() const { return powers; }
  /// 1 / (1 + x) in 513 steps, of 16 bits.
  const std::vector<int32_t> &getReciprocals() const { return reciprocals; }
  /// Computes one row: `read` gives a code by its index, `write` takes what a result is above its zero point.
  template <class Read, class Write> void evaluate(int64_t count, Read read, Write write) const {
    int64_t greatest = read(0);
    for (int64_t k = 1; k < count; ++k)
      greatest = std::max<int64_t>(greatest, read(k));
    int32_t sum = 0;
    for (int64_t k = 0; k < count; ++k)
      sum += wide ? powers[greatest - read(k)] : shiftRight(powers[greatest - read(k)], kSumShift);
    int32_t factor = getFactor(sum), shift = getShift(sum);
    for (int64_t k = 0; k < count; ++k)
      write(k, getResult(powers[greatest - read(k)], factor, shift));
  }

  /// What powers are shifted by before they are summed.
  static constexpr int kSumShift = 12;

private:
  int32_t getFactor(int32_t sum) const;
  int32_t getShift(int32_t sum) const;
  int32_t getResult(int32_t power, int32_t factor, int32_t shift) const;

  bool wide;
  std::vector<int32_t> powers, reciprocals;
};

} // namespace quantc::numerics::tflite

#endif // QUANTC_NUMERICS_TFLITE_H
