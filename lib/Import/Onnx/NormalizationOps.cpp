//===- NormalizationOps.cpp - BatchNormalization, LRN ---------------------===//
//
// Tested by test/Import/normalization.test.
//
//===----------------------------------------------------------------------===//

#include "NodeContext.h"
#include "OpTable.h"

#include <cmath>

using namespace mlir;
using namespace quantc;
using namespace quantc::onnx;

/// Moves axis 1 to the end, or back.
static OperandRef moveChannels(NodeContext &node, const OperandRef &input, bool toEnd) {
  int64_t rank = input->getRank();
  SmallVector<int64_t> permutation{0};
  if (!toEnd && rank > 2)
    permutation.push_back(rank - 1);
  for (int64_t axis = toEnd ? 2 : 1; axis < (toEnd ? rank : rank - 1); ++axis)
    permutation.push_back(axis);
  if (toEnd || rank == 2)
    permutation.push_back(1);
  return rank == 2 ? input : node.transpose(input, permutation);
}

/// y = (x - mean) / sqrt(variance + epsilon) * scale + bias is one multiplication
/// and one addition a channel; both constants are computed in double.
static LogicalResult importBatchNormalization(NodeContext &node) {
  if (!node.checkFloat(0))
    return failure();
  const OperandRef &x = node.getInput(0);
  float epsilon = node.getFloatAttr("epsilon", 1e-5f);
  node.ignoreAttributes({"momentum"});
  if (node.getOpset() >= 14 && node.getFlag("training_mode"))
    return node.fail("attribute 'training_mode' is 1, expected 0");
  if (node.getOpset() < 9 && !node.getFlag("spatial", true))
    return node.fail("attribute 'spatial' is 0, expected 1");
  if (x->getRank() < 2)
    return node.fail("input has shape " + formatShape(x->shape) + ", expected rank 2 or more");
  int64_t channels = x->shape[1];
  std::vector<float> parameters[4]; // scale, bias, mean, variance
  for (size_t i = 0; i < 4; ++i) {
    std::optional<std::vector<float>> values = node.getHostFloats(1 + i);
    if (!values)
      return failure();
    if (int64_t(values->size()) != channels)
      return node.fail("input " + quote(node.getInput(1 + i)->name) + " has " + Twine(values->size()) +
                       " elements, expected " + Twine(channels));
    parameters[i] = *values;
  }
  std::vector<float> factor(channels), addend(channels);
  for (int64_t c = 0; c < channels; ++c) {
    double variance = double(parameters[3][c]) + epsilon;
    if (!(variance > 0))
      return node.fail("variance " + formatNumber(parameters[3][c]) + " at index " + Twine(c) +
                       ", expected a positive sum with epsilon");
    double a = parameters[0][c] / std::sqrt(variance);
    factor[c] = float(a);
    addend[c] = float(parameters[1][c] - parameters[2][c] * a);
  }
  OperandRef input = moveChannels(node, x, true);
  Value value = input ? node.materialize(input) : Value();
  Value a = value ? node.makeFloatConstant(factor, channels) : Value();
  Value b = a ? node.makeFloatConstant(addend, channels) : Value();
  if (!b)
    return failure();
  Value product = node.create<qnn::MulOp>(value.getType(), value, a, DenseI64ArrayAttr(), DenseF32ArrayAttr());
  Value sum = node.create<qnn::AddOp>(value.getType(), product, b, DenseI64ArrayAttr(), DenseF32ArrayAttr());
  node.setOutput(0, moveChannels(node, node.wrap(sum), false));
  return success();
}

static LogicalResult importLrn(NodeContext &node) {
  if (!node.checkFloat(0))
    return failure();
  const OperandRef &x = node.getInput(0);
  int64_t size = node.getInt("size", 0);
  float alpha = node.getFloatAttr("alpha", 1e-4f), beta = node.getFloatAttr("beta", 0.75f);
  float bias = node.getFloatAttr("bias", 1);
  if (x->getRank() < 2)
    return node.fail("input has shape " + formatShape(x->shape) + ", expected rank 2 or more");
  if (size < 1 || size > INT32_MAX)
    return node.fail("attribute 'size' is " + Twine(size) + ", expected at least 1");
  OperandRef input = moveChannels(node, x, true);
  Value value = input ? node.materialize(input) : Value();
  if (!value || node.hasFailed())
    return failure();
  auto f32 = [&](float number) { return APFloat(number); };
  Value lrn = node.create<qnn::LrnOp>(value.getType(), value, size, f32(alpha), f32(beta), f32(bias));
  node.setOutput(0, moveChannels(node, node.wrap(lrn), false));
  return success();
}

ArrayRef<OpEntry> onnx::getNormalizationOps() {
  static const OpEntry entries[] = {
      {"", "BatchNormalization", importBatchNormalization, 5, 5, 1},
      {"", "LRN", importLrn, 1, 1, 1},
  };
  return entries;
}
