//===- Operand.cpp - Constants of the network become ops ------------------===//
//
// Tested by test/Import/tensor-data.test and quantized.test.
//
//===----------------------------------------------------------------------===//

#include "GraphImporter.h"

#include "quantc/Dialect/Qnn/IR/Qnn.h"

#include <cmath>
#include <limits>

using namespace mlir;
using namespace quantc;
using namespace quantc::onnx;

Type onnx::getElementType(MLIRContext *context, ElementKind kind) {
  switch (kind) {
  case ElementKind::Bool:
    return IntegerType::get(context, 1);
  case ElementKind::I8:
    return IntegerType::get(context, 8);
  case ElementKind::U8:
    return IntegerType::get(context, 8, IntegerType::Unsigned);
  case ElementKind::I16:
    return IntegerType::get(context, 16);
  case ElementKind::U16:
    return IntegerType::get(context, 16, IntegerType::Unsigned);
  case ElementKind::I32:
    return IntegerType::get(context, 32);
  case ElementKind::I64:
    return IntegerType::get(context, 64);
  default: // decoding narrows every float type to f32
    return Float32Type::get(context);
  }
}

std::pair<int64_t, int64_t> onnx::getStorageRange(ElementKind kind, bool isNibble) {
  switch (kind) {
  case ElementKind::I8:
    return isNibble ? std::pair(-8, 7) : std::pair(-128, 127);
  case ElementKind::U8:
    return {0, isNibble ? 15 : 255};
  case ElementKind::I16:
    return {-32768, 32767};
  case ElementKind::U16:
    return {0, 65535};
  default:
    return {std::numeric_limits<int32_t>::min(), std::numeric_limits<int32_t>::max()};
  }
}

Type onnx::makeQuantizedType(MLIRContext *context, ElementKind kind, const QuantParams &params, bool narrow,
                             std::string &problem) {
  auto [low, high] = getStorageRange(kind, params.isNibble);
  for (auto [index, scale] : llvm::enumerate(params.scales)) {
    auto value = static_cast<float>(scale);
    if (!std::isnormal(value) || value <= 0) {
      problem =
          "scale " + formatNumber(scale) + " at index " + std::to_string(index) + ", expected a positive normal f32";
      return {};
    }
    if (params.zeroPoints[index] < low || params.zeroPoints[index] > high) {
      problem =
          llvm::formatv("zero point {0} at index {1}, expected [{2}, {3}]", params.zeroPoints[index], index, low, high)
              .str();
      return {};
    }
  }
  bool isSigned = kind != ElementKind::U8 && kind != ElementKind::U16;
  unsigned flags = isSigned ? quant::QuantizationFlags::Signed : 0;
  auto storage = IntegerType::get(context, unsigned(getElementSize(kind)) * 8);
  Type expressed = Float32Type::get(context);
  if (narrow)
    ++low;
  if (params.axis < 0)
    return quant::UniformQuantizedType::get(flags, storage, expressed, params.scales[0], params.zeroPoints[0], low,
                                            high);
  return quant::UniformQuantizedPerAxisType::get(flags, storage, expressed, params.scales, params.zeroPoints,
                                                 int32_t(params.axis), low, high);
}

/// Whether an 8-bit signed constant with zero points 0 avoids -128, as the
/// quantizer's own weights do.
static bool isNarrow(const HostTensor &host, const QuantParams &params) {
  return host.kind == ElementKind::I8 && llvm::all_of(params.zeroPoints, [](int64_t z) { return z == 0; }) &&
         !llvm::is_contained(host.values<int8_t>(), -128);
}

/// Names the first NaN or infinity.
static bool isFinite(const HostTensor &host, std::string &problem) {
  if (host.kind != ElementKind::F32)
    return true;
  for (auto [index, value] : llvm::enumerate(host.values<float>()))
    if (!std::isfinite(value)) {
      problem = formatNumber(value) + " at index " + std::to_string(index) + ", expected finite values";
      return false;
    }
  return true;
}

Value onnx::materialize(OpBuilder &builder, Location loc, Operand &operand, std::string &problem) {
  if (operand.value)
    return operand.value;
  MLIRContext *context = builder.getContext();
  const HostTensor &host = *operand.host;
  if (host.getNumElements() == 0) {
    problem = "an empty tensor, expected elements";
    return {};
  }
  if (!isFinite(host, problem))
    return {};
  auto stored =
      RankedTensorType::get(host.shape, operand.quant ? IntegerType::get(context, getElementSize(host.kind) * 8)
                                                      : getElementType(context, host.kind));
  auto elements = qnn::makeElementsAttr(stored, host.bytes);
  if (!operand.quant) {
    operand.value = qnn::ConstantOp::create(builder, loc, stored, elements);
    return operand.value;
  }
  Type element = makeQuantizedType(context, host.kind, *operand.quant, isNarrow(host, *operand.quant), problem);
  if (!element)
    return {};
  auto constant = qnn::ConstantOp::create(builder, loc, RankedTensorType::get(host.shape, element), elements);
  auto real = RankedTensorType::get(host.shape, Float32Type::get(context));
  operand.value = qnn::DequantizeOp::create(builder, loc, real, constant);
  return operand.value;
}
