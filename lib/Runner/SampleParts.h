//===- SampleParts.h - The files or arrays that hold samples ----*- C++ -*-===//

#ifndef QUANTC_LIB_RUNNER_SAMPLEPARTS_H
#define QUANTC_LIB_RUNNER_SAMPLEPARTS_H

#include "quantc/Runner/SampleSource.h"
#include "quantc/Support/NpzReader.h"

namespace quantc {

/// Samples that lie together: those of a file, or of one array for each input of a stream. It stays where it was made:
/// arrays must end before their file.
struct SamplePart {
  std::string path;                                 ///< for messages
  std::unique_ptr<NpzReader> file;                  ///< null in a stream
  std::vector<std::unique_ptr<ArrayStream>> arrays; ///< one for each input
  int64_t count = 0, next = 0;                      ///< samples, and the one to read next
};

/// All parts, one at a time.
class SampleParts {
public:
  virtual ~SampleParts() = default;

  /// Opens the next part; null after the last.
  virtual llvm::Expected<std::unique_ptr<SamplePart>> next() = 0;
  /// Samples of all parts, if that is known.
  virtual std::optional<int64_t> getNumSamples() const = 0;
  /// Whether the parts are those of one shard only.
  virtual bool areDealt() const { return false; }
  /// Reads the labels of the first `limit` samples.
  virtual llvm::Expected<std::vector<int64_t>> readLabels(int64_t limit) const = 0;
  /// Samples that one run of the network takes; the first part decides.
  int64_t getBatchSize() const { return batchSize; }

protected:
  SampleParts(llvm::ArrayRef<TensorInfo> inputs, const SampleOptions &options)
      : inputs(inputs.begin(), inputs.end()), options(options) {}
  /// Counts the samples of a part whose arrays are set, or says all that does not fit.
  llvm::Error check(SamplePart &part);

  std::vector<TensorInfo> inputs;
  SampleOptions options;
  int64_t batchSize = 0; ///< 0 before the first part
};

/// Returns "[2, 3]".
std::string describeShape(llvm::ArrayRef<int64_t> shape);

/// Whether the elements are floats.
bool isFloatKind(ElementKind kind);

/// The parts of a file or a folder, each looked at.
llvm::Expected<std::unique_ptr<SampleParts>>
openFileParts(llvm::StringRef path, bool isFolder, llvm::ArrayRef<TensorInfo> inputs, const SampleOptions &options);
/// The parts of a pipe, the first one read as far as its header.
llvm::Expected<std::unique_ptr<SampleParts>> openStreamParts(llvm::StringRef path, llvm::ArrayRef<TensorInfo> inputs,
                                                             const SampleOptions &options);

} // namespace quantc

#endif // QUANTC_LIB_RUNNER_SAMPLEPARTS_H
