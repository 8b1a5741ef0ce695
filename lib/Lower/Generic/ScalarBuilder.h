//===- ScalarBuilder.h - lib/Numerics' functions as IR ----------*- C++ -*-===//
//
// The policy that makes the templates of Numerics/ScalarFunctions.h build ops:
// what runs on the target is then, operation for operation, what runs here.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_LIB_LOWER_GENERIC_SCALARBUILDER_H
#define QUANTC_LIB_LOWER_GENERIC_SCALARBUILDER_H

#include "LoopEmitter.h"
#include "quantc/Numerics/Profile.h"
#include "quantc/Numerics/Unary.h"

namespace quantc::lower {

/// f(x) in f32, as wide as the emitter is.
mlir::Value emitUnary(LoopEmitter &emitter, const numerics::Unary &function, mlir::Value x);
mlir::Value emitExp(LoopEmitter &emitter, mlir::Value x);
mlir::Value emitLog(LoopEmitter &emitter, mlir::Value x);
mlir::Value emitPow(LoopEmitter &emitter, mlir::Value x, mlir::Value y);
/// N11a.
mlir::Value emitScaleAndShift(LoopEmitter &emitter, mlir::Value x, float reciprocal, int32_t zeroPoint);
/// N10a, of codes as f32.
mlir::Value emitSumOfCodes(LoopEmitter &emitter, mlir::Value a, mlir::Value b, const numerics::OrtSum &sum);

} // namespace quantc::lower

#endif // QUANTC_LIB_LOWER_GENERIC_SCALARBUILDER_H
