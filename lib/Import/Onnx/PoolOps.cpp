//===- PoolOps.cpp - Max, average and global pools ------------------------===//
//
// Tested by test/Import/pool.test.
//
//===----------------------------------------------------------------------===//

#include "OpTable.h"
#include "Windows.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::onnx;

/// Every window must hold an element of the image: pads reach no further.
static LogicalResult checkPads(NodeContext &node, const Windows &windows, ArrayRef<int64_t> image,
                               ArrayRef<int64_t> result) {
  for (int axis : {0, 1}) {
    int64_t extent = windows.getExtent(axis), dilation = windows.dilations[axis], low = windows.pads[axis];
    for (int64_t i = 0; i < result[axis]; ++i) {
      int64_t start = i * windows.strides[axis] - low;
      int64_t first = start >= 0 ? start : start + (-start + dilation - 1) / dilation * dilation;
      if (first >= image[axis] || first >= start + extent)
        return node.fail("pads " + Twine(low) + " and " + Twine(windows.pads[2 + axis]) + " of spatial axis " +
                         Twine(axis) + " of size " + Twine(image[axis]) + " leave a window of " + Twine(extent) +
                         " without an element");
    }
  }
  return success();
}

static LogicalResult importPool(NodeContext &node) {
  bool isMax = node.getOpType() == "MaxPool";
  if (failed(checkImage(node, 0)))
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
  auto type = node.makeType({x->shape[0], (*size)[0], (*size)[1], x->shape[1]});
  if (!type || failed(checkPads(node, *windows, image, *size)))
    return failure();
  Value input = toNhwc(node, x);
  if (!input)
    return failure();
  Value pool;
  if (isMax)
    pool = node.create<qnn::MaxPool2DOp>(type, input, windows->kernel, windows->strides, windows->pads,
                                         windows->dilations);
  else
    pool = node.create<qnn::AvgPool2DOp>(type, input, windows->kernel, windows->strides, windows->pads,
                                         windows->dilations, countPads);
  node.setOutput(0, fromNhwc(node, pool, x->getRank()));
  return success();
}

static LogicalResult importGlobalPool(NodeContext &node) {
  if (failed(checkImage(node, 0)))
    return failure();
  const OperandRef &x = node.getInput(0);
  auto kind = node.getOpType() == "GlobalMaxPool" ? qnn::ReduceKind::Max : qnn::ReduceKind::Mean;
  Value input = toNhwc(node, x);
  auto type = input ? node.makeType({x->shape[0], 1, 1, x->shape[1]}) : RankedTensorType();
  if (!type)
    return failure();
  auto reduce = node.create<qnn::ReduceOp>(type, input, kind, ArrayRef<int64_t>{1, 2});
  node.setOutput(0, fromNhwc(node, reduce, x->getRank()));
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
