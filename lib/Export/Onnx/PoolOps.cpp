//===- PoolOps.cpp - Windows over images ----------------------------------===//
//
// Tested by test/Export/pools.mlir.
//
//===----------------------------------------------------------------------===//

#include "OpTable.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::exporter;

/// Whether the sizes are those of ceil_mode; nullopt if they are neither those nor the usual ones.
template <typename Op> static std::optional<bool> isCeilMode(Op op) {
  bool isFloor = true, isCeil = true;
  for (int axis : {0, 1}) {
    int64_t extent = (op.getKernel()[axis] - 1) * op.getDilations()[axis] + 1, stride = op.getStrides()[axis];
    int64_t image = shapeOf(op.getInput())[1 + axis], low = op.getPads()[axis];
    int64_t rest = image + low + op.getPads()[2 + axis] - extent, size = shapeOf(op.getOutput())[1 + axis];
    int64_t ceiling = (rest + stride - 1) / stride + 1;
    if ((ceiling - 1) * stride >= image + low) // no window starts in the padding
      --ceiling;
    isFloor &= size == rest / stride + 1;
    isCeil &= size == ceiling;
  }
  if (isFloor)
    return false;
  return isCeil ? std::optional(true) : std::nullopt;
}

template <typename Op> static LogicalResult exportPool(Operation *op, GraphExporter &graph) {
  auto pool = cast<Op>(op);
  auto toVector = [](ArrayRef<int64_t> values) { return std::vector<int64_t>(values.begin(), values.end()); };
  std::optional<bool> ceilMode = isCeilMode(pool);
  if (!ceilMode)
    return graph.fail(op, "its result is neither of the size that ONNX defines nor of ceil_mode's");
  std::vector<NodeAttribute> attributes = {{"kernel_shape", toVector(pool.getKernel())},
                                           {"strides", toVector(pool.getStrides())},
                                           {"pads", toVector(pool.getPads())}};
  if (llvm::any_of(pool.getDilations(), [](int64_t dilation) { return dilation != 1; }))
    attributes.push_back({"dilations", toVector(pool.getDilations())}); // few readers know it of AveragePool
  if (*ceilMode)
    attributes.push_back({"ceil_mode", int64_t(1)});
  bool isMax = std::is_same_v<Op, qnn::MaxPool2DOp>;
  if constexpr (std::is_same_v<Op, qnn::AvgPool2DOp>)
    if (pool.getCountIncludePad())
      attributes.push_back({"count_include_pad", int64_t(1)});
  Layout layout = channelsSecond(4);
  TensorId result = graph.getModel().addNode(isMax ? "MaxPool" : "AveragePool", graph.getReal(pool.getInput(), layout),
                                             graph.getName(op), std::move(attributes));
  return graph.setResult(op->getResult(0), result, layout, isMax ? Bound::Kept : Bound::Apart);
}

ArrayRef<OpEntry> exporter::getPoolOps() {
  static const OpEntry entries[] = {
      {qnn::AvgPool2DOp::getOperationName(), exportPool<qnn::AvgPool2DOp>},
      {qnn::MaxPool2DOp::getOperationName(), exportPool<qnn::MaxPool2DOp>},
  };
  return entries;
}
