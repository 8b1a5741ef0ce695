//===- ParseRecipe.cpp - The text of a recipe -----------------------------===//
//
// Tested by test/Recipe.
//
// A preset that a file names is parsed first, into the same recipe: the file
// changes what it says, and its rules come after the preset's.
//
//===----------------------------------------------------------------------===//

#include "OpNames.h"
#include "YamlReader.h"
#include "quantc/Recipe/Recipe.h"
#include "quantc/Support/Suggest.h"
#include "quantc/Support/ToolError.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"

using namespace quantc;
using namespace llvm;
using yaml::Node;

/// What is known by name but has no kernels or no rules here: types, schemes, modes.
static constexpr StringRef kLaterTypes[] = {"s32", "f32"};
/// What only weights can be, and what they cannot.
static constexpr StringRef kWeightTypes[] = {"s4", "u4", "s2", "u2", "f16", "bf16"};
static constexpr StringRef kActivationTypes[] = {"u8", "auto", "s16", "u16"};

namespace {
class Parser {
public:
  Parser(StringRef text, StringRef name, ObserverCheck check, Recipe &recipe)
      : reader(text, name), name(name), check(check), recipe(recipe) {}

  Error parse();

private:
  void readPreset(Node *node);
  void readSpec(Node *node, bool isWeight, SpecChange &change);
  void readScheme(Node *node, bool isWeight, SpecChange &change);
  void readObserver(Node *node, bool isWeight, SpecChange &change);
  void readShare(Node *node, bool isWeight, SpecChange &change);
  void readMode(Node *node, std::optional<QuantMode> &mode);
  void readSteps(Node *node);
  void readRule(Node *node);
  RecipePlace getPlace(Node *node) {
    auto [line, column] = reader.getPlace(node);
    return {name.str(), line, column};
  }
  void checkRule(Node *node, const RecipeRule &rule);
  /// Reads one of the words of an enumeration.
  template <typename Enum> void readWord(Node *node, std::optional<Enum> &value) {
    if (auto word = reader.readChoice(node, qnn::getWords<Enum>()))
      value = qnn::parseWord<Enum>(*word);
  }

  YamlReader reader;
  StringRef name;
  ObserverCheck check;
  Recipe &recipe;
};
} // namespace

void Parser::readPreset(Node *node) {
  SmallVector<StringRef> names;
  for (const Preset &preset : getPresets())
    names.push_back(preset.name);
  std::optional<std::string> preset = reader.readChoice(node, names);
  if (!preset)
    return;
  Recipe started;
  if (Error error = Parser(findPreset(*preset)->text, "preset '" + *preset + "'", check, started).parse())
    return reader.fail(node, toString(std::move(error)));
  recipe = std::move(started);
}

void Parser::readScheme(Node *node, bool isWeight, SpecChange &change) {
  std::optional<std::string> text = reader.readScalar(node);
  if (!text)
    return;
  SmallVector<StringRef> words;
  SplitString(*text, words);
  const char *expected = isWeight ? "per-tensor, per-channel or per-group:N, and affine or symmetric"
                                  : "per-tensor or per-token, and affine or symmetric";
  if (words.empty())
    return reader.fail(node, Twine("scheme is empty, expected ") + expected);
  for (StringRef word : words) {
    qnn::Granularity granularity = qnn::Granularity::PerTensor;
    int64_t groupSize = 0;
    bool isGranularity = qnn::parseGranularity(word, granularity, groupSize);
    std::optional<qnn::Symmetry> symmetry = qnn::parseWord<qnn::Symmetry>(word);
    if (word.starts_with("per-group") && !isGranularity)
      return reader.fail(node, "scheme '" + word + "' has no size of a group, expected per-group:N with N at least 1");
    bool isLater = isWeight ? granularity == qnn::Granularity::PerToken
                            : granularity == qnn::Granularity::PerChannel || granularity == qnn::Granularity::PerGroup;
    if (isGranularity && isLater)
      return reader.fail(node, "scheme '" + word + "' is not available for " + (isWeight ? "weights" : "activations") +
                                   ", expected " + expected);
    if (!isGranularity && !symmetry) {
      static constexpr StringRef kWords[] = {"per-tensor", "per-channel", "per-group:32",
                                             "per-token",  "affine",      "symmetric"};
      return reader.fail(node, "unknown scheme '" + word + "'" + suggestName(word, kWords));
    }
    if ((isGranularity && change.granularity) || (symmetry && change.symmetry))
      return reader.fail(node, "scheme '" + *text + "' says twice what is shared or where zero is");
    if (isGranularity)
      change.granularity = granularity, change.groupSize = groupSize;
    else
      change.symmetry = symmetry;
  }
}

void Parser::readObserver(Node *node, bool isWeight, SpecChange &change) {
  std::optional<std::string> text = reader.readScalar(node);
  if (!text)
    return;
  if (isWeight && *text != "minmax")
    return reader.fail(node, "observer '" + *text + "' is not available for weights, expected minmax");
  if (!isWeight && check)
    if (Error error = check(*text))
      return reader.fail(node, toString(std::move(error)));
  if (text->empty())
    return reader.fail(node, "observer is empty");
  change.observer = std::move(*text);
}

void Parser::readShare(Node *node, bool isWeight, SpecChange &change) {
  std::optional<std::string> word = reader.readScalar(node);
  if (!word)
    return;
  if (isWeight)
    return reader.fail(node, "share is for activations: weights have scales of their own");
  if (word->empty())
    return reader.fail(node, "share is empty, expected a word for the values that shall have one type");
  change.share = std::move(*word);
}

void Parser::readSpec(Node *node, bool isWeight, SpecChange &change) {
  reader.readMapping(node, {{"type",
                             [&](Node *value) {
                               SmallVector<StringRef> types{"s8"},
                                   later(std::begin(kLaterTypes), std::end(kLaterTypes));
                               append_range(isWeight ? types : later, kWeightTypes);
                               append_range(isWeight ? later : types, kActivationTypes);
                               if (auto word = reader.readChoice(value, types, later))
                                 change.kind = qnn::parseWord<qnn::StoredKind>(*word);
                             }},
                            {"scheme", [&](Node *value) { readScheme(value, isWeight, change); }},
                            {"range", [&](Node *value) { readWord(value, change.range); }},
                            {"observer", [&](Node *value) { readObserver(value, isWeight, change); }},
                            {"share", [&](Node *value) { readShare(value, isWeight, change); }},
                            {"formula", [&](Node *value) { readWord(value, change.formula); }}});
}

void Parser::readMode(Node *node, std::optional<QuantMode> &mode) {
  if (auto word = reader.readChoice(node, qnn::getWords<QuantMode>()))
    mode = qnn::parseWord<QuantMode>(*word);
}

void Parser::readSteps(Node *node) {
  auto readGptq = [&](Node *value) {
    auto readOrder = [&](Node *word) {
      recipe.gptq.order = reader.readChoice(word, {"falling", "natural"}).value_or(recipe.gptq.order);
    };
    auto readDamping = [&](Node *number) { reader.readNumber(number, recipe.gptq.damping, 1e-4, 1); };
    reader.readSwitch(value, recipe.gptq.isOn, {{"order", readOrder}, {"damping", readDamping}});
  };
  auto readSmoothQuant = [&](Node *value) {
    auto readAlpha = [&](Node *number) { reader.readNumber(number, recipe.smoothQuant.alpha, 0, 1); };
    reader.readSwitch(value, recipe.smoothQuant.isOn, {{"alpha", readAlpha}});
  };
  reader.readMapping(node, {
#define RECIPE_STEP(member, key, standard) {key, [&](Node *value) { reader.readBool(value, recipe.member); }},
#include "quantc/Recipe/RecipeSteps.def"
                               {"gptq", readGptq}, {"smooth-quant", readSmoothQuant}});
}

/// Refuses a rule that selects everything, or says nothing, or what its selector has no use for.
void Parser::checkRule(Node *node, const RecipeRule &rule) {
  bool isInput = rule.position == RulePosition::Input;
  if (rule.ops.empty() && rule.names.empty() && rule.ids.empty() && !rule.position)
    return reader.fail(node, "the rule selects nothing: give op, name, id or position");
  if (rule.activations.isEmpty() && rule.weights.isEmpty() && !rule.mode)
    return reader.fail(node, "the rule changes nothing: give activations, weights or mode");
  if (isInput && (!rule.weights.isEmpty() || rule.mode))
    return reader.fail(node, "an input has activations only, no weights and no mode");
  if (isInput && !rule.ops.empty())
    return reader.fail(node, "an input is no op: give name or id beside position input, or nothing");
}

void Parser::readRule(Node *node) {
  RecipeRule rule;
  rule.place = getPlace(node);
  auto append = [&](std::vector<std::string> &texts) {
    return
        [&](Node *value) { reader.readStrings(value, [&](Node *, StringRef text) { texts.push_back(text.str()); }); };
  };
  auto readOp = [&](Node *entry, StringRef op) {
    if (!isKnownOpName(op))
      return reader.fail(entry, "unknown op '" + op + "'" + suggestName(op, getKnownOpNames()));
    rule.ops.push_back(op.str());
  };
  reader.readMapping(node, {{"op", [&](Node *value) { reader.readStrings(value, readOp); }},
                            {"name", append(rule.names)},
                            {"id", append(rule.ids)},
                            {"position",
                             [&](Node *value) {
                               if (auto word = reader.readChoice(value, {"first", "last", "input"}))
                                 rule.position = *word == "first"  ? RulePosition::First
                                                 : *word == "last" ? RulePosition::Last
                                                                   : RulePosition::Input;
                             }},
                            {"activations", [&](Node *value) { readSpec(value, false, rule.activations); }},
                            {"weights", [&](Node *value) { readSpec(value, true, rule.weights); }},
                            {"mode", [&](Node *value) { readMode(value, rule.mode); }},
                            {"optional", [&](Node *value) { reader.readBool(value, rule.isOptional); }}});
  if (!reader.hasFailed())
    checkRule(node, rule);
  recipe.rules.push_back(std::move(rule));
}

Error Parser::parse() {
  bool isFirst = true; // what a preset says would undo what came before it
  auto after = [&](const YamlReader::Reader &read) -> YamlReader::Reader {
    return [&isFirst, read](Node *node) {
      isFirst = false;
      read(node);
    };
  };
  auto readDefaults = [&](bool isWeight) {
    return after([this, isWeight](Node *node) {
      SpecChange change;
      readSpec(node, isWeight, change);
      if (change.share)
        reader.fail(node, "share is for rules: here it would give all values one type");
      change.apply(isWeight ? recipe.defaults.weights : recipe.defaults.activations);
      if (isWeight)
        recipe.weightsPlace = getPlace(node);
    });
  };
  reader.readDocument([&](Node *root) {
    reader.readMapping(
        root, {{"preset",
                [&](Node *node) {
                  if (!isFirst)
                    return reader.fail(node, "preset must come first: the others change what it says");
                  readPreset(node);
                }},
               {"mode", after([&](Node *node) {
                  std::optional<QuantMode> mode;
                  readMode(node, mode);
                  recipe.mode = mode.value_or(recipe.mode);
                })},
               {"profile", after([&](Node *node) { readWord(node, recipe.profile); })},
               {"activations", readDefaults(false)},
               {"weights", readDefaults(true)},
               {"steps", after([&](Node *node) { readSteps(node); })},
               {"rules", after([&](Node *node) { reader.readList(node, [&](Node *entry) { readRule(entry); }); })}});
  });
  return reader.hasFailed() ? badInput(reader.getError()) : Error::success();
}

void SpecChange::apply(qnn::QuantSpec &spec) const {
  spec.kind = kind.value_or(spec.kind);
  if (granularity)
    spec.granularity = *granularity, spec.groupSize = groupSize;
  spec.symmetry = symmetry.value_or(spec.symmetry);
  spec.range = range.value_or(spec.range);
  spec.formula = formula.value_or(spec.formula);
  spec.observer = observer.value_or(spec.observer);
  spec.share = share.value_or(spec.share);
}

bool SpecChange::isEmpty() const {
  return !kind && !granularity && !symmetry && !range && !formula && !observer && !share;
}

bool Recipe::needsNoData() const {
  // Weights alone can be rounded for what their layers read; by default they are not.
  bool roundsStored = gptq.isOn || searchScales;
  auto needsData = [&](QuantMode mode) {
    return mode == QuantMode::Static || (mode == QuantMode::WeightOnly && roundsStored);
  };
  return !needsData(mode) && none_of(rules, [&](const RecipeRule &rule) { return rule.mode && needsData(*rule.mode); });
}

Expected<Recipe> quantc::parseRecipe(StringRef text, StringRef name, ObserverCheck check) {
  Recipe recipe;
  if (Error error = Parser(text, name, check, recipe).parse())
    return error;
  recipe.name = name.str();
  recipe.text = text.str();
  return recipe;
}
