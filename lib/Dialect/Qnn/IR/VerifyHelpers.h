//===- VerifyHelpers.h - Checks shared by verifiers -------------*- C++ -*-===//

#ifndef QUANTC_LIB_DIALECT_QNN_IR_VERIFYHELPERS_H
#define QUANTC_LIB_DIALECT_QNN_IR_VERIFYHELPERS_H

#include "quantc/Dialect/Qnn/IR/Qnn.h"

namespace quantc::qnn {

/// Bounds on tensors and attributes, which every op verifies: the largest axis, stride, pad, ...; the most elements.
inline constexpr int64_t kMaxSize = 0x7fffffff;
inline constexpr int64_t kMaxElements = int64_t(1) << 40;

/// Verifies that a tensor is static, of a size that no arithmetic overflows on, and its quantization valid.
mlir::LogicalResult verifyTensorType(mlir::Operation *op, llvm::StringRef role, mlir::RankedTensorType tensor);

/// Verifies `clamp` and `negative_slope` of an op that rounds to `output`.
mlir::LogicalResult verifyRounding(mlir::Operation *op, mlir::RankedTensorType output,
                                   std::optional<llvm::ArrayRef<int64_t>> clamp,
                                   std::optional<llvm::ArrayRef<float>> negativeSlope);

/// Returns the shape that both broadcast to as in NumPy, or nullopt.
std::optional<llvm::SmallVector<int64_t>> broadcastShapes(llvm::ArrayRef<int64_t> a, llvm::ArrayRef<int64_t> b);

/// Verifies that `values` has `count` entries from `least` to `kMaxSize`.
mlir::LogicalResult verifyAttributeValues(mlir::Operation *op, llvm::StringRef name, llvm::ArrayRef<int64_t> values,
                                          size_t count, int64_t least);

/// The shape of a tensor value.
inline llvm::ArrayRef<int64_t> shapeOf(mlir::Value value) {
  return mlir::cast<mlir::RankedTensorType>(value.getType()).getShape();
}
inline mlir::Type elementOf(mlir::Value value) {
  return mlir::cast<mlir::RankedTensorType>(value.getType()).getElementType();
}

} // namespace quantc::qnn

#endif // QUANTC_LIB_DIALECT_QNN_IR_VERIFYHELPERS_H
