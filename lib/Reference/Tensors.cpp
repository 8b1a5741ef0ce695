//===- Tensors.cpp - Types and elements shared by evaluators --------------===//
//
// Tested by test/Reference.
//
//===----------------------------------------------------------------------===//

#include "Evaluators.h"
#include "quantc/Numerics/ScalarOps.h"

using namespace mlir;
using namespace quantc;

ElementKind reference::getElementKind(Type tensor) {
  Type element = cast<ShapedType>(tensor).getElementType();
  bool isSigned = true;
  if (auto quantized = dyn_cast<quant::QuantizedType>(element)) {
    isSigned = quantized.isSigned();
    element = quantized.getStorageType();
  } else if (element.isUnsignedInteger()) {
    isSigned = false;
  }
  if (isa<FloatType>(element)) // 16-bit floats are read as f32, which is exact
    return ElementKind::F32;
  if (element.isInteger(1))
    return ElementKind::Bool;
  unsigned width = element.getIntOrFloatBitWidth();
  if (width <= 8)
    return isSigned ? ElementKind::I8 : ElementKind::U8;
  if (width <= 16)
    return isSigned ? ElementKind::I16 : ElementKind::U16;
  if (width <= 32)
    return isSigned ? ElementKind::I32 : ElementKind::U32;
  return isSigned ? ElementKind::I64 : ElementKind::U64;
}

/// The values of 16-bit floats.
static std::vector<float> widenHalves(ArrayRef<char> bytes, const llvm::fltSemantics &semantics) {
  std::vector<float> values(bytes.size() / 2);
  for (auto [index, value] : llvm::enumerate(values)) {
    uint16_t bits;
    std::memcpy(&bits, bytes.data() + 2 * index, sizeof bits);
    value = llvm::APFloat(semantics, llvm::APInt(16, bits)).convertToFloat();
  }
  return values;
}

HostTensor reference::toHostTensor(ElementsAttr attr, bool isUnsigned) {
  auto type = cast<RankedTensorType>(attr.getType());
  HostTensor tensor;
  tensor.kind = getElementKind(type);
  if (isUnsigned && tensor.kind == ElementKind::I8)
    tensor.kind = ElementKind::U8;
  if (isUnsigned && tensor.kind == ElementKind::I16)
    tensor.kind = ElementKind::U16;
  tensor.shape.assign(type.getShape().begin(), type.getShape().end());
  SmallVector<char> bytes = qnn::getElementBytes(attr);
  Type element = type.getElementType();
  if (element.isF16() || element.isBF16()) {
    std::vector<float> values = widenHalves(bytes, cast<FloatType>(element).getFloatSemantics());
    tensor.bytes.assign(reinterpret_cast<const char *>(values.data()),
                        reinterpret_cast<const char *>(values.data() + values.size()));
    return tensor;
  }
  tensor.bytes.assign(bytes.begin(), bytes.end());

  // Narrow integers have a byte each, of which the upper bits are not defined.
  unsigned width = element.getIntOrFloatBitWidth();
  if (element.isInteger() && width > 1 && width < 8)
    for (char &byte : tensor.bytes) {
      int low = byte & ((1 << width) - 1);
      byte = char(!isUnsigned && low >> (width - 1) ? low - (1 << width) : low);
    }
  return tensor;
}

HostTensor reference::toReal(const HostTensor &tensor, Type type) {
  quant::QuantizedType quantized = qnn::getQuantizedType(type);
  if (!quantized)
    return tensor;
  HostTensor real(ElementKind::F32, tensor.shape);
  auto scales = qnn::getScales(quantized);
  auto zeroPoints = qnn::getZeroPoints(quantized);
  int64_t inner = 1, size = scales.size();
  if (auto axis = dyn_cast<quant::UniformQuantizedPerAxisType>(quantized))
    for (int64_t length : ArrayRef(tensor.shape).drop_front(axis.getQuantizedDimension() + 1))
      inner *= length;
  withStorage(tensor.kind, [&](auto sample) {
    auto stored = tensor.values<decltype(sample)>();
    auto values = real.values<float>();
    for (int64_t i = 0, end = values.size(); i < end; ++i) {
      int64_t c = size == 1 ? 0 : i / inner % size;
      values[i] = numerics::dequantize(int64_t(stored[i]), zeroPoints[c], float(scales[c]));
    }
  });
  return real;
}

HostTensor reference::makeTensor(Value value) {
  auto type = cast<RankedTensorType>(value.getType());
  return HostTensor(getElementKind(type), type.getShape());
}

numerics::Rounding reference::getRounding(quant::QuantizedType output, std::optional<ArrayRef<int64_t>> clamp) {
  numerics::Rounding rounding;
  rounding.zeroPoint = qnn::getZeroPoints(output)[0];
  rounding.low = clamp ? (*clamp)[0] : output.getStorageTypeMin();
  rounding.high = clamp ? (*clamp)[1] : output.getStorageTypeMax();
  return rounding;
}

numerics::Rounding reference::getRounding(Operation *op, std::optional<ArrayRef<int64_t>> clamp) {
  numerics::Rounding rounding = getRounding(qnn::getQuantizedType(op->getResult(0)), clamp);
  qnn::ZeroPointParts parts = qnn::getZeroPointParts(op);
  rounding.shift = parts.before;
  rounding.zeroPoint = parts.after;
  if (isa<qnn::AddOp, qnn::SubOp>(op))
    rounding.factor =
        numerics::getSumFactor(qnn::getProfile(op), qnn::getScales(qnn::getQuantizedType(op->getResult(0)))[0]);
  return rounding;
}

int64_t reference::roundReal(Operation *op, float x, std::optional<ArrayRef<int64_t>> clamp) {
  numerics::QuantParams stated = qnn::getStatedParams(op, op->getNumOperands());
  numerics::PlainOps plain;
  float t = numerics::scaleAndShift(plain, x == x ? x : 0, numerics::getReciprocal(stated.scale), stated.zeroPoint);
  return numerics::roundWithSlope(t, getRounding(op, clamp));
}

reference::ChannelOf::ChannelOf(Value value) {
  auto axis = dyn_cast_if_present<quant::UniformQuantizedPerAxisType>(qnn::getQuantizedType(value));
  if (!axis)
    return;
  auto shape = cast<RankedTensorType>(value.getType()).getShape();
  size = shape[axis.getQuantizedDimension()];
  for (int64_t length : shape.drop_front(axis.getQuantizedDimension() + 1))
    inner *= length;
}

template <class T> std::vector<T> reference::getDifferencesAs(const HostTensor &tensor, Value value) {
  SmallVector<int64_t> zeroPoints = qnn::getZeroPoints(qnn::getQuantizedType(value));
  std::vector<T> differences(tensor.getNumElements());
  withStorage(tensor.kind, [&](auto sample) {
    auto stored = tensor.values<decltype(sample)>();
    if (llvm::all_equal(zeroPoints)) {
      auto zeroPoint = T(zeroPoints[0]);
      for (size_t i = 0; i < differences.size(); ++i)
        differences[i] = T(stored[i]) - zeroPoint;
      return;
    }
    ChannelOf channelOf(value);
    for (size_t i = 0; i < differences.size(); ++i)
      differences[i] = T(stored[i]) - T(zeroPoints[channelOf(i)]);
  });
  return differences;
}
template std::vector<float> reference::getDifferencesAs(const HostTensor &, Value);
template std::vector<int32_t> reference::getDifferencesAs(const HostTensor &, Value);
template std::vector<int64_t> reference::getDifferencesAs(const HostTensor &, Value);

SmallVector<int64_t> reference::getStrides(ArrayRef<int64_t> shape) {
  SmallVector<int64_t> strides(shape.size());
  int64_t stride = 1;
  for (size_t i = shape.size(); i-- > 0; stride *= shape[i])
    strides[i] = stride;
  return strides;
}

template <class T> static void copyElements(const T *from, ArrayRef<int64_t> strides, ArrayRef<int64_t> shape, T *&to) {
  if (shape.empty()) {
    *to++ = *from;
    return;
  }
  if (shape.size() == 1) {
    for (int64_t i = 0; i < shape[0]; ++i)
      *to++ = from[i * strides[0]];
    return;
  }
  for (int64_t i = 0; i < shape[0]; ++i)
    copyElements(from + i * strides[0], strides.drop_front(), shape.drop_front(), to);
}

void reference::copyStrided(const HostTensor &input, int64_t offset, ArrayRef<int64_t> strides, HostTensor &output) {
  if (output.getNumElements() == 0)
    return;
  auto copy = [&](auto sample) {
    using T = decltype(sample);
    T *to = reinterpret_cast<T *>(output.bytes.data());
    copyElements(reinterpret_cast<const T *>(input.bytes.data()) + offset, strides, output.shape, to);
  };
  switch (getElementSize(output.kind)) {
  case 1:
    return copy(uint8_t());
  case 2:
    return copy(uint16_t());
  case 4:
    return copy(uint32_t());
  default:
    return copy(uint64_t());
  }
}

HostTensor reference::broadcastTo(const HostTensor &input, ArrayRef<int64_t> shape) {
  if (ArrayRef<int64_t>(input.shape) == shape)
    return input;
  HostTensor output(input.kind, shape);
  SmallVector<int64_t> own = getStrides(input.shape), strides(shape.size());
  size_t added = shape.size() - own.size();
  for (size_t i = 0; i < own.size(); ++i)
    strides[added + i] = input.shape[i] == 1 ? 0 : own[i];
  copyStrided(input, 0, strides, output);
  return output;
}
