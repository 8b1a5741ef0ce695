//===- ReductionOps.cpp - Mean, sum, maximum and its index ----------------===//
//
// Tested by test/Export/reductions.mlir.
//
//===----------------------------------------------------------------------===//

#include "OpTable.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::exporter;

/// The layout of the result: that of the input, less the axes that are gone.
static Layout dropAxes(ArrayRef<int64_t> layout, ArrayRef<int64_t> gone) {
  Layout result;
  for (int64_t axis : layout)
    if (!llvm::is_contained(gone, axis))
      result.push_back(axis - llvm::count_if(gone, [&](int64_t other) { return other < axis; }));
  return result;
}

static LogicalResult exportReduce(Operation *op, GraphExporter &graph) {
  auto reduce = cast<qnn::ReduceOp>(op);
  std::string name = graph.getName(op);
  ModelBuilder &model = graph.getModel();
  ArrayRef<int64_t> axes = reduce.getAxes();
  int64_t rank = rankOf(reduce.getInput());
  bool keeps = rankOf(reduce.getOutput()) == rank, isMax = reduce.getKind() == qnn::ReduceKind::Max,
       isMean = reduce.getKind() == qnn::ReduceKind::Mean;
  Bound bound = isMax ? Bound::Kept : Bound::Apart;
  if (keeps && rank == 4 && axes == ArrayRef<int64_t>{1, 2} && (isMax || isMean)) {
    Layout layout = channelsSecond(rank);
    TensorId result =
        model.addNode(isMax ? "GlobalMaxPool" : "GlobalAveragePool", graph.getReal(reduce.getInput(), layout), name);
    return graph.setResult(reduce.getOutput(), result, layout, bound);
  }
  Layout layout = graph.chooseLayout(op);
  SmallVector<int64_t> moved;
  for (int64_t axis : axes)
    moved.push_back(inverse(layout)[axis]);
  llvm::sort(moved);
  SmallVector<TensorId> inputs{graph.getReal(reduce.getInput(), layout), model.addIntegers(name + "_axes", moved)};
  std::vector<NodeAttribute> attributes = {{"keepdims", int64_t(keeps)}};
  if (moved.empty()) // a sum over no axes
    attributes.push_back({"noop_with_empty_axes", int64_t(1)});
  TensorId result = model.addNode(isMax ? "ReduceMax" : isMean ? "ReduceMean" : "ReduceSum", inputs, name, attributes);
  return graph.setResult(reduce.getOutput(), result, keeps ? layout : dropAxes(layout, axes), bound);
}

static LogicalResult exportArgMax(Operation *op, GraphExporter &graph) {
  auto argmax = cast<qnn::ArgMaxOp>(op);
  Layout layout = graph.chooseLayout(op);
  auto axis = int64_t(argmax.getAxis());
  bool keeps = rankOf(argmax.getOutput()) == rankOf(argmax.getInput());
  TensorId result = graph.getModel().addNode("ArgMax", graph.getReal(argmax.getInput(), layout), graph.getName(op),
                                             {{"axis", inverse(layout)[axis]},
                                              {"keepdims", int64_t(keeps)},
                                              {"select_last_index", int64_t(argmax.getSelectLastIndex())}});
  return graph.setResult(argmax.getOutput(), result, keeps ? layout : dropAxes(layout, axis), Bound::Kept);
}

ArrayRef<OpEntry> exporter::getReductionOps() {
  static const OpEntry entries[] = {
      {qnn::ArgMaxOp::getOperationName(), exportArgMax},
      {qnn::ReduceOp::getOperationName(), exportReduce},
  };
  return entries;
}
