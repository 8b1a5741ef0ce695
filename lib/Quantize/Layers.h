//===- Layers.h - What the Quantize step asks of an op ----------*- C++ -*-===//
//
// Tested by test/Quantize.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_LIB_QUANTIZE_LAYERS_H
#define QUANTC_LIB_QUANTIZE_LAYERS_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "quantc/Dialect/Qnn/IR/Qnn.h"
#include "quantc/Dialect/Qnn/IR/QuantConfig.h"

#include <optional>
#include <string>

namespace quantc::quantize {

/// The attribute that `quantize-record-means` writes and `quantize-correct-bias` reads and removes.
inline constexpr llvm::StringLiteral kFloatMeanAttr = "qnn.float_mean";

/// The attribute that `quantize-scale-weights` writes and `quantize-round-weights` reads and removes.
inline constexpr llvm::StringLiteral kFloatWeightAttr = "qnn.float_weight";

/// The attributes that `quantize-record-outputs` writes, and `quantize-round-weights` reads and removes: values of the
/// float network, [positions, channels].
inline constexpr llvm::StringLiteral kFloatOutputAttr = "qnn.float_output";
inline constexpr llvm::StringLiteral kFloatResidualAttr = "qnn.float_residual";

/// Returns the value that `value` observes, through any number of observers.
mlir::Value stripObservers(mlir::Value value);

using qnn::isLayer;

/// Returns whether a float tensor is among the op's operands or results.
bool touchesFloat(mlir::Operation *op);

/// Returns why `op` has no integer form, or nullopt if it has one: by its
/// `qnn.float_reason`, its kind, its attributes and its constant operands. Of
/// its neighbours nothing is asked.
std::optional<std::string> getReasonForFloat(mlir::Operation *op);

/// Returns whether `op` is a layer on tensors that has an integer form.
inline bool isQuantizable(mlir::Operation *op) { return op && isLayer(op) && !getReasonForFloat(op); }

/// Returns the contractions with float weights of their own that have an integer form.
llvm::SmallVector<mlir::Operation *> getFloatContractions(mlir::func::FuncOp function);

/// Returns whether `op` passes stored values of operand 0 on, and can do so on
/// quantized tensors.
bool passesStoredValues(mlir::Operation *op);

/// Returns whether `op` is a ReLU, Clip, LeakyReLU, or a PReLU with constant
/// slopes for the last axis: an activation that a rounding op takes in (N8d).
bool isFoldableActivation(mlir::Operation *op);

/// Returns whether `op` is silu or another function that the rounding of an accumulator takes in (N8f).
bool isFoldableFunction(mlir::Operation *op);

/// Returns the values of a `mul` of what a foldable function gives by a constant for the last axis, which is a part of
/// the same rounding (N8f); nullopt if `op` is another op.
std::optional<llvm::SmallVector<float>> getGains(mlir::Operation *op);

/// Returns whether the rounding of what `op` gives takes `activation` in: that of contractions activations and
/// functions, that of functions gains, that of add, sub and mul activations.
bool takesActivation(mlir::Operation *op, mlir::Operation *activation);

/// Returns the slopes of LeakyReLU or PReLU: one, or one for each index of the
/// last axis; nullopt if `op` is another op, or its slopes have another shape or are not finite.
std::optional<llvm::SmallVector<float>> getNegativeSlopes(mlir::Operation *op);

/// Returns the `qnn.constant` that defines `value`, or null.
mlir::Operation *getConstant(mlir::Value value);
/// Returns the f32 values of a constant.
llvm::SmallVector<float> getFloats(qnn::ConstantOp constant);

/// Marks `op` as staying in float; a reason that is there already is kept.
void setFloatReason(mlir::Operation *op, const llvm::Twine &reason);

} // namespace quantc::quantize

#endif // QUANTC_LIB_QUANTIZE_LAYERS_H
