//===- SampleSource.h - Samples of a .npz file for a network ----*- C++ -*-===//
//
// The one place that decides which array feeds which input and what counts as a
// sample. Keys are the network's input names; a network of one input takes one
// array of any name. The first axis counts samples, and a sample is reshaped to
// the declared shape if the numbers of elements agree. The labels and keys that
// end in "__" are no inputs. Nothing is scaled.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_RUNNER_SAMPLESOURCE_H
#define QUANTC_RUNNER_SAMPLESOURCE_H

#include "quantc/Runner/NetworkRunner.h"
#include "quantc/Support/NpzReader.h"

namespace quantc {

struct SampleOptions {
  std::string labels;         ///< key of the labels, or ""
  int64_t limit = INT64_MAX;  ///< samples to use at most, from the first
  bool requireFinite = false; ///< NaN and infinity in a sample are errors
  bool warns = false;         ///< on stderr, of what may be a mistake
};

/// What one run of the network takes.
struct SampleBatch {
  std::vector<HostTensor> inputs; ///< in the network's order, of declared type and shape
  int64_t first = 0;              ///< index of the first sample
  int64_t count = 0;              ///< samples in it; 0 at the end. The rest of the batch is padding.
};

/// Yields the samples of a file in order; memory holds one batch.
class SampleSource {
public:
  /// Matches arrays and inputs. Errors (code 1) list what the file has and what
  /// the network wants.
  static llvm::Expected<std::unique_ptr<SampleSource>> open(llvm::StringRef path, llvm::ArrayRef<TensorInfo> inputs,
                                                            const SampleOptions &options = {});

  int64_t getNumSamples() const { return numSamples; }
  /// Samples that one run of the network takes.
  int64_t getBatchSize() const { return batchSize; }
  /// Shape of one sample of an input: the declared shape, without its first axis
  /// if that is the batch.
  llvm::ArrayRef<int64_t> getSampleShape(size_t input) const;

  llvm::Expected<SampleBatch> next();

  /// Reads the labels: one integer for each sample in use.
  llvm::Expected<std::vector<int64_t>> readLabels();

private:
  llvm::Error matchArrays();
  llvm::Error findBatchSize();

  std::string path;
  SampleOptions options;
  std::vector<TensorInfo> inputs;
  std::unique_ptr<NpzReader> file;
  std::vector<std::unique_ptr<ArrayStream>> arrays; ///< one for each input
  int64_t numSamples = 0, batchSize = 1, done = 0;
};

/// Converts the elements of a tensor. To float: nearest, ties to even. To
/// integer: from integers only, and each value must fit.
/// @returns the tensor, or an error that begins with `where`.
llvm::Expected<HostTensor> convertElements(const HostTensor &tensor, ElementKind kind, const llvm::Twine &where);

/// Takes the samples of a batch out of an output or layer of a run: the first
/// `count` of `batchSize` rows, if the first axis divides into the batch;
/// otherwise the tensor as it is.
void dropPadding(HostTensor &tensor, int64_t batchSize, int64_t count);

} // namespace quantc

#endif // QUANTC_RUNNER_SAMPLESOURCE_H
