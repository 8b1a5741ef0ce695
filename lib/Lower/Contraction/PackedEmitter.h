//===- PackedEmitter.h - Linear layers with weights in few bits -*- C++ -*-===//

#ifndef QUANTC_LOWER_CONTRACTION_PACKEDEMITTER_H
#define QUANTC_LOWER_CONTRACTION_PACKEDEMITTER_H

#include "quantc/Lower/KernelEmitter.h"

namespace quantc::lower {

/// Emits kernels for `qnn.linear` with a float input and stored weights (N12).
class PackedEmitter : public KernelEmitter {
public:
  bool matches(qnn::FusedOp op) const override;
  mlir::FailureOr<Kernel> emit(qnn::FusedOp op, KernelContext &context) const override;
};

} // namespace quantc::lower

#endif // QUANTC_LOWER_CONTRACTION_PACKEDEMITTER_H
