//===- ReferenceRunner.h - Run a module on the reference --------*- C++ -*-===//

#ifndef QUANTC_RUNNER_REFERENCERUNNER_H
#define QUANTC_RUNNER_REFERENCERUNNER_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/BuiltinOps.h"
#include "quantc/Runner/NetworkRunner.h"

namespace quantc {

/// Runs `@main` of a qnn module, float, quantized or mixed, on lib/Reference.
///
/// Layers are all values with an id in program order, those inside `qnn.fused`
/// included: first the network's inputs, then results. Steps that split an op
/// give each part the id of the value that they compute together, so that an id
/// may come several times; the last is the value that the rest of the network reads.
class ReferenceRunner : public NetworkRunner {
public:
  /// The module must outlive the runner, and may change between runs but for
  /// the signature of @main.
  static llvm::Expected<std::unique_ptr<ReferenceRunner>> create(mlir::ModuleOp module);

  llvm::ArrayRef<TensorInfo> getInputs() const override { return inputs; }
  llvm::ArrayRef<TensorInfo> getOutputs() const override { return outputs; }
  llvm::Expected<std::vector<HostTensor>> run(llvm::ArrayRef<HostTensor> tensors, LayerCallback onLayer = {}) override;

private:
  explicit ReferenceRunner(mlir::func::FuncOp function) : function(function) {}

  mlir::func::FuncOp function;
  std::vector<TensorInfo> inputs, outputs;
};

} // namespace quantc

#endif // QUANTC_RUNNER_REFERENCERUNNER_H
