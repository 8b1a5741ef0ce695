//===- TileModel.h - Which tile a contraction should use --------*- C++ -*-===//

#ifndef QUANTC_MACHINE_TILEMODEL_H
#define QUANTC_MACHINE_TILEMODEL_H

#include "quantc/Machine/Machine.h"

namespace quantc {

/// How a kernel multiplies: what sets its registers and its cost.
enum class ProductForm {
  Dot,    ///< one dot instruction for four products a lane
  Matrix, ///< smmla: two rows by two columns of eight products
  Pairs,  ///< 16-bit sums of two products, proved not to saturate
  Exact,  ///< no proof: products of bytes widened on the way
  Words,  ///< no proof, or 16-bit activations: stored as 16-bit numbers, vpmaddwd
  Double, ///< 16-bit activations: one dot instruction for two products a lane
  Single, ///< 16-bit activations: a widening multiply-add for one product a lane
  Float,  ///< fma
};

/// Returns how many elements of depth one step takes.
int64_t getGroupSize(ProductForm form);

/// Returns the form of an 8-bit contraction with `positions` output positions in
/// a row; `pairsFit` says whether sums of two products were proved to fit.
ProductForm chooseProductForm(const Machine &machine, int64_t positions, bool pairsFit);

/// Returns the form of a contraction of 16-bit activations.
ProductForm chooseWideForm(const Machine &machine);

/// Returns the 32-bit lanes of the vectors for `columns` output channels: the
/// widest that are not mostly empty, at least 4.
int64_t chooseLanes(const Machine &machine, int64_t columns);

/// A tile: output positions by output channels (a multiple of the lanes).
struct Tile {
  int64_t rows = 1, columns = 1;
  double clocks = 0; ///< estimated for all positions and channels, if chosen by `chooseTile`
};

/// Whether a step of `rows` by `width` accumulators needs no more registers than there are.
bool fitsRegisters(const Machine &machine, ProductForm form, int64_t rows, int64_t width);

/// Returns the tile with the least estimated time for `positions` in a row,
/// `columns` output channels and `depth` products for each. Rows never exceed
/// `positions`; of several rows, accumulators never exceed the registers that the form leaves.
Tile chooseTile(const Machine &machine, ProductForm form, int64_t positions, int64_t columns, int64_t depth);

/// Returns the tile of a layer with weights that are unpacked in registers, of `positions` rows and `columns` output
/// channels; `hasZeroPoints` says whether each channel has its own.
Tile choosePackedTile(const Machine &machine, int64_t positions, int64_t columns, bool hasZeroPoints);

} // namespace quantc

#endif // QUANTC_MACHINE_TILEMODEL_H
