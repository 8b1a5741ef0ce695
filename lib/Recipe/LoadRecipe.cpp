//===- LoadRecipe.cpp - A recipe by name or from a file -------------------===//
//
// Tested by test/Recipe.
//
//===----------------------------------------------------------------------===//

#include "quantc/Recipe/Recipe.h"
#include "quantc/Support/ToolError.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"

using namespace quantc;
using namespace llvm;

/// A recipe is a page of text; what is larger is some other file.
static constexpr uint64_t kMaxRecipeBytes = 1 << 20;

Expected<Recipe> quantc::loadRecipe(StringRef nameOrPath, ObserverCheck check) {
  if (const Preset *preset = findPreset(nameOrPath))
    return parseRecipe(preset->text, preset->name, check);
  sys::fs::file_status status;
  if (std::error_code code = sys::fs::status(nameOrPath, status)) {
    bool isPath = nameOrPath.contains('/') || nameOrPath.ends_with(".yaml") || nameOrPath.ends_with(".yml") ||
                  nameOrPath.ends_with(".json");
    if (isPath)
      return makeError(ExitCode::Resources, "recipe '" + nameOrPath + "': cannot open: " + code.message());
    return badInput("recipe '" + nameOrPath + "' is neither a file nor a preset; see quantc --list-recipes");
  }
  if (!sys::fs::is_regular_file(status))
    return badInput("recipe '" + nameOrPath + "' is no regular file");
  if (status.getSize() > kMaxRecipeBytes)
    return badInput("recipe '" + nameOrPath + "' has " + Twine(status.getSize()) + " bytes, at most " +
                    Twine(kMaxRecipeBytes) + " are read");
  ErrorOr<std::unique_ptr<MemoryBuffer>> buffer = MemoryBuffer::getFile(nameOrPath);
  if (!buffer)
    return makeError(ExitCode::Resources, "recipe '" + nameOrPath + "': " + buffer.getError().message());
  return parseRecipe((*buffer)->getBuffer(), nameOrPath, check);
}
