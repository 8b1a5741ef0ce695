//===- ShapeOps.cpp - Ops that move elements ------------------------------===//
//
// Tested by test/Export/shapes.mlir.
//
//===----------------------------------------------------------------------===//

#include "OpTable.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::exporter;

static LogicalResult exportTranspose(Operation *op, GraphExporter &graph) {
  Permutation renamed = inverse(cast<qnn::TransposeOp>(op).getPermutation());
  graph.setRenamed(op->getResult(0), op->getOperand(0),
                   [&](ArrayRef<int64_t> layout) { return compose(renamed, layout); });
  return success();
}

/// The layout of a tensor of shape `to` that is one of `from` in `layout`, where the two differ only in the places of
/// axes of size 1.
static std::optional<Layout> moveUnitAxes(ArrayRef<int64_t> layout, ArrayRef<int64_t> from, ArrayRef<int64_t> to) {
  SmallVector<int64_t> wideFrom, wideTo, units; // axes
  for (auto [axis, size] : llvm::enumerate(from))
    if (size != 1)
      wideFrom.push_back(axis);
  for (auto [axis, size] : llvm::enumerate(to))
    (size == 1 ? units : wideTo).push_back(axis);
  auto areEqual = [&](auto pair) { return from[std::get<0>(pair)] == to[std::get<1>(pair)]; };
  if (from.size() != to.size() || wideFrom.size() != wideTo.size() ||
      !llvm::all_of(llvm::zip(wideFrom, wideTo), areEqual))
    return std::nullopt;
  Layout result;
  auto unit = units.begin();
  for (int64_t axis : layout)
    result.push_back(from[axis] == 1 ? *unit++ : wideTo[llvm::find(wideFrom, axis) - wideFrom.begin()]);
  return result;
}

/// Whether only linear layers read the rows, and their weights can be put in another order.
static bool isReadByLinear(Value value) {
  return llvm::all_of(value.getUses(), [](OpOperand &use) {
    auto linear = dyn_cast<qnn::LinearOp>(use.getOwner());
    return linear && use.getOperandNumber() == 0 && linear.getWeight().getDefiningOp<qnn::ConstantOp>() &&
           !linear.getScales();
  });
}

static LogicalResult exportReshape(Operation *op, GraphExporter &graph) {
  Value input = op->getOperand(0), output = op->getResult(0);
  auto from = shapeOf(input), to = shapeOf(output);
  std::string name = graph.getName(op);
  if (moveUnitAxes(asIs(from.size()), from, to)) {
    graph.setRenamed(output, input, [&](ArrayRef<int64_t> layout) { return *moveUnitAxes(layout, from, to); });
    return success();
  }
  // A layout that is there already and goes through, or the order of the module.
  SmallVector<Layout> layouts = graph.getLayouts(input);
  Layout layout = asIs(from.size()), result = asIs(to.size());
  bool isThere = layouts.empty() || llvm::is_contained(layouts, layout);
  for (const Layout &own : layouts)
    if (std::optional<Permutation> mapped = isThere ? std::nullopt : mapThroughReshape(own, from, to)) {
      layout = own;
      result = *mapped;
      isThere = true;
    }
  bool isRows = to.size() == 2 && from.size() > 2 && from[0] == to[0] && !output.use_empty() && isReadByLinear(output);
  if (!isThere && isRows && layouts.front()[0] == 0) {
    TensorId image = graph.getReal(input, layouts.front());
    graph.rows[output] = {input, layouts.front()};
    return graph.setResult(output, graph.getModel().addNode("Flatten", image, name, {{"axis", int64_t(1)}}), result,
                           Bound::Kept);
  }
  SmallVector<int64_t> shape = permute(to, result);
  ModelBuilder &model = graph.getModel();
  TensorId reshaped =
      model.addNode("Reshape", {graph.getReal(input, layout), model.addIntegers(name + "_shape", shape)}, name);
  return graph.setResult(output, reshaped, result, Bound::Kept);
}

static LogicalResult exportBroadcast(Operation *op, GraphExporter &graph) {
  Value input = op->getOperand(0), output = op->getResult(0);
  std::string name = graph.getName(op);
  int64_t rank = rankOf(output);
  Layout layout = rankOf(input) == rank ? graph.chooseLayout(op) : asIs(rank);
  ModelBuilder &model = graph.getModel();
  TensorId shape = model.addIntegers(name + "_shape", permute(shapeOf(output), layout));
  TensorId result = model.addNode("Expand", {graph.getBroadcast(input, layout), shape}, name);
  return graph.setResult(output, result, layout, Bound::Kept);
}

static LogicalResult exportSlice(Operation *op, GraphExporter &graph) {
  auto slice = cast<qnn::SliceOp>(op);
  std::string name = graph.getName(op);
  Layout layout = graph.chooseLayout(op);
  auto from = shapeOf(slice.getInput()), to = shapeOf(slice.getOutput());
  SmallVector<int64_t> starts, ends, axes, steps;
  for (auto [i, axis] : llvm::enumerate(layout)) {
    int64_t start = slice.getOffsets()[axis], step = slice.getStrides()[axis], end = start + to[axis] * step;
    if (start == 0 && step == 1 && to[axis] == from[axis])
      continue;
    starts.push_back(start);
    ends.push_back(end < 0 ? INT32_MIN : end); // -1 would be the last element
    axes.push_back(i);
    steps.push_back(step);
  }
  if (axes.empty()) {
    graph.setRenamed(op->getResult(0), slice.getInput(), [](ArrayRef<int64_t> own) { return Layout(own); });
    return success();
  }
  ModelBuilder &model = graph.getModel();
  SmallVector<TensorId> inputs{graph.getReal(slice.getInput(), layout), model.addIntegers(name + "_starts", starts),
                               model.addIntegers(name + "_ends", ends), model.addIntegers(name + "_axes", axes),
                               model.addIntegers(name + "_steps", steps)};
  return graph.setResult(op->getResult(0), model.addNode("Slice", inputs, name), layout, Bound::Kept);
}

static LogicalResult exportPad(Operation *op, GraphExporter &graph) {
  auto pad = cast<qnn::PadOp>(op);
  std::string name = graph.getName(op);
  if (!qnn::isFloat(pad.getInput()) && !qnn::getQuantizedType(pad.getInput()))
    return graph.fail(op, "it pads plain integers");
  Layout layout = graph.chooseLayout(op);
  SmallVector<int64_t> pads = permute(pad.getLow(), layout);
  llvm::append_range(pads, permute(pad.getHigh(), layout));
  ModelBuilder &model = graph.getModel();
  SmallVector<TensorId> inputs{graph.getReal(pad.getInput(), layout), model.addIntegers(name + "_pads", pads),
                               model.addFloats(name + "_value", {}, pad.getValue().convertToFloat())};
  TensorId result = model.addNode("Pad", inputs, name, {{"mode", std::string("constant")}});
  return graph.setResult(op->getResult(0), result, layout, Bound::Apart);
}

static LogicalResult exportConcat(Operation *op, GraphExporter &graph) {
  auto concat = cast<qnn::ConcatOp>(op);
  Layout layout = graph.chooseLayout(op);
  SmallVector<TensorId> inputs;
  for (Value input : concat.getInputs())
    inputs.push_back(graph.getReal(input, layout));
  TensorId result =
      graph.getModel().addNode("Concat", inputs, graph.getName(op), {{"axis", inverse(layout)[concat.getAxis()]}});
  bool areSame = llvm::all_of(concat.getInputs(), [&](Value input) {
    return typeOf(input).getElementType() == typeOf(op->getResult(0)).getElementType();
  });
  return graph.setResult(op->getResult(0), result, layout, areSame ? Bound::Kept : Bound::Apart);
}

static LogicalResult exportGather(Operation *op, GraphExporter &graph) {
  auto gather = cast<qnn::GatherOp>(op);
  TensorId input = graph.getReal(gather.getInput(), asIs(rankOf(gather.getInput()))),
           indices = graph.getReal(gather.getIndices(), asIs(rankOf(gather.getIndices())));
  TensorId result =
      graph.getModel().addNode("Gather", {input, indices}, graph.getName(op), {{"axis", int64_t(gather.getAxis())}});
  return graph.setResult(op->getResult(0), result, asIs(rankOf(op->getResult(0))), Bound::Kept);
}

ArrayRef<OpEntry> exporter::getShapeOps() {
  static const OpEntry entries[] = {
      {qnn::BroadcastOp::getOperationName(), exportBroadcast}, {qnn::ConcatOp::getOperationName(), exportConcat},
      {qnn::GatherOp::getOperationName(), exportGather},       {qnn::PadOp::getOperationName(), exportPad},
      {qnn::ReshapeOp::getOperationName(), exportReshape},     {qnn::SliceOp::getOperationName(), exportSlice},
      {qnn::TransposeOp::getOperationName(), exportTranspose},
  };
  return entries;
}
