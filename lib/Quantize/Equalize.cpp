//===- Equalize.cpp - Channels that use their tensor's range --------------===//
//
// Tested by test/Quantize/equalize.test and equalize-pairs.mlir.
//
// Step 5 of the recipe. How far channels are brought together is measured: ranges are taken of one half of the samples,
// errors of the other; with the same samples for both, the largest value of each channel would be fitted to itself.
//
//===----------------------------------------------------------------------===//

#include "ChannelPairs.h"
#include "LayerInputs.h"
#include "Layers.h"
#include "Samples.h"
#include "quantc/Quantize/Passes.h"
#include "quantc/Reference/Reference.h"
#include "quantc/Support/Parallel.h"

#include <cmath>

namespace quantc {
#define GEN_PASS_DEF_EQUALIZEPASS
#include "quantc/Quantize/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;
using namespace quantc::quantize;

/// Values at most that errors are measured on.
static constexpr int64_t kMaxValues = 400000;

namespace {
/// What one sample tells of a pair.
struct SampleStatistics {
  std::vector<float> greatest;                 ///< of |x|, each channel
  std::vector<double> squares;                 ///< sums of x^2, each channel
  std::vector<std::vector<float>> least, most; ///< of each observer, each channel

  explicit SampleStatistics(const ChannelPair &pair)
      : greatest(pair.getNumChannels()), squares(pair.getNumChannels()),
        least(pair.observed.size(), std::vector<float>(pair.getNumChannels(), INFINITY)),
        most(pair.observed.size(), std::vector<float>(pair.getNumChannels(), -INFINITY)) {}
};

/// What all samples tell.
struct PairStatistics {
  int64_t channels = 0;
  std::vector<float> greatestOfFirst, greatest; ///< of the first half of the samples, and of all
  std::vector<double> energies;                 ///< means of x^2
  std::vector<std::vector<float>> least, most;
  std::vector<int64_t> positions; ///< of all samples in one line
  size_t second = 0;              ///< the first of them in the second half
  std::vector<float> rows;        ///< [positions, channels]
  bool isSigned = false;
};
} // namespace

static void addValues(SampleStatistics &statistics, ArrayRef<float> values) {
  size_t channels = statistics.greatest.size();
  for (size_t first = 0; first < values.size(); first += channels)
    for (size_t channel = 0; channel < channels; ++channel) {
      float value = values[first + channel];
      statistics.greatest[channel] = std::max(statistics.greatest[channel], std::fabs(value));
      statistics.squares[channel] += double(value) * value;
    }
}

static void addObserved(SampleStatistics &statistics, size_t number, ArrayRef<int32_t> channels,
                        ArrayRef<float> values) {
  for (auto [channel, value] : llvm::zip_equal(channels, values)) {
    statistics.least[number][channel] = std::min(statistics.least[number][channel], value);
    statistics.most[number][channel] = std::max(statistics.most[number][channel], value);
  }
}

/// Copies what `positions` choose of a sample's [n, channels], of which the first is position `first` of all.
static void copyRows(PairStatistics &statistics, int64_t first, ArrayRef<float> values) {
  int64_t channels = statistics.channels, end = first + int64_t(values.size()) / channels;
  for (auto position = llvm::lower_bound(statistics.positions, first);
       position != statistics.positions.end() && *position < end; ++position)
    std::copy_n(values.begin() + (*position - first) * channels, channels,
                statistics.rows.begin() + (position - statistics.positions.begin()) * channels);
}

/// Adds up the samples in their order, so that threads do not show. The first `half` choose ranges.
static void summarize(PairStatistics &all, ArrayRef<std::vector<SampleStatistics>> samples, size_t pair, size_t half) {
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

//===----------------------------------------------------------------------===//
// Noise
//===----------------------------------------------------------------------===//

/// Returns sum_c weights[c] t_c^2 E[(Q(x_c / t_c) - x_c / t_c)^2] with Q of 8 bits for [min, max], over the positions
/// from `first` on.
static double measureNoise(const PairStatistics &statistics, size_t first, ArrayRef<float> factors,
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

/// Returns max(x / max x, 2^-8)^(eighths / 8). Roots and products round alike everywhere, powers do not.
static std::vector<float> getFactors(ArrayRef<float> greatest, int eighths) {
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

namespace {
/// The reader's weights, as they count in both kinds of noise.
struct ReaderWeights {
  std::vector<double> energies;          ///< of each channel of the tensor: the squares of what reads it
  std::vector<std::vector<float>> peaks; ///< of each output and input channel, the greatest; none if depthwise
  int64_t taps = 1;                      ///< kernel elements

  explicit ReaderWeights(const ChannelPair &pair);
  double predictNoise(const ChannelPair &pair, ArrayRef<float> factors, ArrayRef<double> energies) const;
};
} // namespace

ReaderWeights::ReaderWeights(const ChannelPair &pair) : energies(pair.getNumChannels()) {
  qnn::ContractionOpInterface reader = pair.reader;
  Value weight = reader.getWeightOperand().get();
  SmallVector<float> values = getFloats(weight.getDefiningOp<qnn::ConstantOp>());
  auto shape = cast<RankedTensorType>(weight.getType()).getShape();
  int64_t outputs = shape.front(), inputs = shape.back(), perOutput = values.size() / outputs;
  bool isDepthwise = inputs != int64_t(pair.columns.size());
  taps = perOutput / inputs;
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
  double steps = 0, inputs = 0;
  for (const std::vector<float> &row : peaks) {
    float peak = 0;
    for (auto [column, value] : llvm::zip_equal(pair.columns, row))
      peak = std::max(peak, value * factors[column]);
    steps += double(peak / 127) * (peak / 127);
  }
  for (int32_t column : pair.columns)
    inputs += inputEnergies[column] / (double(factors[column]) * factors[column]);
  return 0.5 * steps / 12 * inputs * double(taps);
}

/// Returns the exponent of least noise in eighths; 0 wins ties within 0.1 %.
static int chooseExponent(const ChannelPair &pair, const PairStatistics &statistics, const ReaderWeights &weights) {
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

//===----------------------------------------------------------------------===//
// The pass
//===----------------------------------------------------------------------===//

/// Returns another id, always the same: a value that has been divided is not the network's value.
static std::string deriveId(StringRef id) {
  uint64_t number = 0;
  if (id.getAsInteger(16, number))
    return id.str();
  std::string text = llvm::utohexstr(number ^ 0x657175616c697a65, /*LowerCase=*/true);
  return std::string(16 - text.size(), '0') + text;
}

namespace {
/// A pair that has been equalized, and what undoes that.
struct Change {
  const ChannelPair *pair;
  Value weight, bias, columns;
  SmallVector<std::pair<FloatAttr, FloatAttr>> ranges;

  explicit Change(const ChannelPair &pair);
  void renameValues();
  void undo();
};

struct Equalize : public quantc::impl::EqualizePassBase<Equalize> {
  using EqualizePassBase::EqualizePassBase;

  void runOnOperation() override;
  FailureOr<std::vector<PairStatistics>> collect(ArrayRef<ChannelPair> pairs);
  void equalize(const ChannelPair &pair, const PairStatistics &statistics);
  LogicalResult checkOutputs();

  Samples samples;
  std::vector<std::vector<HostTensor>> outputs; ///< of the first samples, before
  SmallVector<Change> changes;
};
} // namespace

Change::Change(const ChannelPair &pair) : pair(&pair) {
  qnn::ContractionOpInterface producer = pair.producer, reader = pair.reader;
  weight = producer.getWeightOperand().get();
  bias = producer.getBiasValue();
  columns = reader.getWeightOperand().get();
  for (const ObservedChannels &observed : pair.observed) {
    qnn::ObserveOp observe = observed.observe;
    ranges.emplace_back(observe.getMinAttr(), observe.getMaxAttr());
  }
}

void Change::undo() {
  qnn::ContractionOpInterface producer = pair->producer, reader = pair->reader;
  producer.getWeightOperand().set(weight);
  if (bias)
    producer.setBiasValue(bias);
  reader.getWeightOperand().set(columns);
  for (auto [observed, range] : llvm::zip_equal(pair->observed, ranges)) {
    qnn::ObserveOp observe = observed.observe;
    observe.setMinAttr(range.first);
    observe.setMaxAttr(range.second);
  }
}

/// Gives the values between the two layers other ids.
void Change::renameValues() {
  SmallVector<Operation *> ops(pair->between);
  ops.push_back(pair->producer);
  for (Operation *op : ops) {
    if (StringRef id = qnn::getId(op->getResult(0)); !id.empty())
      qnn::setId(op->getResult(0), deriveId(id));
    if (auto observe = dyn_cast<qnn::ObserveOp>(op))
      observe.setId(deriveId(observe.getId()));
  }
}

FailureOr<std::vector<PairStatistics>> Equalize::collect(ArrayRef<ChannelPair> pairs) {
  func::FuncOp function = getOperation();
  size_t half = samples.size() / 2;
  llvm::DenseMap<Value, size_t> values;
  llvm::DenseMap<Value, std::pair<size_t, size_t>> observers;
  std::vector<PairStatistics> all(pairs.size());
  std::vector<SampleStatistics> empty;
  for (auto [index, pair] : llvm::enumerate(pairs)) {
    values[pair.value] = index;
    for (auto [number, observed] : llvm::enumerate(pair.observed))
      observers[Value(ObservedChannels(observed).observe.getOutput())] = {index, number};
    empty.emplace_back(pair);
    PairStatistics &statistics = all[index];
    statistics.channels = pair.getNumChannels();
    int64_t perSample = cast<RankedTensorType>(pair.value.getType()).getNumElements() / statistics.channels;
    statistics.positions =
        choosePositions(perSample * int64_t(samples.size()), std::max<int64_t>(1, kMaxValues / statistics.channels),
                        qnn::getId(pair.value));
    statistics.second =
        llvm::lower_bound(statistics.positions, perSample * int64_t(half)) - statistics.positions.begin();
    statistics.rows.resize(statistics.positions.size() * statistics.channels);
  }
  std::vector<std::vector<SampleStatistics>> found(samples.size(), empty);
  outputs.resize(samples.size());
  LogicalResult result = forEachInParallel(&getContext(), samples.size(), [&](size_t sample) {
    auto onValue = [&](Value value, const HostTensor &tensor) {
      if (auto entry = values.find(value); entry != values.end()) {
        addValues(found[sample][entry->second], tensor.values<float>());
        PairStatistics &statistics = all[entry->second];
        copyRows(statistics, int64_t(sample) * (tensor.getNumElements() / statistics.channels), tensor.values<float>());
      }
      if (auto entry = observers.find(value); entry != observers.end()) {
        auto [index, number] = entry->second;
        addObserved(found[sample][index], number, pairs[index].observed[number].channels, tensor.values<float>());
      }
    };
    auto evaluated = reference::evaluate(function, samples[sample], onValue);
    if (!evaluated)
      return LogicalResult(function.emitError("sample ") << sample << ": " << llvm::toString(evaluated.takeError()));
    outputs[sample] = std::move(*evaluated);
    return success();
  });
  if (failed(result))
    return failure();
  for (auto [index, statistics] : llvm::enumerate(all)) {
    summarize(statistics, found, index, half);
    int64_t perSample = cast<RankedTensorType>(pairs[index].value.getType()).getNumElements() / statistics.channels;
    for (double &energy : statistics.energies)
      energy /= double(perSample) * double(samples.size());
    for (float value : statistics.rows)
      statistics.isSigned |= value < 0;
  }
  return all;
}

void Equalize::equalize(const ChannelPair &pair, const PairStatistics &statistics) {
  float most = *llvm::max_element(statistics.greatestOfFirst);
  bool isFinite = llvm::all_of(statistics.greatest, [](float value) { return std::isfinite(value); });
  if (!isFinite || !(most > 0))
    return;
  ReaderWeights weights(pair);
  int eighths = chooseExponent(pair, statistics, weights);
  if (eighths == 0)
    return;
  std::vector<float> factors = getFactors(statistics.greatest, eighths);
  changes.emplace_back(pair);
  moveFactors(pair, factors);

  // The ranges of the values as they are now, cut off where that makes less noise.
  auto getRange = [&](size_t number) {
    double min = 0, max = 0;
    for (int64_t channel = 0; channel < statistics.channels; ++channel) {
      min = std::min(min, double(statistics.least[number][channel]) / factors[channel]);
      max = std::max(max, double(statistics.most[number][channel]) / factors[channel]);
    }
    return std::pair(min, max);
  };
  size_t own = 0; // the observer of the value that the noise was measured of
  while (own + 1 < pair.observed.size() && stripObservers(ObservedChannels(pair.observed[own]).observe) != pair.value)
    ++own;
  double least = 0, ratio = 1;
  for (int step = 40; step >= 20; --step) {
    auto [min, max] = getRange(own);
    double noise = measureNoise(statistics, 0, factors, weights.energies, min * step / 40, max * step / 40);
    if (step == 40 || noise < least) {
      least = noise;
      ratio = step / 40.0;
    }
  }
  Builder builder(&getContext());
  for (auto [number, observed] : llvm::enumerate(pair.observed)) {
    auto [min, max] = getRange(number);
    double cut = number == own ? ratio : 1;
    qnn::ObserveOp observe = observed.observe;
    observe.setMinAttr(builder.getF32FloatAttr(float(min * cut)));
    observe.setMaxAttr(builder.getF32FloatAttr(float(max * cut)));
  }
}

/// Undoes changes, the last first, until the outputs of some samples are what they were, to 1e-5 of their norm.
LogicalResult Equalize::checkOutputs() {
  constexpr size_t kMaxChecked = 8;
  for (; !changes.empty(); changes.pop_back()) {
    double error = 0, norm = 0;
    for (size_t sample = 0; sample < std::min(samples.size(), kMaxChecked); ++sample) {
      auto evaluated = reference::evaluate(getOperation(), samples[sample]);
      if (!evaluated)
        return getOperation().emitError("sample ") << sample << ": " << llvm::toString(evaluated.takeError());
      for (auto [before, after] : llvm::zip_equal(outputs[sample], *evaluated))
        for (auto [a, b] : llvm::zip_equal(before.toDoubles(), after.toDoubles())) {
          norm += a * a;
          error += (a - b) * (a - b);
        }
    }
    if (error <= norm * 1e-10)
      break;
    getOperation().emitRemark("channels of ")
        << qnn::getId(changes.back().pair->value) << " are not equalized: the network's outputs would change";
    changes.back().undo();
  }
  for (Change &change : changes)
    change.renameValues();
  return success();
}

void Equalize::runOnOperation() {
  func::FuncOp function = getOperation();
  SmallVector<ChannelPair> pairs = findChannelPairs(function);
  if (pairs.empty())
    return;
  FailureOr<Samples> loaded = loadSamples(calibration, function, "channels are not equalized");
  if (failed(loaded))
    return signalPassFailure();
  samples = std::move(*loaded);
  if (samples.size() < 2)
    return;
  FailureOr<std::vector<PairStatistics>> statistics = collect(pairs);
  if (failed(statistics))
    return signalPassFailure();
  for (auto [pair, known] : llvm::zip_equal(pairs, *statistics))
    equalize(pair, known);
  if (failed(checkOutputs()))
    return signalPassFailure();
  function.walk([](qnn::ConstantOp constant) {
    if (constant->use_empty())
      constant->erase();
  });
}
