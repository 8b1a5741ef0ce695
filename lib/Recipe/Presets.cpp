//===- Presets.cpp - Recipes that come with quantc ------------------------===//
//
// Tested by test/Recipe/presets.test.
//
// The texts are the files of lib/Recipe/Presets, put into Presets.inc at build:
// what --print-recipe prints is what runs.
//
//===----------------------------------------------------------------------===//

#include "quantc/Recipe/Recipe.h"
#include "quantc/Support/Suggest.h"
#include "quantc/Support/ToolError.h"
#include "llvm/ADT/STLExtras.h"

using namespace quantc;
using namespace llvm;

static const Preset kPresets[] = {
#include "Presets.inc"
};

StringRef Preset::getSummary() const {
  StringRef line = text.split('\n').first;
  line.consume_front("# ");
  return line;
}

ArrayRef<Preset> quantc::getPresets() { return kPresets; }

const Preset *quantc::findPreset(StringRef name) {
  const auto *found = find_if(kPresets, [&](const Preset &preset) { return preset.name == name; });
  return found == std::end(kPresets) ? nullptr : found;
}

std::string quantc::listRecipes() {
  size_t width = 0;
  for (const Preset &preset : kPresets)
    width = std::max(width, preset.name.size());
  std::string text;
  for (const Preset &preset : kPresets)
    text += (preset.name + std::string(width + 2 - preset.name.size(), ' ') + preset.getSummary() + "\n").str();
  return text;
}

Expected<StringRef> quantc::printRecipe(StringRef name) {
  if (const Preset *preset = findPreset(name))
    return preset->text;
  SmallVector<StringRef> names;
  for (const Preset &preset : kPresets)
    names.push_back(preset.name);
  return badInput("no recipe '" + name + "'" + suggestName(name, names));
}
