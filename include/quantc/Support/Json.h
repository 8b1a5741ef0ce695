//===- Json.h - JSON from outside -------------------------------*- C++ -*-===//

#ifndef QUANTC_SUPPORT_JSON_H
#define QUANTC_SUPPORT_JSON_H

#include "llvm/Support/JSON.h"

namespace quantc {

/// Parses JSON text. Nesting deeper than 64, which could exhaust the parser's
/// stack, and malformed text are errors of code 1 that begin with `where`.
llvm::Expected<llvm::json::Value> parseJson(llvm::StringRef where, llvm::StringRef text);

/// Turns what a `fromJSON` reported into an error such as
/// "a.qcal: statistics.json: expected integer at statistics[3].count".
llvm::Error makeJsonError(llvm::StringRef where, llvm::json::Path::Root &root);

} // namespace quantc

#endif // QUANTC_SUPPORT_JSON_H
