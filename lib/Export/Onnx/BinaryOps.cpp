//===- BinaryOps.cpp - Elementwise ops of two operands --------------------===//
//
// Tested by test/Export/elementwise.mlir.
//
//===----------------------------------------------------------------------===//

#include "OpTable.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::exporter;

static TensorId addBinary(Operation *op, StringRef opType, ArrayRef<int64_t> layout, GraphExporter &graph) {
  return graph.getModel().addNode(
      opType, {graph.getBroadcast(op->getOperand(0), layout), graph.getBroadcast(op->getOperand(1), layout)},
      graph.getName(op));
}

/// Ops that round, with an activation in it.
template <typename Op> static LogicalResult exportRounding(Operation *op, GraphExporter &graph) {
  StringRef opType = isa<qnn::AddOp>(op) ? "Add" : isa<qnn::SubOp>(op) ? "Sub" : "Mul";
  Layout layout = graph.chooseLayout(op);
  TensorId result = addBinary(op, opType, layout, graph);
  auto rounding = cast<Op>(op);
  return graph.setRounded(op->getResult(0), result, layout, rounding.getNegativeSlope(), rounding.getClamp());
}

static LogicalResult exportBinary(Operation *op, GraphExporter &graph) {
  StringRef opType = isa<qnn::DivOp>(op) ? "Div" : isa<qnn::PowOp>(op) ? "Pow" : isa<qnn::MinOp>(op) ? "Min" : "Max";
  Layout layout = graph.chooseLayout(op);
  return graph.setResult(op->getResult(0), addBinary(op, opType, layout, graph), layout, Bound::Apart);
}

ArrayRef<OpEntry> exporter::getBinaryOps() {
  static const OpEntry entries[] = {
      {qnn::AddOp::getOperationName(), exportRounding<qnn::AddOp>},
      {qnn::DivOp::getOperationName(), exportBinary},
      {qnn::MaxOp::getOperationName(), exportBinary},
      {qnn::MinOp::getOperationName(), exportBinary},
      {qnn::MulOp::getOperationName(), exportRounding<qnn::MulOp>},
      {qnn::PowOp::getOperationName(), exportBinary},
      {qnn::SubOp::getOperationName(), exportRounding<qnn::SubOp>},
  };
  return entries;
}
