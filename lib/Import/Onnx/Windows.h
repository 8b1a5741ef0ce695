//===- Windows.h - Kernel, strides, pads and images -------------*- C++ -*-===//
//
// What convolutions and pools share. One-dimensional ones are two-dimensional
// with a height of 1; of three dimensions, depth is taken apart by Depth.h.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_LIB_IMPORT_ONNX_WINDOWS_H
#define QUANTC_LIB_IMPORT_ONNX_WINDOWS_H

#include "NodeContext.h"

namespace quantc::onnx {

/// Attributes of windows over height and width, before them depth if there is one, all checked: kernels, strides and
/// dilations positive and below 2^31, pads not negative.
struct Windows {
  llvm::SmallVector<int64_t, 2> kernel, strides, dilations;
  llvm::SmallVector<int64_t, 4> pads; ///< top, left, bottom, right; likewise
  std::string autoPad;                ///< NOTSET once pads are known
  /// Size of a window with its gaps.
  int64_t getExtent(int axis) const { return (kernel[axis] - 1) * dilations[axis] + 1; }
};

/// Reads `strides`, `dilations`, `pads` and `auto_pad`. `kernel` has one entry for
/// each spatial axis, 1 to 3.
std::optional<Windows> readWindows(NodeContext &node, llvm::ArrayRef<int64_t> kernel);
/// Turns auto_pad into pads for inputs of this size, and returns the
/// size of the result. A fault if it has none.
std::optional<llvm::SmallVector<int64_t, 2>> resolveWindows(NodeContext &node, Windows &windows,
                                                            llvm::ArrayRef<int64_t> image, bool ceilMode);

/// [N, C, D, H, W] to [N, D, H, W, C].
OperandRef toNdhwc(NodeContext &node, const OperandRef &input);
/// [N, C, H, W] to [N, H, W, C], or [N, C, L] to [N, 1, L, C].
mlir::Value toNhwc(NodeContext &node, const OperandRef &input);
/// The way back, to the given rank.
OperandRef fromNhwc(NodeContext &node, mlir::Value value, int64_t rank);
/// Height and width of a network's image of rank 3 or 4; depth, height and width of one of rank 5.
llvm::SmallVector<int64_t, 2> getImageSize(const Operand &input);
/// A fault unless input `index` is float of rank 3 or 4, or up to `most`.
mlir::LogicalResult checkImage(NodeContext &node, size_t index, int64_t most = 4);

} // namespace quantc::onnx

#endif // QUANTC_LIB_IMPORT_ONNX_WINDOWS_H
