//===- RunPasses.cpp - Whose fault a failure is ---------------------------===//
//
// Tested by test/Pipeline/internal-error.test.
//
//===----------------------------------------------------------------------===//

#include "quantc/Pipeline/RunPasses.h"

#include "quantc/Support/Diagnostics.h"
#include "quantc/Support/OutputFiles.h"

#include "mlir/IR/Verifier.h"
#include "mlir/Pass/PassInstrumentation.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include "llvm/Support/FileSystem.h"

#include <cerrno>
#include <mutex>

using namespace mlir;
using namespace quantc;

namespace {
/// What is seen of a run.
struct Record {
  std::mutex mutex;
  std::string running;             ///< the pass that began last
  std::string failed;              ///< the pass that failed first
  SmallVector<std::string> faults; ///< what the verifier says of the module after it
  SmallVector<std::string> errors; ///< what was reported
};

class Watch : public PassInstrumentation {
public:
  Watch(Record &record) : record(record) {}

  void runBeforePass(Pass *pass, Operation *) override {
    std::lock_guard<std::mutex> lock(record.mutex);
    if (!pass->getArgument().empty()) // adaptors have none
      record.running = pass->getArgument().str();
  }

  void runAfterPassFailed(Pass *pass, Operation *op) override {
    std::lock_guard<std::mutex> lock(record.mutex);
    if (!record.failed.empty() || pass->getArgument().empty())
      return;
    record.failed = pass->getArgument().str();
    ScopedDiagnosticHandler handler(op->getContext(), [&](Diagnostic &diagnostic) {
      record.faults.push_back(diagnostic.str());
      return success();
    });
    (void)verify(op);
  }

private:
  Record &record;
};
} // namespace

/// Whether a pass is one of a step, which reports what is wrong with its input.
static bool isOurs(StringRef pass) {
#define STEP(Name, flag, reads, writes)                                                                                \
  if (pass.starts_with(flag "-"))                                                                                      \
    return true;
#include "quantc/Pipeline/Steps.def"
  return pass.starts_with("recipe-");
}

/// Says what quantc did wrong, or "" if what was reported is the input's fault.
static std::string findDefect(const Record &record) {
  std::string pass = "'" + record.failed + "'";
  if (record.errors.empty())
    return pass + " failed without an error";
  // The pass manager verifies after each pass, and reports what the verifier says.
  if (!record.faults.empty() && llvm::is_contained(record.errors, record.faults.front()))
    return pass + " left an invalid module";
  return isOurs(record.failed) ? "" : pass + " failed";
}

/// Writes the reproducer, and makes the error that names it.
static llvm::Error makeDefect(ModuleOp module, iterator_range<OpPassManager::pass_iterator> passes,
                              const RunNames &names, const Twine &defect) {
  std::string message = (names.subject + ": internal error: " + defect + "; please report it").str();
  (void)llvm::sys::fs::remove(names.reproducer);
  makeReproducer("builtin.module", passes, module, names.reproducer, /*disableThreads=*/false, /*verifyPasses=*/true);
  bool isWritten = llvm::sys::fs::exists(names.reproducer);
  message += isWritten ? " with " + names.reproducer : " (" + names.reproducer + " cannot be written)";
  return makeError(ExitCode::Internal, message);
}

/// After a crash nothing can be relied on, destructors neither.
[[noreturn]] static void exitAfterCrash(llvm::Error error) {
  exitTool(ExitCode(reportAndGetExitCode(program_invocation_short_name, std::move(error))));
}

llvm::Error quantc::runPasses(ModuleOp module, const RunNames &names, llvm::function_ref<void(OpPassManager &)> build) {
  PassManager manager(module->getContext());
  build(manager);
  OwningOpRef<ModuleOp> before(module.clone());
  Record record;
  manager.addInstrumentation(std::make_unique<Watch>(record));
  LogicalResult result = failure();
  bool survived;
  {
    ScopedDiagnosticHandler handler(module->getContext(), [&](Diagnostic &diagnostic) {
      if (diagnostic.getSeverity() == DiagnosticSeverity::Error)
        record.errors.push_back(diagnostic.str());
      if (diagnostic.getSeverity() == DiagnosticSeverity::Warning)
        printDiagnostic(diagnostic);
      return failure(); // errors are the context's
    });
    llvm::CrashRecoveryContext::Enable();
    survived = llvm::CrashRecoveryContext().RunSafely([&] { result = manager.run(module); });
  }
  if (!survived)
    exitAfterCrash(makeDefect(*before, manager.getPasses(), names, "'" + record.running + "' crashed"));
  if (succeeded(result))
    return llvm::Error::success();
  std::string defect = findDefect(record);
  if (defect.empty())
    return badInput(names.subject + " failed");
  return makeDefect(*before, manager.getPasses(), names, defect);
}

llvm::Error quantc::runGuarded(ModuleOp module, const RunNames &names, llvm::function_ref<llvm::Error()> body) {
  PassManager none(module->getContext());
  llvm::Error result = llvm::Error::success();
  llvm::CrashRecoveryContext::Enable();
  if (!llvm::CrashRecoveryContext().RunSafely([&] { result = body(); }))
    exitAfterCrash(makeDefect(module, none.getPasses(), names, "crashed"));
  return llvm::handleErrors(std::move(result), [&](std::unique_ptr<llvm::ErrorInfoBase> error) -> llvm::Error {
    if (error->isA<ToolError>() && static_cast<ToolError &>(*error).getCode() != ExitCode::Internal)
      return llvm::Error(std::move(error));
    return makeDefect(module, none.getPasses(), names, error->message());
  });
}
