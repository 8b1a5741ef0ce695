//===- ModuleMachine.h - The target of a module -----------------*- C++ -*-===//

#ifndef QUANTC_MACHINE_MODULEMACHINE_H
#define QUANTC_MACHINE_MODULEMACHINE_H

#include "mlir/IR/BuiltinOps.h"
#include "quantc/Machine/Machine.h"

namespace quantc {

/// Finds the target of a pass: `name`, or where that is empty the module's attribute `qnn.target`.
/// @returns the machine; failure is reported at the module.
mlir::FailureOr<Machine> getMachine(mlir::ModuleOp module, llvm::StringRef name);

} // namespace quantc

#endif // QUANTC_MACHINE_MODULEMACHINE_H
