//===- ScalarBuilder.h - lib/Numerics' functions as IR ----------*- C++ -*-===//
//
// The policy that makes the templates of Numerics/ScalarFunctions.h build ops:
// what runs on the target is then, operation for operation, what runs here.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_LIB_LOWER_GENERIC_SCALARBUILDER_H
#define QUANTC_LIB_LOWER_GENERIC_SCALARBUILDER_H

#include "LoopEmitter.h"
#include "quantc/Numerics/Dynamic.h"
#include "quantc/Numerics/Profile.h"
#include "quantc/Numerics/Unary.h"

namespace quantc::lower {

/// f(x) in f32, as wide as the emitter is.
mlir::Value emitUnary(LoopEmitter &emitter, const numerics::Unary &function, mlir::Value x);
mlir::Value emitExp(LoopEmitter &emitter, mlir::Value x);
mlir::Value emitLog(LoopEmitter &emitter, mlir::Value x);
mlir::Value emitPow(LoopEmitter &emitter, mlir::Value x, mlir::Value y);
/// N8f.
mlir::Value emitRectified(LoopEmitter &emitter, const numerics::SmoothRectifier &rectifier, mlir::Value t, float scale);
/// N11a.
mlir::Value emitScaleAndShift(LoopEmitter &emitter, mlir::Value x, float reciprocal, int32_t zeroPoint);
/// N10a, of codes as f32.
mlir::Value emitSumOfCodes(LoopEmitter &emitter, mlir::Value a, mlir::Value b, const numerics::OrtSum &sum);

/// What the range of a run gives (N13): scale and zero point as f32, and what values are divided by or multiplied with.
struct DynamicValues {
  mlir::Value scale, zeroPoint, factor;
};
/// Of a range that holds 0; width 1.
DynamicValues emitDynamicParams(LoopEmitter &emitter, mlir::Value low, mlir::Value high,
                                const numerics::DynamicSpec &spec);
/// The code of x, an i32, as wide as the emitter is.
mlir::Value emitDynamicCode(LoopEmitter &emitter, mlir::Value x, const DynamicValues &values,
                            const numerics::DynamicSpec &spec);

} // namespace quantc::lower

#endif // QUANTC_LIB_LOWER_GENERIC_SCALARBUILDER_H
