//===- Depth.h - Windows of three dimensions --------------------*- C++ -*-===//
//
// Layers have height and width. Of three dimensions, each window along the depth gathers
// the slices that its taps read, which become an image: the slices of one window stand side
// by side, as channels of a convolution or as pixels of an average. Elements are only
// moved, so the sums are the same integers.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_LIB_IMPORT_ONNX_DEPTH_H
#define QUANTC_LIB_IMPORT_ONNX_DEPTH_H

#include "Windows.h"

namespace quantc::onnx {

/// Windows along the depth alone.
struct DepthWindows {
  int64_t kernel, stride, dilation, low, high;
  int64_t count; ///< of windows: the depth of the result
};

/// Takes the depth out of `windows` and out of `size`, that of the result.
DepthWindows takeDepth(Windows &windows, llvm::SmallVectorImpl<int64_t> &size);

/// The image [N, C, D, H, W] of a convolution with `groups` as [N * count, H, W, kernel * C]: channels by group, then
/// tap.
OperandRef joinAsChannels(NodeContext &node, const OperandRef &image, const DepthWindows &depth, int64_t groups);
/// The filter [O, I, KD, KH, KW] for it: [O, KH, KW, KD * I].
OperandRef joinFilter(NodeContext &node, const OperandRef &filter);
/// The image [N, C, D, H, W] of an average as [N * count, H, W * kernel, C].
OperandRef joinAsPixels(NodeContext &node, const OperandRef &image, const DepthWindows &depth);
/// [N * count, H, W, C] to [N, C, count, H, W].
OperandRef fromSlices(NodeContext &node, mlir::Value value, int64_t count);

} // namespace quantc::onnx

#endif // QUANTC_LIB_IMPORT_ONNX_DEPTH_H
