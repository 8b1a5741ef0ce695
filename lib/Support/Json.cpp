//===- Json.cpp - JSON from outside ---------------------------------------===//
//
// Tested by test/Calibrate/calibration-file-invalid.test.
//
//===----------------------------------------------------------------------===//

#include "quantc/Support/Json.h"

#include "quantc/Support/ToolError.h"

using namespace quantc;

llvm::Expected<llvm::json::Value> quantc::parseJson(llvm::StringRef where, llvm::StringRef text) {
  constexpr int maxDepth = 64;
  int depth = 0;
  bool inString = false;
  for (size_t i = 0; i < text.size(); ++i) {
    if (inString) {
      i += text[i] == '\\';
      inString = i >= text.size() || text[i] != '"';
    } else if (text[i] == '"') {
      inString = true;
    } else if (text[i] == '[' || text[i] == '{') {
      if (++depth > maxDepth)
        return badInput(where + ": JSON nests deeper than " + llvm::Twine(maxDepth));
    } else if (text[i] == ']' || text[i] == '}') {
      --depth;
    }
  }
  llvm::Expected<llvm::json::Value> value = llvm::json::parse(text);
  if (!value)
    return badInput(where + ": " + llvm::toString(value.takeError()));
  return value;
}

llvm::Error quantc::makeJsonError(llvm::StringRef where, llvm::json::Path::Root &root) {
  return badInput(where + ": " + llvm::toString(root.getError()));
}
