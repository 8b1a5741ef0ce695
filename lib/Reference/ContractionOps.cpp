//===- ContractionOps.cpp - Evaluate sums of products ---------------------===//
//
// Each op describes its taps once, as a generic lambda over pointers; the float
// and the integer evaluation run it on f32, or on i32 values less their zero
// point; a float input beside stored weights meets their codes (N12). Integer sums use
// i32 where that is proved to be exact, else i64, and an
// accumulator that does not fit 32 bits is an error (N3).
//
// Tested by test/Reference/conv2d.mlir, conv-transpose2d.mlir, linear.mlir,
// matmul.mlir, stored-weights.mlir and accumulator-invalid.mlir.
//
//===----------------------------------------------------------------------===//

#include "Evaluators.h"

#include "ContractionLoops.h"
#include "quantc/Numerics/Padding.h"

#include <map>

using namespace mlir;
using namespace quantc;
using namespace quantc::reference;

//===----------------------------------------------------------------------===//
// Float or integer
//===----------------------------------------------------------------------===//

/// Returns the bias with room for the loops to read whole vectors; zeros if there is none.
template <class Acc> static std::vector<Acc> getBias(const HostTensor *bias, int64_t channels) {
  std::vector<Acc> values(channels + kLanes);
  using Stored = std::conditional_t<std::is_same_v<Acc, float>, float, int32_t>;
  if (bias)
    llvm::copy(bias->values<Stored>(), values.begin());
  return values;
}

/// Returns whether no partial sum of any channel can leave 32 bits.
/// @param weights [channels, taps]
static bool fits32Bits(ArrayRef<int32_t> input, ArrayRef<int32_t> weights, ArrayRef<int64_t> bias, int64_t channels) {
  int64_t greatest = 0, taps = channels ? weights.size() / channels : 0;
  for (int32_t x : input)
    greatest = std::max<int64_t>(greatest, std::abs(x));
  for (int64_t o = 0; o < channels; ++o) {
    int64_t sum = 0;
    for (int32_t w : weights.slice(o * taps, taps))
      sum += std::abs(w);
    if (sum * greatest + std::abs(bias[o]) > INT32_MAX)
      return false;
  }
  return true;
}

/// Evaluates `run(input, weights, bias, output)` on integers.
template <class Run>
static Result evaluateIntegers(HostTensor output, ArrayRef<int32_t> input, ArrayRef<int32_t> weights,
                               const HostTensor *biasTensor, int64_t channels, bool narrow, Run run) {
  auto stored = output.values<int32_t>();
  if (narrow) {
    std::vector<int32_t> bias = getBias<int32_t>(biasTensor, channels);
    run(input.data(), weights.data(), bias.data(), stored.data());
    return output;
  }
  std::vector<int64_t> bias = getBias<int64_t>(biasTensor, channels), sums(stored.size());
  run(input.data(), weights.data(), bias.data(), sums.data());
  for (size_t i = 0; i < sums.size(); ++i) {
    if (sums[i] < INT32_MIN || sums[i] > INT32_MAX)
      return badInput("accumulator " + Twine(sums[i]) + " of output channel " + Twine(i % channels) +
                      " does not fit 32 bits");
    stored[i] = int32_t(sums[i]);
  }
  return output;
}

/// Adds the bias [channels] to finished float sums [..., channels] (N9).
static void addBias(HostTensor &output, const HostTensor &bias) {
  int64_t channels = output.shape.back();
  for (auto [index, sum] : llvm::enumerate(output.values<float>()))
    sum += bias.values<float>()[index % channels];
}

/// N12: sums of a float input and codes of the weight, then the scale of each channel.
template <class Op, class Run>
static void sumCodes(Op op, Operands operands, const float *zeros, HostTensor &output, Run run) {
  std::vector<float> codes = getDifferencesAs<float>(*operands[1], op.getWeight());
  llvm::MutableArrayRef<float> sums = output.values<float>();
  run(operands[0]->template values<float>().data(), const_cast<const float *>(codes.data()), zeros, sums.data());
  SmallVector<double> scales = qnn::getScales(qnn::getQuantizedType(op.getWeight()));
  for (auto [index, sum] : llvm::enumerate(sums))
    sum = __builtin_fmaf(float(scales[scales.size() == 1 ? 0 : index % output.shape.back()]), sum, 0.0f);
}

/// Evaluates a contraction whose taps are walked by `run(input, weights, bias, output)`.
template <class Op, class Run> static Result evaluateContraction(Op op, Operands operands, Run run) {
  HostTensor output = makeTensor(op.getOutput());
  const HostTensor *biasTensor = op.getBias() ? operands[2] : nullptr;
  int64_t channels = output.shape.back();
  if (qnn::isFloat(op.getInput())) {
    std::vector<float> zeros = getBias<float>(nullptr, channels);
    if (qnn::getQuantizedType(op.getWeight()))
      sumCodes(op, operands, zeros.data(), output, run);
    else
      run(operands[0]->values<float>().data(), operands[1]->values<float>().data(), zeros.data(),
          output.values<float>().data());
    if (biasTensor)
      addBias(output, *biasTensor);
    return output;
  }
  std::vector<int32_t> input = getDifferencesAs<int32_t>(*operands[0], op.getInput());
  std::vector<int32_t> weights = getDifferencesAs<int32_t>(*operands[1], op.getWeight());
  bool narrow = fits32Bits(input, weights, getBias<int64_t>(biasTensor, channels), channels);
  return evaluateIntegers(std::move(output), input, weights, biasTensor, channels, narrow, run);
}

//===----------------------------------------------------------------------===//
// Convolution
//===----------------------------------------------------------------------===//

namespace {
/// The shape of a convolution and its attributes.
struct Geometry {
  int64_t images, height, width, inputs;
  int64_t outputHeight, outputWidth, outputs;
  int64_t kernelHeight, kernelWidth, groups;
  int64_t top, left, bottom, right;
  int64_t strideY, strideX, dilationY, dilationX;

  template <class Op> explicit Geometry(Op op) {
    auto x = cast<RankedTensorType>(op.getInput().getType()).getShape();
    auto w = cast<RankedTensorType>(op.getWeight().getType()).getShape();
    auto y = cast<RankedTensorType>(op.getOutput().getType()).getShape();
    images = x[0], height = x[1], width = x[2], inputs = x[3];
    outputHeight = y[1], outputWidth = y[2], outputs = y[3];
    kernelHeight = w[1], kernelWidth = w[2], groups = op.getGroups();
    top = op.getPads()[0], left = op.getPads()[1], bottom = op.getPads()[2], right = op.getPads()[3];
    strideY = op.getStrides()[0], strideX = op.getStrides()[1];
    dilationY = op.getDilations()[0], dilationX = op.getDilations()[1];
  }
  int64_t getInputsOfGroup() const { return inputs / groups; }
  int64_t getOutputsOfGroup() const { return outputs / groups; }
  int64_t getTaps() const { return kernelHeight * kernelWidth * getInputsOfGroup(); }
};
} // namespace

/// Returns the images surrounded by `padding`, one value a channel or none for zeros, each value `repeat` times: once
/// for each output channel that a depthwise convolution makes of it. Nothing is copied where nothing is added.
/// @param storage  holds the result if it is not `input`
template <class T>
static const T *padImages(const T *input, const Geometry &g, int64_t repeat, ArrayRef<float> padding,
                          std::vector<T> &storage) {
  if (repeat == 1 && !g.top && !g.left && !g.bottom && !g.right)
    return input;
  int64_t height = g.height + g.top + g.bottom, width = g.width + g.left + g.right, row = g.width * g.inputs;
  storage.resize(g.images * height * width * g.inputs * repeat);
  if (!padding.empty())
    for (size_t i = 0; i < storage.size(); ++i)
      storage[i] = T(padding[i / repeat % g.inputs]);
  for (int64_t n = 0; n < g.images; ++n)
    for (int64_t h = 0; h < g.height; ++h, input += row) {
      T *to = storage.data() + ((n * height + h + g.top) * width + g.left) * g.inputs * repeat;
      if (repeat == 1)
        std::copy(input, input + row, to);
      else
        for (int64_t i = 0; i < row; ++i)
          to = std::fill_n(to, repeat, input[i]);
    }
  return storage.data();
}

/// Runs a convolution on f32 or integers; see `evaluateContraction`. Floats are padded with `padding`.
template <class T, class Acc>
static void convolve(const Geometry &g, ArrayRef<float> padding, const T *input, const T *weights, const Acc *bias,
                     Acc *output) {
  bool depthwise = g.getInputsOfGroup() == 1;
  int64_t channels = depthwise ? g.outputs : g.inputs;
  std::vector<T> storage;
  const T *padded = padImages(input, g, depthwise ? g.outputs / g.inputs : 1, padding, storage);
  int64_t width = g.width + g.left + g.right, height = g.height + g.top + g.bottom;

  std::vector<int64_t> positions;
  for (int64_t n = 0; n < g.images; ++n)
    for (int64_t y = 0; y < g.outputHeight; ++y)
      for (int64_t x = 0; x < g.outputWidth; ++x)
        positions.push_back(((n * height + y * g.strideY) * width + x * g.strideX) * channels);

  if (depthwise) {
    std::vector<int64_t> offsets;
    std::vector<T> transposed;
    int64_t taps = g.getTaps();
    for (int64_t t = 0; t < taps; ++t) {
      offsets.push_back((t / g.kernelWidth * g.dilationY * width + t % g.kernelWidth * g.dilationX) * channels);
      for (int64_t o = 0; o < g.outputs; ++o)
        transposed.push_back(weights[o * taps + t]);
    }
    contractDepthwise(DepthwiseContraction<T, Acc>{padded, positions.data(), int64_t(positions.size()), offsets.data(),
                                                   taps, transposed.data(), bias, channels, output});
    return;
  }

  // Without dilation a kernel row reads consecutive inputs.
  bool wholeRows = g.groups == 1 && g.dilationX == 1;
  int64_t length = g.getInputsOfGroup() * (wholeRows ? g.kernelWidth : 1);
  std::vector<Segment> segments;
  for (int64_t y = 0; y < g.kernelHeight; ++y)
    for (int64_t x = 0; x < (wholeRows ? 1 : g.kernelWidth); ++x)
      segments.push_back({(y * g.dilationY * width + x * g.dilationX) * channels, int64_t(segments.size()) * length});
  int64_t inputs = g.getInputsOfGroup(), outputs = g.getOutputsOfGroup(), taps = g.getTaps();
  for (int64_t group = 0; group < g.groups; ++group) {
    std::vector<T> packed = packWeights(weights + group * outputs * taps, outputs, taps, taps, 1);
    contract(Contraction<T, Acc>{padded + group * inputs, positions.data(), int64_t(positions.size()), segments.data(),
                                 int64_t(segments.size()), length, packed.data(), taps, bias + group * outputs, outputs,
                                 output + group * outputs, g.outputs});
  }
}

/// Returns for each tap along an axis whether an output coordinate reads padding there.
static std::vector<bool> findPadding(int64_t at, int64_t taps, int64_t stride, int64_t pad, int64_t dilation,
                                     int64_t size) {
  std::vector<bool> isPadding;
  for (int64_t k = 0; k < taps; ++k) {
    int64_t in = at * stride - pad + k * dilation;
    isPadding.push_back(in < 0 || in >= size);
  }
  return isPadding;
}

/// Returns what the padding adds to each output channel where these taps along the axes lie in it (N6a).
static std::vector<int64_t> sumPadding(const Geometry &g, ArrayRef<int32_t> weights, ArrayRef<double> steps,
                                       const std::vector<bool> &rows, const std::vector<bool> &columns) {
  std::vector<int64_t> sums;
  int64_t inputs = g.getInputsOfGroup();
  for (int64_t o = 0; o < g.outputs; ++o) {
    numerics::PaddingSum sum;
    const int32_t *w = weights.data() + o * g.getTaps();
    for (int64_t ky = 0; ky < g.kernelHeight; ++ky)
      for (int64_t kx = 0; kx < g.kernelWidth; ++kx)
        for (int64_t i = 0; i < inputs; ++i, ++w)
          if (rows[ky] || columns[kx])
            sum.add(steps[o / g.getOutputsOfGroup() * inputs + i], *w);
    sums.push_back(sum.round());
  }
  return sums;
}

/// Adds what the padding adds to accumulators (N6a).
static llvm::Error addPadding(qnn::Conv2DOp op, const Geometry &g, const HostTensor &weightTensor,
                              HostTensor &accumulators) {
  std::vector<int32_t> weights = getDifferencesAs<int32_t>(weightTensor, op.getWeight());
  SmallVector<double> steps = op.getPadSteps();
  auto sums = accumulators.values<int32_t>();
  std::map<std::pair<std::vector<bool>, std::vector<bool>>, std::vector<int64_t>> known;
  for (int64_t y = 0; y < g.outputHeight; ++y) {
    std::vector<bool> rows = findPadding(y, g.kernelHeight, g.strideY, g.top, g.dilationY, g.height);
    for (int64_t x = 0; x < g.outputWidth; ++x) {
      std::vector<bool> columns = findPadding(x, g.kernelWidth, g.strideX, g.left, g.dilationX, g.width);
      if (!llvm::is_contained(rows, true) && !llvm::is_contained(columns, true))
        continue;
      auto [entry, isNew] = known.try_emplace({rows, columns});
      if (isNew)
        entry->second = sumPadding(g, weights, steps, rows, columns);
      for (int64_t n = 0; n < g.images; ++n)
        for (int64_t o = 0; o < g.outputs; ++o) {
          int32_t &sum = sums[((n * g.outputHeight + y) * g.outputWidth + x) * g.outputs + o];
          int64_t whole = sum + entry->second[o];
          if (whole < INT32_MIN || whole > INT32_MAX)
            return badInput("accumulator " + Twine(whole) + " of output channel " + Twine(o) + " does not fit 32 bits");
          sum = int32_t(whole);
        }
    }
  }
  return llvm::Error::success();
}

Result reference::evaluate(qnn::Conv2DOp op, Operands operands) {
  Geometry g(op);
  bool isFloat = qnn::isFloat(op.getInput());
  ArrayRef<float> padding;
  if (isFloat && op.getPadValues())
    padding = *op.getPadValues();
  Result result = evaluateContraction(op, operands, [&](auto *input, auto *weights, auto *bias, auto *output) {
    convolve(g, padding, input, weights, bias, output);
  });
  if (result && !isFloat && op.getPadValues())
    if (llvm::Error error = addPadding(op, g, *operands[1], *result))
      return error;
  return result;
}

/// Runs a transposed convolution: each output has the taps that meet an input, kernel rows, then
/// columns, then channels ascending.
template <class T, class Acc>
static void convolveTransposed(const Geometry &g, const T *input, const T *weights, const Acc *bias, Acc *output) {
  int64_t inputs = g.getInputsOfGroup(), outputs = g.getOutputsOfGroup(), taps = g.getTaps();
  for (int64_t group = 0; group < g.groups; ++group) {
    std::vector<T> packed = packWeights(weights + group * outputs * taps, outputs, taps, taps, 1);
    Acc *to = output + group * outputs;
    for (int64_t n = 0; n < g.images; ++n)
      for (int64_t y = 0; y < g.outputHeight; ++y)
        for (int64_t x = 0; x < g.outputWidth; ++x, to += g.outputs) {
          SmallVector<Segment> segments;
          for (int64_t ky = 0; ky < g.kernelHeight; ++ky)
            for (int64_t kx = 0; kx < g.kernelWidth; ++kx) {
              int64_t h = y + g.top - ky * g.dilationY, w = x + g.left - kx * g.dilationX;
              if (h < 0 || w < 0 || h % g.strideY || w % g.strideX || h / g.strideY >= g.height ||
                  w / g.strideX >= g.width)
                continue;
              int64_t pixel = (n * g.height + h / g.strideY) * g.width + w / g.strideX;
              segments.push_back({pixel * g.inputs + group * inputs, (ky * g.kernelWidth + kx) * inputs});
            }
          int64_t position = 0;
          contract(Contraction<T, Acc>{input, &position, 1, segments.data(), int64_t(segments.size()), inputs,
                                       packed.data(), taps, bias + group * outputs, outputs, to, g.outputs});
        }
  }
}

Result reference::evaluate(qnn::ConvTranspose2DOp op, Operands operands) {
  Geometry g(op);
  return evaluateContraction(op, operands, [&](auto *input, auto *weights, auto *bias, auto *output) {
    convolveTransposed(g, input, weights, bias, output);
  });
}

//===----------------------------------------------------------------------===//
// Matrices
//===----------------------------------------------------------------------===//

/// Runs `output[m, n] = bias[n] + sum_k input[m, k] * weight(n, k)` with weights packed for it.
template <class T, class Acc>
static void multiply(int64_t rows, int64_t columns, int64_t depth, const T *input, const std::vector<T> &packed,
                     const Acc *bias, Acc *output) {
  std::vector<int64_t> positions;
  for (int64_t m = 0; m < rows; ++m)
    positions.push_back(m * depth);
  Segment segment{0, 0};
  contract(Contraction<T, Acc>{input, positions.data(), rows, &segment, 1, depth, packed.data(), depth, bias, columns,
                               output, columns});
}

/// N12 with groups: the sum of each group's codes, times its scale, added to the sum of the groups before.
static Result evaluateGroups(qnn::LinearOp op, Operands operands, int64_t rows) {
  int64_t columns = operands[1]->shape[0], depth = operands[1]->shape[1], size = *op.getGroupSize();
  const HostTensor &scaleTensor = *operands[op.getBias() ? 3 : 2];
  ArrayRef<float> scales = scaleTensor.values<float>();
  int64_t groups = scaleTensor.shape[1];
  std::vector<float> codes = getDifferencesAs<float>(*operands[1], op.getWeight());
  if (op.getZeroPoints()) {
    std::vector<float> zeroPoints = getDifferencesAs<float>(*operands.back(), op.getZeroPoints());
    for (int64_t n = 0; n < columns; ++n)
      for (int64_t k = 0; k < depth; ++k)
        codes[n * depth + k] -= zeroPoints[n * groups + k / size];
  }
  HostTensor output = makeTensor(op.getOutput());
  llvm::MutableArrayRef<float> sums = output.values<float>();
  std::vector<float> zeros = getBias<float>(nullptr, columns), part(sums.size());
  std::vector<int64_t> positions;
  for (int64_t m = 0; m < rows; ++m)
    positions.push_back(m * depth);
  for (int64_t group = 0; group < groups; ++group) {
    int64_t first = group * size, length = std::min(size, depth - first);
    std::vector<float> packed = packWeights(codes.data() + first, columns, length, depth, 1);
    Segment segment{first, 0};
    contract(Contraction<float, float>{operands[0]->values<float>().data(), positions.data(), rows, &segment, 1, length,
                                       packed.data(), length, zeros.data(), columns, part.data(), columns});
    for (size_t i = 0; i < part.size(); ++i)
      sums[i] = __builtin_fmaf(scales[int64_t(i) % columns * groups + group], part[i], sums[i]);
  }
  if (op.getBias())
    addBias(output, *operands[2]);
  return output;
}

Result reference::evaluate(qnn::LinearOp op, Operands operands) {
  int64_t columns = operands[1]->shape[0], depth = operands[1]->shape[1];
  int64_t rows = 1;
  for (int64_t size : ArrayRef(operands[0]->shape).drop_back())
    rows *= size;
  if (op.getScales())
    return evaluateGroups(op, operands, rows);
  return evaluateContraction(op, operands, [&](auto *input, auto *weights, auto *bias, auto *output) {
    multiply(rows, columns, depth, input, packWeights(weights, columns, depth, depth, 1), bias, output);
  });
}

Result reference::evaluate(qnn::MatMulOp op, Operands operands) {
  HostTensor output = makeTensor(op.getOutput());
  auto matrices = [&](const HostTensor &tensor) {
    SmallVector<int64_t> shape(output.shape.begin(), output.shape.end() - 2);
    shape.append(tensor.shape.end() - 2, tensor.shape.end());
    return broadcastTo(tensor, shape);
  };
  HostTensor lhs = matrices(*operands[0]), rhs = matrices(*operands[1]);
  int64_t rows = lhs.shape[lhs.shape.size() - 2], depth = lhs.shape.back(), columns = rhs.shape.back();
  int64_t batches = 1;
  for (int64_t size : ArrayRef(output.shape).drop_back(2))
    batches *= size;
  auto run = [&](auto *a, auto *b, auto *bias, auto *y) {
    for (int64_t i = 0; i < batches; ++i)
      multiply(rows, columns, depth, a + i * rows * depth,
               packWeights(b + i * depth * columns, columns, depth, 1, columns), bias, y + i * rows * columns);
  };
  if (qnn::isFloat(op.getOutput())) {
    std::vector<float> bias = getBias<float>(nullptr, columns);
    run(lhs.values<float>().data(), rhs.values<float>().data(), bias.data(), output.values<float>().data());
    return output;
  }
  std::vector<int32_t> a = getDifferencesAs<int32_t>(lhs, op.getLhs()), b = getDifferencesAs<int32_t>(rhs, op.getRhs());
  int64_t greatestA = 0, greatestB = 0;
  for (int32_t value : a)
    greatestA = std::max<int64_t>(greatestA, std::abs(value));
  for (int32_t value : b)
    greatestB = std::max<int64_t>(greatestB, std::abs(value));
  bool narrow = greatestA * greatestB * depth <= INT32_MAX;
  return evaluateIntegers(std::move(output), a, b, nullptr, columns, narrow, run);
}
