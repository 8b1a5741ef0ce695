//===- DepthwiseTile.cpp - Products of a depthwise tile -------------------===//
//
// Some rows of one column are interleaved byte by byte, so that each 32-bit lane
// holds them for one channel: a dot product then sums several taps of a filter
// column. Where the filter leaves a row of a group over, the next output row uses the
// same vectors with weights shifted by one row. Interleaving works within 128 bits, and
// `qk.round_pack`'s `in_lane` undoes exactly that order. Without any dot product, taps are
// multiplied one by one. 16-bit activations go the same ways, two rows to a lane.
//
// Every filter column is a phase: its loads come after those of the phase before.
// Otherwise LLVM would load the whole filter ahead of the loops, and spill.
//
// Tested by test/Lower/depthwise.mlir and test/Kernels.
//
//===----------------------------------------------------------------------===//

#include "DepthwiseTile.h"

#include "quantc/Dialect/Qk/Analysis/Bounds.h"

#include <map>

using namespace mlir;
using namespace quantc;
using namespace quantc::lower;
using quantc::qk::FusedContraction;

/// Sets how many rows go at once, and the groups of image rows under them.
static void setRows(DepthwiseShape &shape, const FusedContraction &layer) {
  int64_t group = shape.groupRows();
  bool spare = layer.kernelHeight % group != 0 && layer.strideHeight == 1 && layer.dilationHeight == 1;
  shape.rows = spare && layer.outHeight > 1 ? 2 : 1;
  shape.inputRows = layer.kernelHeight + shape.rows - 1;
  shape.rowGroups = llvm::divideCeil(shape.inputRows, group);
}

/// Whether the products of each two taps, from the first on, fit in 16 bits.
static bool tapPairsFit(const FusedContraction &layer) {
  int64_t taps = layer.kernelHeight * layer.kernelWidth;
  for (int64_t channel = 0; channel < layer.channels; ++channel)
    if (!qk::pairsFitInt16(ArrayRef<int8_t>(layer.weights).slice(channel * taps, taps), layer.inputUnsigned))
      return false;
  return true;
}

DepthwiseShape lower::chooseDepthwiseShape(const FusedContraction &layer, const Machine &machine) {
  DepthwiseShape shape;
  if (layer.inputBits == 16) {
    // A position has half as many accumulators as with 8 bits.
    shape.form = machine.isX86 ? DepthwiseForm::Wide : DepthwiseForm::WideTaps;
    shape.columns = std::min<int64_t>(layer.outWidth, machine.vectorRegisters == 32 ? 4 : 2);
    shape.inputRows = shape.rowGroups = layer.kernelHeight;
    if (machine.isX86)
      setRows(shape, layer);
    return shape;
  }
  if (!machine.isX86 && !machine.hasSdot) {
    shape.form = tapPairsFit(layer) ? DepthwiseForm::TapPairs : DepthwiseForm::Taps;
    shape.columns = std::min<int64_t>(layer.outWidth, 4);
    shape.inputRows = shape.rowGroups = layer.kernelHeight;
    return shape;
  }
  setRows(shape, layer);
  // Columns share loads of weights and of the columns under them. The accumulators of
  // four positions need 32 registers.
  shape.columns = std::min<int64_t>(layer.outWidth, machine.vectorRegisters == 32 ? 2 : 1);
  if (machine.hasVpdpbusd256 || machine.hasSdot)
    return shape;
  shape.pairsFit =
      llvm::all_of(getChannelBlocks(layer.channels, machine.vectorBytes, 8), [&](const ChannelBlock &block) {
        return qk::pairsFitInt16(packDepthwise(layer, shape, block), layer.inputUnsigned);
      });
  if (!shape.pairsFit) {
    shape.form = DepthwiseForm::Words;
    setRows(shape, layer);
  }
  return shape;
}

SmallVector<ChannelBlock> lower::getChannelBlocks(int64_t channels, int64_t widestBytes, unsigned bits) {
  SmallVector<ChannelBlock> blocks;
  int64_t widest = widestBytes * 8 / bits, whole = 32 / bits, first = 0;
  for (; first + widest <= channels; first += widest)
    blocks.push_back({first, widest, widest, whole});
  int64_t rest = channels - first;
  if (!rest)
    return blocks;
  int64_t width = 4 * whole;
  while (width < rest)
    width *= 2;
  if (channels >= width)
    blocks.push_back({channels - width, width, width, whole});
  else
    blocks.push_back({first, width, rest, whole});
  return blocks;
}

SmallVector<int64_t> lower::getChannelOrder(const ChannelBlock &block, int64_t channels) {
  SmallVector<int64_t> order;
  for (int64_t accumulator = 0; accumulator < block.whole; ++accumulator)
    for (int64_t lane = 0; lane < block.lanes(); ++lane) {
      int64_t channel = block.first + lane / 4 * 4 * block.whole + accumulator * 4 + lane % 4;
      order.push_back(channel < channels ? channel : -1);
    }
  return order;
}

int64_t lower::getPackedTaps(const FusedContraction &layer, const DepthwiseShape &shape) {
  return shape.rows * shape.rowGroups * shape.groupRows() * layer.kernelWidth;
}

SmallVector<int8_t> lower::packDepthwise(const FusedContraction &layer, const DepthwiseShape &shape,
                                         const ChannelBlock &block) {
  SmallVector<int8_t> packed;
  SmallVector<int64_t> order = getChannelOrder(block, layer.channels);
  int64_t size = shape.groupRows();
  for (int64_t row = 0; row < shape.rows; ++row)
    for (int64_t group = 0; group < shape.rowGroups; ++group)
      for (int64_t kx = 0; kx < layer.kernelWidth; ++kx)
        for (int64_t channel : order)
          for (int64_t i = 0; i < size; ++i) {
            // Output row `row` sees image row group * size + i through this filter row.
            int64_t ky = group * size + i - row;
            bool inside = channel >= 0 && ky >= 0 && ky < layer.kernelHeight;
            packed.push_back(inside ? layer.weights[(channel * layer.kernelHeight + ky) * layer.kernelWidth + kx]
                                    : int8_t(0));
          }
  return packed;
}

/// Interleaves groups of `unit` elements of two vectors within each 128 bits: their
/// lower halves, or with `upper` their upper ones.
static Value interleave(KernelBuilder &builder, Value lhs, Value rhs, int64_t unit, bool upper) {
  auto type = cast<VectorType>(lhs.getType());
  int64_t width = type.getNumElements(), half = 64 / type.getElementTypeBitWidth();
  SmallVector<int64_t> order;
  for (int64_t lane = 0; lane < width; lane += 2 * half)
    for (int64_t element = 0; element < half; element += unit)
      for (int64_t source : {int64_t(0), width})
        for (int64_t i = 0; i < unit; ++i)
          order.push_back(source + lane + (upper ? half : 0) + element + i);
  return vector::ShuffleOp::create(builder, builder.loc, lhs, rhs, order);
}

namespace {
/// One tile while it is emitted.
class Tile {
public:
  Tile(KernelBuilder &builder, const FusedContraction &layer, const DepthwiseShape &shape, const PaddedImage &image,
       const ChannelBlock &block, Value weights, Value origin, Value weight, ArrayRef<Value> initial)
      : sums(shape.rows * shape.columns, SmallVector<Value>(initial)), builder(builder), layer(layer), shape(shape),
        image(image), block(block), width(block.width), weights(weights), origin(origin), weight(weight) {}

  /// Ends a phase: its sums are complete, and what the next one loads is not yet loaded.
  void endPhase();
  void emitInterleaved();
  void emitTaps();
  void emitWideTaps();

  SmallVector<SmallVector<Value>> sums;

private:
  int64_t rowStride() const { return layer.dilationHeight * image.rowStride(); }
  /// Loads a vector at a row and a column relative to the tile's first tap.
  Value loadPixel(int64_t row, int64_t column) {
    return builder.load(image.buffer, builder.add(origin, row * rowStride() + column * image.channels), width);
  }
  SmallVector<Value> loadColumn(int64_t group, int64_t column);
  Value multiply(Value pixel, Value filter, int64_t half);

  KernelBuilder &builder;
  const FusedContraction &layer;
  const DepthwiseShape &shape;
  const PaddedImage &image;
  const ChannelBlock &block;
  int64_t width;
  Value weights, origin, weight;
};
} // namespace

void Tile::endPhase() {
  SmallVector<Value *> values = {&origin, &weight};
  for (auto &position : sums)
    for (Value &sum : position)
      values.push_back(&sum);
  builder.pin(values);
}

/// Loads a group of rows of one image column and interleaves them: a vector for each accumulator.
SmallVector<Value> Tile::loadColumn(int64_t group, int64_t column) {
  int64_t size = shape.groupRows();
  SmallVector<Value> rows;
  for (int64_t i = group * size; i < (group + 1) * size; ++i)
    // Rows beyond the filter have weights of zero: any row will do.
    rows.push_back(i < shape.inputRows ? loadPixel(i, column) : rows.back());
  SmallVector<Value> result;
  for (bool upper : {false, true}) {
    Value first = interleave(builder, rows[0], rows[1], 1, upper);
    if (shape.form == DepthwiseForm::Wide) {
      result.push_back(first);
      continue;
    }
    if (shape.form == DepthwiseForm::Bytes) {
      Value second = interleave(builder, rows[2], rows[3], 1, upper);
      for (bool upperHalf : {false, true})
        result.push_back(interleave(builder, first, second, 2, upperHalf));
      continue;
    }
    // Zeros between the bytes make them 16-bit numbers.
    Value zeros = builder.splat(cast<VectorType>(first.getType()), int64_t(0));
    auto words = builder.vectorType(width / 2, builder.getI16Type());
    for (bool upperHalf : {false, true})
      result.push_back(
          vector::BitCastOp::create(builder, builder.loc, words, interleave(builder, first, zeros, 1, upperHalf)));
  }
  return result;
}

void Tile::emitInterleaved() {
  bool isBytes = shape.form == DepthwiseForm::Bytes;
  int64_t lanes = block.lanes() * shape.groupRows(); // of one operand
  auto getX = [&](int64_t column, int64_t kx) { return column * layer.strideWidth + kx * layer.dilationWidth; };
  for (int64_t group = 0; group < shape.rowGroups; ++group) {
    std::map<int64_t, SmallVector<Value>> loaded; // by image column
    for (int64_t kx = 0; kx < layer.kernelWidth; ++kx) {
      std::map<int64_t, SmallVector<Value>> kept;
      for (int64_t x = 0; x < shape.columns; ++x) {
        auto found = loaded.find(getX(x, kx));
        kept[getX(x, kx)] = found != loaded.end() ? found->second : loadColumn(group, getX(x, kx));
      }
      loaded = std::move(kept);
      for (int64_t part = 0; part < block.parts(); ++part)
        for (int64_t row = 0; row < shape.rows; ++row) {
          int64_t offset = ((row * shape.rowGroups + group) * layer.kernelWidth + kx) * block.whole + part;
          Value filter = builder.load(weights, builder.add(weight, offset * lanes), lanes);
          for (int64_t x = 0; x < shape.columns; ++x) {
            Value &sum = sums[row * shape.columns + x][part];
            sum = qk::DotOp::create(builder, builder.loc, sum.getType(), sum, loaded[getX(x, kx)][part], filter,
                                    isBytes && layer.inputUnsigned, shape.pairsFit);
          }
        }
      endPhase();
    }
  }
}

/// Multiplies the lower or upper eight bytes to 16 bits.
Value Tile::multiply(Value pixel, Value filter, int64_t half) {
  auto words = builder.vectorType(8, builder.getI16Type());
  auto widen = [&](Value bytes) -> Value {
    Value part = vector::ExtractStridedSliceOp::create(builder, builder.loc, bytes, ArrayRef<int64_t>{half * 8},
                                                       ArrayRef<int64_t>{8}, ArrayRef<int64_t>{1});
    return arith::ExtSIOp::create(builder, builder.loc, words, part);
  };
  return arith::MulIOp::create(builder, builder.loc, widen(pixel), widen(filter));
}

void Tile::emitTaps() {
  auto integers = builder.vectorType(4, builder.getI32Type());
  int64_t taps = layer.kernelHeight * layer.kernelWidth, step = shape.form == DepthwiseForm::TapPairs ? 2 : 1;
  for (int64_t first = 0; first < taps; first += step) {
    int64_t count = std::min(step, taps - first);
    SmallVector<Value> filters;
    for (int64_t tap = first; tap < first + count; ++tap)
      filters.push_back(builder.load(weights, builder.add(weight, tap * width), width));
    for (int64_t x = 0; x < shape.columns; ++x) {
      SmallVector<Value> pixels;
      for (int64_t tap = first; tap < first + count; ++tap)
        pixels.push_back(
            loadPixel(tap / layer.kernelWidth, x * layer.strideWidth + tap % layer.kernelWidth * layer.dilationWidth));
      for (int64_t half : {0, 1}) {
        Value products = multiply(pixels[0], filters[0], half);
        if (count == 2)
          products = arith::AddIOp::create(builder, builder.loc, products, multiply(pixels[1], filters[1], half));
        for (int64_t quarter = 0; quarter < 2 && half * 2 + quarter < block.parts(); ++quarter) {
          Value part =
              vector::ExtractStridedSliceOp::create(builder, builder.loc, products, ArrayRef<int64_t>{quarter * 4},
                                                    ArrayRef<int64_t>{4}, ArrayRef<int64_t>{1});
          part = arith::ExtSIOp::create(builder, builder.loc, integers, part);
          Value &sum = sums[x][half * 2 + quarter];
          sum = arith::AddIOp::create(builder, builder.loc, sum, part);
        }
      }
    }
    endPhase();
  }
}

/// Each tap is a product of 16-bit lanes: the lower half of a vector to the first accumulator, the upper to the second.
void Tile::emitWideTaps() {
  auto takeHalf = [&](Value vector, int64_t part) -> Value {
    return vector::ExtractStridedSliceOp::create(builder, builder.loc, vector, ArrayRef<int64_t>{part * 4},
                                                 ArrayRef<int64_t>{4}, ArrayRef<int64_t>{1});
  };
  for (int64_t tap = 0; tap < layer.kernelHeight * layer.kernelWidth; ++tap) {
    Value filter = builder.load(weights, builder.add(weight, tap * width), width);
    for (int64_t x = 0; x < shape.columns; ++x) {
      Value pixel =
          loadPixel(tap / layer.kernelWidth, x * layer.strideWidth + tap % layer.kernelWidth * layer.dilationWidth);
      for (int64_t part = 0; part < block.parts(); ++part) {
        Value &sum = sums[x][part];
        sum = qk::DotOp::create(builder, builder.loc, sum.getType(), sum, takeHalf(pixel, part), takeHalf(filter, part),
                                /*lhs_unsigned=*/false, /*pairs_fit=*/false);
      }
    }
    endPhase();
  }
}

SmallVector<SmallVector<Value>> lower::emitDepthwiseTile(KernelBuilder &builder, const FusedContraction &layer,
                                                         const DepthwiseShape &shape, const PaddedImage &image,
                                                         const ChannelBlock &block, Value weights, Value origin,
                                                         Value weight, ArrayRef<Value> initial) {
  Tile tile(builder, layer, shape, image, block, weights, origin, weight, initial);
  tile.endPhase(); // of what came before
  if (shape.form == DepthwiseForm::WideTaps)
    tile.emitWideTaps();
  else if (shape.groupRows() == 1)
    tile.emitTaps();
  else
    tile.emitInterleaved();
  return std::move(tile.sums);
}
