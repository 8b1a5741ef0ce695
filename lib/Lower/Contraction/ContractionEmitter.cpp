//===- ContractionEmitter.cpp - Convolutions and linear layers ------------===//
//
// Direct convolution on channels-last images: the taps of one row of the filter
// are contiguous, so a convolution is a matrix product whose left rows overlap,
// and nothing is copied but padding. The input's zero point is folded into
// the bias at compile time.
//
// Tested by test/Lower/contraction.mlir and test/Kernels.
//
//===----------------------------------------------------------------------===//

#include "ContractionEmitter.h"

#include "Epilogue.h"
#include "PackedWeights.h"
#include "PadInput.h"
#include "ProductLoop.h"
#include "quantc/Dialect/Qk/Analysis/Bounds.h"

#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::lower;
using quantc::qk::FusedContraction;

bool lower::hasKernel(qnn::FusedOp op, StringRef name) {
  auto kernel = dyn_cast_or_null<qk::KernelAttr>(op.getKernelAttr());
  return kernel && kernel.getName() == name;
}

StringRef lower::getTypeName(Value value) {
  auto type = qnn::getQuantizedType(value);
  if (!type)
    return "f32";
  if (type.getStorageTypeIntegralWidth() == 16)
    return type.isSigned() ? "s16" : "u16";
  return type.isSigned() ? "s8" : "u8";
}

bool ContractionEmitter::matches(qnn::FusedOp op) const { return hasKernel(op, qk::kContractionKernel); }

FailureOr<bool> lower::checkInteger(qnn::FusedOp op, const FusedContraction &layer, const Machine &machine) {
  if (layer.inputBits == 8 && layer.inputUnsigned != machine.activationsUnsigned())
    return op.emitOpError("has activations of the wrong sign for target ") << machine.name;
  auto bounds = qk::computeAccumulatorBounds(cast<qnn::ContractionOpInterface>(layer.root));
  if (!bounds || !qk::fitsInt32(*bounds))
    return layer.root->emitOpError("has an accumulator that may leave i32");
  return qk::isRoundingBounded(layer, *bounds);
}

SmallVector<int64_t> lower::getInPlaceInputs(const FusedContraction &layer, bool isCopied, bool isWrittenOnce) {
  bool hasResidual = layer.tail.hasResidual(), isBoth = hasResidual && layer.tail.residual == layer.input;
  SmallVector<int64_t> inputs;
  if (isCopied && (!isBoth || isWrittenOnce))
    inputs.push_back(layer.input);
  if (hasResidual && !isBoth && isWrittenOnce)
    inputs.push_back(layer.tail.residual);
  return inputs;
}

namespace {
/// One kernel while it is emitted.
class Emission {
public:
  Emission(qnn::FusedOp op, FusedContraction layer, qk::KernelAttr kernel, KernelContext &context)
      : op(op), context(context), layer(std::move(layer)), kernel(kernel) {}
  FailureOr<Kernel> emit();

private:
  LogicalResult choose();
  ElementsAttr packInteger();
  /// Whether the input is widened to 16 bits.
  bool isWidened() const { return form == ProductForm::Words && layer.inputBits == 8; }
  ImageElements getElements() const { return isWidened() ? ImageElements::Words : ImageElements::Same; }
  std::string getSymbol();
  std::string getSpec();
  ColumnBlocks getBlocks() const;
  Value emitUnpacked(KernelBuilder &builder, Value words, ValueRange parameters);
  void emitBody(func::FuncOp function);
  void emitBlock(KernelBuilder &builder, const ProductLoop &products, Value group, Value firstColumn, Value weight,
                 int64_t vectors, int64_t valid);
  SmallVector<int32_t> packBias(ArrayRef<int64_t> order) const;
  SmallVector<Value> emitStart(KernelBuilder &builder, Value y, Value x, Value parameter, int64_t vectors);

  qnn::FusedOp op;
  KernelContext &context;
  FusedContraction layer;
  qk::KernelAttr kernel;
  ProductForm form = ProductForm::Float;
  int64_t lanes = 4, rows = 1, columns = 4, padded = 4;
  bool bounded = true;
  Segments segments;
  PaddedImage image;
  std::optional<Epilogue> epilogue;
  std::optional<PackedWeights> packed; ///< of stored weights, which are unpacked into scratch
  Value bias, scales;
  size_t paddingArgument = 0; ///< which argument holds what float padding reads as
};
} // namespace

/// Makes all positions of a 1x1 convolution one row, so that tiles cross image rows.
static void flatten(FusedContraction &layer) {
  if (!layer.isPointwise())
    return;
  layer.width = layer.outWidth = layer.images * layer.outHeight * layer.outWidth;
  layer.images = layer.height = layer.outHeight = 1;
}

/// Checks what Plan decided against what can be proved here, and fixes the form.
LogicalResult Emission::choose() {
  const Machine &machine = context.machine;
  flatten(layer);
  if (!layer.isFloat) {
    FailureOr<bool> isBounded = checkInteger(op, layer, machine);
    if (failed(isBounded))
      return failure();
    bounded = *isBounded;
  }
  lanes = chooseLanes(machine, layer.groupOutChannels());
  padded = llvm::alignTo(layer.groupOutChannels(), lanes);
  columns = std::min<int64_t>(padded, std::max<int64_t>(lanes, llvm::alignTo(kernel.getColumns(), lanes)));
  rows = std::clamp<int64_t>(kernel.getRows(), 1, layer.outWidth);
  if (layer.inputBits == 16) {
    form = chooseWideForm(machine);
  } else if (!layer.isFloat) {
    // As Plan asked, so that the tile fits the form that it was chosen for.
    form = chooseProductForm(machine, layer.outWidth, /*pairsFit=*/false);
    // Two rows make one matrix product; a single row has dot products.
    if (form == ProductForm::Matrix && (rows % 2 || lanes != 4))
      form = ProductForm::Dot;
  }
  return success();
}

/// Packs the weights, and takes the form for which they give a proof.
ElementsAttr Emission::packInteger() {
  MLIRContext *mlirContext = context.getContext();
  if (layer.inputBits == 16) {
    // Few rows read all weights for little work: half the bytes, widened in registers. Arm would widen four at a time.
    if (context.machine.isX86 && layer.outHeight * layer.outWidth <= 2)
      return makeConstant(mlirContext, packWeights(layer, segments, columns, lanes));
    return makeConstant(mlirContext, packWordWeights(layer, segments, columns, lanes));
  }
  bool words = form == ProductForm::Words;
  if (words) {
    form = ProductForm::Exact;
    segments = getSegments(layer, image, form);
  }
  SmallVector<int8_t> packed = packWeights(layer, segments, columns, lanes);
  // Plan proved other pairs where segments have padding, and may have chosen a tile that is
  // too large for this form.
  bool fits = !words || fitsRegisters(context.machine, ProductForm::Pairs, rows, columns / lanes);
  if (form == ProductForm::Exact && fits && qk::pairsFitInt16(packed, layer.inputUnsigned)) {
    form = ProductForm::Pairs;
  } else if (words) {
    form = ProductForm::Words;
    segments = getSegments(layer, image, form);
    return makeConstant(mlirContext, packWordWeights(layer, segments, columns, lanes));
  }
  return makeConstant(mlirContext, packed);
}

std::string Emission::getSymbol() {
  return llvm::formatv("qk_{0}_{1}_{2}_{3}_{4}x{5}x{6}_{7}", isa<qnn::LinearOp>(layer.root) ? "linear" : "conv2d",
                       getTypeName(op.getResult(0)), getTypeName(op.getInputs()[layer.input]),
                       packed          ? packed->getName()
                       : layer.isFloat ? "f32"
                                       : "s8",
                       rows, columns, segments.group, context.machine.isaName())
      .str();
}

std::string Emission::getSpec() {
  std::string spec = getSymbol();
  llvm::raw_string_ostream os(spec);
  os << " form " << int(form) << " lanes " << lanes << " in " << layer.input << " of " << op.getInputs().size();
  for (int64_t value : {layer.images, layer.height, layer.width, layer.channels, layer.outHeight, layer.outWidth,
                        layer.outChannels, layer.kernelHeight, layer.kernelWidth, layer.groups, layer.strideHeight,
                        layer.strideWidth, layer.dilationHeight, layer.dilationWidth, layer.padTop, layer.padLeft,
                        layer.padBottom, layer.padRight, layer.isPadded() ? layer.inputZeroPoint : 0})
    os << " " << value;
  for (Value input : op.getInputs())
    os << " " << getBufferType(input.getType());
  if (packed)
    os << packed->getSpec();
  if (!layer.padSteps.empty() || !layer.floatPadding.empty())
    os << " borders";
  return spec + epilogue->getSpec();
}

/// The biases of each class of positions in the order of the packed columns.
SmallVector<int32_t> Emission::packBias(ArrayRef<int64_t> order) const {
  SmallVector<int32_t> all = layer.foldBorders(), packed;
  for (size_t first = 0; first < all.size(); first += layer.outChannels)
    packed.append(reorder<int32_t>(ArrayRef(all).slice(first, layer.outChannels), order, 0));
  return packed;
}

/// The class of a position along an axis.
static Value emitClass(KernelBuilder &builder, const qk::BorderAxis &axis, Value position) {
  Location loc = builder.loc;
  Value result = builder.index(0);
  if (axis.first)
    result = arith::MinSIOp::create(builder, loc, position, builder.index(axis.first));
  if (axis.last) {
    Value beyond = builder.add(position, -(axis.size - 1 - axis.last));
    result = builder.add(result, arith::MaxSIOp::create(builder, loc, beyond, builder.index(0)));
  }
  return result;
}

/// What the accumulators of a tile start from: one vector for each block of channels, or for each row and block where
/// the rows' positions may be of different classes (N6a). To float sums the bias is added at the end (N9).
SmallVector<Value> Emission::emitStart(KernelBuilder &builder, Value y, Value x, Value parameter, int64_t vectors) {
  SmallVector<Value> start;
  if (layer.isFloat) {
    start.assign(vectors, builder.splat(builder.vectorType(lanes, builder.getF32Type()), 0.0f));
    return start;
  }
  qk::BorderAxis down = layer.borderRows(), across = layer.borderColumns();
  int64_t entries = layer.groups * padded; // of a class
  Value line = builder.mul(emitClass(builder, down, y), across.numClasses() * entries);
  for (int64_t i = 0; i < (across.numClasses() > 1 ? rows : 1); ++i) {
    Value entry = builder.add(line, builder.mul(emitClass(builder, across, builder.add(x, i)), entries));
    for (int64_t j = 0; j < vectors; ++j)
      start.push_back(builder.load(bias, builder.add(builder.add(entry, parameter), j * lanes), lanes));
  }
  return start;
}

/// Emits the tiles of one block of columns over all positions.
void Emission::emitBlock(KernelBuilder &builder, const ProductLoop &products, Value group, Value firstColumn,
                         Value weight, int64_t vectors, int64_t valid) {
  Value firstParameter = builder.add(builder.mul(group, padded), firstColumn);
  Value channel = builder.add(builder.mul(group, layer.groupOutChannels()), firstColumn);
  builder.forEach(layer.images, 1, [&](Value n) {
    builder.forEach(layer.outHeight, 1, [&](Value y) {
      builder.forEachCovering(layer.outWidth, rows, [&](Value x) {
        Value origin =
            builder.add(builder.mul(n, image.imageStride()), builder.mul(y, layer.strideHeight * image.rowStride()));
        origin = builder.add(origin, builder.mul(x, layer.strideWidth * image.channels));
        origin = builder.add(origin, builder.mul(group, layer.groupChannels()));
        // With products and epilogue in one loop, parameters that are loaded ahead of it leave
        // no registers, nor does the epilogue of many rows at once.
        bool isUnrolled = products.isUnrolled(vectors);
        Value parameter = firstParameter;
        if (isUnrolled)
          builder.pin(parameter);
        SmallVector<Value> initial = emitStart(builder, y, x, parameter, vectors);
        SmallVector<Value> sums =
            products.emit(builder, rows, vectors, origin, layer.strideWidth * image.channels, weight, initial);
        if (scales) // N12
          for (auto [index, sum] : llvm::enumerate(sums))
            sum = math::FmaOp::create(
                builder, builder.loc,
                builder.load(scales, builder.add(parameter, int64_t(index) % vectors * lanes), lanes), sum,
                initial.front());
        if (layer.isFloat)
          for (auto [index, sum] : llvm::enumerate(sums))
            sum = arith::AddFOp::create(
                builder, builder.loc, sum,
                builder.load(bias, builder.add(parameter, int64_t(index) % vectors * lanes), lanes));
        Value position = builder.add(builder.mul(n, layer.outHeight), y);
        position = builder.add(builder.mul(position, layer.outWidth), x);
        position = builder.add(builder.mul(position, layer.outChannels), channel);
        for (int64_t i = 0; i < rows; ++i) {
          if (isUnrolled || !layer.tail.table.empty())
            builder.pin(parameter, MutableArrayRef<Value>(sums).drop_front(i * vectors));
          epilogue->emit(builder, ArrayRef<Value>(sums).slice(i * vectors, vectors),
                         builder.add(position, i * layer.outChannels), parameter, valid);
          epilogue->finish(builder);
        }
      });
    });
  });
}

ColumnBlocks Emission::getBlocks() const { return {layer.groups, layer.groupOutChannels(), padded, columns}; }

/// Unpacks stored weights into the scratch buffer, where they lie as `packFloatWeights` has them.
Value Emission::emitUnpacked(KernelBuilder &builder, Value words, ValueRange parameters) {
  if (packed->hasScales())
    scales = parameters[0];
  Value zeroPoints = packed->hasZeroPoints() ? parameters[1] : Value();
  // After the constants, of which padding is the last.
  Value scratch = parameters[packed->hasScales() + packed->hasZeroPoints() + !layer.floatPadding.empty()];
  Value floats = viewAsFloats(builder, scratch, layer.groups * padded * layer.stored->taps);
  packed->emitUnpack(builder, getBlocks(), lanes, words, zeroPoints, floats);
  return floats;
}

void Emission::emitBody(func::FuncOp function) {
  KernelBuilder builder(op.getLoc(), &function.getBody().front());
  ValueRange arguments = function.getArguments();
  size_t numInputs = op.getInputs().size();
  Value output = arguments[numInputs], weights = arguments[numInputs + 1];
  bias = arguments[numInputs + 2];
  auto parameters = arguments.drop_front(numInputs + 3);
  epilogue->setBuffers(output, arguments.take_front(numInputs), parameters);
  if (packed)
    weights = emitUnpacked(builder, weights, parameters);
  image = emitPaddedImage(builder, layer, arguments[layer.input], arguments.back(), getElements(),
                          layer.floatPadding.empty() ? Value() : arguments[paddingArgument]);
  ProductLoop products(form, segments, lanes, layer.inputUnsigned, image.buffer, weights);

  int64_t perGroup = layer.groupOutChannels();
  int64_t whole = perGroup / columns; // blocks without padded columns
  int64_t rest = perGroup - whole * columns;
  int64_t step = segments.steps() * segments.group;
  builder.forEach(layer.groups, 1, [&](Value group) {
    Value weight = builder.mul(group, padded * step);
    builder.forEach(whole, 1, [&](Value block) {
      emitBlock(builder, products, group, builder.mul(block, columns),
                builder.add(weight, builder.mul(block, columns * step)), columns / lanes, columns);
    });
    if (rest)
      emitBlock(builder, products, group, builder.index(whole * columns), builder.add(weight, whole * columns * step),
                llvm::divideCeil(rest, lanes), rest);
  });
  func::ReturnOp::create(builder, op.getLoc());
}

FailureOr<Kernel> Emission::emit() {
  if (failed(choose()))
    return failure();
  // The geometry is known before any code: what the padded copy will be.
  image = PaddedImage{Value(), layer.height + layer.padTop + layer.padBottom,
                      layer.width + layer.padLeft + layer.padRight, layer.channels};
  segments = getSegments(layer, image, form);

  MLIRContext *mlirContext = context.getContext();
  Kernel result;
  SmallVector<int64_t> order;
  for (int64_t group = 0; group < layer.groups; ++group)
    for (int64_t column = 0; column < padded; ++column)
      order.push_back(column < layer.groupOutChannels() ? group * layer.groupOutChannels() + column : -1);
  if (layer.isFloat) {
    if (layer.stored)
      packed.emplace(*layer.stored);
    result.constants = {packed ? packed->packWords(mlirContext, getBlocks())
                               : makeConstant(mlirContext, packFloatWeights(layer, segments, columns, lanes)),
                        makeConstant(mlirContext, reorder<float>(layer.floatBias, order, 0.0f))};
  } else {
    ElementsAttr weights = packInteger();
    result.constants = {weights, makeConstant(mlirContext, packBias(order))};
  }
  epilogue.emplace(layer, lanes, order, bounded);
  epilogue->appendConstants(mlirContext, result.constants);
  if (packed) { // float layers have no constants of an epilogue
    if (packed->hasScales())
      result.constants.push_back(packed->packGroups(mlirContext, getBlocks(), layer.stored->scales));
    if (packed->hasZeroPoints())
      result.constants.push_back(packed->packGroups(mlirContext, getBlocks(), layer.stored->zeroPoints));
    result.scratchBytes.push_back(layer.groups * padded * layer.stored->taps * int64_t(sizeof(float)));
  }
  if (!layer.floatPadding.empty()) {
    result.constants.push_back(makeConstant(mlirContext, layer.floatPadding));
    paddingArgument = op.getInputs().size() + result.constants.size(); // after the output
  }
  int64_t imageBytes = getPaddedBytes(layer, getElements());
  if (imageBytes)
    result.scratchBytes.push_back(imageBytes);
  // Of a copied image no byte beyond is read.
  result.readsSlack = imageBytes == 0 || layer.tail.hasResidual();

  std::string spec = getSpec();
  result.function = context.lookup(spec);
  if (result.function)
    return result;
  result.function = context.create(getSymbol(), spec, getArgumentTypes(op, result));
  emitBody(result.function);
  markInPlace(result.function, op.getInputs().size(),
              getInPlaceInputs(layer, imageBytes > 0, layer.outWidth % rows == 0));
  return result;
}

FailureOr<Kernel> ContractionEmitter::emit(qnn::FusedOp op, KernelContext &context) const {
  std::string reason;
  std::optional<FusedContraction> layer = qk::matchFusedContraction(op, &reason);
  if (!layer)
    return op.emitOpError("has no contraction kernel: ") << reason;
  return Emission(op, std::move(*layer), cast<qk::KernelAttr>(op.getKernelAttr()), context).emit();
}
