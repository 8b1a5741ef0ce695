//===- test-run-passes.cpp - Passes as the tools run them -----------------===//
//
//   test-run-passes FILE.mlir --pipeline=PASSES --reproducer=FILE [--fail]
//
// Runs any pipeline, of test passes too, by the functions with which quantc runs its
// own. With --fail the module goes to a writer of code that fails instead.
//
//===----------------------------------------------------------------------===//

#include "quantc/InitAll.h"
#include "quantc/Pipeline/RunPasses.h"
#include "quantc/Support/Diagnostics.h"
#include "quantc/Support/ReadModule.h"
#include "quantc/Support/ToolError.h"

#include "mlir/Pass/PassRegistry.h"
#include "mlir/Transforms/Passes.h"

#define QUANTC_OPTIONS_FILE "TestRunPassesOptions.inc"
#include "quantc/Support/DefineOptions.inc"

namespace quantc::test {
void registerTestPasses(); // test/lib
} // namespace quantc::test

using namespace quantc;

static llvm::Error run(const llvm::opt::InputArgList &args) {
  mlir::DialectRegistry registry;
  registerAllDialects(registry);
  mlir::MLIRContext context(registry);
  printErrors(context);
  std::string file = args.getLastArgValue(OPT_INPUT).str();
  auto module = readModule(file, context);
  if (!module)
    return module.takeError();
  RunNames names{file, args.getLastArgValue(OPT_reproducer).str()};
  if (args.hasArg(OPT_fail))
    return runGuarded(**module, names, [] { return makeError(ExitCode::Internal, "no code comes of it"); });
  std::string pipeline = args.getLastArgValue(OPT_pipeline).str();
  return runPasses(**module, names, [&](mlir::OpPassManager &manager) {
    if (mlir::failed(mlir::parsePassPipeline(pipeline, manager)))
      llvm::errs() << "no such pipeline\n";
  });
}

int main(int argc, char **argv) {
  mlir::registerTransformsPasses();
  registerAllPasses();
  test::registerTestPasses();
  return runTool({"test-run-passes", "test-run-passes FILE [options]", "Runs passes as quantc does"}, getOptionTable(),
                 argc, argv, run);
}
