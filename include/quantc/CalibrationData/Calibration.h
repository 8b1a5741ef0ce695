//===- Calibration.h - The calibration file ---------------------*- C++ -*-===//
//
// Statistics of every observed value of one network, and samples of its inputs.
// Written by quant-calibrate, read by the passes that choose ranges and correct
// biases. Any sharding and order of the data gives the same bytes.
//
// The file is a zip: statistics.json and samples/<input>.npy. With progress.json
// it is the checkpoint of a run that is not done.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_CALIBRATIONDATA_CALIBRATION_H
#define QUANTC_CALIBRATIONDATA_CALIBRATION_H

#include "quantc/CalibrationData/DistinctValues.h"
#include "quantc/CalibrationData/ObserverRecords.h"
#include "quantc/CalibrationData/ShardSet.h"
#include "quantc/CalibrationData/TensorStatistics.h"
#include "quantc/Support/HostTensor.h"
#include "llvm/Support/Error.h"
#include "llvm/Support/raw_ostream.h"

#include <map>
#include <string>

namespace quantc {

/// A network input, in the network's own layout.
struct CalibrationInput {
  std::string name;                    ///< the network's own name
  std::string id;                      ///< id of the argument
  ElementKind kind = ElementKind::F32; ///< element type
  llvm::SmallVector<int64_t, 4> shape; ///< of one sample, batch not included

  /// Distinct values over all samples seen, kept for f32 inputs.
  DistinctValues distinct;
  /// The same for each index of axis 0 and of the last axis of a sample, where
  /// that axis has 2 to 4 indices; else empty.
  std::vector<DistinctValues> distinctFirst, distinctLast;
};

/// One kept sample.
struct CalibrationSample {
  std::vector<HostTensor> inputs; ///< one for each network input, of its sample shape
};

class Calibration {
public:
  static constexpr int64_t kMaxSamples = 512;
  /// Bytes of samples that are kept at most, all in memory; large inputs keep fewer than 512.
  static constexpr int64_t kMaxSampleBytes = int64_t(160) << 20;

  Calibration() = default;
  /// Starts an empty one. `keepSamples` false keeps none.
  Calibration(llvm::StringRef modelHash, std::vector<CalibrationInput> descriptions, bool keepSamples);

  /// Reads and checks a file: code 3 if it cannot be opened, 1 for anything in
  /// it that does not fit.
  /// The file of a run that is not done is an error, too, unless its text is wanted in `progress`; and then the
  /// other is one.
  static llvm::Expected<Calibration> load(llvm::StringRef path, std::string *progress = nullptr);
  /// Writes the file so that it is complete or absent; with `progress` it is that of a run that is not done.
  llvm::Error save(llvm::StringRef path, llvm::StringRef progress = "");

  /// Adds the data of `other`. Errors: of another model (it lists ids), a shard that both hold. Data without any
  /// sample adds nothing.
  llvm::Error merge(Calibration &other);
  /// The first of those errors.
  llvm::Error checkSameModel(const Calibration &other) const;

  /// Hash of all ids of the model, 16 hexadecimal digits.
  llvm::StringRef getModelHash() const { return modelHash; }
  /// Number of samples seen, kept or not.
  int64_t getNumSamples() const { return numSamples; }
  llvm::ArrayRef<CalibrationInput> getInputs() const { return inputs; }
  /// Returns the statistics of an observed id, or null.
  TensorStatistics *getStatistics(llvm::StringRef id);
  const TensorStatistics *getStatistics(llvm::StringRef id) const;
  /// All observed ids in ascending order.
  std::vector<std::string> getIds() const;
  /// The kept samples, by their content hash ascending: a fixed "random" order.
  std::vector<const CalibrationSample *> getSamples() const;
  bool keepsSamples() const { return maxSamples > 0; }
  /// What observers recorded that need more than statistics.
  const ObserverRecords &getRecords() const { return records; }
  /// The shards that are in it, until all of a run are.
  const ShardSet &getShards() const { return shards; }
  /// A hash of all bytes of a sample.
  static uint64_t hashSample(const CalibrationSample &sample);

  // What the collector calls.
  TensorStatistics &addId(llvm::StringRef id) { return statistics[id.str()]; }
  /// Counts a sample, records its distinct values and keeps it if its hash is
  /// among the least. Values are finite. A sample seen before is kept once.
  /// @returns the hash
  uint64_t addSample(CalibrationSample sample);
  void setRecords(ObserverRecords all) { records = std::move(all); }
  /// Says that this is shard `number` of `count`, and no more than that.
  void setShard(int64_t number, int64_t count) { shards.add(number, count); }

private:
  friend class CalibrationReader;
  void keep(uint64_t hash, CalibrationSample &&sample);
  void write(llvm::raw_pwrite_stream &os, llvm::StringRef progress);
  std::string makeJson(llvm::ArrayRef<std::vector<uint32_t>> codes);

  std::string modelHash;
  int64_t numSamples = 0;
  int64_t maxSamples = 0;
  std::vector<CalibrationInput> inputs;
  std::map<std::string, TensorStatistics> statistics;
  std::map<uint64_t, CalibrationSample> samples; ///< by content hash
  ObserverRecords records;
  ShardSet shards;
};

} // namespace quantc

#endif // QUANTC_CALIBRATIONDATA_CALIBRATION_H
