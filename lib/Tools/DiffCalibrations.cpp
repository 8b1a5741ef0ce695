//===- DiffCalibrations.cpp - quant-calibrate diff ------------------------===//
//
// Tested by test/Calibrate/diff.test.
//
//===----------------------------------------------------------------------===//

#include "CalibrationVerbs.h"

#include "quantc/CalibrationData/Calibration.h"
#include "quantc/Support/ToolError.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/FormatVariadic.h"

#include <algorithm>
#include <cmath>

using namespace quantc;
using llvm::Error;
using llvm::Expected;

/// Returns the share of values that differ between two histograms when both are
/// brought to bins of the coarser one: 0 for equal distributions, 1 for disjoint.
static double getDistance(const TensorStatistics &a, const TensorStatistics &b) {
  int exponent = std::max(a.getHistogram().exponent, b.getHistogram().exponent);
  std::map<int64_t, double> shares;
  auto add = [&](const TensorStatistics &from, double sign) {
    const Histogram &histogram = from.getHistogram();
    int shift = std::min(exponent - histogram.exponent, 62);
    for (auto [i, count] : llvm::enumerate(histogram.counts))
      shares[(histogram.first + int64_t(i)) >> shift] += sign * double(count) / double(from.getCount());
    shares[INT64_MIN] += sign * double(from.getNumZeros()) / double(from.getCount());
  };
  add(a, 1);
  add(b, -1);
  double sum = 0;
  for (auto &[bin, share] : shares)
    sum += std::fabs(share);
  return sum / 2;
}

/// Returns all that a file says of a tensor.
static std::string getText(TensorStatistics &statistics) {
  std::string text;
  llvm::raw_string_ostream os(text);
  llvm::json::OStream json(os);
  json.object([&] { statistics.toJson(json); });
  return text;
}

static bool isSame(const DistinctValues &one, const DistinctValues &two) {
  return one.isOverfull() == two.isOverfull() && one.getSorted() == two.getSorted();
}

static bool isSame(const CalibrationInput &one, const CalibrationInput &two) {
  auto isSameAxis = [](llvm::ArrayRef<DistinctValues> first, llvm::ArrayRef<DistinctValues> second) {
    return llvm::equal(first, second, [](const DistinctValues &a, const DistinctValues &b) { return isSame(a, b); });
  };
  return isSame(one.distinct, two.distinct) && isSameAxis(one.distinctFirst, two.distinctFirst) &&
         isSameAxis(one.distinctLast, two.distinctLast);
}

static std::vector<uint64_t> getKept(const Calibration &calibration) {
  std::vector<uint64_t> hashes;
  for (const CalibrationSample *sample : calibration.getSamples())
    hashes.push_back(Calibration::hashSample(*sample));
  llvm::sort(hashes);
  return hashes;
}

/// Compares what the files say of the samples. Returns whether that is the same.
static bool diffSamples(const Calibration &first, const Calibration &second, llvm::raw_ostream &os) {
  bool same = first.getNumSamples() == second.getNumSamples();
  os << "samples " << first.getNumSamples() << " and " << second.getNumSamples() << "\n";
  for (auto [one, two] : llvm::zip(first.getInputs(), second.getInputs()))
    if (!isSame(one, two)) {
      os << "the distinct values of input " << one.name << " differ\n";
      same = false;
    }
  std::vector<uint64_t> kept = getKept(first), others = getKept(second), common;
  std::set_intersection(kept.begin(), kept.end(), others.begin(), others.end(), std::back_inserter(common));
  if (kept != others) {
    os << "samples kept " << kept.size() << " and " << others.size() << ", " << common.size() << " in both\n";
    same = false;
  }
  std::string held = first.getShards().describeHeld(), otherHeld = second.getShards().describeHeld();
  if (held != otherHeld) {
    os << "shards held: " << (held.empty() ? "none" : held) << " and " << (otherHeld.empty() ? "none" : otherHeld)
       << "\n";
    same = false;
  }
  return same && first.keepsSamples() == second.keepsSamples();
}

/// Prints both lines of an id, as `diff` marks them. Without samples a file has no such line.
static void printPair(llvm::StringRef id, TensorStatistics *a, TensorStatistics *b, llvm::raw_ostream &os) {
  auto print = [&](llvm::StringRef name, char mark, TensorStatistics *s) {
    os << llvm::formatv("{0,-17}{1} ", name, mark);
    if (s)
      os << llvm::formatv("{0,13}", s->getCount())
         << llvm::format("%13.6g%13.6g%13.6g", s->getMin(), s->getMax(), s->getMean());
    else
      os << llvm::formatv("{0,13}", "none");
  };
  print(id, '<', a);
  os << "\n";
  print("", '>', b);
  if (a && b)
    os << llvm::format("%8.2f%%", 100 * getDistance(*a, *b));
  os << "\n";
}

Error quantc::diffCalibrations(llvm::StringRef firstPath, llvm::StringRef secondPath) {
  Expected<Calibration> first = Calibration::load(firstPath);
  if (!first)
    return first.takeError();
  Expected<Calibration> second = Calibration::load(secondPath);
  if (!second)
    return second.takeError();
  if (Error error = first->checkSameModel(*second))
    return badInput(firstPath + ", " + secondPath + ": " + llvm::toString(std::move(error)));
  llvm::raw_ostream &os = llvm::outs();
  bool same = diffSamples(*first, *second, os);
  std::vector<std::string> ids = first->getIds().empty() ? second->getIds() : first->getIds();
  int64_t differing = 0;
  for (const std::string &id : ids) {
    TensorStatistics *a = first->getStatistics(id), *b = second->getStatistics(id);
    if (a && b && getText(*a) == getText(*b))
      continue;
    if (differing++ == 0)
      os << llvm::formatv("{0,-19}{1,13}{2,13}{3,13}{4,13}{5,9}\n", "id", "values", "min", "max", "mean", "moved");
    printPair(id, a, b, os);
  }
  os << differing << " of " << ids.size() << " ids differ\n";
  return same && differing == 0 ? Error::success() : makeError(ExitCode::BadInput, "");
}
