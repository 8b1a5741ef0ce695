//===- IntegerOps.cpp - Products of stored values -------------------------===//
//
// MatMulInteger and its like multiply stored values less their zero points: a float
// product at scale 1 that is rounded to 32 bits. Where the weights are known,
// Quantize makes the accumulator of it, which is exact.
//
// Tested by test/Import/integer-products.test.
//
//===----------------------------------------------------------------------===//

#include "OpTable.h"
#include "Products.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::onnx;

static LogicalResult importMatMulInteger(NodeContext &node) {
  if (failed(checkBytes(node, 0)) || failed(checkBytes(node, 1)))
    return failure();
  OperandRef a = node.getInput(0), b = node.getInput(1), zeroPoint = node.hasInput(2) ? node.getInput(2) : nullptr;
  OperandRef weightZeroPoint = node.hasInput(3) ? node.getInput(3) : nullptr;
  auto params = readZeroPoints(node, b->shape, getStoredKind(*b), weightZeroPoint, -1);
  bool isKnown = b->host && b->getRank() <= 2;
  if (!params || failed(checkDepth(node, *b, isKnown, a->shape.empty() ? 1 : a->shape.back())))
    return failure();
  if (zeroPoint && !zeroPoint->host)
    return importDynamicMatMul(node, a, zeroPoint, b, *params);
  if (failed(runFloat(node, "MatMul", makeProduct(node, a, zeroPoint, b, *params))))
    return failure();
  return roundResult(node);
}

static LogicalResult importConvInteger(NodeContext &node) {
  if (failed(checkBytes(node, 0)) || failed(checkBytes(node, 1)))
    return failure();
  OperandRef x = node.getInput(0), w = node.getInput(1), zeroPoint = node.hasInput(2) ? node.getInput(2) : nullptr;
  OperandRef weightZeroPoint = node.hasInput(3) ? node.getInput(3) : nullptr;
  auto params = readZeroPoints(node, w->shape, getStoredKind(*w), weightZeroPoint, 0);
  int64_t depth = 1;
  for (int64_t size : ArrayRef<int64_t>(w->shape).drop_front(std::min<size_t>(1, w->shape.size())))
    depth *= std::max<int64_t>(size, 1);
  if (!params || failed(checkDepth(node, *w, w->host != nullptr, depth)))
    return failure();
  if (x->getRank() < 2 || w->getRank() < 2 || node.getInt("group", 1) < 1)
    return node.fail("shapes " + formatShape(x->shape) + " and " + formatShape(w->shape) + " in " +
                     Twine(node.getInt("group", 1)) + " groups are no convolution");
  if (zeroPoint && !zeroPoint->host && x->getRank() > 4)
    return node.fail("a convolution of three dimensions has a zero point that the run finds, expected a constant");
  if (zeroPoint && !zeroPoint->host)
    return importDynamicConv(node, x, zeroPoint, w, *params);
  if (failed(runFloat(node, "Conv", makeProduct(node, x, zeroPoint, w, *params))))
    return failure();
  return roundResult(node);
}

static LogicalResult importMatMulIntegerToFloat(NodeContext &node) {
  if (failed(checkBytes(node, 0)) || failed(checkBytes(node, 1)))
    return failure();
  OperandRef a = node.getInput(0), b = node.getInput(1), bias = node.hasInput(6) ? node.getInput(6) : nullptr;
  auto inputParams = readQuantParams(node, a->shape, getStoredKind(*a), {2, std::nullopt, 0, 4});
  auto params = inputParams ? readQuantParams(node, b->shape, getStoredKind(*b), {3, -1, 0, 5}) : std::nullopt;
  if (!params)
    return failure();
  OperandRef input = dequantize(node, a, *inputParams), weight = input ? dequantize(node, b, *params) : nullptr;
  if (failed(runFloat(node, "MatMul", {input, weight})))
    return failure();
  return bias ? addBias(node, bias) : success();
}

ArrayRef<OpEntry> onnx::getIntegerOps() {
  static const OpEntry entries[] = {
      {"", "ConvInteger", importConvInteger, 2, 4, 1, 10},
      {"", "MatMulInteger", importMatMulInteger, 2, 4, 1, 10},
      {"com.microsoft", "MatMulIntegerToFloat", importMatMulIntegerToFloat, 4, 7, 1},
  };
  return entries;
}
