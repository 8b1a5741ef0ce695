//===- FloatDepthwiseEmitter.cpp - One float filter for each channel ------===//
//
// N9: one fma a tap in the order of the filter's rows and columns, and then the
// bias; lanes are channels, so each output element keeps a chain of its own.
//
// Tested by test/Lower/float-depthwise-inputs.mlir, float-shapes.mlir and test/Kernels.
//
//===----------------------------------------------------------------------===//

#include "ContractionEmitter.h"
#include "DepthwiseEmitter.h"
#include "Epilogue.h"
#include "PadInput.h"
#include "quantc/Machine/TileModel.h"

#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::lower;
using quantc::qk::FusedContraction;

/// Weights [tap][channel], channels padded with zeros to whole vectors.
static SmallVector<float> packTaps(const FusedContraction &layer, int64_t padded) {
  int64_t taps = layer.kernelHeight * layer.kernelWidth;
  SmallVector<float> packed(taps * padded, 0.0f);
  for (int64_t channel = 0; channel < layer.channels; ++channel)
    for (int64_t tap = 0; tap < taps; ++tap)
      packed[tap * padded + channel] = layer.floatWeights[channel * taps + tap];
  return packed;
}

/// Output columns that are computed side by side, to hide the latency of fma.
static constexpr int64_t kColumns = 4;

/// Emits the outputs of one tile for `lanes` channels, of which `valid` are stored.
static void emitTile(KernelBuilder &builder, const FusedContraction &layer, const PaddedImage &image, int64_t lanes,
                     int64_t padded, int64_t valid, ValueRange buffers, Value channel, Value n, Value y, Value x) {
  Value output = buffers[0], weights = buffers[1], bias = buffers[2];
  int64_t columns = std::min(layer.outWidth, kColumns);
  Value origin =
      builder.add(builder.mul(n, image.imageStride()), builder.mul(y, layer.strideHeight * image.rowStride()));
  origin = builder.add(builder.add(origin, builder.mul(x, layer.strideWidth * image.channels)), channel);
  Value offset = builder.load(bias, channel, lanes);
  SmallVector<Value> sums(columns, builder.splat(cast<VectorType>(offset.getType()), 0.0f));
  for (int64_t kh = 0; kh < layer.kernelHeight; ++kh)
    for (int64_t kw = 0; kw < layer.kernelWidth; ++kw) {
      Value filter = builder.load(weights, builder.add(channel, (kh * layer.kernelWidth + kw) * padded), lanes);
      int64_t tap = kh * layer.dilationHeight * image.rowStride() + kw * layer.dilationWidth * image.channels;
      for (int64_t column = 0; column < columns; ++column) {
        Value pixel = builder.add(origin, tap + column * layer.strideWidth * image.channels);
        sums[column] =
            math::FmaOp::create(builder, builder.loc, builder.load(image.buffer, pixel, lanes), filter, sums[column]);
      }
    }
  Value position = builder.add(builder.mul(n, layer.outHeight), y);
  position = builder.add(builder.mul(position, layer.outWidth), x);
  position = builder.add(builder.mul(position, layer.channels), channel);
  for (int64_t column = 0; column < columns; ++column)
    builder.store(arith::AddFOp::create(builder, builder.loc, sums[column], offset), output,
                  builder.add(position, column * layer.channels), valid);
}

Kernel lower::emitFloatDepthwise(qnn::FusedOp op, const FusedContraction &layer, KernelContext &context) {
  MLIRContext *mlirContext = context.getContext();
  int64_t lanes = chooseLanes(context.machine, layer.channels);
  int64_t padded = llvm::alignTo(layer.channels, lanes);
  SmallVector<float> bias(layer.floatBias);
  bias.resize(padded, 0.0f);

  Kernel result;
  result.readsSlack = true;
  result.constants = {makeConstant(mlirContext, packTaps(layer, padded)), makeConstant(mlirContext, bias)};
  if (int64_t bytes = getPaddedBytes(layer, ImageElements::Same))
    result.scratchBytes.push_back(bytes);
  std::string symbol = llvm::formatv("qk_depthwise_f32_f32_f32_{0}x{1}x1_{2}", std::min(layer.outWidth, kColumns),
                                     lanes, context.machine.isaName());
  std::string spec = symbol + " in " + std::to_string(layer.input);
  for (int64_t value :
       {layer.images, layer.height, layer.width, layer.channels, layer.outHeight, layer.outWidth, layer.kernelHeight,
        layer.kernelWidth, layer.strideHeight, layer.strideWidth, layer.dilationHeight, layer.dilationWidth,
        layer.padTop, layer.padLeft, layer.padBottom, layer.padRight})
    spec += " " + std::to_string(value);
  llvm::raw_string_ostream os(spec);
  for (Value input : op.getInputs())
    os << " " << getBufferType(input.getType());
  result.function = context.lookup(spec);
  if (result.function)
    return result;

  result.function = context.create(symbol, spec, getArgumentTypes(op, result));
  KernelBuilder builder(op.getLoc(), &result.function.getBody().front());
  ValueRange arguments = result.function.getArguments();
  ValueRange buffers = arguments.slice(op.getInputs().size(), 3);
  PaddedImage image =
      emitPaddedImage(builder, layer, arguments[layer.input], result.scratchBytes.empty() ? Value() : arguments.back());
  int64_t whole = layer.channels / lanes;
  auto emitChannels = [&](Value channel, int64_t valid) {
    builder.forEach(layer.images, 1, [&](Value n) {
      builder.forEach(layer.outHeight, 1, [&](Value y) {
        builder.forEachCovering(layer.outWidth, std::min(layer.outWidth, kColumns), [&](Value x) {
          emitTile(builder, layer, image, lanes, padded, valid, buffers, channel, n, y, x);
        });
      });
    });
  };
  builder.forEach(whole, 1, [&](Value block) { emitChannels(builder.mul(block, lanes), lanes); });
  if (int64_t rest = layer.channels - whole * lanes)
    emitChannels(builder.index(whole * lanes), rest);
  func::ReturnOp::create(builder, op.getLoc());
  markInPlace(result.function, op.getInputs().size(),
              getInPlaceInputs(layer, !result.scratchBytes.empty(), /*isWrittenOnce=*/false));
  return result;
}
