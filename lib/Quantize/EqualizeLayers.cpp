//===- EqualizeLayers.cpp - Weights of equal ranges on both sides ---------===//
//
// Tested by test/Quantize/equalize-layers.test.
//
//===----------------------------------------------------------------------===//

#include "EqualizePairs.h"
#include "Layers.h"
#include "quantc/Quantize/Passes.h"

#include <cmath>

namespace quantc {
#define GEN_PASS_DEF_EQUALIZELAYERSPASS
#include "quantc/Quantize/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;
using namespace quantc::quantize;

namespace {
/// The greatest magnitudes of a layer's weights, and what its channels have been multiplied by on either side.
struct LayerRanges {
  int64_t outputs, inputs;
  bool isDepthwise;
  std::vector<double> peaks; ///< [outputs, inputs]
  std::vector<double> ofOutputs, ofInputs;

  explicit LayerRanges(qnn::ContractionOpInterface op);
  /// The range of each output channel, and of each input channel, if the factors of that side are taken away.
  std::vector<double> getOutputRanges() const;
  std::vector<double> getInputRanges() const;
};
} // namespace

LayerRanges::LayerRanges(qnn::ContractionOpInterface op) {
  Value weight = op.getWeightOperand().get();
  SmallVector<float> values = getFloats(weight.getDefiningOp<qnn::ConstantOp>());
  auto shape = cast<RankedTensorType>(weight.getType()).getShape();
  outputs = shape.front(), inputs = shape.back();
  isDepthwise = inputs != cast<RankedTensorType>(op.getActivationOperand().get().getType()).getShape().back();
  peaks.resize(outputs * inputs);
  int64_t perOutput = int64_t(values.size()) / outputs;
  for (auto [index, value] : llvm::enumerate(values)) {
    double &peak = peaks[int64_t(index) / perOutput * inputs + int64_t(index) % inputs];
    peak = std::max(peak, double(std::fabs(value)));
  }
  ofOutputs.assign(outputs, 1);
  ofInputs.assign(isDepthwise ? outputs : inputs, 1);
}

std::vector<double> LayerRanges::getOutputRanges() const {
  std::vector<double> ranges(outputs);
  for (int64_t i = 0; i < outputs * inputs; ++i)
    ranges[i / inputs] = std::max(ranges[i / inputs], peaks[i] * ofInputs[isDepthwise ? i / inputs : i % inputs]);
  return ranges;
}

std::vector<double> LayerRanges::getInputRanges() const {
  std::vector<double> ranges(ofInputs.size());
  for (int64_t i = 0; i < outputs * inputs; ++i) {
    double &range = ranges[isDepthwise ? i / inputs : i % inputs];
    range = std::max(range, peaks[i] * ofOutputs[i / inputs]);
  }
  return ranges;
}

/// Replaces what is less than 2^-20 of the greatest range.
static void raise(std::vector<double> &ranges) {
  double least = *llvm::max_element(ranges) * 0x1p-20;
  for (double &range : ranges)
    range = std::max(range, least);
}

/// Returns for each pair the factors that make the ranges of both weights sqrt(r1 r2): t = sqrt(r1 / r2). A layer in
/// the middle of two pairs changes for the one with the other: over and over, until nothing moves.
static std::vector<std::vector<double>> findFactors(ArrayRef<ChannelPair> pairs) {
  constexpr int kMaxRounds = 1000;
  llvm::DenseMap<Operation *, size_t> numbers;
  std::vector<LayerRanges> layers;
  auto getNumber = [&](qnn::ContractionOpInterface op) {
    auto [entry, isNew] = numbers.try_emplace(op.getOperation(), layers.size());
    if (isNew)
      layers.emplace_back(op);
    return entry->second;
  };
  std::vector<std::vector<double>> all;
  for (const ChannelPair &pair : pairs)
    all.emplace_back(pair.getNumChannels(), 1.0);
  bool moved = true;
  for (int round = 0; moved && round < kMaxRounds; ++round) {
    moved = false;
    for (auto [pair, factors] : llvm::zip_equal(pairs, all)) {
      size_t producer = getNumber(pair.producer), reader = getNumber(pair.reader);
      std::vector<double> first = layers[producer].getOutputRanges(), second(factors.size());
      for (auto [column, range] : llvm::zip_equal(pair.columns, layers[reader].getInputRanges()))
        second[column] = std::max(second[column], range);
      raise(first);
      raise(second);
      for (size_t channel = 0; channel < factors.size(); ++channel) {
        bool isZero = !(first[channel] > 0) || !(second[channel] > 0); // a layer of zeros
        double factor = isZero ? 1 : std::sqrt(first[channel] / second[channel]);
        moved |= std::fabs(factor - factors[channel]) > 1e-9 * factor;
        factors[channel] = factor;
        layers[producer].ofOutputs[channel] = 1 / factor;
      }
      for (auto [column, factor] : llvm::zip_equal(pair.columns, layers[reader].ofInputs))
        factor = factors[column];
    }
  }
  return all;
}

namespace {
struct EqualizeLayers : public quantc::impl::EqualizeLayersPassBase<EqualizeLayers> {
  using EqualizeLayersPassBase::EqualizeLayersPassBase;

  void runOnOperation() override {
    func::FuncOp function = getOperation();
    SmallVector<ChannelPair> pairs = findChannelPairs(function, /*functions=*/false);
    if (pairs.empty())
      return;
    FailureOr<Samples> samples = loadSamples(calibration, function, "layers are not equalized");
    if (failed(samples))
      return signalPassFailure();
    if (samples->empty())
      return;
    std::vector<std::vector<double>> factors = findFactors(pairs);
    auto choose = [&](size_t pair, const PairStatistics &, const ReaderWeights &) {
      return std::vector<float>(factors[pair].begin(), factors[pair].end());
    };
    if (failed(equalizePairs(function, pairs, *samples, kEqualizeLayersName, choose)))
      signalPassFailure();
  }
};
} // namespace
