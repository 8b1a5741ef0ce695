//===- Model.h - An ONNX model in memory, free of protobuf ------*- C++ -*-===//
//
// What the reader hands to the importer: names, shapes and decoded tensors, with
// every size checked.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_LIB_IMPORT_ONNX_MODEL_H
#define QUANTC_LIB_IMPORT_ONNX_MODEL_H

#include "quantc/Support/HostTensor.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <optional>
#include <string>

namespace quantc::onnx {

/// A constant. Half, bfloat16 and double are narrowed to f32; uint32 and uint64
/// are i64; int4 and uint4 are i8 and u8.
struct Tensor {
  std::string name;
  HostTensor value;
  bool isNibble = false; ///< of four bits
};

struct NodeAttribute {
  /// Values as on the wire (AttributeProto.AttributeType).
  enum Type { Undefined = 0, Float = 1, Int = 2, String = 3, TensorValue = 4, Floats = 6, Ints = 7, Strings = 8 };
  std::string name;
  int type = Undefined;
  float f = 0;
  int64_t i = 0;
  std::string s;
  Tensor t;
  std::vector<float> floats;
  std::vector<int64_t> ints;
  std::vector<std::string> strings;
};

struct Node {
  std::string name, opType, domain;
  std::vector<std::string> inputs, outputs; ///< "" is an omitted one
  std::vector<NodeAttribute> attributes;
};

/// One axis of a declared shape: a size, or a symbol, or neither.
struct Dim {
  std::optional<int64_t> value;
  std::string symbol;
};

struct ValueInfo {
  std::string name;
  int dataType = 0; ///< TensorProto.DataType; 0 if it is no tensor
  bool hasShape = false;
  std::vector<Dim> dims;
};

struct Model {
  int64_t irVersion = 0;
  std::vector<std::pair<std::string, int64_t>> opsets; ///< domain and version
  std::vector<std::pair<std::string, std::string>> metadata;
  std::vector<Node> nodes;
  std::vector<Tensor> initializers;
  std::vector<ValueInfo> inputs, outputs;

  /// Returns the opset version of a domain ("" is ONNX's own), or 0.
  int64_t getOpset(llvm::StringRef domain) const;
};

/// Where a tensor outside the model lies, as the model states it.
struct ExternalLocation {
  std::string path;     ///< relative to the model's folder
  int64_t offset = 0;   ///< bytes
  int64_t length = -1;  ///< bytes, or -1 if not stated
  int64_t expected = 0; ///< bytes that the tensor's shape asks for
};
using ExternalReader = llvm::function_ref<llvm::Expected<std::vector<char>>(const ExternalLocation &)>;

/// Reads a serialized model. Never trusts a byte of it.
llvm::Expected<Model> readModel(llvm::StringRef bytes, ExternalReader readExternal);

/// Reads a serialized tensor, as test data for networks come.
llvm::Expected<Tensor> readTensor(llvm::StringRef bytes);

/// Reads from a file beneath `folder`. Refuses absolute paths, `..`, symbolic and
/// hard links and anything that is not a regular file.
llvm::Expected<std::vector<char>> readExternalFile(llvm::StringRef folder, const ExternalLocation &location);

/// Sorts the nodes so that each comes after what it reads; nodes that are in
/// order stay so. Faults: a value made twice, a value nobody makes, a cycle.
llvm::Error sortNodes(Model &model);

/// Maps a TensorProto.DataType to the kind that holds it after decoding.
/// @returns nullopt for types that quantc does not read (strings, 8-bit floats, ...).
std::optional<ElementKind> getDecodedKind(int dataType);
/// Maps the types of four bits to the kind of eight bits that holds a constant of them; nullopt for other types.
std::optional<ElementKind> getNibbleKind(int dataType);
/// Returns a name such as "float16" or "type 99".
std::string getDataTypeName(int dataType);
/// Returns `name`, or its first 200 bytes, with unprintable bytes escaped, for messages.
std::string escape(llvm::StringRef name);
/// The same in quotes.
std::string quote(llvm::StringRef name);
/// Returns up to nine significant digits, "nan" or "inf".
std::string formatNumber(double value);
/// Returns e.g. "1x3x224x224", or "scalar".
std::string formatShape(llvm::ArrayRef<int64_t> shape);

} // namespace quantc::onnx

#endif // QUANTC_LIB_IMPORT_ONNX_MODEL_H
