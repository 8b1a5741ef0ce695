//===- OpTable.h - The ops that can be exported -----------------*- C++ -*-===//

#ifndef QUANTC_LIB_EXPORT_ONNX_OPTABLE_H
#define QUANTC_LIB_EXPORT_ONNX_OPTABLE_H

#include "GraphExporter.h"

namespace quantc::exporter {

/// One op of the module: who writes it.
struct OpEntry {
  llvm::StringLiteral name;
  mlir::LogicalResult (*handler)(mlir::Operation *op, GraphExporter &graph);
};

/// The bias in f32 that the rounding of a layer's accumulator adds, where ONNX has it in the layer: one reader, no
/// other bias.
std::optional<llvm::ArrayRef<float>> getBiasOfRounding(mlir::Operation *layer);

/// Each family lists its own ops.
llvm::ArrayRef<OpEntry> getBinaryOps();
llvm::ArrayRef<OpEntry> getCastOps();
llvm::ArrayRef<OpEntry> getContractionOps();
llvm::ArrayRef<OpEntry> getNormalizationOps();
llvm::ArrayRef<OpEntry> getPoolOps();
llvm::ArrayRef<OpEntry> getReductionOps();
llvm::ArrayRef<OpEntry> getResizeOps();
llvm::ArrayRef<OpEntry> getShapeOps();
llvm::ArrayRef<OpEntry> getUnaryOps();

/// Adds nodes that compute the function of a requantize (N8f) of a real value, the last one called `name`.
TensorId addRectifier(ModelBuilder &model, llvm::StringRef mnemonic, TensorId x, const std::string &name);

/// Returns the entry of an op, or null.
const OpEntry *findOp(llvm::StringRef name);

} // namespace quantc::exporter

#endif // QUANTC_LIB_EXPORT_ONNX_OPTABLE_H
