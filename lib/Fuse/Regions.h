//===- Regions.h - Make qnn.fused around ops --------------------*- C++ -*-===//

#ifndef QUANTC_LIB_FUSE_REGIONS_H
#define QUANTC_LIB_FUSE_REGIONS_H

#include "quantc/Dialect/Qnn/IR/Qnn.h"

namespace quantc::fuse {

/// Moves `ops`, of one block and in its order, into a new `qnn.fused` in the place of
/// the last. Only the last op's results may be read by others. Constants that
/// they read are cloned inside; an original without another reader is erased.
qnn::FusedOp wrap(llvm::ArrayRef<mlir::Operation *> ops);

} // namespace quantc::fuse

#endif // QUANTC_LIB_FUSE_REGIONS_H
