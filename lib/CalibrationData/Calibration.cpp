//===- Calibration.cpp - Collect and merge calibration data ---------------===//
//
// Tested by test/Calibrate/sharding.test and test/Calibrate/samples.test.
//
// Which samples are kept depends on nothing but their contents: those with the
// smallest hashes. So shards keep a superset of what the whole would keep.
//
//===----------------------------------------------------------------------===//

#include "quantc/CalibrationData/Calibration.h"

#include "quantc/Support/ToolError.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Endian.h"
#include "llvm/Support/xxhash.h"

using namespace quantc;

/// Returns whether an axis of this size gets distinct values of its own:
/// colours, and not positions.
static bool isChannelAxis(int64_t size) { return size >= 2 && size <= 4; }

Calibration::Calibration(llvm::StringRef modelHash, std::vector<CalibrationInput> descriptions, bool keepSamples)
    : modelHash(modelHash.str()), inputs(std::move(descriptions)) {
  int64_t sampleBytes = 0;
  for (CalibrationInput &input : inputs) {
    int64_t bytes = getElementSize(input.kind);
    for (int64_t size : input.shape)
      bytes *= size;
    sampleBytes += bytes;
    if (input.kind != ElementKind::F32) {
      input.distinct = DistinctValues::makeOverfull();
      continue;
    }
    if (input.shape.size() > 1 && isChannelAxis(input.shape.front()))
      input.distinctFirst.resize(input.shape.front());
    if (input.shape.size() > 1 && isChannelAxis(input.shape.back()))
      input.distinctLast.resize(input.shape.back());
  }
  if (keepSamples)
    maxSamples = std::clamp<int64_t>(kMaxSampleBytes / std::max<int64_t>(sampleBytes, 1), 1, kMaxSamples);
}

uint64_t Calibration::hashSample(const CalibrationSample &sample) {
  std::string hashes;
  for (const HostTensor &input : sample.inputs) {
    char word[8];
    llvm::support::endian::write64le(word, llvm::xxh3_64bits(llvm::StringRef(input.bytes.data(), input.bytes.size())));
    hashes.append(word, sizeof word);
  }
  return llvm::xxh3_64bits(llvm::StringRef(hashes));
}

static void addDistinct(CalibrationInput &input, const HostTensor &tensor) {
  if (input.kind != ElementKind::F32)
    return;
  auto isOverfull = [](const DistinctValues &values) { return values.isOverfull(); };
  llvm::ArrayRef<float> values = tensor.values<float>();
  if (!input.distinct.isOverfull())
    for (float value : values)
      input.distinct.add(value);
  if (size_t channels = input.distinctFirst.size(); channels && !llvm::all_of(input.distinctFirst, isOverfull))
    for (size_t i = 0, plane = values.size() / channels; i < values.size(); ++i)
      input.distinctFirst[i / plane].add(values[i]);
  if (size_t channels = input.distinctLast.size(); channels && !llvm::all_of(input.distinctLast, isOverfull))
    for (size_t i = 0; i < values.size(); ++i)
      input.distinctLast[i % channels].add(values[i]);
}

uint64_t Calibration::addSample(CalibrationSample sample) {
  ++numSamples;
  for (auto [input, tensor] : llvm::zip_equal(inputs, sample.inputs))
    addDistinct(input, tensor);
  uint64_t hash = hashSample(sample);
  keep(hash, std::move(sample));
  return hash;
}

void Calibration::keep(uint64_t hash, CalibrationSample &&sample) {
  bool isFull = int64_t(samples.size()) >= maxSamples;
  if (maxSamples == 0 || (isFull && hash > samples.rbegin()->first))
    return;
  samples.try_emplace(hash, std::move(sample));
  if (int64_t(samples.size()) > maxSamples)
    samples.erase(std::prev(samples.end()));
}

/// Says how the ids of two files differ, a few of each kind.
static std::string describeIds(const Calibration &one, const Calibration &two) {
  std::vector<std::string> first = one.getIds(), second = two.getIds(), common;
  std::set_intersection(first.begin(), first.end(), second.begin(), second.end(), std::back_inserter(common));
  std::string text = llvm::utostr(common.size()) + " ids in both";
  auto list = [&](llvm::StringRef which, llvm::ArrayRef<std::string> ids) {
    std::vector<std::string> only;
    for (const std::string &id : ids)
      if (!llvm::is_contained(common, id))
        only.push_back(id);
    if (!only.empty())
      text += (", " + llvm::Twine(only.size()) + " only in the " + which + " (" +
               llvm::join(llvm::ArrayRef(only).take_front(8), ", ") + (only.size() > 8 ? ", ..." : "") + ")")
                  .str();
  };
  list("first", first);
  list("second", second);
  return text;
}

llvm::Error Calibration::checkSameModel(const Calibration &other) const {
  // Without samples there are no statistics, and so no ids.
  bool isEmpty = numSamples == 0 || other.numSamples == 0;
  if (modelHash != other.modelHash || (!isEmpty && getIds() != other.getIds()))
    return badInput("calibration of another model: " + modelHash + " and " + other.modelHash + "; " +
                    describeIds(*this, other));
  for (auto [mine, theirs] : llvm::zip(inputs, other.inputs))
    if (mine.name != theirs.name || mine.kind != theirs.kind || mine.shape != theirs.shape)
      return badInput("calibration of another model: input '" + mine.name + "' differs");
  if (inputs.size() != other.inputs.size())
    return badInput("calibration of another model: " + llvm::Twine(inputs.size()) + " and " +
                    llvm::Twine(other.inputs.size()) + " inputs");
  return llvm::Error::success();
}

llvm::Error Calibration::merge(Calibration &other) {
  if (llvm::Error error = checkSameModel(other))
    return error;
  // Without samples there are no records.
  if (numSamples != 0 && other.numSamples != 0)
    if (llvm::Error error = records.checkMergeable(other.records))
      return error;
  if (std::optional<std::string> shard = shards.merge(other.shards))
    return badInput("shard " + *shard + " is in both; merge the shards of one run before those of another");
  records.merge(other.records);
  for (auto &[id, theirs] : other.statistics)
    statistics[id].merge(theirs);
  for (auto [mine, theirs] : llvm::zip(inputs, other.inputs)) {
    mine.distinct.merge(theirs.distinct);
    for (auto [a, b] : llvm::zip(mine.distinctFirst, theirs.distinctFirst))
      a.merge(b);
    for (auto [a, b] : llvm::zip(mine.distinctLast, theirs.distinctLast))
      a.merge(b);
  }
  numSamples += other.numSamples;
  // One file without samples: the others' would stand for a part of the data only.
  maxSamples = std::min(maxSamples, other.maxSamples);
  while (int64_t(samples.size()) > maxSamples)
    samples.erase(std::prev(samples.end()));
  for (auto &[hash, sample] : other.samples)
    keep(hash, CalibrationSample(sample));
  return llvm::Error::success();
}

TensorStatistics *Calibration::getStatistics(llvm::StringRef id) {
  auto it = statistics.find(id.str());
  return it == statistics.end() ? nullptr : &it->second;
}

const TensorStatistics *Calibration::getStatistics(llvm::StringRef id) const {
  return const_cast<Calibration *>(this)->getStatistics(id);
}

std::vector<std::string> Calibration::getIds() const {
  std::vector<std::string> ids;
  for (auto &[id, tensor] : statistics)
    ids.push_back(id);
  return ids;
}

std::vector<const CalibrationSample *> Calibration::getSamples() const {
  std::vector<const CalibrationSample *> result;
  for (auto &[hash, sample] : samples)
    result.push_back(&sample);
  return result;
}
