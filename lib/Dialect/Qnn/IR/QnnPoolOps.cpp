//===- QnnPoolOps.cpp - Verifiers of windows and reductions ---------------===//
//
// Tested by test/Dialect/Qnn/IR/pool-ops.mlir and pool-ops-invalid.mlir.
//
//===----------------------------------------------------------------------===//

#include "VerifyHelpers.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::qnn;

/// Returns a window along one axis that holds no element of the image, if there is one.
static std::optional<int64_t> findEmptyWindow(int64_t size, int64_t windows, int64_t kernel, int64_t stride,
                                              int64_t pad, int64_t dilation) {
  auto isEmpty = [&](int64_t i) {
    int64_t start = i * stride - pad;
    int64_t first = start >= 0 ? start : start + (-start + dilation - 1) / dilation * dilation;
    return first >= size || first > start + (kernel - 1) * dilation;
  };
  if (windows == 0)
    return std::nullopt;
  // The further a window is out, the less it holds, unless its dilation steps over the whole image.
  if (isEmpty(0))
    return 0;
  if (isEmpty(windows - 1))
    return windows - 1;
  if (dilation > size)
    // Where a window starts in the padding repeats after `dilation` windows; more are no real network.
    for (int64_t i = 1; i < std::min({windows, pad / stride + 1, dilation, int64_t(1) << 20}); ++i)
      if (isEmpty(i))
        return i;
  return std::nullopt;
}

template <typename PoolOp> static LogicalResult verifyPool(PoolOp op) {
  if (failed(verifyAttributeValues(op, "kernel", op.getKernel(), 2, 1)) ||
      failed(verifyAttributeValues(op, "strides", op.getStrides(), 2, 1)) ||
      failed(verifyAttributeValues(op, "dilations", op.getDilations(), 2, 1)) ||
      failed(verifyAttributeValues(op, "pads", op.getPads(), 4, 0))) // pool_c1
    return failure();
  auto x = shapeOf(op.getInput()), y = shapeOf(op.getOutput());
  if (x.size() != 4 || y.size() != 4 || x[0] != y[0] || x[3] != y[3]) // pool_c2
    return op.emitOpError("output ") << op.getOutput().getType() << " does not keep the images and channels of "
                                     << op.getInput().getType();
  for (unsigned axis : {0u, 1u})
    if (std::optional<int64_t> empty =
            findEmptyWindow(x[1 + axis], y[1 + axis], op.getKernel()[axis], op.getStrides()[axis], op.getPads()[axis],
                            op.getDilations()[axis]))
      return op.emitOpError("window ") << *empty << " along axis " << 1 + axis << " holds no element of "
                                       << op.getInput().getType();
  auto a = getQuantizedType(op.getInput()), b = getQuantizedType(op.getOutput());
  if (bool(a) != bool(b) || (a && (isAccumulator(a) || isAccumulator(b)))) // pool_c3
    return op.emitOpError("has types ") << op.getInput().getType() << " and " << op.getOutput().getType()
                                        << ", expected both float or both 8 or 16 bits";
  return success();
}

LogicalResult MaxPool2DOp::verify() {
  if (elementOf(getInput()) != elementOf(getOutput())) // pool_c3
    return emitOpError("changes the element type from ") << elementOf(getInput()) << " to " << elementOf(getOutput());
  return verifyPool(*this);
}
LogicalResult AvgPool2DOp::verify() { return verifyPool(*this); }

LogicalResult ReduceOp::verify() {
  auto x = shapeOf(getInput()), y = shapeOf(getOutput());
  int64_t previous = -1;
  for (int64_t axis : getAxes()) { // reduce_c1
    if (axis <= previous || axis >= int64_t(x.size()))
      return emitOpError("axis ") << axis << " is repeated, unsorted or out of range for rank " << x.size();
    previous = axis;
  }
  SmallVector<int64_t> kept, dropped;
  for (auto [axis, size] : llvm::enumerate(x)) {
    bool reduced = llvm::is_contained(getAxes(), int64_t(axis));
    kept.push_back(reduced ? 1 : size);
    if (!reduced)
      dropped.push_back(size);
  }
  if (y != ArrayRef<int64_t>(kept) && y != ArrayRef<int64_t>(dropped)) // reduce_c2
    return emitOpError("output ") << getOutput().getType() << " does not follow from input " << getInput().getType();
  auto a = getQuantizedType(getInput()), b = getQuantizedType(getOutput());
  bool isMax = getKind() == ReduceKind::Max;
  if (bool(a) != bool(b) || (a && (isAccumulator(a) || isAccumulator(b))) || // reduce_c3
      (isMax && elementOf(getInput()) != elementOf(getOutput())))
    return emitOpError("has types ") << getInput().getType() << " and " << getOutput().getType() << ", expected "
                                     << (isMax ? "one type of float or 8 or 16 bits"
                                               : "both float or both 8 or 16 bits");
  for (int64_t axis : getAxes())
    if (x[axis] == 0 && getKind() != ReduceKind::Sum) // reduce_c1
      return emitOpError("axis ") << axis << " is empty";
  return success();
}

LogicalResult ArgMaxOp::verify() {
  auto x = shapeOf(getInput()), y = shapeOf(getOutput());
  int64_t axis = getAxis();
  if (axis < 0 || axis >= int64_t(x.size())) // argmax_c1
    return emitOpError("axis ") << axis << " is out of range for rank " << x.size();
  if (x[axis] == 0)
    return emitOpError("axis ") << axis << " is empty";
  SmallVector<int64_t> kept(x), dropped(x);
  kept[axis] = 1;
  dropped.erase(dropped.begin() + axis);
  if (y != ArrayRef<int64_t>(kept) && y != ArrayRef<int64_t>(dropped))
    return emitOpError("output ") << getOutput().getType() << " does not follow from input " << getInput().getType();
  return success();
}

/// (C1) of both: all but the last axis agree, and that holds 1 to N elements.
static LogicalResult verifyTopK(Operation *op) {
  auto x = shapeOf(op->getOperand(0)), y = shapeOf(op->getResult(0));
  if (x.empty() || y.size() != x.size() || x.drop_back() != y.drop_back()) // top_k_c1
    return op->emitOpError("output ") << op->getResult(0).getType() << " does not follow from input "
                                      << op->getOperand(0).getType();
  if (y.back() < 1 || y.back() > x.back())
    return op->emitOpError("takes ") << y.back() << " of " << x.back() << " elements, expected at least 1 and no more";
  if (auto type = getQuantizedType(op->getOperand(0)); type && isAccumulator(type))
    return op->emitOpError("has an input of 32 bits, expected float or 8 or 16 bits");
  return success();
}
LogicalResult TopKIndicesOp::verify() { return verifyTopK(*this); }
LogicalResult TopKValuesOp::verify() {
  if (elementOf(getInput()) != elementOf(getOutput())) // top_k_c2
    return emitOpError("changes the element type from ") << elementOf(getInput()) << " to " << elementOf(getOutput());
  return verifyTopK(*this);
}
