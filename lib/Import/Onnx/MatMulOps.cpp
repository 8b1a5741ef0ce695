//===- MatMulOps.cpp - Gemm, MatMul ---------------------------------------===//
//
// A known right operand becomes the weight of a linear layer, output first.
//
// Tested by test/Import/matmul.test.
//
//===----------------------------------------------------------------------===//

#include "NodeContext.h"
#include "OpTable.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::onnx;

/// Multiplies a value by a constant; the value itself for 1.
static OperandRef scale(NodeContext &node, const OperandRef &input, float factor) {
  if (factor == 1 || !input)
    return input;
  if (input->isHost()) {
    HostTensor tensor = *input->host;
    for (float &value : tensor.values<float>())
      value *= factor;
    OperandRef result = node.makeConstant(std::move(tensor));
    result->name = input->name;
    return result;
  }
  Value value = node.materialize(input), constant = node.makeFloatConstant(factor, {});
  if (!value || !constant)
    return {};
  return node.wrap(node.create<qnn::MulOp>(value.getType(), value, constant, DenseI64ArrayAttr(), DenseF32ArrayAttr()));
}

/// Whether C can be the bias [N] of a linear layer, known now.
static bool isBias(const Operand &c, int64_t n) {
  return c.host && (c.isHost() || c.shape == SmallVector<int64_t, 4>{n}) &&
         (c.shape.empty() || c.shape.back() == 1 || c.shape.back() == n) &&
         c.host->getNumElements() == (c.shape.empty() ? 1 : c.shape.back());
}

static OperandRef makeProduct(NodeContext &node, const OperandRef &a, OperandRef b, bool transposeB,
                              const OperandRef &bias) {
  int64_t m = a->shape[0], n = b->shape[transposeB ? 0 : 1];
  auto type = node.makeType({m, n});
  Value lhs = type ? node.materialize(a) : Value();
  if (!lhs)
    return {};
  if (!b->host) {
    if (transposeB)
      b = node.transpose(b, {1, 0});
    Value rhs = b ? node.materialize(b) : Value();
    return rhs ? node.wrap(node.create<qnn::MatMulOp>(type, lhs, rhs)) : nullptr;
  }
  if (!transposeB)
    b = node.transpose(b, {1, 0});
  Value weight = b ? node.materialize(b) : Value(), biasValue = weight && bias ? node.materialize(bias) : Value();
  if (!weight || (bias && !biasValue))
    return {};
  return node.wrap(node.create<qnn::LinearOp>(type, lhs, weight, biasValue));
}

static LogicalResult importGemm(NodeContext &node) {
  for (size_t i = 0; i < node.getNumInputs(); ++i)
    if (node.hasInput(i) && !node.checkFloat(i))
      return failure();
  OperandRef a = node.getInput(0), b = node.getInput(1), c = node.hasInput(2) ? node.getInput(2) : nullptr;
  float alpha = node.getFloatAttr("alpha", 1), beta = node.getFloatAttr("beta", 1);
  bool transposeA = node.getFlag("transA"), transposeB = node.getFlag("transB");
  if (node.hasFailed())
    return failure();
  if (a->getRank() != 2 || b->getRank() != 2 || a->shape[!transposeA] != b->shape[transposeB])
    return node.fail("shapes " + formatShape(a->shape) + " and " + formatShape(b->shape) + " do not multiply");
  if (transposeA && !(a = node.transpose(a, {1, 0})))
    return failure();
  int64_t n = b->shape[!transposeB];
  if (c && beta == 0)
    c = nullptr;
  OperandRef bias;
  if (c && b->host && isBias(*c, n) && (alpha == 1 || b->isHost())) {
    if (c->shape != SmallVector<int64_t, 4>{n} && !(c = node.reshape(c, {c->host->getNumElements()})))
      return failure();
    bias = scale(node, node.broadcastTo(c, {n}), beta);
    if (!bias)
      return failure();
    c = nullptr;
  }
  bool scaleWeight = b->isHost();
  if (scaleWeight)
    b = scale(node, b, alpha);
  OperandRef result = makeProduct(node, a, b, transposeB, bias);
  if (result && !scaleWeight)
    result = scale(node, result, alpha);
  if (result && c) {
    auto shape = node.broadcast(result->shape, c->shape);
    if (!shape || ArrayRef<int64_t>(*shape) != ArrayRef<int64_t>(result->shape))
      return node.fail("C of shape " + formatShape(c->shape) + " does not broadcast to " + formatShape(result->shape));
    c = scale(node, c, beta);
    Value addend = c ? node.materialize(c) : Value();
    if (!addend)
      return failure();
    result = node.wrap(node.create<qnn::AddOp>(result->value.getType(), result->value, addend, DenseI64ArrayAttr(),
                                               DenseF32ArrayAttr()));
  }
  node.setOutput(0, result);
  return success(bool(result));
}

static LogicalResult importMatMul(NodeContext &node) {
  if (!node.checkFloat(0) || !node.checkFloat(1))
    return failure();
  OperandRef a = node.getInput(0), b = node.getInput(1);
  if (a->getRank() == 0 || b->getRank() == 0)
    return node.fail("shapes " + formatShape(a->shape) + " and " + formatShape(b->shape) + " do not multiply");
  // A vector is a row on the left and a column on the right, and its axis is dropped after.
  bool dropRow = a->getRank() == 1, dropColumn = b->getRank() == 1;
  if (dropRow && !(a = node.reshape(a, {1, a->shape[0]})))
    return failure();
  if (dropColumn && !(b = node.reshape(b, {b->shape[0], 1})))
    return failure();
  ArrayRef<int64_t> x(a->shape), y(b->shape);
  if (x.back() != y[y.size() - 2])
    return node.fail("shapes " + formatShape(x) + " and " + formatShape(y) + " do not multiply");
  auto lead = node.broadcast(x.drop_back(2), y.drop_back(2));
  if (!lead)
    return failure();
  SmallVector<int64_t> shape(*lead);
  shape.push_back(x[x.size() - 2]);
  shape.push_back(y.back());
  auto type = node.makeType(shape);
  Value lhs = type ? node.materialize(a) : Value();
  if (!lhs)
    return failure();
  OperandRef result;
  if (b->host && b->getRank() == 2) {
    OperandRef weight = node.transpose(b, {1, 0});
    Value value = weight ? node.materialize(weight) : Value();
    if (!value)
      return failure();
    result = node.wrap(node.create<qnn::LinearOp>(type, lhs, value, Value()));
  } else {
    Value rhs = node.materialize(b);
    if (!rhs)
      return failure();
    result = node.wrap(node.create<qnn::MatMulOp>(type, lhs, rhs));
  }
  if (dropColumn)
    shape.pop_back();
  if (dropRow)
    shape.erase(shape.end() - (dropColumn ? 1 : 2));
  node.setOutput(0, node.reshape(result, shape));
  return success();
}

ArrayRef<OpEntry> onnx::getMatMulOps() {
  static const OpEntry entries[] = {
      {"", "Gemm", importGemm, 2, 3, 1},
      {"", "MatMul", importMatMul, 2, 2, 1},
  };
  return entries;
}
