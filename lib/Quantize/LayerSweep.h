//===- LayerSweep.h - All samples at the same layer -------------*- C++ -*-===//
//
// One evaluation of an integer network on all calibration samples side by side, op after
// op: what a visitor changes of a layer is what all later layers see.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_LIB_QUANTIZE_LAYERSWEEP_H
#define QUANTC_LIB_QUANTIZE_LAYERSWEEP_H

#include "Samples.h"
#include "quantc/Dialect/Qnn/IR/Qnn.h"
#include "llvm/ADT/DenseMap.h"

namespace quantc::quantize {

class LayerSweep {
public:
  /// What a visitor does of an op, or nothing.
  using Visitor = llvm::function_ref<void(qnn::ContractionOpInterface op)>;

  /// Takes as many samples of `all`, from the first on, as there is room for in `maxBytes`; if that is not all of them,
  /// a remark says that `what` ("biases are corrected") is done on so many.
  LayerSweep(mlir::func::FuncOp function, Samples all, int64_t maxBytes, llvm::StringRef what);

  /// Evaluates op after op, up to the last contraction that bears `attribute` and is quantized. `before` sees each of
  /// them when its operands are there, `after` when its result is; either may change the op's constants.
  llvm::LogicalResult run(llvm::StringRef attribute, Visitor before, Visitor after);
  /// The same of the contractions that `isVisited` says.
  llvm::LogicalResult run(llvm::function_ref<bool(mlir::Operation &)> isVisited, Visitor before, Visitor after);

  /// The values of all samples: of operands of the op that is visited, and after it of its result. A constant has none.
  std::vector<HostTensor> &getValues(mlir::Value value) { return values.find(value)->second; }
  /// The same of any value, or null if it is not there, yet or any more.
  const std::vector<HostTensor> *findValues(mlir::Value value) const {
    auto found = values.find(value);
    return found == values.end() ? nullptr : &found->second;
  }

private:
  llvm::LogicalResult evaluate(mlir::Operation *op);
  void releaseOperands(mlir::Operation *op);

  mlir::func::FuncOp function;
  Samples samples;
  llvm::DenseMap<mlir::Value, std::vector<HostTensor>> values; ///< one for each sample
};

/// Gives `op` another bias, and takes the old one away where no other op reads it.
/// @param values  i32, on the scales of the op's accumulator
void replaceBias(qnn::ContractionOpInterface op, llvm::ArrayRef<int32_t> values);
/// Moves the bias of `op` by the difference of its recorded float mean to that of its accumulators of all samples, and
/// these likewise.
void correctBias(qnn::ContractionOpInterface op, std::vector<HostTensor> &accumulators);
/// The stored bias of a quantized contraction; zeros if it has none.
llvm::SmallVector<int32_t> getStoredBias(qnn::ContractionOpInterface op);

} // namespace quantc::quantize

#endif // QUANTC_LIB_QUANTIZE_LAYERSWEEP_H
