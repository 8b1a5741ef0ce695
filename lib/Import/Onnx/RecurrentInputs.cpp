//===- RecurrentInputs.cpp - What LSTM, GRU and RNN say and read ----------===//
//
// Tested by test/Import/recurrent.test and recurrent-run.test.
//
//===----------------------------------------------------------------------===//

#include "RecurrentOps.h"

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

std::optional<RecurrentAttributes> onnx::readRecurrentAttributes(NodeContext &node) {
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

bool onnx::isZero(const OperandRef &operand) {
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

std::optional<RecurrentInputs> onnx::readRecurrentInputs(NodeContext &node, const RecurrentAttributes &attributes) {
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
