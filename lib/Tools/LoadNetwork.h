//===- LoadNetwork.h - A runner for whatever a file holds -------*- C++ -*-===//

#ifndef QUANTC_LIB_TOOLS_LOADNETWORK_H
#define QUANTC_LIB_TOOLS_LOADNETWORK_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"
#include "quantc/Import/Onnx.h"
#include "quantc/Prepare/Formats.h"
#include "quantc/Runner/NetworkRunner.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"

#include <memory>

namespace quantc {

/// A network ready to run, and the module that it runs, if it is no object.
struct LoadedNetwork {
  std::string path;
  std::unique_ptr<mlir::MLIRContext> context;
  mlir::OwningOpRef<mlir::ModuleOp> module;
  std::unique_ptr<NetworkRunner> runner;
  llvm::StringSet<> constants; ///< ids of constants: no layers to compare

  /// Returns the id of the value that a softmax turns into output `index`, or
  /// "" if there is no such softmax or no module.
  std::string getSoftmaxInputId(size_t index);

  /// Returns what makes the value with an id, for a reader: op, shape, and the
  /// network's name for the node if it is known. "" without a module or the id.
  std::string describeLayer(llvm::StringRef id);

private:
  llvm::StringMap<std::string> descriptions; ///< by id; filled when first asked for
};

struct LoadOptions {
  /// Prepare an imported network, so that its layers are those that a compiled
  /// one has: channels last, batch norm folded.
  bool prepare = false;
  ImportOptions import; ///< of an ONNX file
  /// Of the inputs and outputs of a network that is not prepared; others have theirs.
  NetworkFormats formats;
};

/// Loads an ONNX file, MLIR of any step before Lower ("-": stdin), or an object.
/// What the file is its first bytes and its name tell.
llvm::Expected<LoadedNetwork> loadNetwork(llvm::StringRef path, const LoadOptions &options);

} // namespace quantc

#endif // QUANTC_LIB_TOOLS_LOADNETWORK_H
