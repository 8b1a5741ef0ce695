//===- MoveElements.cpp - Ops that move elements, now or at run time ------===//
//
// One place decides between evaluating on the host and emitting an op, so that
// shape arithmetic needs no handlers of its own: integers that are known are
// always evaluated (no op computes on them), floats where that is cheap.
//
// Tested by test/Import/shape-arithmetic.test.
//
//===----------------------------------------------------------------------===//

#include "NodeContext.h"

#include "llvm/Support/CheckedArithmetic.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::onnx;

/// Number of elements, or nullopt if it, or the product of the sizes besides zeros, overflows.
static std::optional<int64_t> countElements(ArrayRef<int64_t> shape) {
  std::optional<int64_t> count = 1;
  for (int64_t size : shape)
    count = count ? llvm::checkedMul<int64_t>(*count, std::max<int64_t>(size, 1)) : count;
  return count && llvm::is_contained(shape, 0) ? 0 : count;
}

std::optional<bool> NodeContext::shouldFold(ArrayRef<OperandRef> operands, int64_t elements, bool allowQuantized) {
  bool isFloat = true;
  int64_t inputElements = 0;
  for (const OperandRef &operand : operands) {
    if (!operand->host || (operand->quant && !allowQuantized))
      return false;
    isFloat &= operand->isFloat();
    inputElements += operand->host->getNumElements();
  }
  // A small constant spread over a large tensor is better left to one op.
  if (isFloat && elements > std::max<int64_t>(inputElements, 1 << 14))
    return false;
  if (elements <= graph.foldBytesLeft / 8) {
    graph.foldBytesLeft -= 8 * elements + 64;
    return true;
  }
  if (isFloat)
    return false;
  (void)fail("shape arithmetic exceeds the budget of " + Twine(graph.options.foldBudget) + " bytes (--fold-budget)",
             ExitCode::Resources);
  return std::nullopt;
}

/// A constant with the elements of `tensor` and the quantization of `like`.
static OperandRef makeLike(NodeContext &node, HostTensor tensor, const Operand &like, int64_t axis) {
  OperandRef result = node.makeConstant(std::move(tensor));
  result->name = like.name;
  result->isNibble = like.isNibble;
  if (like.quant) {
    result->quant = like.quant;
    result->quant->axis = axis;
    result->kind = ElementKind::F32;
  }
  return result;
}

static Type getElement(Value value) { return cast<RankedTensorType>(value.getType()).getElementType(); }

/// Where the quantized axis of `from` is after a reshape to `to` that only adds or
/// drops axes of size 1; nullopt if it is not that simple.
static std::optional<int64_t> followAxis(ArrayRef<int64_t> from, ArrayRef<int64_t> to, int64_t axis) {
  if (axis < 0)
    return axis;
  int64_t before = 1, after = 1;
  for (int64_t i = 0; i < axis; ++i)
    before *= from[i];
  for (auto [i, size] : llvm::enumerate(to)) {
    if (after == before && size == from[axis] && (size != 1 || int64_t(i) == axis))
      return i;
    after *= size;
  }
  return std::nullopt;
}

OperandRef NodeContext::reshape(const OperandRef &input, ArrayRef<int64_t> shape) {
  std::optional<int64_t> count = countElements(shape);
  if (count != countElements(input->shape)) {
    (void)fail("cannot reshape " + formatShape(input->shape) + " to " + formatShape(shape));
    return {};
  }
  if (ArrayRef<int64_t>(input->shape) == shape)
    return input;
  std::optional<int64_t> axis = -1;
  if (input->quant)
    axis = followAxis(input->shape, shape, input->quant->axis);
  std::optional<bool> fold = shouldFold(input, *count, /*allowQuantized=*/axis.has_value());
  if (!fold)
    return {};
  if (*fold) {
    HostTensor tensor = *input->host;
    tensor.shape.assign(shape.begin(), shape.end());
    return makeLike(*this, std::move(tensor), *input, *axis);
  }
  Value value = materialize(input);
  if (!value)
    return {};
  if (isa<quant::UniformQuantizedPerAxisType>(getElement(value))) {
    (void)fail("reshapes a value that is quantized per axis");
    return {};
  }
  auto type = makeType(shape, getElement(value));
  return type ? wrap(create<qnn::ReshapeOp>(type, value)) : nullptr;
}

OperandRef NodeContext::transpose(const OperandRef &input, ArrayRef<int64_t> permutation) {
  std::optional<bool> fold = shouldFold(input, input->host ? input->host->getNumElements() : 0, true);
  if (!fold)
    return {};
  if (*fold) {
    int64_t axis = input->quant ? input->quant->axis : -1;
    if (axis >= 0)
      axis = llvm::find(permutation, axis) - permutation.begin();
    return makeLike(*this, hostTranspose(*input->host, permutation), *input, axis);
  }
  Value value = materialize(input);
  if (!value)
    return {};
  if (isa<quant::UniformQuantizedPerAxisType>(getElement(value))) {
    (void)fail("transposes a value that is quantized per axis");
    return {};
  }
  SmallVector<int64_t> shape;
  for (int64_t axis : permutation)
    shape.push_back(input->shape[axis]);
  auto type = makeType(shape, getElement(value));
  return type ? wrap(create<qnn::TransposeOp>(type, value, permutation)) : nullptr;
}

OperandRef NodeContext::slice(const OperandRef &input, ArrayRef<int64_t> offsets, ArrayRef<int64_t> strides,
                              ArrayRef<int64_t> shape) {
  std::optional<bool> fold = shouldFold(input, *countElements(shape));
  if (!fold)
    return {};
  if (*fold)
    return makeLike(*this, hostSlice(*input->host, offsets, strides, shape), *input, -1);
  Value value = materialize(input);
  if (!value)
    return {};
  auto type = makeType(shape, getElement(value));
  return type ? wrap(create<qnn::SliceOp>(type, value, offsets, strides)) : nullptr;
}

OperandRef NodeContext::broadcastTo(const OperandRef &input, ArrayRef<int64_t> shape) {
  if (ArrayRef<int64_t>(input->shape) == shape)
    return input;
  std::optional<int64_t> count = countElements(shape);
  std::optional<bool> fold = shouldFold(input, count.value_or(std::numeric_limits<int64_t>::max()));
  if (!fold)
    return {};
  if (*fold)
    return makeLike(*this, hostBroadcast(*input->host, shape), *input, -1);
  Value value = materialize(input);
  if (!value)
    return {};
  auto type = makeType(shape, getElement(value));
  return type ? wrap(create<qnn::BroadcastOp>(type, value)) : nullptr;
}

OperandRef NodeContext::concat(ArrayRef<OperandRef> operands, int64_t axis) {
  SmallVector<int64_t, 4> shape(operands[0]->shape);
  shape[axis] = 0;
  for (const OperandRef &operand : operands) {
    SmallVector<int64_t, 4> other(operand->shape);
    if (other.size() == shape.size()) {
      std::optional<int64_t> sum = llvm::checkedAdd<int64_t>(shape[axis], other[axis]);
      other[axis] = shape[axis] = sum.value_or(-1);
    }
    if (other != shape || shape[axis] < 0) {
      (void)fail("shape " + formatShape(operand->shape) + " does not fit " + formatShape(operands[0]->shape) +
                 " along axis " + Twine(axis));
      return {};
    }
    if (operand->kind != operands[0]->kind || operand->isQuantized != operands[0]->isQuantized) {
      (void)fail("joins elements of " + getElementName(operand->kind) + " and " + getElementName(operands[0]->kind) +
                 (operand->isQuantized != operands[0]->isQuantized ? ", one of them quantized" : ""));
      return {};
    }
  }
  std::optional<bool> fold = shouldFold(operands, countElements(shape).value_or(std::numeric_limits<int64_t>::max()));
  if (!fold)
    return {};
  if (*fold) {
    SmallVector<const HostTensor *> tensors;
    for (const OperandRef &operand : operands)
      tensors.push_back(operand->host.get());
    return makeConstant(hostConcat(tensors, axis));
  }
  SmallVector<Value> values;
  for (const OperandRef &operand : operands) {
    if (llvm::is_contained(operand->shape, 0))
      continue; // an empty piece adds nothing
    values.push_back(materialize(operand));
    if (!values.back())
      return {};
    if (getElement(values.back()) != getElement(values.front())) {
      (void)fail("joins quantized values of different scales");
      return {};
    }
  }
  if (values.size() == 1)
    return wrap(values[0]);
  auto type = values.empty() ? makeType(shape) : makeType(shape, getElement(values[0]));
  return type ? wrap(create<qnn::ConcatOp>(type, values, axis)) : nullptr;
}

/// The stored values of a quantized tensor as another type. Integers that hold them all have the same real
/// values there, so that rounding from one to the other is exact; floats equal them at scale 1.
static OperandRef castStored(NodeContext &node, const OperandRef &input, ElementKind kind) {
  auto type = dyn_cast<quant::UniformQuantizedType>(getElement(input->value));
  if (type && kind == ElementKind::F32 && type.getScale() == 1 && type.getZeroPoint() == 0) {
    auto real = node.makeType(input->shape);
    return real ? node.wrap(node.create<qnn::DequantizeOp>(real, input->value)) : nullptr;
  }
  auto [low, high] = getStorageRange(kind, /*isNibble=*/false);
  bool isNarrow = llvm::is_contained({ElementKind::I8, ElementKind::U8, ElementKind::I16, ElementKind::U16}, kind);
  if (!type || !isNarrow || type.getStorageTypeMin() < low || type.getStorageTypeMax() > high) {
    (void)node.fail("casts the stored values of a quantized tensor to " + getElementName(kind));
    return {};
  }
  std::string problem;
  QuantParams params{{type.getScale()}, {type.getZeroPoint()}};
  auto to = node.makeType(input->shape, makeQuantizedType(node.getContext(), kind, params, /*narrow=*/false, problem));
  return to ? node.wrap(node.create<qnn::RequantizeOp>(to, input->value, DenseI64ArrayAttr(), DenseF32ArrayAttr(),
                                                       StringAttr(), DenseF32ArrayAttr(), DenseF32ArrayAttr()))
            : nullptr;
}

OperandRef NodeContext::cast(const OperandRef &input, ElementKind kind) {
  if (input->kind == kind && !input->isNibble)
    return input; // of a quantized value: its stored type
  if (input->isQuantized)
    return castStored(*this, input, kind);
  std::optional<bool> fold = shouldFold(input, input->host ? input->host->getNumElements() : 0);
  if (!fold)
    return {};
  if (*fold)
    return makeConstant(hostCast(*input->host, kind));
  Value value = materialize(input);
  if (!value)
    return {};
  auto type = makeType(input->shape, getElementType(getContext(), kind));
  return type ? wrap(create<qnn::CastOp>(type, value)) : nullptr;
}
