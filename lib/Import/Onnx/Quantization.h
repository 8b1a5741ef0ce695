//===- Quantization.h - Stored values and what they stand for ---*- C++ -*-===//
//
// What QuantizeLinear, DequantizeLinear and the ops on stored values share: reading
// scales and zero points, and going from stored values to real ones and back.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_LIB_IMPORT_ONNX_QUANTIZATION_H
#define QUANTC_LIB_IMPORT_ONNX_QUANTIZATION_H

#include "NodeContext.h"

namespace quantc::onnx {

/// The type of stored values.
struct StoredKind {
  ElementKind kind = ElementKind::U8;
  bool isNibble = false; ///< four bits
  bool operator==(const StoredKind &other) const { return kind == other.kind && isNibble == other.isNibble; }
};

inline StoredKind getStoredKind(const Operand &operand) { return {operand.kind, operand.isNibble}; }
/// Returns a name such as "u8" or "i4".
std::string getName(StoredKind kind);
/// Whether activations may have this type: 4, 8 or 16 bits.
bool isStoredKind(StoredKind kind);

/// Where a node has its scale, and along what it may have several.
struct ParamsPlace {
  size_t scale;                ///< input index; the zero point's is the next, or `zeroPoint`
  std::optional<int64_t> axis; ///< negative ones count from the end; nullopt: one scale for the tensor
  int64_t blockSize = 0;       ///< elements along `axis` that share a scale
  std::optional<size_t> zeroPoint = std::nullopt;
  size_t getZeroPoint() const { return zeroPoint.value_or(scale + 1); }
};

/// Reads and checks scale and zero point of stored values of this shape and kind. nullopt with a fault.
std::optional<QuantParams> readQuantParams(NodeContext &node, llvm::ArrayRef<int64_t> shape, StoredKind kind,
                                           const ParamsPlace &place);
/// Checks zero points alone, of a tensor of this shape and kind: the scale is 1. Null stands for 0.
std::optional<QuantParams> readZeroPoints(NodeContext &node, llvm::ArrayRef<int64_t> shape, StoredKind kind,
                                          const OperandRef &zeroPoint, std::optional<int64_t> axis);

/// The real values of `stored`. A network input that nothing has read yet becomes a quantized one. Null with a fault.
OperandRef dequantize(NodeContext &node, const OperandRef &stored, const QuantParams &params);
/// The stored values of `real`, rounded by N2. Null with a fault.
OperandRef quantize(NodeContext &node, const OperandRef &real, StoredKind kind, const QuantParams &params);

} // namespace quantc::onnx

#endif // QUANTC_LIB_IMPORT_ONNX_QUANTIZATION_H
