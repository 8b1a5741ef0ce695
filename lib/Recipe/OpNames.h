//===- OpNames.h - What rules call ops --------------------------*- C++ -*-===//

#ifndef QUANTC_LIB_RECIPE_OPNAMES_H
#define QUANTC_LIB_RECIPE_OPNAMES_H

#include "mlir/IR/Operation.h"

namespace quantc {

/// All names that a rule may give for an op: mnemonics without "qnn.", and ONNX op types.
llvm::ArrayRef<llvm::StringRef> getKnownOpNames();
/// Whether a rule may give this name; "qnn." may stand before a mnemonic.
bool isKnownOpName(llvm::StringRef name);

/// Whether `name` stands for `op`: its mnemonic, or an ONNX op type that the importer and Prepare turn into it.
bool isNamed(mlir::Operation *op, llvm::StringRef name);

} // namespace quantc

#endif // QUANTC_LIB_RECIPE_OPNAMES_H
