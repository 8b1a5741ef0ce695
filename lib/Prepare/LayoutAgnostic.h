//===- LayoutAgnostic.h - Ops that run in any layout ------------*- C++ -*-===//
//
// An op is layout agnostic if transposing its operands by p gives its result
// transposed by p, once its axis attributes are moved, too.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_LIB_PREPARE_LAYOUTAGNOSTIC_H
#define QUANTC_LIB_PREPARE_LAYOUTAGNOSTIC_H

#include "mlir/IR/Builders.h"
#include "mlir/IR/Operation.h"
#include "quantc/Support/Permutation.h"

namespace quantc::prepare {

/// Returns the rank of the axes that a permutation would move, which is that of
/// the result, or nullopt if `op` is tied to its layout. Operands of lower rank
/// broadcast.
std::optional<int64_t> getAgnosticRank(mlir::Operation *op);

/// Returns whether operand `index` has axes to move: indices of a gather have none.
bool hasLayout(mlir::Operation *op, unsigned index);

/// Returns whether `op` gives the same bits in the layout `p`: a sum must not
/// change its order.
bool acceptsLayout(mlir::Operation *op, llvm::ArrayRef<int64_t> p);

/// Builds `op` in the layout `p` on operands that are already in it.
/// @returns the new op, with the discardable attributes (the id) of the old one.
mlir::Operation *buildInLayout(mlir::OpBuilder &builder, mlir::Operation *op, mlir::ValueRange operands,
                               llvm::ArrayRef<int64_t> p);

} // namespace quantc::prepare

#endif // QUANTC_LIB_PREPARE_LAYOUTAGNOSTIC_H
