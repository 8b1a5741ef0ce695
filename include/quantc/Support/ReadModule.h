//===- ReadModule.h - MLIR text from outside --------------------*- C++ -*-===//

#ifndef QUANTC_SUPPORT_READMODULE_H
#define QUANTC_SUPPORT_READMODULE_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"
#include "llvm/Support/Error.h"

namespace quantc {

/// Parses and verifies MLIR text from `path` ("-": stdin). Diagnostics go to
/// stderr with their locations, and the error says only that there were some.
/// Refused before the parser sees them: bytecode, which its reader does not
/// survive when damaged, and nesting deeper than 1,000.
/// @returns the module, or an error: code 3 if the file cannot be read, else 1.
llvm::Expected<mlir::OwningOpRef<mlir::ModuleOp>> readModule(llvm::StringRef path, mlir::MLIRContext &context);

} // namespace quantc

#endif // QUANTC_SUPPORT_READMODULE_H
