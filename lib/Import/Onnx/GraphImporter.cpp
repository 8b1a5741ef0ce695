//===- GraphImporter.cpp - From an ONNX graph to a module -----------------===//
//
// Nodes are visited in order, each by the handler of its op. Faults do not stop
// the walk: what depends on a failed node is skipped, and all are told at once.
//
// Tested by test/Import/graph-faults.test.
//
//===----------------------------------------------------------------------===//

#include "GraphImporter.h"

#include "NodeContext.h"
#include "OpTable.h"

#include "quantc/Dialect/Qnn/IR/Qnn.h"
#include "quantc/Dialect/Qnn/IR/QuantConfig.h"
#include "quantc/Export/Onnx.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::onnx;

void Faults::add(const Twine &message, ExitCode code) {
  messages.push_back(message.str());
  worst = std::max(worst, code);
}

llvm::Error Faults::toError(StringRef file) const {
  constexpr size_t shown = 50;
  std::string text = file.str() + ": ";
  for (size_t i = 0; i < messages.size() && i < shown; ++i)
    text += (i ? "\n  " : messages.size() > 1 ? std::to_string(messages.size()) + " faults:\n  " : "") + messages[i];
  if (messages.size() > shown)
    text += "\n  and " + std::to_string(messages.size() - shown) + " more";
  return makeError(worst, text);
}

static int64_t countBytes(const Model &model) {
  int64_t bytes = 0;
  for (const Tensor &tensor : model.initializers)
    bytes += tensor.value.bytes.size();
  return bytes;
}

GraphImporter::GraphImporter(Model &model, const ImportOptions &options, MLIRContext &context)
    : builder(&context), options(options), foldBytesLeft(options.foldBudget + 32 * countBytes(model)), model(model) {}

bool GraphImporter::checkOpsets() {
  for (auto [index, set] : llvm::enumerate(model.opsets))
    if (set.first.empty() && (set.second < kMinOpset || set.second > kMaxOpset))
      faults.add("opset " + Twine(set.second) + ", expected " + Twine(kMinOpset) + " to " + Twine(kMaxOpset));
  if (model.getOpset("") == 0)
    faults.add("no opset version is imported for the ONNX domain");
  return faults.messages.empty();
}

void GraphImporter::readMetadata() {
  for (const auto &[key, value] : model.metadata) {
    if (key != kOnnxProfileKey)
      continue;
    std::optional<numerics::Profile> profile = qnn::parseWord<numerics::Profile>(value);
    if (profile)
      qnn::setProfile(*module, *profile);
    else
      faults.add("metadata " + quote(key) + " is " + quote(value) + ", expected " +
                 llvm::join(qnn::getWords<numerics::Profile>(), " or "));
  }
}

void GraphImporter::findUnsupportedOps() {
  std::map<std::string, std::vector<std::string>> found; // op to its nodes
  for (auto [index, node] : llvm::enumerate(model.nodes))
    if (!findOp(node.domain, node.opType))
      found[(node.domain.empty() ? "" : escape(node.domain) + ":") + escape(node.opType)].push_back(
          node.name.empty() ? std::to_string(index) : quote(node.name));
  for (const auto &[op, nodes] : found) {
    std::string text =
        "unsupported op " + op + ": " + std::to_string(nodes.size()) + (nodes.size() == 1 ? " node: " : " nodes: ");
    for (size_t i = 0; i < nodes.size() && i < 5; ++i)
      text += (i ? ", " : "") + nodes[i];
    faults.add(text + (nodes.size() > 5 ? ", ..." : ""));
  }
}

void GraphImporter::bindConstants() {
  for (Tensor &tensor : model.initializers) {
    auto operand = std::make_shared<Operand>();
    operand->name = tensor.name;
    operand->shape = tensor.value.shape;
    operand->kind = tensor.value.kind;
    operand->host = std::make_shared<const HostTensor>(std::move(tensor.value));
    operand->isNibble = tensor.isNibble;
    values[operand->name] = std::move(operand);
  }
}

bool GraphImporter::bindShape(const ValueInfo &input, SmallVector<int64_t> &shape) {
  auto given = options.shapes.find(input.name);
  if (given != options.shapes.end() && input.hasShape && given->second.size() != input.dims.size()) {
    faults.add("input " + quote(input.name) + " has rank " + Twine(input.dims.size()) + ", but --shape gives " +
               formatShape(given->second));
    return false;
  }
  if (input.dataType == 0) {
    faults.add("input " + quote(input.name) + " is no tensor");
    return false;
  }
  if (!input.hasShape && given == options.shapes.end()) {
    faults.add("input " + quote(input.name) + " has no shape; give one with --shape " + input.name + ":1x...");
    return false;
  }
  if (!input.hasShape) {
    shape = given->second;
    hasBatch |= !shape.empty() && shape.front() == options.batch;
    return true;
  }
  for (auto [axis, dim] : llvm::enumerate(input.dims)) {
    std::string where = "input " + quote(input.name) + " axis " + std::to_string(axis);
    int64_t size = dim.value.value_or(-1);
    // A size of 0 or -1 is how some converters write "unknown".
    bool isSymbolic = !dim.value || (size <= 0 && size >= -1);
    if (dim.value && size < -1) {
      faults.add(where + " has size " + Twine(size));
      return false;
    }
    auto bound = symbols.find(dim.symbol);
    bool isBound = isSymbolic && !dim.symbol.empty() && bound != symbols.end();
    if (given != options.shapes.end()) {
      int64_t wanted = given->second[axis];
      if ((!isSymbolic && size != wanted) || (isBound && bound->second != wanted)) {
        faults.add(where + " has size " + Twine(isBound ? bound->second : size) + ", but --shape gives " +
                   Twine(wanted));
        return false;
      }
      size = wanted;
    } else if (isBound) {
      size = bound->second;
    } else if (isSymbolic && axis == 0) {
      size = options.batch ? options.batch : 1;
    } else if (isSymbolic) {
      faults.add(where + " is symbolic" + (dim.symbol.empty() ? std::string() : " (" + dim.symbol + ")") +
                 "; give its shape with --shape " + input.name + ":1x...");
      return false;
    }
    if (isSymbolic && !dim.symbol.empty())
      symbols[dim.symbol] = size;
    shape.push_back(size);
  }
  hasBatch |= !shape.empty() && shape.front() == options.batch;
  return true;
}

void GraphImporter::bindInputs() {
  size_t before = faults.messages.size();
  for (const auto &[name, shape] : options.shapes)
    if (llvm::none_of(model.inputs,
                      [&, wanted = StringRef(name)](const ValueInfo &input) { return input.name == wanted; }))
      faults.add("--shape names " + quote(name) + ", which is no input");
  // Shapes that were given fix symbols for the other inputs: those inputs first.
  SmallVector<SmallVector<int64_t>> shapes(model.inputs.size());
  for (bool wantGiven : {true, false})
    for (auto [index, input] : llvm::enumerate(model.inputs))
      if (!values.contains(input.name) && (options.shapes.count(input.name) != 0) == wantGiven)
        bindShape(input, shapes[index]);
  if (options.batch && !hasBatch)
    faults.add("--batch is " + Twine(options.batch) + ", but no input has a symbolic first axis or this size");
  if (faults.messages.size() != before)
    return;

  Block &body = function.getBody().front();
  for (auto [index, input] : llvm::enumerate(model.inputs)) {
    if (values.contains(input.name))
      continue; // an initializer gives its value
    std::optional<ElementKind> kind = getDecodedKind(input.dataType);
    if (!kind) {
      faults.add("input " + quote(input.name) + " has the unsupported element type " + getDataTypeName(input.dataType));
      continue;
    }
    Node none;
    NodeContext node(*this, none, "input " + quote(input.name), 0, {});
    auto type = node.makeType(shapes[index], getElementType(builder.getContext(), *kind));
    if (!type)
      continue;
    OperandRef operand = node.wrap(body.addArgument(type, builder.getUnknownLoc()));
    operand->name = input.name;
    values[input.name] = operand;
  }
}

void GraphImporter::importNode(const Node &node, size_t index) {
  const OpEntry *entry = findOp(node.domain, node.opType);
  if (!entry)
    return; // told by findUnsupportedOps
  std::vector<OperandRef> inputs;
  for (const std::string &input : node.inputs) {
    inputs.push_back(input.empty() ? OperandRef() : values.lookup(input));
    if (!input.empty() && !inputs.back())
      return; // its maker failed
  }
  while (!inputs.empty() && !inputs.back())
    inputs.pop_back();
  std::string label =
      "node " + (node.name.empty() ? std::to_string(index) : quote(node.name)) + " (" + escape(node.opType) + ")";
  int64_t opset = model.getOpset("");
  unsigned numInputs = inputs.size();
  NodeContext context(*this, node, label, opset, std::move(inputs));
  if (opset < entry->minOpset || opset > entry->maxOpset) {
    (void)context.fail("not in opset " + Twine(opset));
    return;
  }
  if (numInputs < entry->minInputs || numInputs > entry->maxInputs) {
    (void)context.fail("has " + Twine(numInputs) + " inputs, expected " + Twine(entry->minInputs) +
                       (entry->maxInputs == kMany             ? " or more"
                        : entry->maxInputs > entry->minInputs ? " to " + std::to_string(entry->maxInputs)
                                                              : ""));
    return;
  }
  for (unsigned i = 0; i < entry->minInputs; ++i)
    if (!context.hasInput(i)) {
      (void)context.fail("input " + Twine(i) + " is missing");
      return;
    }
  for (size_t i = entry->maxOutputs; i < node.outputs.size(); ++i)
    if (readNames.contains(node.outputs[i])) {
      (void)context.fail("output " + Twine(i) + " is not supported, but " + quote(node.outputs[i]) + " is read");
      return;
    }
  LogicalResult result = entry->handler(context);
  if (succeeded(result))
    context.checkUnknownAttributes();
  if (context.hasFailed())
    return;
  for (auto [name, output] : llvm::zip_equal(node.outputs, context.outputs)) {
    if (name.empty() || !output)
      continue;
    // An alias keeps its own entry: two names, one value.
    auto operand = output->name.empty() ? output : std::make_shared<Operand>(*output);
    operand->name = name;
    values[name] = operand;
  }
}

void GraphImporter::makeReturn() {
  Location loc = builder.getUnknownLoc();
  SmallVector<Value> results;
  llvm::StringSet<> seen;
  for (const ValueInfo &output : model.outputs) {
    OperandRef operand = values.lookup(output.name);
    if (!seen.insert(output.name).second)
      faults.add("two outputs are named " + quote(output.name));
    std::string problem;
    if (operand)
      results.push_back(materialize(builder, loc, *operand, problem));
    if (operand && !results.back())
      faults.add("output " + quote(output.name) + " holds " + problem);
    if (!operand && faults.messages.empty())
      faults.add("output " + quote(output.name) + " is not made by its node");
  }
  if (results.empty() && faults.messages.empty())
    faults.add("the graph has no outputs");
  if (!faults.messages.empty())
    return;
  func::ReturnOp::create(builder, loc, results);
  function.setType(builder.getFunctionType(function.getBody().front().getArgumentTypes(), ValueRange(results)));
  unsigned number = 0;
  for (const ValueInfo &input : model.inputs)
    if (OperandRef operand = values.lookup(input.name); operand && isa_and_nonnull<BlockArgument>(operand->value))
      function.setArgAttr(number++, qnn::kNameAttr, builder.getStringAttr(input.name));
  for (auto [index, output] : llvm::enumerate(model.outputs))
    function.setResultAttr(index, qnn::kNameAttr, builder.getStringAttr(output.name));
}

OwningOpRef<ModuleOp> GraphImporter::run() {
  builder.getContext()->loadDialect<qnn::QnnDialect, func::FuncDialect, quant::QuantDialect>();
  if (!checkOpsets())
    return {};
  findUnsupportedOps();
  module = ModuleOp::create(builder.getUnknownLoc());
  builder.setInsertionPointToEnd(module->getBody());
  function = func::FuncOp::create(builder, builder.getUnknownLoc(), "main", builder.getFunctionType({}, {}));
  builder.setInsertionPointToStart(function.addEntryBlock());
  for (const Node &node : model.nodes)
    readNames.insert(node.inputs.begin(), node.inputs.end());
  for (const ValueInfo &output : model.outputs)
    readNames.insert(output.name);
  readMetadata();
  bindConstants();
  bindInputs();
  for (auto [index, node] : llvm::enumerate(model.nodes))
    importNode(node, index);
  makeReturn();
  if (!faults.messages.empty())
    return {};
  return std::move(module);
}
