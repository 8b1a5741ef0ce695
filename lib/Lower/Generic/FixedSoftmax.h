//===- FixedSoftmax.h - Softmax of profile tflite as IR ---------*- C++ -*-===//

#ifndef QUANTC_LIB_LOWER_GENERIC_FIXEDSOFTMAX_H
#define QUANTC_LIB_LOWER_GENERIC_FIXEDSOFTMAX_H

#include "LoopEmitter.h"
#include "quantc/Numerics/Tflite.h"

namespace quantc::lower {

/// The values of a row (N16h), all of them i32; width 1.
class FixedSoftmax {
public:
  FixedSoftmax(LoopEmitter &e, const numerics::tflite::Softmax &softmax);

  /// exp of a code, given what the greatest of its row is above it.
  mlir::Value power(mlir::Value difference) const;
  /// What a power adds to the sum.
  mlir::Value summand(mlir::Value power) const;
  /// Takes the sum of a row.
  void setSum(mlir::Value sum);
  /// The result less its zero point.
  mlir::Value result(mlir::Value power) const;

private:
  mlir::Value constant(int64_t value) const { return e.integer(32, value); }
  mlir::Value multiplyHigh(mlir::Value a, mlir::Value c) const;
  mlir::Value lookUp(const TensorBuffer &table, mlir::Value index) const;
  mlir::Value clamp(mlir::Value value, int64_t low, int64_t high) const;
  mlir::Value invert(mlir::Value x) const;
  mlir::Value readReciprocal(mlir::Value word) const;

  LoopEmitter &e;
  bool isWide;
  TensorBuffer powers, reciprocals;
  mlir::Value factor, shift; ///< of the row
};

} // namespace quantc::lower

#endif // QUANTC_LIB_LOWER_GENERIC_FIXEDSOFTMAX_H
