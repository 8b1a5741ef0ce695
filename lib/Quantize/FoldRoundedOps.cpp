//===- FoldRoundedOps.cpp - Integer forms of ops that round ---------------===//
//
// Tested by test/Quantize/fold-casts.mlir and fold-casts-activation.mlir.
//
// Every pattern is rooted at the quantize: it is the rounding, and its type is
// the type of the result.
//
//===----------------------------------------------------------------------===//

#include "FoldCasts.h"
#include "Layers.h"
#include "MoveCasts.h"
#include "Scales.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::quantize;

static quant::UniformQuantizedType getPerTensorType(Value value) {
  return dyn_cast_or_null<quant::UniformQuantizedType>(qnn::getQuantizedType(value));
}

//===----------------------------------------------------------------------===//
// Activations inside a rounding (N8d)
//===----------------------------------------------------------------------===//

namespace {
/// What a rounding does besides rounding: attributes of requantize and of arithmetic.
struct Rounding {
  DenseI64ArrayAttr clamp;
  DenseF32ArrayAttr negativeSlope;
  StringAttr function;
  DenseF32ArrayAttr gains;
  DenseF32ArrayAttr bias; ///< of requantize alone (N11e)
};
} // namespace

/// Splits `value` into a value that is rounded and the activation before the rounding. ReLU and Clip bound
/// the stored values: rounding is monotone, so bounding before or after it is the same.
static Value takeActivation(Value value, quant::UniformQuantizedType type, Rounding &rounding) {
  Operation *op = value.getDefiningOp();
  if (!op || !isFoldableActivation(op) || !op->hasOneUse())
    return value;
  Builder builder(op->getContext());
  if (std::optional<SmallVector<float>> slopes = getNegativeSlopes(op)) {
    rounding.negativeSlope = builder.getDenseF32ArrayAttr(*slopes);
    return op->getOperand(0);
  }
  int64_t low = type.getZeroPoint(), high = type.getStorageTypeMax();
  if (auto clip = dyn_cast<qnn::ClipOp>(op)) {
    low = quantizeValue(clip.getMin().convertToFloat(), type);
    high = quantizeValue(clip.getMax().convertToFloat(), type);
  }
  if (low != type.getStorageTypeMin() || high != type.getStorageTypeMax())
    rounding.clamp = builder.getDenseI64ArrayAttr({low, high});
  return op->getOperand(0);
}

/// Likewise a function of an accumulator, and the gains behind it (N8f); a Clip may come after them.
static Value takeFunction(Value value, Rounding &rounding) {
  Operation *op = value.getDefiningOp();
  if (std::optional<SmallVector<float>> gains = op && op->hasOneUse() ? getGains(op) : std::nullopt) {
    rounding.gains = DenseF32ArrayAttr::get(op->getContext(), *gains);
    op = op->getOperand(0).getDefiningOp();
  }
  if (!op || !isFoldableFunction(op) || !op->hasOneUse() || rounding.negativeSlope)
    return value;
  rounding.function = StringAttr::get(op->getContext(), op->getName().stripDialect());
  return op->getOperand(0);
}

/// Splits a sum that `quantize-split-bias` has made, of what a contraction gives and its bias (N11e).
static Value takeBias(Value value, Rounding &rounding) {
  auto sum = value.getDefiningOp<qnn::AddOp>();
  auto bias = sum ? sum.getRhs().getDefiningOp<qnn::ConstantOp>() : qnn::ConstantOp();
  if (!bias || !qnn::isFloat(bias.getOutput()) || !isQuantizable(sum) || !sum->hasOneUse() || rounding.negativeSlope ||
      rounding.function || qnn::getProfile(sum) != numerics::Profile::TorchX86 ||
      cast<ShapedType>(bias.getType()).getShape() != cast<ShapedType>(sum.getType()).getShape().take_back())
    return value;
  rounding.bias = Builder(sum->getContext()).getDenseF32ArrayAttr(getFloats(bias));
  return sum.getLhs();
}

namespace {
/// quantize([activation]([gains]([function](dequantize(accumulator)))))),
/// quantize([activation]([+ bias] dequantize(accumulator))) or quantize(dequantize(other type)) -> requantize.
struct FoldRequantize : OpRewritePattern<qnn::QuantizeOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(qnn::QuantizeOp op, PatternRewriter &rewriter) const override {
    quant::UniformQuantizedType type = getPerTensorType(op.getOutput());
    Value input = getQuantized(op.getInput());
    // Of 32 bits, neither the cast nor an activation before it may go: f32 holds 24 bits of a stored value. But the
    // accumulator of a contraction is what a network asks for that rounds it to the accumulator's own type.
    bool isAccumulator = type && qnn::isAccumulator(type);
    if (!type || (isAccumulator && !(input && input.getType() == op.getOutput().getType() &&
                                     input.getDefiningOp<qnn::ContractionOpInterface>())))
      return rewriter.notifyMatchFailure(op, "has several scales or 32 bits");
    Rounding rounding;
    if (!input) {
      Value value = takeFunction(takeActivation(op.getInput(), type, rounding), rounding);
      input = getQuantized(takeBias(value, rounding));
      if (!input || !qnn::isAccumulator(qnn::getQuantizedType(input)))
        return rewriter.notifyMatchFailure(op, "does not round an accumulator");
    }
    if (getConstant(input))
      return rewriter.notifyMatchFailure(op, "rounds a constant");
    if (input.getType() == op.getOutput().getType()) {
      rewriter.replaceOp(op, input);
      return success();
    }
    auto requantize =
        qnn::RequantizeOp::create(rewriter, op.getLoc(), op.getOutput().getType(), input, rounding.clamp,
                                  rounding.negativeSlope, rounding.function, rounding.gains, rounding.bias);
    if (auto id = op->getAttr(qnn::kIdAttr))
      requantize->setAttr(qnn::kIdAttr, id);
    rewriter.replaceOp(op, requantize.getOutput());
    return success();
  }
};

/// quantize([activation](a op b)) -> integer op, for add, sub, mul.
template <typename Op> struct FoldArithmetic : OpRewritePattern<qnn::QuantizeOp> {
  using OpRewritePattern<qnn::QuantizeOp>::OpRewritePattern;

  LogicalResult matchAndRewrite(qnn::QuantizeOp op, PatternRewriter &rewriter) const override {
    quant::UniformQuantizedType type = getPerTensorType(op.getOutput());
    if (!type || qnn::isAccumulator(type))
      return rewriter.notifyMatchFailure(op, "is not to 8 or 16 bits");
    Rounding rounding;
    Value sum = takeActivation(op.getInput(), type, rounding);
    auto arithmetic = sum.getDefiningOp<Op>();
    if (!arithmetic || !isQuantizable(arithmetic) || (sum != op.getInput() && !arithmetic->hasOneUse()))
      return rewriter.notifyMatchFailure(op, "is not after this op");
    Value lhs = getQuantized(arithmetic.getLhs()), rhs = getQuantized(arithmetic.getRhs());
    if (!lhs || !rhs)
      return rewriter.notifyMatchFailure(op, "has a float operand");
    bool isWideLhs = qnn::isAccumulator(qnn::getQuantizedType(lhs));
    bool isWideRhs = qnn::isAccumulator(qnn::getQuantizedType(rhs));
    if ((isWideLhs && isWideRhs) || ((isWideLhs || isWideRhs) && std::is_same_v<Op, qnn::MulOp>))
      return rewriter.notifyMatchFailure(op, "has too many accumulators");
    if ((isWideLhs && arithmetic.getLhs().getType() != sum.getType()) ||
        (isWideRhs && arithmetic.getRhs().getType() != sum.getType()))
      return rewriter.notifyMatchFailure(op, "broadcasts an accumulator");
    auto folded = Op::create(rewriter, arithmetic.getLoc(), op.getOutput().getType(), lhs, rhs, rounding.clamp,
                             rounding.negativeSlope);
    if (auto id = op->getAttr(qnn::kIdAttr))
      folded->setAttr(qnn::kIdAttr, id);
    rewriter.replaceOp(op, folded.getOutput());
    return success();
  }
};

/// quantize(op(dequantize, ...)) -> op, where the op alone says how it rounds: unary tables, pools,
/// reductions, concat, min, max, softmax.
struct FoldRoundingOp : OpRewritePattern<qnn::QuantizeOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(qnn::QuantizeOp op, PatternRewriter &rewriter) const override {
    Operation *rounded = op.getInput().getDefiningOp();
    quant::UniformQuantizedType type = getPerTensorType(op.getOutput());
    if (!rounded || !type || qnn::isAccumulator(type) || !isQuantizable(rounded) ||
        !(isa<qnn::UnaryOpInterface, qnn::PReluOp, qnn::AvgPool2DOp, qnn::ReduceOp, qnn::ConcatOp, qnn::MinOp,
              qnn::MaxOp, qnn::PadOp, qnn::ResizeOp, qnn::SoftmaxOp>(rounded)))
      return rewriter.notifyMatchFailure(op, "is not after such an op");
    if (isa<qnn::PadOp, qnn::ResizeOp>(rounded) || passesStoredValues(rounded)) {
      Value input = getQuantized(rounded->getOperand(0)); // a pad or resize whose values are rounded to the same type
      if (!input || qnn::getQuantizedType(input) != type)
        return rewriter.notifyMatchFailure(op, "changes the type");
    }
    SmallVector<Value> operands;
    for (auto [index, operand] : llvm::enumerate(rounded->getOperands())) {
      bool isSlope = isa<qnn::PReluOp>(rounded) && index == 1;
      operands.push_back(isSlope || !qnn::isFloat(operand) ? operand : getQuantized(operand));
      if (!operands.back())
        return rewriter.notifyMatchFailure(op, "has a float operand");
      auto own = qnn::getQuantizedType(operands.back());
      if (own && (qnn::isAccumulator(own) || !isa<quant::UniformQuantizedType>(own)))
        return rewriter.notifyMatchFailure(op, "has an accumulator as operand");
    }
    Operation *folded = cloneWith(rewriter, rounded, operands, op.getOutput().getType(), op.getOutput());
    rewriter.replaceOp(op, folded->getResults());
    return success();
  }
};

/// quantize(recurrence) -> recurrence with a rounded result: the states themselves stay as they are (N14).
struct FoldRecurrence : OpRewritePattern<qnn::QuantizeOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(qnn::QuantizeOp op, PatternRewriter &rewriter) const override {
    quant::UniformQuantizedType type = getPerTensorType(op.getOutput());
    auto recurrent = op.getInput().getDefiningOp<qnn::RecurrentOpInterface>();
    bool isStates = recurrent && recurrent.getStateType() && op.getInput() == recurrent->getResult(0);
    if (!type || qnn::isAccumulator(type) || !isStates || !op.getInput().hasOneUse())
      return rewriter.notifyMatchFailure(op, "does not round the states of a recurrence to 8 or 16 bits");
    rewriter.modifyOpInPlace(recurrent, [&] { recurrent->getResult(0).setType(op.getOutput().getType()); });
    rewriter.replaceOp(op, recurrent->getResult(0));
    return success();
  }
};

/// quantize(constant) -> constant of stored values.
struct FoldConstant : OpRewritePattern<qnn::QuantizeOp> {
  using OpRewritePattern::OpRewritePattern;

  LogicalResult matchAndRewrite(qnn::QuantizeOp op, PatternRewriter &rewriter) const override {
    auto constant = op.getInput().getDefiningOp<qnn::ConstantOp>();
    quant::UniformQuantizedType type = getPerTensorType(op.getOutput());
    unsigned bits = type ? type.getStorageTypeIntegralWidth() : 0;
    if (!constant || (bits != 8 && bits != 16))
      return rewriter.notifyMatchFailure(op, "does not round a constant to 8 or 16 bits");
    SmallVector<char> stored;
    for (float value : getFloats(constant)) {
      int64_t code = quantizeValue(value, type);
      for (unsigned byte = 0; byte < bits / 8; ++byte)
        stored.push_back(static_cast<char>(code >> (8 * byte)));
    }
    auto tensor = cast<RankedTensorType>(op.getOutput().getType());
    auto folded = rewriter.replaceOpWithNewOp<qnn::ConstantOp>(
        op, tensor, qnn::makeElementsAttr(RankedTensorType::get(tensor.getShape(), type.getStorageType()), stored));
    if (auto id = constant->getAttr(qnn::kIdAttr))
      folded->setAttr(qnn::kIdAttr, id);
    return success();
  }
};
} // namespace

void quantize::populateFoldRoundedOpsPatterns(RewritePatternSet &patterns) {
  patterns.add<FoldRequantize, FoldArithmetic<qnn::AddOp>, FoldArithmetic<qnn::SubOp>, FoldArithmetic<qnn::MulOp>,
               FoldRoundingOp, FoldRecurrence, FoldConstant>(patterns.getContext());
}
