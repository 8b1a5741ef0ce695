//===- DynamicOps.cpp - Evaluate ops on run-time scales -------------------===//
//
// Tested by test/Reference/dynamic-ops.mlir.
//
//===----------------------------------------------------------------------===//

#include "Evaluators.h"

using namespace mlir;
using namespace quantc;

std::vector<HostTensor> reference::evaluateAll(qnn::DynamicQuantizeOp op, Operands operands) {
  HostTensor codes = makeTensor(op.getCodes()), scales = makeTensor(op.getScale()),
             zeroPoints = makeTensor(op.getZeroPoint());
  numerics::DynamicSpec spec = op.getSpec();
  numerics::PlainWideOps o;
  int64_t offset = qnn::getZeroPoints(qnn::getQuantizedType(op.getCodes())).front();
  auto input = operands[0]->values<float>();
  int64_t rows = scales.getNumElements(), row = rows ? int64_t(input.size()) / rows : 0;
  withStorage(codes.kind, [&](auto sample) {
    using Stored = decltype(sample);
    auto to = codes.values<Stored>(), zeros = zeroPoints.values<Stored>();
    for (int64_t r = 0; r < rows; ++r) {
      ArrayRef<float> values = ArrayRef<float>(input.data(), input.size()).slice(r * row, row);
      float low = 0, high = 0; // a NaN is neither less nor greater
      for (float x : values) {
        low = x < low ? x : low;
        high = high < x ? x : high;
      }
      auto params = numerics::chooseDynamicParams(o, low, high, spec);
      float factor = numerics::getDynamicFactor(o, params.scale, spec);
      for (int64_t i = 0; i < row; ++i)
        to[r * row + i] = Stored(numerics::getDynamicCode(o, values[i], params.zeroPoint, factor, spec) + offset);
      scales.values<float>()[r] = params.scale;
      zeros[r] = Stored(int64_t(params.zeroPoint) + offset);
    }
  });
  return {std::move(codes), std::move(scales), std::move(zeroPoints)};
}

reference::Result reference::evaluate(qnn::SubtractZeroPointOp op, Operands operands) {
  HostTensor output = makeTensor(op.getOutput());
  std::vector<int64_t> zeroPoints = getDifferences(*operands[1], op.getZeroPoint());
  auto accumulators = operands[0]->values<int32_t>(), sums = operands[2]->values<int32_t>();
  auto to = output.values<int32_t>();
  for (size_t i = 0; i < to.size(); ++i)
    to[i] = numerics::subtractZeroPoint(
        accumulators[i], int32_t(zeroPoints[zeroPoints.size() == 1 ? 0 : i / sums.size()]), sums[i % sums.size()]);
  return output;
}

reference::Result reference::evaluate(qnn::DynamicDequantizeOp op, Operands operands) {
  HostTensor output = makeTensor(op.getOutput());
  SmallVector<double> weightScales = qnn::getScales(qnn::getQuantizedType(op.getAccumulator()));
  auto accumulators = operands[0]->values<int32_t>();
  auto scales = operands[1]->values<float>();
  auto to = output.values<float>();
  size_t channels = output.shape.empty() ? 1 : output.shape.back();
  for (size_t i = 0; i < to.size(); ++i) {
    size_t channel = i % channels;
    to[i] = numerics::dequantizeDynamic(accumulators[i], scales[scales.size() == 1 ? 0 : i / channels],
                                        float(weightScales[weightScales.size() == 1 ? 0 : channel]));
    if (op.getBias())
      to[i] += operands[2]->values<float>()[channel];
  }
  return output;
}
