//===- FloatOps.h - Arithmetic that stays in float --------------*- C++ -*-===//
//
// Steps of a quantization that no type can state: scales that a run finds, or that
// change from block to block. The ops are marked to stay in float, so that they are
// never rounded themselves. Every value is null once one failed, with a fault.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_LIB_IMPORT_ONNX_FLOATOPS_H
#define QUANTC_LIB_IMPORT_ONNX_FLOATOPS_H

#include "NodeContext.h"

namespace quantc::onnx {

class FloatOps {
public:
  FloatOps(NodeContext &node, llvm::StringRef reason) : node(node), reason(reason) {}

  mlir::Value constant(float value) { return node.makeFloatConstant(value, {}); }
  mlir::Value constant(HostTensor tensor) { return node.materialize(node.makeConstant(std::move(tensor))); }

  mlir::Value add(mlir::Value a, mlir::Value b) { return rounding<qnn::AddOp>(a, b); }
  mlir::Value sub(mlir::Value a, mlir::Value b) { return rounding<qnn::SubOp>(a, b); }
  mlir::Value mul(mlir::Value a, mlir::Value b) { return rounding<qnn::MulOp>(a, b); }
  mlir::Value div(mlir::Value a, mlir::Value b) { return binary<qnn::DivOp>(a, b); }

  /// Whole numbers of a kind, nearest, ties to even, saturated: stored values of scale 1 and zero point 0.
  mlir::Value round(mlir::Value a, ElementKind kind, bool isNibble = false);
  /// The real values of stored ones.
  mlir::Value real(mlir::Value stored);

private:
  static llvm::ArrayRef<int64_t> getShape(mlir::Value a) {
    return llvm::cast<mlir::RankedTensorType>(a.getType()).getShape();
  }
  mlir::RankedTensorType getResultType(mlir::Value a, mlir::Value b);
  mlir::Value mark(mlir::Value result);
  template <typename Op> mlir::Value binary(mlir::Value a, mlir::Value b) {
    mlir::RankedTensorType type = getResultType(a, b);
    return type ? mark(node.create<Op>(type, a, b)) : mlir::Value();
  }
  template <typename Op> mlir::Value rounding(mlir::Value a, mlir::Value b) {
    mlir::RankedTensorType type = getResultType(a, b);
    return type ? mark(node.create<Op>(type, a, b, mlir::DenseI64ArrayAttr(), mlir::DenseF32ArrayAttr()))
                : mlir::Value();
  }

  NodeContext &node;
  llvm::StringRef reason;
};

} // namespace quantc::onnx

#endif // QUANTC_LIB_IMPORT_ONNX_FLOATOPS_H
