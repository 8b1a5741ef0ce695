//===- ConvOps.cpp - Conv, ConvTranspose ----------------------------------===//
//
// Images become channels last and filters output channel first. Transposes of
// constant filters happen now; those of images stay as ops, for Prepare to cancel.
//
// Tested by test/Import/conv.test and depth.test.
//
//===----------------------------------------------------------------------===//

#include "Depth.h"
#include "OpTable.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::onnx;

/// Checks `group` and the optional bias against the channels of the result.
static LogicalResult checkChannels(NodeContext &node, int64_t groups, int64_t inputs, int64_t outputs) {
  if (groups < 1 || inputs % groups || outputs % groups)
    return node.fail("attribute 'group' is " + Twine(groups) + " for " + Twine(inputs) + " input and " +
                     Twine(outputs) + " output channels");
  if (node.hasInput(2) && node.getInput(2)->shape != SmallVector<int64_t, 4>{outputs})
    return node.fail("bias has shape " + formatShape(node.getInput(2)->shape) + ", expected " + Twine(outputs));
  return success();
}

/// Checks ranks, and the attribute `kernel_shape` against the filter.
static LogicalResult checkFilter(NodeContext &node, int64_t most = 4) {
  if (failed(checkImage(node, 0, most)) || failed(checkImage(node, 1, most)))
    return failure();
  const Operand &x = *node.getInput(0), &w = *node.getInput(1);
  if (w.getRank() != x.getRank())
    return node.fail("filter has shape " + formatShape(w.shape) + " for an input of " + formatShape(x.shape));
  std::optional<std::vector<int64_t>> kernel = node.getInts("kernel_shape");
  if (kernel && ArrayRef<int64_t>(*kernel) != ArrayRef<int64_t>(w.shape).drop_front(2))
    return node.fail("attribute 'kernel_shape' is " + formatShape(*kernel) + ", but the filter has shape " +
                     formatShape(w.shape));
  return success();
}

static LogicalResult importConv(NodeContext &node) {
  if (failed(checkFilter(node, /*most=*/5)))
    return failure();
  const OperandRef &x = node.getInput(0), &w = node.getInput(1);
  int64_t rank = x->getRank(), groups = node.getInt("group", 1), inputs = x->shape[1], outputs = w->shape[0];
  std::optional<Windows> windows = readWindows(node, ArrayRef<int64_t>(w->shape).drop_front(2));
  if (!windows || failed(checkChannels(node, groups, inputs, outputs)))
    return failure();
  if (w->shape[1] != inputs / groups)
    return node.fail("filter " + formatShape(w->shape) + " has " + Twine(w->shape[1]) + " input channels, expected " +
                     Twine(inputs / groups));
  auto size = resolveWindows(node, *windows, getImageSize(*x), /*ceilMode=*/false);
  if (!size)
    return failure();
  Value image, filter;
  std::optional<DepthWindows> depth;
  if (rank == 5) {
    depth = takeDepth(*windows, *size);
    OperandRef joined = joinAsChannels(node, x, *depth, groups), weight = joined ? joinFilter(node, w) : nullptr;
    image = weight ? node.materialize(joined) : Value();
    filter = image ? node.materialize(weight) : Value();
  } else {
    image = toNhwc(node, x);
    filter = image ? toNhwc(node, w) : Value();
  }
  auto type = filter ? node.makeType({x->shape[0] * (depth ? depth->count : 1), (*size)[0], (*size)[1], outputs})
                     : RankedTensorType();
  Value bias = type && node.hasInput(2) ? node.getFloat(2) : Value();
  if (!type || (node.hasInput(2) && !bias))
    return failure();
  auto conv = node.create<qnn::Conv2DOp>(type, image, filter, bias, windows->strides, windows->pads, windows->dilations,
                                         groups, /*pad_values=*/DenseF32ArrayAttr());
  node.setOutput(0, depth ? fromSlices(node, conv, depth->count) : fromNhwc(node, conv, rank));
  return success();
}

/// [I, O / groups, KH, KW] to [O, KH, KW, I / groups].
static Value makeTransposedFilter(NodeContext &node, const OperandRef &w, int64_t groups) {
  OperandRef filter = w;
  if (w->getRank() == 3)
    filter = node.reshape(filter, {w->shape[0], w->shape[1], 1, w->shape[2]});
  if (filter && groups == 1)
    filter = node.transpose(filter, {1, 2, 3, 0});
  if (!filter || groups == 1)
    return filter ? node.materialize(filter) : Value();
  SmallVector<int64_t, 4> shape(filter->shape);
  filter = node.reshape(filter, {groups, shape[0] / groups, shape[1], shape[2], shape[3]});
  if (filter)
    filter = node.transpose(filter, {0, 2, 3, 4, 1});
  if (filter)
    filter = node.reshape(filter, {shape[1] * groups, shape[2], shape[3], shape[0] / groups});
  return filter ? node.materialize(filter) : Value();
}

/// Reads a list with one entry for each spatial axis as height and width.
static std::optional<SmallVector<int64_t, 2>> readSpatial(NodeContext &node, StringRef name, size_t rank) {
  std::optional<std::vector<int64_t>> values = node.getInts(name);
  if (!values)
    return std::nullopt;
  SmallVector<int64_t, 2> result(values->begin(), values->end());
  if (result.size() == rank + 2) // output_shape with batch and channels, as some exporters write
    result.erase(result.begin(), result.begin() + 2);
  if (result.size() != rank) {
    (void)node.fail("attribute '" + name + "' has " + Twine(values->size()) + " values, expected " + Twine(rank));
    return std::nullopt;
  }
  for (int64_t value : result)
    if (value < 0 || value > INT32_MAX) {
      (void)node.fail("attribute '" + name + "' holds " + Twine(value));
      return std::nullopt;
    }
  if (rank == 1)
    result.insert(result.begin(), name == "output_shape");
  return result;
}

/// Size of a transposed convolution's result; sets pads where they follow from it.
static std::optional<SmallVector<int64_t, 2>> resolveTransposed(NodeContext &node, Windows &windows,
                                                                ArrayRef<int64_t> image, MutableArrayRef<int64_t> extra,
                                                                std::optional<SmallVector<int64_t, 2>> wanted) {
  SmallVector<int64_t, 2> sizes;
  for (int axis : {0, 1}) {
    int64_t full = (image[axis] - 1) * windows.strides[axis] + windows.getExtent(axis) + extra[axis];
    int64_t &low = windows.pads[axis], &high = windows.pads[2 + axis];
    if (wanted || windows.autoPad != "NOTSET") {
      int64_t size = wanted ? (*wanted)[axis] : image[axis] * windows.strides[axis];
      int64_t total = full - size;
      if (total < 0 && extra[axis] == 0 && -total < windows.strides[axis]) {
        extra[axis] = -total; // a rest of the stride that the output size asks for
        full = size;
        total = 0;
      }
      if (total < 0) {
        (void)node.fail("result size " + Twine(size) + " along spatial axis " + Twine(axis) +
                        " exceeds what the input gives, " + Twine(full));
        return std::nullopt;
      }
      low = windows.autoPad == "SAME_UPPER" ? total / 2 : total - total / 2;
      high = total - low;
    }
    if (full - low - high < 1) {
      (void)node.fail("pads " + Twine(low) + " and " + Twine(high) + " leave nothing of spatial axis " + Twine(axis) +
                      " of size " + Twine(full));
      return std::nullopt;
    }
    if (extra[axis] >= std::max(windows.strides[axis], windows.dilations[axis]) && extra[axis] > 0) {
      (void)node.fail("attribute 'output_padding' holds " + Twine(extra[axis]) +
                      ", expected less than stride or dilation");
      return std::nullopt;
    }
    sizes.push_back(full - low - high);
  }
  return sizes;
}

static LogicalResult importConvTranspose(NodeContext &node) {
  if (failed(checkFilter(node)))
    return failure();
  const OperandRef &x = node.getInput(0), &w = node.getInput(1);
  int64_t rank = x->getRank(), groups = node.getInt("group", 1), inputs = x->shape[1];
  if (groups < 1 || w->shape[1] > INT32_MAX / groups)
    return node.fail("attribute 'group' is " + Twine(groups));
  int64_t outputs = w->shape[1] * groups;
  std::optional<Windows> windows = readWindows(node, ArrayRef<int64_t>(w->shape).drop_front(2));
  if (!windows || failed(checkChannels(node, groups, inputs, outputs)))
    return failure();
  if (w->shape[0] != inputs)
    return node.fail("filter " + formatShape(w->shape) + " has " + Twine(w->shape[0]) + " input channels, expected " +
                     Twine(inputs));
  auto extra = readSpatial(node, "output_padding", rank - 2), wanted = readSpatial(node, "output_shape", rank - 2);
  if (node.hasFailed())
    return failure();
  SmallVector<int64_t, 2> outputPadding = extra.value_or(SmallVector<int64_t, 2>{0, 0});
  auto size = resolveTransposed(node, *windows, getImageSize(*x), outputPadding, wanted);
  if (!size)
    return failure();
  auto type = node.makeType({x->shape[0], (*size)[0], (*size)[1], outputs});
  Value image = type ? toNhwc(node, x) : Value(), filter = image ? makeTransposedFilter(node, w, groups) : Value();
  Value bias = filter && node.hasInput(2) ? node.getFloat(2) : Value();
  if (!filter || (node.hasInput(2) && !bias))
    return failure();
  auto conv = node.create<qnn::ConvTranspose2DOp>(type, image, filter, bias, windows->strides, windows->pads,
                                                  outputPadding, windows->dilations, groups);
  node.setOutput(0, fromNhwc(node, conv, rank));
  return success();
}

ArrayRef<OpEntry> onnx::getConvOps() {
  static const OpEntry entries[] = {
      {"", "Conv", importConv, 2, 3, 1},
      {"", "ConvTranspose", importConvTranspose, 2, 3, 1},
  };
  return entries;
}
