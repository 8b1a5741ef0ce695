//===- FoldCasts.cpp - Integer ops from casts and float ops ---------------===//
//
// Tested by test/Quantize/fold-casts.mlir, fold-casts-activation.mlir and
// fold-casts-accumulator.mlir.
//
// Here what needs no rounding: contractions, which yield accumulators, and ops that
// pass stored values on. Ops that round are in FoldRoundedOps.cpp.
//
//===----------------------------------------------------------------------===//

#include "FoldCasts.h"
#include "Layers.h"
#include "MoveCasts.h"
#include "Scales.h"
#include "quantc/Dialect/Qk/Analysis/Bounds.h"
#include "quantc/Quantize/Passes.h"

#include "mlir/Transforms/GreedyPatternRewriteDriver.h"

namespace quantc {
#define GEN_PASS_DEF_FOLDCASTSPASS
#include "quantc/Quantize/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;
using namespace quantc::quantize;

/// Says why the accumulator of a contraction might leave i32 (N3), or nothing. `operands` are constant but the first.
static std::optional<std::string> getReasonOfAccumulator(ArrayRef<Value> operands) {
  auto weight = operands[1].getDefiningOp<qnn::ConstantOp>();
  auto bias = operands.size() > 2 ? operands[2].getDefiningOp<qnn::ConstantOp>() : qnn::ConstantOp();
  auto bounds = qk::computeAccumulatorBounds(qnn::getQuantizedType(operands[0]), weight, bias);
  if (!bounds)
    return "it sums more products than can be proved";
  for (auto [channel, interval] : llvm::enumerate(*bounds))
    if (!qk::fitsInt32(interval))
      return ("its accumulator of channel " + Twine(channel) + " may reach [" + Twine(interval.low) + ", " +
              Twine(interval.high) + "], which leaves 32 bits")
          .str();
  return std::nullopt;
}

namespace {
/// contraction(dequantize, dequantize, dequantize) -> dequantize(contraction).
struct FoldContraction : OpInterfaceRewritePattern<qnn::ContractionOpInterface> {
  using OpInterfaceRewritePattern::OpInterfaceRewritePattern;

  LogicalResult matchAndRewrite(qnn::ContractionOpInterface op, PatternRewriter &rewriter) const override {
    if (!qnn::isFloat(op->getResult(0)) || !isQuantizable(op))
      return rewriter.notifyMatchFailure(op, "is integer already or stays in float");
    SmallVector<Value> operands;
    for (Value operand : op->getOperands()) {
      operands.push_back(getQuantized(operand));
      if (!operands.back())
        return rewriter.notifyMatchFailure(op, "has an operand that is not quantized");
    }
    auto input = dyn_cast<quant::UniformQuantizedType>(qnn::getQuantizedType(operands[0]));
    auto weight = qnn::getQuantizedType(operands[1]);
    if (!input || input.getStorageTypeIntegralWidth() > 16)
      return rewriter.notifyMatchFailure(op, "has an input with several scales or 32 bits");
    auto tensor = cast<RankedTensorType>(op->getResult(0).getType());
    quant::QuantizedType type = makeAccumulatorType(input.getScale(), weight, tensor.getRank() - 1);
    if (operands.size() > 2 && qnn::getScales(qnn::getQuantizedType(operands[2])) != qnn::getScales(type))
      return rewriter.notifyMatchFailure(op, "has a bias on other scales");
    if (std::optional<std::string> reason = getReasonOfAccumulator(operands)) {
      rewriter.modifyOpInPlace(op, [&, op = op.getOperation()] { setFloatReason(op, *reason); });
      return success();
    }
    Operation *folded = cloneWith(rewriter, op, operands, tensor.clone(type), op->getResult(0));
    auto result = rewriter.replaceOpWithNewOp<qnn::DequantizeOp>(op, tensor, folded->getResult(0));
    if (StringRef id = qnn::getId(folded->getResult(0)); !id.empty())
      qnn::setId(result.getOutput(), id);
    return success();
  }
};

/// shape(dequantize(q)) -> dequantize(shape(q)).
struct SwapShapeAndDequantize : RewritePattern {
  explicit SwapShapeAndDequantize(MLIRContext *context) : RewritePattern(MatchAnyOpTypeTag(), 1, context) {}

  LogicalResult matchAndRewrite(Operation *op, PatternRewriter &rewriter) const override {
    return sinkDequantize(op, rewriter);
  }
};

struct FoldCasts : public quantc::impl::FoldCastsPassBase<FoldCasts> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    patterns.add<FoldContraction, SwapShapeAndDequantize>(&getContext());
    populateFoldRoundedOpsPatterns(patterns);
    populateFoldDynamicScalesPatterns(patterns);
    // Constants stay where they are, and none is merged with another: types are the passes' decision.
    GreedyRewriteConfig config;
    config.enableFolding(false).enableConstantCSE(false).setRegionSimplificationLevel(
        GreedySimplifyRegionLevel::Disabled);
    if (failed(applyPatternsGreedily(getOperation(), std::move(patterns), config)))
      signalPassFailure();
  }
};
} // namespace
