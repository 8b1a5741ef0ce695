//===- TestEvaluate.cpp - Print what the reference computes ---------------===//
//
// `--test-evaluate` runs each function without arguments on lib/Reference and
// prints its results as remarks, as stored: integers of quantized tensors, f32
// with 9 digits, which tell all values apart. Errors of the reference become
// errors of the function.
//
//===----------------------------------------------------------------------===//

#include "quantc/Reference/Reference.h"

using namespace mlir;
using namespace quantc;

static std::string printElements(const HostTensor &tensor) {
  std::string text;
  llvm::raw_string_ostream os(text);
  llvm::ListSeparator separator;
  for (double value : tensor.toDoubles())
    os << separator << llvm::format("%.9g", value);
  return text;
}

namespace {
struct TestEvaluate : PassWrapper<TestEvaluate, OperationPass<ModuleOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(TestEvaluate)
  StringRef getArgument() const override { return "test-evaluate"; }
  StringRef getDescription() const override { return "Print the results of functions without arguments"; }

  void runOnOperation() override {
    for (auto function : getOperation().getOps<func::FuncOp>()) {
      if (function.getNumArguments() != 0)
        continue;
      llvm::Expected<std::vector<HostTensor>> results = reference::evaluate(function, {});
      if (!results) {
        function.emitError() << llvm::toString(results.takeError());
        signalPassFailure();
        continue;
      }
      for (const HostTensor &tensor : *results)
        function.emitRemark() << getElementName(tensor.kind) << ": " << printElements(tensor);
    }
    markAllAnalysesPreserved();
  }
};
} // namespace

namespace quantc::test {
void registerCompareKernelsPass();
void registerTestPasses() {
  PassRegistration<TestEvaluate>();
  registerCompareKernelsPass();
}
} // namespace quantc::test
