//===- StoredWeights.cpp - Weights of a float layer in few bits -----------===//
//
// Codes are counted from the type's least value, so that kernels unpack signed and
// unsigned ones alike: the difference `q - z` is the same.
//
// Tested by test/Target/run-stored-weights.mlir.
//
//===----------------------------------------------------------------------===//

#include "quantc/Dialect/Qk/Analysis/StoredWeights.h"

#include "quantc/Dialect/Qk/Analysis/Bounds.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::qk;

std::optional<float> StoredWeights::getCommonZeroPoint() const {
  if (zeroPoints.empty())
    return 0.0f;
  return llvm::all_equal(zeroPoints) ? std::optional(zeroPoints.front()) : std::nullopt;
}

/// The constant behind an operand, or null.
static qnn::ConstantOp getConstant(Value value) {
  return value ? value.getDefiningOp<qnn::ConstantOp>() : qnn::ConstantOp();
}

/// Fills scales and zero points of groups from the operands of a linear layer.
static bool readGroups(qnn::LinearOp op, int64_t least, StoredWeights &weights) {
  qnn::ConstantOp scales = getConstant(op.getScales()), zeroPoints = getConstant(op.getZeroPoints());
  if (!scales || (op.getZeroPoints() && !zeroPoints))
    return false;
  weights.groupSize = *op.getGroupSize();
  SmallVector<char> bytes = qnn::getElementBytes(scales.getValue());
  weights.scales.resize_for_overwrite(bytes.size() / sizeof(float));
  memcpy(weights.scales.data(), bytes.data(), bytes.size());
  weights.zeroPoints.assign(weights.scales.size(), float(-least));
  if (zeroPoints)
    for (auto [index, zeroPoint] : llvm::enumerate(getStoredValues(zeroPoints)))
      weights.zeroPoints[index] = float(zeroPoint - least);
  return true;
}

std::optional<StoredWeights> qk::readStoredWeights(Operation *op) {
  auto contraction = cast<qnn::ContractionOpInterface>(op);
  qnn::ConstantOp constant = getConstant(contraction.getWeightOperand().get());
  if (!constant)
    return std::nullopt;
  auto tensor = cast<RankedTensorType>(constant.getType());
  StoredWeights weights;
  weights.channels = tensor.getDimSize(0);
  weights.taps = weights.channels ? tensor.getNumElements() / weights.channels : 0;
  weights.groupSize = std::max<int64_t>(weights.taps, 1);
  auto type = qnn::getQuantizedType(constant.getOutput());
  if (!type) {
    weights.format = tensor.getElementType().isF16() ? WeightFormat::Half : WeightFormat::BFloat;
    weights.bits = 16;
    SmallVector<char> bytes = qnn::getElementBytes(constant.getValue());
    weights.codes.resize_for_overwrite(bytes.size() / 2);
    memcpy(weights.codes.data(), bytes.data(), bytes.size());
    return weights;
  }
  weights.bits = type.getStorageTypeIntegralWidth();
  int64_t least = type.isSigned() ? -(int64_t(1) << (weights.bits - 1)) : 0;
  for (int64_t value : getStoredValues(constant))
    weights.codes.push_back(static_cast<uint16_t>(value - least));
  if (auto linear = dyn_cast<qnn::LinearOp>(op); linear && linear.getScales())
    return readGroups(linear, least, weights) ? std::optional(std::move(weights)) : std::nullopt;
  SmallVector<double> scales = qnn::getScales(type);
  SmallVector<int64_t> zeroPoints = qnn::getZeroPoints(type);
  for (int64_t channel = 0; channel < weights.channels; ++channel) {
    size_t index = scales.size() == 1 ? 0 : channel;
    weights.scales.push_back(float(scales[index]));
    weights.zeroPoints.push_back(float(zeroPoints[index] - least));
  }
  return weights;
}
