//===- Diagnostics.h - How MLIR's diagnostics are printed -------*- C++ -*-===//

#ifndef QUANTC_SUPPORT_DIAGNOSTICS_H
#define QUANTC_SUPPORT_DIAGNOSTICS_H

#include "mlir/IR/Diagnostics.h"
#include "mlir/IR/Location.h"
#include "mlir/IR/MLIRContext.h"

namespace quantc {

/// Returns the name of the network's node at `location`, or "". Of ops made from several nodes it is the first one's.
llvm::StringRef getNodeName(mlir::Location location);

/// Prints an error or a warning on stderr, after `node 'name':` or `file:line:column:`.
void printDiagnostic(mlir::Diagnostic &diagnostic);

/// Makes `context` print its errors so. As without it there are no notes and remarks, and no warnings: those of MLIR
/// are not for the user; runPasses prints those of passes.
void printErrors(mlir::MLIRContext &context);

} // namespace quantc

#endif // QUANTC_SUPPORT_DIAGNOSTICS_H
