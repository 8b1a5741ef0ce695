//===- HostOps.h - Shape arithmetic on the host -----------------*- C++ -*-===//
//
// Networks compute shapes with ordinary ops on small integer tensors. These
// evaluate them while importing. Callers have checked shapes, axes and ranges.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_LIB_IMPORT_ONNX_HOSTOPS_H
#define QUANTC_LIB_IMPORT_ONNX_HOSTOPS_H

#include "quantc/Support/HostTensor.h"

#include <optional>

namespace quantc::onnx {

HostTensor hostTranspose(const HostTensor &input, llvm::ArrayRef<int64_t> permutation);
/// Every strides[i]-th element from offsets[i] on.
HostTensor hostSlice(const HostTensor &input, llvm::ArrayRef<int64_t> offsets, llvm::ArrayRef<int64_t> strides,
                     llvm::ArrayRef<int64_t> shape);
HostTensor hostBroadcast(const HostTensor &input, llvm::ArrayRef<int64_t> shape);
HostTensor hostConcat(llvm::ArrayRef<const HostTensor *> inputs, int64_t axis);
/// `indices` are normalized: in [0, size of the axis).
HostTensor hostGather(const HostTensor &input, llvm::ArrayRef<int64_t> indices, llvm::ArrayRef<int64_t> indicesShape,
                      int64_t axis);
/// To integer: truncates toward zero and saturates, NaN becomes 0. To bool: not 0.
HostTensor hostCast(const HostTensor &input, ElementKind kind);

enum class HostBinary { Add, Sub, Mul, Div, Mod, Min, Max, Pow, Equal, Less, Greater, And, Or };
/// Operands have one kind and one shape. Integers wrap as ONNX Runtime's do.
/// @returns nullopt where an integer divides by zero.
std::optional<HostTensor> hostBinary(HostBinary op, const HostTensor &lhs, const HostTensor &rhs);

/// Elements of an integer or bool tensor.
std::vector<int64_t> toIntegers(const HostTensor &tensor);
/// A rank-1 or rank-0 tensor of i64.
HostTensor makeIntegers(llvm::ArrayRef<int64_t> values, llvm::ArrayRef<int64_t> shape);

} // namespace quantc::onnx

#endif // QUANTC_LIB_IMPORT_ONNX_HOSTOPS_H
