//===- UsedBits.cpp - Bits of 16 that no accumulator overflows with -------===//
//
// Tested by test/Quantize/sixteen-bits.test.
//
// A product of 16 by 8 bits has 23: with more than a few hundred of them 32 bits are proved only for inputs that use
// less than all 16. A finer input could be had by coarser weights instead (N3), but those have 8 bits only.
//
//===----------------------------------------------------------------------===//

#include "UsedBits.h"

#include "Layers.h"
#include "Scales.h"
#include "quantc/Dialect/Qk/Analysis/Bounds.h"

#include <cmath>
#include <numeric>

using namespace mlir;
using namespace quantc;
using namespace quantc::quantize;

namespace {
/// What one output channel sums: the positive and the negative stored weights, and its bias.
struct ChannelSums {
  double positive = 0, negative = 0, scale = 1, bias = 0;
};
} // namespace

/// Appends the sums of channels [first, first + count) of float weights, which share a scale.
static void addFloatSums(ArrayRef<float> weights, int64_t count, const qnn::QuantSpec &spec,
                         SmallVectorImpl<ChannelSums> &sums) {
  double most = 0;
  for (float value : weights)
    most = std::max(most, double(std::abs(value)));
  double scale = chooseWeightScale(/*inputScale=*/1, most, /*bias=*/0, spec);
  SmallVector<int64_t> stored = roundWeights(weights, scale, spec);
  int64_t size = int64_t(weights.size()) / count;
  for (int64_t channel = 0; channel < count; ++channel) {
    ChannelSums &sum = sums.emplace_back();
    sum.scale = scale;
    for (int64_t value : ArrayRef<int64_t>(stored).slice(channel * size, size))
      (value > 0 ? sum.positive : sum.negative) += double(value);
  }
}

/// Returns the sums of each channel; none if the weights or the bias are not known, or have another form than 8 bits.
static SmallVector<ChannelSums> getSums(qnn::ContractionOpInterface op) {
  SmallVector<ChannelSums> sums;
  Value weight = op.getWeightOperand().get();
  auto tensor = cast<RankedTensorType>(weight.getType());
  int64_t channels = tensor.getDimSize(0), size = channels ? tensor.getNumElements() / channels : 0;
  if (size == 0)
    return sums;
  if (auto constant = weight.getDefiningOp<qnn::ConstantOp>()) {
    qnn::QuantSpec spec = qnn::getConfig(op).weights;
    SmallVector<float> values = getFloats(constant);
    int64_t count = spec.granularity == qnn::Granularity::PerTensor ? channels : 1;
    for (int64_t first = 0; first < channels; first += count)
      addFloatSums(ArrayRef<float>(values).slice(first * size, count * size), count, spec, sums);
  } else {
    auto dequantize = weight.getDefiningOp<qnn::DequantizeOp>();
    auto given = dequantize ? dequantize.getInput().getDefiningOp<qnn::ConstantOp>() : qnn::ConstantOp();
    if (!given)
      return sums;
    SmallVector<double> scales = qnn::getScales(qnn::getQuantizedType(given.getOutput()));
    for (auto [index, value] : llvm::enumerate(qk::getStoredValues(given))) {
      if (int64_t(index) % size == 0)
        sums.emplace_back().scale = scales[scales.size() == 1 ? 0 : index / size];
      (value > 0 ? sums.back().positive : sums.back().negative) += double(value);
    }
  }
  auto bias = op.getBiasValue() ? op.getBiasValue().getDefiningOp<qnn::ConstantOp>() : qnn::ConstantOp();
  if (bias && qnn::isFloat(bias.getOutput()))
    for (auto [sum, value] : llvm::zip_equal(sums, getFloats(bias)))
      sum.bias = std::abs(value);
  return sums;
}

/// Whether the channel's sums stay within 32 bits, with 1 % to spare for weights and biases that are fitted later on,
/// and its bias in 2^30 steps (N4).
static bool fits(const ChannelSums &sum, quant::UniformQuantizedType type) {
  double least = double(type.getStorageTypeMin() - type.getZeroPoint());
  double most = double(type.getStorageTypeMax() - type.getZeroPoint());
  double bias = sum.bias / (sum.scale * type.getScale());
  double high = sum.positive * most + sum.negative * least, low = sum.positive * least + sum.negative * most;
  return bias <= 0x1p30 && std::max(high, -low) + bias <= 0.99 * 0x1p31;
}

unsigned quantize::chooseUsedBits(ArrayRef<Operation *> readers,
                                  llvm::function_ref<quant::UniformQuantizedType(unsigned)> makeType) {
  SmallVector<ChannelSums> sums;
  for (Operation *reader : readers)
    if (auto contraction = dyn_cast<qnn::ContractionOpInterface>(reader); contraction && isQuantizable(reader))
      sums.append(getSums(contraction));
  unsigned bits = 16;
  auto fitsAll = [&](quant::UniformQuantizedType type) {
    return llvm::all_of(sums, [&](const ChannelSums &sum) { return fits(sum, type); });
  };
  while (bits > kLeastUsedBits && !fitsAll(makeType(bits)))
    --bits;
  return bits;
}
