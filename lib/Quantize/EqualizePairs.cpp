//===- EqualizePairs.cpp - Move factors, and the ranges with them ---------===//
//
// Tested by test/Quantize/equalize.test, equalize-pairs.test and equalize-layers.test.
//
//===----------------------------------------------------------------------===//

#include "EqualizePairs.h"
#include "LayerInputs.h"
#include "Layers.h"
#include "quantc/Reference/Reference.h"
#include "llvm/ADT/StringExtras.h"

#include <cmath>

using namespace mlir;
using namespace quantc;
using namespace quantc::quantize;

/// Values at most that errors are measured on.
static constexpr int64_t kMaxValues = 400000;

std::string quantize::deriveId(StringRef id, const char (&name)[9]) {
  uint64_t number = 0, letters = 0;
  if (id.getAsInteger(16, number))
    return id.str();
  for (char letter : StringRef(name))
    letters = letters << 8 | uint8_t(letter);
  std::string text = llvm::utohexstr(number ^ letters, /*LowerCase=*/true);
  return std::string(16 - text.size(), '0') + text;
}

std::string quantize::findOriginalId(StringRef id, function_ref<bool(StringRef)> isKnown) {
  for (unsigned passes = 0; passes < 8; ++passes) { // one bit a pass; their order does not show
    std::string original = id.str();
    if (passes & 1)
      original = deriveId(original, kEqualizeName);
    if (passes & 2)
      original = deriveId(original, kSmoothChannelsName);
    if (passes & 4)
      original = deriveId(original, kEqualizeLayersName);
    if (isKnown(original))
      return original;
  }
  return "";
}

namespace {
/// A pair that has been equalized, and what undoes that.
struct Change {
  const ChannelPair *pair;
  Value weight, bias, columns;
  FloatAttr bound; ///< of its clip, if it has one
  SmallVector<std::pair<FloatAttr, FloatAttr>> ranges;

  explicit Change(const ChannelPair &pair);
  void renameValues(const char (&name)[9]) const;
  void undo();
};

class PairEqualizer {
public:
  PairEqualizer(func::FuncOp function, ArrayRef<ChannelPair> pairs, const Samples &samples)
      : function(function), pairs(pairs), samples(samples) {}

  LogicalResult run(const char (&name)[9], ChooseFactors choose);

private:
  FailureOr<std::vector<PairStatistics>> collect();
  void equalize(const ChannelPair &pair, const PairStatistics &statistics, const ReaderWeights &weights,
                std::vector<float> factors);
  LogicalResult checkOutputs();

  func::FuncOp function;
  ArrayRef<ChannelPair> pairs;
  const Samples &samples;
  Samples outputs; ///< before
  SmallVector<Change> changes;
};
} // namespace

static qnn::ClipOp getClip(const ChannelPair &pair) { return pair.value.getDefiningOp<qnn::ClipOp>(); }

Change::Change(const ChannelPair &pair) : pair(&pair) {
  if (qnn::ClipOp clip = getClip(pair))
    bound = clip.getMaxAttr();
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
  if (pair->function) {
    Value value = pair->value;
    Operation *gains = *value.user_begin();
    gains->getResult(0).replaceAllUsesWith(value);
    gains->erase();
  }
  reader.getWeightOperand().set(columns);
  if (bound)
    getClip(*pair).setMaxAttr(bound);
  for (auto [observed, range] : llvm::zip_equal(pair->observed, ranges)) {
    qnn::ObserveOp observe = observed.observe;
    observe.setMinAttr(range.first);
    observe.setMaxAttr(range.second);
  }
}

/// Gives the values between the two layers other ids.
void Change::renameValues(const char (&name)[9]) const {
  SmallVector<Operation *> ops(pair->between);
  if (!pair->function)
    ops.push_back(pair->producer);
  for (Operation *op : ops) {
    if (StringRef id = qnn::getId(op->getResult(0)); !id.empty())
      qnn::setId(op->getResult(0), deriveId(id, name));
    if (auto observe = dyn_cast<qnn::ObserveOp>(op))
      observe.setId(deriveId(observe.getId(), name));
  }
}

FailureOr<std::vector<PairStatistics>> PairEqualizer::collect() {
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
  auto onValue = [&](size_t sample, Value value, const HostTensor &tensor) {
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
  if (failed(evaluateSamples(function, samples, onValue, &outputs)))
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

/// Makes factors such that the clip of the pair can be one bound again, and sets it.
static void fitClip(const ChannelPair &pair, const PairStatistics &statistics, std::vector<float> &factors) {
  qnn::ClipOp clip = getClip(pair);
  if (!clip)
    return;
  float bound = clip.getMax().convertToFloat();
  bool passes = true; // as it is
  for (auto [most, factor] : llvm::zip_equal(statistics.greatest, factors))
    passes &= most / factor <= bound * (1 + 1e-6f) && (most < bound || factor == 1);
  if (passes)
    return;
  std::vector<float> cut;
  for (auto [most, factor] : llvm::zip_equal(statistics.greatest, factors))
    if (most >= bound)
      cut.push_back(factor);
  if (!cut.empty()) {
    llvm::sort(cut);
    float median = cut[cut.size() / 2];
    for (auto [most, factor] : llvm::zip_equal(statistics.greatest, factors))
      factor = most >= bound ? median : std::max(factor, most / bound * median);
    bound /= median;
  }
  for (auto [most, factor] : llvm::zip_equal(statistics.greatest, factors))
    bound = std::max(bound, most / factor);
  clip.setMaxAttr(Builder(clip.getContext()).getF32FloatAttr(bound));
}

void PairEqualizer::equalize(const ChannelPair &pair, const PairStatistics &statistics, const ReaderWeights &weights,
                             std::vector<float> factors) {
  changes.emplace_back(pair);
  fitClip(pair, statistics, factors);
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
  Builder builder(function.getContext());
  for (auto [number, observed] : llvm::enumerate(pair.observed)) {
    auto [min, max] = getRange(number);
    double cut = number == own ? ratio : 1;
    qnn::ObserveOp observe = observed.observe;
    observe.setMinAttr(builder.getF32FloatAttr(float(min * cut)));
    observe.setMaxAttr(builder.getF32FloatAttr(float(max * cut)));
  }
}

/// Undoes changes, the last first, until the outputs of some samples are what they were, to 1e-5 of their norm.
LogicalResult PairEqualizer::checkOutputs() {
  constexpr size_t kMaxChecked = 8;
  for (; !changes.empty(); changes.pop_back()) {
    double error = 0, norm = 0;
    for (size_t sample = 0; sample < std::min(samples.size(), kMaxChecked); ++sample) {
      auto evaluated = reference::evaluate(function, samples[sample]);
      if (!evaluated)
        return function.emitError("sample ") << sample << ": " << llvm::toString(evaluated.takeError());
      for (auto [before, after] : llvm::zip_equal(outputs[sample], *evaluated))
        for (auto [a, b] : llvm::zip_equal(before.toDoubles(), after.toDoubles())) {
          norm += a * a;
          error += (a - b) * (a - b);
        }
    }
    if (error <= norm * 1e-10)
      break;
    function.emitRemark("channels of ") << qnn::getId(changes.back().pair->value)
                                        << " are not equalized: the network's outputs would change";
    changes.back().undo();
  }
  return success();
}

LogicalResult PairEqualizer::run(const char (&name)[9], ChooseFactors choose) {
  FailureOr<std::vector<PairStatistics>> all = collect();
  if (failed(all))
    return failure();
  for (auto [index, statistics] : llvm::enumerate(*all)) {
    bool isFinite = llvm::all_of(statistics.greatest, [](float value) { return std::isfinite(value); });
    if (!isFinite || !(*llvm::max_element(statistics.greatest) > 0))
      continue;
    ReaderWeights weights(pairs[index]);
    std::vector<float> factors = choose(index, statistics, weights);
    if (!factors.empty())
      equalize(pairs[index], statistics, weights, std::move(factors));
  }
  if (failed(checkOutputs()))
    return failure();
  for (Change &change : changes)
    change.renameValues(name);
  function.walk([](qnn::ConstantOp constant) {
    if (constant->use_empty())
      constant->erase();
  });
  return success();
}

LogicalResult quantize::equalizePairs(func::FuncOp function, ArrayRef<ChannelPair> pairs, const Samples &samples,
                                      const char (&name)[9], ChooseFactors choose) {
  return PairEqualizer(function, pairs, samples).run(name, choose);
}
