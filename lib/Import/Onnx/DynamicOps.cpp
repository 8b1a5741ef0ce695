//===- DynamicOps.cpp - Scales that a run finds ---------------------------===//
//
// DynamicQuantizeLinear finds its scale when it runs. A product of its codes is that
// of the codes alone, less the zero point times the sums of the weights: what reads
// the accumulator is an op of its own.
//
// Tested by test/Import/dynamic-quantization.test.
//
//===----------------------------------------------------------------------===//

#include "FloatOps.h"
#include "OpTable.h"
#include "Products.h"
#include "Windows.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::onnx;

static constexpr llvm::StringLiteral kReason = "its scale is found at run time";

//===----------------------------------------------------------------------===//
// Products
//===----------------------------------------------------------------------===//

/// A fault unless `zeroPoint` and `input` are of the kind that DynamicQuantizeLinear gives.
static LogicalResult checkDynamic(NodeContext &node, const OperandRef &input, const OperandRef &zeroPoint) {
  if (zeroPoint->kind == input->kind && zeroPoint->isQuantized && input->isQuantized && zeroPoint->getRank() == 0)
    return success();
  return node.fail("zero point " + quote(zeroPoint->name) + " is computed at run time for " + quote(input->name) +
                   ", expected both from DynamicQuantizeLinear");
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

/// `input` less its zero point, in float.
static OperandRef subtractInFloat(NodeContext &node, const OperandRef &input, const OperandRef &zeroPoint) {
  FloatOps ops(node, kReason);
  Value difference = ops.sub(ops.real(input->value), ops.real(zeroPoint->value));
  return difference ? node.wrap(difference) : nullptr;
}

/// The sums of known weights over all but one axis, as i32.
static OperandRef sumWeights(NodeContext &node, const HostTensor &differences, size_t axis) {
  HostTensor sums(ElementKind::I32, {differences.shape[axis]});
  int64_t inner = 1, size = differences.shape[axis];
  for (size_t i = axis + 1; i < differences.shape.size(); ++i)
    inner *= differences.shape[i];
  std::vector<int64_t> values = toIntegers(differences);
  for (auto [i, value] : llvm::enumerate(values))
    sums.values<int32_t>()[int64_t(i) / inner % size] += int32_t(value);
  return node.makeConstant(std::move(sums));
}

/// Rounds `sum`, of codes times weights, to 32 bits, and takes the zero point out of it. Null with a fault.
static Value subtractZeroPoint(NodeContext &node, Value sum, const OperandRef &zeroPoint, const OperandRef &sums) {
  FloatOps ops(node, kReason);
  Value accumulator = ops.round(sum, ElementKind::I32), factors = accumulator ? node.materialize(sums) : Value();
  if (!factors)
    return {};
  return node.create<qnn::SubtractZeroPointOp>(accumulator.getType(), accumulator, zeroPoint->value, factors);
}

/// Reads an image that DynamicQuantizeLinear rounded with a border of zeros: the code of 0 is the zero point, which a
/// border does not change. Null without such an image.
static Value padCodes(NodeContext &node, const OperandRef &input, ArrayRef<int64_t> pads) {
  auto source = input->value.getDefiningOp<qnn::DynamicQuantizeOp>();
  Value image = source ? toNhwc(node, node.wrap(source.getInput())) : Value();
  if (!image)
    return {};
  SmallVector<int64_t> low{0, pads[0], pads[1], 0}, high{0, pads[2], pads[3], 0};
  SmallVector<int64_t> shape(cast<RankedTensorType>(image.getType()).getShape());
  for (unsigned axis : {1u, 2u})
    shape[axis] += low[axis] + high[axis];
  RankedTensorType type = node.makeType(shape);
  if (!type)
    return {};
  Value padded = node.create<qnn::PadOp>(type, image, low, high, llvm::APFloat(0.0f));
  auto codes = node.create<qnn::DynamicQuantizeOp>(
      type.clone(cast<RankedTensorType>(source.getCodes().getType()).getElementType()), source.getScale().getType(),
      source.getZeroPoint().getType(), padded, source.getFormula(), source.getSymmetric());
  return FloatOps(node, kReason).real(codes.getCodes());
}

/// Takes the zero point of the input out of the convolution that its float handler has made of codes.
static LogicalResult finishConv(NodeContext &node, const OperandRef &input, const OperandRef &zeroPoint,
                                const OperandRef &weight, const HostTensor &differences) {
  Value result = node.materialize(node.outputs[0]);
  SmallVector<Operation *> moves; // to the network's layout
  while (!result.getDefiningOp<qnn::Conv2DOp>()) {
    moves.push_back(result.getDefiningOp());
    result = moves.back()->getOperand(0);
  }
  auto conv = result.getDefiningOp<qnn::Conv2DOp>();
  int64_t rank = node.outputs[0]->getRank();
  Value sum;
  if (llvm::any_of(conv.getPads(), [](int64_t pad) { return pad != 0; })) {
    OpBuilder::InsertionGuard guard(node.getGraph().builder);
    node.getGraph().builder.setInsertionPoint(conv);
    if (Value padded = padCodes(node, input, conv.getPads())) {
      conv.getInputMutable().assign(padded);
      conv.setPads({0, 0, 0, 0});
    } else if (!node.hasFailed()) {
      // Codes that were moved since: zeros around differences, which f32 holds exactly.
      if (failed(checkDepth(node, *weight, /*isKnown=*/false, conv.getReductionSize())))
        return failure();
      OperandRef real = subtractInFloat(node, input, zeroPoint);
      Value image = real ? toNhwc(node, real) : Value();
      if (!image)
        return failure();
      conv.getInputMutable().assign(image);
      sum = FloatOps(node, kReason).round(conv, ElementKind::I32);
      sum.getDefiningOp()->moveAfter(conv);
    }
  }
  if (node.hasFailed())
    return failure();
  if (!sum)
    sum = subtractZeroPoint(node, conv, zeroPoint, sumWeights(node, differences, 0));
  if (!sum)
    return failure();
  node.setOutput(0, fromNhwc(node, sum, rank));
  for (Operation *move : moves)
    if (move->use_empty())
      move->erase();
  return success();
}

LogicalResult onnx::importDynamicMatMul(NodeContext &node, const OperandRef &input, const OperandRef &zeroPoint,
                                        OperandRef weight, const QuantParams &params) {
  if (failed(checkDynamic(node, input, zeroPoint)))
    return failure();
  bool isKnown = weight->isHost() && weight->getRank() <= 2, isVector = weight->getRank() == 1;
  isKnown &= !isVector || params.axis < 0;
  if (!isKnown) { // few enough products that f32 holds their sum
    OperandRef real = subtractInFloat(node, input, zeroPoint);
    OperandRef factor = real ? dequantizeWeight(node, weight, params) : nullptr;
    return failed(runFloat(node, "MatMul", {real, factor})) ? failure() : roundResult(node);
  }
  if (isVector) // a matrix of one column, for the channels' axis
    weight = node.reshape(weight, {weight->shape[0], 1});
  OperandRef sums = weight ? sumWeights(node, getDifferences(*weight, params), 1) : nullptr;
  if (!sums || failed(runFloat(node, "MatMul", makeProduct(node, input, nullptr, weight, params))))
    return failure();
  if (!node.isOutputUsed(0))
    return success();
  SmallVector<int64_t, 4> shape(node.outputs[0]->shape);
  Value sum = subtractZeroPoint(node, node.materialize(node.outputs[0]), zeroPoint, sums);
  if (!sum)
    return failure();
  OperandRef result = node.wrap(sum);
  if (isVector)
    result = node.reshape(result, ArrayRef<int64_t>(shape).drop_back());
  node.setOutput(0, result);
  return success(bool(result));
}

LogicalResult onnx::importDynamicConv(NodeContext &node, const OperandRef &input, const OperandRef &zeroPoint,
                                      const OperandRef &weight, const QuantParams &params) {
  if (failed(checkDynamic(node, input, zeroPoint)))
    return failure();
  if (!weight->isHost()) {
    OperandRef real = subtractInFloat(node, input, zeroPoint);
    OperandRef factor = real ? dequantizeWeight(node, weight, params) : nullptr;
    return failed(runFloat(node, "Conv", {real, factor})) ? failure() : roundResult(node);
  }
  if (failed(runFloat(node, "Conv", makeProduct(node, input, nullptr, weight, params))))
    return failure();
  return node.isOutputUsed(0) ? finishConv(node, input, zeroPoint, weight, getDifferences(*weight, params)) : success();
}

//===----------------------------------------------------------------------===//
// Operators
//===----------------------------------------------------------------------===//

/// Codes of u8, as the operator is defined.
qnn::DynamicQuantizeOp onnx::quantizeDynamically(NodeContext &node, Value x) {
  std::string problem;
  Type element = makeQuantizedType(node.getContext(), ElementKind::U8, {{1.0}, {0}}, /*narrow=*/false, problem);
  auto type = node.makeType(cast<RankedTensorType>(x.getType()).getShape(), element);
  auto scalar = node.makeType({}), zeroPoint = node.makeType({}, element);
  if (!type || !scalar || !zeroPoint)
    return {};
  return node.create<qnn::DynamicQuantizeOp>(type, scalar, zeroPoint, x, StringRef("ort"), /*symmetric=*/false);
}

static LogicalResult importDynamicQuantizeLinear(NodeContext &node) {
  Value x = node.getFloat(0);
  qnn::DynamicQuantizeOp result = x ? quantizeDynamically(node, x) : qnn::DynamicQuantizeOp();
  if (!result)
    return failure();
  for (unsigned index : {0u, 1u, 2u})
    node.setOutput(index, result->getResult(index));
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
  qnn::DynamicQuantizeOp dynamic = x ? quantizeDynamically(node, x) : qnn::DynamicQuantizeOp();
  if (!dynamic)
    return failure();
  QuantParams plain = *params;
  plain.scales.assign(plain.scales.size(), 1.0);
  if (failed(importDynamicMatMul(node, node.wrap(dynamic.getCodes()), node.wrap(dynamic.getZeroPoint()), b, plain)))
    return failure();
  if (!node.isOutputUsed(0))
    return success();
  FloatOps ops(node, kReason);
  Value factor = ops.mul(dynamic.getScale(), node.materialize(scales));
  Value real = ops.mul(ops.real(node.materialize(node.outputs[0])), factor);
  if (!real)
    return failure();
  node.setOutput(0, real);
  return bias ? addBias(node, bias) : success();
}

ArrayRef<OpEntry> onnx::getDynamicOps() {
  static const OpEntry entries[] = {
      {"", "DynamicQuantizeLinear", importDynamicQuantizeLinear, 1, 1, 3, 11},
      {"com.microsoft", "DynamicQuantizeMatMul", importDynamicQuantizeMatMul, 3, 5, 1},
  };
  return entries;
}
