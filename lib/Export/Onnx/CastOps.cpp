//===- CastOps.cpp - Between float and quantized --------------------------===//
//
// Tested by test/Export/types.mlir and contractions.mlir.
//
//===----------------------------------------------------------------------===//

#include "OpTable.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::exporter;

static LogicalResult exportQuantize(Operation *op, GraphExporter &graph) {
  if (qnn::isAccumulator(qnn::getQuantizedType(op->getResult(0))))
    return graph.fail(op, "QuantizeLinear does not round to 32 bits");
  Layout layout = graph.chooseLayout(op);
  return graph.setResult(op->getResult(0), graph.getReal(op->getOperand(0), layout), layout, Bound::Apart);
}

/// Of an accumulator it is what the contraction gives in float.
static LogicalResult exportDequantize(Operation *op, GraphExporter &graph) {
  graph.setReal(op->getResult(0), op->getOperand(0));
  return success();
}

/// Adds a bias for each index of the last axis to the real value of an accumulator, where its layer has not (N11e).
static TensorId addBias(GraphExporter &graph, TensorId real, ArrayRef<float> bias, ArrayRef<int64_t> layout,
                        StringRef name) {
  SmallVector<int64_t> shape(layout.size(), 1);
  for (auto [axis, source] : llvm::enumerate(layout))
    if (source == int64_t(layout.size()) - 1)
      shape[axis] = int64_t(bias.size());
  TensorId values = graph.getModel().addFloats((name + "_bias").str(), shape, bias);
  return graph.getModel().addNode("Add", {real, values}, (name + "_sum").str());
}

static LogicalResult exportRequantize(Operation *op, GraphExporter &graph) {
  auto requantize = cast<qnn::RequantizeOp>(op);
  Layout layout = graph.chooseLayout(op);
  bool isWide = qnn::isAccumulator(qnn::getQuantizedType(requantize.getInput()));
  TensorId real = graph.getReal(requantize.getInput(), layout);
  if (requantize.getBias() && !getBiasOfRounding(requantize.getInput().getDefiningOp()))
    real = addBias(graph, real, *requantize.getBias(), layout, graph.getName(op));
  if (std::optional<StringRef> function = requantize.getFunction())
    real = addRectifier(graph.getModel(), *function, real, graph.getName(op) + "_activation");
  if (std::optional<ArrayRef<float>> gains = requantize.getGains()) {
    TensorId factors = graph.addChannelValues(*gains, layout, graph.getName(op) + "_gains");
    real = graph.getModel().addNode("Mul", {real, factors}, graph.getName(op) + "_gained");
  }
  return graph.setRounded(op->getResult(0), real, layout, requantize.getNegativeSlope(), requantize.getClamp(),
                          isWide ? Bound::Fused : Bound::Apart);
}

static LogicalResult exportCast(Operation *op, GraphExporter &graph) {
  Layout layout = graph.chooseLayout(op);
  auto type = int64_t(*getDataType(typeOf(op->getResult(0)).getElementType()));
  TensorId cast =
      graph.getModel().addNode("Cast", graph.getReal(op->getOperand(0), layout), graph.getName(op), {{"to", type}});
  return graph.setResult(op->getResult(0), cast, layout, Bound::Kept);
}

/// Statistics are of no use to a reader of the file.
static LogicalResult exportObserve(Operation *op, GraphExporter &graph) {
  graph.setReal(op->getResult(0), op->getOperand(0));
  return success();
}

ArrayRef<OpEntry> exporter::getCastOps() {
  static const OpEntry entries[] = {
      {qnn::CastOp::getOperationName(), exportCast},
      {qnn::DequantizeOp::getOperationName(), exportDequantize},
      {qnn::ObserveOp::getOperationName(), exportObserve},
      {qnn::QuantizeOp::getOperationName(), exportQuantize},
      {qnn::RequantizeOp::getOperationName(), exportRequantize},
  };
  return entries;
}
