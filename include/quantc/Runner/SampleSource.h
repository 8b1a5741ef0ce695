//===- SampleSource.h - Samples for a network -------------------*- C++ -*-===//
//
// The one place that decides which array feeds which input and what counts as a
// sample. Samples come from a .npz or .npy file, from an image or a file of bytes,
// from a folder of such files in the order of their names, or from a pipe ("-" is stdin) of .npy arrays one
// after another. Keys are the network's input names; a network of one input
// takes one array of any name. The first axis counts samples, unless the array
// has the very shape of one sample; a sample is reshaped to the declared shape
// if the numbers of elements agree. The labels and keys that end in "__" are no
// inputs. Nothing is scaled.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_RUNNER_SAMPLESOURCE_H
#define QUANTC_RUNNER_SAMPLESOURCE_H

#include "quantc/Runner/NetworkRunner.h"

#include <memory>
#include <optional>

namespace quantc {

/// One of `count` parts of the samples. It takes every `count`-th run of the network; of a folder with at least
/// 16 files for each part every `count`-th file, so that it need not open the others.
struct Shard {
  int64_t number = 1, count = 1; ///< 1 <= number <= count
};

struct SampleOptions {
  std::string labels;         ///< key of the labels, or ""
  int64_t limit = INT64_MAX;  ///< samples to use at most, from the first; shards are parts of those
  bool requireFinite = false; ///< NaN and infinity in a sample are errors
  bool warns = false;         ///< on stderr, of what may be a mistake
  Shard shard;
};

/// What one run of the network takes.
struct SampleBatch {
  std::vector<HostTensor> inputs; ///< in the network's order, of declared type and shape
  int64_t first = 0;              ///< index of the first sample, counting those of all shards
  int64_t count = 0;              ///< samples in it; 0 at the end. The rest of the batch is padding.

  /// A stretch of samples that lie in one file.
  struct Origin {
    std::string path;
    int64_t first, count;
  };
  std::vector<Origin> origins;
  /// Returns the file of the sample at `index` of the batch, and its number there.
  std::pair<std::string, int64_t> locate(int64_t index) const;
};

class SampleParts;
struct SamplePart;

/// Yields samples in order; memory holds one batch.
class SampleSource {
public:
  /// Looks at every file, and matches arrays and inputs. Errors (code 1) list what the files have and what the network
  /// wants.
  static llvm::Expected<std::unique_ptr<SampleSource>> open(llvm::StringRef path, llvm::ArrayRef<TensorInfo> inputs,
                                                            const SampleOptions &options = {});
  ~SampleSource();

  /// Whether samples come from a pipe: their number is not known, and they cannot be read again.
  bool isStream() const;
  /// Samples that `next` yields in all, those of other shards not counted.
  std::optional<int64_t> getNumSamples() const;
  /// Samples that one run of the network takes.
  int64_t getBatchSize() const;
  /// Shape of one sample of an input: the declared shape, without its first axis
  /// if that is the batch.
  llvm::ArrayRef<int64_t> getSampleShape(size_t input) const;

  llvm::Expected<SampleBatch> next();

  /// Reads the labels: one integer for each sample in use.
  llvm::Expected<std::vector<int64_t>> readLabels();

private:
  SampleSource(std::unique_ptr<SampleParts> parts, llvm::ArrayRef<TensorInfo> inputs, const SampleOptions &options);
  llvm::Error findPart();
  llvm::Error readSample(SampleBatch &batch);
  llvm::Expected<SampleBatch> readBatch();
  llvm::Error skipBatch();

  SampleOptions options;
  std::vector<TensorInfo> inputs;
  std::unique_ptr<SampleParts> parts;
  std::unique_ptr<SamplePart> part; ///< the one that is being read; null before the first and after the last
  bool isDealtByRuns;
  int64_t runs = 0, done = 0; ///< of all shards
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
