//===- NormalizeEmitters.cpp - softmax, log_softmax, lrn ------------------===//
//
// Tested by test/Target/run-normalize.mlir.
//
// Vectors run along the axis if its elements are neighbours, else across the
// elements after it. The output buffer holds the exponentials between the loops.
//
//===----------------------------------------------------------------------===//

#include "FixedSoftmax.h"
#include "GenericEmitters.h"
#include "ScalarBuilder.h"

#include <limits>

using namespace mlir;
using namespace quantc;
using namespace quantc::lower;

/// x - max, exp(x - max) in `output`, and their sum, for rows that start at `first`.
template <bool isLog>
static void emitSoftmaxRows(LoopEmitter &e, const TensorBuffer &input, const TensorBuffer &output, Value first,
                            int64_t size, int64_t inner) {
  auto at = [&](Value k) { return e.add(first, e.scale(k, inner)); };
  // Wherever lanes are rows this is one loop; along the axis `width` is 1 here.
  Value low = e.f32(-std::numeric_limits<float>::infinity());
  Value max = e.carryLoop(size, low, [&](Value k, ValueRange carried) -> SmallVector<Value> {
    Value x = e.load(input, at(k));
    return {e.select(arith::CmpFPredicate::OLT, carried[0], x, x, carried[0])};
  })[0];

  // Along the axis the rest goes by vectors, and single values are spread over them.
  bool isAlong = inner == 1;
  auto visit = [&](function_ref<void(Value position, Value maximum)> body) {
    if (!isAlong)
      return e.loop(size, [&](Value k) { body(at(k), max); });
    e.blocks(size, kLanes, [&](Value k) { body(e.add(first, k), e.splat(max)); });
  };
  visit([&](Value position, Value maximum) {
    Value shifted = arith::SubFOp::create(e.b, e.load(input, position), maximum);
    e.store(output, position, emitExp(e, shifted));
  });
  Value sum = isAlong ? e.sumNeighbours(output, first, size)
                      : e.sumInFixedOrder(size, [&](Value k) { return e.load(output, at(k)); });
  if (isLog)
    sum = emitLog(e, sum);
  visit([&](Value position, Value maximum) {
    Value divisor = isAlong ? e.splat(sum) : sum;
    Value result;
    if (isLog) {
      Value shifted = arith::SubFOp::create(e.b, e.load(input, position), maximum);
      result = arith::SubFOp::create(e.b, shifted, divisor);
    } else {
      result = arith::DivFOp::create(e.b, e.load(output, position), divisor);
    }
    e.store(output, position, result);
  });
}

/// Visits the rows along an axis: `body` gets a row's first element and the distance between neighbours.
static void visitRows(LoopEmitter &e, ArrayRef<int64_t> shape, int64_t axis,
                      function_ref<void(Value first, int64_t inner)> body) {
  int64_t outer = 1, inner = 1;
  for (int64_t length : shape.take_front(axis))
    outer *= length;
  for (int64_t length : shape.drop_front(axis + 1))
    inner *= length;
  e.loop(outer,
         [&](Value o) { e.loop(inner, [&](Value i) { body(e.add(e.scale(o, shape[axis] * inner), i), inner); }); });
}

/// N16h of one row at a time.
static LogicalResult emitFixedSoftmax(qnn::SoftmaxOp op, const TensorBuffer &input, const TensorBuffer &output,
                                      LoopEmitter &e) {
  FixedSoftmax softmax(
      e, numerics::tflite::Softmax(qnn::getParams(input.quantized()), qnn::getParams(output.quantized())));
  int64_t axis = op.getAxis(), size = output.shape()[axis];
  auto zeroPoint = cast<quant::UniformQuantizedType>(output.quantized()).getZeroPoint();
  Type stored = e.b.getIntegerType(output.quantized().getStorageTypeIntegralWidth());
  visitRows(e, output.shape(), axis, [&](Value first, int64_t inner) {
    auto at = [&](Value k) { return e.add(first, e.scale(k, inner)); };
    auto load = [&](Value k) { return e.centered(e.load(input, at(k)), input.quantized()); };
    Value greatest = e.carryLoop(size, load(e.index(0)), [&](Value k, ValueRange carried) -> SmallVector<Value> {
      return {arith::MaxSIOp::create(e.b, carried[0], load(k))};
    })[0];
    auto power = [&](Value k) { return softmax.power(arith::SubIOp::create(e.b, greatest, load(k))); };
    Value sum = e.carryLoop(size, e.integer(32, 0), [&](Value k, ValueRange carried) -> SmallVector<Value> {
      return {arith::AddIOp::create(e.b, carried[0], softmax.summand(power(k)))};
    })[0];
    softmax.setSum(sum);
    // A result may take the place of the code that it is computed from, the last to be read.
    e.loop(size, [&](Value k) {
      Value code = arith::AddIOp::create(e.b, softmax.result(power(k)), e.integer(32, zeroPoint));
      e.store(output, at(k), arith::TruncIOp::create(e.b, stored, code));
    });
  });
  return success();
}

/// Softmax of 8 or 16 bits.
static LogicalResult emitStoredSoftmax(qnn::SoftmaxOp op, const TensorBuffer &input, const TensorBuffer &output,
                                       LoopEmitter &e) {
  int64_t axis = op.getAxis(), size = output.shape()[axis];
  if (qnn::getProfile(op) == numerics::Profile::Tflite &&
      numerics::tflite::Softmax::isDefined(qnn::getParams(input.quantized()), qnn::getParams(output.quantized()), size))
    return emitFixedSoftmax(op, input, output, e);
  auto type = RankedTensorType::get(output.shape(), e.b.getF32Type());
  TensorBuffer reals = e.addScratch(type), powers = e.addScratch(type);
  int64_t count = type.getNumElements();
  e.blocks(count, kLanes, [&](Value i) { e.store(reals, i, e.loadReal(input, i)); });
  visitRows(e, output.shape(), axis,
            [&](Value first, int64_t inner) { emitSoftmaxRows<false>(e, reals, powers, first, size, inner); });
  e.blocks(count, kLanes, [&](Value i) { e.storeReal(output, i, e.load(powers, i)); });
  return success();
}

template <typename Op, bool isLog>
static LogicalResult emitSoftmax(Operation *op, ArrayRef<TensorBuffer> inputs, TensorBuffer output, LoopEmitter &e) {
  if (auto softmax = dyn_cast<qnn::SoftmaxOp>(op); softmax && output.quantized())
    return emitStoredSoftmax(softmax, inputs[0], output, e);
  int64_t axis = cast<Op>(op).getAxis(), size = output.shape()[axis], outer = 1, inner = 1;
  for (int64_t length : output.shape().take_front(axis))
    outer *= length;
  for (int64_t length : output.shape().drop_front(axis + 1))
    inner *= length;
  e.loop(outer, [&](Value o) {
    e.blocks(inner, inner == 1 ? 1 : kLanes, [&](Value i) {
      emitSoftmaxRows<isLog>(e, inputs[0], output, e.add(e.scale(o, size * inner), i), size, inner);
    });
  });
  return success();
}

static LogicalResult emitLrn(Operation *op, ArrayRef<TensorBuffer> inputs, TensorBuffer output, LoopEmitter &e) {
  auto lrn = cast<qnn::LrnOp>(op);
  int64_t channels = output.shape().back(), size = lrn.getSize(), before = (size - 1) / 2;
  numerics::Unary power{numerics::UnaryKind::PowScalar, lrn.getBeta().convertToFloat()};
  float factor = lrn.getAlpha().convertToFloat() / float(size);
  int64_t pixels = channels == 0 ? 0 : output.type.getNumElements() / channels;
  e.loop(pixels, [&](Value pixel) {
    e.loop(channels, [&](Value c) {
      Value row = e.scale(pixel, channels);
      // A neighbour beyond the ends counts as 0, which leaves a sum of squares as it is.
      Value sum = e.carryLoop(size, e.f32(0), [&](Value k, ValueRange carried) -> SmallVector<Value> {
        Value at = e.add(e.add(c, k), -before);
        Value isInside = arith::CmpIOp::create(e.b, arith::CmpIPredicate::ult, at, e.index(channels));
        Value x = e.load(inputs[0], e.add(row, arith::SelectOp::create(e.b, isInside, at, e.index(0))));
        Value square = arith::MulFOp::create(e.b, x, x);
        square = arith::SelectOp::create(e.b, isInside, square, e.f32(0));
        return {arith::AddFOp::create(e.b, carried[0], square)};
      })[0];
      Value scaled = arith::MulFOp::create(e.b, e.f32(factor), sum);
      Value base = arith::AddFOp::create(e.b, e.f32(lrn.getBias().convertToFloat()), scaled);
      Value position = e.add(row, c);
      Value result = arith::DivFOp::create(e.b, e.load(inputs[0], position), emitUnary(e, power, base));
      e.store(output, position, result);
    });
  });
  return success();
}

void lower::addNormalizeEmitters(OpEmitters &emitters) {
  emitters.add<qnn::SoftmaxOp>(emitSoftmax<qnn::SoftmaxOp, false>);
  emitters.add<qnn::LogSoftmaxOp>(emitSoftmax<qnn::LogSoftmaxOp, true>);
  emitters.add<qnn::LrnOp>(emitLrn);
}
