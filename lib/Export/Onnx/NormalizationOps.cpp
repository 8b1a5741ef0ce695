//===- NormalizationOps.cpp - Softmax, LogSoftmax, LRN --------------------===//
//
// Tested by test/Export/float.mlir.
//
//===----------------------------------------------------------------------===//

#include "OpTable.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::exporter;

template <typename Op> static LogicalResult exportSoftmax(Operation *op, GraphExporter &graph) {
  Layout layout = graph.chooseLayout(op);
  int64_t axis = inverse(layout)[cast<Op>(op).getAxis()];
  TensorId result =
      graph.getModel().addNode(std::is_same_v<Op, qnn::SoftmaxOp> ? "Softmax" : "LogSoftmax",
                               graph.getReal(op->getOperand(0), layout), graph.getName(op), {{"axis", axis}});
  return graph.setResult(op->getResult(0), result, layout, Bound::Kept);
}

/// ONNX normalizes over axis 1.
static LogicalResult exportLrn(Operation *op, GraphExporter &graph) {
  auto lrn = cast<qnn::LrnOp>(op);
  int64_t rank = rankOf(lrn.getInput());
  if (rank < 2)
    return graph.fail(op, "its input has rank " + Twine(rank) + ", where ONNX has a batch and channels");
  Layout layout = channelsSecond(rank);
  TensorId result = graph.getModel().addNode("LRN", graph.getReal(lrn.getInput(), layout), graph.getName(op),
                                             {{"size", int64_t(lrn.getSize())},
                                              {"alpha", lrn.getAlpha().convertToFloat()},
                                              {"beta", lrn.getBeta().convertToFloat()},
                                              {"bias", lrn.getBias().convertToFloat()}});
  return graph.setResult(op->getResult(0), result, layout, Bound::Kept);
}

ArrayRef<OpEntry> exporter::getNormalizationOps() {
  static const OpEntry entries[] = {
      {qnn::LogSoftmaxOp::getOperationName(), exportSoftmax<qnn::LogSoftmaxOp>},
      {qnn::LrnOp::getOperationName(), exportLrn},
      {qnn::SoftmaxOp::getOperationName(), exportSoftmax<qnn::SoftmaxOp>},
  };
  return entries;
}
