//===- ConstantOps.cpp - Constant, ConstantOfShape, Shape, Size -----------===//
//
// Tested by test/Import/shape-arithmetic.test.
//
//===----------------------------------------------------------------------===//

#include "NodeContext.h"
#include "OpTable.h"

#include "llvm/Support/CheckedArithmetic.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::onnx;

static LogicalResult importConstant(NodeContext &node) {
  const NodeAttribute *value = node.findAttribute("value");
  if (value && value->type != NodeAttribute::TensorValue)
    return node.fail("attribute 'value' has type " + Twine(value->type) + ", expected a tensor");
  if (value) {
    OperandRef constant = node.makeConstant(value->t.value);
    constant->isNibble = value->t.isNibble;
    node.setOutput(0, constant);
    return success();
  }
  if (auto floats = node.getFloats("value_floats")) {
    HostTensor tensor(ElementKind::F32, {int64_t(floats->size())});
    llvm::copy(*floats, tensor.values<float>().begin());
    node.setHostOutput(0, std::move(tensor));
  } else if (auto ints = node.getInts("value_ints")) {
    node.setHostOutput(0, makeIntegers(*ints, {int64_t(ints->size())}));
  } else if (node.findAttribute("value_float")) {
    HostTensor tensor(ElementKind::F32, {});
    tensor.values<float>()[0] = node.getFloatAttr("value_float", 0);
    node.setHostOutput(0, std::move(tensor));
  } else if (node.findAttribute("value_int")) {
    node.setHostOutput(0, makeIntegers(node.getInt("value_int", 0), {}));
  } else {
    return node.fail("has no value that is a number or tensor of numbers");
  }
  return success();
}

static LogicalResult importConstantOfShape(NodeContext &node) {
  std::optional<std::vector<int64_t>> shape = node.getIntegers(0);
  if (!shape)
    return failure();
  const NodeAttribute *value = node.findAttribute("value");
  if (value && (value->type != NodeAttribute::TensorValue || value->t.value.getNumElements() != 1))
    return node.fail("attribute 'value' is expected to be a tensor of one element");
  HostTensor one = value ? value->t.value : HostTensor(ElementKind::F32, {});
  one.shape.clear();
  if (shape->size() > 16)
    return node.fail("shape has " + Twine(shape->size()) + " axes, expected at most 16");
  std::optional<int64_t> bytes = getElementSize(one.kind);
  for (int64_t size : *shape) {
    if (size < 0)
      return node.fail("shape " + formatShape(*shape) + " has a negative size");
    bytes = bytes ? llvm::checkedMul<int64_t>(*bytes, std::max<int64_t>(size, 1)) : bytes;
  }
  int64_t &left = node.getGraph().foldBytesLeft;
  if (!bytes || *bytes > left)
    return node.fail("constant of shape " + formatShape(*shape) + " exceeds the budget of " +
                         Twine(node.getGraph().options.foldBudget) + " bytes (--fold-budget)",
                     ExitCode::Resources);
  left -= *bytes;
  node.setHostOutput(0, hostBroadcast(one, *shape));
  return success();
}

static LogicalResult importShape(NodeContext &node) {
  ArrayRef<int64_t> shape = node.getInput(0)->shape;
  int64_t rank = shape.size();
  auto clamp = [&](int64_t axis) { return std::clamp<int64_t>(axis < 0 ? axis + rank : axis, 0, rank); };
  int64_t start = clamp(node.getInt("start", 0)), end = clamp(node.getInt("end", rank));
  ArrayRef<int64_t> part = start < end ? shape.slice(start, end - start) : ArrayRef<int64_t>();
  node.setHostOutput(0, makeIntegers(part, {int64_t(part.size())}));
  return success();
}

static LogicalResult importSize(NodeContext &node) {
  int64_t count = 1;
  for (int64_t size : node.getInput(0)->shape)
    count *= size;
  node.setHostOutput(0, makeIntegers(count, {}));
  return success();
}

ArrayRef<OpEntry> onnx::getConstantOps() {
  static const OpEntry entries[] = {
      {"", "Constant", importConstant, 0, 0, 1},
      {"", "ConstantOfShape", importConstantOfShape, 1, 1, 1},
      {"", "Shape", importShape, 1, 1, 1},
      {"", "Size", importSize, 1, 1, 1},
  };
  return entries;
}
