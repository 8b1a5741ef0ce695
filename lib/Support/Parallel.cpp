//===- Parallel.cpp - Loops over threads, and their crashes ---------------===//
//
// Tested by test/Pipeline/internal-error.test.
//
//===----------------------------------------------------------------------===//

#include "quantc/Support/Parallel.h"

#include "mlir/IR/Threading.h"
#include "llvm/Support/CrashRecoveryContext.h"

#include <atomic>
#include <cstdlib>

using namespace mlir;

LogicalResult quantc::forEachInParallel(MLIRContext *context, size_t count,
                                        llvm::function_ref<LogicalResult(size_t)> body) {
  std::atomic<bool> crashed = false;
  LogicalResult result = failableParallelForEachN(context, 0, count, [&](size_t index) {
    LogicalResult one = failure();
    if (!llvm::CrashRecoveryContext().RunSafely([&] { one = body(index); }))
      crashed = true;
    return one;
  });
  if (crashed)
    std::abort();
  return result;
}
