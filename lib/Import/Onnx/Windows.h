//===- Windows.h - Kernel, strides, pads and images -------------*- C++ -*-===//
//
// What convolutions and pools share. One-dimensional ones are two-dimensional
// with a height of 1.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_LIB_IMPORT_ONNX_WINDOWS_H
#define QUANTC_LIB_IMPORT_ONNX_WINDOWS_H

#include "NodeContext.h"

namespace quantc::onnx {

/// Attributes of windows over height and width, all checked: kernels, strides and
/// dilations positive and below 2^31, pads not negative.
struct Windows {
  llvm::SmallVector<int64_t, 2> kernel, strides, dilations;
  llvm::SmallVector<int64_t, 4> pads; ///< top, left, bottom, right
  std::string autoPad;                ///< NOTSET once pads are known
  /// Size of a window with its gaps.
  int64_t getExtent(int axis) const { return (kernel[axis] - 1) * dilations[axis] + 1; }
};

/// Reads `strides`, `dilations`, `pads` and `auto_pad`. `kernel` has one entry for
/// each spatial axis, 1 or 2.
std::optional<Windows> readWindows(NodeContext &node, llvm::ArrayRef<int64_t> kernel);
/// Turns auto_pad into pads for inputs of this height and width, and returns the
/// height and width of the result. A fault if it has none.
std::optional<llvm::SmallVector<int64_t, 2>> resolveWindows(NodeContext &node, Windows &windows,
                                                            llvm::ArrayRef<int64_t> image, bool ceilMode);

/// [N, C, H, W] to [N, H, W, C], or [N, C, L] to [N, 1, L, C].
mlir::Value toNhwc(NodeContext &node, const OperandRef &input);
/// The way back, to the given rank.
OperandRef fromNhwc(NodeContext &node, mlir::Value value, int64_t rank);
/// Height and width of a network's image of rank 3 or 4.
llvm::SmallVector<int64_t, 2> getImageSize(const Operand &input);
/// A fault unless input `index` is float of rank 3 or 4.
mlir::LogicalResult checkImage(NodeContext &node, size_t index);

} // namespace quantc::onnx

#endif // QUANTC_LIB_IMPORT_ONNX_WINDOWS_H
