//===- Evaluators.h - One evaluator per op, and what they share -*- C++ -*-===//
//
// Evaluators get verified ops and operands that fit their types, and return the
// result as stored. One source file a family of ops.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_LIB_REFERENCE_EVALUATORS_H
#define QUANTC_LIB_REFERENCE_EVALUATORS_H

#include "quantc/Dialect/Qnn/IR/Qnn.h"
#include "quantc/Numerics/Quantize.h"
#include "quantc/Reference/Reference.h"
#include "quantc/Support/ToolError.h"
#include "llvm/Support/ErrorHandling.h"

namespace quantc::reference {

using Operands = llvm::ArrayRef<const HostTensor *>;
using Result = llvm::Expected<HostTensor>;

// ContractionOps.cpp
Result evaluate(qnn::Conv2DOp op, Operands operands);
Result evaluate(qnn::ConvTranspose2DOp op, Operands operands);
Result evaluate(qnn::LinearOp op, Operands operands);
Result evaluate(qnn::MatMulOp op, Operands operands);
// CastOps.cpp
Result evaluate(qnn::QuantizeOp op, Operands operands);
Result evaluate(qnn::DequantizeOp op, Operands operands);
Result evaluate(qnn::RequantizeOp op, Operands operands);
Result evaluate(qnn::ObserveOp op, Operands operands);
Result evaluate(qnn::CastOp op, Operands operands);
// DynamicOps.cpp
Result evaluate(qnn::SubtractZeroPointOp op, Operands operands);
Result evaluate(qnn::DynamicDequantizeOp op, Operands operands);
std::vector<HostTensor> evaluateAll(qnn::DynamicQuantizeOp op, Operands operands);
// UnaryOps.cpp
Result evaluate(qnn::UnaryOpInterface op, Operands operands);
Result evaluate(qnn::PReluOp op, Operands operands);
// BinaryOps.cpp
Result evaluate(qnn::AddOp op, Operands operands);
Result evaluate(qnn::SubOp op, Operands operands);
Result evaluate(qnn::MulOp op, Operands operands);
Result evaluate(qnn::DivOp op, Operands operands);
Result evaluate(qnn::PowOp op, Operands operands);
Result evaluate(qnn::MinOp op, Operands operands);
Result evaluate(qnn::MaxOp op, Operands operands);
// AxisOps.cpp
Result evaluate(qnn::SoftmaxOp op, Operands operands);
Result evaluate(qnn::LogSoftmaxOp op, Operands operands);
Result evaluate(qnn::LrnOp op, Operands operands);
Result evaluate(qnn::ArgMaxOp op, Operands operands);
Result evaluate(qnn::TopKIndicesOp op, Operands operands);
Result evaluate(qnn::TopKValuesOp op, Operands operands);
// PoolOps.cpp
Result evaluate(qnn::MaxPool2DOp op, Operands operands);
Result evaluate(qnn::AvgPool2DOp op, Operands operands);
Result evaluate(qnn::ReduceOp op, Operands operands);
// ShapeOps.cpp
Result evaluate(qnn::ReshapeOp op, Operands operands);
Result evaluate(qnn::TransposeOp op, Operands operands);
Result evaluate(qnn::BroadcastOp op, Operands operands);
Result evaluate(qnn::SliceOp op, Operands operands);
Result evaluate(qnn::PadOp op, Operands operands);
Result evaluate(qnn::ConcatOp op, Operands operands);
Result evaluate(qnn::GatherOp op, Operands operands);
// RecurrentOps.cpp: all results
llvm::Expected<std::vector<HostTensor>> evaluateRecurrent(qnn::RecurrentOpInterface op, Operands operands);
// ResizeOp.cpp
Result evaluate(qnn::ResizeOp op, Operands operands);

//===----------------------------------------------------------------------===//
// Types
//===----------------------------------------------------------------------===//

/// Returns zeros of the shape and storage of a value.
HostTensor makeTensor(mlir::Value value);

/// Returns zero point and range of a result, narrowed by the op's `clamp`.
numerics::Rounding getRounding(mlir::Operation *op, std::optional<llvm::ArrayRef<int64_t>> clamp = {});
/// Returns the stored value of real `x` in the result of `op`, whose profile has the zero point inside (N11a).
int64_t roundReal(mlir::Operation *op, float x, std::optional<llvm::ArrayRef<int64_t>> clamp = {});
numerics::Rounding getRounding(mlir::quant::QuantizedType output, std::optional<llvm::ArrayRef<int64_t>> clamp = {});

/// The index along a quantized type's axis of each element: 0 for per-tensor types.
struct ChannelOf {
  int64_t inner = 1, size = 1;
  ChannelOf(mlir::Value value);
  bool isLastAxis() const { return size > 1 && inner == 1; }
  int64_t operator()(int64_t element) const { return size == 1 ? 0 : element / inner % size; }
};

//===----------------------------------------------------------------------===//
// Elements
//===----------------------------------------------------------------------===//

/// Returns `q - zero point` of each element of a quantized tensor. 32 bits or f32 hold those of 16-bit storage.
template <class T> std::vector<T> getDifferencesAs(const HostTensor &tensor, mlir::Value value);
inline std::vector<int64_t> getDifferences(const HostTensor &tensor, mlir::Value value) {
  return getDifferencesAs<int64_t>(tensor, value);
}

/// Fills an integer tensor with `fn(i)`.
template <class Fn> void fill(HostTensor &tensor, Fn fn) {
  withStorage(tensor.kind, [&](auto sample) {
    auto values = tensor.values<decltype(sample)>();
    for (int64_t i = 0, end = values.size(); i < end; ++i)
      values[i] = decltype(sample)(fn(i));
  });
}

/// Returns the row-major strides of a shape, in elements.
llvm::SmallVector<int64_t> getStrides(llvm::ArrayRef<int64_t> shape);

/// Copies elements of any type: result element (i0, i1, ...) is input element `offset + sum of strides[d] * id`.
void copyStrided(const HostTensor &input, int64_t offset, llvm::ArrayRef<int64_t> strides, HostTensor &output);

/// Returns `input` broadcast to a shape as in NumPy.
HostTensor broadcastTo(const HostTensor &input, llvm::ArrayRef<int64_t> shape);

} // namespace quantc::reference

#endif // QUANTC_LIB_REFERENCE_EVALUATORS_H
