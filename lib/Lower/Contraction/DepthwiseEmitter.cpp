//===- DepthwiseEmitter.cpp - One filter for each channel -----------------===//
//
// Tested by test/Lower/depthwise.mlir, depthwise-invalid.mlir and test/Kernels.
//
//===----------------------------------------------------------------------===//

#include "DepthwiseEmitter.h"

#include "ContractionEmitter.h"
#include "DepthwiseTile.h"
#include "Epilogue.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::lower;
using quantc::qk::FusedContraction;

bool DepthwiseEmitter::matches(qnn::FusedOp op) const { return hasKernel(op, qk::kDepthwiseKernel); }

namespace {
/// One kernel while it is emitted.
class Emission {
public:
  Emission(qnn::FusedOp op, FusedContraction layer, KernelContext &context)
      : op(op), context(context), layer(std::move(layer)) {}
  FailureOr<Kernel> emit();

private:
  LogicalResult check();
  std::string getSpec(StringRef symbol);
  void emitBody(func::FuncOp function, bool hasScratch);
  void emitBlocks(KernelBuilder &builder, int64_t firstBlock, int64_t count);

  qnn::FusedOp op;
  KernelContext &context;
  FusedContraction layer;
  DepthwiseShape shape;
  SmallVector<ChannelBlock> blocks;
  bool bounded = false;
  PaddedImage image;
  std::unique_ptr<Epilogue> wide, narrow; ///< for the widest blocks and the last one
  Value weights, bias;
};
} // namespace

LogicalResult Emission::check() {
  if (!layer.padSteps.empty())
    return op.emitOpError("has padding that is not zero, which the depthwise kernel does not take");
  if (layer.tail.isFloat())
    return op.emitOpError("has a float result, which the depthwise kernel does not make");
  FailureOr<bool> isBounded = checkInteger(op, layer, context.machine);
  if (failed(isBounded))
    return failure();
  bounded = *isBounded;
  return success();
}

/// Emits `count` blocks of equal width from `firstBlock` on.
void Emission::emitBlocks(KernelBuilder &builder, int64_t firstBlock, int64_t count) {
  const ChannelBlock &block = blocks[firstBlock];
  Epilogue &epilogue = firstBlock == 0 ? *wide : *narrow;
  int64_t lanes = block.lanes();
  int64_t taps = getPackedTaps(layer, shape), before = 0;
  for (int64_t i = 0; i < firstBlock; ++i)
    before += blocks[i].width;
  builder.forEach(count, 1, [&](Value index) {
    Value channel = builder.add(builder.mul(index, block.width), block.first);
    Value first = builder.add(builder.mul(index, block.width), before);
    Value weight = builder.mul(first, taps);
    builder.forEach(layer.images, 1, [&](Value n) {
      builder.forEachCovering(layer.outHeight, shape.rows, [&](Value y) {
        builder.forEachCovering(layer.outWidth, shape.columns, [&](Value x) {
          Value origin =
              builder.add(builder.mul(n, image.imageStride()), builder.mul(y, layer.strideHeight * image.rowStride()));
          origin = builder.add(builder.add(origin, builder.mul(x, layer.strideWidth * image.channels)), channel);
          // Loaded ahead of the loops, parameters would take all registers.
          Value parameter = first;
          builder.pin(parameter);
          SmallVector<Value> initial;
          for (int64_t part = 0; part < block.parts(); ++part)
            initial.push_back(builder.load(bias, builder.add(parameter, part * lanes), lanes));
          auto sums = emitDepthwiseTile(builder, layer, shape, image, block, weights, origin, weight, initial);
          Value position = builder.add(builder.mul(n, layer.outHeight), y);
          position = builder.add(builder.mul(position, layer.outWidth), x);
          position = builder.add(builder.mul(position, layer.channels), channel);
          for (int64_t row = 0; row < shape.rows; ++row)
            for (int64_t column = 0; column < shape.columns; ++column)
              epilogue.emit(builder, sums[row * shape.columns + column],
                            builder.add(position, (row * layer.outWidth + column) * layer.channels), parameter,
                            block.valid, /*inLane=*/true);
          epilogue.finish(builder);
        });
      });
    });
  });
}

void Emission::emitBody(func::FuncOp function, bool hasScratch) {
  KernelBuilder builder(op.getLoc(), &function.getBody().front());
  ValueRange arguments = function.getArguments();
  size_t numInputs = op.getInputs().size();
  Value output = arguments[numInputs];
  weights = arguments[numInputs + 1], bias = arguments[numInputs + 2];
  ValueRange parameters = arguments.drop_front(numInputs + 3);
  wide->setBuffers(output, arguments.take_front(numInputs), parameters);
  narrow->setBuffers(output, arguments.take_front(numInputs), parameters);
  image = emitPaddedImage(builder, layer, arguments[layer.input], hasScratch ? parameters.back() : Value());

  int64_t equal = llvm::count_if(blocks, [&](const ChannelBlock &block) {
    return block.width == blocks[0].width && block.valid == block.width && block.first % block.width == 0;
  });
  if (equal)
    emitBlocks(builder, 0, equal);
  if (equal < int64_t(blocks.size()))
    emitBlocks(builder, equal, 1);
  func::ReturnOp::create(builder, op.getLoc());
}

std::string Emission::getSpec(StringRef symbol) {
  std::string spec = symbol.str();
  llvm::raw_string_ostream os(spec);
  os << " in " << layer.input << " form " << int(shape.form) << " pairs " << shape.pairsFit;
  for (int64_t value :
       {layer.images, layer.height, layer.width, layer.channels, layer.outHeight, layer.outWidth, layer.kernelHeight,
        layer.kernelWidth, layer.strideHeight, layer.strideWidth, layer.dilationHeight, layer.dilationWidth,
        layer.padTop, layer.padLeft, layer.padBottom, layer.padRight, layer.isPadded() ? layer.inputZeroPoint : 0})
    os << " " << value;
  for (Value input : op.getInputs())
    os << " " << getBufferType(input.getType());
  return spec + wide->getSpec();
}

FailureOr<Kernel> Emission::emit() {
  if (failed(check()))
    return failure();
  shape = chooseDepthwiseShape(layer, context.machine);
  blocks = getChannelBlocks(layer.channels, context.machine.vectorBytes, layer.inputBits);

  MLIRContext *mlirContext = context.getContext();
  SmallVector<int8_t> packed;
  SmallVector<int64_t> order;
  for (const ChannelBlock &block : blocks) {
    packed.append(packDepthwise(layer, shape, block));
    order.append(getChannelOrder(block, layer.channels));
  }
  wide = std::make_unique<Epilogue>(layer, blocks.front().lanes(), order, bounded);
  narrow = std::make_unique<Epilogue>(layer, blocks.back().lanes(), order, bounded);

  Kernel result;
  result.readsSlack = true;
  SmallVector<int16_t> words(packed.begin(), packed.end());
  result.constants = {shape.hasWordFilters() ? makeConstant(mlirContext, words) : makeConstant(mlirContext, packed),
                      makeConstant(mlirContext, reorder<int32_t>(layer.foldZeroPoint(), order, 0))};
  wide->appendConstants(mlirContext, result.constants);
  if (int64_t bytes = getPaddedBytes(layer, ImageElements::Same))
    result.scratchBytes.push_back(bytes);

  std::string symbol =
      llvm::formatv("qk_depthwise_{0}_{1}_s8_{2}x{3}x{4}_{5}", getTypeName(op.getResult(0)),
                    getTypeName(op.getInputs()[layer.input]), shape.rows * shape.columns,
                    blocks.front().lanes() * blocks.front().parts(), shape.groupRows(), context.machine.isaName());
  std::string spec = getSpec(symbol);
  result.function = context.lookup(spec);
  if (result.function)
    return result;
  result.function = context.create(symbol, spec, getArgumentTypes(op, result));
  emitBody(result.function, !result.scratchBytes.empty());
  int64_t covered = 0;
  for (const ChannelBlock &block : blocks)
    covered += block.valid;
  bool isWrittenOnce =
      covered == layer.channels && layer.outHeight % shape.rows == 0 && layer.outWidth % shape.columns == 0;
  markInPlace(result.function, op.getInputs().size(),
              getInPlaceInputs(layer, !result.scratchBytes.empty(), isWrittenOnce));
  return result;
}

FailureOr<Kernel> DepthwiseEmitter::emit(qnn::FusedOp op, KernelContext &context) const {
  std::string reason;
  std::optional<FusedContraction> layer = qk::matchFusedContraction(op, &reason);
  if (!layer)
    return op.emitOpError("has no depthwise kernel: ") << reason;
  if (!layer->isDepthwise())
    return op.emitOpError("is not depthwise");
  if (layer->isFloat)
    return emitFloatDepthwise(op, *layer, context);
  return Emission(op, std::move(*layer), context).emit();
}
