//===- LayerInputs.cpp - What the taps of a layer read --------------------===//
//
// Tested by test/Quantize/round-weights.test and round-weights-taps.test.
//
//===----------------------------------------------------------------------===//

#include "LayerInputs.h"

#include <cmath>
#include <limits>

using namespace mlir;
using namespace quantc;
using namespace quantc::quantize;

/// Mixes the bits of a number (the finalizer of SplitMix64, Steele et al. 2014).
static uint64_t mix(uint64_t value) {
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9;
  value = (value ^ (value >> 27)) * 0x94d049bb133111eb;
  return value ^ (value >> 31);
}

std::vector<int64_t> quantize::choosePositions(int64_t total, int64_t limit, StringRef id) {
  std::vector<int64_t> positions;
  uint64_t seed = 0;
  for (char c : id)
    seed = mix(seed + uint8_t(c) + 1);
  int64_t count = std::min(total, limit);
  for (int64_t part = 0; part < count; ++part) {
    int64_t first = part * total / count, last = (part + 1) * total / count;
    positions.push_back(first + int64_t(mix(seed + uint64_t(part)) % uint64_t(last - first)));
  }
  return positions;
}

template <class Op> void LayerInputs::describe(Op op) {
  auto x = cast<RankedTensorType>(op.getInput().getType()).getShape();
  auto w = cast<RankedTensorType>(op.getWeight().getType()).getShape();
  auto y = cast<RankedTensorType>(op.getOutput().getType()).getShape();
  images = x[0], height = x[1], width = x[2], channels = x[3], groups = op.getGroups();
  outputHeight = y[1], outputWidth = y[2], kernelHeight = w[1], kernelWidth = w[2];
  top = op.getPads()[0], left = op.getPads()[1];
  strideY = op.getStrides()[0], strideX = op.getStrides()[1];
  dilationY = op.getDilations()[0], dilationX = op.getDilations()[1];
}

LayerInputs::LayerInputs(qnn::ContractionOpInterface op, ArrayRef<HostTensor> inputs) : inputs(inputs) {
  Value input = op.getActivationOperand().get();
  bool isQuantized = qnn::getQuantizedType(input) != nullptr;
  if (isQuantized)
    zeroPoint = qnn::getZeroPoints(qnn::getQuantizedType(input)).front();
  else
    chooseStep();
  if (auto conv = dyn_cast<qnn::Conv2DOp>(op.getOperation())) {
    describe(conv);
    for (double steps : isQuantized ? conv.getPadSteps() : SmallVector<double>())
      padding.push_back(int32_t(std::nearbyint(steps)));
  } else if (auto conv = dyn_cast<qnn::ConvTranspose2DOp>(op.getOperation())) {
    describe(conv);
    isTransposed = true;
  } else { // qnn.linear: an image of rows
    auto tensor = cast<RankedTensorType>(input.getType());
    channels = tensor.getShape().back();
    height = outputHeight = tensor.getNumElements() / channels;
  }
  padding.resize(channels, 0);
}

void LayerInputs::chooseStep() {
  float greatest = 0;
  for (const HostTensor &input : inputs)
    for (float value : input.values<float>())
      greatest = std::max(greatest, std::isfinite(value) ? std::fabs(value) : 0.0f);
  step = std::max(greatest / 32767, std::numeric_limits<float>::min());
}

std::vector<int64_t> LayerInputs::choosePositions(int64_t numSamples, StringRef id) const {
  int64_t perSample = images * outputHeight * outputWidth;
  std::vector<int64_t> positions = quantize::choosePositions(
      perSample * numSamples, getNumTaps() > kMaxTaps ? kMaxPositionsOfSamples : kMaxPositions, id);
  positions.erase(llvm::lower_bound(positions, getNumPositions()), positions.end());
  return positions;
}

/// Moves an output coordinate to the input that a tap reads there.
/// @returns -1 if it reads none
static int64_t getInputCoordinate(int64_t y, int64_t k, int64_t pad, int64_t stride, int64_t dilation, int64_t size,
                                  bool isTransposed) {
  int64_t at = isTransposed ? y + pad - k * dilation : y * stride - pad + k * dilation;
  if (isTransposed) {
    if (at % stride != 0)
      return -1;
    at /= stride;
  }
  return at >= 0 && at < size ? at : -1;
}

/// Returns the pixel of its sample that a tap reads at a position, or -1 for padding.
int64_t LayerInputs::getPixel(int64_t position, int64_t ky, int64_t kx) const {
  int64_t x = position % outputWidth, y = position / outputWidth % outputHeight;
  int64_t image = position / (outputWidth * outputHeight) % images;
  int64_t h = getInputCoordinate(y, ky, top, strideY, dilationY, height, isTransposed);
  int64_t w = getInputCoordinate(x, kx, left, strideX, dilationX, width, isTransposed);
  return h < 0 || w < 0 ? -1 : (image * height + h) * width + w;
}

TapSamples LayerInputs::gather(int64_t group, ArrayRef<int64_t> positions) const {
  TapSamples samples;
  samples.taps = getNumTaps();
  samples.count = positions.size();
  samples.values.resize(samples.taps * samples.count);
  int64_t perSample = images * outputHeight * outputWidth, inputsOfGroup = channels / groups;
  std::vector<int64_t> pixels(positions.size());
  auto gatherAs = [&](auto storage, auto read) {
    using T = decltype(storage);
    int32_t *to = samples.values.data();
    for (int64_t tap = 0; tap < kernelHeight * kernelWidth; ++tap) {
      for (auto [pixel, position] : llvm::zip_equal(pixels, positions))
        pixel = getPixel(position % perSample, tap / kernelWidth, tap % kernelWidth);
      for (int64_t i = group * inputsOfGroup; i < (group + 1) * inputsOfGroup; ++i)
        for (auto [pixel, position] : llvm::zip_equal(pixels, positions))
          *to++ = pixel < 0 ? padding[i] : read(inputs[position / perSample].values<T>()[pixel * channels + i]);
    }
  };
  if (inputs.front().kind == ElementKind::F32)
    gatherAs(float(), [&](float value) { return std::isfinite(value) ? int32_t(std::nearbyint(value / step)) : 0; });
  else
    withStorage(inputs.front().kind,
                [&](auto storage) { gatherAs(storage, [&](auto value) { return int32_t(value - zeroPoint); }); });
  return samples;
}
