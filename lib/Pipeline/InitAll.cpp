//===- InitAll.cpp - Register every dialect, pass and pipeline ------------===//

#include "quantc/InitAll.h"

#include "mlir/Dialect/ControlFlow/IR/ControlFlow.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/DialectRegistry.h"
#include "quantc/Calibrate/Passes.h"
#include "quantc/Dialect/Qk/IR/Qk.h"
#include "quantc/Dialect/Qnn/IR/Qnn.h"
#include "quantc/Fuse/Passes.h"
#include "quantc/Import/Passes.h"
#include "quantc/Lower/Passes.h"
#include "quantc/Lower/Qk/Passes.h"
#include "quantc/Plan/Passes.h"
#include "quantc/Prepare/Passes.h"
#include "quantc/Quantize/Passes.h"
#include "quantc/Recipe/Passes.h"

void quantc::registerAllDialects(mlir::DialectRegistry &registry) {
  registry
      .insert<qk::QkDialect, qnn::QnnDialect, mlir::LLVM::LLVMDialect, mlir::cf::ControlFlowDialect,
              mlir::math::MathDialect, mlir::memref::MemRefDialect, mlir::scf::SCFDialect, mlir::vector::VectorDialect,
              mlir::arith::ArithDialect, mlir::func::FuncDialect, mlir::quant::QuantDialect>();
}

void quantc::registerAllPasses() {
#define STEP(Name, flag, reads, writes)                                                                                \
  register##Name##Passes();                                                                                            \
  register##Name##Pipeline();
#define CODE_STEP(Name, flag, reads, writes)
#include "quantc/Pipeline/Steps.def"
  registerRecipePasses();  // of Calibrate and Quantize
  registerLowerQkPasses(); // a part of Lower with a Passes.td of its own
}
