//===- Target.h - From the LLVM dialect to the artefact ---------*- C++ -*-===//

#ifndef QUANTC_TARGET_TARGET_H
#define QUANTC_TARGET_TARGET_H

#include "mlir/IR/BuiltinOps.h"
#include "llvm/Support/Error.h"

#include <string>

namespace quantc::target {

enum class CodeKind { None, Object, Assembly, LlvmIr };

/// What a lowered module becomes. The bytes are a pure function of module, name and kind.
struct Artefact {
  std::string code;   ///< object, assembly or LLVM IR text, or nothing
  std::string header; ///< NAME.h
  std::string main;   ///< a C program around the network
};

/// Compiles a lowered module under the symbol prefix `name`, a C identifier.
/// @returns the artefact, or an error that says what the module lacks.
llvm::Expected<Artefact> compile(mlir::ModuleOp module, llvm::StringRef name, CodeKind kind);

/// Links an object, of any target, into a shared library of the same names. The bytes are a function of the object's
/// and of the linker's version.
/// @returns the library, or an error if there is no linker or no room.
llvm::Expected<std::string> linkShared(llvm::StringRef object);

} // namespace quantc::target

#endif // QUANTC_TARGET_TARGET_H
