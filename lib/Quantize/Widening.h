//===- Widening.h - 16 bits for chosen values -------------------*- C++ -*-===//
//
// What the passes that give values 16 bits share; each says of which readers.
//
// Tested by test/Quantize/widen-inputs.test, widen-depthwise.mlir, widen-functions.mlir and widen-noisy.test.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_LIB_QUANTIZE_WIDENING_H
#define QUANTC_LIB_QUANTIZE_WIDENING_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "quantc/CalibrationData/Calibration.h"
#include "quantc/Dialect/Qnn/IR/Qnn.h"
#include "llvm/ADT/SetVector.h"

namespace quantc::quantize {

/// Whether each output channel of a convolution reads one input channel of its own.
bool isDepthwise(qnn::ContractionOpInterface op);

/// Says of an operand of an op with an integer form whether that op is to read 16 bits there.
using IsChosen = llvm::function_ref<bool(mlir::OpOperand &)>;

/// Returns each op with `mayBe` whose value has 8 bits and only chosen operands read, through observers and ops that
/// pass stored values on. A value that the network takes or has as a constant is none of them.
llvm::SetVector<mlir::Operation *> findWidenable(mlir::func::FuncOp function,
                                                 llvm::function_ref<bool(mlir::Operation *)> mayBe, IsChosen isChosen);

/// The least and the greatest value that went through an observer, if that is known.
using ObservedRange = llvm::function_ref<std::optional<std::pair<float, float>>(qnn::ObserveOp)>;
/// What `calibration` has seen, which may be null.
std::optional<std::pair<float, float>> getSeenRange(const Calibration *calibration, qnn::ObserveOp observe);

/// Asks for 16 bits of what `op` gives, and of all that moves it on. Observers get half as much again as the range of
/// all values, unless it is not known or the recipe asks for another observer: they keep theirs.
void widenValue(mlir::Operation *op, ObservedRange getRange);

/// Both, with the ranges of the calibration file at `path`; empty: observers keep theirs.
/// @returns failure, with an error, if the file cannot be read or is of another model
llvm::LogicalResult widenInputs(mlir::func::FuncOp function, llvm::StringRef path,
                                llvm::function_ref<bool(mlir::Operation *)> mayBe, IsChosen isChosen);

/// Visits the operands that read `value`, through observers and ops that pass stored values on.
void forEachReader(mlir::Value value, llvm::function_ref<void(mlir::OpOperand &)> visit);

/// Multiplications of a contraction in one run of the network.
double getProducts(qnn::ContractionOpInterface op);

/// The contraction whose activation `operand` is, or null.
qnn::ContractionOpInterface getContraction(mlir::OpOperand &operand);

/// Whether `op` is a function that is a table on 8 bits and computed on 16.
bool isFunction(mlir::Operation *op);

} // namespace quantc::quantize

#endif // QUANTC_LIB_QUANTIZE_WIDENING_H
