//===- RecurrentOps.cpp - LSTM, GRU, RNN ----------------------------------===//
//
// The products of all inputs are one linear layer, the recurrence an op behind
// it. A direction is an op of its own; sequences of different lengths are, too, so
// that what lies behind a sequence's end is neither computed nor masked.
//
// Tested by test/Import/recurrent.test, recurrent-run.test and node-models.test.
//
//===----------------------------------------------------------------------===//

#include "RecurrentOps.h"

#include "OpTable.h"

#include <cmath>

using namespace mlir;
using namespace quantc;
using namespace quantc::onnx;
using numerics::RecurrenceKind;

static RecurrenceKind getKind(NodeContext &node) {
  return node.getOpType() == "RNN"   ? RecurrenceKind::Rnn
         : node.getOpType() == "GRU" ? RecurrenceKind::Gru
                                     : RecurrenceKind::Lstm;
}

//===----------------------------------------------------------------------===//
// Attributes
//===----------------------------------------------------------------------===//

namespace {
/// A function as ONNX names it, with the defaults of its parameters; those that it does not have are NaN.
struct OnnxFunction {
  const char *onnxName, *name;
  float alpha = NAN, beta = NAN;
};
} // namespace

static const OnnxFunction *findFunction(StringRef name) {
  static const OnnxFunction functions[] = {
      {"relu", "relu"}, {"leakyrelu", "leaky_relu", 0.01f},          {"elu", "elu", 1.0f},    {"sigmoid", "sigmoid"},
      {"tanh", "tanh"}, {"hardsigmoid", "hard_sigmoid", 0.2f, 0.5f}, {"softplus", "softplus"}};
  std::string lower = name.lower();
  const auto *found = llvm::find_if(functions, [&](const OnnxFunction &f) { return lower == f.onnxName; });
  return found == std::end(functions) ? nullptr : found;
}

/// Reads the functions of all directions. Parameters are lists of which each function takes what it has.
static LogicalResult readFunctions(NodeContext &node, RecurrentAttributes &attributes) {
  std::vector<std::string> given = node.getStrings("activations").value_or(std::vector<std::string>());
  std::vector<float> alphas = node.getFloats("activation_alpha").value_or(std::vector<float>());
  std::vector<float> betas = node.getFloats("activation_beta").value_or(std::vector<float>());
  if (node.hasFailed())
    return failure();
  size_t perDirection = attributes.recurrence.getNumFunctions(), count = perDirection * attributes.getNumDirections();
  if (given.empty())
    for (size_t i = 0; i < count; ++i)
      given.push_back(i % perDirection == 0 && attributes.recurrence.kind != RecurrenceKind::Rnn ? "Sigmoid" : "Tanh");
  if (given.size() != count)
    return node.fail("has " + Twine(given.size()) + " activations, expected " + Twine(count));
  size_t nextAlpha = 0, nextBeta = 0;
  auto take = [&](float fallback, const std::vector<float> &values, size_t &next) {
    if (std::isnan(fallback))
      return 0.0f;
    return next < values.size() ? values[next++] : fallback;
  };
  for (const std::string &name : given) {
    const OnnxFunction *function = findFunction(name);
    if (!function)
      return node.fail("activation " + quote(name) +
                       " is not supported, expected one of Relu, LeakyRelu, Elu, Sigmoid, Tanh, HardSigmoid, Softplus");
    attributes.functions.push_back(function->name);
    attributes.parameters.push_back(take(function->alpha, alphas, nextAlpha));
    attributes.parameters.push_back(take(function->beta, betas, nextBeta));
  }
  for (float value : attributes.parameters)
    if (!std::isfinite(value))
      return node.fail("an activation has the parameter " + formatNumber(value) + ", expected a finite number");
  return success();
}

static std::optional<RecurrentAttributes> readAttributes(NodeContext &node) {
  RecurrentAttributes attributes;
  attributes.recurrence.kind = getKind(node);
  std::string direction = node.getString("direction", "forward");
  if (direction == "bidirectional")
    attributes.reverse = {false, true};
  else if (direction == "forward" || direction == "reverse")
    attributes.reverse = {direction == "reverse"};
  else
    (void)node.fail("direction " + quote(direction) + ", expected forward, reverse or bidirectional");
  attributes.hidden = node.getInt("hidden_size", 0);
  attributes.batchFirst = node.getOpset() >= 14 && node.getFlag("layout");
  if (attributes.recurrence.kind == RecurrenceKind::Gru)
    attributes.recurrence.resetAfter = node.getFlag("linear_before_reset");
  if (attributes.recurrence.kind == RecurrenceKind::Lstm && node.getFlag("input_forget"))
    (void)node.fail("input_forget is 1: a forget gate that follows the input gate is not supported");
  if (node.findAttribute("clip")) {
    attributes.recurrence.clip = node.getFloatAttr("clip", 0);
    if (!node.hasFailed() && !(attributes.recurrence.clip > 0))
      (void)node.fail("clip is " + formatNumber(attributes.recurrence.clip) + ", expected more than 0");
  }
  if (node.hasFailed() || failed(readFunctions(node, attributes)))
    return std::nullopt;
  return attributes;
}

//===----------------------------------------------------------------------===//
// Operands
//===----------------------------------------------------------------------===//

/// The part of `operand` from `first` on with `size` elements along `axis`. Null with a fault, or of null.
static OperandRef take(NodeContext &node, const OperandRef &operand, int64_t axis, int64_t first, int64_t size) {
  if (!operand || operand->shape[axis] == size)
    return operand;
  SmallVector<int64_t> offsets(operand->getRank(), 0), strides(operand->getRank(), 1);
  SmallVector<int64_t> shape(ArrayRef<int64_t>(operand->shape));
  offsets[axis] = first;
  shape[axis] = size;
  return node.slice(operand, offsets, strides, shape);
}

/// Element `index` of the first axis, without that axis.
static OperandRef takeDirection(NodeContext &node, const OperandRef &operand, int64_t index) {
  OperandRef part = take(node, operand, 0, index, 1);
  return part ? node.reshape(part, ArrayRef<int64_t>(part->shape).drop_front()) : part;
}

static bool isZero(const OperandRef &operand) {
  return operand->isHost() && llvm::all_of(operand->host->values<float>(), [](float value) { return value == 0; });
}

static LogicalResult checkShape(NodeContext &node, const char *name, const OperandRef &operand,
                                ArrayRef<int64_t> expected) {
  if (!operand || ArrayRef<int64_t>(operand->shape) == expected)
    return success();
  return node.fail(Twine(name) + " " + quote(operand->name) + " has shape " + formatShape(operand->shape) +
                   ", expected " + formatShape(expected));
}

/// Reads `sequence_lens`: empty where every sequence has all steps. nullopt with a fault.
static std::optional<std::vector<int64_t>> readLengths(NodeContext &node, int64_t steps, int64_t sequences) {
  if (!node.hasInput(4))
    return std::vector<int64_t>();
  auto lengths = node.getIntegers(4);
  if (!lengths || failed(checkShape(node, "sequence_lens", node.getInput(4), {sequences})))
    return std::nullopt;
  for (int64_t length : *lengths)
    if (length < 1 || length > steps) {
      (void)node.fail("a sequence has length " + Twine(length) + ", expected 1 to " + Twine(steps));
      return std::nullopt;
    }
  if (llvm::all_of(*lengths, [&](int64_t length) { return length == steps; }))
    lengths->clear();
  return lengths;
}

static std::optional<RecurrentInputs> readInputs(NodeContext &node, const RecurrentAttributes &attributes) {
  RecurrentInputs inputs;
  auto get = [&](size_t index) { return node.hasInput(index) ? node.getInput(index) : OperandRef(); };
  inputs.x = get(0), inputs.weight = get(1), inputs.matrix = get(2), inputs.bias = get(3);
  inputs.hidden = get(5), inputs.cell = get(6), inputs.peephole = get(7);
  for (size_t index : {0, 1, 2, 3, 5, 6, 7})
    if (node.hasInput(index) && !node.checkFloat(index))
      return std::nullopt;
  if (inputs.x->getRank() != 3 || inputs.matrix->getRank() != 3) {
    (void)node.fail("X and R have ranks " + Twine(inputs.x->getRank()) + " and " + Twine(inputs.matrix->getRank()) +
                    ", expected 3");
    return std::nullopt;
  }
  int64_t directions = attributes.getNumDirections(), hidden = inputs.matrix->shape[2];
  int64_t rows = attributes.recurrence.getNumGates() * hidden;
  if (attributes.hidden && attributes.hidden != hidden) {
    (void)node.fail("hidden_size is " + Twine(attributes.hidden) + ", but R is " + formatShape(inputs.matrix->shape));
    return std::nullopt;
  }
  if (attributes.batchFirst) {
    // Batch, time: elsewhere time is first, as it is inside.
    inputs.x = node.transpose(inputs.x, {1, 0, 2});
    for (OperandRef *state : {&inputs.hidden, &inputs.cell})
      if (*state && (*state)->getRank() == 3)
        *state = node.transpose(*state, {1, 0, 2});
    if (node.hasFailed())
      return std::nullopt;
  }
  int64_t sequences = inputs.x->shape[1];
  if (failed(checkShape(node, "W", inputs.weight, {directions, rows, inputs.x->shape[2]})) ||
      failed(checkShape(node, "R", inputs.matrix, {directions, rows, hidden})) ||
      failed(checkShape(node, "B", inputs.bias, {directions, 2 * rows})) ||
      failed(checkShape(node, "initial_h", inputs.hidden, {directions, sequences, hidden})) ||
      failed(checkShape(node, "initial_c", inputs.cell, {directions, sequences, hidden})) ||
      failed(checkShape(node, "P", inputs.peephole, {directions, 3 * hidden})))
    return std::nullopt;
  for (OperandRef *zeros : {&inputs.hidden, &inputs.cell, &inputs.peephole})
    if (*zeros && isZero(*zeros))
      *zeros = nullptr;
  auto lengths = readLengths(node, inputs.x->shape[0], sequences);
  if (!lengths)
    return std::nullopt;
  inputs.lengths = std::move(*lengths);
  return inputs;
}

//===----------------------------------------------------------------------===//
// One direction
//===----------------------------------------------------------------------===//

/// Moves the bias of the recurrence to the projection's where the two only add up: everywhere but in the candidate of a
/// GRU that is reset after the products.
static void joinBiases(NodeContext &node, const RecurrentAttributes &attributes, RecurrentBiases &biases) {
  if (!biases.projection || !biases.projection->isHost() || !biases.recurrence->isHost())
    return;
  HostTensor first = *biases.projection->host, second = *biases.recurrence->host;
  auto x = first.values<float>(), a = second.values<float>();
  size_t joined = x.size();
  if (attributes.recurrence.resetAfter)
    joined = joined / 3 * 2;
  for (size_t i = 0; i < joined; ++i) {
    x[i] += a[i];
    a[i] = 0;
  }
  std::string name = biases.projection->name;
  biases.projection = node.makeConstant(std::move(first));
  biases.projection->name = name;
  biases.recurrence = node.makeConstant(std::move(second));
  biases.recurrence->name = name;
  if (isZero(biases.recurrence))
    biases.recurrence = nullptr;
}

RecurrentStates onnx::makeRecurrence(NodeContext &node, const RecurrentAttributes &attributes, Value projection,
                                     const RecurrentWeights &weights, int64_t direction, bool wantsCell) {
  auto type = cast<RankedTensorType>(projection.getType());
  int64_t hidden = weights.matrix->shape[1], sequences = type.getDimSize(1);
  auto toValue = [&](const OperandRef &operand) { return operand ? node.materialize(operand) : Value(); };
  RankedTensorType result = node.makeType({type.getDimSize(0), sequences, hidden});
  Value matrix = toValue(weights.matrix), bias = toValue(weights.bias), first = toValue(weights.hidden);
  Value cell = toValue(weights.cell), peephole = toValue(weights.peephole);
  if (node.hasFailed())
    return {};
  Builder builder(node.getContext());
  size_t count = attributes.recurrence.getNumFunctions();
  ArrayRef<std::string> functions = ArrayRef(attributes.functions).slice(direction * count, count);
  ArrayRef<float> parameters = ArrayRef(attributes.parameters).slice(2 * direction * count, 2 * count);
  ArrayAttr names = builder.getStrArrayAttr(SmallVector<StringRef>(functions.begin(), functions.end()));
  DenseF32ArrayAttr numbers;
  if (llvm::any_of(parameters, [](float value) { return value != 0; }))
    numbers = builder.getDenseF32ArrayAttr(parameters);
  FloatAttr clip;
  if (attributes.recurrence.clip > 0)
    clip = builder.getF32FloatAttr(attributes.recurrence.clip);
  UnitAttr reverse = attributes.reverse[direction] ? builder.getUnitAttr() : UnitAttr();
  switch (attributes.recurrence.kind) {
  case RecurrenceKind::Rnn:
    return {node.create<qnn::RnnOp>(result, projection, matrix, bias, first, names, numbers, clip, reverse, TypeAttr()),
            Value()};
  case RecurrenceKind::Gru:
    return {node.create<qnn::GruOp>(result, projection, matrix, bias, first, names, numbers, clip, reverse, TypeAttr(),
                                    attributes.recurrence.resetAfter ? builder.getUnitAttr() : UnitAttr()),
            Value()};
  case RecurrenceKind::Lstm:
    break;
  }
  Type cellType = wantsCell ? node.makeType({sequences, hidden}) : Type();
  auto op = node.create<qnn::LstmOp>(result, cellType, projection, matrix, bias, first, cell, peephole, names, numbers,
                                     clip, reverse, TypeAttr());
  return {op.getHidden(), op.getCell()};
}

namespace {
/// What one direction gives: all states, the last one and the last cell. Null where nothing asks for it.
struct DirectionOutputs {
  OperandRef all, hidden, cell;
};
} // namespace

/// Runs the sequences from `first` on, which all have `length` of the steps.
static DirectionOutputs runSequences(NodeContext &node, const RecurrentAttributes &attributes,
                                     const OperandRef &projection, RecurrentWeights weights, int64_t direction,
                                     int64_t first, int64_t count, int64_t length) {
  OperandRef part = take(node, take(node, projection, 1, first, count), 0, 0, length);
  weights.hidden = take(node, weights.hidden, 0, first, count);
  weights.cell = take(node, weights.cell, 0, first, count);
  if (node.hasFailed())
    return {};
  RecurrentStates states = makeRecurrence(node, attributes, part->value, weights, direction, node.isOutputUsed(2));
  if (!states.hidden)
    return {};
  DirectionOutputs outputs;
  outputs.all = node.wrap(states.hidden);
  int64_t hidden = weights.matrix->shape[1], steps = projection->shape[0];
  OperandRef last = take(node, outputs.all, 0, attributes.reverse[direction] ? 0 : length - 1, 1);
  outputs.hidden = last ? node.reshape(last, {count, hidden}) : last;
  if (states.cell)
    outputs.cell = node.wrap(states.cell);
  if (length < steps) {
    Value zeros =
        node.makeFloatConstant(std::vector<float>((steps - length) * count * hidden), {steps - length, count, hidden});
    outputs.all = zeros ? node.concat({outputs.all, node.wrap(zeros)}, 0) : nullptr;
  }
  return outputs;
}

/// Joins what `get` takes of each part along `axis`; null if there is none.
template <class Get>
static OperandRef join(NodeContext &node, ArrayRef<DirectionOutputs> parts, int64_t axis, Get get) {
  SmallVector<OperandRef> operands;
  for (const DirectionOutputs &part : parts)
    if (OperandRef operand = get(part))
      operands.push_back(operand);
  return operands.empty() ? nullptr : operands.size() == 1 ? operands[0] : node.concat(operands, axis);
}

static DirectionOutputs runDirection(NodeContext &node, const RecurrentAttributes &attributes,
                                     const RecurrentInputs &inputs, int64_t direction) {
  OperandRef weight = takeDirection(node, inputs.weight, direction), bias = takeDirection(node, inputs.bias, direction);
  RecurrentWeights weights;
  weights.matrix = takeDirection(node, inputs.matrix, direction);
  weights.hidden = takeDirection(node, inputs.hidden, direction);
  weights.cell = takeDirection(node, inputs.cell, direction);
  weights.peephole = takeDirection(node, inputs.peephole, direction);
  RecurrentBiases biases;
  int64_t rows = weights.matrix ? weights.matrix->shape[0] : 0;
  if (bias) {
    biases = {take(node, bias, 0, 0, rows), take(node, bias, 0, rows, rows)};
    if (!node.hasFailed())
      joinBiases(node, attributes, biases);
  }
  weights.bias = biases.recurrence;
  int64_t steps = inputs.x->shape[0], sequences = inputs.x->shape[1];
  RankedTensorType type = node.hasFailed() ? RankedTensorType() : node.makeType({steps, sequences, rows});
  Value x = type ? node.materialize(inputs.x) : Value(), w = x ? node.materialize(weight) : Value();
  Value b = w && biases.projection ? node.materialize(biases.projection) : Value();
  if (node.hasFailed())
    return {};
  OperandRef projection = node.wrap(node.create<qnn::LinearOp>(type, x, w, b));
  if (inputs.lengths.empty())
    return runSequences(node, attributes, projection, weights, direction, 0, sequences, steps);

  // Neighbours of one length run together.
  SmallVector<DirectionOutputs> parts;
  for (int64_t first = 0, last = 0; first < sequences && !node.hasFailed(); first = last) {
    while (last < sequences && inputs.lengths[last] == inputs.lengths[first])
      ++last;
    parts.push_back(
        runSequences(node, attributes, projection, weights, direction, first, last - first, inputs.lengths[first]));
  }
  if (node.hasFailed())
    return {};
  return {join(node, parts, 1, [](const DirectionOutputs &part) { return part.all; }),
          join(node, parts, 0, [](const DirectionOutputs &part) { return part.hidden; }),
          join(node, parts, 0, [](const DirectionOutputs &part) { return part.cell; })};
}

//===----------------------------------------------------------------------===//
// All directions
//===----------------------------------------------------------------------===//

/// Puts an axis of size 1 in front of axis `axis`.
static OperandRef unsqueeze(NodeContext &node, const OperandRef &operand, int64_t axis) {
  if (!operand)
    return operand;
  SmallVector<int64_t> shape(ArrayRef<int64_t>(operand->shape));
  shape.insert(shape.begin() + axis, 1);
  return node.reshape(operand, shape);
}

static LogicalResult importRecurrent(NodeContext &node) {
  std::optional<RecurrentAttributes> attributes = readAttributes(node);
  std::optional<RecurrentInputs> inputs = attributes ? readInputs(node, *attributes) : std::nullopt;
  if (!inputs)
    return failure();
  SmallVector<DirectionOutputs> directions;
  for (int64_t direction = 0; direction < attributes->getNumDirections(); ++direction) {
    DirectionOutputs outputs = runDirection(node, *attributes, *inputs, direction);
    if (node.hasFailed())
      return failure();
    directions.push_back(
        {unsqueeze(node, outputs.all, 1), unsqueeze(node, outputs.hidden, 0), unsqueeze(node, outputs.cell, 0)});
  }
  OperandRef all = join(node, directions, 1, [](const DirectionOutputs &part) { return part.all; });
  OperandRef hidden = join(node, directions, 0, [](const DirectionOutputs &part) { return part.hidden; });
  OperandRef cell = join(node, directions, 0, [](const DirectionOutputs &part) { return part.cell; });
  if (attributes->batchFirst && !node.hasFailed()) {
    all = node.transpose(all, {2, 0, 1, 3});
    hidden = node.transpose(hidden, {1, 0, 2});
    cell = cell ? node.transpose(cell, {1, 0, 2}) : cell;
  }
  if (node.hasFailed())
    return failure();
  node.setOutput(0, all);
  node.setOutput(1, hidden);
  node.setOutput(2, cell);
  return success();
}

ArrayRef<OpEntry> onnx::getRecurrentOps() {
  static const OpEntry entries[] = {
      {"", "GRU", importRecurrent, 3, 6, 2},
      {"", "LSTM", importRecurrent, 3, 8, 3},
      {"", "RNN", importRecurrent, 3, 6, 2},
  };
  return entries;
}
