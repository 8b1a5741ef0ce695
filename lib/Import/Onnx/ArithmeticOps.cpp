//===- ArithmeticOps.cpp - Add, Sub, Mul, Div, Pow, Min, Max, ... ---------===//
//
// Known integers, and small known floats, are computed now; the rest is float.
//
// Tested by test/Import/arithmetic.test and shape-arithmetic.test.
//
//===----------------------------------------------------------------------===//

#include "NodeContext.h"
#include "OpTable.h"

#include <cmath>

using namespace mlir;
using namespace quantc;
using namespace quantc::onnx;

template <typename Op> static Value emit(NodeContext &node, RankedTensorType type, Value a, Value b) {
  return node.create<Op>(type, a, b);
}
template <typename Op> static Value emitRounding(NodeContext &node, RankedTensorType type, Value a, Value b) {
  return node.create<Op>(type, a, b, DenseI64ArrayAttr(), DenseF32ArrayAttr());
}

namespace {
/// How one operation is computed now, and the op that computes it at run time.
struct Binary {
  HostBinary host;
  Value (*emit)(NodeContext &, RankedTensorType, Value, Value);
};
} // namespace

static const Binary kAdd{HostBinary::Add, emitRounding<qnn::AddOp>}, kSub{HostBinary::Sub, emitRounding<qnn::SubOp>},
    kMul{HostBinary::Mul, emitRounding<qnn::MulOp>}, kDiv{HostBinary::Div, emit<qnn::DivOp>},
    kMin{HostBinary::Min, emit<qnn::MinOp>}, kMax{HostBinary::Max, emit<qnn::MaxOp>},
    kPow{HostBinary::Pow, emit<qnn::PowOp>}, kMod{HostBinary::Mod, nullptr}, kEqual{HostBinary::Equal, nullptr},
    kLess{HostBinary::Less, nullptr}, kGreater{HostBinary::Greater, nullptr}, kAnd{HostBinary::And, nullptr},
    kOr{HostBinary::Or, nullptr};

static std::string describe(const Operand &operand) {
  return quote(operand.name) + " of " + getElementName(operand.kind).str() + " " + formatShape(operand.shape) +
         (operand.isQuantized ? ", quantized" : "") + (operand.host ? "" : ", computed at run time");
}

/// Computes or emits `a op b`; null with a fault.
static OperandRef applyBinary(NodeContext &node, const Binary &op, const OperandRef &a, const OperandRef &b) {
  auto shape = node.broadcast(a->shape, b->shape);
  if (!shape)
    return {};
  int64_t elements = 1;
  for (int64_t size : *shape)
    if (__builtin_mul_overflow(elements, size, &elements))
      elements = std::numeric_limits<int64_t>::max();
  // The polynomial of float pow is numerics' own: only integers are computed here.
  bool isPow = op.host == HostBinary::Pow && a->isFloat();
  std::optional<bool> fold = isPow ? false : node.shouldFold({a, b}, elements);
  if (!fold)
    return {};
  if (a->kind != b->kind && !isPow && a->isHost() && b->isHost()) {
    (void)node.fail("operands are " + getElementName(a->kind) + " and " + getElementName(b->kind));
    return {};
  }
  if (*fold) {
    std::optional<HostTensor> result =
        hostBinary(op.host, hostBroadcast(*a->host, *shape), hostBroadcast(*b->host, *shape));
    if (result)
      return node.makeConstant(std::move(*result));
    (void)node.fail("divides the integers " + describe(*a) + " by zero");
    return {};
  }
  for (const OperandRef &operand : {a, b})
    if (!operand->isFloat() || operand->isQuantized || !op.emit) {
      (void)node.fail("operand " + describe(*operand) +
                      (op.emit ? ", expected f32" : ", expected one known at import"));
      return {};
    }
  auto type = node.makeType(*shape);
  Value lhs = type ? node.materialize(a) : Value(), rhs = lhs ? node.materialize(b) : Value();
  return rhs ? node.wrap(op.emit(node, type, lhs, rhs)) : nullptr;
}

template <const Binary &op> static LogicalResult importBinary(NodeContext &node) {
  OperandRef result = applyBinary(node, op, node.getInput(0), node.getInput(1));
  node.setOutput(0, result);
  return success(bool(result));
}

/// Min, Max and Sum of any number of operands, left to right.
template <const Binary &op> static LogicalResult importVariadic(NodeContext &node) {
  OperandRef result = node.getInput(0);
  for (size_t i = 1; i < node.getNumInputs(); ++i) {
    if (!node.hasInput(i))
      return node.fail("input " + Twine(i) + " is missing");
    result = applyBinary(node, op, result, node.getInput(i));
    if (!result)
      return failure();
  }
  node.setOutput(0, result);
  return success();
}

/// A known scalar exponent makes it a function of one element. Integer exponents
/// of float bases are allowed.
static LogicalResult importPow(NodeContext &node) {
  OperandRef base = node.getInput(0), exponent = node.getInput(1);
  if (!base->isFloat())
    return importBinary<kPow>(node);
  if (!exponent->isFloat() && !(exponent = node.cast(exponent, ElementKind::F32)))
    return failure();
  bool isScalar = exponent->isHost() && exponent->host->getNumElements() == 1 &&
                  exponent->getRank() <= base->getRank() && std::isfinite(exponent->host->values<float>()[0]);
  if (!isScalar) {
    OperandRef result = applyBinary(node, kPow, base, exponent);
    node.setOutput(0, result);
    return success(bool(result));
  }
  Value input = node.getFloat(0);
  if (!input)
    return failure();
  APFloat value(exponent->host->values<float>()[0]);
  node.setOutput(0, node.create<qnn::PowScalarOp>(input.getType(), input, value));
  return success();
}

static LogicalResult importMod(NodeContext &node) {
  if (node.getFlag("fmod"))
    return node.fail("attribute 'fmod' is 1, expected 0");
  return importBinary<kMod>(node);
}

/// Sqrt and Neg also occur in shape arithmetic.
template <typename Op> static LogicalResult importFoldable(NodeContext &node, float (*compute)(float)) {
  const OperandRef &x = node.getInput(0);
  std::optional<bool> fold = node.shouldFold(x, x->host ? x->host->getNumElements() : 0);
  if (!fold)
    return failure();
  if (*fold && !x->isFloat() && std::is_same_v<Op, qnn::NegOp>) {
    HostTensor zero = hostCast(makeIntegers(std::vector<int64_t>(x->host->getNumElements()), x->shape), x->kind);
    node.setHostOutput(0, *hostBinary(HostBinary::Sub, zero, *x->host));
    return success();
  }
  if (*fold && x->isFloat()) {
    HostTensor result = *x->host;
    for (float &value : result.values<float>())
      value = compute(value);
    node.setHostOutput(0, std::move(result));
    return success();
  }
  Value input = node.getFloat(0);
  if (!input)
    return failure();
  node.setOutput(0, node.create<Op>(input.getType(), input));
  return success();
}

static LogicalResult importSqrt(NodeContext &node) {
  return importFoldable<qnn::SqrtOp>(node, [](float x) { return std::sqrt(x); });
}
static LogicalResult importNeg(NodeContext &node) {
  return importFoldable<qnn::NegOp>(node, [](float x) { return -x; });
}

ArrayRef<OpEntry> onnx::getArithmeticOps() {
  static const OpEntry entries[] = {
      {"", "Add", importBinary<kAdd>, 2, 2, 1},
      {"", "And", importBinary<kAnd>, 2, 2, 1},
      {"", "Div", importBinary<kDiv>, 2, 2, 1},
      {"", "Equal", importBinary<kEqual>, 2, 2, 1},
      {"", "Greater", importBinary<kGreater>, 2, 2, 1},
      {"", "Less", importBinary<kLess>, 2, 2, 1},
      {"", "Max", importVariadic<kMax>, 1, kMany, 1},
      {"", "Min", importVariadic<kMin>, 1, kMany, 1},
      {"", "Mod", importMod, 2, 2, 1},
      {"", "Mul", importBinary<kMul>, 2, 2, 1},
      {"", "Neg", importNeg, 1, 1, 1},
      {"", "Or", importBinary<kOr>, 2, 2, 1},
      {"", "Pow", importPow, 2, 2, 1},
      {"", "Sqrt", importSqrt, 1, 1, 1},
      {"", "Sub", importBinary<kSub>, 2, 2, 1},
      {"", "Sum", importVariadic<kAdd>, 1, kMany, 1},
  };
  return entries;
}
