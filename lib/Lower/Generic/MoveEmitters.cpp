//===- MoveEmitters.cpp - Ops that move stored values ---------------------===//
//
// Tested by test/Target/run-moves.mlir and run-resize.mlir.
//
// Transpose, broadcast, slice, pad and concat are walks of two streams side by
// side; gather and resize compute where they read.
//
//===----------------------------------------------------------------------===//

#include "GenericEmitters.h"
#include "Rounding.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::lower;

/// Copies `shape` elements from one stream to another.
static void emitWalk(LoopEmitter &e, ArrayRef<int64_t> shape, const TensorBuffer &from, const Stream &read,
                     const TensorBuffer &to, const Stream &write) {
  e.nest(shape, {read, write}, [&](ValueRange at) { e.store(to, at[1], e.load(from, at[0])); });
}

static Stream wholeStream(ArrayRef<int64_t> shape) { return {0, rowMajorStrides(shape)}; }

static LogicalResult emitTranspose(Operation *op, ArrayRef<TensorBuffer> inputs, TensorBuffer output, LoopEmitter &e) {
  Stream read;
  SmallVector<int64_t> strides = rowMajorStrides(inputs[0].shape());
  for (int64_t axis : cast<qnn::TransposeOp>(op).getPermutation())
    read.strides.push_back(strides[axis]);
  emitWalk(e, output.shape(), inputs[0], read, output, wholeStream(output.shape()));
  return success();
}

static LogicalResult emitBroadcast(Operation *, ArrayRef<TensorBuffer> inputs, TensorBuffer output, LoopEmitter &e) {
  emitWalk(e, output.shape(), inputs[0], broadcastStream(inputs[0].shape(), output.shape()), output,
           wholeStream(output.shape()));
  return success();
}

static LogicalResult emitSlice(Operation *op, ArrayRef<TensorBuffer> inputs, TensorBuffer output, LoopEmitter &e) {
  auto slice = cast<qnn::SliceOp>(op);
  Stream read;
  SmallVector<int64_t> strides = rowMajorStrides(inputs[0].shape());
  for (size_t axis = 0; axis < strides.size(); ++axis) {
    read.start += slice.getOffsets()[axis] * strides[axis];
    read.strides.push_back(slice.getStrides()[axis] * strides[axis]);
  }
  emitWalk(e, output.shape(), inputs[0], read, output, wholeStream(output.shape()));
  return success();
}

/// The stored form of a real constant, in the type of `buffer`.
static Value makeStored(LoopEmitter &e, const TensorBuffer &buffer, float value) {
  if (auto type = buffer.quantized())
    return e.quantize(e.f32(value), cast<quant::UniformQuantizedType>(type));
  Type element = buffer.type.getElementType();
  if (isa<FloatType>(element))
    return e.f32(value);
  unsigned bits = std::max(8u, element.getIntOrFloatBitWidth()); // i1 takes a byte
  bool isUnsigned = element.isUnsignedInteger() || element.isInteger(1);
  int64_t low = isUnsigned ? 0 : llvm::minIntN(bits), high = isUnsigned ? llvm::maxUIntN(bits) : llvm::maxIntN(bits);
  return e.integer(bits, numerics::truncateAndClamp(value, low, high));
}

static LogicalResult emitPad(Operation *op, ArrayRef<TensorBuffer> inputs, TensorBuffer output, LoopEmitter &e) {
  auto pad = cast<qnn::PadOp>(op);
  if (isa_and_present<quant::UniformQuantizedPerAxisType>(output.quantized()))
    return op->emitOpError("has scales per axis, which only constants may have here");
  Value filler = makeStored(e, output, pad.getValue().convertToFloat());
  // Fill all, then lay the input over it: the border is small beside the rest.
  e.loop(output.type.getNumElements(), [&](Value i) { e.store(output, i, filler); });
  Stream write = wholeStream(output.shape());
  for (auto [low, stride] : llvm::zip(pad.getLow(), write.strides))
    write.start += low * stride;
  emitWalk(e, inputs[0].shape(), inputs[0], wholeStream(inputs[0].shape()), output, write);
  return success();
}

/// Each operand goes to its place, requantized where its type differs (N5, N8).
static LogicalResult emitConcat(Operation *op, ArrayRef<TensorBuffer> inputs, TensorBuffer output, LoopEmitter &e) {
  int64_t axis = cast<qnn::ConcatOp>(op).getAxis(), position = 0;
  for (const TensorBuffer &input : inputs) {
    Stream write = wholeStream(output.shape());
    write.start = position * write.strides[axis];
    position += input.shape()[axis];
    if (input.type.getElementType() == output.type.getElementType()) {
      emitWalk(e, input.shape(), input, wholeStream(input.shape()), output, write);
      continue;
    }
    auto to = dyn_cast<quant::UniformQuantizedType>(output.quantized());
    if (!to || !isa<quant::UniformQuantizedType>(input.quantized()))
      return op->emitOpError("has scales per axis, which only constants may have here");
    if (qnn::getZeroPointPlace(op) == qnn::ZeroPointPlace::Inside) {
      e.nest(input.shape(), {wholeStream(input.shape()), write},
             [&](ValueRange at) { e.store(output, at[1], e.roundReal(op, e.loadReal(input, at[0]))); });
      continue;
    }
    ScalingEmitter scaling(e, numerics::Scaling::ofRatio(qnn::getProfile(op), getScale(input), getScale(output)));
    e.nest(input.shape(), {wholeStream(input.shape()), write}, [&](ValueRange at) {
      Value q = e.centered(e.load(input, at[0]), input.quantized());
      e.store(output, at[1], e.round(scaling.apply(q), to));
    });
  }
  return success();
}

/// Input [A, size, B], indices [I], output [A, I, B].
static LogicalResult emitGather(Operation *op, ArrayRef<TensorBuffer> inputs, TensorBuffer output, LoopEmitter &e) {
  ArrayRef<int64_t> shape = inputs[0].shape();
  int64_t axis = cast<qnn::GatherOp>(op).getAxis(), size = shape[axis];
  int64_t before = 1, after = 1, count = inputs[1].type.getNumElements();
  for (int64_t i = 0; i < axis; ++i)
    before *= shape[i];
  for (size_t i = axis + 1; i < shape.size(); ++i)
    after *= shape[i];
  e.loop(count, [&](Value i) {
    Value raw = e.load(inputs[1], i);
    Value at = raw.getType().isInteger(64) ? raw : Value(arith::ExtSIOp::create(e.b, e.b.getI64Type(), raw));
    Value wrapped = arith::AddIOp::create(e.b, at, e.integer(64, size));
    Value isNegative = arith::CmpIOp::create(e.b, arith::CmpIPredicate::slt, at, e.integer(64, 0));
    at = arith::SelectOp::create(e.b, isNegative, wrapped, at);
    at = arith::MaxSIOp::create(e.b, at, e.integer(64, 0));
    at = arith::MinSIOp::create(e.b, at, e.integer(64, size - 1));
    Value from = e.scale(arith::IndexCastOp::create(e.b, e.b.getIndexType(), at), after);
    Value to = e.scale(i, after);
    e.loop(before, [&](Value a) {
      Value read = e.add(e.scale(a, size * after), from), write = e.add(e.scale(a, count * after), to);
      e.loop(after, [&](Value k) { e.store(output, e.add(write, k), e.load(inputs[0], e.add(read, k))); });
    });
  });
  return success();
}

void lower::addMoveEmitters(OpEmitters &emitters) {
  emitters.add<qnn::TransposeOp>(emitTranspose);
  emitters.add<qnn::BroadcastOp>(emitBroadcast);
  emitters.add<qnn::SliceOp>(emitSlice);
  emitters.add<qnn::PadOp>(emitPad);
  emitters.add<qnn::ConcatOp>(emitConcat);
  emitters.add<qnn::GatherOp>(emitGather);
}
