//===- DepthwiseEmitter.h - One filter for each channel ---------*- C++ -*-===//

#ifndef QUANTC_LOWER_CONTRACTION_DEPTHWISEEMITTER_H
#define QUANTC_LOWER_CONTRACTION_DEPTHWISEEMITTER_H

#include "quantc/Lower/KernelEmitter.h"

namespace quantc::lower {

/// Depthwise convolution on 8-bit activations, `#qk.kernel<"depthwise">`.
class DepthwiseEmitter : public KernelEmitter {
public:
  bool matches(qnn::FusedOp op, const Machine &machine) const override;
  mlir::FailureOr<Kernel> emit(qnn::FusedOp op, KernelContext &context) const override;
};

/// The same on f32.
class FloatDepthwiseEmitter : public KernelEmitter {
public:
  bool matches(qnn::FusedOp op, const Machine &machine) const override;
  mlir::FailureOr<Kernel> emit(qnn::FusedOp op, KernelContext &context) const override;
};

} // namespace quantc::lower

#endif // QUANTC_LOWER_CONTRACTION_DEPTHWISEEMITTER_H
