//===- Suggest.h - What a mistyped name may have meant ----------*- C++ -*-===//

#ifndef QUANTC_SUPPORT_SUGGEST_H
#define QUANTC_SUPPORT_SUGGEST_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

#include <string>

namespace quantc {

/// Returns ", did you mean 'x'?" for the nearest of `known`, or ", expected ..." with all of them if none is near.
std::string suggestName(llvm::StringRef found, llvm::ArrayRef<llvm::StringRef> known);

} // namespace quantc

#endif // QUANTC_SUPPORT_SUGGEST_H
