//===- Passes.h - Lower: from qk to instructions ----------------*- C++ -*-===//

#ifndef QUANTC_LOWER_QK_PASSES_H
#define QUANTC_LOWER_QK_PASSES_H

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/BuiltinOps.h"
#include "mlir/Pass/Pass.h"

#include <memory>

namespace quantc {

#define GEN_PASS_DECL
#include "quantc/Lower/Qk/Passes.h.inc"
#define GEN_PASS_REGISTRATION
#include "quantc/Lower/Qk/Passes.h.inc"

} // namespace quantc

#endif // QUANTC_LOWER_QK_PASSES_H
