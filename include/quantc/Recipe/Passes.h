//===- Passes.h - The pass that applies a recipe ----------------*- C++ -*-===//

#ifndef QUANTC_RECIPE_PASSES_H
#define QUANTC_RECIPE_PASSES_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/Pass/Pass.h"
#include "quantc/Dialect/Qnn/IR/Qnn.h"
#include "quantc/Recipe/Recipe.h"

namespace quantc {

#define GEN_PASS_DECL
#include "quantc/Recipe/Passes.h.inc"
#define GEN_PASS_REGISTRATION
#include "quantc/Recipe/Passes.h.inc"

/// Module attribute: the text of the recipe, unless it is `default`.
inline constexpr llvm::StringLiteral kRecipeAttr = "qnn.recipe";

/// `recipe-attach-config` with a recipe that is read already.
std::unique_ptr<mlir::Pass> createAttachConfigPass(std::shared_ptr<const Recipe> recipe);

} // namespace quantc

#endif // QUANTC_RECIPE_PASSES_H
