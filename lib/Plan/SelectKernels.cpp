//===- SelectKernels.cpp - A kernel and a tile for each fused op ----------===//
//
// Tested by test/Plan/select-kernels.mlir and select-kernels-invalid.mlir.
//
//===----------------------------------------------------------------------===//

#include "ContractionTile.h"
#include "quantc/Dialect/Qk/Analysis/Bounds.h"
#include "quantc/Dialect/Qk/IR/Qk.h"
#include "quantc/Machine/ModuleMachine.h"
#include "quantc/Plan/Passes.h"

namespace quantc {
#define GEN_PASS_DEF_SELECTKERNELSPASS
#include "quantc/Plan/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;

/// Whether kernels for the machine read activations of this sign; of 16 bits all are signed.
static bool hasRightStorage(const qk::FusedContraction &layer, const Machine &machine) {
  return layer.isFloat || layer.inputBits == 16 || layer.inputUnsigned == machine.activationsUnsigned();
}

Tile quantc::chooseContractionTile(const qk::FusedContraction &layer, const Machine &machine) {
  int64_t positions = layer.isPointwise() ? layer.images * layer.outHeight * layer.outWidth : layer.outWidth;
  int64_t depth = layer.kernelHeight * layer.kernelWidth * layer.groupChannels();
  ProductForm form = ProductForm::Float;
  if (layer.inputBits == 16)
    form = chooseWideForm(machine);
  else if (!layer.isFloat)
    form = chooseProductForm(machine, positions, qk::pairsFitInt16(layer.weights, layer.inputUnsigned));
  return chooseTile(machine, form, positions, layer.groupOutChannels(), depth);
}

namespace {
struct SelectKernels : public quantc::impl::SelectKernelsPassBase<SelectKernels> {
  using SelectKernelsPassBase::SelectKernelsPassBase;

  qk::KernelAttr choose(qnn::FusedOp op, const Machine &machine) {
    MLIRContext *context = op.getContext();
    std::optional<qk::FusedContraction> layer;
    if (force != qk::kGenericKernel)
      layer = qk::matchFusedContraction(op);
    if (!layer || !hasRightStorage(*layer, machine))
      return qk::KernelAttr::get(context, qk::kGenericKernel, 0, 0);
    if (layer->stored && isa<qnn::LinearOp>(layer->root)) {
      Tile tile = choosePackedTile(machine, layer->outWidth, layer->outChannels, !layer->stored->getCommonZeroPoint());
      return qk::KernelAttr::get(context, qk::kPackedKernel, rows ? rows : tile.rows, columns ? columns : tile.columns);
    }
    // The depthwise kernel has no loop over its filter, and one bias for all positions.
    if (layer->isDepthwise() && layer->padSteps.empty() && layer->kernelHeight * layer->kernelWidth <= 256 &&
        (layer->isFloat || !layer->tail.isFloat()) && force != qk::kContractionKernel)
      return qk::KernelAttr::get(context, qk::kDepthwiseKernel, 0, 0);
    Tile tile = chooseContractionTile(*layer, machine);
    return qk::KernelAttr::get(context, qk::kContractionKernel, rows ? rows : tile.rows,
                               columns ? columns : tile.columns);
  }

  void runOnOperation() override {
    if (!force.empty() && force != qk::kContractionKernel && force != qk::kGenericKernel) {
      getOperation().emitError() << "cannot force kernel \"" << force << "\", expected contraction or generic";
      return signalPassFailure();
    }
    if (rows < 0 || columns < 0) {
      getOperation().emitError() << "a tile of " << int64_t(rows) << " rows and " << int64_t(columns)
                                 << " columns is negative, expected 0 to choose";
      return signalPassFailure();
    }
    FailureOr<Machine> machine = getMachine(getOperation(), target);
    if (failed(machine))
      return signalPassFailure();
    getOperation().walk([&](qnn::FusedOp op) { op.setKernelAttr(choose(op, *machine)); });
    getOperation()->setAttr(qnn::kStepAttr, StringAttr::get(&getContext(), "plan"));
  }
};
} // namespace
