//===- Collect.cpp - Run a network and gather statistics ------------------===//
//
// Tested by test/Calibrate/calibrate.test, sharding.test, resume.test and order-dependent.test.
//
// Threads take batches in order from one source and gather statistics of their
// own; merging them is exact, so their number shows in nothing but time. Of
// several errors the one of the first batch is reported. A checkpoint waits until
// all batches that were taken are done.
//
//===----------------------------------------------------------------------===//

#include "quantc/Calibrate/Collect.h"

#include "Collector.h"
#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "quantc/Dialect/Qnn/IR/Qnn.h"
#include "quantc/Reference/Reference.h"
#include "quantc/Support/ProgressBar.h"
#include "quantc/Support/ToolError.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/xxhash.h"

#include <condition_variable>
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

namespace {
/// What the threads share, and the work of each.
class Collection {
public:
  Collection(func::FuncOp function, SampleSource &source, const CollectOptions &options, StreamObservers &stream,
             Calibration start)
      : source(source), options(options), stream(stream), result(std::move(start)),
        progress("calibrating", options.showProgress ? source.getNumSamples().value_or(-1) : 0),
        collectors(std::max(options.threads, 1u), Collector(function, source.getBatchSize(), stream)) {}

  llvm::Error resume();
  llvm::Error run();
  Calibration takeResult() { return std::move(result); }

private:
  void work(Collector &collector);
  bool take(SampleBatch &batch, int64_t &number);
  void finish(const SampleBatch &batch, llvm::Error error);
  void gather();

  SampleSource &source;
  const CollectOptions &options;
  StreamObservers &stream;

  std::mutex mutex; // guards what follows, and source
  Calibration result;
  SampleDigest digest;
  ProgressBar progress;
  std::map<int64_t, llvm::Error> errors;
  int64_t numSaved = 0;    ///< samples in the checkpoint
  int64_t numTaken = 0;    ///< batches
  unsigned numRunning = 0; ///< batches
  bool isPausing = false;  ///< a checkpoint is due, and no batch is taken
  std::condition_variable idle, resumed;
  std::vector<Collector> collectors;
};
} // namespace

/// Merges what the collectors have into the result.
void Collection::gather() {
  for (Collector &collector : collectors) {
    for (auto &[id, statistics] : collector.statistics)
      result.addId(id).merge(statistics);
    collector.statistics.clear();
  }
}

/// Takes the next batch. Returns false if there is none, or after an error.
bool Collection::take(SampleBatch &batch, int64_t &number) {
  std::unique_lock<std::mutex> lock(mutex);
  resumed.wait(lock, [&] { return !isPausing; });
  bool hasNew = result.getNumSamples() > numSaved;
  if (hasNew && errors.empty() && options.checkpoint && options.checkpoint->isDue()) {
    isPausing = true;
    idle.wait(lock, [&] { return numRunning == 0; });
    if (errors.empty()) {
      gather();
      options.checkpoint->save(result, digest);
      numSaved = result.getNumSamples();
    }
    isPausing = false;
    resumed.notify_all();
  }
  if (!errors.empty())
    return false;
  llvm::Expected<SampleBatch> next = source.next();
  if (!next) {
    errors.try_emplace(INT64_MAX, next.takeError());
    return false;
  }
  batch = std::move(*next);
  if (batch.count == 0)
    return false;
  for (int64_t i = 0; i < batch.count; ++i)
    digest.add(result.addSample(takeSample(batch, source, i)));
  ++numRunning;
  number = numTaken++;
  return true;
}

void Collection::finish(const SampleBatch &batch, llvm::Error error) {
  if (error)
    stream.abort();
  std::lock_guard<std::mutex> lock(mutex);
  if (error)
    errors.try_emplace(batch.first, std::move(error));
  progress.advance(batch.count);
  if (--numRunning == 0)
    idle.notify_all();
}

void Collection::work(Collector &collector) {
  int64_t number = 0;
  for (SampleBatch batch; take(batch, number);)
    finish(batch, collector.run(batch, number));
}

llvm::Error Collection::run() {
  std::vector<std::thread> threads;
  for (Collector &collector : llvm::drop_begin(collectors))
    threads.emplace_back([&] { work(collector); });
  work(collectors.front());
  for (std::thread &thread : threads)
    thread.join();
  if (!errors.empty()) {
    llvm::Error first = std::move(errors.begin()->second);
    for (auto &[batch, error] : llvm::drop_begin(errors))
      llvm::consumeError(std::move(error));
    return first;
  }
  gather();
  return llvm::Error::success();
}

/// Continues from the checkpoint, if there is one: passes over the samples that are in it, and compares them.
llvm::Error Collection::resume() {
  llvm::Expected<std::optional<Checkpoint::State>> loaded = options.checkpoint->load();
  if (!loaded)
    return loaded.takeError();
  if (!*loaded)
    return llvm::Error::success();
  Checkpoint::State &state = **loaded;
  int64_t wanted = state.calibration.getNumSamples(), seen = 0;
  llvm::errs() << "going on after " << wanted << " samples of an interrupted run, which are read once more\n";
  while (seen < wanted) {
    llvm::Expected<SampleBatch> batch = source.next();
    if (!batch)
      return batch.takeError();
    if (batch->count == 0)
      return options.checkpoint->makeMismatch("it has seen " + Twine(wanted) + " samples, the data has " + Twine(seen));
    for (int64_t i = 0; i < batch->count; ++i)
      digest.add(Calibration::hashSample(takeSample(*batch, source, i)));
    seen += batch->count;
    progress.advance(batch->count);
  }
  if (seen != wanted || digest.getText() != state.digest)
    return options.checkpoint->makeMismatch("its first " + Twine(wanted) + " samples were others");
  result = std::move(state.calibration);
  numSaved = wanted;
  return llvm::Error::success();
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

  llvm::Expected<std::unique_ptr<StreamObservers>> stream =
      StreamObservers::create(options.observers, findSharedValues(function));
  if (!stream)
    return stream.takeError();
  Collection collection(function, source, options, **stream,
                        Calibration(getModelHash(module), describeInputs(function, source), options.keepSamples));
  if (options.checkpoint)
    if (llvm::Error error = collection.resume())
      return error;
  if (llvm::Error error = collection.run())
    return error;
  llvm::Expected<ObserverRecords> records = (*stream)->takeRecords();
  if (!records)
    return records.takeError();
  Calibration result = collection.takeResult();
  result.setRecords(std::move(*records));
  return result;
}
