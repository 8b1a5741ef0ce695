//===- Qk.h - The qk dialect ------------------------------------*- C++ -*-===//

#ifndef QUANTC_DIALECT_QK_IR_QK_H
#define QUANTC_DIALECT_QK_IR_QK_H

#include "mlir/Bytecode/BytecodeOpInterface.h"
#include "mlir/IR/Builders.h"
#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/BuiltinTypes.h"
#include "mlir/IR/Dialect.h"
#include "mlir/IR/OpDefinition.h"
#include "mlir/IR/OpImplementation.h"
#include "mlir/Interfaces/InferTypeOpInterface.h"
#include "mlir/Interfaces/SideEffectInterfaces.h"

namespace quantc::qk {

/// Kernel families of `#qk.kernel`.
inline constexpr llvm::StringLiteral kGenericKernel = "generic";
inline constexpr llvm::StringLiteral kContractionKernel = "contraction";
inline constexpr llvm::StringLiteral kDepthwiseKernel = "depthwise";
inline constexpr llvm::StringLiteral kPackedKernel = "packed";

} // namespace quantc::qk

#include "quantc/Dialect/Qk/IR/QkDialect.h.inc"
#define GET_ATTRDEF_CLASSES
#include "quantc/Dialect/Qk/IR/QkAttrs.h.inc"
#define GET_OP_CLASSES
#include "quantc/Dialect/Qk/IR/QkOps.h.inc"

#endif // QUANTC_DIALECT_QK_IR_QK_H
