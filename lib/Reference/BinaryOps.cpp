//===- BinaryOps.cpp - Evaluate functions of two elements -----------------===//
//
// Operands are broadcast first; then all tensors have one shape.
//
// Tested by test/Reference/binary-ops.mlir.
//
//===----------------------------------------------------------------------===//

#include "Evaluators.h"
#include "quantc/Numerics/ScalarOps.h"
#include "quantc/Numerics/Scaling.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::reference;

/// Computes `fn(a, b)` on broadcast f32 operands.
template <class Fn> static HostTensor evaluateFloat(Value result, Operands operands, Fn fn) {
  HostTensor output = makeTensor(result);
  HostTensor lhs = broadcastTo(*operands[0], output.shape), rhs = broadcastTo(*operands[1], output.shape);
  auto a = lhs.values<float>(), b = rhs.values<float>();
  auto y = output.values<float>();
  for (size_t i = 0; i < y.size(); ++i)
    y[i] = fn(a[i], b[i]);
  return output;
}

namespace {
/// A quantized operand: `q - zero point` of each element, and the multiplier of each channel.
struct Term {
  std::vector<int64_t> values;
  SmallVector<float> multipliers;
  ChannelOf channelOf;

  /// With multipliers to multiples of `unit`, a real number.
  Term(const HostTensor &tensor, Value value, Value result, double unit)
      : values(getDifferences(broadcastTo(tensor, cast<RankedTensorType>(result.getType()).getShape()), value)),
        channelOf(value) {
    for (double own : qnn::getScales(qnn::getQuantizedType(value)))
      multipliers.push_back(numerics::getMultiplier(own, unit));
  }
  float multiplier(int64_t i) const { return multipliers[channelOf(i)]; }
};
} // namespace

static double getScale(Value value) { return qnn::getScales(qnn::getQuantizedType(value))[0]; }

/// Add, sub and mul: `fn(a, b, i, rounding)` on quantized operands.
template <class Op, class Fn> static HostTensor evaluateRounding(Op op, Operands operands, Fn fn) {
  HostTensor output = makeTensor(op.getOutput());
  double unit = numerics::getSumUnit(qnn::getProfile(op), getScale(op.getOutput()));
  Term a(*operands[0], op.getLhs(), op.getOutput(), unit), b(*operands[1], op.getRhs(), op.getOutput(), unit);
  numerics::Rounding rounding = getRounding(op, op.getClamp());
  ArrayRef<float> slopes = op.getNegativeSlope().value_or(ArrayRef<float>());
  fill(output, [&](int64_t i) {
    if (!slopes.empty())
      rounding.negativeSlope = slopes[i % slopes.size()];
    return fn(a, b, i, rounding);
  });
  return output;
}

/// Codes of an operand that the profile is stated for, as f32, broadcast.
static std::vector<float> getStatedCodes(qnn::AddOp op, unsigned index, const HostTensor &tensor) {
  HostTensor spread = broadcastTo(tensor, cast<RankedTensorType>(op.getOutput().getType()).getShape());
  std::vector<float> codes(spread.getNumElements());
  auto offset = float(qnn::getStorageOffset(op, index));
  withStorage(spread.kind, [&](auto sample) {
    llvm::transform(spread.values<decltype(sample)>(), codes.begin(), [=](auto code) { return float(code) - offset; });
  });
  return codes;
}

/// N10a.
static HostTensor evaluateOrtSum(qnn::AddOp op, Operands operands) {
  HostTensor output = makeTensor(op.getOutput());
  std::vector<float> a = getStatedCodes(op, 0, *operands[0]), b = getStatedCodes(op, 1, *operands[1]);
  numerics::OrtSum sum(qnn::getStatedParams(op, 0), qnn::getStatedParams(op, 1), qnn::getStatedParams(op, 2));
  numerics::Rounding rounding = getRounding(op, op.getClamp());
  numerics::PlainOps plain;
  fill(output,
       [&](int64_t i) { return numerics::roundWithSlope(numerics::sumCodes(plain, a[i], b[i], sum), rounding); });
  return output;
}

/// N16c, of add and sub.
template <class Op> static HostTensor evaluateFixedSum(Op op, Operands operands, int32_t sign) {
  auto bits = [](Value value) { return qnn::getQuantizedType(value).getStorageTypeIntegralWidth(); };
  numerics::FixedSum sum(getScale(op.getLhs()), getScale(op.getRhs()), getScale(op.getOutput()),
                         std::max(bits(op.getLhs()), bits(op.getRhs())));
  return evaluateRounding(op, operands, [=](const Term &a, const Term &b, int64_t i, const numerics::Rounding &r) {
    return numerics::roundWithSlope(float(sum.apply(a.values[i], b.values[i], sign)), r);
  });
}

Result reference::evaluate(qnn::AddOp op, Operands operands) {
  if (qnn::isFloat(op.getOutput()))
    return evaluateFloat(op.getOutput(), operands, [](float a, float b) { return a + b; });
  if (qnn::getProfile(op) == numerics::Profile::Ort)
    return evaluateOrtSum(op, operands);
  if (qnn::getProfile(op) == numerics::Profile::Tflite)
    return evaluateFixedSum(op, operands, 1);
  return evaluateRounding(op, operands, [](const Term &a, const Term &b, int64_t i, const numerics::Rounding &r) {
    return numerics::add(a.values[i], a.multiplier(i), b.values[i], b.multiplier(i), r);
  });
}

Result reference::evaluate(qnn::SubOp op, Operands operands) {
  if (qnn::isFloat(op.getOutput()))
    return evaluateFloat(op.getOutput(), operands, [](float a, float b) { return a - b; });
  if (qnn::getProfile(op) == numerics::Profile::Tflite)
    return evaluateFixedSum(op, operands, -1);
  return evaluateRounding(op, operands, [](const Term &a, const Term &b, int64_t i, const numerics::Rounding &r) {
    return numerics::sub(a.values[i], a.multiplier(i), b.values[i], b.multiplier(i), r);
  });
}

Result reference::evaluate(qnn::MulOp op, Operands operands) {
  if (qnn::isFloat(op.getOutput()))
    return evaluateFloat(op.getOutput(), operands, [](float a, float b) { return a * b; });
  auto scaling = numerics::Scaling::ofProduct(qnn::getProfile(op), getScale(op.getLhs()), getScale(op.getRhs()),
                                              getScale(op.getOutput()));
  return evaluateRounding(op, operands, [=](const Term &a, const Term &b, int64_t i, const numerics::Rounding &r) {
    return numerics::roundWithSlope(scaling.apply(a.values[i] * b.values[i]), r);
  });
}

Result reference::evaluate(qnn::DivOp op, Operands operands) {
  return evaluateFloat(op.getOutput(), operands, [](float a, float b) { return a / b; });
}

Result reference::evaluate(qnn::PowOp op, Operands operands) {
  return evaluateFloat(op.getOutput(), operands, numerics::power);
}

/// Min and max of quantized operands: each is requantized first.
template <class Op, class Pick> static HostTensor evaluateRoundingPick(Op op, Operands operands, Pick pick) {
  HostTensor output = makeTensor(op.getOutput());
  double unit = getScale(op.getOutput());
  Term a(*operands[0], op.getLhs(), op.getOutput(), unit), b(*operands[1], op.getRhs(), op.getOutput(), unit);
  auto fromA = numerics::Scaling::ofRatio(qnn::getProfile(op), getScale(op.getLhs()), unit);
  auto fromB = numerics::Scaling::ofRatio(qnn::getProfile(op), getScale(op.getRhs()), unit);
  numerics::Rounding rounding = getRounding(qnn::getQuantizedType(op.getOutput()));
  fill(output, [&](int64_t i) {
    return pick(numerics::roundWithSlope(fromA.apply(a.values[i]), rounding),
                numerics::roundWithSlope(fromB.apply(b.values[i]), rounding));
  });
  return output;
}

/// Min and max: `pick(a, b)` of two floats, neither NaN, or of two integers in the result's type.
template <class Op, class Pick> static HostTensor evaluatePick(Op op, Operands operands, Pick pick) {
  if (qnn::isFloat(op.getOutput()))
    return evaluateFloat(op.getOutput(), operands, [=](float a, float b) {
      if (a != a || b != b)
        return a + b; // a NaN wins
      return pick(a, b);
    });
  return evaluateRoundingPick(op, operands, pick);
}

Result reference::evaluate(qnn::MinOp op, Operands operands) {
  return evaluatePick(op, operands, [](auto a, auto b) { return b < a ? b : a; });
}

Result reference::evaluate(qnn::MaxOp op, Operands operands) {
  return evaluatePick(op, operands, [](auto a, auto b) { return a < b ? b : a; });
}
