//===- ChannelGroups.h - A factor in front of linear layers -----*- C++ -*-===//
//
// A value whose last axis nothing but linear layers reads, several of them perhaps: its channels may be divided where
// it is made and multiplied by them. It is made by a product with constants for its channels, and perhaps the sum with
// constants after it, as a normalization ends; or, where nothing of that kind precedes and the value has not been
// rounded yet, by a product that is put there.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_LIB_QUANTIZE_CHANNELGROUPS_H
#define QUANTC_LIB_QUANTIZE_CHANNELGROUPS_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "quantc/Dialect/Qnn/IR/Qnn.h"

namespace quantc::quantize {

struct ChannelGroup {
  mlir::Value value; ///< [..., channels], before its observer
  llvm::SmallVector<qnn::ContractionOpInterface> readers;
  llvm::SmallVector<mlir::OpOperand *>
      constants;                               ///< of what makes the value, to be divided; none: a product is put there
  llvm::SmallVector<mlir::Value> values;       ///< that are divided with it: it, and those between the constants
  llvm::SmallVector<qnn::ObserveOp> observers; ///< of `values`

  int64_t getNumChannels() const;
};

/// Returns them in program order, with float constants throughout and ranges on observers.
std::vector<ChannelGroup> findChannelGroups(mlir::func::FuncOp function);

/// Divides the channels by `factors`, and multiplies what reads them.
void moveFactors(const ChannelGroup &group, llvm::ArrayRef<float> factors);

} // namespace quantc::quantize

#endif // QUANTC_LIB_QUANTIZE_CHANNELGROUPS_H
