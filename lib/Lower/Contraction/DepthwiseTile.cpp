//===- DepthwiseTile.cpp - Products of a depthwise tile -------------------===//
//
// Four rows of one column are interleaved byte by byte, so that each 32-bit lane
// holds four rows of one channel: a dot product then sums four taps of a filter
// column. Where the filter leaves a row over, the next output row uses the same
// vectors with weights shifted by one row. Interleaving works within 128 bits, and
// `qk.round_pack`'s `in_lane` undoes exactly that order.
//
// Tested by test/Lower/depthwise.mlir and test/Kernels.
//
//===----------------------------------------------------------------------===//

#include "DepthwiseTile.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::lower;
using quantc::qk::FusedContraction;

DepthwiseShape lower::chooseDepthwiseShape(const FusedContraction &layer, const Machine &machine) {
  DepthwiseShape shape;
  shape.inputRows = layer.kernelHeight;
  shape.rowGroups = (layer.kernelHeight + 3) / 4;
  bool spare = shape.rowGroups * 4 > layer.kernelHeight;
  if (spare && layer.strideHeight == 1 && layer.dilationHeight == 1 && layer.outHeight > 1) {
    shape.rows = 2;
    shape.inputRows = layer.kernelHeight + 1;
  }
  // Columns share loads of weights and of the columns under them. The accumulators of
  // four positions need the registers of AVX-512.
  shape.columns = std::min<int64_t>(layer.outWidth, machine.vectorBytes == 64 ? 2 : 1);
  return shape;
}

SmallVector<ChannelBlock> lower::getChannelBlocks(int64_t channels, int64_t widest) {
  SmallVector<ChannelBlock> blocks;
  int64_t first = 0;
  for (; first + widest <= channels; first += widest)
    blocks.push_back({first, widest, widest});
  int64_t rest = channels - first;
  if (!rest)
    return blocks;
  int64_t width = 16;
  while (width < rest)
    width *= 2;
  if (channels >= width)
    blocks.push_back({channels - width, width, width});
  else
    blocks.push_back({first, width, rest});
  return blocks;
}

SmallVector<int64_t> lower::getChannelOrder(const ChannelBlock &block, int64_t channels) {
  SmallVector<int64_t> order;
  for (int64_t accumulator = 0; accumulator < 4; ++accumulator)
    for (int64_t lane = 0; lane < block.width / 4; ++lane) {
      int64_t channel = block.first + lane / 4 * 16 + accumulator * 4 + lane % 4;
      order.push_back(channel < channels ? channel : -1);
    }
  return order;
}

SmallVector<int8_t> lower::packDepthwise(const FusedContraction &layer, const DepthwiseShape &shape,
                                         const ChannelBlock &block) {
  SmallVector<int8_t> packed;
  SmallVector<int64_t> order = getChannelOrder(block, layer.channels);
  for (int64_t row = 0; row < shape.rows; ++row)
    for (int64_t group = 0; group < shape.rowGroups; ++group)
      for (int64_t kx = 0; kx < layer.kernelWidth; ++kx)
        for (int64_t channel : order)
          for (int64_t i = 0; i < 4; ++i) {
            // Output row `row` sees image row group * 4 + i through this filter row.
            int64_t ky = group * 4 + i - row;
            bool inside = channel >= 0 && ky >= 0 && ky < layer.kernelHeight;
            packed.push_back(inside ? layer.weights[(channel * layer.kernelHeight + ky) * layer.kernelWidth + kx]
                                    : int8_t(0));
          }
  return packed;
}

/// Interleaves elements of `unit` bytes of two vectors within each 128 bits: their
/// lower halves, or with `upper` their upper ones.
static Value interleave(KernelBuilder &builder, Value lhs, Value rhs, int64_t unit, bool upper) {
  int64_t width = cast<VectorType>(lhs.getType()).getNumElements();
  SmallVector<int64_t> order;
  for (int64_t lane = 0; lane < width; lane += 16)
    for (int64_t element = 0; element < 8; element += unit)
      for (int64_t source : {int64_t(0), width})
        for (int64_t byte = 0; byte < unit; ++byte)
          order.push_back(source + lane + (upper ? 8 : 0) + element + byte);
  return vector::ShuffleOp::create(builder, builder.loc, lhs, rhs, order);
}

/// Loads four rows of one image column and interleaves them: four vectors.
static SmallVector<Value> loadColumn(KernelBuilder &builder, Value image, Value origin, int64_t rowStride,
                                     int64_t numRows, int64_t width) {
  SmallVector<Value> rows;
  for (int64_t i = 0; i < 4; ++i)
    // Rows beyond the filter have weights of zero: any row will do.
    rows.push_back(i < numRows ? builder.load(image, builder.add(origin, i * rowStride), width) : rows.back());
  SmallVector<Value> result;
  for (bool upper : {false, true}) {
    Value first = interleave(builder, rows[0], rows[1], 1, upper);
    Value second = interleave(builder, rows[2], rows[3], 1, upper);
    result.push_back(interleave(builder, first, second, 2, false));
    result.push_back(interleave(builder, first, second, 2, true));
  }
  return result;
}

SmallVector<SmallVector<Value>> lower::emitDepthwiseTile(KernelBuilder &builder, const FusedContraction &layer,
                                                         const DepthwiseShape &shape, const PaddedImage &image,
                                                         int64_t width, Value weights, Value origin, Value weight,
                                                         ArrayRef<Value> initial, bool pairsFit) {
  int64_t rowStride = layer.dilationHeight * image.rowStride();
  SmallVector<SmallVector<Value>> sums(shape.rows * shape.columns, SmallVector<Value>(initial));
  for (int64_t group = 0; group < shape.rowGroups; ++group) {
    llvm::DenseMap<int64_t, SmallVector<Value>> columns; // by image column
    auto getColumn = [&](int64_t x) -> ArrayRef<Value> {
      SmallVector<Value> &column = columns[x];
      if (column.empty()) {
        Value start = builder.add(origin, group * 4 * rowStride + x * image.channels);
        column = loadColumn(builder, image.buffer, start, rowStride, shape.inputRows - group * 4, width);
      }
      return column;
    };
    for (int64_t x = 0; x < shape.columns; ++x)
      for (int64_t kx = 0; kx < layer.kernelWidth; ++kx)
        (void)getColumn(x * layer.strideWidth + kx * layer.dilationWidth);
    for (int64_t part = 0; part < 4; ++part)
      for (int64_t row = 0; row < shape.rows; ++row)
        for (int64_t kx = 0; kx < layer.kernelWidth; ++kx) {
          int64_t offset = ((row * shape.rowGroups + group) * layer.kernelWidth + kx) * 4 + part;
          Value filter = builder.load(weights, builder.add(weight, offset * width), width);
          for (int64_t x = 0; x < shape.columns; ++x) {
            Value &sum = sums[row * shape.columns + x][part];
            Value column = getColumn(x * layer.strideWidth + kx * layer.dilationWidth)[part];
            sum = qk::DotOp::create(builder, builder.loc, sum.getType(), sum, column, filter, layer.inputUnsigned,
                                    pairsFit);
          }
        }
  }
  return sums;
}
