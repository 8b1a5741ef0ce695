//===- LaneEmitter.h - Constants of as many lanes as an accumulator -*- C++ -*-===//
//
// Tested by test/Lower/contraction.mlir.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_LIB_LOWER_CONTRACTION_LANEEMITTER_H
#define QUANTC_LIB_LOWER_CONTRACTION_LANEEMITTER_H

#include "KernelBuilder.h"

#include "mlir/IR/ImplicitLocOpBuilder.h"

namespace quantc::lower {

/// What BasicBuilderOps needs to write the functions of lib/Numerics into a kernel of vectors with `lanes` lanes.
struct LaneEmitter {
  LaneEmitter(KernelBuilder &builder, int64_t lanes) : b(builder.loc, builder), builder(builder), lanes(lanes) {}

  mlir::Type wide(mlir::Type element) { return builder.vectorType(lanes, element); }
  mlir::Value f32(float value) { return builder.splat(builder.vectorType(lanes, builder.getF32Type()), value); }
  mlir::Value integer(unsigned bits, int64_t value) {
    return builder.splat(builder.vectorType(lanes, builder.getIntegerType(bits)), value);
  }

  mlir::ImplicitLocOpBuilder b;

private:
  KernelBuilder &builder;
  int64_t lanes;
};

} // namespace quantc::lower

#endif // QUANTC_LIB_LOWER_CONTRACTION_LANEEMITTER_H
