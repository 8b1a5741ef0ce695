//===- FoldDynamicScales.cpp - Scales that a run finds, in one op ---------===//
//
// Tested by test/Quantize/fold-dynamic-scales.mlir and test/Import/qlinear-run.test.
//
// Networks spell out what DynamicQuantizeMatMul does in one: MatMulInteger, a cast, a
// product with the scales, a sum with the bias. The roundings are those of
// dynamic_dequantize, so that the kernel of the layer can do them.
//
//===----------------------------------------------------------------------===//

#include "FoldCasts.h"
#include "Layers.h"
#include "MoveCasts.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::quantize;

static RankedTensorType typeOf(Value value) { return cast<RankedTensorType>(value.getType()); }

/// Whether `value` is the accumulator of a layer, perhaps less the zero point of its input.
static bool isLayerSum(Value value) {
  if (auto subtract = value.getDefiningOp<qnn::SubtractZeroPointOp>())
    value = subtract.getAccumulator();
  return isa_and_nonnull<qnn::ContractionOpInterface>(value.getDefiningOp());
}

static void copyId(Operation *from, Operation *to) {
  if (Attribute id = from->getAttr(qnn::kIdAttr))
    to->setAttr(qnn::kIdAttr, id);
}

namespace {
/// mul(dequantize(accumulator of scale 1), one value) -> dynamic_dequantize.
struct FoldScale : OpRewritePattern<qnn::MulOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(qnn::MulOp op, PatternRewriter &rewriter) const override {
    if (!qnn::isFloat(op.getOutput()))
      return rewriter.notifyMatchFailure(op, "is integer already");
    for (auto [real, scale] :
         {std::pair<Value, Value>(op.getLhs(), op.getRhs()), std::pair<Value, Value>(op.getRhs(), op.getLhs())}) {
      Value sum = getQuantized(real);
      auto type =
          sum ? dyn_cast<quant::UniformQuantizedType>(qnn::getQuantizedType(sum)) : quant::UniformQuantizedType();
      if (!type || !qnn::isAccumulator(type) || type.getScale() != 1 || !real.hasOneUse() || !isLayerSum(sum) ||
          typeOf(scale).getNumElements() != 1 || typeOf(real) != op.getOutput().getType())
        continue;
      if (typeOf(scale).getRank() != 0)
        scale = qnn::ReshapeOp::create(rewriter, op.getLoc(), RankedTensorType::get({}, rewriter.getF32Type()), scale)
                    .getOutput();
      auto folded =
          qnn::DynamicDequantizeOp::create(rewriter, op.getLoc(), op.getOutput().getType(), sum, scale, Value());
      copyId(op, folded);
      rewriter.replaceOp(op, folded);
      return success();
    }
    return rewriter.notifyMatchFailure(op, "does not scale an accumulator");
  }
};

/// add(dynamic_dequantize, constant for each channel) -> its bias.
struct FoldBias : OpRewritePattern<qnn::AddOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(qnn::AddOp op, PatternRewriter &rewriter) const override {
    for (auto [real, bias] :
         {std::pair<Value, Value>(op.getLhs(), op.getRhs()), std::pair<Value, Value>(op.getRhs(), op.getLhs())}) {
      auto dequantize = real.getDefiningOp<qnn::DynamicDequantizeOp>();
      auto constant = bias.getDefiningOp<qnn::ConstantOp>();
      if (!dequantize || dequantize.getBias() || !constant || !real.hasOneUse() ||
          real.getType() != op.getOutput().getType())
        continue;
      int64_t channels = typeOf(real).getShape().back();
      ArrayRef<int64_t> shape = typeOf(bias).getShape();
      if (shape.empty() || shape.back() != channels || typeOf(bias).getNumElements() != channels)
        continue;
      auto type = RankedTensorType::get({channels}, rewriter.getF32Type());
      auto flat = qnn::ConstantOp::create(rewriter, constant.getLoc(), type,
                                          qnn::makeElementsAttr(type, qnn::getElementBytes(constant.getValue())));
      auto folded = qnn::DynamicDequantizeOp::create(rewriter, op.getLoc(), type.clone(typeOf(real).getShape()),
                                                     dequantize.getAccumulator(), dequantize.getScale(), flat);
      copyId(op, folded);
      rewriter.replaceOp(op, folded);
      rewriter.eraseOp(dequantize);
      return success();
    }
    return rewriter.notifyMatchFailure(op, "adds no bias to a layer");
  }
};
} // namespace

void quantize::populateFoldDynamicScalesPatterns(RewritePatternSet &patterns) {
  patterns.add<FoldScale, FoldBias>(patterns.getContext());
}
