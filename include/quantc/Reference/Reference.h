//===- Reference.h - The slow interpreter of qnn: the judge -----*- C++ -*-===//
//
// Obeys docs/numerics.md and shares no code with the lowerings but lib/Numerics.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_REFERENCE_REFERENCE_H
#define QUANTC_REFERENCE_REFERENCE_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "quantc/Support/HostTensor.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Error.h"

namespace quantc::reference {

/// Receives each value (operation results, in program order) as stored.
using ValueCallback = llvm::function_ref<void(mlir::Value value, const HostTensor &tensor)>;

/// Evaluates a function of qnn ops, float, quantized or mixed, before or after
/// Fuse and Plan. Tensors are freed after their last use.
/// @returns the returned values, or an error naming the op that has no evaluator
///          or the input that does not fit.
llvm::Expected<std::vector<HostTensor>> evaluate(mlir::func::FuncOp function, llvm::ArrayRef<HostTensor> inputs,
                                                 ValueCallback onValue = {});

/// Evaluates one op on the given operands: constant folding uses it.
llvm::Expected<std::vector<HostTensor>> evaluateOp(mlir::Operation *op, llvm::ArrayRef<const HostTensor *> operands);

/// Returns the stored values of a `qnn.constant`'s value.
HostTensor toHostTensor(mlir::ElementsAttr attr, bool isUnsigned = false);
/// Returns the kind that stores elements of this tensor type (quantized: its
/// storage type, with its sign).
ElementKind getElementKind(mlir::Type tensor);
/// Returns the real values of a tensor of the given type: dequantized by N1.
HostTensor toReal(const HostTensor &tensor, mlir::Type type);

} // namespace quantc::reference

#endif // QUANTC_REFERENCE_REFERENCE_H
