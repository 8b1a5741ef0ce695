//===- QuantizedLstm.cpp - LSTM with weights in 8 bits --------------------===//
//
// ONNX Runtime's DynamicQuantizeLSTM rounds what it multiplies by the range that it
// has when it runs: all inputs at once, the states step by step. Both products are
// those of codes (N13), if the weights less their zero points fit 8 bits, as they do
// where the zero point is the middle; else the weights are unpacked, and the layer is
// a float one.
//
// Tested by test/Import/recurrent-8-bit.test and dynamic-lstm-runtime.test.
//
//===----------------------------------------------------------------------===//

#include "Products.h"
#include "RecurrentOps.h"

#include <cmath>
#include <numeric>

using namespace mlir;
using namespace quantc;
using namespace quantc::onnx;

/// Products of u8 codes and s8 weights whose sum does not leave 32 bits.
static constexpr int64_t kMostColumns = 65536;

namespace {
/// One matrix for each direction, [D, gates, inputs].
struct Unpacked {
  OperandRef real;
  std::optional<StoredWeights> stored;
};
} // namespace

/// Reads stored weights [D, inputs, gates], whose scale is input `params` and whose zero point the next: one for each
/// direction, or for each gate of it. nullopt with a fault.
static std::optional<Unpacked> unpackWeights(NodeContext &node, size_t index, size_t params) {
  const OperandRef &weights = node.getInput(index);
  if (!weights->isHost() || (weights->kind != ElementKind::I8 && weights->kind != ElementKind::U8) ||
      weights->getRank() != 3) {
    (void)node.fail("input " + quote(weights->name) + ", expected 8-bit weights of rank 3 known at import");
    return std::nullopt;
  }
  int64_t directions = weights->shape[0], inputs = weights->shape[1], gates = weights->shape[2];
  if (!node.hasInput(params) || !node.hasInput(params + 1)) {
    (void)node.fail("has no scale or no zero point for " + quote(weights->name));
    return std::nullopt;
  }
  std::optional<std::vector<float>> scales = node.getHostFloats(params);
  const OperandRef &zeroPoint = node.getInput(params + 1);
  if (!scales)
    return std::nullopt;
  int64_t count = scales->size();
  if (!zeroPoint->isHost() || zeroPoint->kind != weights->kind || zeroPoint->host->getNumElements() != count ||
      (count != directions && count != directions * gates)) {
    (void)node.fail("scale and zero point of " + quote(weights->name) + " have shapes " +
                    formatShape(node.getInput(params)->shape) + " and " + formatShape(zeroPoint->shape) +
                    ", expected " + Twine(directions) + " or " + formatShape({directions, gates}) +
                    ", the zero point of the weights' type");
    return std::nullopt;
  }
  std::vector<int64_t> stored = toIntegers(*weights->host), zeroPoints = toIntegers(*zeroPoint->host);
  HostTensor real(ElementKind::F32, {directions, gates, inputs});
  StoredWeights codes{HostTensor(ElementKind::I8, {directions, gates, inputs}), {}};
  auto values = real.values<float>();
  auto bytes = codes.values.values<int8_t>();
  bool fits = inputs <= kMostColumns;
  for (int64_t row = 0; row < directions * gates; ++row) {
    int64_t channel = count == directions ? row / gates : row, d = row / gates, g = row % gates;
    float scale = (*scales)[channel];
    codes.scales.push_back(scale);
    fits &= scale > 0 && std::isnormal(scale);
    for (int64_t i = 0; i < inputs; ++i) {
      int64_t difference = stored[(d * inputs + i) * gates + g] - zeroPoints[channel];
      values[row * inputs + i] = float(difference) * scale;
      bytes[row * inputs + i] = static_cast<int8_t>(difference);
      fits &= difference >= -128 && difference <= 127;
    }
  }
  Unpacked unpacked{node.makeConstant(std::move(real)), std::nullopt};
  unpacked.real->name = weights->name;
  if (fits)
    unpacked.stored = std::move(codes);
  return unpacked;
}

LogicalResult onnx::unpackQuantizedLstm(NodeContext &node, std::optional<StoredLstm> &stored) {
  std::optional<Unpacked> weight = unpackWeights(node, 1, 8), matrix;
  if (weight)
    matrix = unpackWeights(node, 2, 10);
  if (!matrix)
    return failure();
  if (weight->stored && matrix->stored)
    stored = StoredLstm{std::move(*weight->stored), std::move(*matrix->stored), {}};
  std::vector<OperandRef> inputs;
  for (size_t index = 0; index < 8; ++index)
    inputs.push_back(node.hasInput(index) ? node.getInput(index) : nullptr);
  inputs[1] = weight->real;
  inputs[2] = matrix->real;
  node.setInputs(std::move(inputs));
  return success();
}

/// The type of `storage` with the scales of the rows of one direction along `axis`.
static quant::QuantizedType makeRowType(const StoredWeights &weights, int64_t direction, IntegerType storage,
                                        int32_t axis) {
  int64_t rows = weights.values.shape[1];
  SmallVector<double> scales(ArrayRef(weights.scales).slice(direction * rows, rows));
  unsigned width = storage.getWidth();
  return quant::UniformQuantizedPerAxisType::get(
      quant::QuantizationFlags::Signed, storage, Float32Type::get(storage.getContext()), scales,
      SmallVector<int64_t>(rows, 0), axis, llvm::minIntN(width), llvm::maxIntN(width));
}

/// The stored rows of one direction.
static ArrayRef<int8_t> getRows(const StoredWeights &weights, int64_t direction) {
  auto values = weights.values.values<int8_t>();
  int64_t size = weights.values.shape[1] * weights.values.shape[2];
  return ArrayRef<int8_t>(values.data() + direction * size, size);
}

Value onnx::makeStoredRows(NodeContext &node, const StoredWeights &weights, int64_t direction) {
  auto storage = IntegerType::get(node.getContext(), 8);
  ArrayRef<int64_t> shape = ArrayRef<int64_t>(weights.values.shape).drop_front();
  ArrayRef<int8_t> rows = getRows(weights, direction);
  auto type = RankedTensorType::get(shape, makeRowType(weights, direction, storage, /*axis=*/0));
  ArrayRef<char> bytes(reinterpret_cast<const char *>(rows.data()), rows.size());
  return node.create<qnn::ConstantOp>(type, qnn::makeElementsAttr(RankedTensorType::get(shape, storage), bytes));
}

Value onnx::projectCodes(NodeContext &node, const StoredLstm &lstm, int64_t direction, Value bias) {
  qnn::DynamicQuantizeOp codes = lstm.codes;
  int64_t count = lstm.weight.values.shape[1], inputs = lstm.weight.values.shape[2];
  SmallVector<int64_t> shape(cast<RankedTensorType>(codes.getCodes().getType()).getShape());
  shape.back() = count;
  auto storage = IntegerType::get(node.getContext(), 32);
  RankedTensorType type = node.makeType(shape, makeRowType(lstm.weight, direction, storage, int32_t(shape.size()) - 1));
  HostTensor sums(ElementKind::I32, {count});
  ArrayRef<int8_t> rows = getRows(lstm.weight, direction);
  for (int64_t row = 0; row < count; ++row) {
    ArrayRef<int8_t> values = rows.slice(row * inputs, inputs);
    sums.values<int32_t>()[row] = std::accumulate(values.begin(), values.end(), 0);
  }
  Value factors = type ? node.materialize(node.makeConstant(std::move(sums))) : Value();
  if (!factors)
    return {};
  Value weight = makeStoredRows(node, lstm.weight, direction);
  Value sum = node.create<qnn::LinearOp>(type, codes.getCodes(), weight, Value());
  sum = node.create<qnn::SubtractZeroPointOp>(type, sum, codes.getZeroPoint(), factors);
  return node.create<qnn::DynamicDequantizeOp>(node.makeType(shape), sum, codes.getScale(), bias);
}
