//===- ModuleMachine.cpp - The target of a module -------------------------===//
//
// Tested by test/Plan/select-storage-invalid.mlir, select-kernels-invalid.mlir,
// test/Lower/to-kernels-invalid.mlir and qk-invalid.mlir.
//
//===----------------------------------------------------------------------===//

#include "quantc/Machine/ModuleMachine.h"

#include "quantc/Machine/Artefact.h"

using namespace mlir;
using namespace quantc;

FailureOr<Machine> quantc::getMachine(ModuleOp module, StringRef name) {
  auto attr = module->getAttrOfType<StringAttr>(kTargetAttr);
  if (name.empty() && !attr)
    return module.emitError("has no attribute '") << kTargetAttr << "', and no target is given";
  llvm::Expected<Machine> machine = resolveMachine(name.empty() ? attr.getValue() : name);
  if (!machine)
    return module.emitError(llvm::toString(machine.takeError()));
  return std::move(*machine);
}
