//===- Collector.cpp - One thread's part of calibration -------------------===//
//
// Tested by test/Calibrate/calibrate.test and statistics.test.
//
//===----------------------------------------------------------------------===//

#include "Collector.h"

#include "quantc/Reference/Reference.h"
#include "quantc/Support/ToolError.h"
#include "llvm/Support/CrashRecoveryContext.h"

#include <cmath>

using namespace mlir;
using namespace quantc;

llvm::Error Collector::describe(qnn::ObserveOp op, const HostTensor &tensor, size_t bad,
                                const SampleBatch &batch) const {
  int64_t perSample = tensor.getNumElements() / std::max<int64_t>(batch.count, 1);
  auto [path, sample] = batch.locate(int64_t(bad) / std::max<int64_t>(perSample, 1));
  std::string what = "an input";
  if (Operation *producer = op.getInput().getDefiningOp())
    what = producer->getName().getStringRef().str();
  return badInput(path + ": batch " + Twine(batch.first / batchSize) + ", sample " + Twine(sample) + ": tensor " +
                  op.getId() + " (" + what + ") has " + (std::isnan(tensor.values<float>()[bad]) ? "NaN" : "infinity"));
}

llvm::Error Collector::evaluate(const SampleBatch &batch, int64_t number) {
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
      return;
    }
    error = stream.add(op.getId(), number, seen->values<float>(), seen->shape);
    hasFailed = bool(error);
  };
  auto outputs = reference::evaluate(function, batch.inputs, onValue);
  if (outputs)
    return error;
  llvm::consumeError(std::move(error));
  std::string where = batch.locate(0).first + ": sample " + std::to_string(batch.locate(0).second) + ": ";
  return llvm::handleErrors(outputs.takeError(), [&](const ToolError &fault) {
    std::string text;
    llvm::raw_string_ostream os(text);
    fault.log(os);
    return makeError(fault.getCode(), where + text);
  });
}

llvm::Error Collector::run(const SampleBatch &batch, int64_t number) {
  llvm::Error error = llvm::Error::success();
  if (llvm::CrashRecoveryContext().RunSafely([&] { error = evaluate(batch, number); }))
    return error;
  llvm::consumeError(std::move(error));
  auto [path, sample] = batch.locate(0);
  return makeError(ExitCode::Internal, path + ": the reference crashed on sample " + Twine(sample));
}
