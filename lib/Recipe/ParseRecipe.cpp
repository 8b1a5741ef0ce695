//===- ParseRecipe.cpp - The text of a recipe file ------------------------===//
//
// Tested by test/Recipe.
//
// One table for each mapping names its keys and how their values are read; an
// unknown key is answered with the nearest known one.
//
//===----------------------------------------------------------------------===//

#include "quantc/Recipe/Recipe.h"
#include "quantc/Support/ToolError.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/YAMLParser.h"

#include <cmath>

using namespace quantc;
using namespace llvm;

namespace {
/// Reads one document into a recipe. The first error wins: what follows it may be its consequence.
class Parser {
public:
  Parser(StringRef text, StringRef name) : name(name.str()), stream(MemoryBufferRef(text, this->name), sources, false) {
    sources.setDiagHandler(&Parser::handle, this);
  }

  Expected<Recipe> parse();

private:
  using Reader = std::function<void(yaml::Node *)>;
  struct Key {
    StringRef name;
    Reader read;
  };

  static void handle(const SMDiagnostic &diagnostic, void *context);
  /// Records an error at a node.
  void fail(yaml::Node *node, const Twine &text);
  void readMapping(yaml::Node *node, ArrayRef<Key> keys);
  /// Returns the text of a scalar, or nullopt after an error.
  std::optional<std::string> readScalar(yaml::Node *node);
  /// Reads one of `choices`.
  std::optional<std::string> readChoice(yaml::Node *node, ArrayRef<StringRef> choices);
  void readBool(yaml::Node *node, bool &value);
  void readPercentile(yaml::Node *node);
  void readStrings(yaml::Node *node, std::vector<std::string> &values);

  std::string name;
  SourceMgr sources;
  yaml::Stream stream;
  Recipe recipe;
  std::string message; ///< of the first error
};
} // namespace

void Parser::handle(const SMDiagnostic &diagnostic, void *context) {
  auto *parser = static_cast<Parser *>(context);
  if (parser->message.empty())
    parser->message = (Twine(parser->name) + ":" + Twine(diagnostic.getLineNo()) + ":" +
                       Twine(diagnostic.getColumnNo() + 1) + ": " + diagnostic.getMessage())
                          .str();
}

void Parser::fail(yaml::Node *node, const Twine &text) { stream.printError(node, text); }

/// Returns ", did you mean 'x'?" for the nearest of `known`, or a list of all if none is near.
static std::string suggest(StringRef found, ArrayRef<StringRef> known) {
  StringRef best;
  unsigned least = found.size() / 2 + 1;
  for (StringRef candidate : known)
    if (unsigned distance = found.edit_distance(candidate); distance < least)
      least = distance, best = candidate;
  if (!best.empty())
    return (", did you mean '" + best + "'?").str();
  return ", expected " + join(known, ", ");
}

void Parser::readMapping(yaml::Node *node, ArrayRef<Key> keys) {
  auto *mapping = dyn_cast_or_null<yaml::MappingNode>(node);
  if (!mapping)
    return fail(node, "expected a mapping");
  StringSet<> seen;
  for (yaml::KeyValueNode &entry : *mapping) {
    yaml::Node *keyNode = entry.getKey();
    std::optional<std::string> key = readScalar(keyNode);
    if (!key)
      return;
    const Key *known = find_if(keys, [&](const Key &candidate) { return candidate.name == *key; });
    if (known == keys.end()) {
      SmallVector<StringRef> names;
      for (const Key &candidate : keys)
        names.push_back(candidate.name);
      return fail(keyNode, "unknown key '" + *key + "'" + suggest(*key, names));
    }
    if (!seen.insert(*key).second)
      return fail(keyNode, "key '" + *key + "' is given twice");
    known->read(entry.getValue());
    if (!message.empty())
      return;
  }
}

std::optional<std::string> Parser::readScalar(yaml::Node *node) {
  auto *scalar = dyn_cast_or_null<yaml::ScalarNode>(node);
  if (!scalar) {
    fail(node, "expected a single value");
    return std::nullopt;
  }
  SmallString<32> storage;
  return scalar->getValue(storage).str();
}

std::optional<std::string> Parser::readChoice(yaml::Node *node, ArrayRef<StringRef> choices) {
  std::optional<std::string> text = readScalar(node);
  if (text && !is_contained(choices, StringRef(*text))) {
    fail(node, "unknown value '" + *text + "'" + suggest(*text, choices));
    return std::nullopt;
  }
  return text;
}

void Parser::readBool(yaml::Node *node, bool &value) {
  if (std::optional<std::string> text = readChoice(node, {"true", "false"}))
    value = *text == "true";
}

void Parser::readPercentile(yaml::Node *node) {
  std::optional<std::string> text = readScalar(node);
  double value = 0;
  if (!text)
    return;
  if (StringRef(*text).getAsDouble(value) || std::isnan(value) || value <= 50 || value > 100)
    return fail(node, "percentile is '" + *text + "', expected a number above 50 and up to 100");
  recipe.percentile = value;
}

void Parser::readStrings(yaml::Node *node, std::vector<std::string> &values) {
  auto *sequence = dyn_cast_or_null<yaml::SequenceNode>(node);
  if (!sequence)
    return fail(node, "expected a list");
  for (yaml::Node &entry : *sequence) {
    std::optional<std::string> text = readScalar(&entry);
    if (!text)
      return;
    values.push_back(std::move(*text));
  }
}

Expected<Recipe> Parser::parse() {
  yaml::document_iterator document = stream.begin();
  yaml::Node *root = document == stream.end() ? nullptr : document->getRoot();
  // An empty file changes nothing.
  if (root && !isa<yaml::NullNode>(root))
    readMapping(root,
                {{"preset",
                  [&](yaml::Node *node) {
                    if (std::optional<std::string> preset = readChoice(node, {"default", "float"}))
                      recipe.quantize = *preset == "default";
                  }},
                 {"activations",
                  [&](yaml::Node *node) {
                    readMapping(node, {{"estimator",
                                        [&](yaml::Node *value) {
                                          if (auto estimator = readChoice(value, {"mse", "minmax", "percentile"}))
                                            recipe.estimator = *estimator;
                                        }},
                                       {"percentile", [&](yaml::Node *value) { readPercentile(value); }}});
                  }},
                 {"steps",
                  [&](yaml::Node *node) {
                    readMapping(node,
                                {{"exact-input", [&](yaml::Node *value) { readBool(value, recipe.exactInput); }},
                                 {"fuse-residual", [&](yaml::Node *value) { readBool(value, recipe.fuseResidual); }},
                                 {"float-output", [&](yaml::Node *value) { readBool(value, recipe.floatOutput); }},
                                 {"round-weights", [&](yaml::Node *value) { readBool(value, recipe.roundWeights); }},
                                 {"correct-bias", [&](yaml::Node *value) { readBool(value, recipe.correctBias); }}});
                  }},
                 {"float-ops", [&](yaml::Node *node) { readStrings(node, recipe.floatOps); }}});
  if (message.empty() && stream.failed())
    message = name + ": is not valid YAML";
  if (message.empty() && root && ++document != stream.end())
    message = name + ": holds more than one document";
  if (!message.empty())
    return badInput(message);
  return recipe;
}

Expected<Recipe> quantc::parseRecipe(StringRef text, StringRef name) { return Parser(text, name).parse(); }
