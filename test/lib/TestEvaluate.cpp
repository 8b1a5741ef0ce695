//===- TestEvaluate.cpp - Print what the reference computes ---------------===//
//
// `--test-evaluate` runs each function without arguments on lib/Reference and
// prints its results as remarks, as stored: integers of quantized tensors, f32
// with 9 digits, which tell all values apart. Errors of the reference become
// errors of the function. `--test-evaluate=layers` runs @main on ReferenceRunner
// and prints layers and outputs on stderr.
//
//===----------------------------------------------------------------------===//

#include "quantc/Reference/Reference.h"
#include "quantc/Runner/ReferenceRunner.h"

using namespace mlir;
using namespace quantc;

static std::string print(const HostTensor &tensor) {
  std::string text;
  llvm::raw_string_ostream os(text);
  os << getElementName(tensor.kind) << ": ";
  llvm::ListSeparator separator;
  if (tensor.kind == ElementKind::I64) {
    for (int64_t value : tensor.values<int64_t>())
      os << separator << value;
    return text;
  }
  for (double value : tensor.toDoubles())
    os << separator << llvm::format(tensor.kind == ElementKind::F32 ? "%.9g" : "%.0f", value);
  return text;
}

static llvm::Error runLayers(ModuleOp module) {
  auto runner = ReferenceRunner::create(module);
  if (!runner)
    return runner.takeError();
  auto onLayer = [](StringRef id, const HostTensor &value) {
    llvm::errs() << "layer " << id << ": " << print(value) << '\n';
  };
  auto outputs = (*runner)->run({}, onLayer);
  if (!outputs)
    return outputs.takeError();
  for (auto [info, value] : llvm::zip((*runner)->getOutputs(), *outputs))
    llvm::errs() << "output '" << info.name << "': " << print(value) << '\n';
  return llvm::Error::success();
}

namespace {
struct TestEvaluate : PassWrapper<TestEvaluate, OperationPass<ModuleOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(TestEvaluate)
  TestEvaluate() = default;
  TestEvaluate(const TestEvaluate &other) : PassWrapper(other) {}
  StringRef getArgument() const override { return "test-evaluate"; }
  StringRef getDescription() const override { return "Print the results of functions without arguments"; }

  void runOnOperation() override {
    markAllAnalysesPreserved();
    if (layers) {
      if (llvm::Error error = runLayers(getOperation())) {
        getOperation().emitError() << llvm::toString(std::move(error));
        signalPassFailure();
      }
      return;
    }
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
        function.emitRemark() << print(tensor);
    }
  }

  Option<bool> layers{*this, "layers", llvm::cl::desc("Run @main and print its layers"), llvm::cl::init(false)};
};
} // namespace

namespace quantc::test {
void registerCompareKernelsPass();
void registerMisbehavePass();
void registerSameResultPass();
void registerTestPasses() {
  PassRegistration<TestEvaluate>();
  registerCompareKernelsPass();
  registerMisbehavePass();
  registerSameResultPass();
}
} // namespace quantc::test
