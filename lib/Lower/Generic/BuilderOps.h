//===- BuilderOps.h - Basic operations as IR --------------------*- C++ -*-===//
//
// Tested by test/Target/run-unary-{piecewise,sigmoid,math,pow}.mlir and
// run-recurrent.mlir.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_LIB_LOWER_GENERIC_BUILDEROPS_H
#define QUANTC_LIB_LOWER_GENERIC_BUILDEROPS_H

#include "LoopEmitter.h"

#include "mlir/Dialect/Math/IR/Math.h"

namespace quantc::lower {

/// The policy of Numerics/ScalarOps.h that builds ops, on as many lanes as the emitter deals with at once. An emitter
/// has a builder `b`, constants `f32`, `f64` and `integer`, and `wide(element)`, the type of its values.
template <typename Emitter> struct BasicBuilderOps {
  using F = mlir::Value;
  using I = mlir::Value;
  using B = mlir::Value;
  using D = mlir::Value;
  Emitter &e;

  mlir::Value constant(float value) { return e.f32(value); }
  mlir::Value integer(int32_t value) { return e.integer(32, value); }
  mlir::Value add(mlir::Value a, mlir::Value c) { return mlir::arith::AddFOp::create(e.b, a, c); }
  mlir::Value sub(mlir::Value a, mlir::Value c) { return mlir::arith::SubFOp::create(e.b, a, c); }
  mlir::Value mul(mlir::Value a, mlir::Value c) { return mlir::arith::MulFOp::create(e.b, a, c); }
  mlir::Value div(mlir::Value a, mlir::Value c) { return mlir::arith::DivFOp::create(e.b, a, c); }
  mlir::Value squareRoot(mlir::Value a) { return mlir::math::SqrtOp::create(e.b, a); }
  mlir::Value fma(mlir::Value a, mlir::Value c, mlir::Value d) { return mlir::math::FmaOp::create(e.b, a, c, d); }
  mlir::Value less(mlir::Value a, mlir::Value c) {
    return mlir::arith::CmpFOp::create(e.b, mlir::arith::CmpFPredicate::OLT, a, c);
  }
  mlir::Value select(mlir::Value condition, mlir::Value a, mlir::Value c) {
    return mlir::arith::SelectOp::create(e.b, condition, a, c);
  }
  mlir::Value bits(mlir::Value a) { return mlir::arith::BitcastOp::create(e.b, e.wide(e.b.getI32Type()), a); }
  mlir::Value fromBits(mlir::Value a) { return mlir::arith::BitcastOp::create(e.b, e.wide(e.b.getF32Type()), a); }
  mlir::Value addInt(mlir::Value a, mlir::Value c) { return mlir::arith::AddIOp::create(e.b, a, c); }
  mlir::Value subInt(mlir::Value a, mlir::Value c) { return mlir::arith::SubIOp::create(e.b, a, c); }
  mlir::Value andInt(mlir::Value a, mlir::Value c) { return mlir::arith::AndIOp::create(e.b, a, c); }
  mlir::Value orInt(mlir::Value a, mlir::Value c) { return mlir::arith::OrIOp::create(e.b, a, c); }
  mlir::Value xorInt(mlir::Value a, mlir::Value c) { return mlir::arith::XOrIOp::create(e.b, a, c); }
  mlir::Value shiftLeft(mlir::Value a, int count) { return mlir::arith::ShLIOp::create(e.b, a, integer(count)); }
  mlir::Value shiftRight(mlir::Value a, int count) { return mlir::arith::ShRSIOp::create(e.b, a, integer(count)); }
  // Of f64, for Numerics/Dynamic.h.
  mlir::Value isNaN(mlir::Value a) { return mlir::arith::CmpFOp::create(e.b, mlir::arith::CmpFPredicate::UNO, a, a); }
  mlir::Value wide(double value) { return e.f64(value); }
  mlir::Value widen(mlir::Value a) { return mlir::arith::ExtFOp::create(e.b, e.wide(e.b.getF64Type()), a); }
  mlir::Value narrow(mlir::Value a) { return mlir::arith::TruncFOp::create(e.b, e.wide(e.b.getF32Type()), a); }
  mlir::Value addWide(mlir::Value a, mlir::Value c) { return add(a, c); }
  mlir::Value subWide(mlir::Value a, mlir::Value c) { return sub(a, c); }
  mlir::Value mulWide(mlir::Value a, mlir::Value c) { return mul(a, c); }
  mlir::Value divWide(mlir::Value a, mlir::Value c) { return div(a, c); }
  mlir::Value lessWide(mlir::Value a, mlir::Value c) { return less(a, c); }
  mlir::Value selectWide(mlir::Value condition, mlir::Value a, mlir::Value c) { return select(condition, a, c); }
};

/// In loops of generic kernels.
using BuilderOps = BasicBuilderOps<LoopEmitter>;

} // namespace quantc::lower

#endif // QUANTC_LIB_LOWER_GENERIC_BUILDEROPS_H
