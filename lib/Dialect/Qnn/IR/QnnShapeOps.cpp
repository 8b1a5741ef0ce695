//===- QnnShapeOps.cpp - Verifiers and folders of shape ops ---------------===//
//
// Tested by test/Dialect/Qnn/IR/shape-ops.mlir and shape-ops-invalid.mlir.
//
//===----------------------------------------------------------------------===//

#include "VerifyHelpers.h"

#include <cmath>

using namespace mlir;
using namespace quantc;
using namespace quantc::qnn;

std::optional<SmallVector<int64_t>> qnn::broadcastShapes(ArrayRef<int64_t> a, ArrayRef<int64_t> b) {
  SmallVector<int64_t> shape(std::max(a.size(), b.size()), 1);
  for (auto operand : {a, b})
    for (size_t i = 0; i < operand.size(); ++i) {
      int64_t &size = shape[shape.size() - 1 - i], own = operand[operand.size() - 1 - i];
      if (size != 1 && own != 1 && size != own)
        return std::nullopt;
      if (size == 1)
        size = own;
    }
  return shape;
}

LogicalResult qnn::verifyAttributeValues(Operation *op, StringRef name, ArrayRef<int64_t> values, size_t count,
                                         int64_t least) {
  if (values.size() != count)
    return op->emitOpError("'") << name << "' has " << values.size() << " values, expected " << count;
  for (int64_t value : values)
    if (value < least || value > kMaxSize)
      return op->emitOpError("'") << name << "' holds " << value << ", expected " << least << " to " << kMaxSize;
  return success();
}

static LogicalResult verifySameElement(Operation *op) {
  if (elementOf(op->getOperand(0)) != elementOf(op->getResult(0)))
    return op->emitOpError("changes the element type from ")
           << elementOf(op->getOperand(0)) << " to " << elementOf(op->getResult(0));
  return success();
}

LogicalResult ReshapeOp::verify() {
  auto in = cast<RankedTensorType>(getInput().getType()), out = cast<RankedTensorType>(getOutput().getType());
  if (in.getNumElements() != out.getNumElements()) // reshape_c1
    return emitOpError("has ") << in.getNumElements() << " elements in and " << out.getNumElements() << " out";
  return verifySameElement(*this);
}

OpFoldResult ReshapeOp::fold(FoldAdaptor) {
  if (getInput().getType() == getOutput().getType())
    return getInput();
  return {};
}

LogicalResult TransposeOp::verify() {
  auto x = shapeOf(getInput()), y = shapeOf(getOutput());
  SmallVector<bool> seen(x.size());
  bool valid = getPermutation().size() == x.size() && y.size() == x.size(); // transpose_c1
  for (size_t i = 0; valid && i < x.size(); ++i) {
    int64_t axis = getPermutation()[i];
    valid = axis >= 0 && axis < int64_t(x.size()) && !seen[axis] && y[i] == x[axis];
    if (valid)
      seen[axis] = true;
  }
  if (!valid)
    return emitOpError("permutation [") << getPermutation() << "] does not turn " << getInput().getType() << " into "
                                        << getOutput().getType();
  auto in = dyn_cast<quant::UniformQuantizedPerAxisType>(elementOf(getInput()));
  auto out = dyn_cast<quant::UniformQuantizedPerAxisType>(elementOf(getOutput()));
  if (!in || !out)
    return verifySameElement(*this);
  if (getPermutation()[out.getQuantizedDimension()] != in.getQuantizedDimension() || // transpose_c2
      in.getStorageType() != out.getStorageType() || in.isSigned() != out.isSigned() ||
      in.getStorageTypeMin() != out.getStorageTypeMin() || in.getStorageTypeMax() != out.getStorageTypeMax() ||
      in.getScales() != out.getScales() || in.getZeroPoints() != out.getZeroPoints())
    return emitOpError("scales of ") << out << " are not those of " << in << " along the moved axis";
  return success();
}

OpFoldResult TransposeOp::fold(FoldAdaptor) {
  for (auto [index, axis] : llvm::enumerate(getPermutation()))
    if (int64_t(index) != axis)
      return {};
  return getInput();
}

LogicalResult BroadcastOp::verify() {
  auto shape = broadcastShapes(shapeOf(getInput()), shapeOf(getOutput())); // broadcast_c1
  if (!shape || ArrayRef<int64_t>(*shape) != shapeOf(getOutput()))
    return emitOpError("input ") << getInput().getType() << " does not broadcast to " << getOutput().getType();
  return verifySameElement(*this);
}

LogicalResult SliceOp::verify() {
  auto x = shapeOf(getInput()), y = shapeOf(getOutput());
  if (getOffsets().size() != x.size() || getStrides().size() != x.size() || y.size() != x.size()) // slice_c1
    return emitOpError("has ") << getOffsets().size() << " offsets and " << getStrides().size() << " strides for ranks "
                               << x.size() << " and " << y.size();
  for (size_t i = 0; i < x.size(); ++i) {
    int64_t first = getOffsets()[i], stride = getStrides()[i];
    if (first < 0 || first > kMaxSize || stride == 0 || stride < -kMaxSize || stride > kMaxSize)
      return emitOpError("has offset ") << first << " and stride " << stride << " for axis " << i << ", expected 0 to "
                                        << kMaxSize << ", and a stride that is not 0";
    int64_t last = first + stride * (y[i] - 1);
    if (y[i] != 0 && (std::min(first, last) < 0 || std::max(first, last) >= x[i]))
      return emitOpError("reads [") << first << ", " << last << "] of axis " << i << " of size " << x[i];
  }
  return verifySameElement(*this);
}

LogicalResult PadOp::verify() {
  auto x = shapeOf(getInput()), y = shapeOf(getOutput());
  if (failed(verifyAttributeValues(*this, "low", getLow(), x.size(), 0)) ||
      failed(verifyAttributeValues(*this, "high", getHigh(), x.size(), 0))) // pad_c1
    return failure();
  for (size_t i = 0; i < x.size(); ++i)
    if (y.size() != x.size() || y[i] != x[i] + getLow()[i] + getHigh()[i])
      return emitOpError("output ") << getOutput().getType() << " does not follow from input " << getInput().getType();
  if (y.size() != x.size())
    return emitOpError("output ") << getOutput().getType() << " does not follow from input " << getInput().getType();
  return verifySameElement(*this);
}

LogicalResult ConcatOp::verify() {
  auto y = shapeOf(getOutput());
  int64_t axis = getAxis(), sum = 0;
  if (getInputs().empty()) // concat_c1
    return emitOpError("has no operands");
  if (axis < 0 || axis >= int64_t(y.size()))
    return emitOpError("axis ") << axis << " is out of range for rank " << y.size();
  for (Value input : getInputs()) {
    SmallVector<int64_t> shape(shapeOf(input));
    if (shape.size() == y.size()) {
      sum += shape[axis];
      shape[axis] = y[axis];
    }
    if (ArrayRef<int64_t>(shape) != y)
      return emitOpError("operand ") << input.getType() << " does not fit output " << getOutput().getType();
    if (bool(getQuantizedType(input)) != bool(getQuantizedType(getOutput())) ||
        (!getQuantizedType(input) && elementOf(input) != elementOf(getOutput())))
      return emitOpError("operand ") << input.getType() << " and output " << getOutput().getType()
                                     << " differ in element type";
  }
  if (sum != y[axis])
    return emitOpError("operands have ") << sum << " indices along axis " << axis << ", the output " << y[axis];
  return success();
}

LogicalResult GatherOp::verify() {
  auto x = shapeOf(getInput()), i = shapeOf(getIndices()), y = shapeOf(getOutput());
  int64_t axis = getAxis();
  if (axis < 0 || axis >= int64_t(x.size())) // gather_c1
    return emitOpError("axis ") << axis << " is out of range for rank " << x.size();
  if (x[axis] == 0)
    return emitOpError("takes slices along axis ") << axis << ", which is empty";
  SmallVector<int64_t> expected(x.take_front(axis));
  expected.append(i.begin(), i.end());
  expected.append(x.begin() + axis + 1, x.end());
  if (y != ArrayRef<int64_t>(expected))
    return emitOpError("output ") << getOutput().getType() << " does not follow from input " << getInput().getType()
                                  << " and indices " << getIndices().getType();
  return verifySameElement(*this);
}

LogicalResult ResizeOp::verify() {
  auto x = shapeOf(getInput()), y = shapeOf(getOutput());
  bool valid =
      getScales().size() == 2 && x.size() == 4 && y.size() == 4 && x[0] == y[0] && x[3] == y[3] && x[1] > 0 && x[2] > 0;
  for (double scale : getScales()) // coordinates are f32
    valid &= std::isnormal(static_cast<float>(scale)) && scale > 0;
  if (!valid) // resize_c1
    return emitOpError("scales [") << getScales() << "] do not turn " << getInput().getType() << " into "
                                   << getOutput().getType();
  auto stored = dyn_cast_if_present<quant::UniformQuantizedType>(getQuantizedType(getInput()));
  if (getMode() == ResizeMode::Linear && !isFloat(getInput()) && (!stored || isAccumulator(stored))) // resize_c2
    return emitOpError("is linear on ") << elementOf(getInput()) << ", expected f32, or 8 or 16 bits with one scale";
  return verifySameElement(*this);
}
