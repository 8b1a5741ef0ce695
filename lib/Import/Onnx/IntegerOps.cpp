//===- IntegerOps.cpp - Products of stored values -------------------------===//
//
// MatMulInteger and its like multiply stored values less their zero points: a float
// product at scale 1 that is rounded to 32 bits. Where the weights are known,
// Quantize makes the accumulator of it, which is exact.
//
// DynamicQuantizeLinear finds its scale when it runs, so it is spelled out in float
// ops. The zero point it finds enters a product as inputs of their own: the sum of
// (q - z) w is that of q w and z (-w), in integers of 8 bits.
//
// Tested by test/Import/integer-products.test and dynamic-quantization.test.
//
//===----------------------------------------------------------------------===//

#include "FloatOps.h"
#include "OpTable.h"
#include "Quantization.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::onnx;

static constexpr llvm::StringLiteral kReason = "its scale is found at run time";

//===----------------------------------------------------------------------===//
// Operands of products
//===----------------------------------------------------------------------===//

namespace {
/// Real values of both operands of a product.
struct Product {
  OperandRef input, weight; ///< null with a fault
};
} // namespace

/// A fault unless input `index` has stored values of 8 bits.
static LogicalResult checkBytes(NodeContext &node, size_t index) {
  const OperandRef &x = node.getInput(index);
  if ((x->kind == ElementKind::I8 || x->kind == ElementKind::U8) && !x->isNibble)
    return success();
  return node.fail("input " + quote(x->name) + " is " + getName(getStoredKind(*x)) + ", expected 8 bits");
}

/// Joins `input` and the zero point, broadcast, along the channels, and the weights with their negatives, so that
/// every group has its own. `channels` is the axis of both in the input, `rows` that in the weight.
static Product subtractInProduct(NodeContext &node, const OperandRef &input, const OperandRef &zeroPoint,
                                 const HostTensor &weights, int64_t channels, int64_t rows, int64_t groups) {
  SmallVector<int64_t, 4> spread(input->shape), joined(input->shape);
  OperandRef zero = node.broadcastTo(zeroPoint, spread);
  int64_t size = spread[channels] / groups;
  spread[channels] = groups;
  spread.insert(spread.begin() + channels + 1, size);
  joined[channels] *= 2;
  OperandRef left = zero ? node.reshape(input, spread) : nullptr, right = left ? node.reshape(zero, spread) : nullptr;
  OperandRef both = right ? node.concat({left, right}, channels + 1) : nullptr;
  both = both ? node.reshape(both, joined) : nullptr;
  if (!both)
    return {};
  std::vector<int64_t> values = toIntegers(weights);
  HostTensor negative = makeIntegers(values, weights.shape);
  for (int64_t &value : negative.values<int64_t>())
    value = -value;
  HostTensor all = hostConcat({&weights, &negative}, rows);
  bool isNarrow = llvm::all_of(all.values<int64_t>(), [](int64_t value) { return value >= -128 && value <= 127; });
  return {both, node.makeConstant(hostCast(all, isNarrow ? ElementKind::I8 : ElementKind::I16))};
}

/// The weights less their zero points, as i64.
static HostTensor getDifferences(const Operand &weight, const QuantParams &params) {
  int64_t inner = 1;
  for (int64_t axis = params.axis + 1; params.axis >= 0 && axis < weight.getRank(); ++axis)
    inner *= weight.shape[axis];
  std::vector<int64_t> values = toIntegers(*weight.host);
  for (auto [i, value] : llvm::enumerate(values))
    value -= params.zeroPoints[params.axis < 0 ? 0 : int64_t(i) / inner % int64_t(params.zeroPoints.size())];
  return makeIntegers(values, weight.shape);
}

/// Makes real values of weights at scale 1; without zero points they need no axis, and neither does the product.
static OperandRef dequantizeWeight(NodeContext &node, const OperandRef &weight, const QuantParams &params) {
  OperandRef real = dequantize(node, weight, params);
  if (real && real->quant && llvm::all_of(real->quant->zeroPoints, [](int64_t zeroPoint) { return zeroPoint == 0; }))
    real->quant = QuantParams{{1.0}, {0}};
  return real;
}

namespace {
/// Axes as subtractInProduct takes them.
struct ProductAxes {
  int64_t channels, rows, groups = 1;
};
} // namespace

/// Makes real values of both operands of a product, at scale 1. The zero point of the first, if any, is known or comes
/// from DynamicQuantizeLinear.
static Product makeProduct(NodeContext &node, const OperandRef &input, const OperandRef &inputZeroPoint,
                           const OperandRef &weight, const QuantParams &weightParams, const ProductAxes &axes) {
  if (!inputZeroPoint || inputZeroPoint->host) {
    auto params = readZeroPoints(node, input->shape, getStoredKind(*input), inputZeroPoint, std::nullopt);
    OperandRef real = params ? dequantize(node, input, *params) : nullptr;
    return {real, real ? dequantizeWeight(node, weight, weightParams) : nullptr};
  }
  int64_t channels = axes.channels < 0 ? axes.channels + input->getRank() : axes.channels;
  bool fits = inputZeroPoint->kind == input->kind && inputZeroPoint->isQuantized && input->isQuantized &&
              inputZeroPoint->getRank() == 0 && weight->isHost() && weight->getRank() >= 2 && channels >= 0 &&
              input->shape[channels] % axes.groups == 0;
  if (!fits) {
    (void)node.fail("zero point " + quote(inputZeroPoint->name) + " is computed at run time for " + quote(input->name) +
                    ", expected both from DynamicQuantizeLinear, and weights known at import");
    return {};
  }
  Product product = subtractInProduct(node, input, inputZeroPoint, getDifferences(*weight, weightParams), channels,
                                      axes.rows, axes.groups);
  if (!product.input)
    return {};
  QuantParams plain{{1.0}, {0}};
  OperandRef real = dequantize(node, product.input, plain);
  return {real, real ? dequantizeWeight(node, product.weight, plain) : nullptr};
}

/// Runs the handler of a float op on the operands of a product.
static LogicalResult runFloat(NodeContext &node, StringRef op, const Product &product) {
  if (!product.input || !product.weight)
    return failure();
  node.setInputs({product.input, product.weight});
  return findOp("", op)->handler(node);
}

/// Rounds the result that a float handler has set to 32 bits.
static LogicalResult roundResult(NodeContext &node) {
  if (!node.isOutputUsed(0))
    return success();
  OperandRef stored = quantize(node, node.outputs[0], {ElementKind::I32}, {{1.0}, {0}});
  node.setOutput(0, stored);
  return success(bool(stored));
}

/// A fault where the product will stay in float and might not be exact: beyond 2^24 f32 has gaps.
static LogicalResult checkDepth(NodeContext &node, const Operand &weight, bool isKnown, int64_t depth) {
  constexpr int64_t limit = (1 << 24) / (255 * 255);
  if (isKnown || depth <= limit)
    return success();
  return node.fail("matrix " + quote(weight.name) + " is no matrix known at import, and sums have " + Twine(depth) +
                   " products, expected at most " + Twine(limit));
}

//===----------------------------------------------------------------------===//
// Products
//===----------------------------------------------------------------------===//

static LogicalResult importMatMulInteger(NodeContext &node) {
  if (failed(checkBytes(node, 0)) || failed(checkBytes(node, 1)))
    return failure();
  OperandRef a = node.getInput(0), b = node.getInput(1), zeroPoint = node.hasInput(2) ? node.getInput(2) : nullptr;
  OperandRef weightZeroPoint = node.hasInput(3) ? node.getInput(3) : nullptr;
  auto params = readZeroPoints(node, b->shape, getStoredKind(*b), weightZeroPoint, -1);
  bool isKnown = b->host && b->getRank() <= 2;
  if (!params || failed(checkDepth(node, *b, isKnown, a->shape.empty() ? 1 : a->shape.back())))
    return failure();
  ProductAxes axes{-1, std::max<int64_t>(b->getRank() - 2, 0)};
  if (failed(runFloat(node, "MatMul", makeProduct(node, a, zeroPoint, b, *params, axes))))
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
  if (failed(runFloat(node, "Conv", makeProduct(node, x, zeroPoint, w, *params, {1, 1, node.getInt("group", 1)}))))
    return failure();
  return roundResult(node);
}

/// Adds a bias in float to the result that a float handler has set.
static LogicalResult addBias(NodeContext &node, const OperandRef &bias) {
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

//===----------------------------------------------------------------------===//
// Scales that a run finds
//===----------------------------------------------------------------------===//

namespace {
/// What DynamicQuantizeLinear gives.
struct Dynamic {
  Value stored, scale, zeroPoint; ///< all null with a fault
};
} // namespace

/// The range of the elements, widened to hold 0, in 255 steps; one value alone, 0, has the scale 1.
static Dynamic quantizeDynamically(NodeContext &node, Value x) {
  FloatOps ops(node, kReason);
  Value above = ops.relu(ops.largest(x)), below = ops.relu(ops.largest(ops.neg(x))); // of 0
  Value range = ops.add(above, below), isEmpty = ops.sub(ops.constant(1.0f), ops.isNotZero(range));
  Value scale = ops.add(ops.div(range, ops.constant(255.0f)), isEmpty);
  Value zeroPoint = ops.round(ops.div(below, scale), ElementKind::U8);
  Value whole = ops.real(ops.round(ops.div(x, scale), ElementKind::I32));
  Value stored = ops.round(ops.add(whole, ops.real(zeroPoint)), ElementKind::U8);
  return stored ? Dynamic{stored, scale, zeroPoint} : Dynamic{};
}

static LogicalResult importDynamicQuantizeLinear(NodeContext &node) {
  Value x = node.getFloat(0);
  Dynamic result = x ? quantizeDynamically(node, x) : Dynamic();
  if (!result.stored)
    return failure();
  node.setOutput(0, result.stored);
  node.setOutput(1, result.scale);
  node.setOutput(2, result.zeroPoint);
  return success();
}

/// Scales in float after a product at scale 1: `acc * (scale * weight scale) + bias`.
static LogicalResult importDynamicQuantizeMatMul(NodeContext &node) {
  if (failed(checkBytes(node, 1)))
    return failure();
  OperandRef b = node.getInput(1), scales = node.getInput(2), bias = node.hasInput(4) ? node.getInput(4) : nullptr;
  if (!b->isHost() || b->getRank() != 2)
    return node.fail("matrix " + quote(b->name) + " of shape " + formatShape(b->shape) +
                     (b->isHost() ? "" : " is computed at run time") + ", expected rank 2, known at import");
  std::optional<QuantParams> params = readQuantParams(node, b->shape, getStoredKind(*b), {2, -1});
  Value x = params ? node.getFloat(0) : Value();
  Dynamic dynamic = x ? quantizeDynamically(node, x) : Dynamic();
  if (!dynamic.stored)
    return failure();
  QuantParams plain = *params;
  plain.scales.assign(plain.scales.size(), 1.0);
  Product product = makeProduct(node, node.wrap(dynamic.stored), node.wrap(dynamic.zeroPoint), b, plain, {-1, 0});
  if (failed(runFloat(node, "MatMul", product)))
    return failure();
  if (!node.isOutputUsed(0))
    return success();
  FloatOps ops(node, kReason);
  Value factor = ops.mul(dynamic.scale, node.materialize(scales));
  Value real = ops.mul(node.materialize(node.outputs[0]), factor);
  if (!real)
    return failure();
  node.setOutput(0, real);
  return bias ? addBias(node, bias) : success();
}

ArrayRef<OpEntry> onnx::getIntegerOps() {
  static constexpr const char *microsoft = "com.microsoft";
  static const OpEntry entries[] = {
      {"", "ConvInteger", importConvInteger, 2, 4, 1, 10},
      {"", "DynamicQuantizeLinear", importDynamicQuantizeLinear, 1, 1, 3, 11},
      {"", "MatMulInteger", importMatMulInteger, 2, 4, 1, 10},
      {microsoft, "DynamicQuantizeMatMul", importDynamicQuantizeMatMul, 3, 5, 1},
      {microsoft, "MatMulIntegerToFloat", importMatMulIntegerToFloat, 4, 7, 1},
  };
  return entries;
}
