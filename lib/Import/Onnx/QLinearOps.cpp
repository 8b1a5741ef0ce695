//===- QLinearOps.cpp - Float ops between casts, written as one node ------===//
//
// QLinearConv and its like are a float op on dequantized inputs whose result is
// quantized: they become just that, by the handler of the float op, and Quantize
// makes an integer op of it.
//
// Tested by test/Import/qlinear.test and qlinear-contractions.test.
//
//===----------------------------------------------------------------------===//

#include "OpTable.h"
#include "Quantization.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::onnx;

namespace {
/// Real values of a quantized input, and the parameters that give them.
struct RealInput {
  OperandRef operand; ///< null with a fault
  QuantParams params;
};
} // namespace

/// A fault unless input `index` has stored values of 8 or 16 bits.
static LogicalResult checkStored(NodeContext &node, size_t index) {
  if (!node.hasInput(index))
    return node.fail("input " + Twine(index) + " is missing");
  const OperandRef &x = node.getInput(index);
  if (isStoredKind(getStoredKind(*x)))
    return success();
  return node.fail("input " + quote(x->name) + " is " + getElementName(x->kind) + ", expected 8 or 16 bits");
}

/// Dequantizes input `index`, whose scale and zero point are the inputs after it. `axis`: scales may be along it.
static RealInput readReal(NodeContext &node, size_t index, std::optional<int64_t> axis = std::nullopt) {
  if (failed(checkStored(node, index)))
    return {};
  const OperandRef &x = node.getInput(index);
  std::optional<QuantParams> params = readQuantParams(node, x->shape, getStoredKind(*x), {index + 1, axis});
  if (!params)
    return {};
  return {dequantize(node, x, *params), *params};
}

/// How the result is quantized: scale and zero point are the inputs `scale` and `scale + 1`. Without a zero point it
/// has the type of the input `like`.
static std::optional<std::pair<StoredKind, QuantParams>> readResult(NodeContext &node, size_t scale, size_t like) {
  StoredKind kind = getStoredKind(*node.getInput(node.hasInput(scale + 1) ? scale + 1 : like));
  if (!isStoredKind(kind)) {
    (void)node.fail("zero point " + quote(node.getInput(scale + 1)->name) + " is " + getName(kind) +
                    ", expected 8 or 16 bits");
    return std::nullopt;
  }
  std::optional<QuantParams> params = readQuantParams(node, {}, kind, {scale, std::nullopt});
  return params ? std::optional(std::pair(kind, *params)) : std::nullopt;
}

/// Runs the handler of a float op on `inputs`.
static LogicalResult runFloat(NodeContext &node, StringRef op, std::vector<OperandRef> inputs) {
  for (const OperandRef &input : inputs)
    if (!input)
      return failure();
  node.setInputs(std::move(inputs));
  return findOp("", op)->handler(node);
}

/// Quantizes the result that the handler of a float op has set.
static LogicalResult quantizeResult(NodeContext &node, const std::pair<StoredKind, QuantParams> &result) {
  if (!node.isOutputUsed(0))
    return success();
  OperandRef stored = quantize(node, node.outputs[0], result.first, result.second);
  node.setOutput(0, stored);
  return success(bool(stored));
}

/// An i32 bias at the scale of the products, as real values.
static OperandRef readBias(NodeContext &node, const OperandRef &bias, double inputScale, const QuantParams &weight) {
  if (bias->kind != ElementKind::I32 || !bias->isHost()) {
    (void)node.fail("bias " + quote(bias->name) + " of " + getElementName(bias->kind) +
                    (bias->isHost() ? "" : " is computed at run time") + ", expected i32 known at import");
    return {};
  }
  if (weight.scales.size() > 1 && bias->shape != SmallVector<int64_t, 4>{int64_t(weight.scales.size())}) {
    (void)node.fail("bias has shape " + formatShape(bias->shape) + ", expected " + Twine(weight.scales.size()));
    return {};
  }
  QuantParams params;
  for (double scale : weight.scales)
    params.scales.push_back(inputScale * scale);
  params.zeroPoints.assign(params.scales.size(), 0);
  params.axis = params.scales.size() > 1 ? 0 : -1;
  std::string problem;
  if (!makeQuantizedType(node.getContext(), ElementKind::I32, params, /*narrow=*/false, problem)) {
    (void)node.fail("products have " + problem);
    return {};
  }
  return dequantize(node, bias, params);
}

//===----------------------------------------------------------------------===//
// Contractions
//===----------------------------------------------------------------------===//

static LogicalResult importQLinearConv(NodeContext &node) {
  if (failed(checkStored(node, 0)) || failed(checkStored(node, 3)))
    return failure();
  auto result = readResult(node, 6, 0);
  RealInput x = result ? readReal(node, 0) : RealInput(), w = x.operand ? readReal(node, 3, 0) : RealInput();
  std::vector<OperandRef> inputs{x.operand, w.operand};
  if (w.operand && node.hasInput(8))
    inputs.push_back(readBias(node, node.getInput(8), x.params.scales[0], w.params));
  if (failed(runFloat(node, "Conv", std::move(inputs))))
    return failure();
  return quantizeResult(node, *result);
}

static LogicalResult importQLinearMatMul(NodeContext &node) {
  if (failed(checkStored(node, 0)) || failed(checkStored(node, 3)))
    return failure();
  auto result = readResult(node, 6, 0);
  RealInput a = result ? readReal(node, 0) : RealInput(), b = a.operand ? readReal(node, 3, -1) : RealInput();
  if (failed(runFloat(node, "MatMul", {a.operand, b.operand})))
    return failure();
  return quantizeResult(node, *result);
}

/// An i32 bias of QGemm: one value for each column.
static OperandRef readColumnBias(NodeContext &node, size_t index, double inputScale, const QuantParams &weight,
                                 int64_t columns) {
  const OperandRef &bias = node.getInput(index);
  bool isRow = bias->shape == SmallVector<int64_t, 4>{columns} || bias->shape == SmallVector<int64_t, 4>{1, columns};
  if (!isRow) {
    (void)node.fail("bias has shape " + formatShape(bias->shape) + ", expected " + Twine(columns));
    return {};
  }
  OperandRef row = node.reshape(bias, columns);
  return row ? readBias(node, row, inputScale, weight) : nullptr;
}

/// Without a scale of the result it is float.
static LogicalResult importQGemm(NodeContext &node) {
  float alpha = node.getFloatAttr("alpha", 1);
  bool transposesA = node.getFlag("transA"), transposesB = node.getFlag("transB");
  if (failed(checkStored(node, 0)) || failed(checkStored(node, 3)))
    return failure();
  if (!(alpha > 0))
    return node.fail("attribute 'alpha' is " + formatNumber(alpha) + ", expected a positive number");
  OperandRef b = node.getInput(3);
  if (!b->isHost() || b->getRank() != 2)
    return node.fail("matrix " + quote(b->name) + " of shape " + formatShape(b->shape) +
                     (b->isHost() ? "" : " is computed at run time") + ", expected rank 2, known at import");
  std::optional<std::pair<StoredKind, QuantParams>> result;
  if (node.hasInput(7) && !(result = readResult(node, 7, 0)))
    return failure();
  RealInput a = readReal(node, 0);
  std::optional<QuantParams> weight;
  if (a.operand)
    weight = readQuantParams(node, b->shape, getStoredKind(*b), {4, transposesB ? 0 : -1});
  if (!weight)
    return failure();
  for (double &scale : weight->scales)
    scale *= alpha;
  std::string problem;
  if (!makeQuantizedType(node.getContext(), b->kind, *weight, /*narrow=*/false, problem))
    return node.fail("products have " + problem);
  if (a.operand->getRank() != 2 || a.operand->shape[!transposesA] != b->shape[transposesB])
    return node.fail("shapes " + formatShape(a.operand->shape) + " and " + formatShape(b->shape) + " do not multiply");
  OperandRef lhs = transposesA ? node.transpose(a.operand, {1, 0}) : a.operand;
  if (lhs && (b = dequantize(node, b, *weight)) && !transposesB)
    b = node.transpose(b, {1, 0});
  auto type = lhs && b ? node.makeType({lhs->shape[0], b->shape[0]}) : RankedTensorType();
  Value input = type ? node.materialize(lhs) : Value(), matrix = input ? node.materialize(b) : Value(), bias;
  if (matrix && node.hasInput(6)) {
    OperandRef row = readColumnBias(node, 6, a.params.scales[0], *weight, b->shape[0]);
    bias = row ? node.materialize(row) : Value();
  }
  if (!matrix || (node.hasInput(6) && !bias))
    return failure();
  node.setOutput(0, node.create<qnn::LinearOp>(type, input, matrix, bias));
  return result ? quantizeResult(node, *result) : success();
}

//===----------------------------------------------------------------------===//
// One element at a time, pools, concat
//===----------------------------------------------------------------------===//

/// Whether one element of `a` meets several of `b` that lie side by side. ONNX Runtime then takes `b` first (N10a).
static bool isSpread(ArrayRef<int64_t> a, ArrayRef<int64_t> b) {
  for (int64_t i = 1; i <= int64_t(b.size()); ++i)
    if (int64_t size = i <= int64_t(a.size()) ? a[a.size() - i] : 1, other = b[b.size() - i]; size != 1 || other != 1)
      return size == 1;
  return false;
}

template <const char *const &op> static LogicalResult importBinary(NodeContext &node) {
  if (failed(checkStored(node, 0)))
    return failure();
  auto result = readResult(node, 6, 0);
  RealInput a = result ? readReal(node, 0) : RealInput(), b = a.operand ? readReal(node, 3) : RealInput();
  if (b.operand && isSpread(a.operand->shape, b.operand->shape))
    std::swap(a, b);
  node.setProfile(numerics::Profile::Ort);
  if (failed(runFloat(node, op, {a.operand, b.operand})))
    return failure();
  return quantizeResult(node, *result);
}

/// The layout of images that an op states by `channels_last`, as a permutation of NCHW.
static SmallVector<int64_t> getLayout(int64_t rank, bool toChannelsLast) {
  SmallVector<int64_t> permutation{0};
  if (!toChannelsLast)
    permutation.push_back(rank - 1);
  for (int64_t axis = toChannelsLast ? 2 : 1; axis < (toChannelsLast ? rank : rank - 1); ++axis)
    permutation.push_back(axis);
  if (toChannelsLast)
    permutation.push_back(1);
  return permutation;
}

template <const char *const &op> static LogicalResult importUnary(NodeContext &node) {
  if (failed(checkStored(node, 0)))
    return failure();
  auto result = readResult(node, 3, 0);
  RealInput x = result ? readReal(node, 0) : RealInput();
  if (!x.operand)
    return failure();
  bool isPool = StringRef(op).ends_with("Pool"), isLast = isPool && node.getFlag("channels_last");
  int64_t rank = x.operand->getRank();
  if (op == StringRef("AveragePool"))
    node.setProfile(numerics::Profile::Ort);
  if (isLast && rank >= 2)
    x.operand = node.transpose(x.operand, getLayout(rank, /*toChannelsLast=*/false));
  if (failed(runFloat(node, op, {x.operand})))
    return failure();
  if (isLast && node.isOutputUsed(0))
    node.outputs[0] = node.transpose(node.outputs[0], getLayout(rank, /*toChannelsLast=*/true));
  return node.hasFailed() ? failure() : quantizeResult(node, *result);
}

static LogicalResult importQLinearConcat(NodeContext &node) {
  if (node.getNumInputs() < 4 || node.getNumInputs() % 3 == 0)
    return node.fail("has " + Twine(node.getNumInputs()) +
                     " inputs, expected scale and zero point of the result and three for each tensor");
  if (failed(checkStored(node, 2)))
    return failure();
  auto result = readResult(node, 0, 2);
  std::vector<OperandRef> inputs;
  for (size_t i = 2; result && i < node.getNumInputs(); i += 3) {
    inputs.push_back(readReal(node, i).operand);
    if (!inputs.back())
      return failure();
  }
  if (!result || failed(runFloat(node, "Concat", std::move(inputs))))
    return failure();
  return quantizeResult(node, *result);
}

static constexpr const char *kAdd = "Add", *kMul = "Mul", *kSigmoid = "Sigmoid", *kLeakyRelu = "LeakyRelu",
                            *kSoftmax = "Softmax", *kAveragePool = "AveragePool",
                            *kGlobalAveragePool = "GlobalAveragePool";

ArrayRef<OpEntry> onnx::getQLinearOps() {
  static constexpr const char *microsoft = "com.microsoft";
  static const OpEntry entries[] = {
      {"", "QLinearConv", importQLinearConv, 8, 9, 1, 10},
      {"", "QLinearMatMul", importQLinearMatMul, 8, 8, 1, 10},
      {microsoft, "QGemm", importQGemm, 2, 9, 1},
      {microsoft, "QLinearAdd", importBinary<kAdd>, 2, 8, 1},
      {microsoft, "QLinearAveragePool", importUnary<kAveragePool>, 2, 5, 1},
      {microsoft, "QLinearConcat", importQLinearConcat, 1, kMany, 1},
      {microsoft, "QLinearGlobalAveragePool", importUnary<kGlobalAveragePool>, 2, 5, 1},
      {microsoft, "QLinearLeakyRelu", importUnary<kLeakyRelu>, 2, 5, 1},
      {microsoft, "QLinearMul", importBinary<kMul>, 2, 8, 1},
      {microsoft, "QLinearSigmoid", importUnary<kSigmoid>, 2, 5, 1},
      {microsoft, "QLinearSoftmax", importUnary<kSoftmax>, 2, 5, 1},
  };
  return entries;
}
