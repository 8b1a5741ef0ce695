//===- Onnx.h - Write ONNX networks -----------------------------*- C++ -*-===//

#ifndef QUANTC_EXPORT_ONNX_H
#define QUANTC_EXPORT_ONNX_H

#include "mlir/IR/BuiltinOps.h"
#include "llvm/Support/Error.h"

#include <string>

namespace quantc {

/// The key of a file's metadata (metadata_props) that names the profile of its arithmetic, where that is not `quantc`.
inline constexpr llvm::StringLiteral kOnnxProfileKey = "quantc.profile";

/// Makes an ONNX model of a module between Import and Quantize, with integer ops as float ops between
/// QuantizeLinear and DequantizeLinear ("QDQ"). Images are NCHW in it.
/// @returns the bytes of the file, or an input error that lists all ops that have no such form.
llvm::Expected<std::string> exportOnnxQdq(mlir::ModuleOp module);

/// Registers `--export-onnx-qdq` with mlir-translate's main.
void registerOnnxExport();

} // namespace quantc

#endif // QUANTC_EXPORT_ONNX_H
