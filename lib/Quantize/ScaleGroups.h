//===- ScaleGroups.h - Values that share one quantized type -----*- C++ -*-===//
//
// Ops that pass stored values on force one type on what they join. A group is
// the set of values so joined; it gets one type, and is rounded if an integer
// op writes or reads one of its values. Where the recipe asks for several types
// within a group, that of the value whose range is taken holds.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_LIB_QUANTIZE_SCALEGROUPS_H
#define QUANTC_LIB_QUANTIZE_SCALEGROUPS_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "quantc/Dialect/Qnn/IR/Qnn.h"
#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/EquivalenceClasses.h"

namespace quantc::quantize {

class ScaleGroups {
public:
  /// Which averages join what they average and their result.
  struct Sharing {
    bool pools, means;
  };

  /// Joins values across the quantizable ops of `function` and chooses types.
  ScaleGroups(mlir::func::FuncOp function, Sharing sharing);

  /// Returns the type for the values of the group of `value` (observers
  /// stripped), or null if no integer op needs it or nothing is known of its range.
  mlir::quant::UniformQuantizedType getType(mlir::Value value) const;

private:
  void joinShared();
  void joinShapeOp(mlir::Operation *op);
  void joinConcat(qnn::ConcatOp concat);
  void chooseType(llvm::ArrayRef<mlir::Value> members);

  llvm::EquivalenceClasses<void *> classes;
  llvm::SmallVector<mlir::Value> order;                            ///< every value once, in program order
  llvm::DenseMap<void *, mlir::quant::UniformQuantizedType> types; ///< by leader
};

} // namespace quantc::quantize

#endif // QUANTC_LIB_QUANTIZE_SCALEGROUPS_H
