//===- Network.h - The outer form of a module -------------------*- C++ -*-===//

#ifndef QUANTC_DIALECT_QNN_IR_NETWORK_H
#define QUANTC_DIALECT_QNN_IR_NETWORK_H

#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/StringRef.h"

namespace quantc::qnn {

/// Argument attribute: how a program hands the input in, if not as the network has it: a dictionary of `mean` and
/// `scale`, arrays of f64, of images the `layout`, "nhwc" or "nchw", and from Prepare on `normalization`, "folded" into
/// the first layers or "computed" by ops of its own. The network's own input is (q - mean) * scale.
inline constexpr llvm::StringLiteral kInputAttr = "qnn.input";
/// Op attribute: the op computes that.
inline constexpr llvm::StringLiteral kNormalizationAttr = "qnn.normalization";
/// Result attribute: the type that Quantize shall give an output, "s8" or "u8".
inline constexpr llvm::StringLiteral kOutputTypeAttr = "qnn.output_type";

/// Verifies what a module holds from Import to Plan: one function, @main, with a
/// body of one block, qnn ops and a return in it, and tensors of static shape as
/// arguments and results. Reports the first fault.
mlir::LogicalResult verifyNetwork(mlir::ModuleOp module);

} // namespace quantc::qnn

#endif // QUANTC_DIALECT_QNN_IR_NETWORK_H
