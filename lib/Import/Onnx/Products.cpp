//===- Products.cpp - Products of stored values ---------------------------===//
//
// Tested by test/Import/integer-products.test and dynamic-quantization.test.
//
//===----------------------------------------------------------------------===//

#include "Products.h"

#include "FloatOps.h"
#include "OpTable.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::onnx;

LogicalResult onnx::checkBytes(NodeContext &node, size_t index) {
  const OperandRef &x = node.getInput(index);
  if ((x->kind == ElementKind::I8 || x->kind == ElementKind::U8) && !x->isNibble)
    return success();
  return node.fail("input " + quote(x->name) + " is " + getName(getStoredKind(*x)) + ", expected 8 bits");
}

LogicalResult onnx::checkDepth(NodeContext &node, const Operand &weight, bool isKnown, int64_t depth) {
  constexpr int64_t limit = (1 << 24) / (255 * 255);
  if (isKnown || depth <= limit)
    return success();
  return node.fail("matrix " + quote(weight.name) + " is no matrix known at import, and sums have " + Twine(depth) +
                   " products, expected at most " + Twine(limit));
}

OperandRef onnx::dequantizeWeight(NodeContext &node, const OperandRef &weight, const QuantParams &params) {
  OperandRef real = dequantize(node, weight, params);
  if (real && real->quant && llvm::all_of(real->quant->zeroPoints, [](int64_t zeroPoint) { return zeroPoint == 0; }))
    real->quant = QuantParams{{1.0}, {0}};
  return real;
}

Product onnx::makeProduct(NodeContext &node, const OperandRef &input, const OperandRef &inputZeroPoint,
                          const OperandRef &weight, const QuantParams &weightParams) {
  auto params = readZeroPoints(node, input->shape, getStoredKind(*input), inputZeroPoint, std::nullopt);
  OperandRef real = params ? dequantize(node, input, *params) : nullptr;
  return {real, real ? dequantizeWeight(node, weight, weightParams) : nullptr};
}

LogicalResult onnx::runFloat(NodeContext &node, StringRef op, const Product &product) {
  if (!product.input || !product.weight)
    return failure();
  node.setInputs({product.input, product.weight});
  return findOp("", op)->handler(node);
}

LogicalResult onnx::roundResult(NodeContext &node) {
  if (!node.isOutputUsed(0))
    return success();
  OperandRef stored = quantize(node, node.outputs[0], {ElementKind::I32}, {{1.0}, {0}});
  node.setOutput(0, stored);
  return success(bool(stored));
}

LogicalResult onnx::addBias(NodeContext &node, const OperandRef &bias) {
  if (!node.isOutputUsed(0))
    return success();
  if (!bias->isFloat() || bias->isQuantized)
    return node.fail("bias " + quote(bias->name) + " is " + getElementName(bias->kind) + ", expected f32");
  SmallVector<int64_t, 4> shape(node.outputs[0]->shape);
  FloatOps ops(node, "it adds to a product in float");
  Value sum = ops.add(node.materialize(node.outputs[0]), node.materialize(bias));
  if (!sum)
    return failure();
  node.setOutput(0, sum);
  if (node.outputs[0]->shape != shape)
    return node.fail("bias of shape " + formatShape(bias->shape) + " does not broadcast to " + formatShape(shape));
  return success();
}
