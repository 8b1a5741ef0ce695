//===- UnaryOps.cpp - Functions of one element ----------------------------===//
//
// Tested by test/Export/activations.mlir.
//
//===----------------------------------------------------------------------===//

#include "OpTable.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::exporter;

namespace {
/// One op, its name in ONNX, and where it has parameters the attributes they become.
struct UnaryForm {
  StringLiteral name, opType;
  std::vector<NodeAttribute> (*getAttributes)(Operation *op) = nullptr;
};
} // namespace

static float getFloat(Operation *op, StringRef name) {
  return float(op->getAttrOfType<FloatAttr>(name).getValueAsDouble());
}

static std::vector<NodeAttribute> getAlpha(Operation *op) { return {{"alpha", getFloat(op, "alpha")}}; }
static std::vector<NodeAttribute> getAlphaAndBeta(Operation *op) {
  return {{"alpha", getFloat(op, "alpha")}, {"beta", getFloat(op, "beta")}};
}
static std::vector<NodeAttribute> getAlphaAndGamma(Operation *op) {
  return {{"alpha", getFloat(op, "alpha")}, {"gamma", getFloat(op, "gamma")}};
}
static std::vector<NodeAttribute> getLambdaAndBias(Operation *op) {
  return {{"bias", getFloat(op, "bias")}, {"lambd", getFloat(op, "lambda")}};
}
static std::vector<NodeAttribute> getTanhApproximation(Operation *) { return {{"approximate", std::string("tanh")}}; }

static ArrayRef<UnaryForm> getUnaryForms() {
  static const UnaryForm forms[] = {
      {qnn::AbsOp::getOperationName(), "Abs"},
      {qnn::CeilOp::getOperationName(), "Ceil"},
      {qnn::CeluOp::getOperationName(), "Celu", getAlpha},
      {qnn::EluOp::getOperationName(), "Elu", getAlpha},
      {qnn::ErfOp::getOperationName(), "Erf"},
      {qnn::ExpOp::getOperationName(), "Exp"},
      {qnn::FloorOp::getOperationName(), "Floor"},
      {qnn::GeluOp::getOperationName(), "Gelu"},
      {qnn::GeluTanhOp::getOperationName(), "Gelu", getTanhApproximation},
      {qnn::HardSigmoidOp::getOperationName(), "HardSigmoid", getAlphaAndBeta},
      {qnn::HardSwishOp::getOperationName(), "HardSwish"},
      {qnn::LeakyReluOp::getOperationName(), "LeakyRelu", getAlpha},
      {qnn::LogOp::getOperationName(), "Log"},
      {qnn::MishOp::getOperationName(), "Mish"},
      {qnn::NegOp::getOperationName(), "Neg"},
      {qnn::ReciprocalOp::getOperationName(), "Reciprocal"},
      {qnn::ReluOp::getOperationName(), "Relu"},
      {qnn::RoundOp::getOperationName(), "Round"},
      {qnn::SeluOp::getOperationName(), "Selu", getAlphaAndGamma},
      {qnn::ShrinkOp::getOperationName(), "Shrink", getLambdaAndBias},
      {qnn::SigmoidOp::getOperationName(), "Sigmoid"},
      {qnn::SignOp::getOperationName(), "Sign"},
      {qnn::SoftplusOp::getOperationName(), "Softplus"},
      {qnn::SoftsignOp::getOperationName(), "Softsign"},
      {qnn::SqrtOp::getOperationName(), "Sqrt"},
      {qnn::TanhOp::getOperationName(), "Tanh"},
  };
  return forms;
}

static LogicalResult exportUnary(Operation *op, GraphExporter &graph) {
  const UnaryForm *form = llvm::find_if(
      getUnaryForms(), [&](const UnaryForm &entry) { return entry.name == op->getName().getStringRef(); });
  Layout layout = graph.chooseLayout(op);
  TensorId result =
      graph.getModel().addNode(form->opType, graph.getReal(op->getOperand(0), layout), graph.getName(op),
                               form->getAttributes ? form->getAttributes(op) : std::vector<NodeAttribute>());
  return graph.setResult(op->getResult(0), result, layout, Bound::Apart);
}

static LogicalResult exportClip(Operation *op, GraphExporter &graph) {
  std::string name = graph.getName(op);
  ModelBuilder &model = graph.getModel();
  Layout layout = graph.chooseLayout(op);
  SmallVector<TensorId> inputs{graph.getReal(op->getOperand(0), layout),
                               model.addFloats(name + "_min", {}, getFloat(op, "min")),
                               model.addFloats(name + "_max", {}, getFloat(op, "max"))};
  return graph.setResult(op->getResult(0), model.addNode("Clip", inputs, name), layout, Bound::Apart);
}

static LogicalResult exportPow(Operation *op, GraphExporter &graph) {
  std::string name = graph.getName(op);
  ModelBuilder &model = graph.getModel();
  Layout layout = graph.chooseLayout(op);
  TensorId exponent = model.addFloats(name + "_exponent", {}, getFloat(op, "exponent"));
  TensorId result = model.addNode("Pow", {graph.getReal(op->getOperand(0), layout), exponent}, name);
  return graph.setResult(op->getResult(0), result, layout, Bound::Apart);
}

static LogicalResult exportThreshold(Operation *op, GraphExporter &graph) {
  if (getFloat(op, "value") != 0)
    return graph.fail(op, "ThresholdedRelu gives 0 below the threshold");
  Layout layout = graph.chooseLayout(op);
  TensorId x = graph.getReal(op->getOperand(0), layout);
  TensorId result =
      graph.getModel().addNode("ThresholdedRelu", x, graph.getName(op), {{"alpha", getFloat(op, "threshold")}});
  return graph.setResult(op->getResult(0), result, layout, Bound::Apart);
}

/// x * sigmoid(x): ONNX has an op of its own (Swish) since opset 24 only.
static TensorId addSilu(ModelBuilder &model, TensorId x, const std::string &name) {
  return model.addNode("Mul", {x, model.addNode("Sigmoid", x, name + "_sigmoid")}, name);
}

static LogicalResult exportSilu(Operation *op, GraphExporter &graph) {
  Layout layout = graph.chooseLayout(op);
  TensorId result = addSilu(graph.getModel(), graph.getReal(op->getOperand(0), layout), graph.getName(op));
  return graph.setResult(op->getResult(0), result, layout, Bound::Apart);
}

TensorId exporter::addRectifier(ModelBuilder &model, StringRef mnemonic, TensorId x, const std::string &name) {
  if (mnemonic == qnn::SiluOp::getOperationName().drop_front(4))
    return addSilu(model, x, name);
  const UnaryForm *form = llvm::find_if(
      getUnaryForms(), [&](const UnaryForm &entry) { return entry.name.str() == ("qnn." + mnemonic).str(); });
  bool hasAttributes = form->getAttributes != nullptr; // constants: a rectifier has no parameters
  return model.addNode(form->opType, x, name,
                       hasAttributes ? form->getAttributes(nullptr) : std::vector<NodeAttribute>());
}

static LogicalResult exportPRelu(Operation *op, GraphExporter &graph) {
  Layout layout = graph.chooseLayout(op);
  TensorId x = graph.getBroadcast(op->getOperand(0), layout), slope = graph.getBroadcast(op->getOperand(1), layout);
  TensorId result = graph.getModel().addNode("PRelu", {x, slope}, graph.getName(op));
  return graph.setResult(op->getResult(0), result, layout, Bound::Apart);
}

ArrayRef<OpEntry> exporter::getUnaryOps() {
  static const std::vector<OpEntry> entries = [] {
    std::vector<OpEntry> all = {{qnn::ClipOp::getOperationName(), exportClip},
                                {qnn::PowScalarOp::getOperationName(), exportPow},
                                {qnn::PReluOp::getOperationName(), exportPRelu},
                                {qnn::SiluOp::getOperationName(), exportSilu},
                                {qnn::ThresholdOp::getOperationName(), exportThreshold}};
    for (const UnaryForm &form : getUnaryForms())
      all.push_back({form.name, exportUnary});
    return all;
  }();
  return entries;
}
