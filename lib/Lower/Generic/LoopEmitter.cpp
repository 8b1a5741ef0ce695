//===- LoopEmitter.cpp - Loops, loads and stores on flat buffers ----------===//
//
// Tested by test/Target/run-*.mlir.
//
//===----------------------------------------------------------------------===//

#include "LoopEmitter.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/Matchers.h"
#include "quantc/Lower/KernelEmitter.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::lower;

SmallVector<int64_t> lower::rowMajorStrides(ArrayRef<int64_t> shape) {
  SmallVector<int64_t> strides(shape.size(), 1);
  for (int64_t i = int64_t(shape.size()) - 2; i >= 0; --i)
    strides[i] = strides[i + 1] * shape[i + 1];
  return strides;
}

Stream lower::broadcastStream(ArrayRef<int64_t> shape, ArrayRef<int64_t> result) {
  Stream stream;
  stream.strides.assign(result.size(), 0);
  SmallVector<int64_t> own = rowMajorStrides(shape);
  for (size_t i = 0; i < shape.size(); ++i)
    if (shape[i] != 1)
      stream.strides[result.size() - shape.size() + i] = own[i];
  return stream;
}

LoopEmitter::LoopEmitter(func::FuncOp function, Location loc, unsigned numBuffers)
    : b(loc, function.getContext()), function(function), numBuffers(numBuffers) {
  b.setInsertionPointToStart(&function.getBody().front());
}

TensorBuffer LoopEmitter::addConstant(ElementsAttr value, RankedTensorType type) {
  unsigned position = numBuffers + constants.size();
  constants.push_back(value);
  (void)function.insertArgument(position, getBufferType(type), {}, b.getLoc());
  return {function.getArgument(position), type};
}

TensorBuffer LoopEmitter::addScratch(RankedTensorType type) {
  // The driver hands out bytes: the kernel sees them as the tensor's elements.
  MemRefType buffer = getBufferType(type);
  int64_t bytes = buffer.getNumElements() * (buffer.getElementTypeBitWidth() / 8);
  unsigned position = function.getNumArguments();
  scratchBytes.push_back(bytes);
  (void)function.insertArgument(position, MemRefType::get({bytes}, b.getI8Type()), {}, b.getLoc());
  Value raw = function.getArgument(position);
  if (buffer == raw.getType())
    return {raw, type};
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPointToStart(&function.getBody().front());
  Value zero = arith::ConstantIndexOp::create(b, 0);
  return {memref::ViewOp::create(b, buffer, raw, zero, ValueRange()), type};
}

void LoopEmitter::loop(int64_t count, function_ref<void(Value)> body) {
  carryLoop(count, {}, [&](Value i, ValueRange) {
    body(i);
    return SmallVector<Value>();
  });
}

SmallVector<Value> LoopEmitter::carryLoop(int64_t count, ValueRange initial, CarryBody body) {
  if (count == 0)
    return SmallVector<Value>(initial);
  if (count == 1)
    return body(index(0), initial);
  auto loop = scf::ForOp::create(b, index(0), index(count), index(1), initial);
  OpBuilder::InsertionGuard guard(b);
  Block *block = loop.getBody();
  if (initial.empty())
    b.setInsertionPoint(block->getTerminator());
  else
    b.setInsertionPointToEnd(block);
  SmallVector<Value> next = body(loop.getInductionVar(), loop.getRegionIterArgs());
  if (!initial.empty())
    scf::YieldOp::create(b, next);
  return SmallVector<Value>(loop.getResults());
}

/// Joins neighbouring axes that every stream walks as one.
static void coalesce(SmallVector<int64_t> &shape, SmallVector<Stream> &streams) {
  SmallVector<int64_t> outShape;
  SmallVector<Stream> out(streams);
  for (Stream &stream : out)
    stream.strides.clear();
  for (size_t axis = 0; axis < shape.size(); ++axis) {
    if (shape[axis] == 1)
      continue;
    bool joins = !outShape.empty();
    for (size_t s = 0; joins && s < streams.size(); ++s)
      joins = out[s].strides.back() == streams[s].strides[axis] * shape[axis];
    if (joins) {
      outShape.back() *= shape[axis];
      for (size_t s = 0; s < streams.size(); ++s)
        out[s].strides.back() = streams[s].strides[axis];
      continue;
    }
    outShape.push_back(shape[axis]);
    for (size_t s = 0; s < streams.size(); ++s)
      out[s].strides.push_back(streams[s].strides[axis]);
  }
  shape = outShape;
  streams = out;
}

void LoopEmitter::nest(ArrayRef<int64_t> shape, ArrayRef<Stream> streams, function_ref<void(ValueRange)> body) {
  if (llvm::is_contained(shape, 0))
    return;
  SmallVector<int64_t> sizes(shape);
  SmallVector<Stream> walks(streams);
  coalesce(sizes, walks);
  SmallVector<Value> positions;
  for (const Stream &walk : walks)
    positions.push_back(index(walk.start));
  std::function<void(size_t, SmallVector<Value>)> descend = [&](size_t axis, SmallVector<Value> at) {
    if (axis == sizes.size())
      return body(at);
    loop(sizes[axis], [&](Value i) {
      SmallVector<Value> inner(at);
      for (size_t s = 0; s < walks.size(); ++s)
        inner[s] = add(at[s], scale(i, walks[s].strides[axis]));
      descend(axis + 1, inner);
    });
  };
  descend(0, positions);
}

void LoopEmitter::blocks(int64_t count, int64_t vectorWidth, function_ref<void(Value)> body) {
  int64_t whole = count / vectorWidth * vectorWidth, saved = width;
  if (whole > 0) {
    width = vectorWidth;
    loop(whole / vectorWidth, [&](Value i) { body(scale(i, vectorWidth)); });
  }
  width = 1;
  loop(count - whole, [&](Value i) { body(add(i, whole)); });
  width = saved;
}

void LoopEmitter::ifThen(Value condition, function_ref<void()> body) {
  auto op = scf::IfOp::create(b, condition, /*withElseRegion=*/false);
  OpBuilder::InsertionGuard guard(b);
  b.setInsertionPoint(op.thenBlock()->getTerminator());
  body();
}

Value LoopEmitter::index(int64_t value) { return arith::ConstantIndexOp::create(b, value); }

Value LoopEmitter::add(Value a, Value c) {
  if (matchPattern(a, m_Zero()))
    return c;
  if (matchPattern(c, m_Zero()))
    return a;
  return arith::AddIOp::create(b, a, c);
}
Value LoopEmitter::add(Value a, int64_t c) { return add(a, index(c)); }

Value LoopEmitter::scale(Value a, int64_t factor) {
  if (factor == 1)
    return a;
  if (factor == 0 || matchPattern(a, m_Zero()))
    return index(0);
  return arith::MulIOp::create(b, a, index(factor));
}

Type LoopEmitter::wide(Type element) { return width == 1 ? element : Type(VectorType::get({width}, element)); }

Value LoopEmitter::toWide(Type type, TypedAttr scalar) {
  if (width == 1)
    return arith::ConstantOp::create(b, scalar);
  return arith::ConstantOp::create(b, DenseElementsAttr::get(VectorType::get({width}, type), Attribute(scalar)));
}
Value LoopEmitter::f32(float value) { return toWide(b.getF32Type(), b.getF32FloatAttr(value)); }
Value LoopEmitter::f64(double value) { return toWide(b.getF64Type(), b.getF64FloatAttr(value)); }
Value LoopEmitter::integer(unsigned bits, int64_t value) {
  Type type = b.getIntegerType(bits);
  return toWide(type, IntegerAttr::get(type, APInt(bits, uint64_t(value), /*isSigned=*/false, /*implicitTrunc=*/true)));
}

Value LoopEmitter::load(const TensorBuffer &buffer, Value position) {
  if (width == 1)
    return memref::LoadOp::create(b, buffer.memref, position);
  auto type = VectorType::get({width}, cast<MemRefType>(buffer.memref.getType()).getElementType());
  return vector::LoadOp::create(b, type, buffer.memref, position);
}

void LoopEmitter::store(const TensorBuffer &buffer, Value position, Value value) {
  if (width == 1)
    memref::StoreOp::create(b, value, buffer.memref, position);
  else
    vector::StoreOp::create(b, value, buffer.memref, position);
}

Value LoopEmitter::loadSplat(const TensorBuffer &buffer, Value position) {
  return splat(memref::LoadOp::create(b, buffer.memref, position));
}

Value LoopEmitter::splat(Value value) {
  return width == 1 ? value : Value(vector::BroadcastOp::create(b, wide(value.getType()), value));
}
