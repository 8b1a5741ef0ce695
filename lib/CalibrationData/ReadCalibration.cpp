//===- ReadCalibration.cpp - Read and check the calibration file ----------===//
//
// Tested by test/Calibrate/calibration-file-invalid.test.
//
//===----------------------------------------------------------------------===//

#include "quantc/CalibrationData/Calibration.h"
#include "quantc/Support/Json.h"
#include "quantc/Support/NpzReader.h"
#include "quantc/Support/ToolError.h"
#include "llvm/ADT/StringExtras.h"

#include <cmath>
#include <cstring>

using namespace quantc;
namespace json = llvm::json;

namespace quantc {
/// Fills a Calibration from a file, one part a method.
class CalibrationReader {
public:
  explicit CalibrationReader(llvm::StringRef path) : path(path) {}
  llvm::Expected<Calibration> read(std::string *progress);

private:
  bool readHeader(const json::Value &value, json::Path path);
  bool readShards(const json::Value &value, json::Path path);
  bool readInput(const json::Value &value, json::Path path);
  bool readDistinct(const json::Value &value, DistinctValues &values, json::Path path);
  bool readAxis(const json::Value &value, llvm::StringLiteral key, std::vector<DistinctValues> &axis, json::Path path);
  bool readHashes(const json::Value &value, json::Path path);
  bool readStatistics(const json::Value &value, json::Path path);
  llvm::Error readSamples(NpzReader &file);

  llvm::StringRef path;
  Calibration result;
  std::vector<std::vector<uint32_t>> codes;
  std::vector<uint64_t> hashes;
};
} // namespace quantc

/// Returns whether `text` is 16 lower-case hexadecimal digits.
static bool isHash(llvm::StringRef text) {
  return text.size() == 16 && llvm::all_of(text, [](char c) { return llvm::isDigit(c) || (c >= 'a' && c <= 'f'); });
}

static bool fail(json::Path path, llvm::StringLiteral message) {
  path.report(message);
  return false;
}

/// Returns the array under `key`, or null after a report.
static const json::Array *getArray(const json::Value &value, llvm::StringLiteral key, json::Path path) {
  const json::Object *object = value.getAsObject();
  const json::Array *array = object ? object->getArray(key) : nullptr;
  if (!array)
    path.field(key).report("expected array");
  return array;
}

bool CalibrationReader::readDistinct(const json::Value &value, DistinctValues &values, json::Path path) {
  if (value.getAsNull()) {
    values = DistinctValues::makeOverfull();
    return true;
  }
  std::vector<double> numbers;
  if (!fromJSON(value, numbers, path))
    return false;
  for (double number : numbers) {
    if (!std::isfinite(number) || double(float(number)) != number)
      return fail(path, "expected finite f32 numbers");
    values.add(float(number));
  }
  return true;
}

bool CalibrationReader::readAxis(const json::Value &value, llvm::StringLiteral key, std::vector<DistinctValues> &axis,
                                 json::Path path) {
  const json::Array *array = getArray(value, key, path);
  if (!array)
    return false;
  if (array->size() != axis.size())
    return fail(path.field(key), "does not fit the shape");
  for (size_t i = 0; i < axis.size(); ++i)
    if (!readDistinct((*array)[i], axis[i], path.field(key).index(i)))
      return false;
  return true;
}

bool CalibrationReader::readInput(const json::Value &value, json::Path path) {
  CalibrationInput input;
  std::string type;
  std::vector<int64_t> shape, bits;
  json::ObjectMapper map(value, path);
  if (!map || !map.map("name", input.name) || !map.map("id", input.id) || !map.map("type", type) ||
      !map.map("shape", shape) || !map.map("code_bits", bits))
    return false;
  int kind = 0;
  while (kind <= int(ElementKind::Bool) && getElementName(ElementKind(kind)) != type)
    ++kind;
  if (kind > int(ElementKind::Bool))
    return fail(path.field("type"), "unknown element type");
  input.kind = ElementKind(kind);
  unsigned __int128 elements = 1;
  for (int64_t size : shape) {
    if (size < 1 || (elements *= size) >> 40)
      return fail(path.field("shape"), "expected sizes of at least 1, and less than 2^40 elements");
    input.shape.push_back(size);
  }
  if (bits.size() > 256 || (!bits.empty() && input.kind != ElementKind::F32))
    return fail(path.field("code_bits"), "expected at most 256 patterns, of an f32 input");
  std::vector<uint32_t> table;
  for (int64_t pattern : bits) {
    if (pattern < 0 || pattern > UINT32_MAX || (pattern >> 23 & 255) == 255)
      return fail(path.field("code_bits"), "expected bit patterns of finite f32 numbers");
    table.push_back(uint32_t(pattern));
  }
  codes.push_back(std::move(table));
  result.inputs.push_back(std::move(input));
  return true;
}

bool CalibrationReader::readHashes(const json::Value &value, json::Path path) {
  std::vector<std::string> texts;
  json::ObjectMapper map(value, path);
  if (!map || !map.map("kept_samples", texts))
    return false;
  for (const std::string &text : texts) {
    uint64_t hash = 0;
    if (!isHash(text) || llvm::StringRef(text).getAsInteger(16, hash) || (!hashes.empty() && hash <= hashes.back()))
      return fail(path.field("kept_samples"), "expected hashes of 16 hexadecimal digits, ascending");
    hashes.push_back(hash);
  }
  if (int64_t(hashes.size()) > std::min(result.maxSamples, result.numSamples))
    return fail(path.field("kept_samples"), "more than max_kept_samples or num_samples");
  return true;
}

bool CalibrationReader::readStatistics(const json::Value &value, json::Path path) {
  const json::Array *array = getArray(value, "statistics", path);
  if (!array)
    return false;
  // A path points to its parent, so that parents need names.
  json::Path list = path.field("statistics");
  for (size_t i = 0; i < array->size(); ++i) {
    std::string id;
    json::Path item = list.index(i);
    json::ObjectMapper map((*array)[i], item);
    if (!map || !map.map("id", id))
      return false;
    if (id.empty())
      return fail(item.field("id"), "expected an id");
    std::optional<TensorStatistics> tensor = TensorStatistics::fromJson((*array)[i], item);
    if (!tensor)
      return false;
    if (!result.statistics.try_emplace(id, std::move(*tensor)).second)
      return fail(item.field("id"), "occurs twice");
  }
  return true;
}

bool CalibrationReader::readHeader(const json::Value &value, json::Path path) {
  std::string format;
  int64_t version = 0, maxSamples = 0;
  json::ObjectMapper map(value, path);
  if (!map || !map.map("format", format) || !map.map("version", version))
    return false;
  if (format != "quantc-calibration")
    return fail(path.field("format"), "expected \"quantc-calibration\"");
  if (version != 1)
    return fail(path.field("version"), "this quantc reads version 1 only");
  if (!map.map("model_hash", result.modelHash) || !map.map("num_samples", result.numSamples) ||
      !map.map("max_kept_samples", maxSamples))
    return false;
  if (!isHash(result.modelHash))
    return fail(path.field("model_hash"), "expected 16 hexadecimal digits");
  if (result.numSamples < 0 || maxSamples < 0 || maxSamples > Calibration::kMaxSamples)
    return fail(path.field("max_kept_samples"), "expected 0 to 512, and num_samples of at least 0");

  const json::Array *inputs = getArray(value, "inputs", path);
  if (!inputs)
    return false;
  json::Path list = path.field("inputs");
  for (size_t i = 0; i < inputs->size(); ++i)
    if (!readInput((*inputs)[i], list.index(i)))
      return false;
  // The constructor sizes what depends on the shapes.
  int64_t numSamples = result.numSamples;
  result = Calibration(result.modelHash, std::move(result.inputs), maxSamples > 0);
  result.numSamples = numSamples;
  result.maxSamples = std::min(result.maxSamples, maxSamples);
  for (size_t i = 0; i < inputs->size(); ++i) {
    json::Path inputPath = list.index(i);
    const json::Value *distinct = (*inputs)[i].getAsObject()->get("distinct");
    CalibrationInput &input = result.inputs[i];
    if (!distinct)
      return fail(inputPath.field("distinct"), "missing value");
    if (!readDistinct(*distinct, input.distinct, inputPath.field("distinct")) ||
        !readAxis((*inputs)[i], "distinct_first_axis", input.distinctFirst, inputPath) ||
        !readAxis((*inputs)[i], "distinct_last_axis", input.distinctLast, inputPath))
      return false;
  }
  return true;
}

llvm::Error CalibrationReader::readSamples(NpzReader &file) {
  for (uint64_t hash : hashes)
    result.samples[hash].inputs.resize(result.inputs.size());
  for (size_t i = 0; i < result.inputs.size() && !hashes.empty(); ++i) {
    const CalibrationInput &input = result.inputs[i];
    llvm::Expected<std::unique_ptr<ArrayStream>> stream = file.stream("samples/" + std::to_string(i));
    if (!stream)
      return stream.takeError();
    ElementKind kind = codes[i].empty() ? input.kind : ElementKind::U8;
    llvm::SmallVector<int64_t, 5> shape = {int64_t(hashes.size())};
    llvm::append_range(shape, input.shape);
    if ((*stream)->getInfo().kind != kind || llvm::ArrayRef((*stream)->getInfo().shape) != llvm::ArrayRef(shape))
      return badInput(path + ": samples of input '" + input.name + "' have not the type and shape of the input");
    for (uint64_t hash : hashes) {
      HostTensor stored(kind, input.shape);
      if (llvm::Error error = (*stream)->read(stored.bytes))
        return error;
      HostTensor &tensor = result.samples[hash].inputs[i];
      if (codes[i].empty()) {
        tensor = std::move(stored);
        continue;
      }
      tensor = HostTensor(input.kind, input.shape);
      for (auto [code, pattern] : llvm::zip(stored.values<uint8_t>(), tensor.values<uint32_t>())) {
        if (code >= codes[i].size())
          return badInput(path + ": samples of input '" + input.name + "': code " + llvm::Twine(unsigned(code)) +
                          " of " + llvm::Twine(codes[i].size()));
        pattern = codes[i][code];
      }
    }
  }
  return llvm::Error::success();
}

bool CalibrationReader::readShards(const json::Value &value, json::Path path) {
  const json::Value *shards = value.getAsObject()->get("shards");
  return !shards || result.shards.fromJson(*shards, path.field("shards"));
}

llvm::Expected<Calibration> CalibrationReader::read(std::string *progress) {
  llvm::Expected<std::unique_ptr<NpzReader>> file = NpzReader::open(path);
  if (!file)
    return file.takeError();
  if (!(*file)->hasEntry("statistics.json"))
    return badInput(path + ": has no entry 'statistics.json'; samples are given with --calibrate");
  bool isDone = !(*file)->hasEntry("progress.json");
  if (isDone && progress)
    return badInput(path + ": is a calibration file; expected the checkpoint of a run that is not done");
  if (!isDone && !progress)
    return badInput(path + ": is the checkpoint of a run that is not done; start that run again to finish it");
  if (progress) {
    llvm::Expected<std::string> entry = (*file)->readText("progress.json", int64_t(1) << 20);
    if (!entry)
      return entry.takeError();
    *progress = std::move(*entry);
  }
  llvm::Expected<std::string> text = (*file)->readText("statistics.json", int64_t(256) << 20);
  if (!text)
    return text.takeError();
  std::string where = (path + ": statistics.json").str();
  llvm::Expected<json::Value> value = parseJson(where, *text);
  if (!value)
    return value.takeError();
  json::Path::Root root("calibration");
  if (!readHeader(*value, root) || !readHashes(*value, root) || !readShards(*value, root) ||
      !readStatistics(*value, root) || !ObserverRecords::fromJson(*value->getAsObject(), result.records, root))
    return makeJsonError(where, root);
  if (llvm::Error error = readSamples(**file))
    return error;
  return std::move(result);
}

llvm::Expected<Calibration> Calibration::load(llvm::StringRef path, std::string *progress) {
  return CalibrationReader(path).read(progress);
}
