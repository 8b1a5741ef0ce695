//===- Recipe.h - What the quantizer is asked to do -------------*- C++ -*-===//
//
// A recipe is a preset, or a YAML (or JSON) file that changes one:
//
//   preset: default            # default: 8-bit layers; float: quantizes nothing
//   activations:
//     estimator: mse           # range of a tensor: mse, minmax, percentile
//     percentile: 99.999       # of the percentile estimator, in (50, 100]
//   steps:                     # of docs/pipeline.md, all true by default
//     exact-input: true        # inputs on a lattice of 256 values without rounding
//     fuse-residual: true      # an add reads the accumulator before it
//     float-output: true       # float outputs straight from the accumulator
//     round-weights: true      # weights fitted to the layer's inputs; needs samples
//     correct-bias: true       # needs samples
//   float-ops: [softmax, 8f3a11c202d94e01, "head/*"]   # mnemonics, ids, node names
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_RECIPE_RECIPE_H
#define QUANTC_RECIPE_RECIPE_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <string>
#include <vector>

namespace quantc {

struct Recipe {
  bool quantize = true;          ///< false: every op stays in float, no data needed
  std::string estimator = "mse"; ///< "mse", "minmax" or "percentile"
  double percentile = 99.999;    ///< percent, in (50, 100]
  bool exactInput = true;
  bool fuseResidual = true;
  bool floatOutput = true;
  bool roundWeights = true;
  bool correctBias = true;
  std::vector<std::string> floatOps; ///< rules as of quantize-attach-float-rules
};

/// Returns the preset of that name, else reads the file at that path.
/// @returns an error that names what was found, where, and what is known.
llvm::Expected<Recipe> loadRecipe(llvm::StringRef nameOrPath);

/// Parses the text of a recipe file. Errors read `name:line:column: message`.
llvm::Expected<Recipe> parseRecipe(llvm::StringRef text, llvm::StringRef name);

} // namespace quantc

#endif // QUANTC_RECIPE_RECIPE_H
