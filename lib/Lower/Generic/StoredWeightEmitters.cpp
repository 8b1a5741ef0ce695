//===- StoredWeightEmitters.cpp - Float layers with weights in few bits ---===//
//
// Tested by test/Target/run-stored-weights.mlir.
//
// What no special kernel computes. The constant holds `q - z`, or the values of
// 16-bit floats, as f32: plain, and as large as the float weights.
//
//===----------------------------------------------------------------------===//

#include "GenericEmitters.h"
#include "quantc/Dialect/Qk/Analysis/StoredWeights.h"

#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::lower;
using qk::WeightFormat;

/// The value that code `index` of row `channel` has in the chain of N12.
static float getFactor(const qk::StoredWeights &weights, int64_t channel, int64_t index) {
  uint16_t code = weights.codes[channel * weights.taps + index];
  switch (weights.format) {
  case WeightFormat::Codes:
    return float(code) - weights.zeroPoints[channel * weights.getNumGroups() + index / weights.groupSize];
  case WeightFormat::Half:
    return llvm::APFloat(llvm::APFloat::IEEEhalf(), llvm::APInt(16, code)).convertToFloat();
  case WeightFormat::BFloat:
    return llvm::bit_cast<float>(uint32_t(code) << 16);
  }
  llvm_unreachable("all formats handled");
}

FailureOr<StoredFactors> lower::makeStoredFactors(Operation *op, LoopEmitter &e) {
  std::optional<qk::StoredWeights> weights = qk::readStoredWeights(op);
  if (!weights)
    return op->emitOpError("has stored weights, scales or zero points that are not constant");
  SmallVector<float> factors, scales;
  for (int64_t t = 0; t < weights->taps; ++t)
    for (int64_t channel = 0; channel < weights->channels; ++channel)
      factors.push_back(getFactor(*weights, channel, t));
  StoredFactors result;
  result.groupSize = weights->groupSize;
  result.factors = e.addConstant<float>(factors, {weights->taps, weights->channels});
  if (weights->scales.empty())
    return result;
  int64_t numGroups = weights->getNumGroups();
  for (int64_t group = 0; group < numGroups; ++group)
    for (int64_t channel = 0; channel < weights->channels; ++channel)
      scales.push_back(weights->scales[channel * numGroups + group]);
  result.scales = e.addConstant<float>(scales, {numGroups, weights->channels});
  return result;
}

void lower::emitGroupedLinear(LoopEmitter &e, TensorBuffer input, const StoredFactors &weights, TensorBuffer bias,
                              TensorBuffer output) {
  int64_t columns = output.shape().back(), depth = input.shape().back(), size = weights.groupSize;
  int64_t rows = input.type.getNumElements() / depth;
  e.loop(rows, [&](Value row) {
    e.blocks(columns, kLanes, [&](Value column) {
      Value origin = e.scale(row, depth);
      auto addGroup = [&](Value group, int64_t length, Value sum) -> Value {
        Value first = e.scale(group, size);
        auto part = e.carryLoop(length, e.f32(0), [&](Value i, ValueRange carried) -> SmallVector<Value> {
          Value k = e.add(first, i);
          Value x = e.loadSplat(input, e.add(origin, k));
          Value w = e.load(weights.factors, e.add(e.scale(k, columns), column));
          return {math::FmaOp::create(e.b, x, w, carried[0])};
        });
        Value scale = e.load(weights.scales, e.add(e.scale(group, columns), column));
        return math::FmaOp::create(e.b, scale, part[0], sum);
      };
      Value sum = e.f32(0);
      if (int64_t whole = depth / size)
        sum = e.carryLoop(whole, sum, [&](Value group, ValueRange carried) -> SmallVector<Value> {
          return {addGroup(group, size, carried[0])};
        })[0];
      if (depth % size)
        sum = addGroup(e.index(depth / size), depth % size, sum);
      if (bias.memref)
        sum = arith::AddFOp::create(e.b, sum, e.load(bias, column));
      e.store(output, e.add(e.scale(row, columns), column), sum);
    });
  });
}
