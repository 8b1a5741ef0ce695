//===- NodeContext.cpp - Inputs, attributes and types of a node -----------===//
//
// Tested by test/Import/arithmetic.test.
//
//===----------------------------------------------------------------------===//

#include "NodeContext.h"

#include "llvm/Support/CheckedArithmetic.h"

#include <cmath>

using namespace mlir;
using namespace quantc;
using namespace quantc::onnx;

static Location makeLocation(MLIRContext *context, const Node &node) {
  StringRef name = !node.name.empty() ? node.name : node.outputs.empty() ? node.opType : node.outputs[0];
  return NameLoc::get(StringAttr::get(context, name));
}

NodeContext::NodeContext(GraphImporter &graph, const Node &node, std::string label, int64_t opset,
                         std::vector<OperandRef> inputs)
    : outputs(node.outputs.size()), graph(graph), node(node), label(std::move(label)), opset(opset),
      inputs(std::move(inputs)), loc(makeLocation(graph.builder.getContext(), node)) {}

void NodeContext::setProfile(numerics::Profile profile) {
  qnn::setProfile(graph.builder.getInsertionBlock()->getParentOp()->getParentOfType<ModuleOp>(), profile);
}

LogicalResult NodeContext::fail(const Twine &message, ExitCode code) {
  if (!failed) // what follows from the first fault is noise
    graph.faults.add(label + ": " + message, code);
  failed = true;
  return failure();
}

//===----------------------------------------------------------------------===//
// Inputs
//===----------------------------------------------------------------------===//

static std::string describeOperand(const Operand &operand) {
  return quote(operand.name) + " of " + getElementName(operand.kind).str() + " " + formatShape(operand.shape);
}

bool NodeContext::checkFloat(size_t index) {
  const OperandRef &operand = inputs[index];
  if (operand->isFloat() && !operand->isQuantized)
    return true;
  (void)fail("input " + describeOperand(*operand) + (operand->isQuantized ? " is quantized" : "") + ", expected f32");
  return false;
}

Value NodeContext::getFloat(size_t index) { return checkFloat(index) ? materialize(inputs[index]) : Value(); }

std::optional<std::vector<int64_t>> NodeContext::getIntegers(size_t index) {
  const OperandRef &operand = inputs[index];
  if (!operand->isHost() || operand->isFloat()) {
    (void)fail("input " + describeOperand(*operand) + (operand->isHost() ? "" : " is computed at run time") +
               ", expected integers known at import");
    return std::nullopt;
  }
  if (operand->getRank() > 1) {
    (void)fail("input " + describeOperand(*operand) + ", expected a list of integers");
    return std::nullopt;
  }
  return toIntegers(*operand->host);
}

/// The f32 values that a dequantized constant stands for.
static std::vector<float> dequantize(const Operand &operand) {
  const QuantParams &quant = *operand.quant;
  int64_t inner = 1, channels = quant.scales.size();
  for (int64_t axis = quant.axis + 1; quant.axis >= 0 && axis < operand.getRank(); ++axis)
    inner *= operand.shape[axis];
  std::vector<float> values;
  for (auto [index, stored] : llvm::enumerate(toIntegers(*operand.host))) {
    int64_t channel = int64_t(index) / inner % channels;
    values.push_back(float(stored - quant.zeroPoints[channel]) * float(quant.scales[channel]));
  }
  return values;
}

std::optional<std::vector<float>> NodeContext::getHostFloats(size_t index) {
  const OperandRef &operand = inputs[index];
  if (operand->host && operand->quant && operand->isFloat())
    return dequantize(*operand);
  if (!operand->isHost() || !operand->isFloat()) {
    (void)fail("input " + describeOperand(*operand) + (operand->isHost() ? "" : " is computed at run time") +
               ", expected f32 values known at import");
    return std::nullopt;
  }
  auto values = operand->host->values<float>();
  return std::vector<float>(values.begin(), values.end());
}

std::optional<std::vector<int64_t>> NodeContext::getAxesLike(StringRef name, size_t index, int64_t since) {
  if (opset < since)
    return getInts(name);
  return hasInput(index) ? getIntegers(index) : std::nullopt;
}

//===----------------------------------------------------------------------===//
// Attributes
//===----------------------------------------------------------------------===//

const NodeAttribute *NodeContext::findAttribute(StringRef name) {
  knownAttributes.insert(name);
  for (const NodeAttribute &attribute : node.attributes)
    if (attribute.name == name)
      return &attribute;
  return nullptr;
}

/// Finds an attribute of a type; a fault if it has another.
static const NodeAttribute *findTyped(NodeContext &node, StringRef name, NodeAttribute::Type type, StringRef typeName) {
  const NodeAttribute *attribute = node.findAttribute(name);
  if (!attribute || attribute->type == type)
    return attribute;
  (void)node.fail("attribute '" + name + "' has type " + Twine(attribute->type) + ", expected " + typeName);
  return nullptr;
}

int64_t NodeContext::getInt(StringRef name, int64_t fallback) {
  const NodeAttribute *attribute = findTyped(*this, name, NodeAttribute::Int, "an integer");
  return attribute ? attribute->i : fallback;
}

bool NodeContext::getFlag(StringRef name, bool fallback) {
  int64_t value = getInt(name, fallback);
  if (value != 0 && value != 1)
    (void)fail("attribute '" + name + "' is " + Twine(value) + ", expected 0 or 1");
  return value == 1;
}

float NodeContext::getFloatAttr(StringRef name, float fallback) {
  const NodeAttribute *attribute = findTyped(*this, name, NodeAttribute::Float, "a float");
  if (attribute && std::isnan(attribute->f))
    (void)fail("attribute '" + name + "' is NaN");
  return attribute ? attribute->f : fallback;
}

std::string NodeContext::getString(StringRef name, StringRef fallback) {
  const NodeAttribute *attribute = findTyped(*this, name, NodeAttribute::String, "a string");
  return attribute ? attribute->s : fallback.str();
}

std::optional<std::vector<int64_t>> NodeContext::getInts(StringRef name) {
  const NodeAttribute *attribute = findTyped(*this, name, NodeAttribute::Ints, "integers");
  return attribute ? std::optional(attribute->ints) : std::nullopt;
}

std::optional<std::vector<float>> NodeContext::getFloats(StringRef name) {
  const NodeAttribute *attribute = findTyped(*this, name, NodeAttribute::Floats, "floats");
  return attribute ? std::optional(attribute->floats) : std::nullopt;
}

std::optional<std::vector<std::string>> NodeContext::getStrings(StringRef name) {
  const NodeAttribute *attribute = findTyped(*this, name, NodeAttribute::Strings, "strings");
  return attribute ? std::optional(attribute->strings) : std::nullopt;
}

void NodeContext::ignoreAttributes(ArrayRef<StringRef> names) {
  for (StringRef name : names)
    knownAttributes.insert(name);
}

void NodeContext::checkUnknownAttributes() {
  for (const NodeAttribute &attribute : node.attributes)
    if (!knownAttributes.contains(attribute.name))
      (void)fail("unknown attribute " + quote(attribute.name) + " at opset " + Twine(opset));
}

std::optional<int64_t> NodeContext::normalizeAxis(int64_t axis, int64_t rank) {
  if (axis >= -rank && axis < rank)
    return axis < 0 ? axis + rank : axis;
  (void)fail("axis " + Twine(axis) + " is out of range for rank " + Twine(rank));
  return std::nullopt;
}

//===----------------------------------------------------------------------===//
// Outputs, types
//===----------------------------------------------------------------------===//

void NodeContext::setOutput(size_t index, OperandRef operand) {
  if (operand && index < outputs.size())
    outputs[index] = std::move(operand);
}

Value NodeContext::materialize(const OperandRef &operand) {
  std::string problem;
  Value value = onnx::materialize(graph.builder, loc, *operand, problem);
  if (!value)
    (void)fail("input " + describeOperand(*operand) + " holds " + problem);
  return value;
}

OperandRef NodeContext::wrap(Value value) {
  auto operand = std::make_shared<Operand>();
  auto type = llvm::cast<RankedTensorType>(value.getType());
  operand->value = value;
  operand->shape.assign(type.getShape().begin(), type.getShape().end());
  Type element = type.getElementType();
  auto quantized = dyn_cast<quant::QuantizedType>(element);
  operand->isQuantized = bool(quantized);
  bool isUnsigned = quantized ? !quantized.isSigned() : element.isUnsignedInteger();
  switch (quantized ? quantized.getStorageTypeIntegralWidth() : element.isF32() ? 0 : element.getIntOrFloatBitWidth()) {
  case 0:
    operand->kind = ElementKind::F32;
    break;
  case 1:
    operand->kind = ElementKind::Bool;
    break;
  case 8:
    operand->kind = isUnsigned ? ElementKind::U8 : ElementKind::I8;
    break;
  case 16:
    operand->kind = isUnsigned ? ElementKind::U16 : ElementKind::I16;
    break;
  case 32:
    operand->kind = ElementKind::I32;
    break;
  default:
    operand->kind = ElementKind::I64;
  }
  return operand;
}

OperandRef NodeContext::makeConstant(HostTensor tensor) {
  auto operand = std::make_shared<Operand>();
  operand->shape = tensor.shape;
  operand->kind = tensor.kind;
  operand->host = std::make_shared<const HostTensor>(std::move(tensor));
  return operand;
}

Value NodeContext::makeFloatConstant(ArrayRef<float> values, ArrayRef<int64_t> shape) {
  HostTensor tensor(ElementKind::F32, shape);
  llvm::copy(values, tensor.values<float>().begin());
  return materialize(makeConstant(std::move(tensor)));
}

RankedTensorType NodeContext::makeType(ArrayRef<int64_t> shape, Type element) {
  if (!element)
    element = Float32Type::get(getContext());
  auto quantized = dyn_cast<quant::QuantizedType>(element);
  int64_t bits = quantized ? quantized.getStorageTypeIntegralWidth() : element.getIntOrFloatBitWidth();
  std::optional<int64_t> bytes = std::max<int64_t>(1, bits / 8);
  for (int64_t size : shape) {
    if (size < 1) {
      (void)fail("result of shape " + formatShape(shape) + ", expected at least one element on each axis");
      return {};
    }
    bytes = bytes ? llvm::checkedMul<int64_t>(*bytes, size) : bytes;
  }
  if (!bytes || *bytes > graph.options.tensorBudget) {
    (void)fail("result of shape " + formatShape(shape) + " exceeds the budget of " + Twine(graph.options.tensorBudget) +
                   " bytes for one tensor (--tensor-budget)",
               ExitCode::Resources);
    return {};
  }
  return RankedTensorType::get(shape, element);
}

std::optional<SmallVector<int64_t>> NodeContext::broadcast(ArrayRef<int64_t> a, ArrayRef<int64_t> b) {
  SmallVector<int64_t> shape(std::max(a.size(), b.size()), 1);
  for (auto operand : {a, b})
    for (size_t i = 0; i < operand.size(); ++i) {
      int64_t &size = shape[shape.size() - 1 - i], own = operand[operand.size() - 1 - i];
      if (size != 1 && own != 1 && size != own) {
        (void)fail("shapes " + formatShape(a) + " and " + formatShape(b) + " do not broadcast");
        return std::nullopt;
      }
      size = size == 1 ? own : size;
    }
  return shape;
}
