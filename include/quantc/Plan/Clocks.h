//===- Clocks.h - How long a planned network takes ---------------*- C++ -*-===//

#ifndef QUANTC_PLAN_CLOCKS_H
#define QUANTC_PLAN_CLOCKS_H

#include "mlir/IR/BuiltinOps.h"

namespace quantc {

/// Estimates the clocks of one run of a planned module on its target: those of the tile model for layers, and of what
/// else is computed by the number of its elements. For comparing two plans of one network; memory counts for nothing.
/// Failure, reported, if the target is unknown.
mlir::FailureOr<double> estimateClocks(mlir::ModuleOp module);

} // namespace quantc

#endif // QUANTC_PLAN_CLOCKS_H
