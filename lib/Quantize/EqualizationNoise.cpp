//===- EqualizationNoise.cpp - What factors of channels make of it --------===//
//
// Tested by test/Quantize/equalize.test and equalize-pairs.test.
//
//===----------------------------------------------------------------------===//

#include "EqualizationNoise.h"
#include "Layers.h"
#include "quantc/Numerics/Quantize.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::quantize;

void quantize::addValues(SampleStatistics &statistics, ArrayRef<float> values) {
  size_t channels = statistics.greatest.size();
  for (size_t first = 0; first < values.size(); first += channels)
    for (size_t channel = 0; channel < channels; ++channel) {
      float value = values[first + channel];
      statistics.greatest[channel] = std::max(statistics.greatest[channel], std::fabs(value));
      statistics.squares[channel] += double(value) * value;
    }
}

void quantize::addObserved(SampleStatistics &statistics, size_t number, ArrayRef<int32_t> channels,
                           ArrayRef<float> values) {
  for (auto [channel, value] : llvm::zip_equal(channels, values)) {
    statistics.least[number][channel] = std::min(statistics.least[number][channel], value);
    statistics.most[number][channel] = std::max(statistics.most[number][channel], value);
  }
}

void quantize::copyRows(PairStatistics &statistics, int64_t first, ArrayRef<float> values) {
  int64_t channels = statistics.channels, end = first + int64_t(values.size()) / channels;
  for (auto position = llvm::lower_bound(statistics.positions, first);
       position != statistics.positions.end() && *position < end; ++position)
    std::copy_n(values.begin() + (*position - first) * channels, channels,
                statistics.rows.begin() + (position - statistics.positions.begin()) * channels);
}

void quantize::summarize(PairStatistics &all, ArrayRef<std::vector<SampleStatistics>> samples, size_t pair,
                         size_t half) {
  all.greatestOfFirst.resize(all.channels);
  all.greatest.resize(all.channels);
  all.energies.resize(all.channels);
  for (auto [number, sample] : llvm::enumerate(samples)) {
    const SampleStatistics &one = sample[pair];
    if (number == 0) {
      all.least = one.least;
      all.most = one.most;
    }
    for (int64_t channel = 0; channel < all.channels; ++channel) {
      all.greatest[channel] = std::max(all.greatest[channel], one.greatest[channel]);
      if (number < half)
        all.greatestOfFirst[channel] = all.greatest[channel];
      all.energies[channel] += one.squares[channel];
      for (size_t observer = 0; observer < one.least.size(); ++observer) {
        all.least[observer][channel] = std::min(all.least[observer][channel], one.least[observer][channel]);
        all.most[observer][channel] = std::max(all.most[observer][channel], one.most[observer][channel]);
      }
    }
  }
}

double quantize::measureNoise(const PairStatistics &statistics, size_t first, ArrayRef<float> factors,
                              ArrayRef<double> weights, double min, double max) {
  numerics::QuantParams params = numerics::getActivationParams(min, max, -128, 127);
  auto low = float(params.low - params.zeroPoint), high = float(params.high - params.zeroPoint);
  int64_t channels = statistics.channels;
  std::vector<float> inverses;
  for (float factor : factors)
    inverses.push_back(1 / (factor * params.scale));
  std::vector<double> sums(channels);
  const float *values = statistics.rows.data() + first * channels;
  for (size_t row = first; row < statistics.positions.size(); ++row, values += channels)
    for (int64_t channel = 0; channel < channels; ++channel) {
      float exact = values[channel] * inverses[channel];
      float bounded = std::min(std::max(exact, low), high);
      float error = (bounded + 0x1.8p23f) - 0x1.8p23f - exact;
      sums[channel] += double(error * error);
    }
  double noise = 0;
  for (int64_t channel = 0; channel < channels; ++channel)
    noise += weights[channel] * double(factors[channel]) * factors[channel] * sums[channel];
  return noise * params.scale * params.scale / double(statistics.positions.size() - first);
}

std::vector<float> quantize::getFactors(ArrayRef<float> greatest, int eighths) {
  float most = *llvm::max_element(greatest);
  std::vector<float> factors;
  for (float value : greatest) {
    double root = std::sqrt(std::sqrt(std::sqrt(std::max(double(value) / most, 0x1p-8)))), factor = 1;
    for (int i = 0; i < eighths; ++i)
      factor *= root;
    factors.push_back(float(factor));
  }
  return factors;
}

ReaderWeights::ReaderWeights(const ChannelPair &pair) : energies(pair.getNumChannels()) {
  qnn::ContractionOpInterface reader = pair.reader;
  Value weight = reader.getWeightOperand().get();
  SmallVector<float> values = getFloats(weight.getDefiningOp<qnn::ConstantOp>());
  auto shape = cast<RankedTensorType>(weight.getType()).getShape();
  int64_t outputs = shape.front(), inputs = shape.back(), perOutput = values.size() / outputs;
  bool isDepthwise = inputs != int64_t(pair.columns.size());
  taps = perOutput / inputs;
  steps = float(qnn::getStoredLimits(qnn::getConfig(reader.getOperation()).weights).second);
  if (!isDepthwise)
    peaks.assign(outputs, std::vector<float>(inputs));
  for (auto [index, value] : llvm::enumerate(values)) {
    int64_t output = index / perOutput, input = index % inputs;
    energies[pair.columns[isDepthwise ? output : input]] += double(value) * value;
    if (!isDepthwise)
      peaks[output][input] = std::max(peaks[output][input], std::fabs(value));
  }
}

/// Returns 1/2 sum_o s_o^2 / 12 sum of E[x_c^2] / t_c^2 over what an output reads: of weights that are rounded.
double ReaderWeights::predictNoise(const ChannelPair &pair, ArrayRef<float> factors,
                                   ArrayRef<double> inputEnergies) const {
  double noise = 0, inputs = 0;
  for (const std::vector<float> &row : peaks) {
    float peak = 0;
    for (auto [column, value] : llvm::zip_equal(pair.columns, row))
      peak = std::max(peak, value * factors[column]);
    noise += double(peak / steps) * (peak / steps);
  }
  for (int32_t column : pair.columns)
    inputs += inputEnergies[column] / (double(factors[column]) * factors[column]);
  return 0.5 * noise / 12 * inputs * double(taps);
}

int quantize::chooseExponent(const ChannelPair &pair, const PairStatistics &statistics, const ReaderWeights &weights) {
  int best = 0;
  double least = 0;
  for (int eighths = 0; eighths <= 8; ++eighths) {
    std::vector<float> factors = getFactors(statistics.greatestOfFirst, eighths);
    double max = 0;
    for (auto [value, factor] : llvm::zip_equal(statistics.greatestOfFirst, factors))
      max = std::max(max, double(value) / factor);
    // Each exponent with a range that suits it: what 0 leaves alone will have one, too.
    double noise = INFINITY;
    for (double ratio : {1.0, 0.9, 0.8, 0.7, 0.6})
      noise = std::min(noise, measureNoise(statistics, statistics.second, factors, weights.energies,
                                           statistics.isSigned ? -max * ratio : 0, max * ratio));
    noise += weights.predictNoise(pair, factors, statistics.energies);
    if (eighths == 0 || noise < least * 0.999) {
      least = noise;
      best = eighths;
    }
  }
  return best;
}
