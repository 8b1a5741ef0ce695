//===- OutputMeter.h - How good a quantized network is ----------*- C++ -*-===//
//
// Tested by test/Pipeline/sensitivity.test.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_LIB_PIPELINE_OUTPUTMETER_H
#define QUANTC_LIB_PIPELINE_OUTPUTMETER_H

#include "ChooseLayers.h"

#include "quantc/Runner/SampleSource.h"

namespace quantc {

/// Compares networks with one in float, on samples that are read once.
class OutputMeter {
public:
  /// Runs the network in float on the first `limit` samples of `path`. With `labels` their array of classes is read.
  static llvm::Expected<OutputMeter> create(mlir::ModuleOp inFloat, llvm::StringRef path, int64_t limit,
                                            llvm::StringRef labels);

  /// Runs `network`, of the Quantize step, which has the same inputs and outputs; sets no clocks. Of an output behind a
  /// softmax what that reads is compared.
  llvm::Expected<LayerTrial> measure(mlir::ModuleOp network) const;
  /// Percent of the samples whose largest output, of the network in float, is their label.
  double getFloatTop1() const { return floatTop1; }
  int64_t getNumSamples() const { return numSamples; }

private:
  /// What a network gives: of each output what tells of it, as reals, and the first output itself.
  struct Results {
    std::vector<std::vector<double>> compared;
    std::vector<double> first;
  };
  struct Batch {
    std::vector<HostTensor> inputs;
    Results wanted;
    int64_t first, count;
  };
  llvm::Expected<Results> run(mlir::ModuleOp network, llvm::ArrayRef<HostTensor> inputs, int64_t count) const;
  int64_t countHits(const Batch &batch, const Results &results) const;

  std::vector<Batch> batches;
  std::vector<int64_t> labels;
  int64_t numSamples = 0, batchSize = 1;
  double floatTop1 = 0;
};

} // namespace quantc

#endif // QUANTC_LIB_PIPELINE_OUTPUTMETER_H
