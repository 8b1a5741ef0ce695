//===- GraphExporter.h - Values of a module as tensors ----------*- C++ -*-===//
//
// A value may stand in the graph in several forms: its stored integers or its real
// numbers, and its axes in this order or that. What an op needs is made when it is
// asked for, once; a transpose in the module only renames axes. So the images of the
// module, channels last, are NCHW in the graph, and transposes are left where the
// layouts of two ops really differ.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_LIB_EXPORT_ONNX_GRAPHEXPORTER_H
#define QUANTC_LIB_EXPORT_ONNX_GRAPHEXPORTER_H

#include "ModelBuilder.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "quantc/Dialect/Qnn/IR/Qnn.h"
#include "quantc/Support/Permutation.h"
#include "llvm/ADT/StringMap.h"

namespace quantc::exporter {

/// The order of axes in a tensor: axis i of the tensor is axis `layout[i]` of the value.
using Layout = Permutation;

inline mlir::RankedTensorType typeOf(mlir::Value value) { return llvm::cast<mlir::RankedTensorType>(value.getType()); }
inline llvm::ArrayRef<int64_t> shapeOf(mlir::Value value) { return typeOf(value).getShape(); }
inline int64_t rankOf(mlir::Value value) { return typeOf(value).getRank(); }

/// Channels behind the batch, as ONNX has images of any rank.
Layout channelsSecond(int64_t rank);
/// The layout of a value of `rank` as it is.
inline Layout asIs(int64_t rank) { return identityPermutation(rank); }

/// How a result comes to lie within its type's storage range and an op's `clamp`, where the file's type is wider.
enum class Bound {
  Kept,  ///< stored values pass from operand to result, so it does
  Fused, ///< by a Clip before the rounding: it is part of the op
  Apart, ///< by a Clip of the rounded value
};

/// A constant as an initializer: its elements as `shape`, then in the order of `layout`, then as `result`.
struct ConstantForm {
  mlir::Value value;
  llvm::SmallVector<int64_t> shape;
  Layout layout;
  llvm::SmallVector<int64_t> result;
  int64_t axis = 0; ///< of `result`, along which scales run
};

class GraphExporter {
public:
  explicit GraphExporter(mlir::ModuleOp module) : module(module) {}
  llvm::Expected<std::string> run();

  /// Records why an op has no form in ONNX.
  mlir::LogicalResult fail(mlir::Operation *op, const llvm::Twine &reason);

  // What ops read.
  /// The real numbers (or plain integers) of a value in a layout.
  TensorId getReal(mlir::Value value, llvm::ArrayRef<int64_t> layout);
  /// The same for an operand that broadcasts to a tensor of `layout`, whose rank it may not have.
  TensorId getBroadcast(mlir::Value value, llvm::ArrayRef<int64_t> layout);
  /// The stored values of a constant.
  TensorId addStored(mlir::Value value, llvm::ArrayRef<int64_t> layout, llvm::StringRef name);
  /// The real numbers of a constant.
  TensorId getConstant(const ConstantForm &form, llvm::StringRef name);
  /// A constant of one value for each index of the last axis, to broadcast to a tensor of `layout`.
  TensorId addChannelValues(llvm::ArrayRef<float> values, llvm::ArrayRef<int64_t> layout, const std::string &name);
  /// The layout in which most operands of `op` are there, for an op that runs in any.
  Layout chooseLayout(mlir::Operation *op);
  /// The layouts in which a value is there; none for a constant.
  llvm::SmallVector<Layout> getLayouts(mlir::Value value) const;

  // What ops make.
  /// Gives `result`, whose real numbers are `real`, its quantized form if it has one.
  mlir::LogicalResult setResult(mlir::Value result, TensorId real, llvm::ArrayRef<int64_t> layout, Bound bound);
  /// The activation and the bounds of an op that rounds, and setResult.
  mlir::LogicalResult setRounded(mlir::Value result, TensorId real, llvm::ArrayRef<int64_t> layout,
                                 std::optional<llvm::ArrayRef<float>> slopes,
                                 std::optional<llvm::ArrayRef<int64_t>> clamp, Bound bound = Bound::Fused);
  /// `result` is `input` with other axes: a tensor of a layout of the one has the layout `rename` gives for the other.
  void setRenamed(mlir::Value result, mlir::Value input, llvm::function_ref<Layout(llvm::ArrayRef<int64_t>)> rename);
  /// `result` holds the real numbers of `input`.
  void setReal(mlir::Value result, mlir::Value input);

  /// The name of what the op computes: the network's, or the op's mnemonic with a number.
  std::string getName(mlir::Operation *op);
  ModelBuilder &getModel() { return model; }

  /// Rows, made of an image, that hold its elements in the order of `layout`. Only linear layers with constant weights
  /// read them: the columns follow, and no transpose is needed.
  struct Rows {
    mlir::Value image;
    Layout layout;
  };
  llvm::DenseMap<mlir::Value, Rows> rows;

private:
  struct Form {
    Layout layout;
    TensorId tensor;
  };
  struct Forms {
    std::string name;
    llvm::SmallVector<Form, 2> stored, real;
  };
  TensorId getStored(mlir::Value value, llvm::ArrayRef<int64_t> layout);
  TensorId getPermuted(llvm::SmallVectorImpl<Form> &forms, llvm::ArrayRef<int64_t> layout, llvm::StringRef name);
  TensorId dequantize(TensorId stored, mlir::quant::QuantizedType type, int64_t axis, llvm::StringRef name);
  /// Appends scale and zero point of a type to the inputs of a cast, and returns its attributes.
  std::vector<NodeAttribute> addParams(mlir::quant::QuantizedType type, int64_t axis,
                                       llvm::SmallVectorImpl<TensorId> &inputs, llvm::StringRef name);
  TensorId quantize(TensorId real, mlir::quant::QuantizedType type, int64_t axis, llvm::StringRef name);
  TensorId clip(TensorId real, mlir::quant::UniformQuantizedType type, int64_t low, int64_t high, llvm::StringRef name);
  mlir::LogicalResult exportArguments(mlir::func::FuncOp function);
  void exportOp(mlir::Operation *op);
  void exportResults(mlir::func::FuncOp function);

  mlir::ModuleOp module;
  ModelBuilder model;
  llvm::DenseMap<mlir::Value, Forms> forms;
  llvm::DenseMap<mlir::Type, std::pair<TensorId, TensorId>> params; ///< scale and zero point
  llvm::DenseMap<mlir::Value, llvm::SmallVector<std::pair<ConstantForm, TensorId>, 1>> constants;
  llvm::DenseMap<mlir::Operation *, std::string> names; ///< of ops that the network does not name
  llvm::StringMap<unsigned> numNamed;                   ///< by mnemonic
  std::vector<std::string> faults;
};

/// The element type in the file of stored values: 4 bits where these suffice. nullopt without one.
std::optional<DataType> getStoredType(mlir::quant::QuantizedType type);
/// The element type of a tensor of the module; nullopt if the file can have none such.
std::optional<DataType> getDataType(mlir::Type element);
/// The stored values that a type of the file holds.
std::pair<int64_t, int64_t> getRange(DataType type);
/// Elements in row-major order as the file has them: two a byte of those of 4 bits.
std::string packElements(llvm::ArrayRef<char> bytes, DataType type);
/// Moves the elements of a tensor of `shape` to the order of `layout`.
llvm::SmallVector<char> permuteElements(llvm::ArrayRef<char> bytes, llvm::ArrayRef<int64_t> shape,
                                        llvm::ArrayRef<int64_t> layout);

} // namespace quantc::exporter

#endif // QUANTC_LIB_EXPORT_ONNX_GRAPHEXPORTER_H
