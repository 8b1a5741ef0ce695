//===- Casts.cpp - QuantizeLinear, DequantizeLinear and bounds ------------===//
//
// Tested by test/Export/types.mlir and activations.mlir.
//
//===----------------------------------------------------------------------===//

#include "GraphExporter.h"

#include "quantc/Numerics/Quantize.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::exporter;

/// The zero points in the bytes of their type.
static std::string packZeroPoints(ArrayRef<int64_t> zeroPoints, unsigned width, DataType type) {
  unsigned size = std::max(width / 8, 1u);
  SmallVector<char> bytes;
  for (int64_t zeroPoint : zeroPoints) // little-endian, as the host
    bytes.append(reinterpret_cast<const char *>(&zeroPoint), reinterpret_cast<const char *>(&zeroPoint) + size);
  return packElements(bytes, type);
}

std::vector<NodeAttribute> GraphExporter::addParams(quant::QuantizedType type, int64_t axis,
                                                    SmallVectorImpl<TensorId> &inputs, StringRef name) {
  bool isPerAxis = isa<quant::UniformQuantizedPerAxisType>(type);
  auto [known, isNew] = params.try_emplace(type);
  if (isNew) {
    SmallVector<float> scales;
    for (double scale : qnn::getScales(type))
      scales.push_back(float(scale));
    SmallVector<int64_t, 1> shape;
    if (isPerAxis)
      shape.push_back(scales.size());
    DataType stored = *getStoredType(type);
    TensorId scale = model.addFloats((name + "_scale").str(), shape, scales), zeroPoint = kNone;
    if (stored != DataType::Int32) // DequantizeLinear takes none there
      zeroPoint =
          model.addInitializer((name + "_zero_point").str(), stored, shape,
                               packZeroPoints(qnn::getZeroPoints(type), type.getStorageTypeIntegralWidth(), stored));
    known->second = {scale, zeroPoint};
  }
  inputs.push_back(known->second.first);
  if (known->second.second != kNone)
    inputs.push_back(known->second.second);
  if (isPerAxis)
    return {{"axis", axis}};
  return {};
}

TensorId GraphExporter::quantize(TensorId real, quant::QuantizedType type, int64_t axis, StringRef name) {
  SmallVector<TensorId> inputs{real};
  std::vector<NodeAttribute> attributes = addParams(type, axis, inputs, name);
  return model.addNode("QuantizeLinear", inputs, (name + "_quantized").str(), std::move(attributes));
}

TensorId GraphExporter::dequantize(TensorId stored, quant::QuantizedType type, int64_t axis, StringRef name) {
  SmallVector<TensorId> inputs{stored};
  std::vector<NodeAttribute> attributes = addParams(type, axis, inputs, name);
  return model.addNode("DequantizeLinear", inputs, name, std::move(attributes));
}

TensorId GraphExporter::clip(TensorId real, quant::UniformQuantizedType type, int64_t low, int64_t high,
                             StringRef name) {
  auto [least, greatest] = getRange(*getStoredType(type));
  if (low == type.getZeroPoint() && high == greatest)
    return model.addNode("Relu", real, (name + "_activation").str());
  // A bound that the rounding sets anyway is left out. N1 of a stored value rounds back to it.
  numerics::QuantParams own = qnn::getParams(type);
  SmallVector<TensorId> inputs{real, kNone};
  if (low != least)
    inputs[1] = model.addFloats((name + "_min").str(), {}, numerics::dequantize(int32_t(low), own));
  if (high != greatest)
    inputs.push_back(model.addFloats((name + "_max").str(), {}, numerics::dequantize(int32_t(high), own)));
  return model.addNode("Clip", inputs, (name + "_activation").str());
}
