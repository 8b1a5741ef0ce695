//===- KernelBuilder.h - Shorthand for emitting kernel bodies ---*- C++ -*-===//

#ifndef QUANTC_LOWER_CONTRACTION_KERNELBUILDER_H
#define QUANTC_LOWER_CONTRACTION_KERNELBUILDER_H

#include "mlir/Dialect/Arith/IR/Arith.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "quantc/Dialect/Qk/IR/Qk.h"

namespace quantc::lower {

/// An OpBuilder that knows where it is and speaks in indices and flat buffers.
class KernelBuilder : public mlir::OpBuilder {
public:
  KernelBuilder(mlir::Location loc, mlir::Block *block) : OpBuilder(loc.getContext()), loc(loc) {
    setInsertionPointToEnd(block);
  }

  mlir::Location loc;
  bool mayUnroll = false; ///< whether LLVM may unroll the loops of `forEach`

  mlir::VectorType vectorType(int64_t lanes, mlir::Type element) { return mlir::VectorType::get({lanes}, element); }
  mlir::Value index(int64_t value);
  mlir::Value add(mlir::Value lhs, mlir::Value rhs);
  mlir::Value add(mlir::Value lhs, int64_t rhs);
  mlir::Value mul(mlir::Value lhs, int64_t rhs);

  /// A vector with `value` in all lanes.
  mlir::Value splat(mlir::VectorType type, int64_t value);
  mlir::Value splat(mlir::VectorType type, float value);

  /// Replaces indices and accumulators by their pinned selves: what uses them stays behind this point.
  void pin(llvm::ArrayRef<mlir::Value *> values);
  void pin(mlir::Value &index, llvm::MutableArrayRef<mlir::Value> accumulators = {});

  /// Loads `lanes` elements of the buffer's type from `index` on.
  mlir::Value load(mlir::Value buffer, mlir::Value index, int64_t lanes);
  /// Stores the first `count` lanes, in pieces of a power of two: a masked store of
  /// bytes is slow, and nothing beyond may be written.
  void store(mlir::Value vector, mlir::Value buffer, mlir::Value index, int64_t count);

  /// Emits `body(counter)` for 0, step, 2 step, ... below `bound`: a loop, or the body alone
  /// where one round is all.
  void forEach(int64_t bound, int64_t step, llvm::function_ref<void(mlir::Value)> body);
  /// As `forEach` with step 1, passing values from round to round.
  llvm::SmallVector<mlir::Value>
  forEachWith(int64_t bound, llvm::ArrayRef<mlir::Value> values,
              llvm::function_ref<llvm::SmallVector<mlir::Value>(mlir::Value, llvm::ArrayRef<mlir::Value>)> body);
  /// Emits `body(start)` for starts 0, step, ... that cover [0, bound) in blocks of `step`;
  /// the last block is moved back to end at `bound`, so blocks may overlap.
  void forEachCovering(int64_t bound, int64_t step, llvm::function_ref<void(mlir::Value)> body);
};

} // namespace quantc::lower

#endif // QUANTC_LOWER_CONTRACTION_KERNELBUILDER_H
