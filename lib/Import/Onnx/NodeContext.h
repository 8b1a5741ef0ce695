//===- NodeContext.h - What the handler of one node works with --*- C++ -*-===//
//
// A handler reads inputs and attributes, makes ops and sets outputs. Accessors
// record a fault and return a default or null; `fail` records one and returns
// failure. A recorded fault makes the node fail whatever the handler returns.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_LIB_IMPORT_ONNX_NODECONTEXT_H
#define QUANTC_LIB_IMPORT_ONNX_NODECONTEXT_H

#include "GraphImporter.h"
#include "HostOps.h"

#include "mlir/IR/BuiltinTypes.h"
#include "quantc/Dialect/Qnn/IR/Qnn.h"
#include "llvm/ADT/StringSet.h"

namespace quantc::onnx {

class NodeContext {
public:
  NodeContext(GraphImporter &graph, const Node &node, std::string label, int64_t opset, std::vector<OperandRef> inputs);

  int64_t getOpset() const { return opset; }
  /// Gives the network the profile that an op of it is defined by.
  void setProfile(numerics::Profile profile);
  llvm::StringRef getOpType() const { return node.opType; }
  mlir::LogicalResult fail(const llvm::Twine &message, ExitCode code = ExitCode::BadInput);
  bool hasFailed() const { return failed; }

  // Inputs.
  size_t getNumInputs() const { return inputs.size(); }
  bool hasInput(size_t index) const { return index < inputs.size() && inputs[index]; }
  const OperandRef &getInput(size_t index) const { return inputs[index]; }
  /// Gives the node other inputs, for the handler of another op to read.
  void setInputs(std::vector<OperandRef> operands) { inputs = std::move(operands); }
  /// A fault unless input `index` is float: computed, or a constant, or a
  /// dequantized constant.
  bool checkFloat(size_t index);
  /// The op's value of a float input; null if it is not float.
  mlir::Value getFloat(size_t index);
  /// The elements of an integer input known at import; nullopt with a fault if not.
  std::optional<std::vector<int64_t>> getIntegers(size_t index);
  /// The elements of a float input known at import.
  std::optional<std::vector<float>> getHostFloats(size_t index);
  /// A list that is attribute `name` before opset `since` and input `index` from
  /// then on; nullopt without a fault if the node has none.
  std::optional<std::vector<int64_t>> getAxesLike(llvm::StringRef name, size_t index, int64_t since);

  // Attributes. Reading one marks it as known: unknown ones are faults.
  int64_t getInt(llvm::StringRef name, int64_t fallback);
  bool getFlag(llvm::StringRef name, bool fallback = false);
  float getFloatAttr(llvm::StringRef name, float fallback);
  std::string getString(llvm::StringRef name, llvm::StringRef fallback);
  std::optional<std::vector<int64_t>> getInts(llvm::StringRef name);
  std::optional<std::vector<float>> getFloats(llvm::StringRef name);
  std::optional<std::vector<std::string>> getStrings(llvm::StringRef name);
  const NodeAttribute *findAttribute(llvm::StringRef name);
  /// Marks attributes that mean nothing at import.
  void ignoreAttributes(llvm::ArrayRef<llvm::StringRef> names);
  void checkUnknownAttributes();
  /// Maps a negative axis to its positive one; a fault outside [-rank, rank).
  std::optional<int64_t> normalizeAxis(int64_t axis, int64_t rank);

  // Outputs.
  bool isOutputUsed(size_t index) const { return index < node.outputs.size() && !node.outputs[index].empty(); }
  size_t getNumOutputs() const { return node.outputs.size(); }
  void setOutput(size_t index, OperandRef operand);
  void setOutput(size_t index, mlir::Value value) { setOutput(index, wrap(value)); }
  void setHostOutput(size_t index, HostTensor tensor) { setOutput(index, makeConstant(std::move(tensor))); }
  std::vector<OperandRef> outputs;

  // Values and types.
  mlir::Value materialize(const OperandRef &operand);
  OperandRef wrap(mlir::Value value);
  OperandRef makeConstant(HostTensor tensor);
  mlir::Value makeFloatConstant(llvm::ArrayRef<float> values, llvm::ArrayRef<int64_t> shape);
  /// A tensor type with checked sizes; null with a fault.
  mlir::RankedTensorType makeType(llvm::ArrayRef<int64_t> shape, mlir::Type element = {});
  /// The NumPy broadcast of two shapes; nullopt with a fault.
  std::optional<llvm::SmallVector<int64_t>> broadcast(llvm::ArrayRef<int64_t> a, llvm::ArrayRef<int64_t> b);

  // Ops that move elements: evaluated now where the operand is known. Null with a fault.
  OperandRef reshape(const OperandRef &input, llvm::ArrayRef<int64_t> shape);
  OperandRef transpose(const OperandRef &input, llvm::ArrayRef<int64_t> permutation);
  OperandRef slice(const OperandRef &input, llvm::ArrayRef<int64_t> offsets, llvm::ArrayRef<int64_t> strides,
                   llvm::ArrayRef<int64_t> shape);
  OperandRef broadcastTo(const OperandRef &input, llvm::ArrayRef<int64_t> shape);
  OperandRef concat(llvm::ArrayRef<OperandRef> operands, int64_t axis);
  OperandRef cast(const OperandRef &input, ElementKind kind);
  /// Whether a result of `elements` elements is to be computed now; nullopt with a
  /// fault if it must be and the budget is spent.
  std::optional<bool> shouldFold(llvm::ArrayRef<OperandRef> operands, int64_t elements, bool allowQuantized = false);

  template <typename Op, typename... Args> Op create(Args &&...args) {
    return Op::create(graph.builder, loc, std::forward<Args>(args)...);
  }
  mlir::MLIRContext *getContext() const { return graph.builder.getContext(); }
  GraphImporter &getGraph() { return graph; }

private:
  GraphImporter &graph;
  const Node &node;
  std::string label; ///< "node 'conv1' (Conv)"
  int64_t opset;
  std::vector<OperandRef> inputs;
  mlir::Location loc;
  llvm::StringSet<> knownAttributes;
  bool failed = false;
};

} // namespace quantc::onnx

#endif // QUANTC_LIB_IMPORT_ONNX_NODECONTEXT_H
