//===- Operand.h - A value of the network while importing -------*- C++ -*-===//

#ifndef QUANTC_LIB_IMPORT_ONNX_OPERAND_H
#define QUANTC_LIB_IMPORT_ONNX_OPERAND_H

#include "mlir/IR/Value.h"
#include "quantc/Support/HostTensor.h"

#include <memory>
#include <string>

namespace quantc::onnx {

/// Scales and zero points of a tensor: one, or one for each index of `axis`.
struct QuantParams {
  llvm::SmallVector<double> scales;
  llvm::SmallVector<int64_t> zeroPoints; ///< as many as scales
  int64_t axis = -1;                     ///< -1: per tensor
  int64_t blockSize = 0;                 ///< elements along `axis` that share a scale; 0: each has its own
  bool isNibble = false;                 ///< of stored values of four bits
};

/// A value that nodes read: computed at run time, or a constant that becomes an
/// op only when an op reads it. A constant with `quant` stands for the f32 values
/// `scale * (stored - zero_point)`.
struct Operand {
  std::string name;
  llvm::SmallVector<int64_t, 4> shape;
  ElementKind kind = ElementKind::F32; ///< of what readers see; the stored kind of quantized values
  mlir::Value value;                   ///< null for a constant that no op has read yet
  std::shared_ptr<const HostTensor> host;
  std::optional<QuantParams> quant;
  bool isQuantized = false; ///< computed, of a !quant.uniform type
  bool isNibble = false;    ///< stored values of four bits, kept in eight

  /// Whether the elements are known and not quantized.
  bool isHost() const { return host && !quant; }
  bool isFloat() const { return kind == ElementKind::F32; }
  int64_t getRank() const { return shape.size(); }
};

using OperandRef = std::shared_ptr<Operand>;

} // namespace quantc::onnx

#endif // QUANTC_LIB_IMPORT_ONNX_OPERAND_H
