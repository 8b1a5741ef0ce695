//===- LayoutPatterns.h - Local rewrites of transposes ----------*- C++ -*-===//

#ifndef QUANTC_LIB_PREPARE_LAYOUTPATTERNS_H
#define QUANTC_LIB_PREPARE_LAYOUTPATTERNS_H

#include "mlir/IR/PatternMatch.h"

namespace quantc::prepare {

/// Merges transposes, and moves them across reshapes: below one that lowers the
/// rank, above one that raises it, and either way where that lets two meet. Each
/// direction is taken once, so the patterns end.
void populateLayoutPatterns(mlir::RewritePatternSet &patterns);

} // namespace quantc::prepare

#endif // QUANTC_LIB_PREPARE_LAYOUTPATTERNS_H
