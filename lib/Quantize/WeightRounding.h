//===- WeightRounding.h - Float weights as integers -------------*- C++ -*-===//
//
// Tested by test/Quantize/scale-weights.mlir and convert-dynamic-layers.mlir.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_LIB_QUANTIZE_WEIGHTROUNDING_H
#define QUANTC_LIB_QUANTIZE_WEIGHTROUNDING_H

#include "mlir/IR/Builders.h"
#include "quantc/Dialect/Qnn/IR/Qnn.h"
#include "quantc/Dialect/Qnn/IR/QuantConfig.h"

namespace quantc::quantize {

/// Makes a quantized constant of `stored`, the bytes of the values.
qnn::ConstantOp createQuantizedConstant(mlir::OpBuilder &builder, mlir::Location loc, llvm::ArrayRef<int64_t> shape,
                                        mlir::quant::QuantizedType type, llvm::ArrayRef<char> stored);

/// Rounds float weights [O, ...] of one contraction: scales of its channels, or one scale, grown where a bias, or the
/// proof that no accumulator of inputs of type `input` leaves i32 (N3), needs it.
/// @returns the quantized weights, or null if there is no scale within f32
qnn::ConstantOp roundConstantWeights(mlir::OpBuilder &builder, qnn::ConstantOp weight, llvm::ArrayRef<double> bias,
                                     mlir::quant::UniformQuantizedType input, const qnn::QuantSpec &spec);

/// Returns the real values of a bias: a float constant, or a dequantized one. `biasScales`, if it was
/// dequantized, are its own scales.
llvm::SmallVector<double> getRealBias(mlir::Value bias, llvm::SmallVectorImpl<double> &biasScales);

/// Erases constants behind `value`, and casts of them, that have no reader left.
void eraseUnusedConstants(mlir::Value value);

} // namespace quantc::quantize

#endif // QUANTC_LIB_QUANTIZE_WEIGHTROUNDING_H
