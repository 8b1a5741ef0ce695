//===- MatchRules.h - Which rules hold for an op ----------------*- C++ -*-===//

#ifndef QUANTC_LIB_RECIPE_MATCHRULES_H
#define QUANTC_LIB_RECIPE_MATCHRULES_H

#include "quantc/Dialect/Qnn/IR/Qnn.h"
#include "quantc/Recipe/Recipe.h"

#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/DenseSet.h"

namespace quantc {

/// The layers with weights before which, and after which, there is no other, on any way through a network.
struct EndLayers {
  explicit EndLayers(mlir::ModuleOp module);
  llvm::DenseSet<mlir::Operation *> first, last;
};

/// Returns whether all selectors of the rule hold for the op.
bool selects(const RecipeRule &rule, mlir::Operation *op, const EndLayers &ends);
/// Returns whether they hold for a network input, whose name is `name`.
bool selects(const RecipeRule &rule, mlir::BlockArgument input, llvm::StringRef name);

} // namespace quantc

#endif // QUANTC_LIB_RECIPE_MATCHRULES_H
