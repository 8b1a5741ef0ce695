//===- FixedPoint.h - Products of profile tflite as IR ----------*- C++ -*-===//

#ifndef QUANTC_LIB_LOWER_FIXEDPOINT_H
#define QUANTC_LIB_LOWER_FIXEDPOINT_H

#include "mlir/Dialect/Arith/IR/Arith.h"

namespace quantc::lower {

/// A factor of N16a beside the i32, or the vectors of it, that it multiplies. Null shifts are 0.
struct FixedFactor {
  mlir::Value mantissa, left, right;
};

/// The product of an i32 or i64 with a factor, rounded, as i32 (N16a).
mlir::Value emitFixedProduct(mlir::OpBuilder &b, mlir::Location loc, mlir::Value x, const FixedFactor &factor);
/// The product of an i32 with a factor of f64, rounded, as f32 (N16b).
mlir::Value emitNarrowProduct(mlir::OpBuilder &b, mlir::Location loc, mlir::Value x, mlir::Value factor);
/// x / 2^exponent of i32, rounded with ties away from zero.
mlir::Value emitFixedShift(mlir::OpBuilder &b, mlir::Location loc, mlir::Value x, mlir::Value exponent);
/// a b / 2^31 of i32, rounded with ties up.
mlir::Value emitMultiplyHigh(mlir::OpBuilder &b, mlir::Location loc, mlir::Value a, mlir::Value c);

/// `value` in each lane of a scalar or vector type.
mlir::Value emitConstant(mlir::OpBuilder &b, mlir::Location loc, mlir::Type type, int64_t value);

} // namespace quantc::lower

#endif // QUANTC_LIB_LOWER_FIXEDPOINT_H
