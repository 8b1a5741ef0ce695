//===- FoldCasts.h - Patterns of quantize-fold-casts ------------*- C++ -*-===//

#ifndef QUANTC_LIB_QUANTIZE_FOLDCASTS_H
#define QUANTC_LIB_QUANTIZE_FOLDCASTS_H

#include "mlir/IR/PatternMatch.h"
#include "quantc/Dialect/Qnn/IR/Qnn.h"

namespace quantc::quantize {

/// Patterns rooted at a quantize: the op before it becomes integer.
void populateFoldRoundedOpsPatterns(mlir::RewritePatternSet &patterns);
/// Adds the patterns that put a scale and a bias after an accumulator into one op.
void populateFoldDynamicScalesPatterns(mlir::RewritePatternSet &patterns);

} // namespace quantc::quantize

#endif // QUANTC_LIB_QUANTIZE_FOLDCASTS_H
