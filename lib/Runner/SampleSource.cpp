//===- SampleSource.cpp - Samples for a network ---------------------------===//
//
// Tested by test/Calibrate/sample-source.test, sample-folder.test, sample-stream.test and shards.test.
//
// Runs of the network do not care where one file ends and the next begins: any
// cut of the same samples into files gives the same batches.
//
//===----------------------------------------------------------------------===//

#include "quantc/Runner/SampleSource.h"

#include "SampleParts.h"
#include "quantc/Support/ToolError.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"

#include <algorithm>
#include <cmath>

using namespace quantc;

std::pair<std::string, int64_t> SampleBatch::locate(int64_t index) const {
  for (const Origin &origin : origins) {
    if (index < origin.count)
      return {origin.path, origin.first + index};
    index -= origin.count;
  }
  llvm_unreachable("no sample of this batch");
}

SampleSource::SampleSource(std::unique_ptr<SampleParts> parts, llvm::ArrayRef<TensorInfo> inputs,
                           const SampleOptions &options)
    : options(options), inputs(inputs.begin(), inputs.end()), parts(std::move(parts)) {
  isDealtByRuns = options.shard.count > 1 && !this->parts->areDealt();
}

SampleSource::~SampleSource() = default;

llvm::Expected<std::unique_ptr<SampleSource>>
SampleSource::open(llvm::StringRef path, llvm::ArrayRef<TensorInfo> inputs, const SampleOptions &options) {
  llvm::sys::fs::file_status status;
  std::error_code code = path == "-" ? std::error_code() : llvm::sys::fs::status(path, status);
  if (code)
    return makeError(ExitCode::Resources, path + ": cannot open: " + code.message());
  bool isFolder = llvm::sys::fs::is_directory(status), isFile = llvm::sys::fs::is_regular_file(status);
  auto parts = path != "-" && (isFile || isFolder) ? openFileParts(path, isFolder, inputs, options)
                                                   : openStreamParts(path, inputs, options);
  if (!parts)
    return parts.takeError();
  return std::unique_ptr<SampleSource>(new SampleSource(std::move(*parts), inputs, options));
}

bool SampleSource::isStream() const { return !parts->getNumSamples(); }

int64_t SampleSource::getBatchSize() const { return parts->getBatchSize(); }

std::optional<int64_t> SampleSource::getNumSamples() const {
  std::optional<int64_t> all = parts->getNumSamples();
  if (!all)
    return std::nullopt;
  int64_t count = std::min(*all, options.limit);
  if (!isDealtByRuns)
    return count;
  int64_t size = getBatchSize(), numRuns = (count + size - 1) / size, before = options.shard.number - 1;
  if (numRuns <= before)
    return 0;
  int64_t mine = (numRuns - before - 1) / options.shard.count + 1;
  bool hasLast = (numRuns - 1) % options.shard.count == before;
  return mine * size - (hasLast ? numRuns * size - count : 0);
}

llvm::ArrayRef<int64_t> SampleSource::getSampleShape(size_t input) const {
  llvm::ArrayRef<int64_t> shape = inputs[input].shape;
  // A batch of one and a sample without a batch axis are the same shape to the network.
  bool hasBatchAxis = !shape.empty() && shape.front() == getBatchSize();
  return hasBatchAxis ? shape.drop_front() : shape;
}

/// Makes `part` one that has samples left, or null at the end.
llvm::Error SampleSource::findPart() {
  while (!part || part->next == part->count) {
    llvm::Expected<std::unique_ptr<SamplePart>> next = parts->next();
    if (!next)
      return next.takeError();
    part = std::move(*next);
    if (!part)
      break;
  }
  return llvm::Error::success();
}

/// Returns an error that tells of the first value that is not finite.
static llvm::Error checkFinite(llvm::ArrayRef<float> values, const SamplePart &part, llvm::StringRef array) {
  const float *bad = llvm::find_if(values, [](float value) { return !std::isfinite(value); });
  if (bad == values.end())
    return llvm::Error::success();
  return badInput(part.path + ": array '" + array + "': sample " + llvm::Twine(part.next) + " has " +
                  (std::isnan(*bad) ? "NaN" : "infinity") + " at element " + llvm::Twine(bad - values.begin()) +
                  "; expected finite values");
}

/// Puts the next sample of `part` into the batch.
llvm::Error SampleSource::readSample(SampleBatch &batch) {
  for (auto [input, array, tensor] : llvm::zip_equal(inputs, part->arrays, batch.inputs)) {
    const ArrayInfo &info = array->getInfo();
    size_t bytes = tensor.bytes.size() / getBatchSize();
    llvm::MutableArrayRef<char> to(tensor.bytes.data() + batch.count * bytes, bytes);
    if (info.kind == input.kind) {
      if (llvm::Error error = array->read(to))
        return error;
    } else {
      HostTensor read(info.kind, {int64_t(bytes) / getElementSize(input.kind)});
      if (llvm::Error error = array->read(read.bytes))
        return error;
      std::string where = part->path + ": array '" + info.name + "', sample " + std::to_string(part->next);
      llvm::Expected<HostTensor> converted = convertElements(read, input.kind, where);
      if (!converted)
        return converted.takeError();
      llvm::copy(converted->bytes, to.begin());
    }
    if (options.requireFinite && input.kind == ElementKind::F32)
      if (llvm::Error error = checkFinite({reinterpret_cast<float *>(to.data()), bytes / 4}, *part, info.name))
        return error;
  }
  return llvm::Error::success();
}

/// Returns the next run's samples, none at the end.
llvm::Expected<SampleBatch> SampleSource::readBatch() {
  SampleBatch batch;
  batch.first = done;
  for (const TensorInfo &input : inputs)
    batch.inputs.emplace_back(input.kind, input.shape);
  while (batch.count < getBatchSize() && done < options.limit) {
    if (llvm::Error error = findPart())
      return error;
    if (!part)
      break;
    if (batch.origins.empty() || part->next == 0)
      batch.origins.push_back({part->path, part->next, 0});
    if (llvm::Error error = readSample(batch))
      return error;
    ++part->next;
    ++batch.origins.back().count;
    ++batch.count;
    ++done;
  }
  if (batch.count == 0)
    return SampleBatch();
  // Padding repeats a sample: zeros could make a network divide by zero.
  for (HostTensor &tensor : batch.inputs)
    for (int64_t bytes = int64_t(tensor.bytes.size()) / getBatchSize(), i = batch.count; i < getBatchSize(); ++i)
      std::copy_n(tensor.bytes.begin(), bytes, tensor.bytes.begin() + i * bytes);
  return batch;
}

/// Passes over what `readBatch` would return.
llvm::Error SampleSource::skipBatch() {
  for (int64_t left = std::min(getBatchSize(), options.limit - done); left > 0;) {
    if (llvm::Error error = findPart())
      return error;
    if (!part)
      break;
    int64_t count = std::min(left, part->count - part->next);
    for (std::unique_ptr<ArrayStream> &array : part->arrays)
      if (llvm::Error error = array->skip(array->getInfo().getBytes() / part->count * count))
        return error;
    part->next += count;
    done += count;
    left -= count;
  }
  return llvm::Error::success();
}

llvm::Expected<SampleBatch> SampleSource::next() {
  // Once the last part is read there is no more to skip.
  for (; isDealtByRuns && runs % options.shard.count != options.shard.number - 1; ++runs) {
    int64_t before = done;
    if (llvm::Error error = skipBatch())
      return error;
    if (done == before)
      return SampleBatch();
  }
  ++runs;
  llvm::Expected<SampleBatch> batch = readBatch();
  if (batch && batch->count == 0 && done == 0 && isStream())
    return badInput("the stream has no samples"); // arrays, and nothing in them
  return batch;
}

llvm::Expected<std::vector<int64_t>> SampleSource::readLabels() { return parts->readLabels(options.limit); }
