//===- GenericEmitters.h - Plain loops for every op -------------*- C++ -*-===//
//
// One function for each op writes its loops; one file for each family registers
// its functions. A fused op without an emitter of its own is its ops run one by
// one, with scratch buffers between: slow at worst, and right by construction.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_LIB_LOWER_GENERIC_GENERICEMITTERS_H
#define QUANTC_LIB_LOWER_GENERIC_GENERICEMITTERS_H

#include "LoopEmitter.h"
#include "quantc/Lower/KernelEmitter.h"

namespace quantc::lower {

/// Writes the loops of `op`: reads `inputs` (one for each operand), writes `output`.
/// On failure a diagnostic at `op` says why.
using OpEmitter = mlir::LogicalResult (*)(mlir::Operation *op, llvm::ArrayRef<TensorBuffer> inputs, TensorBuffer output,
                                          LoopEmitter &emitter);

/// The same of an op with several results.
using ResultsEmitter = mlir::LogicalResult (*)(mlir::Operation *op, llvm::ArrayRef<TensorBuffer> inputs,
                                               llvm::ArrayRef<TensorBuffer> outputs, LoopEmitter &emitter);

/// What an op's loops read of an operand of the result's shape before they write a result element.
enum class Reads {
  Anywhere,     ///< any element, at any time
  SamePosition, ///< of what is not written yet, that element alone
};

/// Emitters by op name.
class OpEmitters {
public:
  template <typename Op> void add(OpEmitter emitter, Reads reads = Reads::Anywhere) {
    table[Op::getOperationName()] = {emitter, nullptr, reads};
  }
  template <typename Op> void addWithResults(ResultsEmitter emitter) {
    table[Op::getOperationName()] = {nullptr, emitter, Reads::Anywhere};
  }
  bool contains(mlir::Operation *op) const { return table.contains(op->getName().getStringRef()); }
  mlir::LogicalResult emit(mlir::Operation *op, llvm::ArrayRef<TensorBuffer> inputs,
                           llvm::ArrayRef<TensorBuffer> outputs, LoopEmitter &emitter) const {
    Entry entry = table.lookup(op->getName().getStringRef());
    return entry.results ? entry.results(op, inputs, outputs, emitter)
                         : entry.emitter(op, inputs, outputs.front(), emitter);
  }
  Reads getReads(mlir::Operation *op) const { return table.lookup(op->getName().getStringRef()).reads; }

private:
  struct Entry {
    OpEmitter emitter = nullptr;
    ResultsEmitter results = nullptr; ///< instead
    Reads reads = Reads::Anywhere;
  };
  llvm::StringMap<Entry> table;
};

void addBinaryEmitters(OpEmitters &emitters);
void addCastEmitters(OpEmitters &emitters);
void addContractionEmitters(OpEmitters &emitters);
void addDynamicEmitters(OpEmitters &emitters);
void addMoveEmitters(OpEmitters &emitters);
void addNormalizeEmitters(OpEmitters &emitters);
void addPoolEmitters(OpEmitters &emitters);
void addReduceEmitters(OpEmitters &emitters);
void addResizeEmitters(OpEmitters &emitters);
void addTopKEmitters(OpEmitters &emitters);
void addUnaryEmitters(OpEmitters &emitters);

/// The stored weights of a float layer (N12) as constants of a kernel.
struct StoredFactors {
  TensorBuffer factors; ///< [taps, channels] of f32
  TensorBuffer scales;  ///< [groups, channels]; null without
  int64_t groupSize = 0;
};
/// Makes the constants of a contraction with stored weights; reports those that are not known.
mlir::FailureOr<StoredFactors> makeStoredFactors(mlir::Operation *op, LoopEmitter &emitter);
/// Writes the loops of `qnn.linear` with scales for groups of inputs. `bias` may be null.
void emitGroupedLinear(LoopEmitter &emitter, TensorBuffer input, const StoredFactors &weights, TensorBuffer bias,
                       TensorBuffer output);

/// The ends of a range that holds 0.
struct Extremes {
  mlir::Value low, high;
};
/// Finds the range of `count` neighbours and 0; width 1.
Extremes emitRange(LoopEmitter &emitter, const TensorBuffer &buffer, mlir::Value first, int64_t count);

/// Handles every fused op whose ops are all in the table.
std::unique_ptr<KernelEmitter> makeGenericEmitter();

/// Makes the private function `@qk_canonicalize_nan_N` on one f32 buffer: a NaN
/// becomes 0x7fc00000 (N9).
mlir::func::FuncOp makeCanonicalizeNan(KernelContext &context, mlir::MemRefType buffer);
/// Makes the private function `@qk_copy_...` from one buffer to another of its type.
mlir::func::FuncOp makeCopy(KernelContext &context, mlir::MemRefType buffer);

} // namespace quantc::lower

#endif // QUANTC_LIB_LOWER_GENERIC_GENERICEMITTERS_H
