//===- LayerNormalizationOps.cpp - Statistics of the data itself ----------===//
//
// LayerNormalization, InstanceNormalization, GroupNormalization and
// RMSNormalization become what ONNX defines them to be: means, products and a root.
// `prepare-select-float-normalization` sees to it that they are not rounded in between.
//
// Tested by test/Import/layer-normalization.test.
//
//===----------------------------------------------------------------------===//

#include "NodeContext.h"
#include "OpTable.h"

#include <cmath>
#include <numeric>

using namespace mlir;
using namespace quantc;
using namespace quantc::onnx;

namespace {
/// Builds float ops; every value is null once one failed, with a fault.
class OpMaker {
public:
  explicit OpMaker(NodeContext &node) : node(node) {}
  template <typename Op> Value binary(Value a, Value b) {
    if (!a || !b)
      return {};
    auto shape = node.broadcast(getShape(a), getShape(b));
    auto type = shape ? node.makeType(*shape) : RankedTensorType();
    return type ? Value(node.create<Op>(type, a, b, DenseI64ArrayAttr(), DenseF32ArrayAttr())) : Value();
  }
  template <typename Op> Value unary(Value x) { return x ? Value(node.create<Op>(x.getType(), x)) : Value(); }
  Value reduce(Value x, qnn::ReduceKind kind, ArrayRef<int64_t> axes) {
    if (!x)
      return {};
    SmallVector<int64_t> shape(getShape(x));
    for (int64_t axis : axes)
      shape[axis] = 1;
    auto type = node.makeType(shape);
    return type ? Value(node.create<qnn::ReduceOp>(type, x, kind, axes)) : Value();
  }
  Value reshape(Value x, ArrayRef<int64_t> shape) {
    OperandRef result = x ? node.reshape(node.wrap(x), shape) : nullptr;
    return result ? node.materialize(result) : Value();
  }
  static ArrayRef<int64_t> getShape(Value x) { return cast<RankedTensorType>(x.getType()).getShape(); }

private:
  NodeContext &node;
};

/// What a normalization computes of its input.
struct Normalized {
  Value output, mean, inverse; ///< inverse: 1 / sqrt(variance + epsilon)
};
} // namespace

/// Subtracts the mean over `axes` (if `centred`) and divides by the root of the mean square.
static Normalized normalize(NodeContext &node, Value x, ArrayRef<int64_t> axes, float epsilon, bool centred = true) {
  OpMaker builder(node);
  Normalized result;
  if (centred) {
    result.mean = builder.reduce(x, qnn::ReduceKind::Mean, axes);
    x = builder.binary<qnn::SubOp>(x, result.mean);
  }
  Value square = builder.reduce(builder.binary<qnn::MulOp>(x, x), qnn::ReduceKind::Mean, axes);
  Value offset = square ? node.makeFloatConstant(epsilon, {}) : Value();
  Value root = builder.unary<qnn::SqrtOp>(builder.binary<qnn::AddOp>(square, offset));
  result.inverse = builder.unary<qnn::ReciprocalOp>(root);
  result.output = builder.binary<qnn::MulOp>(x, result.inverse);
  return result;
}

static std::optional<float> readEpsilon(NodeContext &node) {
  float epsilon = node.getFloatAttr("epsilon", 1e-5f);
  if (epsilon >= 0 && std::isfinite(epsilon))
    return epsilon;
  (void)node.fail("attribute 'epsilon' is " + formatNumber(epsilon) + ", expected a finite value of at least 0");
  return std::nullopt;
}

/// LayerNormalization and RMSNormalization: over all axes from `axis` on.
static LogicalResult importLayerNormalization(NodeContext &node) {
  bool centred = node.getOpType() == "LayerNormalization";
  for (size_t i = 0; i < node.getNumInputs(); ++i)
    if (node.hasInput(i) && !node.checkFloat(i))
      return failure();
  const OperandRef &x = node.getInput(0);
  auto axis = node.normalizeAxis(node.getInt("axis", -1), x->getRank());
  std::optional<float> epsilon = readEpsilon(node);
  node.ignoreAttributes({"stash_type"});
  if (!axis || !epsilon)
    return failure();
  SmallVector<int64_t> axes(x->getRank() - *axis);
  std::iota(axes.begin(), axes.end(), *axis);
  Value input = node.materialize(x);
  Normalized result = normalize(node, input, axes, *epsilon, centred);
  OpMaker builder(node);
  Value output = result.output;
  for (size_t i = 1; i < node.getNumInputs(); ++i) {
    if (!node.hasInput(i))
      continue;
    Value parameter = output ? node.materialize(node.getInput(i)) : Value();
    output = i == 1 ? builder.binary<qnn::MulOp>(output, parameter) : builder.binary<qnn::AddOp>(output, parameter);
    if (output && output.getType() != input.getType())
      return node.fail("input " + quote(node.getInput(i)->name) + " of shape " + formatShape(node.getInput(i)->shape) +
                       " does not broadcast to " + formatShape(x->shape));
  }
  if (!output)
    return failure();
  node.setOutput(0, output);
  if (centred && node.isOutputUsed(1))
    node.setOutput(1, result.mean);
  if (centred && node.isOutputUsed(2))
    node.setOutput(2, result.inverse);
  return success();
}

/// Reads scale or bias as one value for each of `channels`; those of groups are repeated.
static Value readParameter(NodeContext &node, size_t index, int64_t channels) {
  std::optional<std::vector<float>> values = node.getHostFloats(index);
  if (!values)
    return {};
  int64_t count = values->size();
  if (count != channels && (count == 0 || channels % count != 0 || node.getOpType() != "GroupNormalization")) {
    (void)node.fail("input " + quote(node.getInput(index)->name) + " has " + Twine(count) + " elements, expected " +
                    Twine(channels));
    return {};
  }
  std::vector<float> repeated;
  for (int64_t c = 0; c < channels; ++c)
    repeated.push_back((*values)[c / (channels / count)]);
  return node.makeFloatConstant(repeated, channels);
}

/// InstanceNormalization is GroupNormalization with a group for each channel. Channels go last, as
/// around a convolution: [N, positions, groups, channels of a group].
static LogicalResult importGroupNormalization(NodeContext &node) {
  if (!node.checkFloat(0))
    return failure();
  const OperandRef &x = node.getInput(0);
  bool isGroup = node.getOpType() == "GroupNormalization";
  std::optional<float> epsilon = readEpsilon(node);
  if (isGroup)
    node.ignoreAttributes({"stash_type"});
  if (!epsilon)
    return failure();
  int64_t rank = x->getRank();
  if (rank < 3)
    return node.fail("input has shape " + formatShape(x->shape) + ", expected rank 3 or more");
  int64_t channels = x->shape[1], groups = isGroup ? node.getInt("num_groups", 0) : channels;
  if (groups < 1 || channels % groups != 0)
    return node.fail("attribute 'num_groups' is " + Twine(groups) + ", expected a divisor of " + Twine(channels));
  SmallVector<int64_t> toEnd{0}, back{0, rank - 1};
  for (int64_t axis = 2; axis < rank; ++axis) {
    toEnd.push_back(axis);
    back.push_back(axis - 1);
  }
  toEnd.push_back(1);
  OperandRef moved = node.transpose(x, toEnd);
  Value value = moved ? node.materialize(moved) : Value();
  if (!value)
    return failure();
  OpMaker builder(node);
  SmallVector<int64_t> last(OpMaker::getShape(value)), split(last), axes(rank - 2);
  std::iota(axes.begin(), axes.end(), 1);
  if (groups != channels) {
    split.back() = groups;
    split.push_back(channels / groups);
    axes.push_back(rank);
    value = builder.reshape(value, split);
  }
  value = normalize(node, value, axes, *epsilon).output;
  if (groups != channels)
    value = builder.reshape(value, last);
  Value scale = value ? readParameter(node, 1, channels) : Value(),
        bias = scale ? readParameter(node, 2, channels) : Value();
  value = builder.binary<qnn::AddOp>(builder.binary<qnn::MulOp>(value, scale), bias);
  if (!value)
    return failure();
  node.setOutput(0, node.transpose(node.wrap(value), back));
  return success();
}

ArrayRef<OpEntry> onnx::getLayerNormalizationOps() {
  static const OpEntry entries[] = {
      {"", "GroupNormalization", importGroupNormalization, 3, 3, 1, 18},
      {"", "InstanceNormalization", importGroupNormalization, 3, 3, 1},
      {"", "LayerNormalization", importLayerNormalization, 2, 3, 3, 17},
      {"", "RMSNormalization", importLayerNormalization, 2, 2, 1, 23},
  };
  return entries;
}
