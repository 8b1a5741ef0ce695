//===- Products.h - Products of stored values ------------------*- C++ -*-===//
//
// What the handlers of integer products share. A product is a float op on real values
// at scale 1 whose result is rounded to 32 bits; Quantize makes the accumulator of it.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_LIB_IMPORT_ONNX_PRODUCTS_H
#define QUANTC_LIB_IMPORT_ONNX_PRODUCTS_H

#include "Quantization.h"

namespace quantc::onnx {

/// Real values of both operands of a product.
struct Product {
  OperandRef input, weight; ///< null with a fault
};

/// A fault unless input `index` has stored values of 8 bits.
mlir::LogicalResult checkBytes(NodeContext &node, size_t index);
/// A fault where the product will stay in float and might not be exact: beyond 2^24 f32 has gaps.
mlir::LogicalResult checkDepth(NodeContext &node, const Operand &weight, bool isKnown, int64_t depth);

/// Makes real values of weights at scale 1; without zero points they need no axis, and neither does the product.
OperandRef dequantizeWeight(NodeContext &node, const OperandRef &weight, const QuantParams &params);
/// Makes real values of both operands of a product, at scale 1; the zero point of the first, if any, is known.
Product makeProduct(NodeContext &node, const OperandRef &input, const OperandRef &inputZeroPoint,
                    const OperandRef &weight, const QuantParams &weightParams);
/// Runs the handler of a float op on the operands of a product.
mlir::LogicalResult runFloat(NodeContext &node, llvm::StringRef op, const Product &product);
/// Rounds the result that a float handler has set to 32 bits.
mlir::LogicalResult roundResult(NodeContext &node);
/// Adds a bias in float to the result that a handler has set.
mlir::LogicalResult addBias(NodeContext &node, const OperandRef &bias);

/// DynamicQuantizeLinear. Null with a fault.
qnn::DynamicQuantizeOp quantizeDynamically(NodeContext &node, mlir::Value x);
/// MatMulInteger and ConvInteger of codes whose zero point a run finds (DynamicOps.cpp).
mlir::LogicalResult importDynamicMatMul(NodeContext &node, const OperandRef &input, const OperandRef &zeroPoint,
                                        OperandRef weight, const QuantParams &params);
mlir::LogicalResult importDynamicConv(NodeContext &node, const OperandRef &input, const OperandRef &zeroPoint,
                                      const OperandRef &weight, const QuantParams &params);

} // namespace quantc::onnx

#endif // QUANTC_LIB_IMPORT_ONNX_PRODUCTS_H
