//===- Equalize.cpp - Channels that use their tensor's range --------------===//
//
// Tested by test/Quantize/equalize.test and equalize-pairs.test.
//
// Step 5 of the recipe. How far channels are brought together is measured: ranges are taken of one half of the samples,
// errors of the other; with the same samples for both, the largest value of each channel would be fitted to itself.
//
//===----------------------------------------------------------------------===//

#include "EqualizationNoise.h"
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

std::string quantize::deriveEqualizedId(StringRef id) {
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
  void renameValues() const;
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
void Change::renameValues() const {
  SmallVector<Operation *> ops(pair->between);
  ops.push_back(pair->producer);
  for (Operation *op : ops) {
    if (StringRef id = qnn::getId(op->getResult(0)); !id.empty())
      qnn::setId(op->getResult(0), deriveEqualizedId(id));
    if (auto observe = dyn_cast<qnn::ObserveOp>(op))
      observe.setId(deriveEqualizedId(observe.getId()));
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
