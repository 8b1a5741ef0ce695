//===- OpTable.h - The ops that can be imported -----------------*- C++ -*-===//

#ifndef QUANTC_LIB_IMPORT_ONNX_OPTABLE_H
#define QUANTC_LIB_IMPORT_ONNX_OPTABLE_H

#include "mlir/Support/LLVM.h"
#include "llvm/ADT/ArrayRef.h"

namespace quantc::onnx {

class NodeContext;

/// One ONNX op: who imports it, and how many inputs and outputs it has.
struct OpEntry {
  const char *domain;
  const char *opType;
  mlir::LogicalResult (*handler)(NodeContext &node);
  unsigned minInputs, maxInputs; ///< the first `minInputs` are not optional
  unsigned maxOutputs;           ///< outputs beyond are not supported
  int64_t minOpset = 7, maxOpset = 25;
};

inline constexpr unsigned kMany = 1u << 30;

/// Opset versions of the ONNX domain that are read.
inline constexpr int64_t kMinOpset = 7, kMaxOpset = 25;

/// Each family lists its own ops.
llvm::ArrayRef<OpEntry> getActivationOps();
llvm::ArrayRef<OpEntry> getArithmeticOps();
llvm::ArrayRef<OpEntry> getBlockWeightOps();
llvm::ArrayRef<OpEntry> getConstantOps();
llvm::ArrayRef<OpEntry> getConvOps();
llvm::ArrayRef<OpEntry> getDynamicOps();
llvm::ArrayRef<OpEntry> getHostOnlyOps();
llvm::ArrayRef<OpEntry> getIntegerOps();
llvm::ArrayRef<OpEntry> getLayerNormalizationOps();
llvm::ArrayRef<OpEntry> getMatMulOps();
llvm::ArrayRef<OpEntry> getNormalizationOps();
llvm::ArrayRef<OpEntry> getPadOps();
llvm::ArrayRef<OpEntry> getPoolOps();
llvm::ArrayRef<OpEntry> getQLinearOps();
llvm::ArrayRef<OpEntry> getQuantizationOps();
llvm::ArrayRef<OpEntry> getRecurrentOps();
llvm::ArrayRef<OpEntry> getReductionOps();
llvm::ArrayRef<OpEntry> getResizeOps();
llvm::ArrayRef<OpEntry> getShapeOps();
llvm::ArrayRef<OpEntry> getSliceOps();

/// Returns the entry of an op, or null.
const OpEntry *findOp(llvm::StringRef domain, llvm::StringRef opType);

} // namespace quantc::onnx

#endif // QUANTC_LIB_IMPORT_ONNX_OPTABLE_H
