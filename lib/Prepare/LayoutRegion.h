//===- LayoutRegion.h - Ops that change layout together ---------*- C++ -*-===//

#ifndef QUANTC_LIB_PREPARE_LAYOUTREGION_H
#define QUANTC_LIB_PREPARE_LAYOUTREGION_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "quantc/Support/Permutation.h"
#include "llvm/ADT/DenseMap.h"

namespace quantc::prepare {

/// Ops of one rank that run in any layout and touch each other, in program order.
struct LayoutRegion {
  llvm::SmallVector<mlir::Operation *> ops;
  int64_t rank = 0;
};

/// Returns the regions of a function, disjoint and as large as possible.
llvm::SmallVector<LayoutRegion> findRegions(mlir::func::FuncOp function);

/// Returns the layouts that make one transpose at the region's border vanish.
llvm::SmallVector<Permutation> getCandidates(const LayoutRegion &region);

/// A layout for each of some ops; all others stay as they are.
struct LayoutChange {
  struct Layouts {
    Permutation operands, result; ///< they differ for a reshape only
  };
  llvm::SmallVector<mlir::Operation *> ops; // in program order
  llvm::DenseMap<mlir::Operation *, Layouts> layouts;

  bool contains(mlir::Operation *op) const { return layouts.contains(op); }
  /// Returns the layout in which `value` will be.
  Permutation of(mlir::Value value) const;
};

/// Returns the change of a region to the layout `p`. An op that does not accept it is left out. With
/// `acrossReshapes` the change goes on through reshapes that keep segments of axes together.
LayoutChange makeChange(const LayoutRegion &region, llvm::ArrayRef<int64_t> p, bool acrossReshapes);

/// Returns the price of all transposes at and within the borders of `change`: now, if not `applied`, or
/// after it. One at the network's inputs and outputs costs 2 an element, any other 8; one that moves
/// no element costs 1.
int64_t getPrice(const LayoutChange &change, bool applied);

} // namespace quantc::prepare

#endif // QUANTC_LIB_PREPARE_LAYOUTREGION_H
