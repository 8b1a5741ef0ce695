//===- TestCompareKernels.cpp - Compiled kernels against the reference ----===//
//
// `--test-compare-kernels=target=T` plans, lowers and compiles the module for T, runs the
// object in this process on random inputs, and compares every byte of the outputs with
// lib/Reference on the module as it was given. `time` also prints the best time
// of a run in microseconds, on stderr. With `write=FOLDER` nothing runs here: the
// object, its header and main, raw inputs and the outputs to expect are written
// for an emulator, as net.o, net.h, main.c, in and want.
//
//===----------------------------------------------------------------------===//

#include "quantc/Lower/Passes.h"
#include "quantc/Plan/Passes.h"
#include "quantc/Reference/Reference.h"
#include "quantc/Runner/ObjectRunner.h"
#include "quantc/Target/Target.h"

#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "quantc/Dialect/Qk/IR/Qk.h"

#include <chrono>
#include <random>

using namespace mlir;
using namespace quantc;

/// Fills a tensor: floats in [-4, 4], with a few large ones; integers over their range.
static void fillRandom(HostTensor &tensor, std::mt19937_64 &rng) {
  if (tensor.kind != ElementKind::F32) {
    for (char &byte : tensor.bytes)
      byte = static_cast<char>(rng());
    return;
  }
  for (float &value : tensor.values<float>()) {
    value = static_cast<float>(double(rng() % 20001) / 10000.0 - 1.0);
    value *= rng() % 16 ? 4.0f : 4e5f;
  }
}

namespace {
struct TestCompareKernels : PassWrapper<TestCompareKernels, OperationPass<ModuleOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(TestCompareKernels)
  TestCompareKernels() = default;
  TestCompareKernels(const TestCompareKernels &other) : PassWrapper(other) {}

  StringRef getArgument() const override { return "test-compare-kernels"; }
  StringRef getDescription() const override { return "Compare the compiled module with the reference"; }
  void getDependentDialects(DialectRegistry &registry) const override {
    registry.insert<LLVM::LLVMDialect, math::MathDialect, memref::MemRefDialect, qk::QkDialect, scf::SCFDialect,
                    vector::VectorDialect>();
  }

  Option<std::string> target{*this, "target", llvm::cl::desc("Target name"), llvm::cl::init("native")};
  Option<std::string> force{*this, "force", llvm::cl::desc("As in plan-select-kernels")};
  Option<int64_t> rows{*this, "rows", llvm::cl::desc("As in plan-select-kernels"), llvm::cl::init(0)};
  Option<int64_t> columns{*this, "columns", llvm::cl::desc("As in plan-select-kernels"), llvm::cl::init(0)};
  Option<int64_t> seed{*this, "seed", llvm::cl::desc("Of the inputs"), llvm::cl::init(1)};
  Option<int64_t> samples{*this, "samples", llvm::cl::desc("Number of runs"), llvm::cl::init(2)};
  Option<bool> time{*this, "time", llvm::cl::desc("Print the best time of 2000 runs"), llvm::cl::init(false)};

  Option<std::string> write{*this, "write", llvm::cl::desc("Write everything to this folder instead")};

  FailureOr<target::Artefact> compile() {
    OwningOpRef<ModuleOp> module(getOperation().clone());
    OpPassManager manager(ModuleOp::getOperationName());
    SelectStoragePassOptions storage;
    storage.target = target;
    manager.addPass(createSelectStoragePass(storage));
    manager.addPass(createProveAccumulatorsPass());
    SelectKernelsPassOptions kernels;
    kernels.target = target, kernels.force = force, kernels.rows = rows, kernels.columns = columns;
    manager.addPass(createSelectKernelsPass(kernels));
    LowerPipelineOptions lower;
    lower.target = target;
    buildLowerPipeline(manager, lower);
    PassManager runner(&getContext());
    static_cast<OpPassManager &>(runner) = manager;
    if (failed(runner.run(*module)))
      return failure();
    llvm::Expected<target::Artefact> artefact = target::compile(*module, "net", target::CodeKind::Object);
    if (!artefact)
      return getOperation().emitError() << llvm::toString(artefact.takeError()), failure();
    return std::move(*artefact);
  }

  FailureOr<std::unique_ptr<NetworkRunner>> load(const target::Artefact &artefact) {
    auto object = ObjectRunner::createFromBytes(artefact.code, "net.o");
    if (!object)
      return getOperation().emitError() << llvm::toString(object.takeError()), failure();
    return std::move(*object);
  }

  void writeFile(StringRef name, StringRef bytes) {
    std::error_code error;
    llvm::raw_fd_ostream os((write + "/" + name).str(), error);
    os << bytes;
  }

  LogicalResult writeAll(const target::Artefact &artefact, func::FuncOp main, std::mt19937_64 &rng) {
    std::string in, want;
    for (int64_t sample = 0; sample < samples; ++sample) {
      std::vector<HostTensor> inputs;
      for (Type type : main.getArgumentTypes()) {
        inputs.emplace_back(reference::getElementKind(type), cast<ShapedType>(type).getShape());
        fillRandom(inputs.back(), rng);
        in.append(inputs.back().bytes.begin(), inputs.back().bytes.end());
      }
      llvm::Expected<std::vector<HostTensor>> outputs = reference::evaluate(main, inputs);
      if (!outputs)
        return main.emitError() << llvm::toString(outputs.takeError());
      for (const HostTensor &output : *outputs)
        want.append(output.bytes.begin(), output.bytes.end());
    }
    writeFile("net.o", artefact.code), writeFile("net.h", artefact.header), writeFile("main.c", artefact.main);
    writeFile("in", in), writeFile("want", want);
    return success();
  }

  LogicalResult compare(NetworkRunner &object, func::FuncOp main, std::mt19937_64 &rng) {
    std::vector<HostTensor> inputs;
    for (const TensorInfo &info : object.getInputs()) {
      inputs.emplace_back(info.kind, info.shape);
      fillRandom(inputs.back(), rng);
    }
    llvm::Expected<std::vector<HostTensor>> want = reference::evaluate(main, inputs);
    if (!want)
      return main.emitError() << llvm::toString(want.takeError());
    llvm::Expected<std::vector<HostTensor>> got = object.run(inputs);
    if (!got)
      return main.emitError() << llvm::toString(got.takeError());
    for (auto [index, pair] : llvm::enumerate(llvm::zip(*want, *got))) {
      auto &[expected, found] = pair;
      if (expected.bytes == found.bytes)
        continue;
      std::vector<double> a = expected.toDoubles(), b = found.toDoubles();
      size_t wrong = 0, first = a.size();
      for (size_t i = 0; i < a.size(); ++i)
        if (a[i] != b[i] && wrong++ == 0)
          first = i;
      return main.emitError() << "output " << index << ": " << wrong << " of " << a.size()
                              << " elements differ, the first at " << first << ": expected " << a[first] << ", found "
                              << b[first];
    }
    return success();
  }

  void runOnOperation() override {
    auto main = getOperation().lookupSymbol<func::FuncOp>("main");
    FailureOr<target::Artefact> artefact = compile();
    if (failed(artefact))
      return signalPassFailure();
    std::mt19937_64 rng(seed);
    if (!write.empty()) {
      if (failed(writeAll(*artefact, main, rng)))
        signalPassFailure();
      return;
    }
    FailureOr<std::unique_ptr<NetworkRunner>> object = load(*artefact);
    if (failed(object))
      return signalPassFailure();
    for (int64_t sample = 0; sample < samples; ++sample)
      if (failed(compare(**object, main, rng)))
        return signalPassFailure();
    if (time)
      printTime(**object, rng);
    markAllAnalysesPreserved();
  }

  void printTime(NetworkRunner &object, std::mt19937_64 &rng) {
    std::vector<HostTensor> inputs;
    for (const TensorInfo &info : object.getInputs()) {
      inputs.emplace_back(info.kind, info.shape);
      fillRandom(inputs.back(), rng);
    }
    double best = 1e9;
    for (int i = 0; i < 2000; ++i) {
      auto start = std::chrono::steady_clock::now();
      llvm::cantFail(object.run(inputs));
      best = std::min(best, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
    llvm::errs() << llvm::format("%.2f us\n", best * 1e6);
  }
};
} // namespace

namespace quantc::test {
void registerCompareKernelsPass() { PassRegistration<TestCompareKernels>(); }
} // namespace quantc::test
