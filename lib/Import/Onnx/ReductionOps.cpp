//===- ReductionOps.cpp - Reduce*, ArgMax, Softmax ------------------------===//
//
// Tested by test/Import/reduction.test.
//
//===----------------------------------------------------------------------===//

#include "NodeContext.h"
#include "OpTable.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::onnx;

/// The axes to reduce, sorted and distinct; all if the node names none.
static std::optional<SmallVector<int64_t>> readAxes(NodeContext &node, int64_t rank, int64_t since) {
  auto stated = node.getAxesLike("axes", 1, since);
  bool emptyIsNone = node.getOpset() >= since && node.getFlag("noop_with_empty_axes");
  if (node.hasFailed())
    return std::nullopt;
  SmallVector<int64_t> axes;
  if (!stated || stated->empty()) {
    for (int64_t axis = 0; axis < rank && !emptyIsNone; ++axis)
      axes.push_back(axis);
    return axes;
  }
  for (int64_t axis : *stated) {
    std::optional<int64_t> positive = node.normalizeAxis(axis, rank);
    if (!positive)
      return std::nullopt;
    if (llvm::is_contained(axes, *positive)) {
      (void)node.fail("axis " + Twine(axis) + " is repeated");
      return std::nullopt;
    }
    axes.push_back(*positive);
  }
  llvm::sort(axes);
  return axes;
}

static SmallVector<int64_t> reduceShape(ArrayRef<int64_t> shape, ArrayRef<int64_t> axes, bool keep) {
  SmallVector<int64_t> result;
  for (auto [axis, size] : llvm::enumerate(shape))
    if (!llvm::is_contained(axes, int64_t(axis)))
      result.push_back(size);
    else if (keep)
      result.push_back(1);
  return result;
}

/// Reduces known integers: a host op along one axis at a time.
static LogicalResult reduceHost(NodeContext &node, HostBinary op, ArrayRef<int64_t> axes, bool keep) {
  const OperandRef &x = node.getInput(0);
  std::optional<bool> fold = node.shouldFold(x, x->host->getNumElements());
  if (!fold)
    return failure();
  HostTensor value = *x->host;
  for (int64_t axis : axes) {
    SmallVector<int64_t, 4> shape(value.shape), offsets(shape.size(), 0), ones(shape.size(), 1);
    int64_t count = shape[axis];
    if (count == 0)
      return node.fail("reduces an axis without elements");
    shape[axis] = 1;
    HostTensor sum = hostSlice(value, offsets, ones, shape);
    for (int64_t i = 1; i < count; ++i) {
      offsets[axis] = i;
      sum = *hostBinary(op, sum, hostSlice(value, offsets, ones, shape));
    }
    value = std::move(sum);
  }
  auto shape = reduceShape(x->shape, axes, keep);
  value.shape.assign(shape.begin(), shape.end());
  node.setHostOutput(0, std::move(value));
  return success();
}

static LogicalResult importReduce(NodeContext &node) {
  struct Row {
    const char *name;
    int64_t since; ///< opset from which axes are an input
    std::optional<qnn::ReduceKind> kind;
    std::optional<HostBinary> host;
  };
  static const Row rows[] = {{"ReduceMean", 18, qnn::ReduceKind::Mean, HostBinary::Add},
                             {"ReduceSum", 13, qnn::ReduceKind::Sum, HostBinary::Add},
                             {"ReduceMax", 18, qnn::ReduceKind::Max, HostBinary::Max},
                             {"ReduceMin", 18, std::nullopt, HostBinary::Min},
                             {"ReduceProd", 18, std::nullopt, HostBinary::Mul},
                             {"ReduceL1", 18, qnn::ReduceKind::Sum, std::nullopt},
                             {"ReduceL2", 18, qnn::ReduceKind::Sum, std::nullopt},
                             {"ReduceSumSquare", 18, qnn::ReduceKind::Sum, std::nullopt}};
  const Row &row = *llvm::find_if(rows, [&](const Row &r) { return node.getOpType() == r.name; });
  const OperandRef &x = node.getInput(0);
  bool keep = node.getFlag("keepdims", true);
  auto axes = readAxes(node, x->getRank(), row.since);
  if (!axes)
    return failure();
  if (x->isHost() && (!x->isFloat() || !row.kind) && row.host && row.name != StringRef("ReduceMean"))
    return reduceHost(node, *row.host, *axes, keep);
  bool isMin = node.getOpType() == "ReduceMin"; // -max(-x), exactly
  if (!row.kind && !isMin)
    return node.fail("input " + quote(x->name) + " is computed at run time, expected one known at import");
  Value input = node.getFloat(0);
  if (!input)
    return failure();
  auto type = node.makeType(reduceShape(x->shape, *axes, keep));
  if (!type)
    return failure();
  if (isMin)
    input = node.create<qnn::NegOp>(input.getType(), input);
  else if (node.getOpType() == "ReduceL1")
    input = node.create<qnn::AbsOp>(input.getType(), input);
  else if (!row.host)
    input = node.create<qnn::MulOp>(input.getType(), input, input, DenseI64ArrayAttr(), DenseF32ArrayAttr());
  Value result = axes->empty()
                     ? input
                     : Value(node.create<qnn::ReduceOp>(type, input, row.kind.value_or(qnn::ReduceKind::Max), *axes));
  if (isMin)
    result = node.create<qnn::NegOp>(type, result);
  else if (node.getOpType() == "ReduceL2")
    result = node.create<qnn::SqrtOp>(type, result);
  node.setOutput(0, result);
  return success();
}

static LogicalResult importArgMax(NodeContext &node) {
  const OperandRef &x = node.getInput(0);
  auto axis = node.normalizeAxis(node.getInt("axis", 0), x->getRank());
  bool keep = node.getFlag("keepdims", true), last = node.getOpset() >= 12 && node.getFlag("select_last_index");
  Value input = axis ? node.getFloat(0) : Value();
  if (!input)
    return failure();
  auto type = node.makeType(reduceShape(x->shape, *axis, keep), IntegerType::get(node.getContext(), 64));
  if (!type)
    return failure();
  node.setOutput(0, node.create<qnn::ArgMaxOp>(type, input, *axis, last));
  return success();
}

/// Before opset 13 all axes from `axis` on are one. QLinearSoftmax says itself which opset it means.
template <typename Op> static LogicalResult importSoftmax(NodeContext &node) {
  bool isOfOnnx = node.getOpType() != "QLinearSoftmax";
  bool flattens = (isOfOnnx ? node.getOpset() : node.getInt("opset", 13)) < 13;
  OperandRef x = node.getInput(0);
  auto axis = node.normalizeAxis(node.getInt("axis", flattens ? 1 : -1), x->getRank());
  if (!axis || !node.checkFloat(0))
    return failure();
  SmallVector<int64_t, 4> shape(x->shape);
  flattens &= *axis + 1 != x->getRank();
  if (flattens) {
    SmallVector<int64_t> flat{1, 1};
    for (auto [i, size] : llvm::enumerate(shape))
      flat[int64_t(i) >= *axis] *= size;
    x = node.reshape(x, flat);
    axis = 1;
  }
  Value input = x ? node.materialize(x) : Value();
  if (!input)
    return failure();
  node.setOutput(0, node.reshape(node.wrap(node.create<Op>(input.getType(), input, *axis)), shape));
  return success();
}

ArrayRef<OpEntry> onnx::getReductionOps() {
  static const OpEntry entries[] = {
      {"", "ArgMax", importArgMax, 1, 1, 1},
      {"", "LogSoftmax", importSoftmax<qnn::LogSoftmaxOp>, 1, 1, 1},
      {"", "ReduceL1", importReduce, 1, 2, 1},
      {"", "ReduceL2", importReduce, 1, 2, 1},
      {"", "ReduceMax", importReduce, 1, 2, 1},
      {"", "ReduceMean", importReduce, 1, 2, 1},
      {"", "ReduceMin", importReduce, 1, 2, 1},
      {"", "ReduceProd", importReduce, 1, 2, 1},
      {"", "ReduceSum", importReduce, 1, 2, 1},
      {"", "ReduceSumSquare", importReduce, 1, 2, 1},
      {"", "Softmax", importSoftmax<qnn::SoftmaxOp>, 1, 1, 1},
  };
  return entries;
}
