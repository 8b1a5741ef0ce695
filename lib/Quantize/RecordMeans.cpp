//===- RecordMeans.cpp - Float means of contractions ----------------------===//
//
// Tested by test/Quantize/correct-bias.test.
//
// Means are taken of the float network itself, before anything is changed, and
// kept on the ops: bias correction then needs no second module.
//
//===----------------------------------------------------------------------===//

#include "Layers.h"
#include "Samples.h"
#include "quantc/Quantize/Passes.h"

namespace quantc {
#define GEN_PASS_DEF_RECORDMEANSPASS
#include "quantc/Quantize/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;
using namespace quantc::quantize;

namespace {
struct RecordMeans : public quantc::impl::RecordMeansPassBase<RecordMeans> {
  using RecordMeansPassBase::RecordMeansPassBase;

  void runOnOperation() override {
    func::FuncOp function = getOperation();
    SmallVector<Operation *> ops = getFloatContractions(function);
    if (ops.empty())
      return;
    FailureOr<Samples> samples = loadSamples(calibration, function, "biases are not corrected");
    if (failed(samples))
      return signalPassFailure();
    if (samples->empty())
      return;

    llvm::DenseMap<Value, size_t> indices;
    for (auto [index, op] : llvm::enumerate(ops))
      indices[op->getResult(0)] = index;
    // Sums of each sample apart: added up in the samples' order they do not depend on the threads.
    std::vector<std::vector<std::vector<double>>> sums(samples->size(), std::vector<std::vector<double>>(ops.size()));
    auto onValue = [&](size_t sample, Value value, const HostTensor &tensor) {
      if (auto found = indices.find(value); found != indices.end())
        sums[sample][found->second] = sumChannels(tensor);
    };
    if (failed(evaluateSamples(function, *samples, onValue)))
      return signalPassFailure();

    for (auto [index, op] : llvm::enumerate(ops)) {
      auto tensor = cast<RankedTensorType>(op->getResult(0).getType());
      int64_t channels = tensor.getShape().back();
      int64_t perSample = tensor.getNumElements() / channels;
      double count = double(perSample) * double(samples->size());
      std::vector<double> mean(channels);
      for (const auto &sample : sums)
        for (int64_t channel = 0; channel < channels; ++channel)
          mean[channel] += sample[index][channel];
      for (double &value : mean)
        value /= count;
      op->setAttr(kFloatMeanAttr, DenseF64ArrayAttr::get(&getContext(), mean));
    }
  }
};
} // namespace
