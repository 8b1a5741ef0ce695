//===- QnnCastOps.cpp - Verifiers and folders of casts --------------------===//
//
// Tested by test/Dialect/Qnn/IR/cast-ops.mlir and cast-ops-invalid.mlir.
//
//===----------------------------------------------------------------------===//

#include "VerifyHelpers.h"
#include "quantc/Dialect/Qnn/IR/QuantConfig.h"

#include <cmath>

using namespace mlir;
using namespace quantc;
using namespace quantc::qnn;

LogicalResult qnn::verifyRounding(Operation *op, RankedTensorType output, std::optional<ArrayRef<int64_t>> clamp,
                                  std::optional<ArrayRef<float>> negativeSlope) {
  auto type = getQuantizedType(output);
  if (!type && (clamp || negativeSlope))
    return op->emitOpError("has 'clamp' or 'negative_slope' on float tensors");
  if (clamp) {
    if (clamp->size() != 2)
      return op->emitOpError("'clamp' has ") << clamp->size() << " values, expected 2";
    int64_t low = (*clamp)[0], high = (*clamp)[1];
    if (low > high || low < type.getStorageTypeMin() || high > type.getStorageTypeMax())
      return op->emitOpError("'clamp' [") << low << ", " << high << "] is not a range within ["
                                          << type.getStorageTypeMin() << ", " << type.getStorageTypeMax() << "]";
  }
  if (negativeSlope) {
    int64_t channels = output.getRank() ? output.getShape().back() : 1;
    int64_t count = negativeSlope->size();
    if (count != 1 && count != channels)
      return op->emitOpError("'negative_slope' has ") << count << " values for " << channels << " channels";
    for (float slope : *negativeSlope)
      if (!std::isfinite(slope))
        return op->emitOpError("'negative_slope' holds ") << double(slope) << ", expected finite values";
  }
  return success();
}

LogicalResult RequantizeOp::verify() {       // requantize_c1, requantize_c2
  if (isAccumulator(elementOf(getOutput()))) // requantize_c3
    return emitOpError("output storage is ")
           << getStorageElementType(getOutput().getType()) << ", expected 8 or 16 bits";
  auto output = cast<RankedTensorType>(getOutput().getType());
  if (std::optional<ArrayRef<float>> bias = getBias()) { // requantize_c4
    if (!isAccumulator(elementOf(getInput())) || getProfile(*this) != numerics::Profile::TorchX86)
      return emitOpError("has 'bias', which is for accumulators, without 'negative_slope', in a module of profile ")
             << getWord(numerics::Profile::TorchX86);
    int64_t channels = output.getRank() ? output.getShape().back() : 1;
    if (int64_t(bias->size()) != channels)
      return emitOpError("'bias' has ") << bias->size() << " values for " << channels << " channels";
    for (float value : *bias)
      if (!std::isfinite(value))
        return emitOpError("'bias' holds ") << double(value) << ", expected finite values";
  }
  return verifyRounding(*this, output, getClamp(), getNegativeSlope());
}

LogicalResult ObserveOp::verify() {
  if (getId().empty()) // observe_c1
    return emitOpError("requires a non-empty id");
  if (getMin().has_value() != getMax().has_value()) // observe_c2
    return emitOpError("has only one of 'min' and 'max'");
  if (getMin()) {
    float min = getMin()->convertToFloat(), max = getMax()->convertToFloat();
    if (!std::isfinite(min) || !std::isfinite(max) || !(min <= max))
      return emitOpError("range [") << double(min) << ", " << double(max) << "] is not finite and ascending";
  }
  return success();
}
