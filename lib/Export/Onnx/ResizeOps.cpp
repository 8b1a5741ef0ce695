//===- ResizeOps.cpp - Resize ---------------------------------------------===//
//
// Tested by test/Export/shapes.mlir.
//
//===----------------------------------------------------------------------===//

#include "OpTable.h"

#include <cmath>

using namespace mlir;
using namespace quantc;
using namespace quantc::exporter;

static LogicalResult exportResize(Operation *op, GraphExporter &graph) {
  auto resize = cast<qnn::ResizeOp>(op);
  std::string name = graph.getName(op);
  ModelBuilder &model = graph.getModel();
  Layout layout = channelsSecond(4);
  auto from = shapeOf(resize.getInput()), to = shapeOf(resize.getOutput());
  // ONNX takes sizes or scales, and makes the other of it.
  bool areScales = true, areSizes = true;
  for (auto [i, scale] : llvm::enumerate(resize.getScales())) {
    int64_t size = from[1 + i], wanted = to[1 + i];
    areScales &= double(float(scale)) == scale && std::floor(float(size) * float(scale)) == float(wanted);
    areSizes &= scale == double(wanted) / double(size);
  }
  if (!areScales && !areSizes)
    return graph.fail(op, "its scales are neither of f32 nor those of its sizes");
  SmallVector<TensorId> inputs{graph.getReal(resize.getInput(), layout), kNone};
  if (areScales)
    inputs.push_back(
        model.addFloats(name + "_scales", 4, {1, 1, float(resize.getScales()[0]), float(resize.getScales()[1])}));
  else
    inputs.append({kNone, model.addIntegers(name + "_sizes", permute(to, layout))});
  bool isLinear = resize.getMode() == qnn::ResizeMode::Linear;
  TensorId result =
      model.addNode("Resize", inputs, name,
                    {{"mode", stringifyResizeMode(resize.getMode()).str()},
                     {"coordinate_transformation_mode", stringifyResizeCoordinates(resize.getCoordinates()).str()},
                     {"nearest_mode", stringifyResizeRounding(resize.getRounding()).str()}});
  return graph.setResult(op->getResult(0), result, layout, isLinear ? Bound::Apart : Bound::Kept);
}

ArrayRef<OpEntry> exporter::getResizeOps() {
  static const OpEntry entries[] = {{qnn::ResizeOp::getOperationName(), exportResize}};
  return entries;
}
