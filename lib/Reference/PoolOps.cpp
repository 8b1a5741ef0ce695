//===- PoolOps.cpp - Evaluate pools and reductions ------------------------===//
//
// Tested by test/Reference/pool-ops.mlir.
//
//===----------------------------------------------------------------------===//

#include "Evaluators.h"
#include "quantc/Dialect/Qnn/IR/Roundings.h"
#include "quantc/Numerics/Reduction.h"

#include <limits>

using namespace mlir;
using namespace quantc;
using namespace quantc::reference;

namespace {
/// One window of a pool: its elements inside the image.
struct Window {
  int64_t count;                ///< elements that an average divides by
  SmallVector<int64_t> indices; ///< kernel row times kernel width plus column, of each element
  SmallVector<int64_t> offsets; ///< of channel 0 of each element in the input
};
} // namespace

/// Calls `fn(window, first)` for each window; `first` is channel 0 of its result.
template <class PoolOp, class Fn> static void forEachWindow(PoolOp op, bool countPads, Fn fn) {
  auto x = cast<RankedTensorType>(op.getInput().getType()).getShape();
  auto y = cast<RankedTensorType>(op.getOutput().getType()).getShape();
  auto kernel = op.getKernel(), strides = op.getStrides(), pads = op.getPads(), dilations = op.getDilations();
  int64_t first = 0;
  for (int64_t n = 0; n < y[0]; ++n)
    for (int64_t oh = 0; oh < y[1]; ++oh)
      for (int64_t ow = 0; ow < y[2]; ++ow, first += y[3]) {
        Window window{};
        for (int64_t kh = 0; kh < kernel[0]; ++kh)
          for (int64_t kw = 0; kw < kernel[1]; ++kw) {
            int64_t h = oh * strides[0] - pads[0] + kh * dilations[0];
            int64_t w = ow * strides[1] - pads[1] + kw * dilations[1];
            bool inside = h >= 0 && h < x[1] && w >= 0 && w < x[2];
            // Ceil mode: a window may end beyond the pads, which never counts.
            if (inside || (countPads && h < x[1] + pads[2] && w < x[2] + pads[3]))
              ++window.count;
            if (!inside)
              continue;
            window.indices.push_back(kh * kernel[1] + kw);
            window.offsets.push_back(((n * x[1] + h) * x[2] + w) * x[3]);
          }
        fn(window, first);
      }
}

/// Returns the greatest of `element(i)`, i < count; a NaN wins.
template <class T, class Element> static T maximum(int64_t count, Element element) {
  T max = element(0);
  for (int64_t i = 1; i < count; ++i) {
    T value = element(i);
    if (value > max || value != value)
      max = value;
  }
  return max;
}

template <class T> static void evaluateMaxPool(qnn::MaxPool2DOp op, const HostTensor &input, HostTensor &output) {
  auto x = input.values<T>();
  auto y = output.values<T>();
  int64_t channels = output.shape[3];
  forEachWindow(op, false, [&](const Window &window, int64_t first) {
    for (int64_t c = 0; c < channels; ++c)
      y[first + c] = maximum<T>(window.offsets.size(), [&](int64_t i) { return x[window.offsets[i] + c]; });
  });
}

Result reference::evaluate(qnn::MaxPool2DOp op, Operands operands) {
  HostTensor output = makeTensor(op.getOutput());
  if (output.kind == ElementKind::F32)
    evaluateMaxPool<float>(op, *operands[0], output);
  else
    withStorage(output.kind, [&](auto sample) { evaluateMaxPool<decltype(sample)>(op, *operands[0], output); });
  return output;
}

static HostTensor evaluateFloatAverage(qnn::AvgPool2DOp op, const HostTensor &input) {
  HostTensor output = makeTensor(op.getOutput());
  auto x = input.values<float>();
  auto y = output.values<float>();
  int64_t channels = output.shape[3];
  forEachWindow(op, op.getCountIncludePad(), [&](const Window &window, int64_t first) {
    for (int64_t c = 0; c < channels; ++c) {
      std::array<float, numerics::kPartialSums> partial{};
      for (size_t i = 0; i < window.offsets.size(); ++i)
        partial[window.indices[i] % numerics::kPartialSums] += x[window.offsets[i] + c];
      y[first + c] = numerics::addPartialSums(partial, std::plus<float>()) / float(window.count);
    }
  });
  return output;
}

Result reference::evaluate(qnn::AvgPool2DOp op, Operands operands) {
  if (qnn::isFloat(op.getInput()))
    return evaluateFloatAverage(op, *operands[0]);
  HostTensor output = makeTensor(op.getOutput());
  std::vector<int64_t> x = getDifferences(*operands[0], op.getInput());
  quant::QuantizedType type = qnn::getQuantizedType(op.getOutput());
  double scaleIn = qnn::getScales(qnn::getQuantizedType(op.getInput()))[0], scaleOut = qnn::getScales(type)[0];
  numerics::Rounding rounding = getRounding(op);
  int64_t channels = output.shape[3];
  if (qnn::getProfile(op) == numerics::Profile::Ort) {
    // N10c.
    withStorage(output.kind, [&](auto sample) {
      auto y = output.values<decltype(sample)>();
      forEachWindow(op, op.getCountIncludePad(), [&](const Window &window, int64_t first) {
        for (int64_t c = 0; c < channels; ++c) {
          float sum = 0;
          for (int64_t offset : window.offsets)
            sum += float(x[offset + c]) * float(scaleIn);
          y[first + c] =
              decltype(sample)(numerics::roundWithSlope(sum / float(window.count) / float(scaleOut), rounding));
        }
      });
    });
    return output;
  }
  bool isOfCodes = qnn::getProfile(op) == numerics::Profile::Tflite && qnn::isAverageOfCodes(op);
  int32_t zeroPoint = qnn::getStatedParams(op, 0).zeroPoint;
  withStorage(output.kind, [&](auto sample) {
    auto y = output.values<decltype(sample)>();
    forEachWindow(op, op.getCountIncludePad(), [&](const Window &window, int64_t first) {
      auto scaling = numerics::Scaling::ofRatio(qnn::getProfile(op), scaleIn, scaleOut, window.count);
      for (int64_t c = 0; c < channels; ++c) {
        int64_t sum = 0;
        for (int64_t offset : window.offsets)
          sum += x[offset + c];
        float t = isOfCodes ? float(numerics::averageCodes(sum + window.count * zeroPoint, window.count))
                            : scaling.apply(sum);
        y[first + c] = decltype(sample)(numerics::roundWithSlope(t, rounding));
      }
    });
  });
  return output;
}

/// Moves the reduced axes last: the result is [kept elements, reduced elements].
static HostTensor moveAxesLast(const HostTensor &input, ArrayRef<int64_t> axes, int64_t &reduced) {
  SmallVector<int64_t> strides = getStrides(input.shape), order, shape;
  for (bool last : {false, true})
    for (int64_t axis = 0; axis < int64_t(strides.size()); ++axis)
      if (llvm::is_contained(axes, axis) == last) {
        order.push_back(strides[axis]);
        shape.push_back(input.shape[axis]);
      }
  reduced = 1;
  for (int64_t axis : axes)
    reduced *= input.shape[axis];
  HostTensor moved(input.kind, shape);
  copyStrided(input, 0, order, moved);
  return moved;
}

static HostTensor evaluateFloatReduce(qnn::ReduceOp op, const HostTensor &moved, int64_t count) {
  HostTensor output = makeTensor(op.getOutput());
  auto y = output.values<float>();
  for (size_t i = 0; i < y.size(); ++i) {
    const float *row = moved.values<float>().data() + i * count;
    auto element = [row](int64_t k) { return row[k]; };
    if (op.getKind() == qnn::ReduceKind::Max)
      y[i] = maximum<float>(count, element);
    else
      y[i] = numerics::sumInFixedOrder(count, element);
    if (op.getKind() == qnn::ReduceKind::Mean)
      y[i] /= float(count);
  }
  return output;
}

Result reference::evaluate(qnn::ReduceOp op, Operands operands) {
  int64_t count;
  HostTensor moved = moveAxesLast(*operands[0], op.getAxes(), count);
  if (count == 0 && op.getKind() == qnn::ReduceKind::Max)
    return badInput("has no elements to take the maximum of");
  if (qnn::isFloat(op.getInput()))
    return evaluateFloatReduce(op, moved, count);

  HostTensor output = makeTensor(op.getOutput());
  quant::QuantizedType from = qnn::getQuantizedType(op.getInput()), to = qnn::getQuantizedType(op.getOutput());
  int64_t zeroPoint = qnn::getZeroPoints(from)[0], divisor = op.getKind() == qnn::ReduceKind::Mean ? count : 1;
  auto scaling =
      numerics::Scaling::ofRatio(qnn::getProfile(op), qnn::getScales(from)[0], qnn::getScales(to)[0], divisor);
  numerics::Rounding rounding = getRounding(op);
  withStorage(moved.kind, [&](auto sample) {
    auto x = moved.values<decltype(sample)>();
    fill(output, [&](int64_t i) -> int64_t {
      auto element = [&](int64_t k) { return x[i * count + k]; };
      if (op.getKind() == qnn::ReduceKind::Max)
        return maximum<decltype(sample)>(count, element);
      int64_t sum = 0;
      for (int64_t k = 0; k < count; ++k)
        sum += element(k) - zeroPoint;
      return numerics::roundWithSlope(scaling.apply(sum), rounding);
    });
  });
  return output;
}
