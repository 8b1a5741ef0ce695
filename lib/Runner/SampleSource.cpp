//===- SampleSource.cpp - Samples of a .npz file for a network ------------===//
//
// Tested by test/Calibrate/sample-source.test.
//
//===----------------------------------------------------------------------===//

#include "quantc/Runner/SampleSource.h"

#include "quantc/Support/ToolError.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

#include <algorithm>
#include <cmath>

using namespace quantc;

static bool isFloatKind(ElementKind kind) {
  return kind == ElementKind::F32 || kind == ElementKind::F64 || kind == ElementKind::F16;
}

/// Returns "[2, 3]".
static std::string describeShape(llvm::ArrayRef<int64_t> shape) {
  std::string text;
  llvm::raw_string_ostream os(text);
  os << "[";
  llvm::interleaveComma(shape, os);
  os << "]";
  return text;
}

static int64_t countElements(llvm::ArrayRef<int64_t> shape) {
  int64_t count = 1;
  for (int64_t size : shape)
    count *= size;
  return count;
}

/// Whether two shapes have the same axes longer than 1, in different orders.
static bool isPermuted(llvm::ArrayRef<int64_t> one, llvm::ArrayRef<int64_t> two) {
  auto getLongAxes = [](llvm::ArrayRef<int64_t> shape) {
    llvm::SmallVector<int64_t> sizes(shape);
    llvm::erase(sizes, 1);
    return sizes;
  };
  llvm::SmallVector<int64_t> first = getLongAxes(one), second = getLongAxes(two);
  return first != second && first.size() == second.size() &&
         std::is_permutation(first.begin(), first.end(), second.begin());
}

llvm::Expected<std::unique_ptr<SampleSource>>
SampleSource::open(llvm::StringRef path, llvm::ArrayRef<TensorInfo> inputs, const SampleOptions &options) {
  auto source = std::make_unique<SampleSource>();
  source->path = path.str();
  source->options = options;
  source->inputs.assign(inputs.begin(), inputs.end());
  llvm::Expected<std::unique_ptr<NpzReader>> file = NpzReader::open(path);
  if (!file)
    return file.takeError();
  source->file = std::move(*file);
  if (source->file->hasEntry("statistics.json"))
    return badInput(path + " is a calibration file: use --calibration=" + path);
  if (!options.labels.empty() && !source->file->contains(options.labels))
    return badInput(path + ": has no array '" + options.labels + "' for the labels; it has " +
                    llvm::join(source->file->getNames(), ", "));
  if (llvm::Error error = source->matchArrays())
    return error;
  if (llvm::Error error = source->findBatchSize())
    return error;
  return source;
}

llvm::Error SampleSource::matchArrays() {
  std::vector<std::string> candidates;
  for (const std::string &name : file->getNames())
    if (name != options.labels && !llvm::StringRef(name).ends_with("__"))
      candidates.push_back(name);
  std::vector<std::string> missing;
  for (const TensorInfo &input : inputs) {
    std::string name = input.name;
    if (!llvm::is_contained(candidates, name) && inputs.size() == 1 && candidates.size() == 1)
      name = candidates.front();
    if (!llvm::is_contained(candidates, name)) {
      missing.push_back("'" + name + "'");
      continue;
    }
    llvm::Expected<std::unique_ptr<ArrayStream>> array = file->stream(name);
    if (!array)
      return array.takeError();
    arrays.push_back(std::move(*array));
  }
  if (!missing.empty())
    return badInput(path + ": has no array for input " + llvm::join(missing, ", ") +
                    "; arrays that may be inputs: " + (candidates.empty() ? "none" : llvm::join(candidates, ", ")));
  return llvm::Error::success();
}

/// Decides whether the first axis of the inputs is a batch, and checks shapes and types.
llvm::Error SampleSource::findBatchSize() {
  std::vector<std::string> faults;
  bool isWhole = true, isBatched = true;
  numSamples = -1;
  for (auto [input, array] : llvm::zip_equal(inputs, arrays)) {
    const ArrayInfo &info = array->getInfo();
    std::string found = "array '" + info.name + "' is " + getElementName(info.kind).str() + describeShape(info.shape) +
                        ", input '" + input.name + "' is " + getElementName(input.kind).str() +
                        describeShape(input.shape);
    if (info.shape.empty()) {
      faults.push_back(found + ": a first axis that counts samples is missing");
      continue;
    }
    if (isFloatKind(info.kind) && !isFloatKind(input.kind))
      faults.push_back(found + ": float data for an integer input");
    if (numSamples >= 0 && info.shape.front() != numSamples)
      faults.push_back(found + ": " + std::to_string(info.shape.front()) + " samples, other inputs have " +
                       std::to_string(numSamples));
    numSamples = info.shape.front();
    int64_t elements = countElements(llvm::ArrayRef(info.shape).drop_front());
    bool fitsWhole = elements == countElements(input.shape);
    const auto &first = inputs.front().shape; // of any rank, a scalar's included
    bool fitsBatch = !input.shape.empty() && elements == countElements(llvm::ArrayRef(input.shape).drop_front()) &&
                     !first.empty() && input.shape.front() == first.front();
    if (!fitsWhole && !fitsBatch)
      faults.push_back(found + ": a sample of " + std::to_string(elements) + " elements does not fit");
    else if (options.warns && isPermuted(llvm::ArrayRef(info.shape).drop_front(), input.shape))
      llvm::errs()
          << "warning: " << path << ": " << found
          << ": the same sizes in another order, taken as they lie in memory; transpose them if their axes are "
             "in another order, too\n";
    isWhole &= fitsWhole;
    isBatched &= fitsBatch;
  }
  if (faults.empty() && !isWhole && !isBatched)
    faults.push_back("some arrays hold batches and some single samples");
  if (!faults.empty()) {
    llvm::Error errors = llvm::Error::success();
    for (const std::string &fault : faults)
      errors = llvm::joinErrors(std::move(errors), badInput(path + ": " + fault));
    return errors;
  }
  batchSize = isBatched && !inputs.empty() ? inputs.front().shape.front() : 1;
  numSamples = std::min(numSamples, options.limit);
  if (numSamples <= 0)
    return badInput(path + ": has no samples");
  return llvm::Error::success();
}

llvm::ArrayRef<int64_t> SampleSource::getSampleShape(size_t input) const {
  llvm::ArrayRef<int64_t> shape = inputs[input].shape;
  // A batch of one and a sample without a batch axis are the same shape to the network.
  bool hasBatchAxis = !shape.empty() && shape.front() == batchSize;
  return hasBatchAxis ? shape.drop_front() : shape;
}

llvm::Expected<SampleBatch> SampleSource::next() {
  SampleBatch batch;
  batch.first = done;
  batch.count = std::min(batchSize, numSamples - done);
  if (batch.count <= 0)
    return SampleBatch();
  for (auto [input, array] : llvm::zip_equal(inputs, arrays)) {
    const ArrayInfo &info = array->getInfo();
    int64_t sampleBytes = info.getBytes() / info.shape.front();
    HostTensor read(info.kind, {});
    read.shape.assign(input.shape.begin(), input.shape.end());
    read.bytes.resize(sampleBytes * batchSize);
    if (llvm::Error error = array->read(llvm::MutableArrayRef(read.bytes).take_front(sampleBytes * batch.count)))
      return error;
    // Padding repeats a sample: zeros could make a network divide by zero.
    for (int64_t i = batch.count; i < batchSize; ++i)
      std::copy_n(read.bytes.begin(), sampleBytes, read.bytes.begin() + i * sampleBytes);
    std::string where = path + ": array '" + info.name + "', sample " + std::to_string(done);
    llvm::Expected<HostTensor> tensor = convertElements(read, input.kind, where);
    if (!tensor)
      return tensor.takeError();
    if (options.requireFinite && input.kind == ElementKind::F32) {
      llvm::ArrayRef<float> values = tensor->values<float>();
      const float *bad = llvm::find_if(values, [](float value) { return !std::isfinite(value); });
      if (bad != values.end()) {
        int64_t index = bad - values.begin(), size = values.size() / batchSize;
        return badInput(path + ": array '" + info.name + "': sample " + llvm::Twine(done + index / size) + " has " +
                        (std::isnan(*bad) ? "NaN" : "infinity") + " at element " + llvm::Twine(index % size) +
                        "; expected finite values");
      }
    }
    batch.inputs.push_back(std::move(*tensor));
  }
  done += batch.count;
  return batch;
}

llvm::Expected<std::vector<int64_t>> SampleSource::readLabels() {
  llvm::Expected<HostTensor> tensor = file->read(options.labels);
  if (!tensor)
    return tensor.takeError();
  if (isFloatKind(tensor->kind) || tensor->shape.empty() || tensor->getNumElements() != tensor->shape.front() ||
      tensor->shape.front() < numSamples)
    return badInput(path + ": array '" + options.labels + "' is " + getElementName(tensor->kind) +
                    describeShape(tensor->shape) + "; expected " + llvm::Twine(numSamples) + " integer labels");
  std::vector<double> values = tensor->toDoubles();
  return std::vector<int64_t>(values.begin(), values.begin() + numSamples);
}

/// Writes `values` as T, or returns the index of the first that does not fit.
template <typename T> static std::optional<size_t> store(llvm::ArrayRef<double> values, HostTensor &to) {
  for (auto [i, value] : llvm::enumerate(values)) {
    if (std::is_integral_v<T> &&
        (value < double(std::numeric_limits<T>::min()) || value >= std::ldexp(1.0, std::numeric_limits<T>::digits)))
      return i;
    to.values<T>()[i] = T(value);
  }
  return std::nullopt;
}

llvm::Expected<HostTensor> quantc::convertElements(const HostTensor &tensor, ElementKind kind,
                                                   const llvm::Twine &where) {
  if (tensor.kind == kind)
    return tensor;
  HostTensor result(kind, tensor.shape);
  // 64-bit integers beyond 2^53 would be rounded twice on their way to f32.
  if (kind == ElementKind::F32 && (tensor.kind == ElementKind::I64 || tensor.kind == ElementKind::U64)) {
    for (int64_t i = 0, count = tensor.getNumElements(); i < count; ++i)
      result.values<float>()[i] =
          tensor.kind == ElementKind::I64 ? float(tensor.values<int64_t>()[i]) : float(tensor.values<uint64_t>()[i]);
    return result;
  }
  std::vector<double> values = tensor.toDoubles();
  std::optional<size_t> bad;
  switch (kind) {
  case ElementKind::F32:
    bad = store<float>(values, result);
    break;
  case ElementKind::F64:
    bad = store<double>(values, result);
    break;
  case ElementKind::Bool:
    for (auto [to, value] : llvm::zip_equal(result.values<uint8_t>(), values))
      to = value != 0;
    break;
  case ElementKind::U64:
  case ElementKind::F16:
    return badInput(where + ": a network input of type " + getElementName(kind) + " is not supported");
  default:
    bad = withStorage(kind, [&](auto sample) { return store<decltype(sample)>(values, result); });
  }
  if (bad)
    return badInput(where + ": value " + llvm::Twine(int64_t(values[*bad])) + " does not fit the input's type " +
                    getElementName(kind));
  return result;
}

void quantc::dropPadding(HostTensor &tensor, int64_t batchSize, int64_t count) {
  if (count >= batchSize || tensor.shape.empty() || tensor.shape.front() % batchSize != 0)
    return;
  tensor.shape.front() = tensor.shape.front() / batchSize * count;
  tensor.bytes.resize(tensor.getNumElements() * getElementSize(tensor.kind));
}
