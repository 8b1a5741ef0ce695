//===- BinaryEmitters.cpp - add, sub, mul, div, pow, min, max, prelu ------===//
//
// Tested by test/Target/run-binary-{add,min-max,mul}.mlir.
//
//===----------------------------------------------------------------------===//

#include "GenericEmitters.h"
#include "Rounding.h"
#include "ScalarBuilder.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::lower;

/// Visits result elements beside the two operands, broadcast.
static void visitPairs(LoopEmitter &e, ArrayRef<TensorBuffer> inputs, const TensorBuffer &output, ArrayRef<Stream> more,
                       function_ref<void(ValueRange at)> body) {
  ArrayRef<int64_t> shape = output.shape();
  SmallVector<Stream> streams{broadcastStream(shape, shape), broadcastStream(inputs[0].shape(), shape),
                              broadcastStream(inputs[1].shape(), shape)};
  streams.append(more.begin(), more.end());
  e.nest(shape, streams, body);
}

/// An op that is one scalar function of f32 operands.
using FloatFunction = function_ref<Value(Value, Value)>;
static LogicalResult emitFloat(ArrayRef<TensorBuffer> inputs, const TensorBuffer &output, LoopEmitter &e,
                               FloatFunction function) {
  visitPairs(e, inputs, output, {}, [&](ValueRange at) {
    e.store(output, at[0], function(e.load(inputs[0], at[1]), e.load(inputs[1], at[2])));
  });
  return success();
}

/// N10a.
static LogicalResult emitOrtSum(qnn::AddOp op, ArrayRef<TensorBuffer> inputs, const TensorBuffer &output,
                                LoopEmitter &e) {
  numerics::OrtSum sum(qnn::getStatedParams(op, 0), qnn::getStatedParams(op, 1), qnn::getStatedParams(op, 2));
  RoundingEmitter rounding(e, op, output, op.getClamp());
  visitPairs(e, inputs, output, {}, [&](ValueRange at) {
    auto code = [&](unsigned index) {
      return e.codeAsFloat(e.load(inputs[index], at[1 + index]), inputs[index].quantized(),
                           qnn::getStorageOffset(op, index));
    };
    e.store(output, at[0], rounding.apply(emitSumOfCodes(e, code(0), code(1), sum), {}));
  });
  return success();
}

/// N16c.
static LogicalResult emitFixedSum(Operation *op, ArrayRef<TensorBuffer> inputs, const TensorBuffer &output,
                                  LoopEmitter &e, std::optional<ArrayRef<int64_t>> clamp) {
  auto bits = [](const TensorBuffer &buffer) { return buffer.quantized().getStorageTypeIntegralWidth(); };
  numerics::FixedSum sum(getScale(inputs[0]), getScale(inputs[1]), getScale(output),
                         std::max(bits(inputs[0]), bits(inputs[1])));
  RoundingEmitter rounding(e, op, output, clamp);
  visitPairs(e, inputs, output, {}, [&](ValueRange at) {
    auto term = [&](unsigned index, const numerics::FixedMultiplier &factor) {
      Value q = e.centered(e.load(inputs[index], at[1 + index]), inputs[index].quantized());
      return emitFixedProduct(e, arith::ShLIOp::create(e.b, q, e.integer(32, sum.shift)), factor);
    };
    Value a = term(0, sum.a), c = term(1, sum.b);
    Value total = isa<qnn::SubOp>(op) ? Value(arith::SubIOp::create(e.b, a, c)) : arith::AddIOp::create(e.b, a, c);
    Value t = arith::SIToFPOp::create(e.b, e.b.getF32Type(), emitFixedProduct(e, total, sum.output));
    e.store(output, at[0], rounding.apply(t, {}));
  });
  return success();
}

/// N8: `t = f32(f32(f32(q_a - z_a) * m_a) +- f32(f32(q_b - z_b) * m_b))`.
template <typename Op, typename ArithOp>
static LogicalResult emitSum(Operation *op, ArrayRef<TensorBuffer> inputs, TensorBuffer output, LoopEmitter &e) {
  auto combine = [&](Value a, Value c) -> Value { return ArithOp::create(e.b, a, c); };
  if (!output.quantized())
    return emitFloat(inputs, output, e, combine);
  if (auto add = dyn_cast<qnn::AddOp>(op); add && qnn::getProfile(op) == numerics::Profile::Ort)
    return emitOrtSum(add, inputs, output, e);
  auto sum = cast<Op>(op);
  if (qnn::getProfile(op) == numerics::Profile::Tflite)
    return emitFixedSum(op, inputs, output, e, sum.getClamp());
  // An accumulator is not broadcast, so its axis is the result's.
  double unit = numerics::getSumUnit(qnn::getProfile(op), getScale(output));
  float whole = numerics::getSumFactor(qnn::getProfile(op), getScale(output));
  Factor a = makeRatio(e, inputs[0].quantized(), unit, inputs[0].type.getRank());
  Factor c = makeRatio(e, inputs[1].quantized(), unit, inputs[1].type.getRank());
  RoundingEmitter rounding(e, op, output, sum.getClamp(), sum.getNegativeSlope());
  ArrayRef<int64_t> shape = output.shape();
  visitPairs(e, inputs, output, {factorStream(a, shape), factorStream(c, shape), rounding.stream()},
             [&](ValueRange at) {
               auto term = [&](const TensorBuffer &input, Value position, const Factor &m, Value where) -> Value {
                 Value q = e.centeredFloat(e.load(input, position), input.quantized());
                 return arith::MulFOp::create(e.b, q, e.factorAt(m, where));
               };
               Value t = combine(term(inputs[0], at[1], a, at[3]), term(inputs[1], at[2], c, at[4]));
               if (whole != 1)
                 t = e.zeroIfNan(arith::MulFOp::create(e.b, t, e.f32(whole)));
               e.store(output, at[0], rounding.apply(t, at[5]));
             });
  return success();
}

/// N8: the integer product, then N5 with `m = s_a * s_b / s_y`.
static LogicalResult emitMul(Operation *op, ArrayRef<TensorBuffer> inputs, TensorBuffer output, LoopEmitter &e) {
  if (!output.quantized())
    return emitFloat(inputs, output, e, [&](Value a, Value c) -> Value { return arith::MulFOp::create(e.b, a, c); });
  auto mul = cast<qnn::MulOp>(op);
  ScalingEmitter scaling(
      e, numerics::Scaling::ofProduct(qnn::getProfile(op), getScale(inputs[0]), getScale(inputs[1]), getScale(output)));
  RoundingEmitter rounding(e, op, output, mul.getClamp(), mul.getNegativeSlope());
  unsigned bits = 0;
  for (const TensorBuffer &input : inputs)
    bits += input.quantized().getStorageTypeIntegralWidth();
  visitPairs(e, inputs, output, {rounding.stream()}, [&](ValueRange at) {
    // A difference has one bit more than its storage.
    unsigned work = bits + 2 > 32 ? 64 : 32;
    Value a = e.centered(e.load(inputs[0], at[1]), inputs[0].quantized(), work);
    Value c = e.centered(e.load(inputs[1], at[2]), inputs[1].quantized(), work);
    e.store(output, at[0], rounding.apply(scaling.apply(arith::MulIOp::create(e.b, a, c)), at[3]));
  });
  return success();
}

static LogicalResult emitDiv(Operation *, ArrayRef<TensorBuffer> inputs, TensorBuffer output, LoopEmitter &e) {
  return emitFloat(inputs, output, e, [&](Value a, Value c) -> Value { return arith::DivFOp::create(e.b, a, c); });
}

static LogicalResult emitPower(Operation *, ArrayRef<TensorBuffer> inputs, TensorBuffer output, LoopEmitter &e) {
  return emitFloat(inputs, output, e, [&](Value a, Value c) { return emitPow(e, a, c); });
}

/// The stored value of `stored` in the type of `output` (N5).
static Value requantizeTo(LoopEmitter &e, Operation *op, Value stored, const TensorBuffer &input,
                          const TensorBuffer &output) {
  if (input.type.getElementType() == output.type.getElementType())
    return stored;
  ScalingEmitter scaling(e, numerics::Scaling::ofRatio(qnn::getProfile(op), getScale(input), getScale(output)));
  Value t = scaling.apply(e.centered(stored, input.quantized()));
  return e.round(t, cast<quant::UniformQuantizedType>(output.quantized()));
}

template <bool isMax>
static LogicalResult emitExtreme(Operation *op, ArrayRef<TensorBuffer> inputs, TensorBuffer output, LoopEmitter &e) {
  if (!output.quantized())
    return emitFloat(inputs, output, e, [&](Value a, Value c) { return isMax ? e.maximum(a, c) : e.minimum(a, c); });
  visitPairs(e, inputs, output, {}, [&](ValueRange at) {
    Value a = requantizeTo(e, op, e.load(inputs[0], at[1]), inputs[0], output);
    Value c = requantizeTo(e, op, e.load(inputs[1], at[2]), inputs[1], output);
    bool isSigned = output.quantized().isSigned();
    Value y;
    if (isMax)
      y = isSigned ? Value(arith::MaxSIOp::create(e.b, a, c)) : Value(arith::MaxUIOp::create(e.b, a, c));
    else
      y = isSigned ? Value(arith::MinSIOp::create(e.b, a, c)) : Value(arith::MinUIOp::create(e.b, a, c));
    e.store(output, at[0], y);
  });
  return success();
}

static LogicalResult emitPRelu(Operation *, ArrayRef<TensorBuffer> inputs, TensorBuffer output, LoopEmitter &e) {
  visitPairs(e, inputs, output, {}, [&](ValueRange at) {
    Value x = e.loadReal(inputs[0], at[1]);
    Value bent = arith::MulFOp::create(e.b, e.load(inputs[1], at[2]), x);
    e.storeReal(output, at[0], e.select(arith::CmpFPredicate::OGE, x, e.f32(0), x, bent));
  });
  return success();
}

void lower::addBinaryEmitters(OpEmitters &emitters) {
  emitters.add<qnn::AddOp>(emitSum<qnn::AddOp, arith::AddFOp>, Reads::SamePosition);
  emitters.add<qnn::SubOp>(emitSum<qnn::SubOp, arith::SubFOp>, Reads::SamePosition);
  emitters.add<qnn::MulOp>(emitMul, Reads::SamePosition);
  emitters.add<qnn::DivOp>(emitDiv, Reads::SamePosition);
  emitters.add<qnn::PowOp>(emitPower, Reads::SamePosition);
  emitters.add<qnn::MinOp>(emitExtreme<false>, Reads::SamePosition);
  emitters.add<qnn::MaxOp>(emitExtreme<true>, Reads::SamePosition);
  emitters.add<qnn::PReluOp>(emitPRelu, Reads::SamePosition);
}
