//===- CastOps.cpp - Evaluate casts between float and quantized -----------===//
//
// Tested by test/Reference/cast-ops.mlir.
//
//===----------------------------------------------------------------------===//

#include "Evaluators.h"
#include "quantc/Dialect/Qnn/IR/Roundings.h"

#include <cmath>
#include <limits>

using namespace mlir;
using namespace quantc;

reference::Result reference::evaluate(qnn::QuantizeOp op, Operands operands) {
  HostTensor output = makeTensor(op.getOutput());
  quant::QuantizedType type = qnn::getQuantizedType(op.getOutput());
  SmallVector<double> scales = qnn::getScales(type);
  SmallVector<int64_t> zeroPoints = qnn::getZeroPoints(type);
  numerics::QuantParams params = qnn::getParams(type);
  ChannelOf channelOf(op.getOutput());
  auto input = operands[0]->values<float>();
  if (qnn::getZeroPointPlace(op) == qnn::ZeroPointPlace::Inside) {
    fill(output, [&](int64_t i) { return roundReal(op, input[i]); });
    return output;
  }
  numerics::Profile profile = qnn::getProfile(op);
  bool usesReciprocal = numerics::isTorch(profile), roundsAway = numerics::roundsHalfAway(profile);
  fill(output, [&](int64_t i) {
    int64_t c = channelOf(i);
    params.scale = float(scales[c]);
    params.zeroPoint = int32_t(zeroPoints[c]);
    if (usesReciprocal) // N11a of several scales or 32 bits
      return numerics::roundAndClamp(input[i] * numerics::getReciprocal(scales[c]), params.zeroPoint, params.low,
                                     params.high);
    if (roundsAway)
      return numerics::roundAndClamp(numerics::roundHalfAway(input[i] / params.scale), params.zeroPoint, params.low,
                                     params.high);
    return numerics::quantize(input[i], params);
  });
  return output;
}

reference::Result reference::evaluate(qnn::DequantizeOp op, Operands operands) {
  return toReal(*operands[0], op.getInput().getType());
}

/// The real value of an accumulator and a bias in f32, with one rounding (N11e).
static HostTensor addBias(const HostTensor &accumulator, Value value, ArrayRef<float> bias) {
  SmallVector<double> scales = qnn::getScales(qnn::getQuantizedType(value));
  std::vector<int64_t> differences = reference::getDifferences(accumulator, value);
  reference::ChannelOf channelOf(value);
  HostTensor real(ElementKind::F32, accumulator.shape);
  auto values = real.values<float>();
  for (size_t i = 0; i < differences.size(); ++i)
    values[i] = std::fma(float(differences[i]), float(scales[channelOf(int64_t(i))]), bias[i % bias.size()]);
  return real;
}

reference::Result reference::evaluate(qnn::RequantizeOp op, Operands operands) {
  HostTensor output = makeTensor(op.getOutput());
  quant::QuantizedType type = qnn::getQuantizedType(op.getOutput());
  if (qnn::getZeroPointPlace(op) == qnn::ZeroPointPlace::Inside) {
    HostTensor real = op.getBias() ? addBias(*operands[0], op.getInput(), *op.getBias())
                                   : toReal(*operands[0], op.getInput().getType());
    fill(output, [&](int64_t i) { return roundReal(op, real.values<float>()[i], op.getClamp()); });
    return output;
  }
  SmallVector<numerics::Scaling> scalings = qnn::getScalings(op);
  bool isFloat = scalings[0].kind == numerics::Scaling::Kind::Float;
  numerics::Rounding rounding = getRounding(type, op.getClamp());
  const float noSlope = 1;
  ArrayRef<float> slopes = op.getNegativeSlope().value_or(ArrayRef<float>(noSlope));
  std::vector<int64_t> input = getDifferences(*operands[0], op.getInput());
  ChannelOf channelOf(op.getInput());
  std::optional<numerics::RectifierConstants> function;
  if (op.getFunction())
    function.emplace(*qnn::getSmoothRectifier(*op.getFunction()), float(qnn::getScales(type)[0]));
  numerics::PlainOps plain;
  std::optional<ArrayRef<float>> gains = op.getGains();
  // Rows of the last axis, along which slopes and usually multipliers run: no division an element.
  int64_t row = output.shape.empty() ? 1 : output.shape.back();
  withStorage(output.kind, [&](auto sample) {
    auto values = output.values<decltype(sample)>();
    for (int64_t first = 0, end = values.size(); first < end; first += row)
      for (int64_t c = 0; c < row; ++c) {
        int64_t channel = channelOf.isLastAxis() ? c : channelOf(first + c);
        rounding.negativeSlope = slopes[slopes.size() == 1 ? 0 : c];
        float t = isFloat ? float(input[first + c]) * scalings[channel].multiplier
                          : scalings[channel].apply(input[first + c]);
        if (function)
          t = numerics::rectifySmoothly(plain, t, *function) * (gains ? (*gains)[c] : 1);
        values[first + c] = numerics::roundWithSlope(t, rounding);
      }
  });
  return output;
}

reference::Result reference::evaluate(qnn::ObserveOp, Operands operands) { return *operands[0]; }

reference::Result reference::evaluate(qnn::CastOp op, Operands operands) {
  const HostTensor &input = *operands[0];
  HostTensor output = makeTensor(op.getOutput());
  if (qnn::getQuantizedType(op.getInput()) || qnn::getQuantizedType(op.getOutput()))
    return badInput("has no evaluation on quantized tensors");
  bool fromFloat = input.kind == ElementKind::F32;
  if (output.kind == ElementKind::F32) {
    auto to = output.values<float>();
    if (fromFloat)
      return input;
    withStorage(input.kind, [&](auto sample) {
      auto from = input.values<decltype(sample)>();
      for (size_t i = 0; i < to.size(); ++i)
        to[i] = float(from[i]);
    });
  } else if (output.kind == ElementKind::Bool) {
    std::vector<double> from = input.toDoubles();
    fill(output, [&](int64_t i) { return from[i] != 0; });
  } else if (fromFloat) {
    auto from = input.values<float>();
    withStorage(output.kind, [&](auto sample) {
      using Limits = std::numeric_limits<decltype(sample)>;
      fill(output, [&](int64_t i) { return numerics::truncateAndClamp(from[i], Limits::min(), Limits::max()); });
    });
  } else {
    withStorage(input.kind, [&](auto sample) {
      auto from = input.values<decltype(sample)>();
      withStorage(output.kind, [&](auto result) {
        using Limits = std::numeric_limits<decltype(result)>;
        fill(output,
             [&](int64_t i) { return std::clamp<int64_t>(from[i], int64_t(Limits::min()), int64_t(Limits::max())); });
      });
    });
  }
  return output;
}
