//===- SplitBias.cpp - Biases that stay in float --------------------------===//
//
// Tested by test/Quantize/split-bias.mlir.
//
//===----------------------------------------------------------------------===//

#include "Layers.h"
#include "quantc/Quantize/Passes.h"

#include "mlir/IR/Builders.h"

#include <cmath>

namespace quantc {
#define GEN_PASS_DEF_SPLITBIASPASS
#include "quantc/Quantize/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;
using namespace quantc::quantize;

/// The only reader of a value, or null.
static Operation *getOnlyReader(Operation *op) { return op->hasOneUse() ? *op->user_begin() : nullptr; }

/// Whether the result of `op` is rounded, past a ReLU or Clip at most.
static bool isRounded(Operation *op) {
  Operation *reader = getOnlyReader(op);
  if (reader && isFoldableActivation(reader) && !getNegativeSlopes(reader))
    reader = getOnlyReader(reader);
  auto quantize = dyn_cast_or_null<qnn::QuantizeOp>(reader);
  return quantize && !qnn::isAccumulator(qnn::getQuantizedType(quantize.getOutput()));
}

/// The float constant that is added after the layer, or null.
static qnn::ConstantOp getBias(qnn::ContractionOpInterface op) {
  Value value = op.getBiasValue();
  auto bias = value ? value.getDefiningOp<qnn::ConstantOp>() : qnn::ConstantOp();
  if (!bias || !qnn::isFloat(value) || !qnn::isFloat(op->getResult(0)) || op->hasAttr(kFloatMeanAttr) ||
      !isQuantizable(op) || !op.getActivationOperand().get().getDefiningOp<qnn::DequantizeOp>() || !isRounded(op))
    return {};
  // ScaleWeights refuses what is not finite.
  return llvm::all_of(getFloats(bias), [](float value) { return std::isfinite(value); }) ? bias : qnn::ConstantOp();
}

namespace {
struct SplitBias : public quantc::impl::SplitBiasPassBase<SplitBias> {
  void runOnOperation() override {
    auto module = getOperation()->getParentOfType<ModuleOp>();
    if (!module || qnn::getProfile(module) != numerics::Profile::TorchX86)
      return;
    getOperation().walk([](qnn::ContractionOpInterface op) {
      qnn::ConstantOp bias = getBias(op);
      if (!bias)
        return;
      OpBuilder builder(op->getContext());
      builder.setInsertionPointAfter(op);
      Value result = op->getResult(0);
      auto sum = qnn::AddOp::create(builder, op.getLoc(), result.getType(), result, bias.getOutput(), nullptr, nullptr);
      result.replaceAllUsesExcept(sum.getOutput(), sum);
      op.setBiasValue(Value());
    });
  }
};
} // namespace
