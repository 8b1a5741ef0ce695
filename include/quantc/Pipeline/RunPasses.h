//===- RunPasses.h - Whose fault a failure is -------------------*- C++ -*-===//
//
// A pass that reports an error has found a fault in its input: exit code 1. A pass
// that crashes, fails without a word or leaves an invalid module is a defect of
// quantc: exit code 4, and a file from which `quant-opt --run-reproducer` repeats it.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_PIPELINE_RUNPASSES_H
#define QUANTC_PIPELINE_RUNPASSES_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/Pass/PassManager.h"
#include "llvm/Support/Error.h"

#include <string>

namespace quantc {

/// How messages and files of a run are named.
struct RunNames {
  std::string subject;    ///< what messages begin with: "net.onnx: 'lower'"
  std::string reproducer; ///< the file that is written where the defect is ours
};

/// Runs the passes that `build` adds on `module`.
/// @returns an input error, or an internal error that names the reproducer. After a crash it does not return: the tool
///          ends with code 4.
llvm::Error runPasses(mlir::ModuleOp module, const RunNames &names,
                      llvm::function_ref<void(mlir::OpPassManager &)> build);

/// Runs `body`, which reads `module`; crashes and internal errors are treated likewise, and the reproducer holds the
/// module.
llvm::Error runGuarded(mlir::ModuleOp module, const RunNames &names, llvm::function_ref<llvm::Error()> body);

} // namespace quantc

#endif // QUANTC_PIPELINE_RUNPASSES_H
