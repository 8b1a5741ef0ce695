//===- ProveAccumulators.cpp - No i32 accumulator overflows ---------------===//
//
// Tested by test/Plan/prove-accumulators.mlir and prove-accumulators-invalid.mlir.
//
//===----------------------------------------------------------------------===//

#include "quantc/Dialect/Qk/Analysis/Bounds.h"
#include "quantc/Plan/Passes.h"

namespace quantc {
#define GEN_PASS_DEF_PROVEACCUMULATORSPASS
#include "quantc/Plan/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;

/// The largest |q - zero_point| of a quantized type.
static int64_t largestMagnitude(quant::QuantizedType type) {
  int64_t largest = 0;
  for (int64_t zeroPoint : qnn::getZeroPoints(type))
    largest = std::max({largest, zeroPoint - type.getStorageTypeMin(), type.getStorageTypeMax() - zeroPoint});
  return largest;
}

/// Where operands are not constant: `depth` products of the largest magnitudes, and a bias or null.
static LogicalResult proveByTypes(Operation *op, Value lhs, Value rhs, int64_t depth, Value bias) {
  __int128 bound =
      __int128(largestMagnitude(qnn::getQuantizedType(lhs))) * largestMagnitude(qnn::getQuantizedType(rhs)) * depth;
  if (auto constant = bias ? bias.getDefiningOp<qnn::ConstantOp>() : qnn::ConstantOp()) {
    int64_t largest = 0;
    for (int64_t value : qk::getStoredValues(constant))
      largest = std::max(largest, std::abs(value));
    bound += largest;
  } else if (bias) {
    bound += largestMagnitude(qnn::getQuantizedType(bias));
  }
  if (bound < (__int128(1) << 31))
    return success();
  return op->emitOpError("sums ") << depth << " products of " << lhs.getType() << " and " << rhs.getType()
                                  << ", which may leave i32";
}

static LogicalResult prove(Operation *op) {
  if (auto matmul = dyn_cast<qnn::MatMulOp>(op)) {
    Value lhs = matmul.getLhs();
    return proveByTypes(op, lhs, matmul.getRhs(), cast<ShapedType>(lhs.getType()).getShape().back(),
                        /*bias=*/Value());
  }
  auto contraction = cast<qnn::ContractionOpInterface>(op);
  auto bounds = qk::computeAccumulatorBounds(contraction);
  if (!bounds)
    return proveByTypes(op, contraction.getActivationOperand().get(), contraction.getWeightOperand().get(),
                        contraction.getReductionSize(), contraction.getBiasValue());
  for (auto [channel, interval] : llvm::enumerate(*bounds))
    if (!qk::fitsInt32(interval))
      return op->emitOpError("accumulator of output channel ")
             << channel << " may reach [" << interval.low << ", " << interval.high << "], which leaves i32";
  return success();
}

namespace {
struct ProveAccumulators : public quantc::impl::ProveAccumulatorsPassBase<ProveAccumulators> {
  void runOnOperation() override {
    bool failedAny = false;
    getOperation().walk([&](Operation *op) {
      if (!isa<qnn::ContractionOpInterface, qnn::MatMulOp>(op) || !qnn::getQuantizedType(op->getOperand(0)))
        return;
      failedAny |= failed(prove(op));
    });
    if (failedAny)
      signalPassFailure();
    markAllAnalysesPreserved();
  }
};
} // namespace
