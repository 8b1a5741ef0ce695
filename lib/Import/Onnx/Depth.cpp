//===- Depth.cpp - Windows of three dimensions ----------------------------===//
//
// Tested by test/Import/depth.test.
//
//===----------------------------------------------------------------------===//

#include "Depth.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::onnx;

DepthWindows onnx::takeDepth(Windows &windows, SmallVectorImpl<int64_t> &size) {
  size_t high = windows.kernel.size();
  DepthWindows depth{windows.kernel[0], windows.strides[0], windows.dilations[0],
                     windows.pads[0],   windows.pads[high], size[0]};
  windows.pads.erase(windows.pads.begin() + high);
  windows.pads.erase(windows.pads.begin());
  for (auto *list : {&windows.kernel, &windows.strides, &windows.dilations})
    list->erase(list->begin());
  size.erase(size.begin());
  return depth;
}

/// Zeros before and after the slices [N, D, H, W, C].
static OperandRef padDepth(NodeContext &node, const OperandRef &slices, const DepthWindows &depth) {
  if (depth.low == 0 && depth.high == 0)
    return slices;
  SmallVector<int64_t> shape(ArrayRef<int64_t>(slices->shape)), low(5, 0), high(5, 0);
  shape[1] += depth.low + depth.high;
  low[1] = depth.low, high[1] = depth.high;
  RankedTensorType type = node.makeType(shape);
  Value value = type ? node.materialize(slices) : Value();
  return value ? node.wrap(node.create<qnn::PadOp>(type, value, low, high, llvm::APFloat(0.0f))) : nullptr;
}

/// What the taps of each window along the depth read: [N * count, kernel, H, W, C]; null with a fault.
static OperandRef readTaps(NodeContext &node, const OperandRef &image, const DepthWindows &depth) {
  OperandRef slices = toNdhwc(node, image);
  slices = slices ? padDepth(node, slices, depth) : nullptr;
  if (!slices)
    return {};
  ArrayRef<int64_t> shape = slices->shape;
  RankedTensorType type = node.makeType({shape[0], depth.count, depth.kernel, shape[2], shape[3], shape[4]});
  Value value = type ? node.materialize(slices) : Value();
  if (!value)
    return {};
  HostTensor taps(ElementKind::I64, {depth.count, depth.kernel});
  auto index = taps.values<int64_t>().begin();
  for (int64_t window = 0; window < depth.count; ++window)
    for (int64_t tap = 0; tap < depth.kernel; ++tap)
      *index++ = window * depth.stride + tap * depth.dilation;
  Value indices = node.materialize(node.makeConstant(std::move(taps)));
  if (!indices)
    return {};
  OperandRef read = node.wrap(node.create<qnn::GatherOp>(type, value, indices, /*axis=*/1));
  return node.reshape(read, {shape[0] * depth.count, depth.kernel, shape[2], shape[3], shape[4]});
}

OperandRef onnx::joinAsChannels(NodeContext &node, const OperandRef &image, const DepthWindows &depth, int64_t groups) {
  OperandRef taps = readTaps(node, image, depth);
  if (!taps)
    return {};
  SmallVector<int64_t, 4> shape(taps->shape);
  taps = node.reshape(taps, {shape[0], shape[1], shape[2], shape[3], groups, shape[4] / groups});
  taps = taps ? node.transpose(taps, {0, 2, 3, 4, 1, 5}) : nullptr;
  return taps ? node.reshape(taps, {shape[0], shape[2], shape[3], shape[1] * shape[4]}) : nullptr;
}

OperandRef onnx::joinFilter(NodeContext &node, const OperandRef &filter) {
  ArrayRef<int64_t> shape = filter->shape;
  OperandRef moved = node.transpose(filter, {0, 3, 4, 2, 1});
  return moved ? node.reshape(moved, {shape[0], shape[3], shape[4], shape[2] * shape[1]}) : nullptr;
}

OperandRef onnx::joinAsPixels(NodeContext &node, const OperandRef &image, const DepthWindows &depth) {
  OperandRef taps = readTaps(node, image, depth);
  if (!taps)
    return {};
  SmallVector<int64_t, 4> shape(taps->shape);
  taps = node.transpose(taps, {0, 2, 3, 1, 4});
  return taps ? node.reshape(taps, {shape[0], shape[2], shape[3] * shape[1], shape[4]}) : nullptr;
}

OperandRef onnx::fromSlices(NodeContext &node, Value value, int64_t count) {
  OperandRef result = node.wrap(value);
  ArrayRef<int64_t> shape = result->shape;
  result = node.reshape(result, {shape[0] / count, count, shape[1], shape[2], shape[3]});
  return result ? node.transpose(result, {0, 4, 1, 2, 3}) : nullptr;
}
