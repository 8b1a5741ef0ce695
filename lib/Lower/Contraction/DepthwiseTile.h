//===- DepthwiseTile.h - Products of a depthwise tile -----------*- C++ -*-===//

#ifndef QUANTC_LOWER_CONTRACTION_DEPTHWISETILE_H
#define QUANTC_LOWER_CONTRACTION_DEPTHWISETILE_H

#include "KernelBuilder.h"
#include "PadInput.h"
#include "quantc/Machine/Machine.h"

namespace quantc::lower {

/// How a depthwise kernel multiplies.
enum class DepthwiseForm {
  Bytes,    ///< a dot product of four rows of bytes a lane
  Words,    ///< a dot product of two rows of 16-bit numbers a lane
  TapPairs, ///< 16-bit sums of two products, proved to fit, a tap at a time
  Taps,     ///< 16-bit products, a tap at a time
  Wide,     ///< of 16-bit activations, a dot product of two rows a lane
  WideTaps, ///< of 16-bit activations, a widening multiply-add, a tap at a time
};

/// How a depthwise kernel goes over its image: `rows` x `columns` output positions at
/// once, and the rows that they read in groups.
struct DepthwiseShape {
  DepthwiseForm form = DepthwiseForm::Bytes;
  int64_t rows = 1, columns = 1; ///< of the tile
  int64_t inputRows = 1;         ///< rows of the image under the tile's rows
  int64_t rowGroups = 1;         ///< groups that hold them
  bool pairsFit = false;         ///< the promise of `qk.dot`, for bytes

  /// Rows of the image in one lane of a dot product.
  int64_t groupRows() const {
    return form == DepthwiseForm::Bytes ? 4 : form == DepthwiseForm::Words || form == DepthwiseForm::Wide ? 2 : 1;
  }
  /// Whether filters are stored as 16-bit numbers.
  bool hasWordFilters() const {
    return form == DepthwiseForm::Words || form == DepthwiseForm::Wide || form == DepthwiseForm::WideTaps;
  }
};

DepthwiseShape chooseDepthwiseShape(const qk::FusedContraction &layer, const Machine &machine);

/// Adjacent channels that a kernel computes at once: `width` elements from channel `first` on, one vector,
/// of which the first `valid` are stored.
struct ChannelBlock {
  int64_t first = 0, width = 16, valid = 16;
  int64_t whole = 4; ///< accumulators for all of the width: as many as an accumulator has bytes for one of an element

  /// Accumulators with channels to store.
  int64_t parts() const { return lanes() == 4 ? (valid + 3) / 4 : whole; }
  /// Channels of an accumulator.
  int64_t lanes() const { return width / whole; }
};

/// Covers `channels` of `bits` by blocks of at most `widest` bytes. The last block may begin
/// before the end of the one before it, or have padding.
llvm::SmallVector<ChannelBlock> getChannelBlocks(int64_t channels, int64_t widest, unsigned bits);

/// Returns the channel of each lane of all accumulators of a block, in the
/// order in which interleaving leaves them; -1 for padding.
llvm::SmallVector<int64_t> getChannelOrder(const ChannelBlock &block, int64_t channels);

/// Elements of the packed filters of a block for one channel.
int64_t getPackedTaps(const qk::FusedContraction &layer, const DepthwiseShape &shape);

/// Packs the filters of a block: [tile row][row group][filter column][accumulator][lane][row of the
/// group], or a tap at a time [filter row][filter column][channel].
llvm::SmallVector<int8_t> packDepthwise(const qk::FusedContraction &layer, const DepthwiseShape &shape,
                                        const ChannelBlock &block);

/// Emits the sums of one tile of a block: [row][column] of `block.parts()` accumulators each.
/// `origin` is the image element of the tile's first tap, `weight` the block's first
/// packed element, `initial` the start values.
llvm::SmallVector<llvm::SmallVector<mlir::Value>>
emitDepthwiseTile(KernelBuilder &builder, const qk::FusedContraction &layer, const DepthwiseShape &shape,
                  const PaddedImage &image, const ChannelBlock &block, mlir::Value weights, mlir::Value origin,
                  mlir::Value weight, llvm::ArrayRef<mlir::Value> initial);

} // namespace quantc::lower

#endif // QUANTC_LOWER_CONTRACTION_DEPTHWISETILE_H
