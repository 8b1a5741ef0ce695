//===- Roundings.h - How profiles compute ops on stored values --*- C++ -*-===//
//
// From ops and their types to the numbers of quantc/Numerics, for the reference and every lowering.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_DIALECT_QNN_IR_ROUNDINGS_H
#define QUANTC_DIALECT_QNN_IR_ROUNDINGS_H

#include "quantc/Dialect/Qnn/IR/Qnn.h"
#include "quantc/Numerics/Scaling.h"

namespace quantc::qnn {

/// Returns the results of a function of stored values by the pattern of the stored value: 256 of 8 bits, 65536 of 16,
/// and none where 16 bits are computed by the expression of N7.
std::vector<int32_t> makeTable(UnaryOpInterface op);

/// Returns how the input of a requantize is multiplied: one factor, or one for each index of its axis. Of
/// convolutions with 16-bit activations N16b holds.
llvm::SmallVector<numerics::Scaling> getScalings(RequantizeOp op);

/// Returns whether an average or a linear resize is one of codes (N16f, N16g), whose result has the operand's type.
bool isAverageOfCodes(mlir::Operation *op);

} // namespace quantc::qnn

#endif // QUANTC_DIALECT_QNN_IR_ROUNDINGS_H
