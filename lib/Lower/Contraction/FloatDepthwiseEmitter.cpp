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
#include "PackedWeights.h"
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
                     int64_t padded, int64_t valid, ArrayRef<Value> buffers, Value channel, Value n, Value y, Value x) {
  Value output = buffers[0], weights = buffers[1], bias = buffers[2], scales = buffers[3];
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
  if (scales) // N12
    for (Value &sum : sums)
      sum = math::FmaOp::create(builder, builder.loc, builder.load(scales, channel, lanes), sum,
                                builder.splat(cast<VectorType>(offset.getType()), 0.0f));
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
  // The filters of all channels side by side: one block.
  ColumnBlocks blocks{1, layer.channels, padded, padded};
  std::optional<PackedWeights> packed;
  if (layer.stored)
    packed.emplace(*layer.stored);
  result.constants = {packed ? packed->packWords(mlirContext, blocks)
                             : makeConstant(mlirContext, packTaps(layer, padded)),
                      makeConstant(mlirContext, bias)};
  if (packed) {
    if (packed->hasScales())
      result.constants.push_back(packed->packGroups(mlirContext, blocks, layer.stored->scales));
    if (packed->hasZeroPoints())
      result.constants.push_back(packed->packGroups(mlirContext, blocks, layer.stored->zeroPoints));
    result.scratchBytes.push_back(padded * layer.stored->taps * int64_t(sizeof(float)));
  }
  int64_t imageBytes = getPaddedBytes(layer, ImageElements::Same);
  if (imageBytes)
    result.scratchBytes.push_back(imageBytes);
  std::string symbol = llvm::formatv("qk_depthwise_f32_f32_{0}_{1}x{2}x1_{3}", packed ? packed->getName() : "f32",
                                     std::min(layer.outWidth, kColumns), lanes, context.machine.isaName());
  std::string spec = symbol + " in " + std::to_string(layer.input);
  if (packed)
    spec += packed->getSpec();
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
  SmallVector<Value> buffers(arguments.slice(op.getInputs().size(), 3)); // output, weights, bias, scales or null
  buffers.push_back({});
  if (packed) {
    ValueRange rest = arguments.drop_front(op.getInputs().size() + 3);
    if (packed->hasScales())
      buffers.back() = rest[0];
    Value zeroPoints = packed->hasZeroPoints() ? rest[1] : Value();
    Value scratch = rest[packed->hasScales() + packed->hasZeroPoints()];
    Value floats = viewAsFloats(builder, scratch, padded * layer.stored->taps);
    packed->emitUnpack(builder, blocks, lanes, buffers[1], zeroPoints, floats);
    buffers[1] = floats;
  }
  PaddedImage image = emitPaddedImage(builder, layer, arguments[layer.input], arguments.back());
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
  markInPlace(result.function, op.getInputs().size(), getInPlaceInputs(layer, imageBytes > 0, /*isWrittenOnce=*/false));
  return result;
}
