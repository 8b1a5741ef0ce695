//===- Quantization.cpp - Stored values and what they stand for -----------===//
//
// Between the two a value has a !quant.uniform type. Scales for blocks, and four bits
// with scales along an axis, are no such type: there the stored values have scale 1
// and zero point 0, and float ops beside the casts do the rest, without a rounding more.
//
// Tested by test/Import/quantized.test and quantized-blocks.test.
//
//===----------------------------------------------------------------------===//

#include "Quantization.h"

#include "FloatOps.h"
#include "mlir/Dialect/Quant/IR/QuantTypes.h"

#include <cmath>

using namespace mlir;
using namespace quantc;
using namespace quantc::onnx;

static constexpr llvm::StringLiteral kReason = "its scales are those of blocks or of 4 bits along an axis";

//===----------------------------------------------------------------------===//
// Elements and their scales
//===----------------------------------------------------------------------===//

/// Calls `visit(element, index of its scale)` for every element.
template <typename Visit> static void forEachElement(ArrayRef<int64_t> shape, const QuantParams &params, Visit visit) {
  int64_t count = 1, inner = 1, size = params.axis < 0 ? 1 : shape[params.axis],
          block = std::max<int64_t>(params.blockSize, 1);
  for (auto [i, extent] : llvm::enumerate(shape)) {
    count *= extent;
    inner *= int64_t(i) > params.axis ? extent : 1;
  }
  int64_t blocks = (size + block - 1) / block;
  for (int64_t i = 0; i < count; ++i) {
    int64_t along = i / inner % size / block;
    visit(i, params.axis < 0 ? 0 : !params.blockSize ? along : (i / inner / size * blocks + along) * inner + i % inner);
  }
}

/// One value of `values` for each scale, so that it broadcasts to `shape`.
template <typename Values>
static HostTensor spread(ArrayRef<int64_t> shape, const QuantParams &params, const Values &values) {
  SmallVector<int64_t> own(shape.size(), 1);
  if (params.blockSize)
    own.assign(shape.begin(), shape.end());
  else if (params.axis >= 0)
    own[params.axis] = shape[params.axis];
  HostTensor tensor(ElementKind::F32, own);
  if (params.axis >= 0 && !params.blockSize) { // the other axes are 1 long
    for (auto [i, value] : llvm::enumerate(values))
      tensor.values<float>()[i] = float(value);
    return tensor;
  }
  forEachElement(own, params, [&](int64_t i, int64_t channel) { tensor.values<float>()[i] = float(values[channel]); });
  return tensor;
}

static bool isCodes(Type element) {
  auto type = dyn_cast<quant::UniformQuantizedType>(element);
  return type && type.getScale() == 1 && type.getZeroPoint() == 0;
}

//===----------------------------------------------------------------------===//
// To real values
//===----------------------------------------------------------------------===//

/// Constants with 8-bit differences `q - zero_point` become signed with zero
/// points 0, the form that contractions take. The real values stay.
static void recenter(Operand &operand) {
  QuantParams &params = *operand.quant;
  params.isNibble = false;
  if (operand.host->kind != ElementKind::I8 && operand.host->kind != ElementKind::U8)
    return;
  std::vector<int64_t> stored = toIntegers(*operand.host);
  forEachElement(operand.shape, params, [&](int64_t i, int64_t channel) { stored[i] -= params.zeroPoints[channel]; });
  if (llvm::any_of(stored, [](int64_t q) { return q < -128 || q > 127; }))
    return;
  params.zeroPoints.assign(params.zeroPoints.size(), 0);
  operand.host = std::make_shared<const HostTensor>(hostCast(makeIntegers(stored, operand.shape), ElementKind::I8));
}

static OperandRef dequantizeConstant(NodeContext &node, const Operand &stored, const QuantParams &params) {
  if (params.blockSize) {
    // No type has scales for blocks: the constant is float from here on.
    std::optional<bool> fold = node.shouldFold(std::make_shared<Operand>(stored), stored.host->getNumElements());
    if (!fold)
      return {};
    HostTensor real(ElementKind::F32, stored.shape);
    std::vector<int64_t> values = toIntegers(*stored.host);
    forEachElement(stored.shape, params, [&](int64_t i, int64_t channel) {
      real.values<float>()[i] = float(values[i] - params.zeroPoints[channel]) * float(params.scales[channel]);
    });
    OperandRef result = node.makeConstant(std::move(real));
    result->name = stored.name;
    return result;
  }
  auto result = std::make_shared<Operand>(stored);
  result->value = {};
  result->kind = ElementKind::F32;
  result->isNibble = false;
  result->quant = params;
  recenter(*result);
  return result;
}

/// A network input of integers that is dequantized is a quantized input.
static LogicalResult quantizeArgument(NodeContext &node, Operand &operand, const QuantParams &params) {
  auto argument = dyn_cast<BlockArgument>(operand.value);
  if (!argument || !argument.use_empty())
    return node.fail("input " + quote(operand.name) + " of " + getElementName(operand.kind) +
                     " is computed at run time, expected a quantized value");
  std::string problem;
  QuantParams own = params.blockSize ? QuantParams{{1.0}, {0}} : params;
  Type element = makeQuantizedType(node.getContext(), operand.kind, own, /*narrow=*/false, problem);
  argument.setType(RankedTensorType::get(operand.shape, element));
  operand.isQuantized = true;
  return success();
}

OperandRef onnx::dequantize(NodeContext &node, const OperandRef &stored, const QuantParams &params) {
  if (stored->isHost())
    return dequantizeConstant(node, *stored, params);
  if (!stored->isQuantized && failed(quantizeArgument(node, *stored, params)))
    return {};
  std::string problem;
  Type wanted = makeQuantizedType(node.getContext(), stored->kind, params, /*narrow=*/false, problem);
  Type element = cast<RankedTensorType>(stored->value.getType()).getElementType();
  auto type = node.makeType(stored->shape);
  if (!type)
    return {};
  OperandRef result;
  if (element == wanted && !params.blockSize) {
    result = node.wrap(node.create<qnn::DequantizeOp>(type, stored->value));
  } else if (isCodes(element)) {
    FloatOps ops(node, kReason);
    Value real = ops.real(stored->value);
    if (llvm::any_of(params.zeroPoints, [](int64_t zeroPoint) { return zeroPoint != 0; }))
      real = ops.sub(real, ops.constant(spread(stored->shape, params, params.zeroPoints)));
    real = ops.mul(real, ops.constant(spread(stored->shape, params, params.scales)));
    result = real ? node.wrap(real) : nullptr;
  } else {
    std::string text;
    llvm::raw_string_ostream(text) << "input was quantized as " << element << ", but is dequantized as " << wanted;
    (void)node.fail(text);
  }
  if (result)
    result->name = stored->name;
  return result;
}

//===----------------------------------------------------------------------===//
// To stored values
//===----------------------------------------------------------------------===//

/// Rounds known floats as N2 does.
static HostTensor quantizeHost(const HostTensor &input, const QuantParams &params, StoredKind kind) {
  auto [low, high] = getStorageRange(kind.kind, kind.isNibble);
  std::vector<int64_t> stored(input.getNumElements());
  forEachElement(input.shape, params, [&, low = low, high = high](int64_t i, int64_t channel) {
    float quotient = input.values<float>()[i] / static_cast<float>(params.scales[channel]);
    double rounded = std::isnan(quotient) ? 0 : std::nearbyint(double(quotient));
    stored[i] = int64_t(std::clamp<double>(rounded + double(params.zeroPoints[channel]), double(low), double(high)));
  });
  return hostCast(makeIntegers(stored, input.shape), kind.kind);
}

/// Rounds by scales that no type has: the zero points are added to whole numbers.
static Value quantizeInFloat(NodeContext &node, Value real, ArrayRef<int64_t> shape, StoredKind kind,
                             const QuantParams &params) {
  FloatOps ops(node, kReason);
  Value quotient = ops.div(real, ops.constant(spread(shape, params, params.scales)));
  if (llvm::any_of(params.zeroPoints, [](int64_t zeroPoint) { return zeroPoint != 0; })) {
    // Beyond 2^24 the sum is not exact, but saturates all the same.
    Value whole = ops.real(ops.round(quotient, ElementKind::I32));
    quotient = ops.add(whole, ops.constant(spread(shape, params, params.zeroPoints)));
  }
  return ops.round(quotient, kind.kind, kind.isNibble);
}

OperandRef onnx::quantize(NodeContext &node, const OperandRef &real, StoredKind kind, const QuantParams &params) {
  OperandRef result;
  if (real->isHost()) {
    result = node.makeConstant(quantizeHost(*real->host, params, kind));
  } else if (params.blockSize || (kind.isNibble && params.axis >= 0)) {
    Value input = node.materialize(real);
    Value stored = input ? quantizeInFloat(node, input, real->shape, kind, params) : Value();
    result = stored ? node.wrap(stored) : nullptr;
  } else {
    std::string problem;
    Value input = node.materialize(real);
    Type element = makeQuantizedType(node.getContext(), kind.kind, params, /*narrow=*/false, problem);
    auto type = input ? node.makeType(real->shape, element) : RankedTensorType();
    result = type ? node.wrap(node.create<qnn::QuantizeOp>(type, input)) : nullptr;
  }
  if (result)
    result->isNibble = kind.isNibble;
  return result;
}
