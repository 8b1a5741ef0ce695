//===- Parallel.h - Loops over threads, and their crashes -------*- C++ -*-===//

#ifndef QUANTC_SUPPORT_PARALLEL_H
#define QUANTC_SUPPORT_PARALLEL_H

#include "mlir/IR/MLIRContext.h"
#include "llvm/ADT/STLFunctionalExtras.h"

namespace quantc {

/// Runs `body` for 0 to `count` - 1 on the threads of `context`.
/// @returns failure if one of them failed. After a crash of one it crashes on the calling thread, when all are done:
///          runPasses sees crashes of its own thread only.
llvm::LogicalResult forEachInParallel(mlir::MLIRContext *context, size_t count,
                                      llvm::function_ref<llvm::LogicalResult(size_t)> body);

} // namespace quantc

#endif // QUANTC_SUPPORT_PARALLEL_H
