//===- ShapeOps.cpp - Reshape, Transpose, Squeeze, Expand, Cast, ... ------===//
//
// Tested by test/Import/shape-ops.test.
//
//===----------------------------------------------------------------------===//

#include "NodeContext.h"
#include "OpTable.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::onnx;

static LogicalResult setOrFail(NodeContext &node, const OperandRef &result) {
  node.setOutput(0, result);
  return success(bool(result));
}

static LogicalResult importIdentity(NodeContext &node) { return setOrFail(node, node.getInput(0)); }

static LogicalResult importDropout(NodeContext &node) {
  node.ignoreAttributes({"ratio", "seed", "is_test"});
  if (node.hasInput(2)) { // training_mode
    const OperandRef &mode = node.getInput(2);
    if (!mode->isHost() || llvm::is_contained(toIntegers(hostCast(*mode->host, ElementKind::Bool)), 1))
      return node.fail("training mode is not known to be false");
  }
  return setOrFail(node, node.getInput(0));
}

static LogicalResult importReshape(NodeContext &node) {
  const OperandRef &x = node.getInput(0);
  std::optional<std::vector<int64_t>> wanted = node.getIntegers(1);
  bool allowZero = node.getOpset() >= 14 && node.getFlag("allowzero");
  if (!wanted)
    return failure();
  if (wanted->size() > 16)
    return node.fail("shape has " + Twine(wanted->size()) + " axes, expected at most 16");
  std::string text = "shape " + formatShape(*wanted) + " for an input of " + formatShape(x->shape);
  int64_t count = 1, known = 1, open = -1;
  for (int64_t size : x->shape)
    count *= size;
  for (auto [axis, size] : llvm::enumerate(*wanted)) {
    if (size == 0 && !allowZero) {
      if (int64_t(axis) >= x->getRank())
        return node.fail(text + " copies an axis that is not there");
      size = x->shape[axis];
    }
    if (size < -1 || (size == -1 && open >= 0))
      return node.fail(text + (size == -1 ? " has two open axes" : " has a negative size"));
    if (size == -1)
      open = axis;
    else if (__builtin_mul_overflow(known, size, &known))
      return node.fail(text + " overflows");
  }
  if (open >= 0) {
    if (known == 0 || count % known)
      return node.fail(text + " leaves no size for its open axis");
    (*wanted)[open] = count / known;
  }
  return setOrFail(node, node.reshape(x, *wanted));
}

static LogicalResult importFlatten(NodeContext &node) {
  const OperandRef &x = node.getInput(0);
  int64_t rank = x->getRank(), axis = node.getInt("axis", 1);
  if (axis < -rank || axis > rank)
    return node.fail("axis " + Twine(axis) + " is out of range for rank " + Twine(rank));
  axis = axis < 0 ? axis + rank : axis;
  SmallVector<int64_t> shape{1, 1};
  for (auto [i, size] : llvm::enumerate(x->shape))
    shape[int64_t(i) >= axis] *= size;
  return setOrFail(node, node.reshape(x, shape));
}

static LogicalResult importTranspose(NodeContext &node) {
  const OperandRef &x = node.getInput(0);
  std::optional<std::vector<int64_t>> permutation = node.getInts("perm");
  if (node.hasFailed())
    return failure();
  SmallVector<int64_t> axes;
  if (permutation)
    axes.assign(permutation->begin(), permutation->end());
  else
    for (int64_t axis = x->getRank(); axis-- > 0;)
      axes.push_back(axis);
  SmallVector<bool> seen(x->getRank());
  for (int64_t &axis : axes) {
    std::optional<int64_t> positive = node.normalizeAxis(axis, x->getRank());
    if (!positive)
      return failure();
    axis = *positive;
    if (seen[axis])
      return node.fail("attribute 'perm' repeats axis " + Twine(axis));
    seen[axis] = true;
  }
  if (int64_t(axes.size()) != x->getRank())
    return node.fail("attribute 'perm' has " + Twine(axes.size()) + " axes, expected " + Twine(x->getRank()));
  return setOrFail(node, llvm::is_sorted(axes) ? x : node.transpose(x, axes));
}

/// Axes of Squeeze or Unsqueeze, positive and distinct, for this rank.
static std::optional<SmallVector<bool>> readAxisMask(NodeContext &node, ArrayRef<int64_t> axes, int64_t rank) {
  SmallVector<bool> mask(rank);
  for (int64_t axis : axes) {
    std::optional<int64_t> positive = node.normalizeAxis(axis, rank);
    if (!positive)
      return std::nullopt;
    if (mask[*positive]) {
      (void)node.fail("axis " + Twine(axis) + " is repeated");
      return std::nullopt;
    }
    mask[*positive] = true;
  }
  return mask;
}

static LogicalResult importSqueeze(NodeContext &node) {
  const OperandRef &x = node.getInput(0);
  auto axes = node.getAxesLike("axes", 1, 13);
  if (node.hasFailed())
    return failure();
  auto mask = readAxisMask(node, axes ? ArrayRef<int64_t>(*axes) : ArrayRef<int64_t>(), x->getRank());
  if (!mask)
    return failure();
  SmallVector<int64_t> shape;
  for (auto [axis, size] : llvm::enumerate(x->shape)) {
    bool drop = axes ? (*mask)[axis] : size == 1;
    if (drop && size != 1)
      return node.fail("axis " + Twine(axis) + " of " + formatShape(x->shape) + " has size " + Twine(size) +
                       ", expected 1");
    if (!drop)
      shape.push_back(size);
  }
  return setOrFail(node, node.reshape(x, shape));
}

static LogicalResult importUnsqueeze(NodeContext &node) {
  const OperandRef &x = node.getInput(0);
  auto axes = node.getAxesLike("axes", 1, 13);
  if (node.hasFailed())
    return failure();
  if (!axes || axes->size() > 16)
    return node.fail(axes ? "has " + Twine(axes->size()) + " axes, expected at most 16" : Twine("has no axes"));
  int64_t rank = x->getRank() + int64_t(axes->size());
  auto mask = readAxisMask(node, *axes, rank);
  if (!mask)
    return failure();
  SmallVector<int64_t> shape;
  auto next = x->shape.begin();
  for (bool isNew : *mask)
    shape.push_back(isNew ? 1 : *next++);
  return setOrFail(node, node.reshape(x, shape));
}

static LogicalResult importExpand(NodeContext &node) {
  const OperandRef &x = node.getInput(0);
  std::optional<std::vector<int64_t>> wanted = node.getIntegers(1);
  if (!wanted)
    return failure();
  if (wanted->size() > 16)
    return node.fail("shape has " + Twine(wanted->size()) + " axes, expected at most 16");
  for (int64_t size : *wanted)
    if (size < 0)
      return node.fail("shape " + formatShape(*wanted) + " has a negative size");
  auto shape = node.broadcast(x->shape, *wanted);
  return shape ? setOrFail(node, node.broadcastTo(x, *shape)) : failure();
}

static LogicalResult importCast(NodeContext &node) {
  int64_t to = node.getInt("to", 0);
  std::optional<ElementKind> kind = to >= 0 && to <= INT32_MAX ? getDecodedKind(int(to)) : std::nullopt;
  node.ignoreAttributes({"saturate", "round_mode"}); // of 8-bit floats
  if (!kind)
    return node.fail("casts to the unsupported element type " + getDataTypeName(int(to)));
  return setOrFail(node, node.cast(node.getInput(0), *kind));
}

static LogicalResult importCastLike(NodeContext &node) {
  node.ignoreAttributes({"saturate", "round_mode"});
  return setOrFail(node, node.cast(node.getInput(0), node.getInput(1)->kind));
}

ArrayRef<OpEntry> onnx::getShapeOps() {
  static const OpEntry entries[] = {
      {"", "Cast", importCast, 1, 1, 1},           {"", "CastLike", importCastLike, 2, 2, 1},
      {"", "Dropout", importDropout, 1, 3, 1},     {"", "Expand", importExpand, 2, 2, 1},
      {"", "Flatten", importFlatten, 1, 1, 1},     {"", "Identity", importIdentity, 1, 1, 1},
      {"", "Reshape", importReshape, 2, 2, 1},     {"", "Squeeze", importSqueeze, 1, 2, 1},
      {"", "Transpose", importTranspose, 1, 1, 1}, {"", "Unsqueeze", importUnsqueeze, 1, 2, 1},
  };
  return entries;
}
