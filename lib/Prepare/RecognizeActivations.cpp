//===- RecognizeActivations.cpp - Activations spelled out -----------------===//
//
// Tested by test/Prepare/recognize-activations.mlir and
// recognize-activations-gates.mlir.
//
// Exporters write an activation as several ops. One op is one table of 256
// entries; several would round in between.
//
//===----------------------------------------------------------------------===//

#include "Rewriting.h"
#include "quantc/Prepare/Passes.h"

#include <cmath>
#include <limits>

namespace quantc {
#define GEN_PASS_DEF_RECOGNIZEACTIVATIONSPASS
#include "quantc/Prepare/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;
using namespace quantc::prepare;

static constexpr float kInfinity = std::numeric_limits<float>::infinity();

//===----------------------------------------------------------------------===//
// Matching
//===----------------------------------------------------------------------===//

/// Whether a constant in a formula is meant to be `expected`: exporters round it in their own way.
static bool isNear(double value, double expected) { return std::abs(value - expected) <= 1e-5 * std::abs(expected); }

namespace {
/// A binary op's constant and other operand.
struct WithConstant {
  Value input;
  float constant;
  bool constantIsFirst;
};
} // namespace
/// Splits a binary op into its constant and the other operand, which has the result's type.
/// @returns nullopt if neither side is one constant value.
static std::optional<WithConstant> splitConstant(Operation *op) {
  for (unsigned side : {0u, 1u})
    if (std::optional<float> constant = getSplat(op->getOperand(side)))
      if (Value input = op->getOperand(1 - side); input.getType() == op->getResult(0).getType())
        return WithConstant{input, *constant, side == 0};
  return std::nullopt;
}

/// `value` as `op(input) + constant`, or nullopt.
template <typename Op> static std::optional<WithConstant> matchBinary(Value value) {
  auto op = value.getDefiningOp<Op>();
  return op ? splitConstant(op) : std::nullopt;
}

/// The input of the unary op `Op` that makes `value`, or null.
template <typename Op> static Value matchUnary(Value value) {
  auto op = value.getDefiningOp<Op>();
  return op ? op.getInput() : Value();
}

namespace {
/// A value as `constant * factors[0] * factors[1] * ...`.
struct Product {
  double constant = 1;
  SmallVector<Value> factors;
};
} // namespace

/// Multiplies out the products, quotients by constants and powers that make `value`.
static void collectFactors(Value value, Product &product, int depth = 0) {
  Operation *op = value.getDefiningOp();
  if (!op || depth > 6 || !qnn::isFloat(value)) {
    product.factors.push_back(value);
    return;
  }
  if (auto power = dyn_cast<qnn::PowScalarOp>(op)) {
    float exponent = power.getExponent().convertToFloat();
    if (exponent == 2 || exponent == 3) {
      product.factors.append(int(exponent), power.getInput());
      return;
    }
  }
  if (isa<qnn::MulOp, qnn::DivOp>(op)) {
    if (std::optional<WithConstant> split = splitConstant(op);
        split && !(isa<qnn::DivOp>(op) && split->constantIsFirst)) {
      product.constant *= isa<qnn::DivOp>(op) ? 1.0 / split->constant : split->constant;
      return collectFactors(split->input, product, depth + 1);
    }
    if (isa<qnn::MulOp>(op) && llvm::all_of(op->getOperandTypes(), [&](Type t) { return t == value.getType(); })) {
      collectFactors(op->getOperand(0), product, depth + 1);
      return collectFactors(op->getOperand(1), product, depth + 1);
    }
  }
  product.factors.push_back(value);
}

static Product getProduct(Value value) {
  Product product;
  collectFactors(value, product);
  return product;
}

/// Whether the formula of a product is `constant` times the given value `power` times.
static bool isMultiple(Value value, double constant, Value of, size_t power) {
  Product product = getProduct(value);
  return isNear(product.constant, constant) && product.factors.size() == power &&
         llvm::all_of(product.factors, [&](Value factor) { return factor == of; });
}

/// x * sigmoid(x), sigmoid maybe spelled out.
static Value matchSigmoid(Value value) { return matchUnary<qnn::SigmoidOp>(value); }

/// Whether `gate` is 1 + f(u(x)) of GELU: erf of x / sqrt(2), or tanh of sqrt(2 / pi) (x + 0.044715 x^3).
namespace {
enum class GeluForm { None, Erf, Tanh };
} // namespace
static GeluForm matchGeluGate(Value gate, Value x) {
  std::optional<WithConstant> sum = matchBinary<qnn::AddOp>(gate);
  if (!sum || sum->constant != 1)
    return GeluForm::None;
  if (Value argument = matchUnary<qnn::ErfOp>(sum->input))
    return isMultiple(argument, std::sqrt(0.5), x, 1) ? GeluForm::Erf : GeluForm::None;
  Value argument = matchUnary<qnn::TanhOp>(sum->input);
  if (!argument)
    return GeluForm::None;
  Product scaled = getProduct(argument);
  if (!isNear(scaled.constant, std::sqrt(2 / M_PI)))
    return GeluForm::None;
  auto isCubic = [&](Value cubic, double factor) { return isMultiple(cubic, factor, x, 3); };
  // x + 0.044715 x^3, or x (1 + 0.044715 x^2).
  if (scaled.factors.size() == 1)
    if (auto add = scaled.factors[0].getDefiningOp<qnn::AddOp>())
      if ((add.getLhs() == x && isCubic(add.getRhs(), 0.044715)) ||
          (add.getRhs() == x && isCubic(add.getLhs(), 0.044715)))
        return GeluForm::Tanh;
  if (scaled.factors.size() == 2 && llvm::is_contained(scaled.factors, x)) {
    Value other = scaled.factors[0] == x ? scaled.factors[1] : scaled.factors[0];
    std::optional<WithConstant> inner = matchBinary<qnn::AddOp>(other);
    if (inner && inner->constant == 1 && isMultiple(inner->input, 0.044715, x, 2))
      return GeluForm::Tanh;
  }
  return GeluForm::None;
}

/// Whether `gate` is min(max(x + 3, 0), 6).
static bool isHardSwishClip(Value gate, Value x) {
  auto clip = gate.getDefiningOp<qnn::ClipOp>();
  if (!clip || clip.getMin().convertToFloat() != 0 || clip.getMax().convertToFloat() != 6)
    return false;
  std::optional<WithConstant> sum = matchBinary<qnn::AddOp>(clip.getInput());
  return sum && sum->constant == 3 && sum->input == x;
}

/// Whether `gate` is hard_sigmoid(x) with the constants of hard_swish.
static bool isHardSwishGate(Value gate, Value x) {
  auto op = gate.getDefiningOp<qnn::HardSigmoidOp>();
  return op && op.getInput() == x && isNear(op.getAlpha().convertToFloat(), 1.0 / 6) &&
         op.getBeta().convertToFloat() == 0.5f;
}

//===----------------------------------------------------------------------===//
// Rewriting
//===----------------------------------------------------------------------===//

/// Replaces `op` by the unary `Op` of `input`, which takes its id.
template <typename Op, typename... Args>
static LogicalResult replaceWith(PatternRewriter &rewriter, Operation *op, Value input, Args... args) {
  auto unary = Op::create(rewriter, op->getLoc(), op->getResult(0).getType(), input, args...);
  inheritId(op->getResult(0), unary);
  rewriter.replaceOp(op, unary);
  return success();
}

static bool isFloatOp(Operation *op) {
  return qnn::isFloat(op->getResult(0)) && llvm::all_of(op->getOperands(), [](Value v) { return qnn::isFloat(v); });
}

namespace {
/// A product of x and a gate of x.
template <typename Op> struct RecognizeGate : OpRewritePattern<Op> {
  using OpRewritePattern<Op>::OpRewritePattern;
  LogicalResult matchAndRewrite(Op op, PatternRewriter &rewriter) const override {
    if (!isFloatOp(op))
      return rewriter.notifyMatchFailure(op, "is not float");
    Product product = getProduct(op.getOutput());
    if (product.factors.size() != 2)
      return rewriter.notifyMatchFailure(op, "is not a product of two");
    for (unsigned side : {0u, 1u}) {
      Value x = product.factors[side], gate = product.factors[1 - side];
      if (x.getType() != op.getType() || gate.getType() != op.getType())
        continue;
      if (product.constant == 1) {
        if (matchSigmoid(gate) == x)
          return replaceWith<qnn::SiluOp>(rewriter, op, x);
        if (isHardSwishGate(gate, x))
          return replaceWith<qnn::HardSwishOp>(rewriter, op, x);
        if (Value inner = matchUnary<qnn::TanhOp>(gate))
          if (matchUnary<qnn::SoftplusOp>(inner) == x)
            return replaceWith<qnn::MishOp>(rewriter, op, x);
      }
      if (isNear(product.constant, 1.0 / 6) && isHardSwishClip(gate, x))
        return replaceWith<qnn::HardSwishOp>(rewriter, op, x);
      if (product.constant == 0.5) {
        GeluForm form = matchGeluGate(gate, x);
        if (form == GeluForm::Erf)
          return replaceWith<qnn::GeluOp>(rewriter, op, x);
        if (form == GeluForm::Tanh)
          return replaceWith<qnn::GeluTanhOp>(rewriter, op, x);
      }
    }
    return rewriter.notifyMatchFailure(op, "no gate is known");
  }
};

/// The range to which an op clamps: relu, clip, and max and min with a constant.
struct Range {
  Value input;
  float low, high;
};
} // namespace

static std::optional<Range> getRange(Operation *op) {
  if (!op || !isFloatOp(op))
    return std::nullopt;
  if (auto relu = dyn_cast<qnn::ReluOp>(op))
    return Range{relu.getInput(), 0.0f, kInfinity};
  if (auto clip = dyn_cast<qnn::ClipOp>(op))
    return Range{clip.getInput(), clip.getMin().convertToFloat(), clip.getMax().convertToFloat()};
  if (!isa<qnn::MaxOp, qnn::MinOp>(op))
    return std::nullopt;
  std::optional<WithConstant> split = splitConstant(op);
  if (!split || std::isnan(split->constant))
    return std::nullopt;
  if (isa<qnn::MaxOp>(op))
    return Range{split->input, split->constant, kInfinity};
  return Range{split->input, -kInfinity, split->constant};
}

namespace {
/// Clamps in a row, or spelled as max and min, become one relu or clip.
struct RecognizeClip : RewritePattern {
  explicit RecognizeClip(MLIRContext *context) : RewritePattern(MatchAnyOpTypeTag(), 1, context) {}
  LogicalResult matchAndRewrite(Operation *op, PatternRewriter &rewriter) const override {
    std::optional<Range> range = op->getNumResults() == 1 ? getRange(op) : std::nullopt;
    if (!range || !(range->low <= range->high))
      return rewriter.notifyMatchFailure(op, "does not clamp");
    bool changed = isa<qnn::MaxOp, qnn::MinOp>(op);
    if (range->input.hasOneUse())
      if (std::optional<Range> inner = getRange(range->input.getDefiningOp()); inner && inner->low <= inner->high) {
        range->low = std::clamp(inner->low, range->low, range->high);
        range->high = std::clamp(inner->high, range->low, range->high);
        range->input = inner->input;
        changed = true;
      }
    if (range->low == 0 && range->high == kInfinity) {
      if (isa<qnn::ReluOp>(op) && !changed)
        return rewriter.notifyMatchFailure(op, "is a relu");
      return replaceWith<qnn::ReluOp>(rewriter, op, range->input);
    }
    if (range->low == -kInfinity && range->high == kInfinity) {
      rewriter.replaceOp(op, range->input);
      return success();
    }
    if (!changed)
      return rewriter.notifyMatchFailure(op, "is a clip");
    return replaceWith<qnn::ClipOp>(rewriter, op, range->input, rewriter.getF32FloatAttr(range->low),
                                    rewriter.getF32FloatAttr(range->high));
  }
};

/// max(x, a x) with a in (0, 1).
struct RecognizeLeakyRelu : OpRewritePattern<qnn::MaxOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(qnn::MaxOp op, PatternRewriter &rewriter) const override {
    for (unsigned side : {0u, 1u}) {
      Value x = op->getOperand(side);
      std::optional<WithConstant> scaled = matchBinary<qnn::MulOp>(op->getOperand(1 - side));
      if (qnn::isFloat(x) && scaled && scaled->input == x && scaled->constant > 0 && scaled->constant < 1)
        return replaceWith<qnn::LeakyReluOp>(rewriter, op, x, rewriter.getF32FloatAttr(scaled->constant));
    }
    return rewriter.notifyMatchFailure(op, "is not the maximum of x and a multiple of it");
  }
};

struct RecognizeOneSlope : OpRewritePattern<qnn::PReluOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(qnn::PReluOp op, PatternRewriter &rewriter) const override {
    std::optional<float> slope = getSplat(op.getSlope());
    if (!slope)
      return rewriter.notifyMatchFailure(op, "has several slopes");
    return replaceWith<qnn::LeakyReluOp>(rewriter, op, op.getInput(), rewriter.getF32FloatAttr(*slope));
  }
};

struct RecognizePower : OpRewritePattern<qnn::PowOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(qnn::PowOp op, PatternRewriter &rewriter) const override {
    std::optional<WithConstant> split = splitConstant(op);
    if (!split || split->constantIsFirst)
      return rewriter.notifyMatchFailure(op, "the exponent is not one constant");
    return replaceWith<qnn::PowScalarOp>(rewriter, op, split->input, rewriter.getF32FloatAttr(split->constant));
  }
};

/// Arithmetic with a constant that is exactly the identity or a change of sign. x + 0 is neither: it
/// turns -0 into +0.
template <typename Op> struct SimplifyArithmetic : OpRewritePattern<Op> {
  using OpRewritePattern<Op>::OpRewritePattern;
  LogicalResult matchAndRewrite(Op op, PatternRewriter &rewriter) const override {
    std::optional<WithConstant> split = isFloatOp(op) ? splitConstant(op) : std::nullopt;
    bool commutes = std::is_same_v<Op, qnn::MulOp> || std::is_same_v<Op, qnn::AddOp>;
    if (!split || (split->constantIsFirst && !commutes))
      return rewriter.notifyMatchFailure(op, "has no constant");
    bool isProduct = std::is_same_v<Op, qnn::MulOp> || std::is_same_v<Op, qnn::DivOp>;
    bool negativeZero = split->constant == 0 && std::signbit(split->constant);
    bool positiveZero = split->constant == 0 && !std::signbit(split->constant);
    if (isProduct ? split->constant == 1 : (std::is_same_v<Op, qnn::AddOp> ? negativeZero : positiveZero)) {
      rewriter.replaceOp(op, split->input);
      return success();
    }
    if (isProduct && split->constant == -1)
      return replaceWith<qnn::NegOp>(rewriter, op, split->input);
    return rewriter.notifyMatchFailure(op, "changes values");
  }
};

struct RecognizeActivations : public quantc::impl::RecognizeActivationsPassBase<RecognizeActivations> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    patterns.add<RecognizeGate<qnn::MulOp>, RecognizeGate<qnn::DivOp>, RecognizeClip, RecognizeLeakyRelu,
                 RecognizeOneSlope, RecognizePower, SimplifyArithmetic<qnn::AddOp>, SimplifyArithmetic<qnn::SubOp>,
                 SimplifyArithmetic<qnn::MulOp>, SimplifyArithmetic<qnn::DivOp>>(&getContext());
    if (failed(applyPatternsGreedily(getOperation(), std::move(patterns))))
      signalPassFailure();
  }
};
} // namespace
