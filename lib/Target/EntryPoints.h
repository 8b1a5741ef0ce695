//===- EntryPoints.h - The functions that callers see -----------*- C++ -*-===//

#ifndef QUANTC_LIB_TARGET_ENTRYPOINTS_H
#define QUANTC_LIB_TARGET_ENTRYPOINTS_H

#include "quantc/Machine/Signature.h"
#include "llvm/IR/Module.h"

namespace quantc::target {

/// Adds NAME_run, NAME_step and NAME_signature around `quantc_run` and `quantc_step`,
/// and makes everything else internal. `text` is the signature's JSON.
void addEntryPoints(llvm::Module &module, llvm::StringRef name, const Signature &signature, llvm::StringRef text);

/// The text of NAME.h.
std::string writeHeader(llvm::StringRef name, const Signature &signature);
/// A C program that runs the network on samples from stdin; the header's text is in it.
std::string writeMain(llvm::StringRef name, const Signature &signature);

} // namespace quantc::target

#endif // QUANTC_LIB_TARGET_ENTRYPOINTS_H
