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

const numerics::SmoothRectifier *qnn::getSmoothRectifier(StringRef mnemonic) {
  std::string name = ("qnn." + mnemonic).str();
#define UNARY_KIND(Kind)                                                                                               \
  if (name == Kind##Op::getOperationName())                                                                            \
    return numerics::getSmoothRectifier(numerics::UnaryKind::Kind);
#include "quantc/Numerics/UnaryKinds.def"
  return nullptr;
}

LogicalResult RequantizeOp::verify() {       // requantize_c1, requantize_c2
  if (isAccumulator(elementOf(getOutput()))) // requantize_c3
    return emitOpError("output storage is ")
           << getStorageElementType(getOutput().getType()) << ", expected 8 or 16 bits";
  auto output = cast<RankedTensorType>(getOutput().getType());
  if (std::optional<StringRef> function = getFunction()) { // requantize_c4
    if (!getSmoothRectifier(*function))
      return emitOpError("'function' is '") << *function << "', expected silu, gelu, gelu_tanh, softplus or hard_swish";
    if (!isAccumulator(elementOf(getInput())))
      return emitOpError("has a 'function', but its input is no accumulator of 32 bits");
    if (getNegativeSlope())
      return emitOpError("has both a 'function' and a 'negative_slope'");
  }
  if (std::optional<ArrayRef<float>> gains = getGains()) { // requantize_c5
    int64_t channels = shapeOf(getOutput()).empty() ? 1 : shapeOf(getOutput()).back();
    if (!getFunction())
      return emitOpError("has 'gains' without a 'function'");
    if (int64_t(gains->size()) != channels)
      return emitOpError("'gains' has ") << gains->size() << " values for " << channels << " channels";
    for (float gain : *gains)
      if (!std::isfinite(gain))
        return emitOpError("'gains' holds ") << double(gain) << ", expected finite values";
  }
  if (std::optional<ArrayRef<float>> bias = getBias()) { // requantize_c6
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
