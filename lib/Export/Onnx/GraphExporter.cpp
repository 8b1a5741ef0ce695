//===- GraphExporter.cpp - Values of a module as tensors ------------------===//
//
// Tested by test/Export.
//
//===----------------------------------------------------------------------===//

#include "OpTable.h"

#include "quantc/Export/Onnx.h"
#include "quantc/Support/Diagnostics.h"
#include "quantc/Support/ToolError.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::exporter;

Layout exporter::channelsSecond(int64_t rank) {
  Layout layout{0, rank - 1};
  for (int64_t axis = 1; axis < rank - 1; ++axis)
    layout.push_back(axis);
  return layout;
}

/// Where the scales of a value run in a tensor of this layout.
static int64_t getScaleAxis(Value value, ArrayRef<int64_t> layout) {
  auto type = dyn_cast_or_null<quant::UniformQuantizedPerAxisType>(qnn::getQuantizedType(value));
  return type ? inverse(layout)[type.getQuantizedDimension()] : 0;
}

LogicalResult GraphExporter::fail(Operation *op, const Twine &reason) {
  StringRef node = getNodeName(op->getLoc()), id = op->getNumResults() ? qnn::getId(op->getResult(0)) : "";
  std::string label = op->getName().getStringRef().str();
  if (!node.empty())
    label = ("node '" + node + "' (" + label + ")").str();
  else if (!id.empty())
    label += (" '" + id + "'").str();
  faults.push_back((label + ": " + reason).str());
  return failure();
}

std::string GraphExporter::getName(Operation *op) {
  if (StringRef node = getNodeName(op->getLoc()); !node.empty())
    return node.str();
  // What only passes on, or rounds, is part of what it reads.
  if (isa<qnn::QuantizeOp, qnn::DequantizeOp, qnn::RequantizeOp, qnn::ObserveOp, qnn::TransposeOp>(op))
    if (auto found = forms.find(op->getOperand(0)); found != forms.end())
      return found->second.name;
  auto [known, isNew] = names.try_emplace(op);
  if (isNew) {
    StringRef mnemonic = op->getName().stripDialect();
    known->second = (mnemonic + "_" + Twine(numNamed[mnemonic]++)).str();
  }
  return known->second;
}

//===----------------------------------------------------------------------===//
// What ops read
//===----------------------------------------------------------------------===//

TensorId GraphExporter::getPermuted(SmallVectorImpl<Form> &from, ArrayRef<int64_t> layout, StringRef name) {
  for (const Form &form : from)
    if (form.layout == layout)
      return form.tensor;
  Permutation p = compose(inverse(from.front().layout), layout);
  TensorId tensor = model.addNode("Transpose", from.front().tensor, (name + "_transposed").str(),
                                  {{"perm", std::vector<int64_t>(p.begin(), p.end())}});
  from.push_back({Layout(layout), tensor});
  return tensor;
}

TensorId GraphExporter::getStored(Value value, ArrayRef<int64_t> layout) {
  Forms &own = forms[value];
  return getPermuted(own.stored, layout, own.name + "_quantized");
}

TensorId GraphExporter::getReal(Value value, ArrayRef<int64_t> layout) {
  if (auto constant = value.getDefiningOp<qnn::ConstantOp>())
    return getConstant({value, llvm::to_vector(shapeOf(value)), Layout(layout), permute(shapeOf(value), layout),
                        getScaleAxis(value, layout)},
                       getName(constant));
  Forms &own = forms[value];
  bool isThere = llvm::any_of(own.real, [&](const Form &form) { return form.layout == layout; });
  if (!isThere && !own.stored.empty()) {
    TensorId stored = getStored(value, layout);
    own.real.push_back({Layout(layout), dequantize(stored, qnn::getQuantizedType(value), getScaleAxis(value, layout),
                                                   own.name + "_dequantized")});
  }
  return getPermuted(own.real, layout, own.name);
}

TensorId GraphExporter::getBroadcast(Value value, ArrayRef<int64_t> layout) {
  int64_t rank = rankOf(value), wanted = layout.size();
  auto constant = value.getDefiningOp<qnn::ConstantOp>();
  if (rank == wanted)
    return getReal(value, layout);
  if (!constant || isIdentity(layout) || typeOf(value).getNumElements() == 1)
    return getReal(value, asIs(rank)); // chooseLayout has seen to it
  SmallVector<int64_t> shape(wanted - rank, 1);
  llvm::append_range(shape, shapeOf(value));
  return getConstant({value, shape, Layout(layout), permute(shape, layout)}, getName(constant));
}

/// A byte an element; of two bits, whose upper ones mean nothing here, with their sign.
static SmallVector<char> getBytes(Value value) {
  SmallVector<char> bytes = qnn::getElementBytes(value.getDefiningOp<qnn::ConstantOp>().getValue());
  quant::QuantizedType type = qnn::getQuantizedType(value);
  if (type && type.getStorageTypeIntegralWidth() == 2)
    for (char &byte : bytes)
      byte = char(type.isSigned() ? llvm::SignExtend32<2>(byte & 3) : byte & 3);
  return bytes;
}

TensorId GraphExporter::addStored(Value value, ArrayRef<int64_t> layout, StringRef name) {
  DataType type = *getDataType(typeOf(value).getElementType());
  SmallVector<char> bytes = getBytes(value);
  return model.addInitializer(name, type, permute(shapeOf(value), layout),
                              packElements(permuteElements(bytes, shapeOf(value), layout), type));
}

TensorId GraphExporter::getConstant(const ConstantForm &form, StringRef name) {
  for (const auto &[known, tensor] : constants[form.value])
    if (known.layout == form.layout && known.shape == form.shape && known.result == form.result)
      return tensor;
  quant::QuantizedType type = qnn::getQuantizedType(form.value);
  DataType element = *getDataType(typeOf(form.value).getElementType());
  SmallVector<char> bytes = permuteElements(getBytes(form.value), form.shape, form.layout);
  TensorId tensor = model.addInitializer(type ? (name + "_quantized").str() : name.str(), element, form.result,
                                         packElements(bytes, element));
  if (type)
    tensor = dequantize(tensor, type, form.axis, name);
  if (element == DataType::Float16 || element == DataType::BFloat16)
    tensor = model.addNode("Cast", tensor, name, {{"to", int64_t(DataType::Float)}});
  constants[form.value].emplace_back(form, tensor);
  return tensor;
}

SmallVector<Layout> GraphExporter::getLayouts(Value value) const {
  SmallVector<Layout> layouts;
  auto found = forms.find(value);
  if (found == forms.end())
    return layouts;
  for (const auto *list : {&found->second.stored, &found->second.real})
    for (const Form &form : *list)
      if (!llvm::is_contained(layouts, form.layout))
        layouts.push_back(form.layout);
  return layouts;
}

Layout GraphExporter::chooseLayout(Operation *op) {
  int64_t rank = rankOf(op->getOperand(0));
  for (Value operand : op->getOperands())
    rank = std::max(rank, rankOf(operand));
  SmallVector<Layout> candidates;
  for (Value operand : op->getOperands()) {
    bool isConstant = operand.getDefiningOp<qnn::ConstantOp>();
    if (!isConstant && rankOf(operand) != rank && typeOf(operand).getNumElements() != 1)
      return asIs(rank); // only a constant gets axes in the middle
    if (!isConstant && rankOf(operand) == rank)
      candidates.append(getLayouts(operand));
  }
  // The one that most operands have; images rather than not.
  Layout best = asIs(rank);
  size_t most = 0;
  for (const Layout &layout : candidates) {
    size_t count = llvm::count(candidates, layout);
    if (count > most || (count == most && isIdentity(best)))
      best = layout, most = count;
  }
  return best;
}

//===----------------------------------------------------------------------===//
// What ops make
//===----------------------------------------------------------------------===//

void GraphExporter::setRenamed(Value result, Value input, function_ref<Layout(ArrayRef<int64_t>)> rename) {
  Forms own;
  if (input.getDefiningOp<qnn::ConstantOp>())
    own.real.push_back({asIs(rankOf(input)), getReal(input, asIs(rankOf(input)))});
  else
    own = forms[input];
  for (auto *list : {&own.stored, &own.real})
    for (Form &form : *list)
      form.layout = rename(form.layout);
  own.name = getName(result.getDefiningOp());
  forms[result] = own;
}

void GraphExporter::setReal(Value result, Value input) {
  std::string name = getName(result.getDefiningOp());
  SmallVector<Layout> layouts = getLayouts(input);
  Layout layout = layouts.empty() ? asIs(rankOf(input)) : layouts.front();
  TensorId real = getReal(input, layout);
  forms[result] = {name, {}, {{layout, real}}};
}

LogicalResult GraphExporter::setResult(Value result, TensorId real, ArrayRef<int64_t> layout, Bound bound) {
  return setRounded(result, real, layout, std::nullopt, std::nullopt, bound);
}

TensorId GraphExporter::addChannelValues(ArrayRef<float> values, ArrayRef<int64_t> layout, const std::string &name) {
  SmallVector<int64_t> shape(layout.size(), 1);
  shape[inverse(layout).back()] = values.size();
  return model.addFloats(name, shape, values);
}

LogicalResult GraphExporter::setRounded(Value result, TensorId real, ArrayRef<int64_t> layout,
                                        std::optional<ArrayRef<float>> slopes, std::optional<ArrayRef<int64_t>> clamp,
                                        Bound bound) {
  Operation *op = result.getDefiningOp();
  std::string name = getName(op);
  if (slopes && slopes->size() == 1) {
    real = model.addNode("LeakyRelu", real, name + "_activation", {{"alpha", slopes->front()}});
  } else if (slopes) {
    real = model.addNode("PRelu", {real, addChannelValues(*slopes, layout, name + "_slope")}, name + "_activation");
  }
  quant::QuantizedType type = qnn::getQuantizedType(result);
  if (!type || qnn::isAccumulator(type)) {
    forms[result] = {name, {}, {{Layout(layout), real}}};
    return success();
  }
  std::optional<DataType> stored = getStoredType(type);
  if (!stored)
    return fail(op, "its result has " + Twine(type.getStorageTypeIntegralWidth()) + " bits");
  int64_t low = clamp ? (*clamp)[0] : type.getStorageTypeMin(), high = clamp ? (*clamp)[1] : type.getStorageTypeMax();
  bool isBounded = bound != Bound::Kept && std::pair(low, high) != getRange(*stored);
  auto uniform = dyn_cast<quant::UniformQuantizedType>(type);
  if (isBounded && !uniform)
    return fail(op, "its result has scales along an axis and fewer stored values than its type");
  // A reader of the file takes one activation into a rounding, not two.
  if (slopes)
    bound = Bound::Apart;
  int64_t axis = getScaleAxis(result, layout);
  if (isBounded && bound == Bound::Fused)
    real = clip(real, uniform, low, high, name);
  TensorId rounded = quantize(real, type, axis, name);
  if (isBounded && bound == Bound::Apart) {
    TensorId bounded = clip(dequantize(rounded, type, axis, name + "_dequantized"), uniform, low, high, name);
    rounded = quantize(bounded, type, axis, name);
  }
  forms[result] = {name, {{Layout(layout), rounded}}, {}};
  return success();
}

//===----------------------------------------------------------------------===//
// The graph
//===----------------------------------------------------------------------===//

LogicalResult GraphExporter::exportArguments(func::FuncOp function) {
  for (BlockArgument argument : function.getArguments()) {
    unsigned number = argument.getArgNumber();
    auto attr = function.getArgAttrOfType<StringAttr>(number, qnn::kNameAttr);
    std::string name = attr ? attr.str() : "input" + std::to_string(number);
    std::optional<DataType> type = getDataType(typeOf(argument).getElementType());
    if (!type) {
      faults.push_back("input '" + name + "' has an element type that ONNX has not");
      continue;
    }
    Form form{asIs(rankOf(argument)), model.addInput(name, *type, shapeOf(argument))};
    Forms &own = forms[argument];
    own.name = name;
    (qnn::getQuantizedType(argument) ? own.stored : own.real).push_back(form);
  }
  return success(faults.empty());
}

void GraphExporter::exportOp(Operation *op) {
  if (isa<qnn::ConstantOp>(op)) {
    if (!getDataType(typeOf(op->getResult(0)).getElementType()))
      (void)fail(op, "its element type is none of ONNX");
    return; // an initializer where it is read
  }
  for (Value operand : op->getOperands())
    if (!operand.getDefiningOp<qnn::ConstantOp>() && !forms.contains(operand))
      return; // its maker failed
  const OpEntry *entry = findOp(op->getName().getStringRef());
  if (!entry)
    (void)fail(op, "has no form in ONNX that this export writes");
  else
    (void)entry->handler(op, *this);
}

void GraphExporter::exportResults(func::FuncOp function) {
  for (OpOperand &result : function.front().getTerminator()->getOpOperands()) {
    Value value = result.get();
    unsigned number = result.getOperandNumber();
    auto attr = function.getResultAttrOfType<StringAttr>(number, qnn::kNameAttr);
    std::string name = attr ? attr.str() : "output" + std::to_string(number);
    auto found = forms.find(value);
    if (found == forms.end() && !value.getDefiningOp<qnn::ConstantOp>())
      continue;
    bool isStored = bool(qnn::getQuantizedType(value));
    if (isStored && (found == forms.end() || found->second.stored.empty())) {
      faults.push_back("output '" + name +
                       "' holds the integers of a sum or a constant, which QuantizeLinear does not make");
      continue;
    }
    Layout layout = asIs(rankOf(value));
    model.addOutput(name, isStored ? getStored(value, layout) : getReal(value, layout),
                    *getDataType(typeOf(value).getElementType()), shapeOf(value));
  }
}

llvm::Expected<std::string> GraphExporter::run() {
  auto function = module.lookupSymbol<func::FuncOp>("main");
  if (succeeded(exportArguments(function))) {
    for (Operation &op : function.front().without_terminator())
      exportOp(&op);
    exportResults(function);
  }
  if (!faults.empty())
    return badInput(Twine(faults.size()) + (faults.size() == 1 ? " fault" : " faults") + ": no ONNX form of\n  " +
                    llvm::join(faults, "\n  "));
  if (auto profile = module->getAttrOfType<StringAttr>(qnn::kProfileAttr))
    model.addMetadata(kOnnxProfileKey, profile);
  return model.write();
}
