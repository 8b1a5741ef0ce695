//===- Collect.cpp - Run a network and gather statistics ------------------===//
//
// Tested by test/Calibrate/calibrate.test and test/Calibrate/sharding.test.
//
// Threads take batches in order from one source and gather statistics of their
// own; merging them is exact, so their number shows in nothing but time. Of
// several errors the one of the first batch is reported.
//
//===----------------------------------------------------------------------===//

#include "quantc/Calibrate/Collect.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "quantc/Dialect/Qnn/IR/Qnn.h"
#include "quantc/Reference/Reference.h"
#include "quantc/Support/ProgressBar.h"
#include "quantc/Support/ToolError.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/CrashRecoveryContext.h"
#include "llvm/Support/xxhash.h"

#include <mutex>
#include <thread>

using namespace mlir;
using namespace quantc;

std::string quantc::getModelHash(ModuleOp module) {
  if (auto hash = module->getAttrOfType<StringAttr>("qnn.model_hash"))
    return hash.str();
  std::vector<std::string> ids;
  module.walk([&](qnn::ObserveOp op) { ids.push_back(op.getId().str()); });
  llvm::sort(ids);
  return llvm::utohexstr(llvm::xxh3_64bits(llvm::StringRef(llvm::join(ids, ","))), /*LowerCase=*/true, /*Width=*/16);
}

namespace {
/// One thread's part of the work.
class Collector {
public:
  Collector(func::FuncOp function, int64_t batchSize) : function(function), batchSize(batchSize) {}

  /// Runs a batch and adds the values of its observers.
  llvm::Error run(const SampleBatch &batch);
  std::map<std::string, TensorStatistics> statistics;

private:
  llvm::Error describe(qnn::ObserveOp op, const HostTensor &tensor, size_t bad, const SampleBatch &batch) const;

  func::FuncOp function;
  int64_t batchSize;
};
} // namespace

llvm::Error Collector::describe(qnn::ObserveOp op, const HostTensor &tensor, size_t bad,
                                const SampleBatch &batch) const {
  int64_t perSample = tensor.getNumElements() / std::max<int64_t>(batch.count, 1);
  std::string what = "an input";
  if (Operation *producer = op.getInput().getDefiningOp())
    what = producer->getName().getStringRef().str();
  return badInput("batch " + Twine(batch.first / batchSize) + ", sample " +
                  Twine(batch.first + int64_t(bad) / std::max<int64_t>(perSample, 1)) + ": tensor " + op.getId() +
                  " (" + what + ") has " + (std::isnan(tensor.values<float>()[bad]) ? "NaN" : "infinity"));
}

llvm::Error Collector::run(const SampleBatch &batch) {
  llvm::Error error = llvm::Error::success();
  (void)bool(error);
  bool hasFailed = false;
  auto onValue = [&](Value value, const HostTensor &tensor) {
    auto op = value.getDefiningOp<qnn::ObserveOp>();
    if (!op || hasFailed)
      return;
    HostTensor part;
    const HostTensor *seen = &tensor;
    if (batch.count < batchSize) {
      part = tensor;
      dropPadding(part, batchSize, batch.count);
      seen = &part;
    }
    TensorStatistics &target = statistics[op.getId().str()];
    if (std::optional<size_t> bad = target.add(seen->values<float>())) {
      hasFailed = true;
      error = describe(op, *seen, *bad, batch);
    }
  };
  auto outputs = reference::evaluate(function, batch.inputs, onValue);
  if (outputs)
    return error;
  llvm::consumeError(std::move(error));
  return outputs.takeError();
}

/// Cuts sample `index` out of the inputs of a batch.
static CalibrationSample takeSample(const SampleBatch &batch, const SampleSource &source, int64_t index) {
  CalibrationSample sample;
  for (auto [input, tensor] : llvm::enumerate(batch.inputs)) {
    HostTensor part(tensor.kind, source.getSampleShape(input));
    std::copy_n(tensor.bytes.begin() + index * part.bytes.size(), part.bytes.size(), part.bytes.begin());
    sample.inputs.push_back(std::move(part));
  }
  return sample;
}

/// Describes the inputs of @main for the calibration file.
static std::vector<CalibrationInput> describeInputs(func::FuncOp function, const SampleSource &source) {
  std::vector<CalibrationInput> inputs;
  for (auto [index, argument] : llvm::enumerate(function.getArguments())) {
    CalibrationInput input;
    auto name = function.getArgAttrOfType<StringAttr>(index, qnn::kNameAttr);
    input.name = name ? name.str() : ("input" + Twine(index)).str();
    input.id = qnn::getId(argument).str();
    input.kind = reference::getElementKind(argument.getType());
    llvm::append_range(input.shape, source.getSampleShape(index));
    inputs.push_back(std::move(input));
  }
  return inputs;
}

llvm::Expected<Calibration> quantc::collectCalibration(ModuleOp module, SampleSource &source,
                                                       const CollectOptions &options) {
  auto function = module.lookupSymbol<func::FuncOp>("main");
  if (!function)
    return badInput("the module has no function 'main'");
  bool hasObservers = false;
  function.walk([&](qnn::ObserveOp) { hasObservers = true; });
  if (!hasObservers)
    return badInput("the module has no qnn.observe; quant-opt --prepare-pipeline inserts them");

  Calibration result(getModelHash(module), describeInputs(function, source), options.keepSamples);
  ProgressBar progress("calibrating", options.showProgress ? source.getNumSamples() : 0);
  std::mutex mutex; // guards what follows, source and result
  std::map<int64_t, llvm::Error> errors;
  std::vector<Collector> collectors(std::max(options.threads, 1u), Collector(function, source.getBatchSize()));

  auto work = [&](Collector &collector) {
    while (true) {
      SampleBatch batch;
      {
        std::lock_guard<std::mutex> lock(mutex);
        if (!errors.empty())
          return;
        llvm::Expected<SampleBatch> next = source.next();
        if (!next) {
          errors.try_emplace(INT64_MAX, next.takeError());
          return;
        }
        batch = std::move(*next);
        if (batch.count == 0)
          return;
        for (int64_t i = 0; i < batch.count; ++i)
          result.addSample(takeSample(batch, source, i));
      }
      llvm::Error error = llvm::Error::success();
      if (!llvm::CrashRecoveryContext().RunSafely([&] { error = collector.run(batch); })) {
        llvm::consumeError(std::move(error));
        error = makeError(ExitCode::Internal, "the reference crashed on sample " + Twine(batch.first));
      }
      std::lock_guard<std::mutex> lock(mutex);
      if (error)
        errors.try_emplace(batch.first, std::move(error));
      progress.advance(batch.count);
    }
  };
  std::vector<std::thread> threads;
  for (Collector &collector : llvm::drop_begin(collectors))
    threads.emplace_back(work, std::ref(collector));
  work(collectors.front());
  for (std::thread &thread : threads)
    thread.join();

  if (!errors.empty()) {
    llvm::Error first = std::move(errors.begin()->second);
    for (auto &[batch, error] : llvm::drop_begin(errors))
      llvm::consumeError(std::move(error));
    return first;
  }
  for (Collector &collector : collectors)
    for (auto &[id, statistics] : collector.statistics)
      result.addId(id).merge(statistics);
  return result;
}
