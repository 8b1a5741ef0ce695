//===- LayerOutputs.cpp - What a layer gave in float ----------------------===//
//
// Tested by test/Quantize/fit-outputs.test.
//
//===----------------------------------------------------------------------===//

#include "LayerOutputs.h"

#include "Layers.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::quantize;

/// Returns the quantized value that the accumulators of `op` are added to, or null.
static Value getResidual(Operation *op) {
  Value sum = op->getResult(0);
  auto add = sum.hasOneUse() ? dyn_cast<qnn::AddOp>(*sum.user_begin()) : qnn::AddOp();
  if (!add)
    return {};
  Value other = add.getOperand(0) == sum ? add.getOperand(1) : add.getOperand(0);
  return isa_and_nonnull<quant::UniformQuantizedType>(qnn::getQuantizedType(other)) ? other : Value();
}

std::vector<float> quantize::gatherOutputs(qnn::ContractionOpInterface op, const LayerSweep &sweep,
                                           ArrayRef<int64_t> positions) {
  auto recorded = op->getAttrOfType<ElementsAttr>(kFloatOutputAttr);
  if (!recorded)
    return {};
  auto read = [](ElementsAttr attribute) {
    SmallVector<char> bytes = qnn::getElementBytes(attribute);
    std::vector<float> values(bytes.size() / sizeof(float));
    memcpy(values.data(), bytes.data(), bytes.size());
    return values;
  };
  int64_t channels = recorded.getShapedType().getDimSize(1), count = positions.size();
  if (recorded.getShapedType().getDimSize(0) < count)
    return {};
  std::vector<float> rows = read(recorded);

  Value residual = getResidual(op);
  auto floatResidual = op->getAttrOfType<ElementsAttr>(kFloatResidualAttr);
  const std::vector<HostTensor> *values = residual ? sweep.findValues(residual) : nullptr;
  if (values && floatResidual) {
    std::vector<float> wanted = read(floatResidual);
    auto type = cast<quant::UniformQuantizedType>(qnn::getQuantizedType(residual));
    auto scale = float(type.getScale());
    int64_t perSample = cast<RankedTensorType>(residual.getType()).getNumElements() / channels;
    withStorage(values->front().kind, [&](auto storage) {
      using T = decltype(storage);
      for (int64_t i = 0; i < count * channels; ++i) {
        int64_t position = positions[i / channels];
        T stored = (*values)[position / perSample].values<T>()[position % perSample * channels + i % channels];
        rows[i] += wanted[i] - scale * float(stored - type.getZeroPoint());
      }
    });
  }

  auto step =
      float(cast<quant::UniformQuantizedType>(qnn::getQuantizedType(op.getActivationOperand().get())).getScale());
  std::vector<float> outputs(channels * count);
  for (int64_t position = 0; position < count; ++position)
    for (int64_t channel = 0; channel < channels; ++channel)
      outputs[channel * count + position] = rows[position * channels + channel] / step;
  return outputs;
}
