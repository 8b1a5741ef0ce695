//===- ContractionEmitter.h - Convolutions and linear layers ----*- C++ -*-===//

#ifndef QUANTC_LOWER_CONTRACTION_CONTRACTIONEMITTER_H
#define QUANTC_LOWER_CONTRACTION_CONTRACTIONEMITTER_H

#include "quantc/Dialect/Qk/IR/Qk.h"
#include "quantc/Lower/KernelEmitter.h"

namespace quantc::lower {

/// Direct convolution by dot products or fma, `#qk.kernel<"contraction">`.
class ContractionEmitter : public KernelEmitter {
public:
  bool matches(qnn::FusedOp op, const Machine &machine) const override;
  mlir::FailureOr<Kernel> emit(qnn::FusedOp op, KernelContext &context) const override;
};

/// Whether Plan chose the kernel family `name` for `op`.
bool hasKernel(qnn::FusedOp op, llvm::StringRef name);

/// The names of element types in kernel symbols: u8, s8, f32.
llvm::StringRef getTypeName(mlir::Value value);

} // namespace quantc::lower

#endif // QUANTC_LOWER_CONTRACTION_CONTRACTIONEMITTER_H
