//===- InsertCasts.h - Round observed values ---------------------*- C++ -*-===//

#ifndef QUANTC_LIB_QUANTIZE_INSERTCASTS_H
#define QUANTC_LIB_QUANTIZE_INSERTCASTS_H

#include "ScaleGroups.h"

namespace quantc::quantize {

/// Turns the observers of what integer ops will read and write into `dequantize(quantize(x))`, and drops the others:
/// what `quantize-insert-casts` does. Ops stay the same ops.
void insertCasts(mlir::func::FuncOp function, ScaleGroups::Sharing sharing);

} // namespace quantc::quantize

#endif // QUANTC_LIB_QUANTIZE_INSERTCASTS_H
