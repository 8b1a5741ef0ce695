//===- SmoothChannels.cpp - Part of a value's range goes to weights -------===//
//
// Tested by test/Quantize/smooth-channels.test.
//
//===----------------------------------------------------------------------===//

#include "ChannelGroups.h"
#include "EqualizePairs.h"
#include "Layers.h"
#include "quantc/Numerics/Unary.h"
#include "quantc/Quantize/Passes.h"

#include <cmath>
#include <numeric>

namespace quantc {
#define GEN_PASS_DEF_SMOOTHCHANNELSPASS
#include "quantc/Quantize/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;
using namespace quantc::quantize;

/// Adds the greatest magnitudes of what reads each channel.
static void addPeaks(qnn::ContractionOpInterface reader, ArrayRef<int32_t> columns, std::vector<float> &peaks) {
  Value weight = reader.getWeightOperand().get();
  SmallVector<float> values = getFloats(weight.getDefiningOp<qnn::ConstantOp>());
  auto shape = cast<RankedTensorType>(weight.getType()).getShape();
  int64_t inputs = shape.back(), perOutput = int64_t(values.size()) / shape.front();
  bool isDepthwise = inputs != int64_t(columns.size());
  for (auto [index, value] : llvm::enumerate(values)) {
    float &peak = peaks[columns[isDepthwise ? int64_t(index) / perOutput : int64_t(index) % inputs]];
    peak = std::max(peak, std::fabs(value));
  }
}

/// Returns max |x|^alpha / max |w|^(1 - alpha), both at least 2^-20 of the greatest; nothing if one is zero throughout.
static std::vector<float> getSmoothFactors(ArrayRef<float> values, ArrayRef<float> weights, float alpha) {
  float greatestValue = *llvm::max_element(values), greatestWeight = *llvm::max_element(weights);
  std::vector<float> factors;
  if (!(greatestValue > 0) || !(greatestWeight > 0))
    return factors;
  for (auto [value, weight] : llvm::zip_equal(values, weights))
    factors.push_back(numerics::power(std::max(value, greatestValue * 0x1p-20f), alpha) /
                      numerics::power(std::max(weight, greatestWeight * 0x1p-20f), 1 - alpha));
  return factors;
}

namespace {
/// The least and the greatest of each channel of a value, of one sample or of all.
struct ChannelRanges {
  std::vector<float> least, most;

  void add(ArrayRef<float> values, int64_t channels) {
    least.resize(channels);
    most.resize(channels);
    for (auto [index, value] : llvm::enumerate(values)) {
      least[index % channels] = std::min(least[index % channels], value);
      most[index % channels] = std::max(most[index % channels], value);
    }
  }
};

struct SmoothChannels : public quantc::impl::SmoothChannelsPassBase<SmoothChannels> {
  using SmoothChannelsPassBase::SmoothChannelsPassBase;

  void runOnOperation() override {
    func::FuncOp function = getOperation();
    if (!(alpha >= 0 && alpha <= 1)) {
      function.emitError("alpha is ") << alpha << ", expected 0 to 1";
      return signalPassFailure();
    }
    SmallVector<ChannelPair> pairs = findChannelPairs(function, /*functions=*/false);
    std::vector<ChannelGroup> groups = findChannelGroups(function);
    if (pairs.empty() && groups.empty())
      return;
    FailureOr<Samples> samples = loadSamples(calibration, function, "channels are not smoothed");
    if (failed(samples))
      return signalPassFailure();
    if (samples->empty())
      return;
    auto choose = [&](size_t pair, const PairStatistics &statistics, const ReaderWeights &) {
      std::vector<float> peaks(statistics.channels);
      addPeaks(pairs[pair].reader, pairs[pair].columns, peaks);
      return getSmoothFactors(statistics.greatest, peaks, float(alpha));
    };
    if ((!pairs.empty() && failed(equalizePairs(function, pairs, *samples, kSmoothChannelsName, choose))) ||
        (!groups.empty() && failed(smooth(groups, *samples))))
      signalPassFailure();
  }

  LogicalResult smooth(ArrayRef<ChannelGroup> groups, const Samples &samples);
  void smooth(const ChannelGroup &group, ArrayRef<ChannelRanges> ranges);
};
} // namespace

LogicalResult SmoothChannels::smooth(ArrayRef<ChannelGroup> groups, const Samples &samples) {
  func::FuncOp function = getOperation();
  llvm::DenseMap<Value, size_t> indices;
  for (const ChannelGroup &group : groups)
    for (Value value : group.values)
      indices.try_emplace(value, indices.size());
  std::vector<std::vector<ChannelRanges>> found(samples.size(), std::vector<ChannelRanges>(indices.size()));
  auto tell = [&](size_t sample, Value value, const HostTensor &tensor) {
    if (auto entry = indices.find(value); entry != indices.end())
      found[sample][entry->second].add(tensor.values<float>(), tensor.shape.back());
  };
  if (failed(evaluateSamples(function, samples, tell)))
    return failure();
  std::vector<ChannelRanges> all(indices.size());
  for (auto [sample, inputs] : llvm::enumerate(samples)) {
    for (BlockArgument argument : function.getArguments()) // no values that an op gives: they are not told
      tell(sample, argument, inputs[argument.getArgNumber()]);
    for (auto [one, sum] : llvm::zip_equal(found[sample], all)) {
      sum.add(one.least, one.least.size());
      sum.add(one.most, one.most.size());
    }
  }
  for (const ChannelGroup &group : groups) {
    SmallVector<ChannelRanges> ranges;
    for (Value value : group.values)
      ranges.push_back(all[indices.lookup(value)]);
    smooth(group, ranges);
  }
  function.walk([](qnn::ConstantOp constant) {
    if (constant->use_empty())
      constant->erase();
  });
  return success();
}

void SmoothChannels::smooth(const ChannelGroup &group, ArrayRef<ChannelRanges> ranges) {
  int64_t channels = group.getNumChannels();
  std::vector<float> greatest, peaks(channels);
  for (auto [least, most] : llvm::zip_equal(ranges.front().least, ranges.front().most))
    greatest.push_back(std::max(-least, most));
  std::vector<int32_t> columns(channels);
  std::iota(columns.begin(), columns.end(), 0);
  for (qnn::ContractionOpInterface reader : group.readers)
    addPeaks(reader, columns, peaks);
  std::vector<float> factors = getSmoothFactors(greatest, peaks, float(alpha));
  if (factors.empty() || !llvm::all_of(factors, [](float factor) { return std::isfinite(factor); }))
    return;
  moveFactors(group, factors);

  // What a range was of its value, it stays.
  Builder builder(&getContext());
  for (qnn::ObserveOp constObserve : group.observers) {
    qnn::ObserveOp observe = constObserve;
    Value value = observe.getInput();
    auto number = llvm::find(group.values, value) - group.values.begin();
    const ChannelRanges &range = ranges[number == int64_t(ranges.size()) ? 0 : number]; // of a product that is new
    auto getShare = [&](float bound, ArrayRef<float> ends, bool isLeast) {
      float before = 0, after = 0;
      for (auto [end, factor] : llvm::zip_equal(ends, factors)) {
        before = isLeast ? std::min(before, end) : std::max(before, end);
        after = isLeast ? std::min(after, end / factor) : std::max(after, end / factor);
      }
      return before == 0 ? bound : bound / before * after;
    };
    observe.setMinAttr(builder.getF32FloatAttr(getShare(observe.getMin()->convertToFloat(), range.least, true)));
    observe.setMaxAttr(builder.getF32FloatAttr(getShare(observe.getMax()->convertToFloat(), range.most, false)));
    observe.setId(deriveId(observe.getId(), kSmoothChannelsName));
  }
  for (Value value : group.constants.empty() ? ArrayRef<Value>() : ArrayRef<Value>(group.values))
    if (StringRef id = qnn::getId(value); !id.empty())
      qnn::setId(value, deriveId(id, kSmoothChannelsName));
  if (qnn::ObserveOp front = group.observers.front(); group.constants.empty() && !qnn::getId(group.value).empty())
    qnn::setId(front.getInput(), deriveId(qnn::getId(group.value), kSmoothChannelsName));
}
