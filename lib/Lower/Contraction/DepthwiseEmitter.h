//===- DepthwiseEmitter.h - One filter for each channel ---------*- C++ -*-===//

#ifndef QUANTC_LOWER_CONTRACTION_DEPTHWISEEMITTER_H
#define QUANTC_LOWER_CONTRACTION_DEPTHWISEEMITTER_H

#include "quantc/Dialect/Qk/Analysis/FusedContraction.h"
#include "quantc/Lower/KernelEmitter.h"

namespace quantc::lower {

/// Depthwise convolution on 8-bit or float activations, `#qk.kernel<"depthwise">`.
class DepthwiseEmitter : public KernelEmitter {
public:
  bool matches(qnn::FusedOp op) const override;
  mlir::FailureOr<Kernel> emit(qnn::FusedOp op, KernelContext &context) const override;
};

/// Emits or finds the kernel of a depthwise `layer` on f32.
Kernel emitFloatDepthwise(qnn::FusedOp op, const qk::FusedContraction &layer, KernelContext &context);

} // namespace quantc::lower

#endif // QUANTC_LOWER_CONTRACTION_DEPTHWISEEMITTER_H
