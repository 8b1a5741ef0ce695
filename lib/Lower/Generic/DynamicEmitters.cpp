//===- DynamicEmitters.cpp - Scales that a run finds ----------------------===//
//
// Tested by test/Target/run-dynamic.mlir and run-recurrent-dynamic.mlir.
//
// The range takes one pass, 32 elements a step: a minimum and a maximum do not
// depend on the order. The scale is scalar arithmetic after it, in f64 where the
// formula has it, and the codes a second pass.
//
//===----------------------------------------------------------------------===//

#include "GenericEmitters.h"
#include "ScalarBuilder.h"

#include "mlir/Dialect/Vector/IR/VectorOps.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::lower;

/// Elements of one step of the search: two or more vectors of each extreme, so that no step waits for the one before.
static constexpr int64_t kRangeLanes = 32;

/// The range with `x` in it. A NaN is neither less nor greater.
static Extremes widen(LoopEmitter &e, Extremes range, Value x) {
  using P = arith::CmpFPredicate;
  return {e.select(P::OLT, x, range.low, x, range.low), e.select(P::OLT, range.high, x, x, range.high)};
}

/// Both halves of a vector of `width` lanes as one.
static Extremes joinHalves(LoopEmitter &e, Extremes range, int64_t width) {
  auto half = [&](Value value, int64_t first) -> Value {
    SmallVector<int64_t> lanes;
    for (int64_t lane = 0; lane < width / 2; ++lane)
      lanes.push_back(first + lane);
    return vector::ShuffleOp::create(e.b, value, value, lanes);
  };
  using P = arith::CmpFPredicate;
  Value low = half(range.low, 0), low2 = half(range.low, width / 2);
  Value high = half(range.high, 0), high2 = half(range.high, width / 2);
  return {e.select(P::OLT, low2, low, low2, low), e.select(P::OLT, high, high2, high2, high)};
}

Extremes lower::emitRange(LoopEmitter &e, const TensorBuffer &buffer, Value first, int64_t count) {
  int64_t whole = count / kRangeLanes;
  Extremes range{e.f32(0), e.f32(0)};
  if (whole > 0) {
    e.width = kRangeLanes;
    Value zero = e.f32(0);
    auto found = e.carryLoop(whole, {zero, zero}, [&](Value i, ValueRange carried) -> SmallVector<Value> {
      Value x = e.load(buffer, e.add(first, e.scale(i, kRangeLanes)));
      Extremes next = widen(e, {carried[0], carried[1]}, x);
      return {next.low, next.high};
    });
    e.width = 1;
    range = {found[0], found[1]};
    for (int64_t width = kRangeLanes; width > 1; width /= 2)
      range = joinHalves(e, range, width);
    range = {vector::ExtractOp::create(e.b, range.low, 0), vector::ExtractOp::create(e.b, range.high, 0)};
  }
  auto found = e.carryLoop(count - whole * kRangeLanes, {range.low, range.high},
                           [&](Value i, ValueRange carried) -> SmallVector<Value> {
                             Value x = e.load(buffer, e.add(first, e.add(i, whole * kRangeLanes)));
                             Extremes next = widen(e, {carried[0], carried[1]}, x);
                             return {next.low, next.high};
                           });
  return {found[0], found[1]};
}

/// Whole numbers as stored: the type's zero point added, and narrowed.
static Value toStored(LoopEmitter &e, Value code, quant::QuantizedType type) {
  if (int64_t offset = qnn::getZeroPoints(type).front())
    code = arith::AddIOp::create(e.b, code, e.integer(32, offset));
  return arith::TruncIOp::create(e.b, e.wide(e.b.getI8Type()), code);
}

static LogicalResult emitDynamicQuantize(Operation *op, ArrayRef<TensorBuffer> inputs, ArrayRef<TensorBuffer> outputs,
                                         LoopEmitter &e) {
  numerics::DynamicSpec spec = cast<qnn::DynamicQuantizeOp>(op).getSpec();
  const TensorBuffer &input = inputs[0], &codes = outputs[0], &scales = outputs[1], &zeroPoints = outputs[2];
  quant::QuantizedType type = codes.quantized();
  int64_t rows = scales.type.getNumElements(), row = rows ? input.type.getNumElements() / rows : 0;
  e.loop(rows, [&](Value r) {
    Value first = e.scale(r, row);
    Extremes range = emitRange(e, input, first, row);
    DynamicValues found = emitDynamicParams(e, range.low, range.high, spec);
    e.store(scales, r, found.scale);
    Value whole = arith::FPToSIOp::create(e.b, e.b.getI32Type(), found.zeroPoint);
    e.store(zeroPoints, r, toStored(e, whole, type));
    e.blocks(row, kLanes, [&](Value i) {
      Value at = e.add(first, i);
      DynamicValues wide{e.splat(found.scale), e.splat(found.zeroPoint), e.splat(found.factor)};
      e.store(codes, at, toStored(e, emitDynamicCode(e, e.load(input, at), wide, spec), type));
    });
  });
  return success();
}

/// Calls `body` for blocks of channels of each row: with the row's entry of a buffer of `entries`, the channel, and the
/// position.
static void visitRows(LoopEmitter &e, const TensorBuffer &tensor, const TensorBuffer &entries,
                      function_ref<void(Value entry, Value channel, Value position)> body) {
  int64_t channels = tensor.shape().back(), rows = channels ? tensor.type.getNumElements() / channels : 0;
  bool isSingle = entries.type.getRank() == 0;
  e.loop(rows, [&](Value r) {
    e.blocks(channels, kLanes, [&](Value c) { body(isSingle ? e.index(0) : r, c, e.add(e.scale(r, channels), c)); });
  });
}

static LogicalResult emitSubtractZeroPoint(Operation *, ArrayRef<TensorBuffer> inputs, TensorBuffer output,
                                           LoopEmitter &e) {
  quant::QuantizedType type = inputs[1].quantized();
  visitRows(e, output, inputs[1], [&](Value entry, Value channel, Value position) {
    Value zeroPoint = e.centered(e.loadSplat(inputs[1], entry), type);
    Value product = arith::MulIOp::create(e.b, zeroPoint, e.load(inputs[2], channel));
    e.store(output, position, arith::SubIOp::create(e.b, e.load(inputs[0], position), product));
  });
  return success();
}

static LogicalResult emitDynamicDequantize(Operation *, ArrayRef<TensorBuffer> inputs, TensorBuffer output,
                                           LoopEmitter &e) {
  // As if of rank 1: the scales of a type lie along the last axis.
  Factor weightScale = e.makeFactor(qnn::getScales(inputs[0].quantized()), 0, 1);
  visitRows(e, output, inputs[1], [&](Value entry, Value channel, Value position) {
    Value m = arith::MulFOp::create(e.b, e.loadSplat(inputs[1], entry), e.factorAt(weightScale, channel));
    Value sum = arith::SIToFPOp::create(e.b, e.wide(e.b.getF32Type()), e.load(inputs[0], position));
    Value real = arith::MulFOp::create(e.b, sum, m);
    if (inputs.size() > 2)
      real = arith::AddFOp::create(e.b, real, e.load(inputs[2], channel));
    e.store(output, position, real);
  });
  return success();
}

void lower::addDynamicEmitters(OpEmitters &emitters) {
  emitters.addWithResults<qnn::DynamicQuantizeOp>(emitDynamicQuantize);
  emitters.add<qnn::SubtractZeroPointOp>(emitSubtractZeroPoint);
  emitters.add<qnn::DynamicDequantizeOp>(emitDynamicDequantize);
}
