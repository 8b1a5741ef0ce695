//===- ContractionOps.cpp - Conv, ConvTranspose, Gemm, MatMul -------------===//
//
// Tested by test/Export/contractions.mlir.
//
//===----------------------------------------------------------------------===//

#include "OpTable.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::exporter;

static std::vector<int64_t> toVector(ArrayRef<int64_t> values) { return {values.begin(), values.end()}; }

static bool isConstant(Value value) { return bool(value.getDefiningOp<qnn::ConstantOp>()); }

std::optional<ArrayRef<float>> exporter::getBiasOfRounding(Operation *layer) {
  auto contraction = dyn_cast_if_present<qnn::ContractionOpInterface>(layer);
  if (!contraction || contraction.getBiasValue() || !layer->hasOneUse())
    return std::nullopt;
  auto requantize = dyn_cast<qnn::RequantizeOp>(*layer->user_begin());
  return requantize ? requantize.getBias() : std::nullopt;
}

/// Appends the bias, if there is one.
static void addBias(qnn::ContractionOpInterface op, StringRef name, GraphExporter &graph,
                    SmallVectorImpl<TensorId> &inputs) {
  Value bias = op.getBiasValue();
  if (bias && isConstant(bias))
    inputs.push_back(
        graph.getConstant({bias, {shapeOf(bias)[0]}, asIs(1), {shapeOf(bias)[0]}}, (name + "_bias").str()));
  else if (bias)
    inputs.push_back(graph.getReal(bias, asIs(1)));
  else if (std::optional<ArrayRef<float>> values = getBiasOfRounding(op))
    inputs.push_back(graph.getModel().addFloats((name + "_bias").str(), {int64_t(values->size())}, *values));
}

/// The filter in the order of `layout`. Scales run along the output channel, the first axis.
static TensorId getWeight(Value weight, ArrayRef<int64_t> layout, StringRef name, GraphExporter &graph) {
  if (!isConstant(weight))
    return graph.getReal(weight, layout);
  auto shape = shapeOf(weight);
  return graph.getConstant({weight, llvm::to_vector(shape), Layout(layout), permute(shape, layout), inverse(layout)[0]},
                           (name + "_weight").str());
}

/// The weight of a linear layer in the order of `layout`. Neighbours of a row may share a scale (N12).
static TensorId getLinearWeight(qnn::LinearOp linear, ArrayRef<int64_t> layout, StringRef name, GraphExporter &graph) {
  if (!linear.getScales())
    return getWeight(linear.getWeight(), layout, name, graph);
  std::string weight = (name + "_weight").str();
  SmallVector<TensorId> inputs{graph.addStored(linear.getWeight(), layout, weight + "_quantized"),
                               graph.addStored(linear.getScales(), layout, weight + "_scale")};
  if (linear.getZeroPoints())
    inputs.push_back(graph.addStored(linear.getZeroPoints(), layout, weight + "_zero_point"));
  return graph.getModel().addNode("DequantizeLinear", inputs, weight,
                                  {{"axis", inverse(layout)[1]}, {"block_size", int64_t(*linear.getGroupSize())}});
}

template <typename Op> static std::vector<NodeAttribute> getWindowAttributes(Op op) {
  auto kernel = shapeOf(op.getWeight()).slice(1, 2);
  return {{"kernel_shape", toVector(kernel)},
          {"strides", toVector(op.getStrides())},
          {"pads", toVector(op.getPads())},
          {"dilations", toVector(op.getDilations())},
          {"group", int64_t(op.getGroups())}};
}

static LogicalResult exportConv(Operation *op, GraphExporter &graph) {
  auto conv = cast<qnn::Conv2DOp>(op);
  if (conv.hasPadValues())
    return graph.fail(op, "its padding is not zero, and Conv has no other");
  Layout layout = channelsSecond(4);
  std::string name = graph.getName(op);
  SmallVector<TensorId> inputs{graph.getReal(conv.getInput(), layout),
                               getWeight(conv.getWeight(), layout, name, graph)};
  addBias(conv, name, graph, inputs);
  TensorId result = graph.getModel().addNode("Conv", inputs, name, getWindowAttributes(conv));
  return graph.setResult(op->getResult(0), result, layout, Bound::Fused);
}

static LogicalResult exportConvTranspose(Operation *op, GraphExporter &graph) {
  auto conv = cast<qnn::ConvTranspose2DOp>(op);
  Layout layout = channelsSecond(4);
  std::string name = graph.getName(op);
  auto shape = shapeOf(conv.getWeight());
  int64_t groups = conv.getGroups(), perGroup = shape[0] / groups;
  bool hasScales = isa_and_nonnull<quant::UniformQuantizedPerAxisType>(qnn::getQuantizedType(conv.getWeight()));
  if (groups > 1 && (hasScales || !isConstant(conv.getWeight())))
    return graph.fail(op, hasScales ? "DequantizeLinear has no axis for the scales of channels in groups"
                                    : "its weight in groups is computed");
  SmallVector<TensorId> inputs{graph.getReal(conv.getInput(), layout)};
  // [O, KH, KW, I / groups] to [I, O / groups, KH, KW]
  if (groups == 1)
    inputs.push_back(getWeight(conv.getWeight(), {3, 0, 1, 2}, name, graph));
  else
    inputs.push_back(graph.getConstant({conv.getWeight(),
                                        {groups, perGroup, shape[1], shape[2], shape[3]},
                                        {0, 4, 1, 2, 3},
                                        {groups * shape[3], perGroup, shape[1], shape[2]}},
                                       name + "_weight"));
  addBias(conv, name, graph, inputs);
  std::vector<NodeAttribute> attributes = getWindowAttributes(conv);
  attributes.push_back({"output_padding", toVector(conv.getOutputPadding())});
  TensorId result = graph.getModel().addNode("ConvTranspose", inputs, name, std::move(attributes));
  return graph.setResult(op->getResult(0), result, layout, Bound::Fused);
}

/// Gemm of rows [N, K]. Where these are an image in another order, the columns of the weight follow it.
static TensorId addGemm(qnn::LinearOp linear, TensorId input, StringRef name, GraphExporter &graph) {
  auto shape = shapeOf(linear.getWeight());
  SmallVector<TensorId> inputs{input};
  if (auto rows = graph.rows.find(linear.getInput()); rows != graph.rows.end()) {
    const auto &[image, layout] = rows->second;
    SmallVector<int64_t> split{shape[0]};
    llvm::append_range(split, shapeOf(image).drop_front());
    inputs.push_back(
        graph.getConstant({linear.getWeight(), split, layout, llvm::to_vector(shape)}, (name + "_weight").str()));
  } else {
    inputs.push_back(getLinearWeight(linear, asIs(2), name, graph));
  }
  addBias(linear, name, graph, inputs);
  return graph.getModel().addNode("Gemm", inputs, name, {{"transB", int64_t(1)}});
}

static LogicalResult exportLinear(Operation *op, GraphExporter &graph) {
  auto linear = cast<qnn::LinearOp>(op);
  std::string name = graph.getName(op);
  ModelBuilder &model = graph.getModel();
  Value input = linear.getInput(), output = op->getResult(0);
  int64_t rank = rankOf(input);
  TensorId x = graph.getReal(input, asIs(rank));
  if (rank == 2)
    return graph.setResult(output, addGemm(linear, x, name, graph), asIs(2), Bound::Fused);
  TensorId result = model.addNode("MatMul", {x, getLinearWeight(linear, {1, 0}, name, graph)}, name);
  SmallVector<TensorId> inputs{result};
  addBias(linear, name, graph, inputs);
  if (inputs.size() > 1)
    result = model.addNode("Add", inputs, name + "_biased");
  return graph.setResult(output, result, asIs(rank), Bound::Fused);
}

static LogicalResult exportMatMul(Operation *op, GraphExporter &graph) {
  TensorId lhs = graph.getReal(op->getOperand(0), asIs(rankOf(op->getOperand(0)))),
           rhs = graph.getReal(op->getOperand(1), asIs(rankOf(op->getOperand(1))));
  TensorId result = graph.getModel().addNode("MatMul", {lhs, rhs}, graph.getName(op));
  return graph.setResult(op->getResult(0), result, asIs(rankOf(op->getResult(0))), Bound::Fused);
}

ArrayRef<OpEntry> exporter::getContractionOps() {
  static const OpEntry entries[] = {
      {qnn::Conv2DOp::getOperationName(), exportConv},
      {qnn::ConvTranspose2DOp::getOperationName(), exportConvTranspose},
      {qnn::LinearOp::getOperationName(), exportLinear},
      {qnn::MatMulOp::getOperationName(), exportMatMul},
  };
  return entries;
}
