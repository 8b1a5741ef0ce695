//===- ActivationOps.cpp - Functions of one element -----------------------===//
//
// Tested by test/Import/activations.test.
//
//===----------------------------------------------------------------------===//

#include "NodeContext.h"
#include "OpTable.h"

#include <cmath>
#include <limits>

using namespace mlir;
using namespace quantc;
using namespace quantc::onnx;

/// Emits an op without parameters.
template <typename Op> static LogicalResult importUnary(NodeContext &node) {
  Value input = node.getFloat(0);
  if (!input)
    return failure();
  node.ignoreAttributes({"consumed_inputs"});
  node.setOutput(0, node.create<Op>(input.getType(), input));
  return success();
}

/// Emits an op with one float attribute.
template <typename Op> static LogicalResult importWithAlpha(NodeContext &node, float fallback) {
  Value input = node.getFloat(0);
  float alpha = node.getFloatAttr("alpha", fallback);
  if (!input)
    return failure();
  if (!std::isfinite(alpha))
    return node.fail("attribute 'alpha' is " + formatNumber(alpha) + ", expected a finite value");
  node.setOutput(0, node.create<Op>(input.getType(), input, APFloat(alpha)));
  return success();
}

static LogicalResult importLeakyRelu(NodeContext &node) { return importWithAlpha<qnn::LeakyReluOp>(node, 0.01f); }
static LogicalResult importElu(NodeContext &node) { return importWithAlpha<qnn::EluOp>(node, 1); }

static LogicalResult importCelu(NodeContext &node) {
  float alpha = node.getFloatAttr("alpha", 1);
  if (!(alpha > 0))
    return node.fail("attribute 'alpha' is " + formatNumber(alpha) + ", expected a positive value");
  return importWithAlpha<qnn::CeluOp>(node, 1);
}

/// Emits an op with two float attributes, whose ONNX names and values when left out are given.
template <typename Op>
static LogicalResult importWithTwo(NodeContext &node, std::pair<StringRef, float> first,
                                   std::pair<StringRef, float> second) {
  Value input = node.getFloat(0);
  float alpha = node.getFloatAttr(first.first, first.second), beta = node.getFloatAttr(second.first, second.second);
  if (!input)
    return failure();
  if (!std::isfinite(alpha) || !std::isfinite(beta))
    return node.fail("attributes " + quote(first.first) + " and " + quote(second.first) + " are expected to be finite");
  node.setOutput(0, node.create<Op>(input.getType(), input, APFloat(alpha), APFloat(beta)));
  return success();
}

static LogicalResult importHardSigmoid(NodeContext &node) {
  return importWithTwo<qnn::HardSigmoidOp>(node, {"alpha", 0.2f}, {"beta", 0.5f});
}

static LogicalResult importSelu(NodeContext &node) {
  return importWithTwo<qnn::SeluOp>(node, {"alpha", 1.67326319f}, {"gamma", 1.05070102f});
}

static LogicalResult importShrink(NodeContext &node) {
  return importWithTwo<qnn::ShrinkOp>(node, {"lambd", 0.5f}, {"bias", 0.0f});
}

static LogicalResult importThresholdedRelu(NodeContext &node) {
  Value input = node.getFloat(0);
  float alpha = node.getFloatAttr("alpha", 1);
  if (!input)
    return failure();
  if (!std::isfinite(alpha))
    return node.fail("attribute 'alpha' is " + formatNumber(alpha) + ", expected a finite value");
  node.setOutput(0, node.create<qnn::ThresholdOp>(input.getType(), input, APFloat(alpha), APFloat(0.0f)));
  return success();
}

static LogicalResult importGelu(NodeContext &node) {
  std::string approximate = node.getString("approximate", "none");
  if (approximate == "tanh")
    return importUnary<qnn::GeluTanhOp>(node);
  if (approximate != "none")
    return node.fail("attribute 'approximate' is " + quote(approximate) + ", expected none or tanh");
  return importUnary<qnn::GeluOp>(node);
}

static LogicalResult importSwish(NodeContext &node) {
  if (node.getFloatAttr("alpha", 1) != 1)
    return node.fail("attribute 'alpha' is not 1");
  return importUnary<qnn::SiluOp>(node);
}

/// Reads bound `index` of Clip; nullopt with a fault.
static std::optional<float> getBound(NodeContext &node, size_t index, StringRef name, float open) {
  if (node.getOpset() < 11)
    return node.getFloatAttr(name, open < 0 ? std::numeric_limits<float>::lowest() : std::numeric_limits<float>::max());
  if (!node.hasInput(index))
    return open;
  std::optional<std::vector<float>> values = node.getHostFloats(index);
  if (values && (values->size() != 1 || std::isnan(values->front()))) {
    (void)node.fail("bound " + quote(node.getInput(index)->name) + " of shape " +
                    formatShape(node.getInput(index)->shape) + ", expected one number");
    return std::nullopt;
  }
  return values ? std::optional(values->front()) : std::nullopt;
}

/// Clip in shape arithmetic, as the padding of a network made for TensorFlow is exported. Null, maybe
/// with a fault, if it is not to be computed now.
static OperandRef clipKnown(NodeContext &node) {
  const OperandRef &x = node.getInput(0);
  std::optional<bool> fold = node.shouldFold(x, x->host->getNumElements());
  if (!fold || !*fold)
    return {};
  HostTensor result = *x->host;
  for (size_t index : {1, 2}) {
    if (!node.hasInput(index))
      continue;
    const Operand &bound = *node.getInput(index);
    if (bound.kind != x->kind || bound.host->getNumElements() != 1 || bound.getRank() > x->getRank()) {
      (void)node.fail("bound " + quote(bound.name) + " of " + getElementName(bound.kind) + " " +
                      formatShape(bound.shape) + ", expected one number of " + getElementName(x->kind));
      return {};
    }
    result = *hostBinary(index == 1 ? HostBinary::Max : HostBinary::Min, result, hostBroadcast(*bound.host, x->shape));
  }
  return node.makeConstant(std::move(result));
}

static LogicalResult importClip(NodeContext &node) {
  OperandRef x = node.getInput(0);
  auto isKnown = [&](size_t index) { return !node.hasInput(index) || node.getInput(index)->isHost(); };
  if (x->isHost() && isKnown(1) && isKnown(2) && node.getOpset() >= 11)
    if (OperandRef known = clipKnown(node); known || node.hasFailed()) {
      node.setOutput(0, known);
      return success(bool(known));
    }
  Value input = node.getFloat(0);
  if (!input)
    return failure();
  if (!isKnown(1) || !isKnown(2)) { // bounds computed at run time
    for (size_t index : {1, 2}) {
      if (!node.hasInput(index))
        continue;
      Value bound = node.getFloat(index);
      if (!bound)
        return failure();
      if (node.getInput(index)->getRank() != 0)
        return node.fail("bound " + quote(node.getInput(index)->name) + " is no scalar");
      input = index == 1 ? node.create<qnn::MaxOp>(input.getType(), input, bound).getOutput()
                         : node.create<qnn::MinOp>(input.getType(), input, bound).getOutput();
    }
    node.setOutput(0, input);
    return success();
  }
  std::optional<float> min = getBound(node, 1, "min", -INFINITY), max = getBound(node, 2, "max", INFINITY);
  if (!min || !max)
    return failure();
  // The maximum is taken last: below the minimum it is every element.
  float low = std::min(*min, *max);
  node.setOutput(0, node.create<qnn::ClipOp>(input.getType(), input, APFloat(low), APFloat(*max)));
  return success();
}

/// A slope for each channel of an image goes with channels last.
static LogicalResult importPRelu(NodeContext &node) {
  if (!node.checkFloat(0) || !node.checkFloat(1))
    return failure();
  OperandRef x = node.getInput(0), slope = node.getInput(1);
  auto shape = node.broadcast(x->shape, slope->shape);
  if (!shape)
    return failure();
  if (ArrayRef<int64_t>(*shape) != ArrayRef<int64_t>(x->shape))
    return node.fail("slope of shape " + formatShape(slope->shape) + " does not broadcast to " + formatShape(x->shape));
  int64_t rank = x->getRank(), elements = 1;
  for (int64_t size : slope->shape)
    elements *= size;
  bool isPerChannel = rank >= 3 && slope->getRank() >= rank - 1 && elements == x->shape[1] &&
                      slope->shape[slope->getRank() - rank + 1] == elements;
  SmallVector<int64_t> toEnd{0}, back{0, rank - 1};
  if (isPerChannel) {
    for (int64_t axis = 2; axis < rank; ++axis)
      toEnd.push_back(axis);
    toEnd.push_back(1);
    for (int64_t axis = 1; axis < rank - 1; ++axis)
      back.push_back(axis);
    x = node.transpose(x, toEnd);
    slope = node.reshape(slope, elements);
  }
  Value input = x ? node.materialize(x) : Value(), slopes = input && slope ? node.materialize(slope) : Value();
  if (!slopes)
    return failure();
  OperandRef result = node.wrap(node.create<qnn::PReluOp>(input.getType(), input, slopes));
  node.setOutput(0, isPerChannel ? node.transpose(result, back) : result);
  return success();
}

ArrayRef<OpEntry> onnx::getActivationOps() {
  static const OpEntry entries[] = {
      {"", "Abs", importUnary<qnn::AbsOp>, 1, 1, 1},
      {"", "Celu", importCelu, 1, 1, 1, 12},
      {"", "Clip", importClip, 1, 3, 1},
      {"", "Elu", importElu, 1, 1, 1},
      {"", "Erf", importUnary<qnn::ErfOp>, 1, 1, 1},
      {"", "Exp", importUnary<qnn::ExpOp>, 1, 1, 1},
      {"", "Gelu", importGelu, 1, 1, 1},
      {"com.microsoft", "Gelu", importUnary<qnn::GeluOp>, 1, 1, 1},
      {"", "HardSigmoid", importHardSigmoid, 1, 1, 1},
      {"", "HardSwish", importUnary<qnn::HardSwishOp>, 1, 1, 1},
      {"", "LeakyRelu", importLeakyRelu, 1, 1, 1},
      {"", "Log", importUnary<qnn::LogOp>, 1, 1, 1},
      {"", "Mish", importUnary<qnn::MishOp>, 1, 1, 1},
      {"", "PRelu", importPRelu, 2, 2, 1},
      {"", "Reciprocal", importUnary<qnn::ReciprocalOp>, 1, 1, 1},
      {"", "Relu", importUnary<qnn::ReluOp>, 1, 1, 1},
      {"", "Selu", importSelu, 1, 1, 1},
      {"", "Shrink", importShrink, 1, 1, 1, 9},
      {"", "Sigmoid", importUnary<qnn::SigmoidOp>, 1, 1, 1},
      {"", "Sign", importUnary<qnn::SignOp>, 1, 1, 1, 9},
      {"", "Softplus", importUnary<qnn::SoftplusOp>, 1, 1, 1},
      {"", "Softsign", importUnary<qnn::SoftsignOp>, 1, 1, 1},
      {"", "Swish", importSwish, 1, 1, 1, 24},
      {"", "Tanh", importUnary<qnn::TanhOp>, 1, 1, 1},
      {"", "ThresholdedRelu", importThresholdedRelu, 1, 1, 1, 10},
  };
  return entries;
}
