//===- GraphImporter.h - From an ONNX graph to a module ---------*- C++ -*-===//

#ifndef QUANTC_LIB_IMPORT_ONNX_GRAPHIMPORTER_H
#define QUANTC_LIB_IMPORT_ONNX_GRAPHIMPORTER_H

#include "Model.h"
#include "Operand.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/IR/Builders.h"
#include "quantc/Import/Onnx.h"
#include "quantc/Support/ToolError.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"

namespace quantc::onnx {

/// Everything that is wrong with a network, found in one go.
struct Faults {
  std::vector<std::string> messages;
  ExitCode worst = ExitCode::BadInput;

  void add(const llvm::Twine &message, ExitCode code = ExitCode::BadInput);
  llvm::Error toError(llvm::StringRef file) const;
};

/// Imports one graph: binds its inputs, runs the handler of each node, returns its
/// outputs. A value whose node failed is absent, and its readers are skipped.
class GraphImporter {
public:
  GraphImporter(Model &model, const ImportOptions &options, mlir::MLIRContext &context);

  /// @returns null if `getFaults()` has messages.
  mlir::OwningOpRef<mlir::ModuleOp> run();
  Faults &getFaults() { return faults; }

  mlir::OpBuilder builder;
  const ImportOptions &options;
  Faults faults;
  int64_t foldBytesLeft; ///< of `options.foldBudget` and the network's own size

private:
  bool checkOpsets();
  void readMetadata();
  void findUnsupportedOps();
  void bindConstants();
  void bindInputs();
  bool bindShape(const ValueInfo &input, llvm::SmallVector<int64_t> &shape);
  void importNode(const Node &node, size_t index);
  void makeReturn();

  Model &model;
  mlir::OwningOpRef<mlir::ModuleOp> module;
  mlir::func::FuncOp function;
  llvm::StringMap<OperandRef> values;
  llvm::StringSet<> readNames;      ///< what nodes read or the graph returns
  llvm::StringMap<int64_t> symbols; ///< sizes of symbolic axes
  bool hasBatch = false;            ///< an input's first axis has the size `options.batch`
};

/// The MLIR element type that holds a kind.
mlir::Type getElementType(mlir::MLIRContext *context, ElementKind kind);
/// Makes the op of a constant that has none yet. Faults: NaN, infinity.
/// @returns null and an error in `problem` if it cannot.
mlir::Value materialize(mlir::OpBuilder &builder, mlir::Location loc, Operand &operand, std::string &problem);
/// The least and greatest stored value of an integer kind, or of the four bits that are kept in it.
std::pair<int64_t, int64_t> getStorageRange(ElementKind kind, bool isNibble);
/// The quantized type of stored values of `kind`; weights that avoid the lowest
/// value get the narrow range. Null and `problem` if a scale or zero point is bad.
mlir::Type makeQuantizedType(mlir::MLIRContext *context, ElementKind kind, const QuantParams &params, bool narrow,
                             std::string &problem);

} // namespace quantc::onnx

#endif // QUANTC_LIB_IMPORT_ONNX_GRAPHIMPORTER_H
