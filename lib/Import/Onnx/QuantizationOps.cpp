//===- QuantizationOps.cpp - QuantizeLinear, DequantizeLinear -------------===//
//
// Between the two a value has a !quant.uniform type. Constants that are
// dequantized stay integers: `qnn.constant` and `qnn.dequantize`.
//
// Tested by test/Import/quantized.test.
//
//===----------------------------------------------------------------------===//

#include "NodeContext.h"
#include "OpTable.h"

#include "mlir/Dialect/Quant/IR/QuantTypes.h"

#include <cmath>
#include <limits>

using namespace mlir;
using namespace quantc;
using namespace quantc::onnx;

static bool isQuantizedKind(ElementKind kind) {
  return llvm::is_contained({ElementKind::I8, ElementKind::U8, ElementKind::I16, ElementKind::U16}, kind);
}

/// Reads scale (input 1) and zero point (input 2) for a tensor of this shape.
/// `kind` is the stored kind; a zero point must have it.
static std::optional<QuantParams> readParams(NodeContext &node, ArrayRef<int64_t> shape, ElementKind kind) {
  int64_t axis = node.getOpset() >= 13 ? node.getInt("axis", 1) : 1;
  if (node.getInt("block_size", 0) != 0) {
    (void)node.fail("attribute 'block_size' is " + Twine(node.getInt("block_size", 0)) + ", expected 0");
    return std::nullopt;
  }
  std::optional<std::vector<float>> scales = node.getHostFloats(1);
  if (!scales)
    return std::nullopt;
  QuantParams params;
  params.scales.assign(scales->begin(), scales->end());
  params.zeroPoints.assign(scales->size(), 0);
  if (node.hasInput(2)) {
    const OperandRef &zeroPoint = node.getInput(2);
    if (zeroPoint->kind != kind) {
      (void)node.fail("zero point " + quote(zeroPoint->name) + " is " + getElementName(zeroPoint->kind) +
                      ", expected " + getElementName(kind));
      return std::nullopt;
    }
    std::optional<std::vector<int64_t>> zeroPoints = node.getIntegers(2);
    if (!zeroPoints)
      return std::nullopt;
    if (zeroPoints->size() != scales->size()) {
      (void)node.fail(Twine(zeroPoints->size()) + " zero points for " + Twine(scales->size()) + " scales");
      return std::nullopt;
    }
    params.zeroPoints.assign(zeroPoints->begin(), zeroPoints->end());
  }
  if (params.scales.size() != 1) { // one scale, whatever its rank, is per tensor
    std::optional<int64_t> positive = node.normalizeAxis(axis, shape.size());
    if (!positive)
      return std::nullopt;
    if (node.getInput(1)->getRank() != 1 || shape[*positive] != int64_t(params.scales.size())) {
      (void)node.fail("scale of shape " + formatShape(node.getInput(1)->shape) + " for axis " + Twine(*positive) +
                      " of " + formatShape(shape));
      return std::nullopt;
    }
    params.axis = *positive;
  }
  std::string problem;
  if (!makeQuantizedType(node.getContext(), kind, params, /*narrow=*/false, problem)) {
    (void)node.fail("has " + problem);
    return std::nullopt;
  }
  return params;
}

/// Calls `visit(element, channel)` for every element; channel is 0 per tensor.
template <typename Visit> static void forEachElement(ArrayRef<int64_t> shape, int64_t axis, Visit visit) {
  int64_t count = 1, inner = 1;
  for (auto [i, size] : llvm::enumerate(shape)) {
    count *= size;
    inner *= int64_t(i) > axis ? size : 1;
  }
  for (int64_t i = 0; i < count; ++i)
    visit(i, axis < 0 ? 0 : i / inner % shape[axis]);
}

/// Rounds known floats as N2 does.
static HostTensor quantizeHost(const HostTensor &input, const QuantParams &params, ElementKind kind) {
  static constexpr std::pair<int, int> ranges[] = {{-128, 127}, {0, 255}, {-32768, 32767}, {0, 65535}};
  auto [low, high] = ranges[kind == ElementKind::I8    ? 0
                            : kind == ElementKind::U8  ? 1
                            : kind == ElementKind::I16 ? 2
                                                       : 3];
  std::vector<int64_t> stored(input.getNumElements());
  forEachElement(input.shape, params.axis, [&, low = low, high = high](int64_t i, int64_t channel) {
    float quotient = input.values<float>()[i] / static_cast<float>(params.scales[channel]);
    double rounded = std::isnan(quotient) ? 0 : std::nearbyint(double(quotient));
    stored[i] = int64_t(std::clamp<double>(rounded + params.zeroPoints[channel], low, high));
  });
  return hostCast(makeIntegers(stored, input.shape), kind);
}

static LogicalResult importQuantizeLinear(NodeContext &node) {
  if (!node.checkFloat(0))
    return failure();
  const OperandRef &x = node.getInput(0);
  node.ignoreAttributes({"saturate", "precision"}); // of 8-bit floats; of the division
  ElementKind kind = ElementKind::U8;
  int64_t wanted = node.getOpset() >= 21 ? node.getInt("output_dtype", 0) : 0;
  if (wanted)
    kind = getDecodedKind(int(wanted)).value_or(ElementKind::F32);
  else if (node.hasInput(2))
    kind = node.getInput(2)->kind;
  if (!isQuantizedKind(kind))
    return node.fail("quantizes to " + (wanted ? getDataTypeName(int(wanted)) : getElementName(kind).str()) +
                     ", expected 8 or 16 bits");
  std::optional<QuantParams> params = readParams(node, x->shape, kind);
  if (!params)
    return failure();
  if (x->isHost()) {
    node.setHostOutput(0, quantizeHost(*x->host, *params, kind));
    return success();
  }
  Value input = node.materialize(x);
  std::string problem;
  Type element = makeQuantizedType(node.getContext(), kind, *params, /*narrow=*/false, problem);
  auto type = input ? node.makeType(x->shape, element) : RankedTensorType();
  if (!type)
    return failure();
  node.setOutput(0, node.create<qnn::QuantizeOp>(type, input));
  return success();
}

/// Constants with 8-bit differences `q - zero_point` become signed with zero
/// points 0, the form that contractions take. The real values stay.
static void recenter(Operand &operand) {
  QuantParams &params = *operand.quant;
  if (operand.host->kind != ElementKind::I8 && operand.host->kind != ElementKind::U8)
    return;
  std::vector<int64_t> stored = toIntegers(*operand.host);
  forEachElement(operand.shape, params.axis,
                 [&](int64_t i, int64_t channel) { stored[i] -= params.zeroPoints[channel]; });
  if (llvm::any_of(stored, [](int64_t q) { return q < -128 || q > 127; }))
    return;
  params.zeroPoints.assign(params.zeroPoints.size(), 0);
  operand.host = std::make_shared<const HostTensor>(hostCast(makeIntegers(stored, operand.shape), ElementKind::I8));
}

/// A network input of small integers that is dequantized is a quantized input.
static LogicalResult quantizeArgument(NodeContext &node, Operand &operand, const QuantParams &params) {
  auto argument = dyn_cast<BlockArgument>(operand.value);
  if (!argument || !argument.use_empty())
    return node.fail("input " + quote(operand.name) + " of " + getElementName(operand.kind) +
                     " is computed at run time, expected a quantized value");
  std::string problem;
  Type element = makeQuantizedType(node.getContext(), operand.kind, params, /*narrow=*/false, problem);
  argument.setType(RankedTensorType::get(operand.shape, element));
  operand.isQuantized = true;
  return success();
}

static LogicalResult importDequantizeLinear(NodeContext &node) {
  const OperandRef &x = node.getInput(0);
  bool isBias = x->kind == ElementKind::I32 && x->isHost();
  if (!isQuantizedKind(x->kind) && !isBias)
    return node.fail("input " + quote(x->name) + " is " + getElementName(x->kind) +
                     ", expected 8 or 16 bits, or i32 known at import");
  if (node.getOpset() >= 23)
    node.ignoreAttributes({"output_dtype"}); // half and double are f32 here
  std::optional<QuantParams> params = readParams(node, x->shape, x->kind);
  if (!params)
    return failure();
  if (x->isHost()) {
    auto result = std::make_shared<Operand>(*x);
    result->value = {};
    result->kind = ElementKind::F32;
    result->quant = *params;
    recenter(*result);
    node.setOutput(0, result);
    return success();
  }
  if (!x->isQuantized && failed(quantizeArgument(node, *x, *params)))
    return failure();
  std::string problem;
  Type wanted = makeQuantizedType(node.getContext(), x->kind, *params, /*narrow=*/false, problem);
  Type element = cast<RankedTensorType>(x->value.getType()).getElementType();
  if (element != wanted) {
    std::string text;
    llvm::raw_string_ostream(text) << "input was quantized as " << element << ", but is dequantized as " << wanted;
    return node.fail(text);
  }
  auto type = node.makeType(x->shape);
  if (!type)
    return failure();
  node.setOutput(0, node.create<qnn::DequantizeOp>(type, x->value));
  return success();
}

ArrayRef<OpEntry> onnx::getQuantizationOps() {
  static const OpEntry entries[] = {
      {"", "DequantizeLinear", importDequantizeLinear, 2, 3, 1, 10},
      {"", "QuantizeLinear", importQuantizeLinear, 2, 3, 1, 10},
      {"com.microsoft", "DequantizeLinear", importDequantizeLinear, 2, 3, 1},
      {"com.microsoft", "QuantizeLinear", importQuantizeLinear, 2, 3, 1},
  };
  return entries;
}
