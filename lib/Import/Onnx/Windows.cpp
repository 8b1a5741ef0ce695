//===- Windows.cpp - Kernel, strides, pads and images ---------------------===//
//
// Tested by test/Import/conv.test, pool.test.
//
//===----------------------------------------------------------------------===//

#include "Windows.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::onnx;

constexpr int64_t kLargest = INT32_MAX;

/// Reads a list of `rank` values in [least, 2^31) and puts 1-D ones below a height.
static bool readList(NodeContext &node, StringRef name, size_t rank, int64_t least, SmallVectorImpl<int64_t> &out) {
  std::optional<std::vector<int64_t>> values = node.getInts(name);
  if (!values) {
    out.assign(std::max<size_t>(rank, 2), 1);
    return !node.hasFailed();
  }
  if (values->size() != rank) {
    (void)node.fail("attribute '" + name + "' has " + Twine(values->size()) + " values, expected " + Twine(rank));
    return false;
  }
  for (int64_t value : *values)
    if (value < least || value > kLargest) {
      (void)node.fail("attribute '" + name + "' holds " + Twine(value) + ", expected at least " + Twine(least));
      return false;
    }
  out.assign(values->begin(), values->end());
  if (rank == 1)
    out.insert(out.begin(), 1);
  return true;
}

static bool readPads(NodeContext &node, size_t rank, SmallVectorImpl<int64_t> &pads) {
  size_t axes = std::max<size_t>(rank, 2);
  pads.assign(2 * axes, 0);
  std::optional<std::vector<int64_t>> values = node.getInts("pads");
  if (!values)
    return !node.hasFailed();
  if (values->size() != 2 * rank) {
    (void)node.fail("attribute 'pads' has " + Twine(values->size()) + " values, expected " + Twine(2 * rank));
    return false;
  }
  for (int64_t value : *values)
    if (value < 0 || value > kLargest) {
      (void)node.fail("attribute 'pads' holds " + Twine(value) + ", expected at least 0");
      return false;
    }
  for (size_t i = 0; i < rank; ++i) {
    pads[axes - rank + i] = (*values)[i];
    pads[2 * axes - rank + i] = (*values)[rank + i];
  }
  return true;
}

std::optional<Windows> onnx::readWindows(NodeContext &node, ArrayRef<int64_t> kernel) {
  Windows windows;
  size_t rank = kernel.size();
  windows.kernel.assign(kernel.begin(), kernel.end());
  if (rank == 1)
    windows.kernel.insert(windows.kernel.begin(), 1);
  for (int64_t size : kernel)
    if (size < 1 || size > kLargest) {
      (void)node.fail("kernel size " + Twine(size) + ", expected at least 1");
      return std::nullopt;
    }
  windows.autoPad = node.getString("auto_pad", "NOTSET");
  if (!llvm::is_contained({"NOTSET", "SAME_UPPER", "SAME_LOWER", "VALID"}, windows.autoPad)) {
    (void)node.fail("attribute 'auto_pad' is " + quote(windows.autoPad));
    return std::nullopt;
  }
  if (!readList(node, "strides", rank, 1, windows.strides) ||
      !readList(node, "dilations", rank, 1, windows.dilations) || !readPads(node, rank, windows.pads))
    return std::nullopt;
  if (windows.autoPad != "NOTSET")
    windows.pads.assign(windows.pads.size(), 0); // auto_pad wins
  if (windows.autoPad == "VALID")
    windows.autoPad = "NOTSET";
  for (size_t axis = 0; axis < windows.kernel.size(); ++axis)
    if (windows.kernel[axis] > kLargest / windows.dilations[axis]) {
      (void)node.fail("kernel " + Twine(windows.kernel[axis]) + " with dilation " + Twine(windows.dilations[axis]) +
                      " is too large");
      return std::nullopt;
    }
  return windows;
}

std::optional<SmallVector<int64_t, 2>> onnx::resolveWindows(NodeContext &node, Windows &windows,
                                                            ArrayRef<int64_t> image, bool ceilMode) {
  SmallVector<int64_t, 2> sizes;
  size_t axes = windows.kernel.size();
  for (size_t axis = 0; axis < axes; ++axis) {
    int64_t size = image[axis], stride = windows.strides[axis], extent = windows.getExtent(int(axis));
    int64_t &low = windows.pads[axis], &high = windows.pads[axes + axis];
    if (windows.autoPad != "NOTSET") {
      int64_t result = (size + stride - 1) / stride;
      int64_t total = std::max<int64_t>(0, (result - 1) * stride + extent - size);
      low = windows.autoPad == "SAME_UPPER" ? total / 2 : total - total / 2;
      high = total - low;
    }
    int64_t room = size + low + high - extent;
    if (room < 0) {
      (void)node.fail("window of " + Twine(extent) + " exceeds the " + Twine(size) + " elements of spatial axis " +
                      Twine(axis) + " with pads " + Twine(low) + " and " + Twine(high));
      return std::nullopt;
    }
    int64_t result = (ceilMode ? (room + stride - 1) / stride : room / stride) + 1;
    // A window that would start in the padding at the end is left out.
    if (ceilMode && (result - 1) * stride >= size + low)
      --result;
    sizes.push_back(result);
  }
  windows.autoPad = "NOTSET";
  return sizes;
}

OperandRef onnx::toNdhwc(NodeContext &node, const OperandRef &input) { return node.transpose(input, {0, 2, 3, 4, 1}); }

Value onnx::toNhwc(NodeContext &node, const OperandRef &input) {
  OperandRef moved =
      node.transpose(input, input->getRank() == 4 ? ArrayRef<int64_t>{0, 2, 3, 1} : ArrayRef<int64_t>{0, 2, 1});
  if (moved && moved->getRank() == 3)
    moved = node.reshape(moved, {moved->shape[0], 1, moved->shape[1], moved->shape[2]});
  return moved ? node.materialize(moved) : Value();
}

OperandRef onnx::fromNhwc(NodeContext &node, Value value, int64_t rank) {
  OperandRef result = node.wrap(value);
  if (rank == 4)
    return node.transpose(result, {0, 3, 1, 2});
  result = node.reshape(result, {result->shape[0], result->shape[2], result->shape[3]});
  return result ? node.transpose(result, {0, 2, 1}) : nullptr;
}

SmallVector<int64_t, 2> onnx::getImageSize(const Operand &input) {
  SmallVector<int64_t, 2> size(ArrayRef<int64_t>(input.shape).drop_front(2));
  if (size.size() == 1)
    size.insert(size.begin(), 1);
  return size;
}

LogicalResult onnx::checkImage(NodeContext &node, size_t index, int64_t most) {
  if (!node.checkFloat(index))
    return failure();
  int64_t rank = node.getInput(index)->getRank();
  if (rank < 3 || rank > most)
    return node.fail("input " + Twine(index) + " has shape " + formatShape(node.getInput(index)->shape) +
                     ", expected rank 3 " + (most == 4 ? "or " : "to ") + Twine(most));
  for (int64_t size : node.getInput(index)->shape)
    if (size < 1 || size > kLargest)
      return node.fail("input " + Twine(index) + " has shape " + formatShape(node.getInput(index)->shape));
  return success();
}
