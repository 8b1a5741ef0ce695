//===- RecurrentEmitter.h - Kernels of LSTM, GRU and RNN --------*- C++ -*-===//

#ifndef QUANTC_LIB_LOWER_RECURRENT_RECURRENTEMITTER_H
#define QUANTC_LIB_LOWER_RECURRENT_RECURRENTEMITTER_H

#include "quantc/Lower/KernelEmitter.h"

namespace quantc::lower {

/// Computes a fused op that holds one recurrence and constants.
class RecurrentEmitter : public KernelEmitter {
public:
  bool matches(qnn::FusedOp op) const override;
  mlir::FailureOr<Kernel> emit(qnn::FusedOp op, KernelContext &context) const override;
};

} // namespace quantc::lower

#endif // QUANTC_LIB_LOWER_RECURRENT_RECURRENTEMITTER_H
