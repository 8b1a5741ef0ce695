//===- Recipe.h - What the quantizer is asked to do -------------*- C++ -*-===//
//
// A recipe is a text in YAML or JSON: what holds for every op, and rules for some.
// docs/recipes.md is its reference; presets are such texts, in lib/Recipe/Presets.
//
// Tested by test/Recipe.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_RECIPE_RECIPE_H
#define QUANTC_RECIPE_RECIPE_H

#include "quantc/Dialect/Qnn/IR/QuantConfig.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <optional>
#include <string>
#include <vector>

namespace quantc {

using qnn::QuantMode;
enum class RulePosition { First, Last, Input };

/// What a rule says of a tensor; what is not given stays as it is.
struct SpecChange {
  std::optional<qnn::StoredKind> kind;
  std::optional<qnn::Granularity> granularity;
  int64_t groupSize = 0; ///< of granularity PerGroup
  std::optional<qnn::Symmetry> symmetry;
  std::optional<qnn::StoredRange> range;
  std::optional<qnn::ScaleFormula> formula;
  std::optional<std::string> observer, share;

  void apply(qnn::QuantSpec &spec) const;
  bool isEmpty() const;
};

/// Where something stands.
struct RecipePlace {
  std::string file;
  unsigned line = 0, column = 0;
};

/// Selects ops by all selectors that it has, and says how they are quantized.
struct RecipeRule {
  std::vector<std::string> ops;   ///< mnemonics and ONNX op types; empty: any
  std::vector<std::string> names; ///< of the network's nodes, `*` stands for any characters; empty: any
  std::vector<std::string> ids;   ///< of values, likewise
  std::optional<RulePosition> position;

  SpecChange activations, weights;
  std::optional<QuantMode> mode;
  bool isOptional = false; ///< may select nothing

  RecipePlace place;
};

/// The step `gptq`.
struct GptqStep {
  bool isOn = false;
  std::string order = "falling"; ///< of variances, or natural
  double damping = 0.01;         ///< of the variances' mean
};

/// The step `smooth-quant`.
struct SmoothQuantStep {
  bool isOn = false;
  double alpha = 0.5; ///< 0: as weights have it; 1: as values have it
};

struct Recipe {
  std::string name; ///< of the preset, or the file's path
  std::string text;
  QuantMode mode = QuantMode::Static;
  std::optional<numerics::Profile> profile; ///< none: what the network asks for
  qnn::QuantConfig defaults;
  RecipePlace weightsPlace;      ///< of what `defaults` say of weights
  std::vector<RecipeRule> rules; ///< later ones win
#define RECIPE_STEP(member, key, standard) bool member = standard;
#include "quantc/Recipe/RecipeSteps.def"
  GptqStep gptq;
  SmoothQuantStep smoothQuant;

  /// Whether no op of any network is quantized by ranges or samples from data, so that no data is needed.
  bool needsNoData() const;
};

/// Says whether an observer's specification is right; the step that has the observers knows.
using ObserverCheck = llvm::function_ref<llvm::Error(llvm::StringRef)>;

/// Returns the preset of that name, else reads the file at that path.
/// @returns an error that names what was found, where, and what is known.
llvm::Expected<Recipe> loadRecipe(llvm::StringRef nameOrPath, ObserverCheck check = nullptr);

/// Parses the text of a recipe. Errors read `name:line:column: message`.
llvm::Expected<Recipe> parseRecipe(llvm::StringRef text, llvm::StringRef name, ObserverCheck check = nullptr);

/// A recipe that comes with quantc.
struct Preset {
  llvm::StringRef name, text;
  /// The text's first line without "# ".
  llvm::StringRef getSummary() const;
};
/// All presets, in the order in which they are listed.
llvm::ArrayRef<Preset> getPresets();
/// Returns the preset of that name, or null.
const Preset *findPreset(llvm::StringRef name);
/// Returns a line for each preset: its name and what it is.
std::string listRecipes();
/// Returns the text of a preset, or an error that lists the names.
llvm::Expected<llvm::StringRef> printRecipe(llvm::StringRef name);

} // namespace quantc

#endif // QUANTC_RECIPE_RECIPE_H
