//===- Bounds.h - What constant weights prove about sums --------*- C++ -*-===//

#ifndef QUANTC_DIALECT_QK_ANALYSIS_BOUNDS_H
#define QUANTC_DIALECT_QK_ANALYSIS_BOUNDS_H

#include "quantc/Dialect/Qk/Analysis/FusedContraction.h"

namespace quantc::qk {

/// Returns the stored values of a quantized constant, signed or unsigned as its type is.
llvm::SmallVector<int64_t> getStoredValues(qnn::ConstantOp constant);

/// Closed interval of integers.
struct Interval {
  int64_t low = 0, high = 0;
};

/// Returns, for each output channel, the least interval that holds the accumulator
/// of a quantized contraction with constant weight and bias for every input in
/// its storage range (N3), or nullopt if they are not constant or a sum leaves i64.
std::optional<llvm::SmallVector<Interval>> computeAccumulatorBounds(qnn::ContractionOpInterface op);

/// The same of an input of that type, a weight [O, ...], and a bias [O] or null.
std::optional<llvm::SmallVector<Interval>> computeAccumulatorBounds(mlir::quant::QuantizedType input,
                                                                    qnn::ConstantOp weight, qnn::ConstantOp bias);

/// The same of one output channel.
Interval computeAccumulatorBounds(mlir::quant::QuantizedType input, llvm::ArrayRef<int64_t> weights, int64_t bias);

/// Whether no accumulator leaves i32.
bool fitsInt32(llvm::ArrayRef<Interval> bounds);

/// Whether sums of two adjacent products, as `qk.dot` pairs them, stay in i16 for
/// all bytes. `weights` is in packed order, pairs at even indices.
bool pairsFitInt16(llvm::ArrayRef<int8_t> weights, bool inputUnsigned);

/// Whether |t|, the f32 that the tail rounds, is at most 2^31 - 128 in every
/// channel (N5: then no minimum is needed before the conversion).
bool isRoundingBounded(const FusedContraction &layer, llvm::ArrayRef<Interval> bounds);

} // namespace quantc::qk

#endif // QUANTC_DIALECT_QK_ANALYSIS_BOUNDS_H
