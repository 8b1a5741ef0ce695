//===- fuzz-onnx.cpp - Import whatever bytes come -------------------------===//
//
// A fault is a crash, a hang, a leak, or an error that is not the input's. Budgets
// are small, so that a run is quick and memory stays bounded.
//
//===----------------------------------------------------------------------===//

#include "quantc/Import/Onnx.h"
#include "quantc/Support/ToolError.h"

#include "mlir/IR/MLIRContext.h"

#include <memory>

using namespace quantc;

/// Attributes and types live as long as their context: a new one now and then.
static mlir::MLIRContext &getContext() {
  static std::unique_ptr<mlir::MLIRContext> context;
  static int uses = 0;
  if (uses++ % 1000 == 0)
    context = std::make_unique<mlir::MLIRContext>(mlir::MLIRContext::Threading::DISABLED);
  return *context;
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  llvm::StringRef bytes(reinterpret_cast<const char *>(data), size);
  ImportOptions options;
  options.foldBudget = 1 << 20;
  options.tensorBudget = 1 << 26;
  auto module = importOnnx(llvm::MemoryBufferRef(bytes, "fuzz.onnx"), "no-such-folder", options, getContext());
  if (module)
    return 0;
  llvm::handleAllErrors(module.takeError(), [](const ToolError &error) {
    if (error.getCode() == ExitCode::BadInput || error.getCode() == ExitCode::Resources)
      return;
    error.log(llvm::errs());
    abort();
  });
  return 0;
}
