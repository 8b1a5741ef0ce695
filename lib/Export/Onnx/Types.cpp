//===- Types.cpp - Element types of the module in a file ------------------===//
//
// Tested by test/Export/types.mlir.
//
//===----------------------------------------------------------------------===//

#include "GraphExporter.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::exporter;

std::optional<DataType> exporter::getStoredType(quant::QuantizedType type) {
  int64_t low = type.getStorageTypeMin(), high = type.getStorageTypeMax();
  switch (type.getStorageTypeIntegralWidth()) {
  case 2: // opset 25 has a type of its own for them
    return type.isSigned() ? DataType::Int4 : DataType::UInt4;
  case 4:
    return type.isSigned() ? DataType::Int4 : DataType::UInt4;
  case 8:
    if (type.isSigned())
      return low >= -8 && high <= 7 ? DataType::Int4 : DataType::Int8;
    return high <= 15 ? DataType::UInt4 : DataType::UInt8;
  case 16:
    return type.isSigned() ? DataType::Int16 : DataType::UInt16;
  case 32:
    return type.isSigned() ? std::optional(DataType::Int32) : std::nullopt;
  default:
    return std::nullopt;
  }
}

std::optional<DataType> exporter::getDataType(Type element) {
  if (auto type = dyn_cast<quant::QuantizedType>(element))
    return getStoredType(type);
  if (element.isF32())
    return DataType::Float;
  if (element.isF16() || element.isBF16())
    return element.isF16() ? DataType::Float16 : DataType::BFloat16;
  auto integer = dyn_cast<IntegerType>(element);
  if (!integer)
    return std::nullopt;
  switch (integer.getWidth()) {
  case 1:
    return DataType::Bool;
  case 8:
    return integer.isUnsigned() ? DataType::UInt8 : DataType::Int8;
  case 16:
    return integer.isUnsigned() ? DataType::UInt16 : DataType::Int16;
  case 32:
    return DataType::Int32;
  case 64:
    return DataType::Int64;
  default:
    return std::nullopt;
  }
}

std::pair<int64_t, int64_t> exporter::getRange(DataType type) {
  switch (type) {
  case DataType::Int4:
    return {-8, 7};
  case DataType::UInt4:
    return {0, 15};
  case DataType::Int8:
    return {INT8_MIN, INT8_MAX};
  case DataType::UInt8:
    return {0, UINT8_MAX};
  case DataType::Int16:
    return {INT16_MIN, INT16_MAX};
  case DataType::UInt16:
    return {0, UINT16_MAX};
  default:
    return {INT32_MIN, INT32_MAX};
  }
}

std::string exporter::packElements(ArrayRef<char> bytes, DataType type) {
  std::string packed(bytes.begin(), bytes.end());
  if (type != DataType::Int4 && type != DataType::UInt4)
    return packed;
  packed.clear();
  for (size_t i = 0; i < bytes.size(); i += 2) // the first in the low half
    packed.push_back(char((bytes[i] & 15) | (i + 1 < bytes.size() ? (bytes[i + 1] & 15) << 4 : 0)));
  return packed;
}

SmallVector<char> exporter::permuteElements(ArrayRef<char> bytes, ArrayRef<int64_t> shape, ArrayRef<int64_t> layout) {
  int64_t count = 1, rank = shape.size();
  SmallVector<int64_t> strides(rank);
  for (int64_t axis = rank - 1; axis >= 0; --axis) {
    strides[axis] = count;
    count *= shape[axis];
  }
  SmallVector<char> result;
  if (count == 0)
    return result;
  size_t size = bytes.size() / count;
  result.reserve(bytes.size());
  SmallVector<int64_t> index(rank, 0); // in the order of `layout`
  for (int64_t i = 0, at = 0; i < count; ++i) {
    result.append(bytes.begin() + at * size, bytes.begin() + (at + 1) * size);
    for (int64_t k = rank - 1; k >= 0; --k) {
      at += strides[layout[k]];
      if (++index[k] < shape[layout[k]])
        break;
      at -= strides[layout[k]] * shape[layout[k]];
      index[k] = 0;
    }
  }
  return result;
}
