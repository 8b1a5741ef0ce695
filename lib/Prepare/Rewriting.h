//===- Rewriting.h - Constants and ids in rewrites --------------*- C++ -*-===//
//
// What the passes of Prepare share: reading and making constants, and keeping
// ids when values move.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_LIB_PREPARE_REWRITING_H
#define QUANTC_LIB_PREPARE_REWRITING_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/Builders.h"
#include "quantc/Dialect/Qnn/IR/Qnn.h"
#include "quantc/Support/Permutation.h"

namespace quantc::prepare {

inline mlir::RankedTensorType typeOf(mlir::Value value) { return mlir::cast<mlir::RankedTensorType>(value.getType()); }
inline llvm::ArrayRef<int64_t> shapeOf(mlir::Value value) { return typeOf(value).getShape(); }
/// Returns the type of `shape` with the elements of `value`; not for scales along an axis.
mlir::RankedTensorType withShape(mlir::Value value, llvm::ArrayRef<int64_t> shape);
/// Returns the type of a transposed tensor; scales for each index of an axis follow it.
mlir::RankedTensorType permuteType(mlir::RankedTensorType type, llvm::ArrayRef<int64_t> p);

/// Returns the elements of an f32 `qnn.constant`, or nullopt for any other value.
std::optional<llvm::SmallVector<float>> getFloats(mlir::Value value);
/// Returns the one value that all elements of an f32 constant share, or nullopt.
/// Signs of zeros count.
std::optional<float> getSplat(mlir::Value value);
/// Makes an f32 constant of `shape` from values in row-major order.
mlir::Value makeFloats(mlir::OpBuilder &builder, mlir::Location loc, llvm::ArrayRef<int64_t> shape,
                       llvm::ArrayRef<float> values);

/// Returns whether `value` is a constant, or `qnn.dequantize` of a quantized one.
bool isConstant(mlir::Value value);
/// Returns `value` transposed, a constant of the same form: see `isConstant`.
mlir::Value transposeConstant(mlir::OpBuilder &builder, mlir::Value value, llvm::ArrayRef<int64_t> p);
/// Returns `value` under another shape. Null if it has scales along an axis.
mlir::Value reshapeConstant(mlir::OpBuilder &builder, mlir::Value value, llvm::ArrayRef<int64_t> shape);

/// Returns the value's elements moved by `p`: the value itself, a transposed
/// constant, or a new `qnn.transpose` with an id derived from the value's.
mlir::Value makeTranspose(mlir::OpBuilder &builder, mlir::Value value, llvm::ArrayRef<int64_t> p);
/// Returns `value` under another shape, likewise.
mlir::Value makeReshape(mlir::OpBuilder &builder, mlir::Value value, llvm::ArrayRef<int64_t> shape);

/// Returns an id made from that of a value and what was done to it, such as
/// "transpose"; "" from "". The same on every machine.
std::string deriveId(llvm::StringRef id, llvm::StringRef change);
/// Gives `to` the id of `from`, if that has one.
void inheritId(mlir::Value from, mlir::Value to);

/// Erases the ops of a function that nothing needs.
void eraseDeadOps(mlir::func::FuncOp function);

} // namespace quantc::prepare

#endif // QUANTC_LIB_PREPARE_REWRITING_H
