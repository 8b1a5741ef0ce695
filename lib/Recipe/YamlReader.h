//===- YamlReader.h - Reads one YAML document with checks -------*- C++ -*-===//
//
// Each mapping is read by a table of its keys. The first error wins: what follows
// it may be its consequence.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_LIB_RECIPE_YAMLREADER_H
#define QUANTC_LIB_RECIPE_YAMLREADER_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/SourceMgr.h"
#include "llvm/Support/YAMLParser.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace quantc {

class YamlReader {
public:
  YamlReader(llvm::StringRef text, llvm::StringRef name);

  using Reader = std::function<void(llvm::yaml::Node *)>;
  struct Key {
    llvm::StringRef name;
    Reader read;
  };

  /// Reads the document; its root goes to `read` unless it is empty.
  void readDocument(const Reader &read);
  /// Reads a mapping with these keys, each at most once.
  void readMapping(llvm::yaml::Node *node, llvm::ArrayRef<Key> keys);
  /// Gives each entry of a list to `read`.
  void readList(llvm::yaml::Node *node, const Reader &read);
  /// Reads a single value, or a list of them, which must not be empty.
  void readStrings(llvm::yaml::Node *node, llvm::function_ref<void(llvm::yaml::Node *, llvm::StringRef)> read);
  /// Returns the text of a scalar, or nullopt after an error.
  std::optional<std::string> readScalar(llvm::yaml::Node *node);
  /// Returns one of `choices`, or nullopt after an error. Of `later` it is said that they are not available.
  std::optional<std::string> readChoice(llvm::yaml::Node *node, llvm::ArrayRef<llvm::StringRef> choices,
                                        llvm::ArrayRef<llvm::StringRef> later = {});
  void readBool(llvm::yaml::Node *node, bool &value);
  /// Reads a number of [least, most].
  void readNumber(llvm::yaml::Node *node, double &value, double least, double most);
  /// Reads true, false, or a mapping with these keys, which means true.
  void readSwitch(llvm::yaml::Node *node, bool &isOn, llvm::ArrayRef<Key> keys);

  /// Records an error at a node.
  void fail(llvm::yaml::Node *node, const llvm::Twine &text);
  bool hasFailed() const { return !message.empty(); }
  /// The first error, "name:line:column: what".
  const std::string &getError() const { return message; }
  /// Line and column of a node, from 1.
  std::pair<unsigned, unsigned> getPlace(llvm::yaml::Node *node);

private:
  static void handle(const llvm::SMDiagnostic &diagnostic, void *context);

  std::string name;
  llvm::SourceMgr sources;
  llvm::yaml::Stream stream;
  std::string message;
};

} // namespace quantc

#endif // QUANTC_LIB_RECIPE_YAMLREADER_H
