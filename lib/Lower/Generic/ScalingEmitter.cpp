//===- ScalingEmitter.cpp - From whole numbers to what is rounded ---------===//
//
// Tested by test/Target/run-*.mlir.
//
//===----------------------------------------------------------------------===//

#include "../FixedPoint.h"
#include "Rounding.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::lower;
using Kind = numerics::Scaling::Kind;

ScalingEmitter::ScalingEmitter(LoopEmitter &e, ArrayRef<numerics::Scaling> scalings, int64_t axis, int64_t rank)
    : e(e), scaling(scalings.front()) {
  if (scaling.kind == Kind::Float) {
    first = e.makeFactor(llvm::map_to_vector(scalings, [](auto &each) { return double(each.multiplier); }), axis, rank);
    return;
  }
  if (scalings.size() == 1)
    return;
  SmallVector<int64_t> shape(rank, 1);
  shape[axis] = scalings.size();
  if (scaling.kind == Kind::Narrow) {
    auto factors = llvm::map_to_vector(scalings, [](auto &each) { return each.narrow; });
    first.perAxis = e.addConstant<double>(factors, shape);
    return;
  }
  auto collect = [&](auto read) { return llvm::map_to_vector(scalings, read); };
  first.perAxis = e.addConstant<int32_t>(collect([](auto &each) { return each.fixed.mantissa; }), shape);
  auto addShifts = [&](ArrayRef<int32_t> shifts) {
    return llvm::all_of(shifts, [](int32_t shift) { return shift == 0; }) ? TensorBuffer()
                                                                          : e.addConstant<int32_t>(shifts, shape);
  };
  left = addShifts(collect([](auto &each) { return each.fixed.left(); }));
  right = addShifts(collect([](auto &each) { return each.fixed.right(); }));
}

Value lower::emitFixedProduct(LoopEmitter &e, Value x, const numerics::FixedMultiplier &factor) {
  auto shift = [&](int32_t count) { return count ? e.integer(32, count) : Value(); };
  FixedFactor values{e.integer(32, factor.mantissa), shift(factor.left()), shift(factor.right())};
  return emitFixedProduct(e.b, e.b.getLoc(), x, values);
}

Value ScalingEmitter::scaleFixed(Value integer, Value position, bool isSplat) const {
  if (isUniform())
    return emitFixedProduct(e, integer, scaling.fixed);
  auto shift = [&](const TensorBuffer &buffer) { return buffer.memref ? load(buffer, position, isSplat) : Value(); };
  FixedFactor values{load(first.perAxis, position, isSplat), shift(left), shift(right)};
  return emitFixedProduct(e.b, e.b.getLoc(), integer, values);
}

Value ScalingEmitter::multiply(Value real, Value position, bool isSplat) const {
  Value factor = isUniform() ? e.f32(scaling.multiplier) : load(first.perAxis, position, isSplat);
  return arith::MulFOp::create(e.b, real, factor);
}

Value ScalingEmitter::apply(Value integer, Value position, bool isSplat) const {
  auto toFloat = [&](Value value) -> Value { return arith::SIToFPOp::create(e.b, e.wide(e.b.getF32Type()), value); };
  switch (scaling.kind) {
  case Kind::Fixed:
    return toFloat(scaleFixed(integer, position, isSplat));
  case Kind::Narrow:
    return emitNarrowProduct(e.b, e.b.getLoc(), integer,
                             isUniform() ? e.f64(scaling.narrow) : load(first.perAxis, position, isSplat));
  case Kind::Float:
    break;
  }
  return multiply(toFloat(integer), position, isSplat);
}

Value ScalingEmitter::applyToFloat(Value whole, Value position) const {
  if (scaling.kind == Kind::Float)
    return multiply(whole, position, false);
  return apply(arith::FPToSIOp::create(e.b, e.wide(e.b.getI32Type()), whole), position);
}
