//===- MatchRules.cpp - Which rules hold for an op ------------------------===//
//
// Tested by test/Recipe/attach-config.mlir.
//
//===----------------------------------------------------------------------===//

#include "MatchRules.h"
#include "OpNames.h"
#include "llvm/Support/GlobPattern.h"

using namespace mlir;
using namespace quantc;

/// Makes `*` alone special in a pattern: names of nodes hold brackets and braces.
static std::string escape(StringRef pattern) {
  std::string escaped;
  for (char c : pattern) {
    if (StringRef("[]{}?\\").contains(c))
      escaped += '\\';
    escaped += c;
  }
  return escaped;
}

static bool matches(StringRef pattern, StringRef text) {
  std::string escaped = escape(pattern); // the pattern refers to it
  return llvm::cantFail(llvm::GlobPattern::create(escaped)).match(text);
}

static bool matchesAny(ArrayRef<std::string> patterns, ArrayRef<StringRef> texts) {
  return patterns.empty() || llvm::any_of(patterns, [&](const std::string &pattern) {
           return llvm::any_of(texts, [&](StringRef text) { return matches(pattern, text); });
         });
}

/// Appends the names of the network's nodes that `location` holds.
static void collectNames(Location location, SmallVectorImpl<StringRef> &names) {
  if (auto name = dyn_cast<NameLoc>(location)) {
    names.push_back(name.getName().getValue());
    collectNames(name.getChildLoc(), names);
  } else if (auto fused = dyn_cast<FusedLoc>(location)) {
    for (Location part : fused.getLocations())
      collectNames(part, names);
  }
}

EndLayers::EndLayers(ModuleOp module) {
  SmallVector<Operation *> ops;
  module.walk([&](Operation *op) { ops.push_back(op); });
  llvm::DenseSet<Operation *> seen; // what a layer with weights is before, then what one is after
  auto visit = [&](Operation *op, auto neighbours, llvm::DenseSet<Operation *> &ends) {
    bool isBehind = llvm::any_of(neighbours, [&](Operation *other) { return other && seen.contains(other); });
    if (isa<qnn::ContractionOpInterface>(op) && !isBehind)
      ends.insert(op);
    if (isa<qnn::ContractionOpInterface>(op) || isBehind)
      seen.insert(op);
  };
  for (Operation *op : ops)
    visit(op, llvm::map_range(op->getOperands(), [](Value value) { return value.getDefiningOp(); }), first);
  seen.clear();
  for (Operation *op : llvm::reverse(ops))
    visit(op, op->getUsers(), last);
}

bool quantc::selects(const RecipeRule &rule, Operation *op, const EndLayers &ends) {
  if (rule.position == RulePosition::Input || (rule.position == RulePosition::First && !ends.first.contains(op)) ||
      (rule.position == RulePosition::Last && !ends.last.contains(op)))
    return false;
  if (!rule.ops.empty() && llvm::none_of(rule.ops, [&](const std::string &name) { return isNamed(op, name); }))
    return false;
  SmallVector<StringRef> names, ids;
  collectNames(op->getLoc(), names);
  for (Value result : op->getResults())
    ids.push_back(qnn::getId(result));
  return matchesAny(rule.names, names) && matchesAny(rule.ids, ids);
}

bool quantc::selects(const RecipeRule &rule, BlockArgument input, StringRef name) {
  if (!rule.ops.empty() || (rule.position && rule.position != RulePosition::Input))
    return false;
  return matchesAny(rule.names, name) && matchesAny(rule.ids, qnn::getId(input));
}
