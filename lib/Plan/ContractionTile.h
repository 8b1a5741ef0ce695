//===- ContractionTile.h - The tile of a layer -------------------*- C++ -*-===//

#ifndef QUANTC_LIB_PLAN_CONTRACTIONTILE_H
#define QUANTC_LIB_PLAN_CONTRACTIONTILE_H

#include "quantc/Dialect/Qk/Analysis/FusedContraction.h"
#include "quantc/Machine/TileModel.h"

namespace quantc {

/// Chooses the tile of a contraction that is not depthwise.
Tile chooseContractionTile(const qk::FusedContraction &layer, const Machine &machine);

} // namespace quantc

#endif // QUANTC_LIB_PLAN_CONTRACTIONTILE_H
