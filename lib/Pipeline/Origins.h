//===- Origins.h - Where values come from -----------------------*- C++ -*-===//

#ifndef QUANTC_LIB_PIPELINE_ORIGINS_H
#define QUANTC_LIB_PIPELINE_ORIGINS_H

#include "mlir/IR/BuiltinOps.h"
#include "llvm/ADT/StringMap.h"

namespace quantc {

/// What computes a value, and what the network calls it.
struct ValueOrigin {
  std::string operation; ///< "qnn.conv2d"
  std::string name;      ///< of the node, or of the input that is quantized; may be empty
};

/// Returns the origin of every value of a planned network, by id.
llvm::StringMap<ValueOrigin> findOrigins(mlir::ModuleOp module);

} // namespace quantc

#endif // QUANTC_LIB_PIPELINE_ORIGINS_H
