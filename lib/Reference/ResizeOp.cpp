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

Result reference::evaluate(qnn::ResizeOp op, Operands operands) {
  const HostTensor &input = *operands[0];
  if (op.getMode() == qnn::ResizeMode::Nearest)
    return evaluateNearest(op, input);
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
