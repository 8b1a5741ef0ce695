//===- HostOnlyOps.cpp - Ops of shape arithmetic only ---------------------===//
//
// No op of qnn computes these, but for Ceil, Floor and Round: operands must be known at import.
//
// Tested by test/Import/shape-arithmetic.test.
//
//===----------------------------------------------------------------------===//

#include "NodeContext.h"
#include "OpTable.h"

#include <cmath>

using namespace mlir;
using namespace quantc;
using namespace quantc::onnx;

/// Whether every input is known; a fault and false if not, or if the budget is spent.
static bool takeKnown(NodeContext &node, int64_t elements) {
  std::vector<OperandRef> inputs;
  for (size_t i = 0; i < node.getNumInputs(); ++i) {
    inputs.push_back(node.getInput(i));
    if (!inputs.back() || !inputs.back()->isHost()) {
      (void)node.fail("input " + Twine(i) + " is computed at run time, expected one known at import");
      return false;
    }
  }
  int64_t &left = node.getGraph().foldBytesLeft;
  if (elements >= 0 && elements <= left / 8) {
    left -= 8 * elements + 64;
    return true;
  }
  (void)node.fail("shape arithmetic exceeds the budget of " + Twine(node.getGraph().options.foldBudget) +
                      " bytes (--fold-budget)",
                  ExitCode::Resources);
  return false;
}

static int64_t countElements(ArrayRef<int64_t> shape) {
  int64_t count = 1;
  for (int64_t size : shape)
    if (__builtin_mul_overflow(count, size, &count))
      return -1;
  return count;
}

/// Known values are rounded here, where they may be sizes; others when the network runs.
template <typename Op> static LogicalResult importRounding(NodeContext &node) {
  const OperandRef &x = node.getInput(0);
  if (!x->isHost()) {
    Value input = node.getFloat(0);
    if (input)
      node.setOutput(0, node.create<Op>(input.getType(), input));
    return success(bool(input));
  }
  if (!takeKnown(node, countElements(x->shape)))
    return failure();
  if (!x->isFloat())
    return node.fail("input " + quote(x->name) + " is " + getElementName(x->kind) + ", expected f32");
  HostTensor result = *x->host;
  for (float &value : result.values<float>())
    value = std::is_same_v<Op, qnn::FloorOp>  ? std::floor(value)
            : std::is_same_v<Op, qnn::CeilOp> ? std::ceil(value)
                                              : std::nearbyint(value);
  node.setHostOutput(0, std::move(result));
  return success();
}

static LogicalResult importNot(NodeContext &node) {
  const OperandRef &x = node.getInput(0);
  if (!takeKnown(node, countElements(x->shape)))
    return failure();
  HostTensor result = hostCast(*x->host, ElementKind::Bool);
  for (uint8_t &value : result.values<uint8_t>())
    value = !value;
  node.setHostOutput(0, std::move(result));
  return success();
}

static LogicalResult importWhere(NodeContext &node) {
  const OperandRef &condition = node.getInput(0), &x = node.getInput(1), &y = node.getInput(2);
  auto shape = node.broadcast(x->shape, y->shape);
  if (shape)
    shape = node.broadcast(*shape, condition->shape);
  if (!shape || !takeKnown(node, countElements(*shape)))
    return failure();
  if (x->kind != y->kind)
    return node.fail("operands are " + getElementName(x->kind) + " and " + getElementName(y->kind));
  HostTensor choice = hostCast(hostBroadcast(*condition->host, *shape), ElementKind::Bool);
  HostTensor result = hostBroadcast(*x->host, *shape), other = hostBroadcast(*y->host, *shape);
  int64_t size = getElementSize(result.kind);
  for (auto [index, taken] : llvm::enumerate(choice.values<uint8_t>()))
    if (!taken)
      std::copy_n(other.bytes.data() + index * size, size, result.bytes.data() + index * size);
  node.setHostOutput(0, std::move(result));
  return success();
}

static LogicalResult importRange(NodeContext &node) {
  if (!takeKnown(node, 1))
    return failure();
  int64_t bounds[3]; // start, limit, step
  for (size_t i = 0; i < 3; ++i) {
    const OperandRef &operand = node.getInput(i);
    if (operand->isFloat() || operand->host->getNumElements() != 1)
      return node.fail("input " + Twine(i) + " is " + getElementName(operand->kind) + " " +
                       formatShape(operand->shape) + ", expected one integer");
    bounds[i] = toIntegers(*operand->host)[0];
    if (bounds[i] > INT32_MAX || bounds[i] < -INT32_MAX)
      return node.fail("bound " + Twine(bounds[i]) + " exceeds 31 bits");
  }
  if (bounds[2] == 0)
    return node.fail("step 0");
  int64_t span = bounds[1] - bounds[0], step = bounds[2];
  int64_t count = std::max<int64_t>(0, (span + step + (step > 0 ? -1 : 1)) / step);
  if (!takeKnown(node, count))
    return failure();
  std::vector<int64_t> values;
  for (int64_t i = 0; i < count; ++i)
    values.push_back(bounds[0] + i * step);
  node.setHostOutput(0, hostCast(makeIntegers(values, {count}), node.getInput(0)->kind));
  return success();
}

ArrayRef<OpEntry> onnx::getHostOnlyOps() {
  static const OpEntry entries[] = {
      {"", "Ceil", importRounding<qnn::CeilOp>, 1, 1, 1},
      {"", "Floor", importRounding<qnn::FloorOp>, 1, 1, 1},
      {"", "Not", importNot, 1, 1, 1},
      {"", "Range", importRange, 3, 3, 1},
      {"", "Round", importRounding<qnn::RoundOp>, 1, 1, 1},
      {"", "Where", importWhere, 3, 3, 1},
  };
  return entries;
}
