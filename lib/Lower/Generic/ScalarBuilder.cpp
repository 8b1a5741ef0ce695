//===- ScalarBuilder.cpp - lib/Numerics' functions as IR ------------------===//
//
// Tested by test/Target/run-unary-{piecewise,sigmoid,math,pow}.mlir, against the
// same templates on C++ floats.
//
//===----------------------------------------------------------------------===//

#include "ScalarBuilder.h"

#include "quantc/Numerics/Profile.h"
#include "quantc/Numerics/ScalarFunctions.h"

#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::lower;

namespace {
/// The policy of Numerics/ScalarOps.h that builds ops.
struct BuilderOps {
  using F = Value;
  using I = Value;
  using B = Value;
  LoopEmitter &e;

  Value constant(float value) { return e.f32(value); }
  Value integer(int32_t value) { return e.integer(32, value); }
  Value add(Value a, Value c) { return arith::AddFOp::create(e.b, a, c); }
  Value sub(Value a, Value c) { return arith::SubFOp::create(e.b, a, c); }
  Value mul(Value a, Value c) { return arith::MulFOp::create(e.b, a, c); }
  Value div(Value a, Value c) { return arith::DivFOp::create(e.b, a, c); }
  Value squareRoot(Value a) { return math::SqrtOp::create(e.b, a); }
  Value fma(Value a, Value c, Value d) { return math::FmaOp::create(e.b, a, c, d); }
  Value less(Value a, Value c) { return arith::CmpFOp::create(e.b, arith::CmpFPredicate::OLT, a, c); }
  Value select(Value condition, Value a, Value c) { return arith::SelectOp::create(e.b, condition, a, c); }
  Value bits(Value a) { return arith::BitcastOp::create(e.b, e.wide(e.b.getI32Type()), a); }
  Value fromBits(Value a) { return arith::BitcastOp::create(e.b, e.wide(e.b.getF32Type()), a); }
  Value addInt(Value a, Value c) { return arith::AddIOp::create(e.b, a, c); }
  Value subInt(Value a, Value c) { return arith::SubIOp::create(e.b, a, c); }
  Value andInt(Value a, Value c) { return arith::AndIOp::create(e.b, a, c); }
  Value orInt(Value a, Value c) { return arith::OrIOp::create(e.b, a, c); }
  Value xorInt(Value a, Value c) { return arith::XOrIOp::create(e.b, a, c); }
  Value shiftLeft(Value a, int count) { return arith::ShLIOp::create(e.b, a, integer(count)); }
  Value shiftRight(Value a, int count) { return arith::ShRSIOp::create(e.b, a, integer(count)); }
};
} // namespace

Value lower::emitUnary(LoopEmitter &emitter, const numerics::Unary &function, Value x) {
  BuilderOps ops{emitter};
  return numerics::evaluate(ops, function, x);
}
Value lower::emitExp(LoopEmitter &emitter, Value x) {
  BuilderOps ops{emitter};
  return numerics::exp(ops, x);
}
Value lower::emitLog(LoopEmitter &emitter, Value x) {
  BuilderOps ops{emitter};
  return numerics::log(ops, x);
}
Value lower::emitScaleAndShift(LoopEmitter &emitter, Value x, float reciprocal, int32_t zeroPoint) {
  BuilderOps ops{emitter};
  return numerics::scaleAndShift(ops, x, reciprocal, zeroPoint);
}
Value lower::emitSumOfCodes(LoopEmitter &emitter, Value a, Value b, const numerics::OrtSum &sum) {
  BuilderOps ops{emitter};
  return numerics::sumCodes(ops, a, b, sum);
}
Value lower::emitPow(LoopEmitter &emitter, Value x, Value y) {
  BuilderOps ops{emitter};
  return numerics::pow(ops, x, y);
}
