//===- AppendRules.h - A recipe with more rules -----------------*- C++ -*-===//

#ifndef QUANTC_RECIPE_APPENDRULES_H
#define QUANTC_RECIPE_APPENDRULES_H

#include "quantc/Recipe/Recipe.h"

namespace quantc {

/// Keeps the ops that give these values in float, or gives the values another type.
struct IdRule {
  std::vector<std::string> ids;
  std::optional<qnn::StoredKind> type; ///< none: mode float
  std::string comment;                 ///< what they are
};

/// Returns the text of `recipe` with these rules at its end, where later ones win.
/// @returns an input error if the text does not end where rules can follow.
llvm::Expected<std::string> appendRules(const Recipe &recipe, llvm::ArrayRef<IdRule> rules);

} // namespace quantc

#endif // QUANTC_RECIPE_APPENDRULES_H
