//===- StreamParts.cpp - Samples in a pipe --------------------------------===//
//
// Tested by test/Calibrate/sample-stream.test.
//
// Arrays come in turn, one for each input. Those of a network of several inputs
// are needed side by side, and so they are held in memory; one alone is read a
// sample at a time.
//
//===----------------------------------------------------------------------===//

#include "SampleParts.h"

#include "quantc/Support/NpySequence.h"
#include "quantc/Support/ToolError.h"

#include <algorithm>

using namespace quantc;

/// Bytes that an array of a network of several inputs may take.
static constexpr int64_t kArrayBudget = int64_t(64) << 20;

namespace {
/// An array in memory.
class LoadedArray : public ArrayStream {
public:
  static llvm::Expected<std::unique_ptr<ArrayStream>> load(llvm::StringRef path, ArrayStream &from);
  llvm::Error read(llvm::MutableArrayRef<char> to) override {
    std::copy_n(bytes.begin() + position, to.size(), to.begin());
    return skip(to.size());
  }
  llvm::Error skip(int64_t count) override {
    position += count;
    return llvm::Error::success();
  }

private:
  std::vector<char> bytes;
  size_t position = 0;
};

class StreamParts : public SampleParts {
public:
  StreamParts(std::unique_ptr<NpySequence> sequence, llvm::ArrayRef<TensorInfo> inputs, const SampleOptions &options)
      : SampleParts(inputs, options), sequence(std::move(sequence)) {}
  llvm::Error readFirst();

  llvm::Expected<std::unique_ptr<SamplePart>> next() override;
  std::optional<int64_t> getNumSamples() const override { return std::nullopt; }
  llvm::Expected<std::vector<int64_t>> readLabels(int64_t) const override { return std::vector<int64_t>(); }

private:
  std::unique_ptr<NpySequence> sequence;
  std::unique_ptr<SamplePart> first; ///< of the stream, until it is taken
};
} // namespace

llvm::Expected<std::unique_ptr<ArrayStream>> LoadedArray::load(llvm::StringRef path, ArrayStream &from) {
  auto array = std::make_unique<LoadedArray>();
  array->info = from.getInfo();
  if (array->info.getBytes() > kArrayBudget)
    return makeError(ExitCode::Resources, path + ": array '" + array->info.name +
                                              "': " + llvm::Twine(array->info.getBytes()) +
                                              " bytes exceed the limit of " + llvm::Twine(kArrayBudget) +
                                              " in a stream for several inputs; make it of several arrays");
  array->bytes.resize(array->info.getBytes());
  if (llvm::Error error = from.read(array->bytes))
    return error;
  return array;
}

llvm::Expected<std::unique_ptr<SamplePart>> StreamParts::next() {
  if (first)
    return std::move(first);
  auto part = std::make_unique<SamplePart>();
  part->path = sequence->getName().str();
  for (const TensorInfo &input : inputs) {
    llvm::Expected<std::unique_ptr<ArrayStream>> array = sequence->next();
    if (!array)
      return array.takeError();
    if (!*array && part->arrays.empty())
      return std::unique_ptr<SamplePart>();
    if (!*array)
      return badInput(part->path + ": ends where the array for input '" + input.name + "' is expected");
    if (inputs.size() > 1) {
      array = LoadedArray::load(part->path, **array);
      if (!array)
        return array.takeError();
    }
    part->arrays.push_back(std::move(*array));
  }
  if (llvm::Error error = check(*part))
    return error;
  return part;
}

llvm::Error StreamParts::readFirst() {
  if (!options.labels.empty())
    return badInput(sequence->getName() + ": a stream has no names, and so no array '" + options.labels +
                    "' for the labels");
  llvm::Expected<std::unique_ptr<SamplePart>> part = next();
  if (!part)
    return part.takeError();
  if (!*part)
    return badInput(sequence->getName() + ": has no samples");
  first = std::move(*part);
  return llvm::Error::success();
}

llvm::Expected<std::unique_ptr<SampleParts>>
quantc::openStreamParts(llvm::StringRef path, llvm::ArrayRef<TensorInfo> inputs, const SampleOptions &options) {
  llvm::Expected<std::unique_ptr<NpySequence>> sequence = NpySequence::open(path);
  if (!sequence)
    return sequence.takeError();
  auto parts = std::make_unique<StreamParts>(std::move(*sequence), inputs, options);
  if (llvm::Error error = parts->readFirst())
    return error;
  return parts;
}
