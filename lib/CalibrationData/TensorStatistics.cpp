//===- TensorStatistics.cpp - What calibration knows of a tensor ----------===//
//
// Tested by test/Calibrate/statistics.test and test/Calibrate/sharding.test.
//
//===----------------------------------------------------------------------===//

#include "quantc/CalibrationData/TensorStatistics.h"

#include <algorithm>
#include <cmath>

using namespace quantc;
namespace json = llvm::json;

/// Returns k of the bin of `value`: floor(value / 2^exponent), exactly.
static int64_t getBin(double value, int exponent) { return int64_t(std::floor(std::ldexp(value, -exponent))); }

int Histogram::getExponent(float min, float max) {
  float magnitude = std::max(std::fabs(min), std::fabs(max));
  int exponent = magnitude == 0 ? -149 : std::max(-149, std::ilogb(magnitude) - 23);
  // Bins of a 2,048th of the range are a lower bound, and at most two doublings short.
  if (max > min)
    exponent = std::max(exponent, std::ilogb(double(max) - min) - 12);
  while (getBin(max, exponent) - getBin(min, exponent) >= kMaxBins)
    ++exponent;
  return exponent;
}

/// Re-bins so that the histogram covers [newMin, newMax], which includes the old range.
void TensorStatistics::extendRange(float newMin, float newMax) {
  int exponent = Histogram::getExponent(newMin, newMax);
  int64_t first = getBin(newMin, exponent), last = getBin(newMax, exponent);
  std::vector<uint64_t> counts(last - first + 1);
  int shift = exponent - histogram.exponent;
  for (size_t i = 0; i < histogram.counts.size(); ++i)
    if (histogram.counts[i]) {
      // A right shift of a negative number rounds down, as bins do.
      int64_t bin = shift > 62 ? (histogram.first + int64_t(i) < 0 ? -1 : 0) : (histogram.first + int64_t(i)) >> shift;
      counts[bin - first] += histogram.counts[i];
    }
  histogram = {exponent, first, std::move(counts)};
  min = newMin;
  max = newMax;
}

std::optional<size_t> TensorStatistics::add(llvm::ArrayRef<float> values) {
  if (values.empty())
    return std::nullopt;
  // Not finite times zero is NaN; a sum keeps it, and the loop stays branchless.
  float low = values[0], high = values[0], poison = 0;
  for (float value : values) {
    low = value < low ? value : low;
    high = value > high ? value : high;
    poison += value * 0.0f;
  }
  if (poison != 0)
    return llvm::find_if(values, [](float x) { return !std::isfinite(x); }) - values.begin();
  // Negative zero is zero, or the order of values would show in min and max.
  low += 0.0f;
  high += 0.0f;
  if (isEmpty())
    extendRange(low, high);
  else if (low < min || high > max)
    extendRange(std::min(low, min), std::max(high, max));

  double scale = std::ldexp(1.0, -histogram.exponent);
  uint64_t *bins = histogram.counts.data();
  int64_t first = histogram.first;
  for (float value : values) {
    if (value == 0) {
      ++zeros;
      continue;
    }
    double position = double(value) * scale;
    int64_t bin = int64_t(position);
    bin -= double(bin) > position;
    ++bins[bin - first];
    sum.add(value);
  }
  count += values.size();
  sum.fold();
  return std::nullopt;
}

void TensorStatistics::merge(TensorStatistics &other) {
  if (other.isEmpty())
    return;
  if (isEmpty()) {
    *this = other;
    return;
  }
  float low = std::min(min, other.min), high = std::max(max, other.max);
  extendRange(low, high);
  TensorStatistics copy = other;
  copy.extendRange(low, high);
  for (auto [mine, theirs] : llvm::zip_equal(histogram.counts, copy.histogram.counts))
    mine += theirs;
  count += other.count;
  zeros += other.zeros;
  sum.merge(other.sum);
}

double TensorStatistics::getVariance() {
  double mean = getMean();
  return std::max(0.0, sum.getSumOfSquares() / double(count) - mean * mean);
}

void TensorStatistics::toJson(json::OStream &json) {
  json.attribute("count", count);
  json.attribute("zeros", zeros);
  json.attribute("min", double(min));
  json.attribute("max", double(max));
  json.attribute("sum", sum.getSumText());
  json.attribute("squares", sum.getSquaresText());
  json.attribute("exponent", histogram.exponent);
  json.attribute("first", histogram.first);
  json.attributeArray("counts", [&] {
    for (uint64_t bin : histogram.counts)
      json.value(bin);
  });
}

/// Reads a number that a float holds exactly and that is finite.
static bool readFloat(const json::Object &object, llvm::StringRef key, float &value, json::Path path) {
  std::optional<double> number = object.getNumber(key);
  if (number && std::isfinite(*number) && double(float(*number)) == *number) {
    value = float(*number);
    return true;
  }
  path.field(key).report("expected a finite f32 number");
  return false;
}

std::optional<TensorStatistics> TensorStatistics::fromJson(const json::Value &value, json::Path path) {
  TensorStatistics result;
  json::ObjectMapper map(value, path);
  std::string sum, squares;
  if (!map || !map.map("count", result.count) || !map.map("zeros", result.zeros) || !map.map("sum", sum) ||
      !map.map("squares", squares) || !map.map("exponent", result.histogram.exponent) ||
      !map.map("first", result.histogram.first) || !map.map("counts", result.histogram.counts) ||
      !readFloat(*value.getAsObject(), "min", result.min, path) ||
      !readFloat(*value.getAsObject(), "max", result.max, path))
    return std::nullopt;
  auto fail = [&](llvm::StringRef field, llvm::StringLiteral what) {
    path.field(field).report(what);
    return std::nullopt;
  };
  if (result.count == 0 || result.zeros > result.count)
    return fail("zeros", "expected at most count, and a count of at least 1");
  if (result.min > result.max)
    return fail("min", "expected at most max");
  const Histogram &histogram = result.histogram;
  if (histogram.exponent != Histogram::getExponent(result.min, result.max) ||
      histogram.first != getBin(result.min, histogram.exponent))
    return fail("exponent", "does not fit min and max");
  if (int64_t(histogram.counts.size()) != getBin(result.max, histogram.exponent) - histogram.first + 1)
    return fail("counts", "number of bins does not fit min and max");
  unsigned __int128 total = result.zeros;
  for (uint64_t bin : histogram.counts)
    total += bin;
  if (total != result.count)
    return fail("counts", "do not add up to count minus zeros");
  std::optional<ExactSum> parsed = ExactSum::parse(sum, squares);
  if (!parsed)
    return fail("sum", "expected sum and squares to be hexadecimal integers");
  result.sum = *parsed;
  return result;
}
