//===- MoveCasts.h - Casts past ops that only move values -------*- C++ -*-===//

#ifndef QUANTC_LIB_QUANTIZE_MOVECASTS_H
#define QUANTC_LIB_QUANTIZE_MOVECASTS_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/PatternMatch.h"
#include "quantc/Dialect/Qnn/IR/Qnn.h"

namespace quantc::quantize {

/// Returns the quantized value that `value` is the dequantize of, or null.
mlir::Value getQuantized(mlir::Value value);

/// Makes `op` anew with other operands and another result type. The id becomes that
/// of `stands`, the value that the result stands for; what was said of the float op goes.
mlir::Operation *cloneWith(mlir::RewriterBase &rewriter, mlir::Operation *op, mlir::ValueRange operands,
                           mlir::Type result, mlir::Value stands);

/// Replaces `op(dequantize(q))` by `dequantize(op(q))` if `op` passes stored values on.
mlir::LogicalResult sinkDequantize(mlir::Operation *op, mlir::RewriterBase &rewriter);

/// Moves the casts that the network brings next to the ops that compute: dequantize down and quantize up past
/// ops that only move values. No value changes.
void moveCastsToComputation(mlir::func::FuncOp function);

} // namespace quantc::quantize

#endif // QUANTC_LIB_QUANTIZE_MOVECASTS_H
