//===- Network.h - The outer form of a module -------------------*- C++ -*-===//

#ifndef QUANTC_DIALECT_QNN_IR_NETWORK_H
#define QUANTC_DIALECT_QNN_IR_NETWORK_H

#include "mlir/IR/BuiltinOps.h"

namespace quantc::qnn {

/// Verifies what a module holds from Import to Plan: one function, @main, with a
/// body of one block, qnn ops and a return in it, and tensors of static shape as
/// arguments and results. Reports the first fault.
mlir::LogicalResult verifyNetwork(mlir::ModuleOp module);

} // namespace quantc::qnn

#endif // QUANTC_DIALECT_QNN_IR_NETWORK_H
