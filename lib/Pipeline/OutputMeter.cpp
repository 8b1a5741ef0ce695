//===- OutputMeter.cpp - How good a quantized network is ------------------===//
//
// Tested by test/Pipeline/sensitivity.test.
//
//===----------------------------------------------------------------------===//

#include "OutputMeter.h"

#include "Session.h"

#include "quantc/Dialect/Qnn/IR/Qnn.h"
#include "quantc/Reference/Reference.h"
#include "quantc/Runner/ReferenceRunner.h"
#include "quantc/Support/Parallel.h"

#include <mutex>

using namespace mlir;
using namespace quantc;

/// What tells of an output: what a final softmax reads, or the output.
static Value findCompared(Value output) {
  Value value = output;
  while (Operation *op = value.getDefiningOp()) {
    if (isa<qnn::SoftmaxOp, qnn::LogSoftmaxOp>(op)) {
      value = op->getOperand(0);
      while (auto observe = value.getDefiningOp<qnn::ObserveOp>())
        value = observe.getInput();
      return value;
    }
    if (!isa<qnn::ObserveOp, qnn::ReshapeOp, qnn::TransposeOp>(op))
      break;
    value = op->getOperand(0);
  }
  return output;
}

llvm::Expected<OutputMeter::Results> OutputMeter::run(ModuleOp network, ArrayRef<HostTensor> inputs,
                                                      int64_t count) const {
  auto function = network.lookupSymbol<func::FuncOp>("main");
  auto outputs = function.front().getTerminator()->getOperands();
  SmallVector<Value> wanted = llvm::map_to_vector(outputs, findCompared);
  std::vector<HostTensor> found(wanted.size());
  auto keep = [&](Value value, const HostTensor &tensor) {
    for (auto [slot, other] : llvm::zip(found, wanted))
      if (value == other)
        slot = reference::toReal(tensor, value.getType());
  };
  for (auto [argument, tensor] : llvm::zip(function.getArguments(), inputs))
    keep(argument, tensor);
  auto evaluated = reference::evaluate(function, inputs, keep);
  if (!evaluated)
    return evaluated.takeError();
  Results results;
  for (auto [number, tensor] : llvm::enumerate(found)) {
    dropPadding(tensor, batchSize, count);
    results.compared.push_back(tensor.toDoubles());
  }
  HostTensor first = reference::toReal(evaluated->front(), outputs.front().getType());
  dropPadding(first, batchSize, count);
  results.first = first.toDoubles();
  return results;
}

int64_t OutputMeter::countHits(const Batch &batch, const Results &results) const {
  int64_t hits = 0;
  size_t size = results.first.size() / std::max<int64_t>(batch.count, 1);
  for (int64_t i = 0; i < batch.count; ++i) {
    auto row = results.first.begin() + i * size;
    // Of one element a sample: the class itself.
    int64_t found = size == 1 ? int64_t(*row) : std::max_element(row, row + size) - row;
    hits += found == labels[batch.first + i];
  }
  return hits;
}

llvm::Expected<OutputMeter> OutputMeter::create(ModuleOp inFloat, StringRef path, int64_t limit, StringRef labels) {
  auto runner = ReferenceRunner::create(inFloat);
  if (!runner)
    return runner.takeError();
  SampleOptions options;
  options.limit = limit;
  options.labels = labels.str();
  options.requireFinite = true;
  auto source = SampleSource::open(path, (*runner)->getInputs(), options);
  if (!source)
    return source.takeError();
  OutputMeter meter;
  if (!labels.empty()) {
    auto read = (*source)->readLabels();
    if (!read)
      return read.takeError();
    meter.labels = std::move(*read);
  }
  meter.batchSize = (*source)->getBatchSize();
  int64_t hits = 0;
  while (true) {
    auto batch = (*source)->next();
    if (!batch)
      return batch.takeError();
    if (batch->count == 0)
      break;
    auto results = meter.run(inFloat, batch->inputs, batch->count);
    if (!results)
      return results.takeError();
    meter.numSamples += batch->count;
    meter.batches.push_back({std::move(batch->inputs), std::move(*results), batch->first, batch->count});
    if (!meter.labels.empty())
      hits += meter.countHits(meter.batches.back(), meter.batches.back().wanted);
  }
  meter.floatTop1 = 100.0 * double(hits) / double(std::max<int64_t>(meter.numSamples, 1));
  return meter;
}

llvm::Expected<LayerTrial> OutputMeter::measure(ModuleOp network) const {
  // Each batch by itself, and then sums in their order: the same for any number of threads.
  std::vector<Results> found(batches.size());
  std::mutex mutex;
  llvm::Error error = llvm::Error::success();
  auto runBatch = [&](size_t index) -> LogicalResult {
    auto results = run(network, batches[index].inputs, batches[index].count);
    if (results) {
      found[index] = std::move(*results);
      return success();
    }
    std::lock_guard<std::mutex> lock(mutex);
    error = llvm::joinErrors(std::move(error), results.takeError());
    return failure();
  };
  (void)forEachInParallel(network.getContext(), batches.size(), runBatch);
  if (error)
    return error;

  std::vector<double> signal(batches.front().wanted.compared.size()), noise(signal.size());
  int64_t hits = 0;
  for (auto [batch, results] : llvm::zip_equal(batches, found)) {
    for (size_t k = 0; k < signal.size(); ++k)
      for (auto [a, b] : llvm::zip_equal(batch.wanted.compared[k], results.compared[k])) {
        signal[k] += a * a;
        noise[k] += a == b ? 0 : (a - b) * (a - b);
      }
    if (!labels.empty())
      hits += countHits(batch, results);
  }
  LayerTrial trial;
  trial.decibel = kEqualDecibel;
  trial.top1 = 100.0 * double(hits) / double(std::max<int64_t>(numSamples, 1));
  for (size_t k = 0; k < signal.size(); ++k)
    trial.decibel = std::min(trial.decibel, getDecibel(signal[k], noise[k]));
  return trial;
}
