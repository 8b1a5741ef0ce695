//===- Scaling.h - From whole numbers to what is rounded --------*- C++ -*-===//
//
// Accumulators, differences, products and sums of them become results by one multiplication with a quotient of
// scales. How it rounds is the profile's: here, and nowhere else.
//
// Tested by test/Numerics/FixedPointTest.cpp.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_NUMERICS_SCALING_H
#define QUANTC_NUMERICS_SCALING_H

#include "quantc/Numerics/FixedPoint.h"
#include "quantc/Numerics/Profile.h"

namespace quantc::numerics {

/// A real factor, as a profile multiplies whole numbers by it.
struct Scaling {
  enum class Kind {
    Float,  ///< f32(f32(x) * multiplier) (N5)
    Fixed,  ///< a whole number, with a mantissa of 31 bits (N16a)
    Narrow, ///< likewise, of 15 bits; of accumulators only (N16b)
  };
  Kind kind = Kind::Float;
  float multiplier = 0; ///< near the factor whatever the kind is
  FixedMultiplier fixed;
  double narrow = 0;

  /// From steps of `scaleIn` to steps of `scaleOut`, of a mean divided by `count` (N5, N8, N16a, N16e).
  static Scaling ofRatio(Profile profile, double scaleIn, double scaleOut, int64_t count = 1) {
    Scaling scaling;
    scaling.multiplier = getAverageMultiplier(scaleIn, count, scaleOut);
    if (profile == Profile::Tflite)
      scaling.setFixed(FixedMultiplier(scaleIn / scaleOut).dividedBy(count));
    return scaling;
  }
  /// Of a product (N8, N10b, N11c, N16d).
  static Scaling ofProduct(Profile profile, double scaleA, double scaleB, double scaleOut) {
    Scaling scaling;
    scaling.multiplier = getProductMultiplier(profile, scaleA, scaleB, scaleOut);
    if (profile == Profile::Tflite)
      scaling.setFixed(FixedMultiplier(double(float(scaleA) * float(scaleB) / float(scaleOut))));
    return scaling;
  }
  /// Takes 15 bits of the mantissa.
  void makeNarrow() {
    kind = Kind::Narrow;
    narrow = fixed.toNarrow();
  }

  /// Returns what is rounded: of the fixed kinds the product, rounded already.
  float apply(int64_t x) const {
    switch (kind) {
    case Kind::Fixed:
      return float(fixed.apply(x));
    case Kind::Narrow:
      return float(applyNarrow(int32_t(x), narrow));
    case Kind::Float:
      break;
    }
    return float(x) * multiplier;
  }

private:
  void setFixed(const FixedMultiplier &value) {
    kind = Kind::Fixed;
    fixed = value;
  }
};

} // namespace quantc::numerics

#endif // QUANTC_NUMERICS_SCALING_H
