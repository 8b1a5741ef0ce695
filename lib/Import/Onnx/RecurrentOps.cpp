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
#include "Products.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::onnx;
using numerics::RecurrenceKind;

//===----------------------------------------------------------------------===//
// One direction
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

/// Makes the op of one direction. Nulls with a fault.
static RecurrentStates makeRecurrence(NodeContext &node, const RecurrentAttributes &attributes, Value projection,
                                      const RecurrentWeights &weights, int64_t direction, bool wantsCell) {
  auto type = cast<RankedTensorType>(projection.getType());
  int64_t hidden = weights.matrix->shape[1], sequences = type.getDimSize(1);
  auto toValue = [&](const OperandRef &operand) { return operand ? node.materialize(operand) : Value(); };
  RankedTensorType result = node.makeType({type.getDimSize(0), sequences, hidden});
  Value matrix = weights.storedMatrix ? weights.storedMatrix : toValue(weights.matrix);
  Value bias = toValue(weights.bias), first = toValue(weights.hidden);
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
    return {node.create<qnn::RnnOp>(result, projection, matrix, bias, first, names, numbers, clip, reverse, TypeAttr(),
                                    StringAttr(), UnitAttr(), UnitAttr()),
            Value()};
  case RecurrenceKind::Gru:
    return {node.create<qnn::GruOp>(result, projection, matrix, bias, first, names, numbers, clip, reverse, TypeAttr(),
                                    StringAttr(), UnitAttr(), UnitAttr(),
                                    attributes.recurrence.resetAfter ? builder.getUnitAttr() : UnitAttr()),
            Value()};
  case RecurrenceKind::Lstm:
    break;
  }
  Type cellType = wantsCell ? node.makeType({sequences, hidden}) : Type();
  TypeAttr state;
  StringAttr formula;
  if (weights.storedMatrix) {
    auto codes = quant::UniformQuantizedType::get(/*flags=*/0, builder.getI8Type(), builder.getF32Type(), /*scale=*/1,
                                                  /*zeroPoint=*/0, 0, 255);
    state = TypeAttr::get(codes);
    formula = builder.getStringAttr("ort");
  }
  auto op = node.create<qnn::LstmOp>(result, cellType, projection, matrix, bias, first, cell, peephole, names, numbers,
                                     clip, reverse, state, formula, UnitAttr(), UnitAttr());
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

/// Multiplies the inputs by the weights of one direction. Null with a fault.
static OperandRef project(NodeContext &node, const RecurrentInputs &inputs, int64_t direction, const OperandRef &bias) {
  Value b = bias ? node.materialize(bias) : Value();
  if (node.hasFailed())
    return {};
  if (inputs.stored) {
    Value projection = projectCodes(node, *inputs.stored, direction, b);
    return projection ? node.wrap(projection) : nullptr;
  }
  OperandRef weight = takeDirection(node, inputs.weight, direction);
  RankedTensorType type =
      weight ? node.makeType({inputs.x->shape[0], inputs.x->shape[1], weight->shape[0]}) : RankedTensorType();
  Value x = type ? node.materialize(inputs.x) : Value(), w = x ? node.materialize(weight) : Value();
  return w ? node.wrap(node.create<qnn::LinearOp>(type, x, w, b)) : nullptr;
}

static DirectionOutputs runDirection(NodeContext &node, const RecurrentAttributes &attributes,
                                     const RecurrentInputs &inputs, int64_t direction) {
  OperandRef bias = takeDirection(node, inputs.bias, direction);
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
  OperandRef projection = node.hasFailed() ? nullptr : project(node, inputs, direction, biases.projection);
  if (!projection || node.hasFailed())
    return {};
  if (inputs.stored)
    weights.storedMatrix = makeStoredRows(node, inputs.stored->matrix, direction);
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

static LogicalResult importLayer(NodeContext &node, std::optional<StoredLstm> stored) {
  std::optional<RecurrentAttributes> attributes = readRecurrentAttributes(node);
  std::optional<RecurrentInputs> inputs = attributes ? readRecurrentInputs(node, *attributes) : std::nullopt;
  if (!inputs)
    return failure();
  if (stored) {
    Value x = node.materialize(inputs->x);
    stored->codes = x ? quantizeDynamically(node, x) : qnn::DynamicQuantizeOp();
    if (!stored->codes)
      return failure();
    inputs->stored = std::move(stored);
  }
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

static LogicalResult importRecurrent(NodeContext &node) { return importLayer(node, std::nullopt); }

static LogicalResult importQuantizedLstm(NodeContext &node) {
  std::optional<StoredLstm> stored;
  return failed(unpackQuantizedLstm(node, stored)) ? failure() : importLayer(node, std::move(stored));
}

ArrayRef<OpEntry> onnx::getRecurrentOps() {
  static const OpEntry entries[] = {
      {"", "GRU", importRecurrent, 3, 6, 2},
      {"", "LSTM", importRecurrent, 3, 8, 3},
      {"", "RNN", importRecurrent, 3, 6, 2},
      {"com.microsoft", "DynamicQuantizeLSTM", importQuantizedLstm, 3, 12, 3},
  };
  return entries;
}
