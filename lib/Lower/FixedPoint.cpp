//===- FixedPoint.cpp - Products of profile tflite as IR ------------------===//
//
// What quantc/Numerics/FixedPoint.h defines, on scalars and on vectors. Nothing here wraps: see there.
//
// Tested by test/Target/run-profile-tflite-layers.mlir and test/Kernels.
//
//===----------------------------------------------------------------------===//

#include "FixedPoint.h"

#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;
using namespace quantc;

/// `type` with elements of another type.
static Type withElement(Type type, Type element) {
  auto vector = dyn_cast<VectorType>(type);
  return vector ? Type(vector.clone(element)) : element;
}

Value lower::emitConstant(OpBuilder &b, Location loc, Type type, int64_t value) {
  Type element = getElementTypeOrSelf(type);
  TypedAttr scalar = isa<FloatType>(element) ? TypedAttr(b.getFloatAttr(element, double(value)))
                                             : TypedAttr(b.getIntegerAttr(element, value));
  if (auto vector = dyn_cast<VectorType>(type))
    return arith::ConstantOp::create(b, loc, DenseElementsAttr::get(vector, Attribute(scalar)));
  return arith::ConstantOp::create(b, loc, scalar);
}

Value lower::emitMultiplyHigh(OpBuilder &b, Location loc, Value a, Value c) {
  Type narrow = a.getType(), wide = withElement(narrow, b.getI64Type());
  Value product =
      arith::MulIOp::create(b, loc, arith::ExtSIOp::create(b, loc, wide, a), arith::ExtSIOp::create(b, loc, wide, c));
  product = arith::AddIOp::create(b, loc, product, emitConstant(b, loc, wide, int64_t(1) << 30));
  // The 32 bits that stay are the same after a shift of either kind.
  product = arith::ShRUIOp::create(b, loc, product, emitConstant(b, loc, wide, 31));
  return arith::TruncIOp::create(b, loc, narrow, product);
}

Value lower::emitFixedProduct(OpBuilder &b, Location loc, Value x, const FixedFactor &factor) {
  Type type = withElement(x.getType(), b.getI32Type());
  auto constant = [&](int64_t value) { return emitConstant(b, loc, type, value); };
  auto clamp = [&](Value value, Value low, Value high) -> Value {
    return arith::MaxSIOp::create(b, loc, arith::MinSIOp::create(b, loc, value, high), low);
  };
  if (type != x.getType()) {
    Value kept = clamp(x, emitConstant(b, loc, x.getType(), INT32_MIN), emitConstant(b, loc, x.getType(), INT32_MAX));
    x = arith::TruncIOp::create(b, loc, type, kept);
  }
  if (factor.left) {
    Value low = arith::ShRSIOp::create(b, loc, constant(INT32_MIN), factor.left);
    Value high = arith::ShRSIOp::create(b, loc, constant(INT32_MAX), factor.left);
    x = arith::ShLIOp::create(b, loc, clamp(x, low, high), factor.left);
  }
  x = emitMultiplyHigh(b, loc, x, factor.mantissa);
  return factor.right ? emitFixedShift(b, loc, x, factor.right) : x;
}

Value lower::emitFixedShift(OpBuilder &b, Location loc, Value x, Value exponent) {
  auto constant = [&](int64_t value) { return emitConstant(b, loc, x.getType(), value); };
  // Up where more than half is cut off, or half of what is not negative.
  Value one = arith::ShLIOp::create(b, loc, constant(1), exponent);
  Value mask = arith::SubIOp::create(b, loc, one, constant(1));
  Value rest = arith::AndIOp::create(b, loc, x, mask);
  Value most = arith::ShRUIOp::create(b, loc, mask, constant(1));
  Value sign = arith::ShRSIOp::create(b, loc, x, constant(31));
  Value isUp =
      arith::CmpIOp::create(b, loc, arith::CmpIPredicate::sgt, rest, arith::SubIOp::create(b, loc, most, sign));
  Value whole = arith::ShRSIOp::create(b, loc, x, exponent);
  return arith::AddIOp::create(b, loc, whole, arith::ExtUIOp::create(b, loc, x.getType(), isUp));
}

Value lower::emitNarrowProduct(OpBuilder &b, Location loc, Value x, Value factor) {
  Type wide = withElement(x.getType(), b.getF64Type());
  Value product = arith::MulFOp::create(b, loc, arith::SIToFPOp::create(b, loc, wide, x), factor);
  Type element = b.getF64Type();
  TypedAttr half = b.getFloatAttr(element, 0.5);
  if (auto vector = dyn_cast<VectorType>(wide))
    half = DenseElementsAttr::get(vector, Attribute(half));
  Value shifted = arith::AddFOp::create(b, loc, product, arith::ConstantOp::create(b, loc, half));
  return arith::TruncFOp::create(b, loc, withElement(x.getType(), b.getF32Type()),
                                 math::FloorOp::create(b, loc, shifted));
}
