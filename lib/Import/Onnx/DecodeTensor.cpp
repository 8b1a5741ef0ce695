//===- DecodeTensor.cpp - From TensorProto to host tensors ----------------===//
//
// Sizes are checked before anything is allocated: the element count of the shape
// must be what the data holds, to the byte.
//
// Tested by test/Import/tensor-data.test and external-data.test.
//
//===----------------------------------------------------------------------===//

#include "DecodeTensor.h"

#include "onnx.pb.h"
#include "quantc/Support/ToolError.h"
#include "llvm/Support/CheckedArithmetic.h"

#include <cmath>

using namespace quantc;
using namespace quantc::onnx;
using llvm::Error;
using llvm::Expected;
using llvm::StringRef;
using llvm::Twine;

namespace {
/// One row of TensorProto.DataType.
struct DataType {
  const char *name;
  int bytes; ///< of one element in raw data; 0 if quantc does not read it
  ElementKind decoded;
};
} // namespace

static const DataType *getDataType(int type) {
  static constexpr DataType table[] = {{"undefined", 0, ElementKind::F32},
                                       {"float", 4, ElementKind::F32},
                                       {"uint8", 1, ElementKind::U8},
                                       {"int8", 1, ElementKind::I8},
                                       {"uint16", 2, ElementKind::U16},
                                       {"int16", 2, ElementKind::I16},
                                       {"int32", 4, ElementKind::I32},
                                       {"int64", 8, ElementKind::I64},
                                       {"string", 0, ElementKind::F32},
                                       {"bool", 1, ElementKind::Bool},
                                       {"float16", 2, ElementKind::F32},
                                       {"double", 8, ElementKind::F32},
                                       {"uint32", 4, ElementKind::I64},
                                       {"uint64", 8, ElementKind::I64},
                                       {"complex64", 0, ElementKind::F32},
                                       {"complex128", 0, ElementKind::F32},
                                       {"bfloat16", 2, ElementKind::F32},
                                       {"float8e4m3fn", 0, ElementKind::F32},
                                       {"float8e4m3fnuz", 0, ElementKind::F32},
                                       {"float8e5m2", 0, ElementKind::F32},
                                       {"float8e5m2fnuz", 0, ElementKind::F32},
                                       {"uint4", 0, ElementKind::F32},
                                       {"int4", 0, ElementKind::F32},
                                       {"float4e2m1", 0, ElementKind::F32},
                                       {"float8e8m0", 0, ElementKind::F32},
                                       {"uint2", 0, ElementKind::F32},
                                       {"int2", 0, ElementKind::F32}};
  return type >= 0 && type < int(std::size(table)) ? &table[type] : nullptr;
}

std::optional<ElementKind> onnx::getDecodedKind(int dataType) {
  const DataType *row = getDataType(dataType);
  return row && row->bytes ? std::optional(row->decoded) : std::nullopt;
}

std::optional<ElementKind> onnx::getNibbleKind(int dataType) {
  if (dataType == proto::INT4)
    return ElementKind::I8;
  return dataType == proto::UINT4 ? std::optional(ElementKind::U8) : std::nullopt;
}

std::string onnx::getDataTypeName(int dataType) {
  const DataType *row = getDataType(dataType);
  return row ? row->name : "type " + std::to_string(dataType);
}

/// Widens an IEEE half; exact.
static float widenHalf(uint16_t half) {
  int exponent = half >> 10 & 31, mantissa = half & 1023;
  float sign = half >> 15 ? -1.0f : 1.0f;
  if (exponent == 31)
    return mantissa ? std::nanf("") : sign * INFINITY;
  return exponent ? sign * std::ldexp(float(mantissa + 1024), exponent - 25) : sign * std::ldexp(float(mantissa), -24);
}

static float widenBFloat(uint16_t half) {
  uint32_t bits = uint32_t(half) << 16;
  float value;
  std::memcpy(&value, &bits, 4);
  return value;
}

/// Fills `out` with `decode(element)` of raw little-endian elements.
template <typename Raw, typename Out, typename Decode>
static void decodeRaw(StringRef raw, HostTensor &out, Decode decode) {
  auto values = out.values<Out>();
  for (size_t i = 0; i < values.size(); ++i) {
    Raw element;
    std::memcpy(&element, raw.data() + i * sizeof(Raw), sizeof(Raw));
    values[i] = decode(element);
  }
}

/// @returns an error if a uint64 does not fit into the int64 that holds it.
static Error decodeUnsigned(StringRef raw, const std::string &what, HostTensor &out) {
  decodeRaw<uint64_t, int64_t>(raw, out, [](uint64_t x) { return int64_t(x); });
  for (auto [index, value] : llvm::enumerate(out.values<int64_t>()))
    if (value < 0)
      return badInput(what + " holds " + Twine(uint64_t(value)) + " at index " + Twine(index) +
                      ", expected values below 2^63");
  return Error::success();
}

static Error decodeRawData(int type, StringRef raw, const std::string &what, HostTensor &out) {
  switch (type) {
  case proto::FLOAT16:
    decodeRaw<uint16_t, float>(raw, out, widenHalf);
    break;
  case proto::BFLOAT16:
    decodeRaw<uint16_t, float>(raw, out, widenBFloat);
    break;
  case proto::DOUBLE:
    decodeRaw<double, float>(raw, out, [](double x) { return float(x); });
    break;
  case proto::UINT32:
    decodeRaw<uint32_t, int64_t>(raw, out, [](uint32_t x) { return int64_t(x); });
    break;
  case proto::UINT64:
    return decodeUnsigned(raw, what, out);
  case proto::BOOL:
    decodeRaw<uint8_t, uint8_t>(raw, out, [](uint8_t x) { return uint8_t(x != 0); });
    break;
  default: // the same bytes
    out.bytes.assign(raw.begin(), raw.end());
  }
  return Error::success();
}

/// Spreads elements of four bits, the first of two in the low half of a byte.
static void unpackNibbles(StringRef raw, HostTensor &out) {
  for (auto [i, value] : llvm::enumerate(out.bytes)) {
    int nibble = uint8_t(raw[i / 2]) >> (i % 2 ? 4 : 0) & 15;
    value = char(out.kind == ElementKind::I8 && nibble > 7 ? nibble - 16 : nibble);
  }
}

/// Writes typed data as raw bytes of `size` each, so that both take one way.
template <typename Values> static std::string packTyped(const Values &values, int size) {
  std::string raw(size_t(values.size()) * size, 0);
  for (int i = 0; i < values.size(); ++i) {
    auto value = values.Get(i);
    std::memcpy(raw.data() + size_t(i) * size, &value, std::min<size_t>(size, sizeof(value)));
  }
  return raw;
}

static std::string packTypedData(const proto::Tensor &tensor, int size) {
  switch (tensor.data_type()) {
  case proto::FLOAT:
    return packTyped(tensor.float_data(), size);
  case proto::DOUBLE:
    return packTyped(tensor.double_data(), size);
  case proto::INT64:
    return packTyped(tensor.int64_data(), size);
  case proto::UINT32:
  case proto::UINT64:
    return packTyped(tensor.uint64_data(), size);
  default: // one int32 holds one of the smaller types; halves are their bits
    return packTyped(tensor.int32_data(), size);
  }
}

static Expected<ExternalLocation> getLocation(const proto::Tensor &tensor, const std::string &what, int64_t expected) {
  ExternalLocation location;
  location.expected = expected;
  for (const proto::Entry &entry : tensor.external_data()) {
    StringRef value = entry.value();
    if (entry.key() == "location")
      location.path = value.str();
    if (entry.key() == "offset" && (value.getAsInteger(10, location.offset) || location.offset < 0))
      return badInput(what + " has external offset " + quote(value) + ", expected bytes from 0 on");
    if (entry.key() == "length" && (value.getAsInteger(10, location.length) || location.length < 0))
      return badInput(what + " has external length " + quote(value) + ", expected bytes from 0 on");
  }
  return location;
}

/// Returns the bytes of a tensor of this shape, checked.
static Expected<int64_t> getByteCount(const proto::Tensor &tensor, int size, const std::string &what) {
  std::optional<int64_t> bytes = size;
  if (tensor.dims_size() > 16)
    return badInput(what + " has rank " + Twine(tensor.dims_size()) + ", expected at most 16");
  for (int64_t dim : tensor.dims()) {
    if (dim < 0)
      return badInput(what + " has a dimension of " + Twine(dim));
    // A zero must not hide sizes whose product would overflow later.
    bytes = bytes ? llvm::checkedMul<int64_t>(*bytes, std::max<int64_t>(dim, 1)) : bytes;
  }
  if (!bytes)
    return badInput(what + " of shape " + formatShape({tensor.dims().data(), size_t(tensor.dims_size())}) +
                    " overflows 64 bits");
  return llvm::is_contained(tensor.dims(), 0) ? 0 : *bytes;
}

Expected<HostTensor> onnx::decodeTensor(const proto::Tensor &tensor, const std::string &what,
                                        ExternalReader readExternal) {
  const DataType *type = getDataType(tensor.data_type());
  std::optional<ElementKind> nibble = getNibbleKind(tensor.data_type());
  if (!type || (!type->bytes && !nibble))
    return badInput(what + " has the unsupported element type " + getDataTypeName(tensor.data_type()));
  int size = nibble ? 1 : type->bytes;
  Expected<int64_t> expected = getByteCount(tensor, size, what);
  if (!expected)
    return expected.takeError();
  if (nibble)
    *expected = *expected / 2 + *expected % 2;

  std::vector<char> external;
  std::string typed;
  StringRef raw;
  if (tensor.data_location() == 1) {
    Expected<ExternalLocation> location = getLocation(tensor, what, *expected);
    if (!location)
      return location.takeError();
    Expected<std::vector<char>> bytes = readExternal(*location);
    if (!bytes)
      return badInput(what + ": " + llvm::toString(bytes.takeError()));
    external = std::move(*bytes);
    raw = StringRef(external.data(), external.size());
  } else if (tensor.has_raw_data()) {
    raw = tensor.raw_data();
  } else {
    typed = packTypedData(tensor, size);
    raw = typed;
  }
  if (int64_t(raw.size()) != *expected)
    return badInput(what + " holds " + Twine(raw.size()) + " bytes of " + type->name + ", expected " +
                    Twine(*expected) + " for shape " + formatShape({tensor.dims().data(), size_t(tensor.dims_size())}));
  HostTensor result(nibble.value_or(type->decoded), {tensor.dims().data(), size_t(tensor.dims_size())});
  if (nibble)
    unpackNibbles(raw, result);
  else if (Error error = decodeRawData(tensor.data_type(), raw, what, result))
    return error;
  return result;
}
