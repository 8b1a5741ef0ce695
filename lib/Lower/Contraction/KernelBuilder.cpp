//===- KernelBuilder.cpp - Shorthand for emitting kernel bodies -----------===//
//
// Tested by test/Lower/contraction.mlir.
//
//===----------------------------------------------------------------------===//

#include "KernelBuilder.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "llvm/Support/MathExtras.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::lower;

Value KernelBuilder::index(int64_t value) { return arith::ConstantIndexOp::create(*this, loc, value); }

/// Returns the value of an index constant.
static std::optional<int64_t> getConstantIndex(Value value) {
  auto constant = value.getDefiningOp<arith::ConstantIndexOp>();
  return constant ? std::optional<int64_t>(constant.value()) : std::nullopt;
}

Value KernelBuilder::add(Value lhs, Value rhs) {
  if (std::optional<int64_t> constant = getConstantIndex(rhs))
    return add(lhs, *constant);
  if (std::optional<int64_t> constant = getConstantIndex(lhs))
    return add(rhs, *constant);
  return arith::AddIOp::create(*this, loc, lhs, rhs);
}

Value KernelBuilder::add(Value lhs, int64_t rhs) {
  if (rhs == 0)
    return lhs;
  if (std::optional<int64_t> constant = getConstantIndex(lhs))
    return index(*constant + rhs);
  return arith::AddIOp::create(*this, loc, lhs, index(rhs));
}

Value KernelBuilder::mul(Value lhs, int64_t rhs) {
  if (rhs == 1)
    return lhs;
  if (std::optional<int64_t> constant = getConstantIndex(lhs))
    return index(*constant * rhs);
  return arith::MulIOp::create(*this, loc, lhs, index(rhs));
}

Value KernelBuilder::splat(VectorType type, int64_t value) {
  auto attr = IntegerAttr::get(type.getElementType(), APInt(type.getElementTypeBitWidth(), value, /*isSigned=*/true,
                                                            /*implicitTrunc=*/true));
  return arith::ConstantOp::create(*this, loc, DenseElementsAttr::get(type, Attribute(attr)));
}

Value KernelBuilder::splat(VectorType type, float value) {
  return arith::ConstantOp::create(*this, loc, DenseElementsAttr::get(type, value));
}

void KernelBuilder::pin(ArrayRef<Value *> values) {
  SmallVector<Value> before(llvm::map_range(values, [](Value *value) { return *value; }));
  auto op = qk::PinOp::create(*this, loc, before);
  for (auto [value, result] : llvm::zip_equal(values, op.getResults()))
    *value = result;
}

void KernelBuilder::pin(Value &index, MutableArrayRef<Value> accumulators) {
  SmallVector<Value *> values = {&index};
  for (Value &accumulator : accumulators)
    values.push_back(&accumulator);
  pin(values);
}

Value KernelBuilder::load(Value buffer, Value index, int64_t lanes) {
  Type element = cast<MemRefType>(buffer.getType()).getElementType();
  return vector::LoadOp::create(*this, loc, vectorType(lanes, element), buffer, ValueRange(index));
}

void KernelBuilder::store(Value vector, Value buffer, Value index, int64_t count) {
  int64_t lanes = cast<VectorType>(vector.getType()).getNumElements();
  for (int64_t done = 0; done < count;) {
    int64_t piece = llvm::bit_floor(uint64_t(count - done));
    Value part = vector;
    if (piece != lanes)
      part = vector::ExtractStridedSliceOp::create(*this, loc, vector, ArrayRef<int64_t>{done},
                                                   ArrayRef<int64_t>{piece}, ArrayRef<int64_t>{1});
    vector::StoreOp::create(*this, loc, part, buffer, ValueRange(add(index, done)));
    done += piece;
  }
}

/// Unrolled, LLVM would load far ahead and spill accumulators.
static void keepRolled(scf::ForOp loop) {
  MLIRContext *context = loop.getContext();
  auto unroll = LLVM::LoopUnrollAttr::get(context, /*disable=*/BoolAttr::get(context, true), {}, {}, {}, {}, {}, {});
  loop->setAttr("llvm.loop_annotation",
                LLVM::LoopAnnotationAttr::get(context, {}, {}, {}, unroll, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}));
}

void KernelBuilder::forEach(int64_t bound, int64_t step, llvm::function_ref<void(Value)> body) {
  if (bound <= 0)
    return;
  if (bound <= step)
    return body(index(0));
  auto loop = scf::ForOp::create(*this, loc, index(0), index(bound), index(step));
  if (!mayUnroll)
    keepRolled(loop);
  OpBuilder::InsertionGuard guard(*this);
  setInsertionPoint(loop.getBody()->getTerminator());
  body(loop.getInductionVar());
}

SmallVector<Value> KernelBuilder::forEachWith(int64_t bound, ArrayRef<Value> values,
                                              llvm::function_ref<SmallVector<Value>(Value, ArrayRef<Value>)> body) {
  if (bound == 1)
    return body(index(0), values);
  auto loop = scf::ForOp::create(*this, loc, index(0), index(bound), index(1), ValueRange(values));
  keepRolled(loop);
  OpBuilder::InsertionGuard guard(*this);
  setInsertionPointToStart(loop.getBody());
  SmallVector<Value> carried(loop.getRegionIterArgs());
  SmallVector<Value> results = body(loop.getInductionVar(), carried);
  scf::YieldOp::create(*this, loc, results);
  return SmallVector<Value>(loop.getResults());
}

void KernelBuilder::forEachCovering(int64_t bound, int64_t step, llvm::function_ref<void(Value)> body) {
  assert(step <= bound);
  forEach(bound, step, [&](Value start) {
    if (bound % step)
      start = arith::MinSIOp::create(*this, loc, start, index(bound - step));
    body(start);
  });
}
