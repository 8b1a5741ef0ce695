//===- ModelBuilder.h - An ONNX graph in the making -------------*- C++ -*-===//
//
// Nodes and tensors by number. Names are chosen at the end: those of the network's
// inputs and outputs are theirs, and all others make way.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_LIB_EXPORT_ONNX_MODELBUILDER_H
#define QUANTC_LIB_EXPORT_ONNX_MODELBUILDER_H

#include "mlir/Support/LLVM.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace quantc::exporter {

/// A tensor of the graph: an input, an initializer, or what a node makes.
using TensorId = unsigned;
/// Stands for an optional input that is left out.
inline constexpr TensorId kNone = ~0u;

/// Element types as on the wire (TensorProto.DataType).
enum class DataType {
  Float = 1,
  UInt8 = 2,
  Int8 = 3,
  UInt16 = 4,
  Int16 = 5,
  Int32 = 6,
  Int64 = 7,
  Bool = 9,
  Float16 = 10,
  BFloat16 = 16,
  UInt4 = 21,
  Int4 = 22
};

struct NodeAttribute {
  std::string name;
  std::variant<int64_t, float, std::string, std::vector<int64_t>> value;
};

class ModelBuilder {
public:
  TensorId addInput(llvm::StringRef name, DataType type, llvm::ArrayRef<int64_t> shape);
  /// `bytes` are the elements in row-major order, as they are stored in the file.
  TensorId addInitializer(llvm::StringRef name, DataType type, llvm::ArrayRef<int64_t> shape, std::string bytes);
  TensorId addFloats(llvm::StringRef name, llvm::ArrayRef<int64_t> shape, llvm::ArrayRef<float> values);
  TensorId addIntegers(llvm::StringRef name, llvm::ArrayRef<int64_t> values); ///< of rank 1
  /// Returns what the node makes. Both it and the node have the name `name`, or one made from it.
  TensorId addNode(llvm::StringRef opType, llvm::ArrayRef<TensorId> inputs, llvm::StringRef name,
                   std::vector<NodeAttribute> attributes = {});
  /// Makes `tensor` an output; it gets this name, unless it has to bear another.
  void addOutput(llvm::StringRef name, TensorId tensor, DataType type, llvm::ArrayRef<int64_t> shape);
  void addMetadata(llvm::StringRef key, llvm::StringRef value) { metadata.emplace_back(key, value); }
  /// A name for what is made from a tensor: its own, as far as it is known yet.
  llvm::StringRef getName(TensorId tensor) const { return tensors[tensor].name; }

  /// Writes the model, its names settled.
  /// @returns an input error if it exceeds what protobuf holds.
  llvm::Expected<std::string> write();

private:
  struct Tensor {
    std::string name;
    bool isFromNode;
    bool isOutput = false;
  };
  struct Info {
    TensorId tensor;
    DataType type;
    llvm::SmallVector<int64_t> shape;
  };
  struct Initializer {
    Info info;
    std::string bytes;
  };
  struct Node {
    std::string opType, name;
    llvm::SmallVector<TensorId> inputs;
    TensorId output;
    std::vector<NodeAttribute> attributes;
  };
  TensorId addTensor(llvm::StringRef name, bool isFromNode);
  void settleNames();

  std::vector<Tensor> tensors;
  std::vector<Info> inputs, outputs;
  std::vector<Initializer> initializers;
  std::vector<Node> nodes;
  std::vector<std::pair<std::string, std::string>> metadata;
};

} // namespace quantc::exporter

#endif // QUANTC_LIB_EXPORT_ONNX_MODELBUILDER_H
