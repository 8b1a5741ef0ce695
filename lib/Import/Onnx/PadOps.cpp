//===- PadOps.cpp - Pad, Tile ---------------------------------------------===//
//
// Elements that repeat those of the input (reflect, edge, wrap, Tile) are gathered, an
// axis at a time: that moves stored values, so it is exact on integers, too.
//
// Tested by test/Import/pad.test.
//
//===----------------------------------------------------------------------===//

#include "NodeContext.h"
#include "OpTable.h"

#include <cmath>

using namespace mlir;
using namespace quantc;
using namespace quantc::onnx;

/// The pads of every axis, low ones then high ones.
static std::optional<std::vector<int64_t>> readPads(NodeContext &node, int64_t rank) {
  auto stated = node.getAxesLike("pads", 1, 11);
  auto axes = node.getOpset() >= 18 && node.hasInput(3) ? node.getIntegers(3) : std::nullopt;
  if (node.hasFailed())
    return std::nullopt;
  int64_t count = axes ? int64_t(axes->size()) : rank;
  if (!stated || int64_t(stated->size()) != 2 * count) {
    (void)node.fail("has " + Twine(stated ? stated->size() : 0) + " pads, expected " + Twine(2 * count));
    return std::nullopt;
  }
  std::vector<int64_t> pads(2 * rank, 0);
  for (int64_t i = 0; i < count; ++i) {
    std::optional<int64_t> axis = node.normalizeAxis(axes ? (*axes)[i] : i, rank);
    if (!axis)
      return std::nullopt;
    for (int64_t side : {0, 1}) {
      int64_t pad = (*stated)[i + side * count];
      if (pad > INT32_MAX || pad < -INT32_MAX) {
        (void)node.fail("pad " + Twine(pad) + " is out of range");
        return std::nullopt;
      }
      pads[*axis + side * rank] = pad;
    }
  }
  return pads;
}

static std::optional<float> readPadValue(NodeContext &node) {
  if (node.getOpset() < 11)
    return node.getFloatAttr("value", 0);
  if (!node.hasInput(2))
    return 0.0f;
  const OperandRef &operand = node.getInput(2);
  if (operand->isHost() && operand->host->getNumElements() == 1)
    return float(operand->host->toDoubles()[0]);
  if (operand->host && operand->quant && operand->host->getNumElements() == 1)
    if (auto values = node.getHostFloats(2))
      return values->front();
  (void)node.fail("pad value " + quote(operand->name) + " is not one number known at import");
  return std::nullopt;
}

/// Which element of `size` stands at `position`, where that may be outside.
static int64_t getSource(StringRef mode, int64_t position, int64_t size) {
  if (mode == "edge")
    return std::clamp<int64_t>(position, 0, size - 1);
  if (mode == "wrap")
    return (position % size + size) % size;
  return position < 0 ? -position : position < size ? position : 2 * (size - 1) - position;
}

/// Appends `before` and `after` elements of the axis itself; null with a fault.
static OperandRef repeatAxis(NodeContext &node, const OperandRef &x, StringRef mode, int64_t axis, int64_t before,
                             int64_t after) {
  int64_t size = x->shape[axis];
  SmallVector<int64_t, 4> shape(x->shape);
  if (__builtin_add_overflow(size + before, after, &shape[axis]))
    shape[axis] = std::numeric_limits<int64_t>::max();
  // Before the indices are made: the type's size is checked.
  auto type = node.makeType(shape);
  std::optional<bool> fold = type ? node.shouldFold(x, type.getNumElements()) : std::nullopt;
  if (!fold)
    return {};
  int64_t &left = node.getGraph().foldBytesLeft;
  if (shape[axis] > left / 8) {
    (void)node.fail("the indices of " + Twine(shape[axis]) + " elements exceed the budget of " +
                        Twine(node.getGraph().options.foldBudget) + " bytes (--fold-budget)",
                    ExitCode::Resources);
    return {};
  }
  left -= 8 * shape[axis];
  std::vector<int64_t> sources;
  for (int64_t position = -before; position < size + after; ++position)
    sources.push_back(getSource(mode, position, size));
  if (*fold)
    return node.makeConstant(hostGather(*x->host, sources, shape[axis], axis));
  Value input = node.materialize(x);
  Value at = input ? node.materialize(node.makeConstant(makeIntegers(sources, {shape[axis]}))) : Value();
  if (!at)
    return {};
  auto element = cast<RankedTensorType>(input.getType()).getElementType();
  return node.wrap(node.create<qnn::GatherOp>(node.makeType(shape, element), input, at, axis));
}

/// Pads with elements of the tensor itself; null with a fault.
static OperandRef repeatElements(NodeContext &node, OperandRef x, StringRef mode, ArrayRef<int64_t> low,
                                 ArrayRef<int64_t> high) {
  for (int64_t axis = 0; x && axis < int64_t(low.size()); ++axis) {
    int64_t size = x->shape[axis], before = low[axis], after = high[axis];
    if (before == 0 && after == 0)
      continue;
    if (mode == "reflect" && std::max(before, after) >= size) {
      (void)node.fail("pads " + Twine(before) + " and " + Twine(after) + " reflect beyond axis " + Twine(axis) +
                      " of size " + Twine(size));
      return {};
    }
    x = repeatAxis(node, x, mode, axis, before, after);
  }
  return x;
}

static LogicalResult importTile(NodeContext &node) {
  OperandRef x = node.getInput(0);
  auto repeats = node.getIntegers(1);
  if (!repeats)
    return failure();
  if (int64_t(repeats->size()) != x->getRank())
    return node.fail("has " + Twine(repeats->size()) + " repeats, expected " + Twine(x->getRank()));
  for (auto [axis, count] : llvm::enumerate(*repeats)) {
    int64_t more = 0;
    if (count < 1 || __builtin_mul_overflow(count - 1, x->shape[axis], &more))
      return node.fail("repeats " + Twine(count) + " times, expected at least 1");
    if (more > 0 && !(x = repeatAxis(node, x, "wrap", axis, 0, more)))
      return failure();
  }
  node.setOutput(0, x);
  return success();
}

static LogicalResult importPad(NodeContext &node) {
  OperandRef x = node.getInput(0);
  int64_t rank = x->getRank();
  std::string mode = node.getString("mode", "constant");
  if (!llvm::is_contained(ArrayRef<StringRef>{"constant", "reflect", "edge", "wrap"}, mode))
    return node.fail("attribute 'mode' is " + quote(mode) + ", expected constant, reflect, edge or wrap");
  auto pads = readPads(node, rank);
  auto value = pads ? readPadValue(node) : std::nullopt;
  if (!value)
    return failure();
  if (std::isnan(*value))
    return node.fail("pad value is NaN");
  // Negative pads crop.
  SmallVector<int64_t, 4> offsets(rank, 0), strides(rank, 1), cropped(x->shape), low, high, shape;
  for (int64_t axis = 0; axis < rank; ++axis) {
    int64_t before = (*pads)[axis], after = (*pads)[axis + rank];
    offsets[axis] = std::max<int64_t>(0, -before);
    cropped[axis] += std::min<int64_t>(0, before) + std::min<int64_t>(0, after);
    if (cropped[axis] < 1)
      return node.fail("pads " + Twine(before) + " and " + Twine(after) + " leave nothing of axis " + Twine(axis) +
                       " of size " + Twine(x->shape[axis]));
    low.push_back(std::max<int64_t>(0, before));
    high.push_back(std::max<int64_t>(0, after));
    shape.push_back(cropped[axis] + low.back() + high.back());
  }
  if (cropped != x->shape && !(x = node.slice(x, offsets, strides, cropped)))
    return failure();
  if (shape != cropped && mode != "constant") {
    x = repeatElements(node, x, mode, low, high);
  } else if (shape != cropped) {
    if (!x->isFloat() || x->isQuantized)
      return node.fail("pads elements of " + getElementName(x->kind) + ", expected f32");
    Value input = node.materialize(x);
    auto type = input ? node.makeType(shape) : RankedTensorType();
    if (!type)
      return failure();
    x = node.wrap(node.create<qnn::PadOp>(type, input, low, high, APFloat(*value)));
  }
  node.setOutput(0, x);
  return success(bool(x));
}

ArrayRef<OpEntry> onnx::getPadOps() {
  static const OpEntry entries[] = {{"", "Pad", importPad, 1, 4, 1}, {"", "Tile", importTile, 2, 2, 1}};
  return entries;
}
