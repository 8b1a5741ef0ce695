//===- ResizeOp.cpp - Evaluate a resample of an image ---------------------===//
//
// Tested by test/Reference/resize-op.mlir.
//
//===----------------------------------------------------------------------===//

#include "Evaluators.h"

#include "quantc/Numerics/Resize.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::reference;

static numerics::ResizeAxis getAxis(qnn::ResizeOp op, unsigned axis) {
  return {numerics::Coordinates(op.getCoordinates()), cast<RankedTensorType>(op.getInput().getType()).getDimSize(axis),
          cast<RankedTensorType>(op.getOutput().getType()).getDimSize(axis), float(op.getScales()[axis - 1])};
}

static HostTensor evaluateNearest(qnn::ResizeOp op, const HostTensor &input) {
  HostTensor output = makeTensor(op.getOutput());
  auto rounding = numerics::NearestRounding(op.getRounding());
  numerics::ResizeAxis rows = getAxis(op, 1), columns = getAxis(op, 2);
  int64_t run = input.shape[3] * getElementSize(input.kind);
  char *to = output.bytes.data();
  for (int64_t n = 0; n < output.shape[0]; ++n)
    for (int64_t y = 0; y < output.shape[1]; ++y)
      for (int64_t x = 0; x < output.shape[2]; ++x, to += run) {
        int64_t h = numerics::getNearest(rows, rounding, y), w = numerics::getNearest(columns, rounding, x);
        std::memcpy(to, input.bytes.data() + ((n * input.shape[1] + h) * input.shape[2] + w) * run, run);
      }
  return output;
}

static float interpolate(float a, float b, float t) { return a * (1 - t) + b * t; }

/// The linear resize of real numbers.
static std::vector<float> interpolate(qnn::ResizeOp op, ArrayRef<float> from) {
  ArrayRef<int64_t> in = cast<RankedTensorType>(op.getInput().getType()).getShape();
  ArrayRef<int64_t> out = cast<RankedTensorType>(op.getOutput().getType()).getShape();
  numerics::ResizeAxis rows = getAxis(op, 1), columns = getAxis(op, 2);
  int64_t channels = in[3];
  std::vector<float> result;
  result.reserve(cast<RankedTensorType>(op.getOutput().getType()).getNumElements());
  for (int64_t n = 0; n < out[0]; ++n)
    for (int64_t y = 0; y < out[1]; ++y)
      for (int64_t x = 0; x < out[2]; ++x) {
        numerics::Neighbours h = numerics::getNeighbours(rows, y), w = numerics::getNeighbours(columns, x);
        auto at = [&](int64_t row, int64_t column) {
          return from.data() + ((n * in[1] + row) * in[2] + column) * channels;
        };
        const float *a = at(h.low, w.low), *b = at(h.high, w.low), *c = at(h.low, w.high), *d = at(h.high, w.high);
        // Between rows first, then between columns.
        for (int64_t k = 0; k < channels; ++k)
          result.push_back(interpolate(interpolate(a[k], b[k], h.t), interpolate(c[k], d[k], h.t), w.t));
      }
  return result;
}

/// N16g.
static HostTensor averageCodes(qnn::ResizeOp op, const HostTensor &input) {
  HostTensor output = makeTensor(op.getOutput());
  ArrayRef<int64_t> in = input.shape, out = output.shape;
  int32_t zeroPoint = qnn::getStatedParams(op, 0).zeroPoint;
  numerics::Rounding rounding = getRounding(op);
  std::vector<int64_t> x = getDifferences(input, op.getInput());
  auto at = [&](int64_t n, int64_t row, int64_t column, int64_t c) -> int64_t {
    return x[((n * in[1] + row) * in[2] + column) * in[3] + c] + zeroPoint;
  };
  const int64_t one = int64_t(1) << numerics::kResizeBits;
  fill(output, [&](int64_t i) {
    int64_t c = i % out[3], column = i / out[3] % out[2], row = i / (out[3] * out[2]) % out[1];
    int64_t n = i / (out[3] * out[2] * out[1]);
    numerics::FixedNeighbours h = numerics::getFixedNeighbours(getAxis(op, 1), row);
    numerics::FixedNeighbours w = numerics::getFixedNeighbours(getAxis(op, 2), column);
    int64_t left = at(n, h.low, w.low, c) * (one - h.weight) + at(n, h.high, w.low, c) * h.weight;
    int64_t right = at(n, h.low, w.high, c) * (one - h.weight) + at(n, h.high, w.high, c) * h.weight;
    int64_t sum = left * (one - w.weight) + right * w.weight;
    return numerics::roundWithSlope(float(numerics::averageWeighted(sum)), rounding);
  });
  return output;
}

Result reference::evaluate(qnn::ResizeOp op, Operands operands) {
  const HostTensor &input = *operands[0];
  if (op.getMode() == qnn::ResizeMode::Nearest)
    return evaluateNearest(op, input);
  if (qnn::getProfile(op) == numerics::Profile::Tflite && !qnn::isFloat(op.getInput()))
    return averageCodes(op, input);
  if (!qnn::isFloat(op.getInput())) {
    std::vector<int32_t> differences = getDifferencesAs<int32_t>(input, op.getInput());
    std::vector<float> result = interpolate(op, std::vector<float>(differences.begin(), differences.end()));
    HostTensor output = makeTensor(op.getOutput());
    numerics::Rounding rounding = getRounding(op);
    fill(output, [&](int64_t i) { return numerics::roundWithSlope(result[i], rounding); });
    return output;
  }
  HostTensor output = makeTensor(op.getOutput());
  llvm::copy(interpolate(op, input.values<float>()), output.values<float>().begin());
  return output;
}
