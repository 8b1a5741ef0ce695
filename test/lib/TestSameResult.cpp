//===- TestSameResult.cpp - Compare a module with what a pipeline makes of it ---===//
//
// `--test-same-result="pipeline=PASSES tolerance=T"` runs PASSES, a pipeline on modules, on a copy of the
// module, evaluates every function of both on lib/Reference with the same random
// inputs, and reports an error where a result differs by more than T times the
// largest value of that result (T = 0: a different bit). `inner-transposes=N` also
// reports more than N transposes that are not at the inputs and outputs.
// The module stays as it is.
//
//===----------------------------------------------------------------------===//

#include "quantc/Dialect/Qnn/IR/Qnn.h"
#include "quantc/Reference/Reference.h"

#include "mlir/Pass/PassRegistry.h"

#include <cmath>
#include <random>

using namespace mlir;
using namespace quantc;

/// Returns random values: floats in [low, high), stored values in the storage range.
static HostTensor makeInput(Type type, std::mt19937 &random, double low, double high) {
  auto tensor = cast<RankedTensorType>(type);
  HostTensor result(reference::getElementKind(type), tensor.getShape());
  auto unit = [&] { return random() / 4294967296.0; };
  if (result.kind == ElementKind::F32) {
    for (float &value : result.values<float>())
      value = float(low + (high - low) * unit());
    return result;
  }
  for (char &byte : result.bytes)
    byte = result.kind == ElementKind::Bool ? random() & 1 : char(random());
  return result;
}

/// Describes the first difference beyond the tolerance, or returns "".
static std::string compare(const HostTensor &before, const HostTensor &after, double tolerance) {
  if (before.kind != after.kind || before.shape != after.shape)
    return "has another type";
  if (tolerance == 0 && before.bytes == after.bytes)
    return "";
  std::vector<double> a = before.toDoubles(), b = after.toDoubles();
  double largest = 0;
  for (double value : a)
    largest = std::isfinite(value) ? std::max(largest, std::abs(value)) : largest;
  for (size_t i = 0; i < a.size(); ++i) {
    bool same = a[i] == b[i] || (std::isnan(a[i]) && std::isnan(b[i]));
    if (same || std::abs(a[i] - b[i]) <= tolerance * largest)
      continue;
    std::string text;
    llvm::raw_string_ostream(text) << "differs at element " << i << ": " << llvm::format("%.9g and %.9g", a[i], b[i])
                                   << llvm::format(", tolerance %.3g", tolerance * largest);
    return text;
  }
  // Signs of zeros and bits of NaN count only where bits do.
  return tolerance == 0 ? "differs in the sign of a zero or the bits of a NaN" : "";
}

/// Whether only inputs and outputs of the network are on one side of the transpose.
static bool isAtBoundary(qnn::TransposeOp op) {
  Value source = op.getInput();
  while (source.getDefiningOp<qnn::ReshapeOp>() || source.getDefiningOp<qnn::ObserveOp>())
    source = source.getDefiningOp()->getOperand(0);
  if (isa<BlockArgument>(source))
    return true;
  SmallVector<Value> values{op.getOutput()};
  while (!values.empty())
    for (Operation *user : values.pop_back_val().getUsers()) {
      if (isa<qnn::ReshapeOp, qnn::ObserveOp>(user))
        values.push_back(user->getResult(0));
      else if (!user->hasTrait<OpTrait::IsTerminator>())
        return false;
    }
  return true;
}

namespace {
struct TestSameResult : PassWrapper<TestSameResult, OperationPass<ModuleOp>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(TestSameResult)
  TestSameResult() = default;
  TestSameResult(const TestSameResult &other) : PassWrapper(other) {}
  StringRef getArgument() const override { return "test-same-result"; }
  StringRef getDescription() const override { return "Compare results before and after a pipeline"; }

  void getDependentDialects(DialectRegistry &registry) const override { registry.insert<qnn::QnnDialect>(); }

  void runOnOperation() override {
    markAllAnalysesPreserved();
    OpPassManager pm(ModuleOp::getOperationName());
    if (failed(parsePassPipeline(pipeline, pm, llvm::errs())))
      return signalPassFailure();
    // A pass may run others on what it holds only: the copy lies inside for as long as they run.
    ModuleOp inner = getOperation().clone();
    getOperation().push_back(inner);
    LogicalResult ran = runPipeline(pm, inner);
    inner->remove();
    OwningOpRef<ModuleOp> copy(inner);
    if (failed(ran))
      return signalPassFailure();
    for (auto function : getOperation().getOps<func::FuncOp>())
      check(function, copy->lookupSymbol<func::FuncOp>(function.getSymName()));
  }

  void check(func::FuncOp before, func::FuncOp after) {
    std::mt19937 random(7);
    std::vector<HostTensor> inputs;
    for (Type type : before.getArgumentTypes())
      inputs.push_back(makeInput(type, random, low, high));
    auto a = reference::evaluate(before, inputs), b = reference::evaluate(after, inputs);
    if (!a || !b) {
      before.emitError() << "before: " << (a ? "evaluated" : llvm::toString(a.takeError()))
                         << "; after: " << (b ? "evaluated" : llvm::toString(b.takeError()));
      return signalPassFailure();
    }
    for (auto [index, pair] : llvm::enumerate(llvm::zip(*a, *b))) {
      std::string difference = compare(std::get<0>(pair), std::get<1>(pair), tolerance);
      if (difference.empty())
        continue;
      before.emitError() << "result " << index << " " << difference;
      signalPassFailure();
    }
    int64_t inner = 0;
    after.walk([&](qnn::TransposeOp op) { inner += !isAtBoundary(op); });
    if (innerTransposes >= 0 && inner > innerTransposes) {
      before.emitError() << inner << " transposes are left inside, expected at most " << int64_t(innerTransposes);
      signalPassFailure();
    }
  }

  Option<std::string> pipeline{*this, "pipeline", llvm::cl::desc("Passes to run on the copy")};
  Option<double> tolerance{*this, "tolerance", llvm::cl::desc("Relative to the largest value"), llvm::cl::init(0.0)};
  Option<double> low{*this, "low", llvm::cl::desc("Least input value"), llvm::cl::init(-1.0)};
  Option<double> high{*this, "high", llvm::cl::desc("Bound of input values"), llvm::cl::init(1.0)};
  Option<int64_t> innerTransposes{*this, "inner-transposes", llvm::cl::desc("Most transposes left inside"),
                                  llvm::cl::init(-1)};
};
} // namespace

namespace quantc::test {
void registerSameResultPass() { PassRegistration<TestSameResult>(); }
} // namespace quantc::test
