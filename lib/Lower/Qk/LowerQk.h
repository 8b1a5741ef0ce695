//===- LowerQk.h - What both ISA lowerings of qk share ----------*- C++ -*-===//

#ifndef QUANTC_LOWER_QK_LOWERQK_H
#define QUANTC_LOWER_QK_LOWERQK_H

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/LLVMIR/LLVMDialect.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "mlir/IR/BuiltinOps.h"
#include "quantc/Dialect/Qk/IR/Qk.h"
#include "quantc/Machine/Machine.h"

namespace quantc::lower {

/// Replaces qk ops one by one; an ISA says how.
class QkLowering {
public:
  explicit QkLowering(const Machine &machine) : machine(machine) {}
  virtual ~QkLowering() = default;

  /// Lowers all qk ops of the module. Each op without an instruction gets an error.
  mlir::LogicalResult run(mlir::ModuleOp module);

protected:
  /// Each returns the value that replaces the op, or null after an error.
  virtual mlir::Value lowerDot(mlir::OpBuilder &builder, qk::DotOp op) = 0;
  virtual mlir::Value lowerMmla(mlir::OpBuilder &builder, qk::MmlaOp op) = 0;
  virtual mlir::Value lowerRoundPack(mlir::OpBuilder &builder, qk::RoundPackOp op) = 0;
  /// Looks up vectors of `getLookupWidth()` bytes; the op is cut into or filled up to those.
  virtual mlir::Value lookup(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value bytes, mlir::Value table,
                             mlir::Value first) = 0;
  virtual int64_t getLookupWidth(int64_t lanes) const = 0;

  void lowerPin(mlir::OpBuilder &builder, qk::PinOp op) const;
  mlir::Value lowerLookup(mlir::OpBuilder &builder, qk::LookupOp op);

  /// Reports that the target has no instruction for `op`.
  mlir::Value refuse(mlir::Operation *op, const llvm::Twine &what);

  const Machine &machine;
};

/// Lower all qk ops of the module for a machine of that architecture.
mlir::LogicalResult lowerQkToX86(mlir::ModuleOp module, const Machine &machine);
mlir::LogicalResult lowerQkToArm(mlir::ModuleOp module, const Machine &machine);

/// Emits a call of an LLVM intrinsic.
mlir::Value callIntrinsic(mlir::OpBuilder &builder, mlir::Location loc, llvm::StringRef name, mlir::Type result,
                          mlir::ValueRange operands);
/// A vector with `value` in all lanes.
mlir::Value splat(mlir::OpBuilder &builder, mlir::Location loc, mlir::VectorType type, int64_t value);
mlir::Value splat(mlir::OpBuilder &builder, mlir::Location loc, mlir::VectorType type, float value);
mlir::Value bitcast(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value value, int64_t lanes, unsigned bits);
/// Loads `lanes` bytes of a buffer, `offset` after `first`.
mlir::Value loadBytes(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value buffer, mlir::Value first,
                      int64_t offset, int64_t lanes);
/// The lanes `order` of two vectors one after the other.
mlir::Value shuffle(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value lhs, mlir::Value rhs,
                    llvm::ArrayRef<int64_t> order);
mlir::Value takeLanes(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value vector, int64_t first, int64_t count);
/// `accumulator + lhs * rhs` of signed 16-bit lanes: smlal.
mlir::Value multiplyAddWords(mlir::OpBuilder &builder, qk::DotOp op);
/// Clamps bytes to [low, high] where that is narrower than what packing gives.
mlir::Value clampBytes(mlir::OpBuilder &builder, mlir::Location loc, mlir::Value bytes, int64_t low, int64_t high);

} // namespace quantc::lower

#endif // QUANTC_LOWER_QK_LOWERQK_H
