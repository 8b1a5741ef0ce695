//===- InitAll.cpp - Register every dialect, pass and pipeline ------------===//

#include "quantc/InitAll.h"

#include "mlir/IR/DialectRegistry.h"
#include "quantc/Dialect/Qnn/IR/Qnn.h"

void quantc::registerAllDialects(mlir::DialectRegistry &registry) {
  registry.insert<qnn::QnnDialect, mlir::arith::ArithDialect, mlir::func::FuncDialect, mlir::quant::QuantDialect>();
}

void quantc::registerAllPasses() {}
