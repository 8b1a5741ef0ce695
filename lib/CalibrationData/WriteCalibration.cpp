//===- WriteCalibration.cpp - Write the calibration file ------------------===//
//
// Tested by test/Calibrate/samples.test and test/Calibrate/sharding.test.
//
// Samples of an f32 input that take at most 256 values are stored as 8-bit codes
// into a table of their bit patterns: four times smaller, and exact.
//
//===----------------------------------------------------------------------===//

#include "quantc/CalibrationData/Calibration.h"
#include "quantc/Support/Npy.h"
#include "quantc/Support/OutputFiles.h"
#include "quantc/Support/ZipWriter.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/StringExtras.h"

using namespace quantc;
namespace json = llvm::json;

/// Returns the bit patterns that input `index` of the kept samples takes, in
/// ascending order; empty if there are more than 256 or it is no f32.
static std::vector<uint32_t> findCodes(const Calibration &calibration, size_t index) {
  if (calibration.getInputs()[index].kind != ElementKind::F32)
    return {};
  llvm::DenseSet<uint32_t> patterns; // its two reserved keys are NaN, which no sample has
  for (const CalibrationSample *sample : calibration.getSamples())
    for (uint32_t pattern : sample->inputs[index].values<uint32_t>())
      if (patterns.insert(pattern).second && patterns.size() > 256)
        return {};
  std::vector<uint32_t> sorted(patterns.begin(), patterns.end());
  llvm::sort(sorted);
  return sorted;
}

static void writeDistinct(json::OStream &json, const DistinctValues &values) {
  if (values.isOverfull())
    return json.value(nullptr);
  json.array([&] {
    for (float value : values.getSorted())
      json.value(double(value));
  });
}

static void writeInput(json::OStream &json, const CalibrationInput &input, llvm::ArrayRef<uint32_t> codes) {
  json.attribute("name", json::fixUTF8(input.name));
  json.attribute("id", input.id);
  json.attribute("type", getElementName(input.kind));
  json.attributeArray("shape", [&] {
    for (int64_t size : input.shape)
      json.value(size);
  });
  json.attributeBegin("distinct");
  writeDistinct(json, input.distinct);
  json.attributeEnd();
  json.attributeArray("distinct_first_axis", [&] {
    for (const DistinctValues &values : input.distinctFirst)
      writeDistinct(json, values);
  });
  json.attributeArray("distinct_last_axis", [&] {
    for (const DistinctValues &values : input.distinctLast)
      writeDistinct(json, values);
  });
  json.attributeArray("code_bits", [&] {
    for (uint32_t pattern : codes)
      json.value(int64_t(pattern));
  });
}

std::string Calibration::makeJson(llvm::ArrayRef<std::vector<uint32_t>> codes) {
  std::string text;
  llvm::raw_string_ostream os(text);
  json::OStream json(os);
  json.object([&] {
    json.attribute("format", "quantc-calibration");
    json.attribute("version", 1);
    json.attribute("model_hash", modelHash);
    json.attribute("num_samples", numSamples);
    json.attribute("max_kept_samples", maxSamples);
    if (!shards.isEmpty()) {
      json.attributeBegin("shards");
      shards.toJson(json);
      json.attributeEnd();
    }
    json.attributeArray("inputs", [&] {
      for (auto [input, table] : llvm::zip_equal(inputs, codes))
        json.object([&, &input = input, &table = table] { writeInput(json, input, table); });
    });
    json.attributeArray("kept_samples", [&] {
      for (auto &[hash, sample] : samples)
        json.value(llvm::utohexstr(hash, /*LowerCase=*/true, /*Width=*/16));
    });
    json.attributeArray("statistics", [&] {
      for (auto &[id, tensor] : statistics)
        json.object([&, &id = id, &tensor = tensor] {
          json.attribute("id", id);
          tensor.toJson(json);
        });
    });
    records.toJson(json);
  });
  os << "\n";
  return text;
}

void Calibration::write(llvm::raw_pwrite_stream &os, llvm::StringRef progress) {
  std::vector<std::vector<uint32_t>> codes;
  for (size_t i = 0; i < inputs.size(); ++i)
    codes.push_back(findCodes(*this, i));

  ZipWriter zip(os);
  zip.add("statistics.json", makeJson(codes), ZipWriter::Method::Deflate);
  if (!progress.empty())
    zip.add("progress.json", progress, ZipWriter::Method::Store);
  for (size_t i = 0; i < inputs.size() && !samples.empty(); ++i) {
    bool isCoded = !codes[i].empty();
    llvm::DenseMap<uint32_t, uint8_t> codeOf;
    for (auto [code, pattern] : llvm::enumerate(codes[i]))
      codeOf[pattern] = code;
    llvm::SmallVector<int64_t, 5> shape = {int64_t(samples.size())};
    llvm::append_range(shape, inputs[i].shape);
    // Float noise does not deflate, and takes long to try.
    zip.beginEntry("samples/" + std::to_string(i) + ".npy",
                   isCoded ? ZipWriter::Method::Deflate : ZipWriter::Method::Store);
    zip.write(llvm::StringRef(makeNpyHeader(isCoded ? ElementKind::U8 : inputs[i].kind, shape)));
    for (auto &[hash, sample] : samples) {
      const HostTensor &tensor = sample.inputs[i];
      if (!isCoded) {
        zip.write(llvm::ArrayRef<char>(tensor.bytes));
        continue;
      }
      std::vector<char> bytes;
      bytes.reserve(tensor.getNumElements());
      for (uint32_t pattern : tensor.values<uint32_t>())
        bytes.push_back(char(codeOf.find(pattern)->second));
      zip.write(llvm::ArrayRef<char>(bytes));
    }
    zip.endEntry();
  }
  zip.finish();
}

llvm::Error Calibration::save(llvm::StringRef path, llvm::StringRef progress) {
  OutputFiles files;
  llvm::Expected<llvm::raw_pwrite_stream *> os = files.create(path);
  if (!os)
    return os.takeError();
  write(**os, progress);
  return files.commit();
}
