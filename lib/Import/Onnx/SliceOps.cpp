//===- SliceOps.cpp - Slice, Split, Concat, Gather ------------------------===//
//
// Tested by test/Import/slice-ops.test.
//
//===----------------------------------------------------------------------===//

#include "NodeContext.h"
#include "OpTable.h"

#include <numeric>

using namespace mlir;
using namespace quantc;
using namespace quantc::onnx;

/// The slice of the whole tensor; callers narrow axes.
namespace {
struct Cut {
  explicit Cut(ArrayRef<int64_t> input)
      : offsets(input.size(), 0), strides(input.size(), 1), shape(input.begin(), input.end()) {}
  SmallVector<int64_t, 4> offsets, strides, shape;
};
} // namespace

static LogicalResult importSlice(NodeContext &node) {
  const OperandRef &x = node.getInput(0);
  bool isInput = node.getOpset() >= 10;
  if (isInput && node.getNumInputs() < 3)
    return node.fail("has " + Twine(node.getNumInputs()) + " inputs, expected 3 to 5");
  auto starts = node.getAxesLike("starts", 1, 10), ends = node.getAxesLike("ends", 2, 10),
       axes = node.getAxesLike("axes", 3, 10);
  auto steps = isInput && node.hasInput(4) ? node.getIntegers(4) : std::nullopt;
  if (node.hasFailed())
    return failure();
  if (!starts || !ends || starts->size() != ends->size() || (axes && axes->size() != starts->size()) ||
      (steps && steps->size() != starts->size()))
    return node.fail("starts, ends, axes and steps differ in length");
  Cut cut(x->shape);
  SmallVector<bool> seen(x->getRank());
  for (size_t i = 0; i < starts->size(); ++i) {
    std::optional<int64_t> axis = node.normalizeAxis(axes ? (*axes)[i] : int64_t(i), x->getRank());
    if (!axis)
      return failure();
    int64_t size = x->shape[*axis], start = (*starts)[i], end = (*ends)[i], step = steps ? (*steps)[i] : 1;
    if (step == 0 || seen[*axis])
      return node.fail(step == 0 ? "step 0 on axis " + Twine(*axis) : "axis " + Twine(*axis) + " is repeated");
    seen[*axis] = true;
    step = std::clamp<int64_t>(step, -INT32_MAX, INT32_MAX); // larger ones take one element, too
    start = start < 0 ? start + size : start;
    end = end < 0 ? end + size : end;
    start = std::clamp<int64_t>(start, 0, step > 0 || size == 0 ? size : size - 1);
    end = step > 0 ? std::clamp<int64_t>(end, 0, size) : std::clamp<int64_t>(end, -1, size - 1);
    int64_t span = step > 0 ? end - start : start - end;
    cut.offsets[*axis] = start;
    cut.strides[*axis] = step;
    cut.shape[*axis] = span <= 0 || size == 0 ? 0 : (span - 1) / std::abs(step) + 1;
  }
  bool isWhole = cut.shape == x->shape && llvm::all_of(cut.strides, [](int64_t step) { return step == 1; });
  OperandRef result = isWhole ? x : node.slice(x, cut.offsets, cut.strides, cut.shape);
  node.setOutput(0, result);
  return success(bool(result));
}

/// Sizes of the pieces of Split.
static std::optional<std::vector<int64_t>> readPieces(NodeContext &node, int64_t size) {
  auto pieces = node.getAxesLike("split", 1, 13);
  int64_t count = node.getNumOutputs();
  if (node.getOpset() >= 18) {
    int64_t stated = node.getInt("num_outputs", count);
    if (!pieces && stated != count)
      (void)node.fail("attribute 'num_outputs' is " + Twine(stated) + " with " + Twine(count) + " outputs");
  }
  if (node.hasFailed() || count == 0)
    return std::nullopt;
  if (!pieces) {
    int64_t piece = (size + count - 1) / count, last = size - piece * (count - 1);
    if (last < 0 || (last != piece && node.getOpset() < 18)) {
      (void)node.fail("splits " + Twine(size) + " elements into " + Twine(count) + " equal pieces");
      return std::nullopt;
    }
    pieces.emplace(count, piece);
    pieces->back() = last;
  }
  int64_t sum = 0;
  for (int64_t piece : *pieces)
    if (piece < 0 || piece > size || (sum += piece) > size) {
      sum = -1;
      break;
    }
  if (sum != size || int64_t(pieces->size()) != count) {
    (void)node.fail("pieces " + formatShape(*pieces) + " for " + Twine(size) + " elements and " + Twine(count) +
                    " outputs");
    return std::nullopt;
  }
  return pieces;
}

static LogicalResult importSplit(NodeContext &node) {
  const OperandRef &x = node.getInput(0);
  std::optional<int64_t> axis = node.normalizeAxis(node.getInt("axis", 0), x->getRank());
  auto pieces = axis ? readPieces(node, x->shape[*axis]) : std::nullopt;
  if (!pieces)
    return failure();
  int64_t offset = 0;
  for (auto [index, piece] : llvm::enumerate(*pieces)) {
    Cut cut(x->shape);
    cut.offsets[*axis] = offset;
    cut.shape[*axis] = piece;
    offset += piece;
    if (!node.isOutputUsed(index))
      continue;
    OperandRef part = node.slice(x, cut.offsets, cut.strides, cut.shape);
    if (!part)
      return failure();
    node.setOutput(index, part);
  }
  return success();
}

static LogicalResult importConcat(NodeContext &node) {
  std::vector<OperandRef> operands;
  for (size_t i = 0; i < node.getNumInputs(); ++i) {
    if (!node.hasInput(i))
      return node.fail("input " + Twine(i) + " is missing");
    operands.push_back(node.getInput(i));
  }
  if (!node.findAttribute("axis"))
    return node.fail("attribute 'axis' is missing");
  std::optional<int64_t> axis = node.normalizeAxis(node.getInt("axis", 0), operands[0]->getRank());
  if (!axis)
    return failure();
  OperandRef result = operands.size() == 1 ? operands[0] : node.concat(operands, *axis);
  node.setOutput(0, result);
  return success(bool(result));
}

static LogicalResult importGather(NodeContext &node) {
  const OperandRef &x = node.getInput(0), &indices = node.getInput(1);
  std::optional<int64_t> axis = node.normalizeAxis(node.getInt("axis", 0), x->getRank());
  if (!axis)
    return failure();
  if (indices->kind != ElementKind::I32 && indices->kind != ElementKind::I64)
    return node.fail("indices " + quote(indices->name) + " are " + getElementName(indices->kind) +
                     ", expected i32 or i64");
  int64_t size = x->shape[*axis];
  OperandRef known = indices;
  if (indices->isHost()) { // negative ones count from the end; all must be there
    std::vector<int64_t> values = toIntegers(*indices->host);
    for (auto [i, index] : llvm::enumerate(values)) {
      if (index < -size || index >= size)
        return node.fail("index " + Twine(index) + " at " + Twine(i) + " is out of range for " + Twine(size) +
                         " elements of axis " + Twine(*axis));
      index = index < 0 ? index + size : index;
    }
    known = node.makeConstant(makeIntegers(values, indices->shape));
  }
  SmallVector<int64_t> shape(x->shape.begin(), x->shape.begin() + *axis);
  shape.append(indices->shape.begin(), indices->shape.end());
  shape.append(x->shape.begin() + *axis + 1, x->shape.end());
  int64_t elements = 1;
  for (int64_t extent : shape)
    if (__builtin_mul_overflow(elements, extent, &elements))
      elements = std::numeric_limits<int64_t>::max();
  std::optional<bool> fold = indices->isHost() ? node.shouldFold(x, elements) : false;
  if (!fold)
    return failure();
  if (*fold) {
    node.setHostOutput(0, hostGather(*x->host, toIntegers(*known->host), indices->shape, *axis));
    return success();
  }
  Value input = node.materialize(x), at = input ? node.materialize(known) : Value();
  auto type = at ? node.makeType(shape, cast<RankedTensorType>(input.getType()).getElementType()) : RankedTensorType();
  if (!type)
    return failure();
  node.setOutput(0, node.create<qnn::GatherOp>(type, input, at, *axis));
  return success();
}

ArrayRef<OpEntry> onnx::getSliceOps() {
  static const OpEntry entries[] = {
      {"", "Concat", importConcat, 1, kMany, 1},
      {"", "Gather", importGather, 2, 2, 1},
      {"", "Slice", importSlice, 1, 5, 1},
      {"", "Split", importSplit, 1, 2, kMany},
  };
  return entries;
}
