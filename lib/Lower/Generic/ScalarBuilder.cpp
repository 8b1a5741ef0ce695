//===- ScalarBuilder.cpp - lib/Numerics' functions as IR ------------------===//
//
// Tested by test/Target/run-unary-{piecewise,sigmoid,math,pow}.mlir, against the
// same templates on C++ floats.
//
//===----------------------------------------------------------------------===//

#include "ScalarBuilder.h"

#include "BuilderOps.h"
#include "quantc/Numerics/Profile.h"
#include "quantc/Numerics/ScalarFunctions.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::lower;

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
Value lower::emitRectified(LoopEmitter &emitter, const numerics::SmoothRectifier &rectifier, Value t, float scale) {
  BuilderOps ops{emitter};
  return numerics::rectifySmoothly(ops, t, numerics::RectifierConstants(rectifier, scale));
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

DynamicValues lower::emitDynamicParams(LoopEmitter &emitter, Value low, Value high, const numerics::DynamicSpec &spec) {
  BuilderOps ops{emitter};
  auto params = numerics::chooseDynamicParams(ops, low, high, spec);
  return {params.scale, params.zeroPoint, numerics::getDynamicFactor(ops, params.scale, spec)};
}
Value lower::emitDynamicCode(LoopEmitter &emitter, Value x, const DynamicValues &values,
                             const numerics::DynamicSpec &spec) {
  BuilderOps ops{emitter};
  return numerics::getDynamicCode(ops, x, values.zeroPoint, values.factor, spec);
}
