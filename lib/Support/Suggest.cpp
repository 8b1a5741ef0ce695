//===- Suggest.cpp - What a mistyped name may have meant ------------------===//
//
// Tested by test/Calibrate/observers-invalid.test and test/Recipe/recipe-invalid.test.
//
//===----------------------------------------------------------------------===//

#include "quantc/Support/Suggest.h"

#include "llvm/ADT/StringExtras.h"

std::string quantc::suggestName(llvm::StringRef found, llvm::ArrayRef<llvm::StringRef> known) {
  llvm::StringRef best;
  unsigned least = found.size() / 2 + 1;
  for (llvm::StringRef candidate : known)
    if (unsigned distance = found.edit_distance(candidate); distance < least) {
      least = distance;
      best = candidate;
    }
  if (!best.empty())
    return (", did you mean '" + best + "'?").str();
  return ", expected " + llvm::join(known, ", ");
}
