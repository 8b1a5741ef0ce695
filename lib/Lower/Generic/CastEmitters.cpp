//===- CastEmitters.cpp - quantize, dequantize, requantize, cast ----------===//
//
// Tested by test/Target/run-casts.mlir, run-cast-signed.mlir and
// run-cast-unsigned.mlir.
//
//===----------------------------------------------------------------------===//

#include "GenericEmitters.h"
#include "Rounding.h"
#include "quantc/Dialect/Qnn/IR/Roundings.h"

#include "mlir/Dialect/Math/IR/Math.h"

#include <cfloat>

using namespace mlir;
using namespace quantc;
using namespace quantc::lower;

/// What the zero points of a per-axis type are above the first one: null if nothing, as of per-tensor types.
static FailureOr<Factor> makeZeroPointOffsets(LoopEmitter &e, Operation *op, quant::QuantizedType type, int64_t rank) {
  SmallVector<int64_t> zeroPoints = qnn::getZeroPoints(type);
  if (llvm::all_equal(zeroPoints))
    return Factor();
  if (qnn::isAccumulator(type)) // f32 would round them
    return op->emitOpError("has several zero points of 32 bits");
  SmallVector<double> offsets;
  for (int64_t zeroPoint : zeroPoints)
    offsets.push_back(double(zeroPoint - zeroPoints.front()));
  return e.makeFactor(offsets, getAxis(type), rank);
}

/// f32(q - zero_point); both have at most 16 bits where zero points differ, so that a second subtraction is exact.
static Value emitDifference(LoopEmitter &e, Value stored, quant::QuantizedType type, const Factor &offsets,
                            Value position) {
  Value q = e.centeredFloat(stored, type);
  return offsets.perAxis.memref ? Value(arith::SubFOp::create(e.b, q, e.factorAt(offsets, position))) : q;
}

static LogicalResult emitQuantize(Operation *op, ArrayRef<TensorBuffer> inputs, TensorBuffer output, LoopEmitter &e) {
  quant::QuantizedType type = output.quantized();
  int64_t rank = output.type.getRank();
  if (qnn::getZeroPointPlace(op) == qnn::ZeroPointPlace::Inside) {
    e.nest(output.shape(), {broadcastStream(output.shape(), output.shape())},
           [&](ValueRange at) { e.store(output, at[0], e.roundReal(op, e.load(inputs[0], at[0]))); });
    return success();
  }
  SmallVector<double> scales(qnn::getScales(type));
  numerics::Profile profile = qnn::getProfile(op);
  bool usesReciprocal = numerics::isTorch(profile);
  if (usesReciprocal) // N11a of several scales or 32 bits
    for (double &scale : scales)
      scale = numerics::getReciprocal(scale);
  Factor scale = e.makeFactor(scales, getAxis(type), rank);
  FailureOr<Factor> offsets = makeZeroPointOffsets(e, op, type, rank);
  if (failed(offsets))
    return failure();
  auto first = quant::UniformQuantizedType::get(type.getFlags(), type.getStorageType(), type.getExpressedType(),
                                                qnn::getScales(type).front(), qnn::getZeroPoints(type).front(),
                                                type.getStorageTypeMin(), type.getStorageTypeMax());
  Stream all = broadcastStream(output.shape(), output.shape());
  e.nest(output.shape(), {all, factorStream(scale, output.shape()), factorStream(*offsets, output.shape())},
         [&](ValueRange at) {
           Value x = e.load(inputs[0], at[0]);
           Value factor = e.factorAt(scale, at[1]);
           Value t =
               usesReciprocal ? e.zeroIfNan(arith::MulFOp::create(e.b, x, factor)) : e.divideForRounding(x, factor);
           if (numerics::roundsHalfAway(profile))
             t = math::RoundOp::create(e.b, t);
           // Whole numbers beyond 2^24 saturate, so this sum is exact where it matters.
           if (offsets->perAxis.memref)
             t = arith::AddFOp::create(e.b, math::RoundEvenOp::create(e.b, t), e.factorAt(*offsets, at[2]));
           e.store(output, at[0], e.round(t, first));
         });
  return success();
}

static LogicalResult emitDequantize(Operation *op, ArrayRef<TensorBuffer> inputs, TensorBuffer output, LoopEmitter &e) {
  quant::QuantizedType type = inputs[0].quantized();
  Factor scale = e.makeFactor(qnn::getScales(type), getAxis(type), output.type.getRank());
  FailureOr<Factor> offsets = makeZeroPointOffsets(e, op, type, output.type.getRank());
  if (failed(offsets))
    return failure();
  Stream all = broadcastStream(output.shape(), output.shape());
  e.nest(output.shape(), {all, factorStream(scale, output.shape()), factorStream(*offsets, output.shape())},
         [&](ValueRange at) {
           Value q = emitDifference(e, e.load(inputs[0], at[0]), type, *offsets, at[2]);
           e.store(output, at[0], arith::MulFOp::create(e.b, q, e.factorAt(scale, at[1])));
         });
  return success();
}

static LogicalResult emitRequantize(Operation *op, ArrayRef<TensorBuffer> inputs, TensorBuffer output, LoopEmitter &e) {
  auto requantize = cast<qnn::RequantizeOp>(op);
  quant::QuantizedType from = inputs[0].quantized();
  int64_t rank = output.type.getRank();
  FailureOr<Factor> offsets = makeZeroPointOffsets(e, op, from, rank);
  if (failed(offsets))
    return failure();
  if (qnn::getZeroPointPlace(op) == qnn::ZeroPointPlace::Inside) { // N11a, and N11e with a bias
    Factor scale = e.makeFactor(qnn::getScales(from), getAxis(from), rank), bias;
    if (requantize.getBias())
      bias =
          e.makeFactor(SmallVector<double>(requantize.getBias()->begin(), requantize.getBias()->end()), rank - 1, rank);
    ArrayRef<int64_t> shape = output.shape();
    e.nest(shape,
           {broadcastStream(shape, shape), factorStream(scale, shape), factorStream(*offsets, shape),
            factorStream(bias, shape)},
           [&](ValueRange at) {
             Value q = emitDifference(e, e.load(inputs[0], at[0]), from, *offsets, at[2]), s = e.factorAt(scale, at[1]);
             Value real = requantize.getBias() ? Value(math::FmaOp::create(e.b, q, s, e.factorAt(bias, at[3])))
                                               : Value(arith::MulFOp::create(e.b, q, s));
             e.store(output, at[0], e.roundReal(op, real, requantize.getClamp()));
           });
    return success();
  }
  ScalingEmitter scaling(e, qnn::getScalings(requantize), getAxis(from), rank);
  RoundingEmitter rounding(e, op, output, requantize.getClamp(), requantize.getNegativeSlope(),
                           requantize.getFunction().value_or(""), requantize.getGains());
  Stream all = broadcastStream(output.shape(), output.shape());
  ArrayRef<int64_t> shape = output.shape();
  e.nest(shape, {all, scaling.stream(shape), rounding.stream(), factorStream(*offsets, shape)}, [&](ValueRange at) {
    Value stored = e.load(inputs[0], at[0]);
    Value t = offsets->perAxis.memref ? scaling.applyToFloat(emitDifference(e, stored, from, *offsets, at[3]), at[1])
                                      : scaling.apply(e.centered(stored, from), at[1]);
    e.store(output, at[0], rounding.apply(t, at[2]));
  });
  return success();
}

/// f32 to an integer of `bits`: truncated, saturated, NaN to 0.
static Value toInteger(LoopEmitter &e, Value x, unsigned bits, bool isSigned) {
  using P = arith::CmpFPredicate;
  x = e.select(P::UNO, x, x, e.f32(0), x);
  double low = isSigned ? -std::ldexp(1.0, bits - 1) : 0, high = std::ldexp(1.0, isSigned ? bits - 1 : bits) - 1;
  Value wide = arith::ExtFOp::create(e.b, e.b.getF64Type(), x);
  // Of 64 bits, `high` is no double: saturate by selecting after the conversion.
  if (bits == 64) {
    Value inside = e.select(P::OGE, wide, e.f64(9223372036854775808.0), e.f64(0), wide);
    inside = e.select(P::OLT, inside, e.f64(low), e.f64(low), inside);
    Value converted = arith::FPToSIOp::create(e.b, e.b.getI64Type(), inside);
    return e.select(P::OGE, wide, e.f64(9223372036854775808.0), e.integer(64, INT64_MAX), converted);
  }
  wide = e.select(P::OLT, wide, e.f64(low), e.f64(low), wide);
  wide = e.select(P::OGT, wide, e.f64(high), e.f64(high), wide);
  Value converted = arith::FPToSIOp::create(e.b, e.b.getI64Type(), wide);
  return arith::TruncIOp::create(e.b, e.b.getIntegerType(bits), converted);
}

/// An integer to an integer of another width: saturated.
static Value toOtherWidth(LoopEmitter &e, Value x, Type from, IntegerType to) {
  bool isUnsigned = from.isUnsignedInteger() || from.isInteger(1);
  unsigned bits = to.getWidth();
  Type i64 = e.b.getI64Type();
  if (!x.getType().isInteger(64))
    x = isUnsigned ? Value(arith::ExtUIOp::create(e.b, i64, x)) : Value(arith::ExtSIOp::create(e.b, i64, x));
  if (bits == 64)
    return x;
  int64_t low = to.isUnsigned() ? 0 : -(int64_t(1) << (bits - 1));
  int64_t high = (int64_t(1) << (to.isUnsigned() ? bits : bits - 1)) - 1;
  x = arith::MaxSIOp::create(e.b, x, e.integer(64, low));
  x = arith::MinSIOp::create(e.b, x, e.integer(64, high));
  return arith::TruncIOp::create(e.b, e.b.getIntegerType(bits), x);
}

static LogicalResult emitCast(Operation *, ArrayRef<TensorBuffer> inputs, TensorBuffer output, LoopEmitter &e) {
  Type from = inputs[0].type.getElementType(), to = output.type.getElementType();
  assert(!inputs[0].quantized() && !output.quantized() && "cast converts plain types");
  e.loop(output.type.getNumElements(), [&](Value i) {
    Value x = e.load(inputs[0], i);
    bool isUnsigned = from.isUnsignedInteger() || from.isInteger(1);
    if (to.isInteger(1)) {
      Value isSet =
          from.isF32()
              ? Value(arith::CmpFOp::create(e.b, arith::CmpFPredicate::UNE, x, e.f32(0)))
              : Value(arith::CmpIOp::create(e.b, arith::CmpIPredicate::ne, x,
                                            arith::ConstantOp::create(e.b, e.b.getIntegerAttr(x.getType(), 0))));
      x = arith::ExtUIOp::create(e.b, e.b.getI8Type(), isSet);
    } else if (to.isF32() && !from.isF32()) {
      x = isUnsigned ? Value(arith::UIToFPOp::create(e.b, to, x)) : Value(arith::SIToFPOp::create(e.b, to, x));
    } else if (from.isF32() && !to.isF32()) {
      x = toInteger(e, x, to.getIntOrFloatBitWidth(), !to.isUnsignedInteger());
    } else if (!from.isF32()) {
      x = toOtherWidth(e, x, from, cast<IntegerType>(to));
    }
    e.store(output, i, x);
  });
  return success();
}

void lower::addCastEmitters(OpEmitters &emitters) {
  emitters.add<qnn::QuantizeOp>(emitQuantize, Reads::SamePosition);
  emitters.add<qnn::DequantizeOp>(emitDequantize, Reads::SamePosition);
  emitters.add<qnn::RequantizeOp>(emitRequantize, Reads::SamePosition);
  emitters.add<qnn::CastOp>(emitCast, Reads::SamePosition);
}
