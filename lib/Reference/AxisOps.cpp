//===- AxisOps.cpp - Evaluate softmax, normalization, argmax, top k -------===//
//
// Tested by test/Reference/axis-ops.mlir and top-k.mlir.
//
//===----------------------------------------------------------------------===//

#include "Evaluators.h"

#include "quantc/Numerics/Reduction.h"
#include "quantc/Numerics/Tflite.h"
#include "quantc/Numerics/TopK.h"

#include <algorithm>
#include <cmath>
#include <numeric>

using namespace mlir;
using namespace quantc;
using namespace quantc::reference;
using numerics::Unary;
using numerics::UnaryKind;
using numerics::tflite::Softmax;

namespace {
/// A tensor seen as [outer, size, inner] around an axis.
struct AxisView {
  int64_t outer = 1, size = 1, inner = 1;
  AxisView(ArrayRef<int64_t> shape, int64_t axis) : size(shape[axis]) {
    for (int64_t length : shape.take_front(axis))
      outer *= length;
    for (int64_t length : shape.drop_front(axis + 1))
      inner *= length;
  }
  /// Calls `fn(first)` with the first element of each row along the axis.
  template <class Fn> void forEachRow(Fn fn) const {
    for (int64_t o = 0; o < outer; ++o)
      for (int64_t i = 0; i < inner; ++i)
        fn(o * size * inner + i);
  }
};
} // namespace

/// Runs `finish(x - max, exp(x - max), sum)` on each element along an axis.
template <class Finish> static HostTensor evaluateSoftmax(const HostTensor &input, int64_t axis, Finish finish) {
  HostTensor output = input;
  AxisView view(input.shape, axis);
  auto y = output.values<float>();
  std::vector<float> shifted(view.size), powers(view.size);
  view.forEachRow([&](int64_t first) {
    float max = -INFINITY; // a NaN shows up in the sum
    for (int64_t k = 0; k < view.size; ++k)
      max = std::max(max, y[first + k * view.inner]);
    for (int64_t k = 0; k < view.size; ++k)
      shifted[k] = y[first + k * view.inner] - max;
    numerics::evaluate(Unary{UnaryKind::Exp}, shifted.data(), powers.data(), view.size);
    float sum = numerics::sumInFixedOrder(view.size, [&](int64_t k) { return powers[k]; });
    for (int64_t k = 0; k < view.size; ++k)
      y[first + k * view.inner] = finish(shifted[k], powers[k], sum);
  });
  return output;
}

static HostTensor evaluateSoftmax(const HostTensor &input, int64_t axis) {
  return evaluateSoftmax(input, axis, [](float, float power, float sum) { return power / sum; });
}

/// Softmax of 8 or 16 bits: N16h, or by way of float.
static HostTensor evaluateStoredSoftmax(qnn::SoftmaxOp op, const HostTensor &input) {
  HostTensor output = makeTensor(op.getOutput());
  numerics::QuantParams from = qnn::getParams(qnn::getQuantizedType(op.getInput()));
  numerics::QuantParams to = qnn::getParams(qnn::getQuantizedType(op.getOutput()));
  AxisView view(input.shape, op.getAxis());
  if (qnn::getProfile(op) != numerics::Profile::Tflite || !Softmax::isDefined(from, to, view.size)) {
    HostTensor real = evaluateSoftmax(toReal(input, op.getInput().getType()), op.getAxis());
    fill(output, [&](int64_t i) { return numerics::quantize(real.values<float>()[i], to); });
    return output;
  }
  Softmax softmax(from, to);
  std::vector<int64_t> codes = getDifferences(input, op.getInput());
  withStorage(output.kind, [&](auto sample) {
    auto y = output.values<decltype(sample)>();
    view.forEachRow([&](int64_t first) {
      softmax.evaluate(
          view.size, [&](int64_t k) { return codes[first + k * view.inner]; },
          [&](int64_t k, int32_t value) {
            y[first + k * view.inner] = decltype(sample)(int64_t(to.zeroPoint) + value);
          });
    });
  });
  return output;
}

Result reference::evaluate(qnn::SoftmaxOp op, Operands operands) {
  if (!qnn::isFloat(op.getInput()))
    return evaluateStoredSoftmax(op, *operands[0]);
  return evaluateSoftmax(*operands[0], op.getAxis());
}

Result reference::evaluate(qnn::LogSoftmaxOp op, Operands operands) {
  return evaluateSoftmax(*operands[0], op.getAxis(), [](float shifted, float, float sum) {
    return shifted - numerics::evaluate(Unary{UnaryKind::Log}, sum);
  });
}

Result reference::evaluate(qnn::LrnOp op, Operands operands) {
  HostTensor output = *operands[0];
  auto x = operands[0]->values<float>();
  auto y = output.values<float>();
  int64_t channels = output.shape.back(), size = op.getSize();
  int64_t before = (size - 1) / 2, after = size - 1 - before;
  float factor = op.getAlpha().convertToFloat() / float(size), bias = op.getBias().convertToFloat();
  Unary power{UnaryKind::PowScalar, op.getBeta().convertToFloat()};
  for (int64_t i = 0, end = y.size(); i < end; ++i) {
    int64_t row = i / channels * channels, c = i - row;
    float sum = 0;
    for (int64_t k = std::max<int64_t>(0, c - before); k <= std::min(channels - 1, c + after); ++k)
      sum += x[row + k] * x[row + k];
    y[i] = x[i] / numerics::evaluate(power, bias + factor * sum);
  }
  return output;
}

Result reference::evaluate(qnn::ArgMaxOp op, Operands operands) {
  HostTensor output = makeTensor(op.getOutput());
  AxisView view(operands[0]->shape, op.getAxis());
  bool last = op.getSelectLastIndex();
  auto indices = output.values<int64_t>();
  int64_t row = 0;
  auto find = [&](auto values) {
    view.forEachRow([&](int64_t first) {
      int64_t best = 0;
      for (int64_t k = 1; k < view.size; ++k) {
        auto value = values[first + k * view.inner], greatest = values[first + best * view.inner];
        if (value > greatest || (last && value == greatest))
          best = k;
      }
      indices[row++] = best;
    });
  };
  if (operands[0]->kind == ElementKind::F32)
    find(operands[0]->values<float>());
  else
    withStorage(operands[0]->kind, [&](auto sample) { find(operands[0]->values<decltype(sample)>()); });
  return output;
}

/// Calls `take(row, place, index)` for the `count` greatest elements of each row of `size`, by their keys (N15).
template <class Key, class Take> static void selectTop(int64_t rows, int64_t size, int64_t count, Key key, Take take) {
  std::vector<int64_t> order(size);
  for (int64_t row = 0; row < rows; ++row) {
    std::iota(order.begin(), order.end(), row * size);
    std::stable_sort(order.begin(), order.end(), [&](int64_t a, int64_t b) { return key(a) > key(b); });
    for (int64_t k = 0; k < count; ++k)
      take(row * count + k, order[k]);
  }
}

/// Takes the greatest elements of the last axis; see `selectTop`.
template <class Take> static void selectTop(const HostTensor &input, const HostTensor &output, Take take) {
  int64_t size = input.shape.back(), count = output.shape.back(), rows = output.getNumElements() / count;
  if (input.kind == ElementKind::F32) {
    auto values = input.values<float>();
    return selectTop(rows, size, count, [&](int64_t i) { return numerics::getOrderKey(values[i]); }, take);
  }
  withStorage(input.kind, [&](auto sample) {
    auto values = input.values<decltype(sample)>();
    selectTop(rows, size, count, [&](int64_t i) { return values[i]; }, take);
  });
}

Result reference::evaluate(qnn::TopKIndicesOp op, Operands operands) {
  HostTensor output = makeTensor(op.getOutput());
  auto indices = output.values<int32_t>();
  int64_t size = operands[0]->shape.back();
  selectTop(*operands[0], output, [&](int64_t to, int64_t from) { indices[to] = int32_t(from % size); });
  return output;
}

Result reference::evaluate(qnn::TopKValuesOp op, Operands operands) {
  HostTensor output = makeTensor(op.getOutput());
  int64_t bytes = getElementSize(output.kind);
  selectTop(*operands[0], output, [&](int64_t to, int64_t from) {
    std::copy_n(operands[0]->bytes.begin() + from * bytes, bytes, output.bytes.begin() + to * bytes);
  });
  return output;
}
