//===- Wire.cpp - Measure a protobuf message before parsing it ------------===//
//
// Protobuf bounds depth and size, but not the memory that a small file asks for:
// an empty node is two bytes on the wire and two hundred in memory. This walk
// knows which fields are messages, so its count is exact and its time linear.
//
// Tested by test/Import/wire.test.
//
//===----------------------------------------------------------------------===//

#include "Wire.h"

#include "quantc/Support/ToolError.h"

using namespace quantc;
using namespace quantc::onnx;
using llvm::Error;
using llvm::StringRef;
using llvm::Twine;

namespace {

/// The messages of onnx.proto that hold messages, and leaves.
enum class Kind { Model, Graph, Node, Attribute, Tensor, ValueInfo, Type, TensorType, Shape, Leaf, Packed, Bytes };

class Walker {
public:
  Walker(StringRef bytes, const WireLimits &limits) : bytes(bytes), limits(limits) {}
  Error walk(Kind kind, size_t begin, size_t end, int depth);

private:
  Error countPacked(size_t begin, size_t end);
  bool readVarint(size_t &at, size_t end, uint64_t &value) const;
  static Error malformed(size_t offset, const Twine &what) {
    return badInput("not an ONNX model: " + what + " at byte " + Twine(offset));
  }

  StringRef bytes;
  const WireLimits &limits;
  int64_t fields = 0, varints = 0;
};

} // namespace

/// Returns what field `number` of a message holds, if it is length-delimited.
static Kind getChild(Kind kind, uint64_t number) {
  struct Row {
    Kind parent;
    unsigned number;
    Kind child;
  };
  static constexpr Row rows[] = {
      {Kind::Model, 7, Kind::Graph},      {Kind::Model, 8, Kind::Leaf},       {Kind::Model, 14, Kind::Leaf},
      {Kind::Graph, 1, Kind::Node},       {Kind::Graph, 5, Kind::Tensor},     {Kind::Graph, 11, Kind::ValueInfo},
      {Kind::Graph, 12, Kind::ValueInfo}, {Kind::Graph, 15, Kind::Leaf},      {Kind::Node, 5, Kind::Attribute},
      {Kind::Attribute, 5, Kind::Tensor}, {Kind::Attribute, 7, Kind::Packed}, {Kind::Attribute, 8, Kind::Packed},
      {Kind::Tensor, 1, Kind::Packed},    {Kind::Tensor, 5, Kind::Packed},    {Kind::Tensor, 7, Kind::Packed},
      {Kind::Tensor, 11, Kind::Packed},   {Kind::Tensor, 13, Kind::Leaf},     {Kind::ValueInfo, 2, Kind::Type},
      {Kind::Type, 1, Kind::TensorType},  {Kind::TensorType, 2, Kind::Shape}, {Kind::Shape, 1, Kind::Leaf},
  };
  for (const Row &row : rows)
    if (row.parent == kind && row.number == number)
      return row.child;
  return Kind::Bytes;
}

bool Walker::readVarint(size_t &at, size_t end, uint64_t &value) const {
  value = 0;
  for (int shift = 0; shift < 70 && at < end; shift += 7) {
    auto byte = static_cast<uint8_t>(bytes[at++]);
    if (shift < 64)
      value |= uint64_t(byte & 127) << shift;
    if (byte < 128)
      return true;
  }
  return false;
}

Error Walker::countPacked(size_t begin, size_t end) {
  for (size_t at = begin; at < end; ++at)
    varints += static_cast<uint8_t>(bytes[at]) < 128;
  if (varints > limits.varints)
    return badInput("more than " + Twine(limits.varints) + " packed integers; store large tensors as raw data");
  return Error::success();
}

Error Walker::walk(Kind kind, size_t begin, size_t end, int depth) {
  if (depth > limits.depth)
    return badInput("messages nested deeper than " + Twine(limits.depth) + " at byte " + Twine(begin));
  for (size_t at = begin; at < end;) {
    size_t start = at;
    uint64_t tag, value;
    if (!readVarint(at, end, tag) || tag >> 3 == 0 || tag >> 32)
      return malformed(start, "bad field tag");
    if (++fields > limits.fields)
      return badInput("more than " + Twine(limits.fields) + " fields");
    switch (tag & 7) {
    case 0:
      if (!readVarint(at, end, value))
        return malformed(start, "bad integer");
      continue;
    case 1:
    case 5:
      value = (tag & 7) == 1 ? 8 : 4;
      break;
    case 2:
      if (!readVarint(at, end, value))
        return malformed(start, "bad length");
      break;
    default: // groups are not used by ONNX
      return malformed(start, "unknown wire type " + Twine(tag & 7));
    }
    if (value > end - at)
      return malformed(start, "field of " + Twine(value) + " bytes where " + Twine(end - at) + " are left,");
    Kind child = (tag & 7) == 2 ? getChild(kind, tag >> 3) : Kind::Bytes;
    if (child == Kind::Packed) {
      if (Error error = countPacked(at, at + value))
        return error;
    } else if (child != Kind::Bytes) {
      if (Error error = walk(child, at, at + value, depth + 1))
        return error;
    }
    at += value;
  }
  return Error::success();
}

Error onnx::checkWire(StringRef bytes, const WireLimits &limits) {
  return Walker(bytes, limits).walk(Kind::Model, 0, bytes.size(), 0);
}
