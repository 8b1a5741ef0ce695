//===- AppendRules.cpp - A recipe with more rules -------------------------===//
//
// Tested by test/Pipeline/sensitivity.test.
//
//===----------------------------------------------------------------------===//

#include "quantc/Recipe/AppendRules.h"

#include "quantc/Support/ToolError.h"
#include "llvm/ADT/StringExtras.h"

using namespace quantc;
using namespace llvm;

/// Makes `text` end in a list of rules. Returns what stands before each of them, or nullopt if that cannot be.
static std::optional<std::string> openRules(std::string &text) {
  SmallVector<StringRef> lines;
  StringRef(text).split(lines, '\n');
  bool hasRules = false, endsWithRules = false;
  size_t emptyList = StringRef::npos; // where "rules: []" ends
  std::optional<std::string> indentation;
  for (StringRef line : lines) {
    StringRef content = line.split(" #").first.trim();
    if (content.empty() || content.starts_with("#") || content.starts_with("---"))
      continue;
    size_t column = line.find_first_not_of(' ');
    bool isItem = content.starts_with("-") && endsWithRules;
    if (isItem && !indentation)
      indentation = std::string(column, ' ');
    if (isItem || column > 0)
      continue;
    if (!isAlpha(content.front())) // JSON, or the like
      return std::nullopt;
    auto [key, value] = content.split(':');
    bool isRules = key == "rules";
    bool isEmptyList = isRules && value.trim() == "[]";
    endsWithRules = isRules && (value.empty() || isEmptyList);
    emptyList = isEmptyList ? size_t(content.end() - text.data()) : StringRef::npos;
    hasRules |= isRules;
  }
  if (!hasRules) {
    text += "rules:\n";
    return "  ";
  }
  if (!endsWithRules || (indentation && emptyList != StringRef::npos))
    return std::nullopt;
  if (emptyList != StringRef::npos) {
    size_t colon = text.rfind(':', emptyList);
    text.erase(colon + 1, emptyList - colon - 1);
  }
  return indentation ? indentation : "  ";
}

Expected<std::string> quantc::appendRules(const Recipe &recipe, ArrayRef<IdRule> rules) {
  std::string text = findPreset(recipe.name) ? "preset: " + recipe.name + "\n" : recipe.text;
  if (rules.empty())
    return text;
  if (!StringRef(text).ends_with("\n"))
    text += "\n";
  std::optional<std::string> indentation = openRules(text);
  if (!indentation)
    return badInput("recipe '" + recipe.name +
                    "': rules can be added behind a list of rules in lines of their own, or where there is none");
  raw_string_ostream os(text);
  for (const IdRule &rule : rules) {
    std::string comment = rule.comment;
    for (char &c : comment)
      c = isPrint(c) ? c : '?'; // a line of its own
    os << *indentation << "- {id: [\"" << join(rule.ids, "\", \"") << "\"], ";
    if (rule.type)
      os << "activations: {type: " << qnn::getWord(*rule.type) << "}";
    else
      os << "mode: float";
    os << "} # " << comment << "\n";
  }
  return text;
}
