//===- Widening.h - 16 bits for chosen values -------------------*- C++ -*-===//
//
// What the passes that give values 16 bits share; each says of which readers.
//
// Tested by test/Quantize/widen-inputs.test, widen-depthwise.mlir and widen-functions.mlir.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_LIB_QUANTIZE_WIDENING_H
#define QUANTC_LIB_QUANTIZE_WIDENING_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "quantc/Dialect/Qnn/IR/Qnn.h"

namespace quantc::quantize {

/// Whether each output channel of a convolution reads one input channel of its own.
bool isDepthwise(qnn::ContractionOpInterface op);

/// Says of an operand of an op with an integer form whether that op is to read 16 bits there.
using IsChosen = llvm::function_ref<bool(mlir::OpOperand &)>;

/// Asks for 16 bits of each value that an op with `mayBe` gives and only chosen operands read, through observers
/// and ops that pass stored values on; and of the values on the way. A value that the network takes or has as a
/// constant stays as it is. Observers get the range of all values that `calibration`, a file, has seen; empty: they
/// keep theirs.
/// @returns failure, with an error, if the file cannot be read or is of another model
llvm::LogicalResult widenInputs(mlir::func::FuncOp function, llvm::StringRef calibration,
                                llvm::function_ref<bool(mlir::Operation *)> mayBe, IsChosen isChosen);

/// The contraction whose activation `operand` is, or null.
qnn::ContractionOpInterface getContraction(mlir::OpOperand &operand);

/// Whether `op` is a function that is a table on 8 bits and computed on 16.
bool isFunction(mlir::Operation *op);

} // namespace quantc::quantize

#endif // QUANTC_LIB_QUANTIZE_WIDENING_H
