//===- ShowCalibration.cpp - quant-calibrate show -------------------------===//
//
// Tested by test/Calibrate/statistics.test, lattice.test and show-histogram.test.
//
//===----------------------------------------------------------------------===//

#include "CalibrationVerbs.h"

#include "quantc/CalibrationData/Calibration.h"
#include "quantc/Support/ToolError.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/FormatVariadic.h"

#include <cmath>

using namespace quantc;
using llvm::Error;
using llvm::Expected;

/// Rows of a histogram at most, and characters of its longest bar: a line has less than 80.
static constexpr int64_t kMaxRows = 24;
static constexpr int kBarWidth = 38;

/// Says on which grid an input lies, or "".
static std::string describeLattice(const CalibrationInput &input) {
  auto find = [](const DistinctValues &values) {
    return values.isOverfull() ? std::nullopt : findLattice(values.getSorted());
  };
  if (std::optional<Lattice> lattice = find(input.distinct)) {
    std::string text;
    llvm::raw_string_ostream os(text);
    os << ", exact in " << lattice->numCodes << llvm::format(" codes: step %.9g", lattice->step) << ", zero point "
       << lattice->zeroPoint << (lattice->isZeroExact ? "" : " (zero between two codes)");
    return text;
  }
  for (const std::vector<DistinctValues> *axis : {&input.distinctFirst, &input.distinctLast})
    if (!axis->empty() && llvm::all_of(*axis, [&](const DistinctValues &values) { return find(values).has_value(); }))
      return ", exact in 8-bit codes for each channel";
  return "";
}

static void showHeader(const Calibration &calibration, llvm::raw_ostream &os) {
  os << "model " << calibration.getModelHash() << ", " << calibration.getNumSamples() << " samples, "
     << calibration.getSamples().size() << " kept\n";
  if (const ShardSet &shards = calibration.getShards(); !shards.isEmpty())
    os << "shards " << shards.describeHeld() << "; missing " << shards.describeMissing() << "\n";
  for (const CalibrationInput &input : calibration.getInputs()) {
    os << "input " << input.name << " (" << input.id << "): " << getElementName(input.kind) << " [";
    llvm::interleaveComma(input.shape, os);
    os << "]" << describeLattice(input) << "\n";
  }
}

static void showTable(Calibration &calibration, llvm::raw_ostream &os) {
  os << llvm::formatv("{0,-18}{1,14}{2,8}{3,13}{4,13}{5,13}{6,13}\n", "id", "values", "zeros", "min", "max", "mean",
                      "deviation");
  for (const std::string &id : calibration.getIds()) {
    TensorStatistics &s = *calibration.getStatistics(id);
    os << llvm::formatv("{0,-18}{1,14}", id, s.getCount())
       << llvm::format("%7.1f%%%13.6g%13.6g%13.6g%13.6g\n", 100.0 * double(s.getNumZeros()) / double(s.getCount()),
                       s.getMin(), s.getMax(), s.getMean(), std::sqrt(s.getVariance()));
  }
}

/// A row for each stretch of bins; a bin of a row is `2^shift` of the file's, so that none is cut.
static void showHistogram(llvm::StringRef id, const TensorStatistics &statistics, llvm::raw_ostream &os) {
  const Histogram &histogram = statistics.getHistogram();
  os << id << ": " << statistics.getCount() << " values, " << statistics.getNumZeros() << " of them 0 and in no row\n";
  int64_t first = histogram.first, last = first + int64_t(histogram.counts.size()) - 1;
  int shift = 0;
  while ((last >> shift) - (first >> shift) >= kMaxRows)
    ++shift;
  std::vector<uint64_t> rows((last >> shift) - (first >> shift) + 1);
  for (auto [i, count] : llvm::enumerate(histogram.counts))
    rows[((first + int64_t(i)) >> shift) - (first >> shift)] += count;
  uint64_t most = *llvm::max_element(rows);
  if (most == 0)
    return;
  double width = std::ldexp(1.0, histogram.exponent + shift);
  os << llvm::formatv("{0,13}{1,13}\n", "from", "to below");
  for (auto [i, count] : llvm::enumerate(rows)) {
    double low = double((first >> shift) + int64_t(i)) * width;
    int length = int(std::round(double(count) / double(most) * kBarWidth));
    length = count ? std::max(length, 1) : 0;
    os << llvm::format("%13.5g%13.5g ", low, low + width)
       << llvm::formatv("{0,-38}{1,13}\n", std::string(length, '#'), count);
  }
}

Error quantc::showCalibration(llvm::StringRef path, std::optional<std::string> histogram) {
  Expected<Calibration> calibration = Calibration::load(path);
  if (!calibration)
    return calibration.takeError();
  llvm::raw_ostream &os = llvm::outs();
  std::vector<std::string> ids = calibration->getIds();
  if (histogram && !histogram->empty()) {
    if (!llvm::is_contained(ids, *histogram))
      return badInput(path + ": has no id '" + *histogram + "'; it has " +
                      (ids.empty() ? "none" : llvm::join(llvm::ArrayRef(ids).take_front(8), ", ")) +
                      (ids.size() > 8 ? ", ..." : ""));
    ids = {*histogram};
  }
  showHeader(*calibration, os);
  if (!histogram)
    showTable(*calibration, os);
  else
    for (const std::string &id : ids)
      showHistogram(id, *calibration->getStatistics(id), os);
  return Error::success();
}
