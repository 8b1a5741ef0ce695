//===- ContractionEmitter.h - Convolutions and linear layers ----*- C++ -*-===//

#ifndef QUANTC_LOWER_CONTRACTION_CONTRACTIONEMITTER_H
#define QUANTC_LOWER_CONTRACTION_CONTRACTIONEMITTER_H

#include "quantc/Dialect/Qk/Analysis/FusedContraction.h"
#include "quantc/Dialect/Qk/IR/Qk.h"
#include "quantc/Lower/KernelEmitter.h"

namespace quantc::lower {

/// Direct convolution by dot products or fma, `#qk.kernel<"contraction">`.
class ContractionEmitter : public KernelEmitter {
public:
  bool matches(qnn::FusedOp op) const override;
  mlir::FailureOr<Kernel> emit(qnn::FusedOp op, KernelContext &context) const override;
};

/// Whether Plan chose the kernel family `name` for `op`.
bool hasKernel(qnn::FusedOp op, llvm::StringRef name);

/// Checks that the target multiplies the activations of an 8-bit `layer`, and that no accumulator leaves i32.
/// @returns whether no value to round exceeds 2^31 - 128; failure is reported.
mlir::FailureOr<bool> checkInteger(qnn::FusedOp op, const qk::FusedContraction &layer, const Machine &machine);

/// The names of element types in kernel symbols: u8, s8, f32.
llvm::StringRef getTypeName(mlir::Value value);

/// The inputs that a kernel of `layer` may write its result over. `isCopied`: before anything is written, the image is
/// copied to scratch, as padding or widening wants it. `isWrittenOnce`: tiles do not overlap, so that what a
/// result is added to is read before that result is written, and not again.
llvm::SmallVector<int64_t> getInPlaceInputs(const qk::FusedContraction &layer, bool isCopied, bool isWrittenOnce);

} // namespace quantc::lower

#endif // QUANTC_LOWER_CONTRACTION_CONTRACTIONEMITTER_H
