//===- QnnPoolOps.cpp - Verifiers of windows and reductions ---------------===//
//
// Tested by test/Dialect/Qnn/IR/pool-ops.mlir and pool-ops-invalid.mlir.
//
//===----------------------------------------------------------------------===//

#include "VerifyHelpers.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::qnn;

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
  for (unsigned axis : {0u, 1u}) {
    int64_t size = x[1 + axis], pad = op.getPads()[axis], dilation = op.getDilations()[axis];
    for (int64_t i = 0; i < y[1 + axis]; ++i) {
      int64_t start = i * op.getStrides()[axis] - pad;
      int64_t first = start >= 0 ? start : start + (-start + dilation - 1) / dilation * dilation;
      if (first >= size || first > start + (op.getKernel()[axis] - 1) * dilation)
        return op.emitOpError("window ") << i << " along axis " << 1 + axis << " holds no element of "
                                         << op.getInput().getType();
    }
  }
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
  if (bool(a) != bool(b) || (getKind() == ReduceKind::Max && elementOf(getInput()) != elementOf(getOutput())))
    return emitOpError("has types ") << getInput().getType() << " and " << getOutput().getType();
  return success();
}

LogicalResult ArgMaxOp::verify() {
  auto x = shapeOf(getInput()), y = shapeOf(getOutput());
  int64_t axis = getAxis();
  if (axis < 0 || axis >= int64_t(x.size())) // argmax_c1
    return emitOpError("axis ") << axis << " is out of range for rank " << x.size();
  SmallVector<int64_t> kept(x), dropped(x);
  kept[axis] = 1;
  dropped.erase(dropped.begin() + axis);
  if (y != ArrayRef<int64_t>(kept) && y != ArrayRef<int64_t>(dropped))
    return emitOpError("output ") << getOutput().getType() << " does not follow from input " << getInput().getType();
  return success();
}
