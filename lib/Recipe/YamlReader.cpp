//===- YamlReader.cpp - Reads one YAML document with checks ---------------===//
//
// Tested by test/Recipe/recipe-invalid.test.
//
//===----------------------------------------------------------------------===//

#include "YamlReader.h"
#include "quantc/Support/Suggest.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"

using namespace quantc;
using namespace llvm;

YamlReader::YamlReader(StringRef text, StringRef name)
    : name(name.str()), stream(MemoryBufferRef(text, this->name), sources, false) {
  sources.setDiagHandler(&YamlReader::handle, this);
}

void YamlReader::handle(const SMDiagnostic &diagnostic, void *context) {
  auto *reader = static_cast<YamlReader *>(context);
  if (reader->message.empty())
    reader->message = (Twine(reader->name) + ":" + Twine(diagnostic.getLineNo()) + ":" +
                       Twine(diagnostic.getColumnNo() + 1) + ": " + diagnostic.getMessage())
                          .str();
}

void YamlReader::fail(yaml::Node *node, const Twine &text) { stream.printError(node, text); }

std::pair<unsigned, unsigned> YamlReader::getPlace(yaml::Node *node) {
  return sources.getLineAndColumn(node->getSourceRange().Start);
}

void YamlReader::readDocument(const Reader &read) {
  yaml::document_iterator document = stream.begin();
  yaml::Node *root = document == stream.end() ? nullptr : document->getRoot();
  if (root && !isa<yaml::NullNode>(root))
    read(root);
  if (message.empty() && stream.failed())
    message = name + ": is not valid YAML";
  if (message.empty() && root && ++document != stream.end())
    message = name + ": holds more than one document";
}

void YamlReader::readMapping(yaml::Node *node, ArrayRef<Key> keys) {
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
      return fail(keyNode, "unknown key '" + *key + "'" + suggestName(*key, names));
    }
    if (!seen.insert(*key).second)
      return fail(keyNode, "key '" + *key + "' is given twice");
    known->read(entry.getValue());
    if (!message.empty())
      return;
  }
}

void YamlReader::readList(yaml::Node *node, const Reader &read) {
  auto *sequence = dyn_cast_or_null<yaml::SequenceNode>(node);
  if (!sequence)
    return fail(node, "expected a list");
  for (yaml::Node &entry : *sequence) {
    read(&entry);
    if (!message.empty())
      return;
  }
}

void YamlReader::readStrings(yaml::Node *node, function_ref<void(yaml::Node *, StringRef)> read) {
  auto readOne = [&](yaml::Node *entry) {
    std::optional<std::string> text = readScalar(entry);
    if (text && text->empty())
      fail(entry, "expected a value that is not empty");
    else if (text)
      read(entry, *text);
  };
  if (!isa_and_nonnull<yaml::SequenceNode>(node))
    return readOne(node);
  bool isEmpty = true;
  readList(node, [&](yaml::Node *entry) {
    isEmpty = false;
    readOne(entry);
  });
  if (isEmpty && message.empty())
    fail(node, "expected a list that is not empty");
}

std::optional<std::string> YamlReader::readScalar(yaml::Node *node) {
  auto *scalar = dyn_cast_or_null<yaml::ScalarNode>(node);
  if (!scalar) {
    fail(node, "expected a single value");
    return std::nullopt;
  }
  SmallString<32> storage;
  return scalar->getValue(storage).str();
}

std::optional<std::string> YamlReader::readChoice(yaml::Node *node, ArrayRef<StringRef> choices,
                                                  ArrayRef<StringRef> later) {
  std::optional<std::string> text = readScalar(node);
  if (!text || is_contained(choices, StringRef(*text)))
    return text;
  if (is_contained(later, StringRef(*text)))
    fail(node, "'" + *text + "' is not available here, expected " + join(choices, ", "));
  else
    fail(node, "unknown value '" + *text + "'" + suggestName(*text, choices));
  return std::nullopt;
}

void YamlReader::readBool(yaml::Node *node, bool &value) {
  if (std::optional<std::string> text = readChoice(node, {"true", "false"}))
    value = *text == "true";
}

void YamlReader::readNumber(yaml::Node *node, double &value, double least, double most) {
  std::optional<std::string> text = readScalar(node);
  if (!text)
    return;
  double number;
  if (StringRef(*text).getAsDouble(number) || !(number >= least && number <= most)) {
    std::string expected;
    raw_string_ostream(expected) << format("%g to %g", least, most);
    return fail(node, "value '" + *text + "' is no number from " + expected);
  }
  value = number;
}

void YamlReader::readSwitch(yaml::Node *node, bool &isOn, ArrayRef<Key> keys) {
  if (!isa_and_nonnull<yaml::MappingNode>(node))
    return readBool(node, isOn);
  isOn = true;
  readMapping(node, keys);
}
