//===- Padding.h - What a padding that is not zero adds ---------*- C++ -*-===//
//
// N6a of docs/numerics.md: padding need not be a value that 8 bits hold. What its
// taps add to an accumulator is a constant of the position, rounded once.
//
// Tested by test/Numerics/QuantizeTest.cpp.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_NUMERICS_PADDING_H
#define QUANTC_NUMERICS_PADDING_H

#include <cmath>
#include <cstdint>

namespace quantc::numerics {

/// The sum over the taps of one position that lie in the padding: kernel rows, columns and channels ascending.
class PaddingSum {
public:
  /// Adds a tap. `steps` is f64(value) / f64(s_x), `weight` its stored weight.
  void add(double steps, int64_t weight) { sum = std::fma(steps, double(weight), sum); }
  /// Returns the integer that the accumulator gets: ties to even.
  int64_t round() const { return int64_t(std::nearbyint(sum)); }

private:
  double sum = 0;
};

} // namespace quantc::numerics

#endif // QUANTC_NUMERICS_PADDING_H
