//===- PoolOps.cpp - Max, average and global pools ------------------------===//
//
// Tested by test/Import/pool.test and depth.test.
//
//===----------------------------------------------------------------------===//

#include "Depth.h"
#include "OpTable.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::onnx;

/// Every window must hold an element of the image: pads reach no further.
static LogicalResult checkPads(NodeContext &node, const Windows &windows, ArrayRef<int64_t> image,
                               ArrayRef<int64_t> result) {
  for (size_t axis = 0; axis < result.size(); ++axis) {
    int64_t extent = windows.getExtent(int(axis)), dilation = windows.dilations[axis], low = windows.pads[axis];
    for (int64_t i = 0; i < result[axis]; ++i) {
      int64_t start = i * windows.strides[axis] - low;
      int64_t first = start >= 0 ? start : start + (-start + dilation - 1) / dilation * dilation;
      if (first >= image[axis] || first >= start + extent)
        return node.fail("pads " + Twine(low) + " and " + Twine(windows.pads[result.size() + axis]) +
                         " of spatial axis " + Twine(axis) + " of size " + Twine(image[axis]) + " leave a window of " +
                         Twine(extent) + " without an element");
    }
  }
  return success();
}

/// A maximum along the depth: an image whose rows are the slices. [N * count, H, W, C]; null with a fault.
static Value poolDepth(NodeContext &node, const OperandRef &x, const DepthWindows &depth) {
  OperandRef slices = toNdhwc(node, x);
  if (!slices)
    return {};
  SmallVector<int64_t, 4> shape(slices->shape);
  slices = node.reshape(slices, {shape[0], shape[1], shape[2] * shape[3], shape[4]});
  auto type = slices ? node.makeType({shape[0], depth.count, shape[2] * shape[3], shape[4]}) : RankedTensorType();
  Value value = type ? node.materialize(slices) : Value();
  if (!value)
    return {};
  Value pool = node.create<qnn::MaxPool2DOp>(
      type, value, ArrayRef<int64_t>{depth.kernel, 1}, ArrayRef<int64_t>{depth.stride, 1},
      ArrayRef<int64_t>{depth.low, 0, depth.high, 0}, ArrayRef<int64_t>{depth.dilation, 1});
  OperandRef planes = node.reshape(node.wrap(pool), {shape[0] * depth.count, shape[2], shape[3], shape[4]});
  return planes ? node.materialize(planes) : Value();
}

/// Gathers the slices of an average's windows as pixels, and widens the windows to them. Null with a fault.
static Value gatherDepth(NodeContext &node, const OperandRef &x, const DepthWindows &depth, bool countPads,
                         Windows &windows) {
  if (windows.dilations[1] != 1)
    return node.fail("averages of three dimensions have no dilation along the last"), Value();
  if (!countPads && (depth.low > 0 || depth.high > 0))
    return node.fail("averages of three dimensions count the padding of the first, expected count_include_pad=1"),
           Value();
  int64_t end = (depth.count - 1) * depth.stride + (depth.kernel - 1) * depth.dilation + 1;
  if (end > x->shape[2] + depth.low + depth.high)
    return node.fail("averages of three dimensions have no window beyond the end, expected ceil_mode=0"), Value();
  OperandRef joined = joinAsPixels(node, x, depth);
  for (int64_t *value : {&windows.kernel[1], &windows.strides[1], &windows.pads[1], &windows.pads[3]})
    *value *= depth.kernel;
  return joined ? node.materialize(joined) : Value();
}

static LogicalResult importPool(NodeContext &node) {
  bool isMax = node.getOpType() == "MaxPool";
  if (failed(checkImage(node, 0, /*most=*/5)))
    return failure();
  const OperandRef &x = node.getInput(0);
  std::optional<std::vector<int64_t>> kernel = node.getInts("kernel_shape");
  bool ceilMode = node.getOpset() >= 10 && node.getFlag("ceil_mode"),
       countPads = !isMax && node.getFlag("count_include_pad");
  if (isMax)
    node.ignoreAttributes({"storage_order"}); // orders the indices, which are not supported
  if (!kernel || int64_t(kernel->size()) != x->getRank() - 2)
    return node.fail("attribute 'kernel_shape' has " + Twine(kernel ? kernel->size() : 0) + " values, expected " +
                     Twine(x->getRank() - 2));
  std::optional<Windows> windows = readWindows(node, *kernel);
  if (!windows)
    return failure();
  SmallVector<int64_t, 2> image = getImageSize(*x);
  auto size = resolveWindows(node, *windows, image, ceilMode);
  if (!size)
    return failure();
  if (failed(checkPads(node, *windows, image, *size)))
    return failure();
  std::optional<DepthWindows> depth;
  if (x->getRank() == 5)
    depth = takeDepth(*windows, *size);
  Value input = !depth  ? toNhwc(node, x)
                : isMax ? poolDepth(node, x, *depth)
                        : gatherDepth(node, x, *depth, countPads, *windows);
  auto type = input ? node.makeType({x->shape[0] * (depth ? depth->count : 1), (*size)[0], (*size)[1], x->shape[1]})
                    : RankedTensorType();
  if (!type)
    return failure();
  Value pool;
  if (isMax)
    pool = node.create<qnn::MaxPool2DOp>(type, input, windows->kernel, windows->strides, windows->pads,
                                         windows->dilations);
  else
    pool = node.create<qnn::AvgPool2DOp>(type, input, windows->kernel, windows->strides, windows->pads,
                                         windows->dilations, countPads);
  node.setOutput(0, depth ? fromSlices(node, pool, depth->count) : fromNhwc(node, pool, x->getRank()));
  return success();
}

static LogicalResult importGlobalPool(NodeContext &node) {
  if (failed(checkImage(node, 0, /*most=*/5)))
    return failure();
  OperandRef x = node.getInput(0);
  int64_t rank = x->getRank();
  auto kind = node.getOpType() == "GlobalMaxPool" ? qnn::ReduceKind::Max : qnn::ReduceKind::Mean;
  if (rank == 5) // all slices as one image
    x = node.reshape(x, {x->shape[0], x->shape[1], x->shape[2] * x->shape[3], x->shape[4]});
  Value input = x ? toNhwc(node, x) : Value();
  auto type = input ? node.makeType({x->shape[0], 1, 1, x->shape[1]}) : RankedTensorType();
  if (!type)
    return failure();
  auto reduce = node.create<qnn::ReduceOp>(type, input, kind, ArrayRef<int64_t>{1, 2});
  node.setOutput(0, rank == 5 ? fromSlices(node, reduce, 1) : fromNhwc(node, reduce, rank));
  return success();
}

ArrayRef<OpEntry> onnx::getPoolOps() {
  static const OpEntry entries[] = {
      {"", "MaxPool", importPool, 1, 1, 1},
      {"", "AveragePool", importPool, 1, 1, 1},
      {"", "GlobalMaxPool", importGlobalPool, 1, 1, 1},
      {"", "GlobalAveragePool", importGlobalPool, 1, 1, 1},
  };
  return entries;
}
