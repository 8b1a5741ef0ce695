//===- Onnx.h - Read ONNX networks ------------------------------*- C++ -*-===//

#ifndef QUANTC_IMPORT_ONNX_H
#define QUANTC_IMPORT_ONNX_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/OwningOpRef.h"
#include "quantc/Support/ToolError.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/MemoryBufferRef.h"

#include <map>
#include <string>

namespace quantc {

struct ImportOptions {
  /// Size of a symbolic first axis; 0 means 1.
  int64_t batch = 0;
  /// Shapes of inputs with symbolic axes, by input name.
  std::map<std::string, llvm::SmallVector<int64_t>> shapes;
  /// Bytes that shape arithmetic and constants made from shapes may take.
  int64_t foldBudget = int64_t(1) << 30;
  /// Bytes of one tensor.
  int64_t tensorBudget = int64_t(1) << 31;
};

/// Parses `NAME:1x3x224x224` into `options.shapes`.
llvm::Error addShape(ImportOptions &options, llvm::StringRef text);

/// Reads an ONNX file into a module with one function `main` of float qnn ops
/// (qnn.step = "import"). Tensors outside the file are read from its folder only.
/// @returns a ToolError: BadInput with every fault found, naming node and tensor,
///          or Resources where a budget is exceeded.
llvm::Expected<mlir::OwningOpRef<mlir::ModuleOp>> importOnnx(llvm::StringRef path, const ImportOptions &options,
                                                             mlir::MLIRContext &context);

/// As above, from memory. `folder` is where external tensors lie; the buffer's
/// identifier is the name in messages.
llvm::Expected<mlir::OwningOpRef<mlir::ModuleOp>> importOnnx(llvm::MemoryBufferRef buffer, llvm::StringRef folder,
                                                             const ImportOptions &options, mlir::MLIRContext &context);

/// What keeps a network from being imported, one line a fault.
struct ImportFaults {
  std::vector<std::string> messages;
  ExitCode worst = ExitCode::BadInput; ///< with which an import would end
};

/// Lists what keeps a network from being imported; nothing means that it can be
/// compiled. An error means that the file is no ONNX model.
llvm::Expected<ImportFaults> checkOnnx(llvm::StringRef path, const ImportOptions &options, mlir::MLIRContext &context);

/// Registers `--import-onnx` with mlir-translate's main.
void registerOnnxTranslation();

} // namespace quantc

#endif // QUANTC_IMPORT_ONNX_H
