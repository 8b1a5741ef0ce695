//===- TestMisbehave.cpp - A pass with a defect ---------------------------===//
//
// `--test-misbehave=kind=...` does what no pass may do; test/Pipeline/internal-error.test
// looks at what becomes of it.
//
//===----------------------------------------------------------------------===//

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Pass/Pass.h"
#include "quantc/Support/Parallel.h"
#include "llvm/Support/ErrorHandling.h"

#include <csignal>
#include <cstdlib>

using namespace mlir;

namespace {
struct TestMisbehave : PassWrapper<TestMisbehave, OperationPass<ModuleOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(TestMisbehave)
  TestMisbehave() = default;
  TestMisbehave(const TestMisbehave &other) : PassWrapper(other) {}

  StringRef getArgument() const override { return "test-misbehave"; }
  StringRef getDescription() const override { return "Have a defect"; }
  Option<std::string> kind{*this, "kind", llvm::cl::desc("silent, report, invalid, crash, worker, abort or fatal"),
                           llvm::cl::init("silent")};

  void runOnOperation() override {
    if (kind == "silent")
      return signalPassFailure();
    if (kind == "report") {
      getOperation().emitError("cannot go on");
      return signalPassFailure();
    }
    if (kind == "invalid")
      getOperation().walk([](func::ReturnOp op) { op.erase(); });
    if (kind == "crash")
      raise(SIGSEGV);
    if (kind == "worker")
      (void)quantc::forEachInParallel(&getContext(), 4, [](size_t index) {
        if (index == 2)
          raise(SIGSEGV);
        return success();
      });
    if (kind == "abort")
      std::abort();
    if (kind == "fatal")
      llvm::report_fatal_error("cannot select an instruction");
  }
};
} // namespace

namespace quantc::test {
void registerMisbehavePass() { PassRegistration<TestMisbehave>(); }
} // namespace quantc::test
