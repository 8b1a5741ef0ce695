//===- FoldCasts.h - Patterns of quantize-fold-casts ------------*- C++ -*-===//

#ifndef QUANTC_LIB_QUANTIZE_FOLDCASTS_H
#define QUANTC_LIB_QUANTIZE_FOLDCASTS_H

#include "mlir/IR/PatternMatch.h"
#include "quantc/Dialect/Qnn/IR/Qnn.h"

namespace quantc::quantize {

/// Returns the quantized value that `value` is the dequantize of, or null.
mlir::Value getQuantized(mlir::Value value);

/// Makes `op` anew with other operands and another result type. The id becomes that
/// of `stands`, the value that the result stands for; what was said of the float op goes.
mlir::Operation *cloneWith(mlir::PatternRewriter &rewriter, mlir::Operation *op, mlir::ValueRange operands,
                           mlir::Type result, mlir::Value stands);

/// Patterns rooted at a quantize: the op before it becomes integer.
void populateFoldRoundedOpsPatterns(mlir::RewritePatternSet &patterns);

} // namespace quantc::quantize

#endif // QUANTC_LIB_QUANTIZE_FOLDCASTS_H
