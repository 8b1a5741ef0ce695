//===- Clocks.cpp - How long a planned network takes ----------------------===//
//
// Tested by test/Plan/clocks.test.
//
//===----------------------------------------------------------------------===//

#include "quantc/Plan/Clocks.h"

#include "ContractionTile.h"
#include "quantc/Dialect/Qk/IR/Qk.h"
#include "quantc/Machine/ModuleMachine.h"

using namespace mlir;
using namespace quantc;

/// Clocks of a vector of 32-bit numbers: of one that is moved, rounded or added, and of a function in float.
static constexpr double kSimple = 2, kFunction = 24;

static double getElements(Type type) {
  auto tensor = dyn_cast<RankedTensorType>(type);
  return tensor ? double(tensor.getNumElements()) : 0;
}

/// Of a layer without loop over its filter: each product by itself, of 16 bits in two halves.
static double estimateDepthwise(const qk::FusedContraction &layer, const Machine &machine) {
  double outputs = double(layer.images) * double(layer.outHeight) * double(layer.outWidth) * double(layer.outChannels);
  double taps = double(layer.kernelHeight) * double(layer.kernelWidth);
  double product = layer.isFloat || layer.inputBits == 8 ? 1 : 2;
  return outputs / double(machine.lanes()) * (taps * product + kSimple);
}

/// Of what has no kernel of its own: loops over the elements, one op after the other.
static double estimateGeneric(qnn::FusedOp fused, const Machine &machine) {
  double clocks = 0;
  for (Operation &op : fused.getBody().front().without_terminator()) {
    if (op.getNumResults() == 0 || isa<qnn::ConstantOp>(op))
      continue;
    double elements = getElements(op.getResult(0).getType());
    if (auto contraction = dyn_cast<qnn::ContractionOpInterface>(op))
      elements *= double(contraction.getReductionSize());
    else if (!op.getOperands().empty())
      elements = std::max(elements, getElements(op.getOperand(0).getType()));
    quant::QuantizedType input =
        op.getOperands().empty() ? quant::QuantizedType() : qnn::getQuantizedType(op.getOperand(0));
    bool isTable = input && input.getStorageTypeIntegralWidth() == 8;
    bool isFunction =
        isa<qnn::UnaryOpInterface, qnn::SoftmaxOp, qnn::LogSoftmaxOp>(op) && !isa<qnn::ReluOp, qnn::ClipOp>(op);
    clocks += elements / double(machine.lanes()) * (isFunction && !isTable ? kFunction : kSimple);
  }
  return clocks;
}

static double estimate(qnn::FusedOp op, const Machine &machine) {
  std::optional<qk::FusedContraction> layer = qk::matchFusedContraction(op);
  auto attr = dyn_cast_or_null<qk::KernelAttr>(op.getKernelAttr());
  StringRef kernel = attr ? attr.getName() : StringRef(qk::kGenericKernel);
  if (!layer || kernel == qk::kGenericKernel)
    return estimateGeneric(op, machine);
  if (kernel == qk::kDepthwiseKernel)
    return estimateDepthwise(*layer, machine);
  int64_t rows = layer->isPointwise() ? 1 : layer->images * layer->outHeight;
  return chooseContractionTile(*layer, machine).clocks * double(rows * layer->groups);
}

FailureOr<double> quantc::estimateClocks(ModuleOp module) {
  FailureOr<Machine> machine = getMachine(module, "");
  if (failed(machine))
    return failure();
  double clocks = 0;
  module.walk([&](qnn::FusedOp op) { clocks += estimate(op, *machine); });
  return clocks;
}
