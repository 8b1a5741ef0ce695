//===- LayoutPatterns.cpp - Local rewrites of transposes ------------------===//
//
// Tested by test/Prepare/propagate-layout-reshape.mlir.
//
// A transpose that moves whole segments of a reshape commutes with it: see
// `mapThroughReshape`.
//
//===----------------------------------------------------------------------===//

#include "LayoutPatterns.h"

#include "Rewriting.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::prepare;

/// Whether elements have scales of an axis, which a reshape would lose.
static bool hasScalesAlongAxis(Value value) {
  return isa<quant::UniformQuantizedPerAxisType>(typeOf(value).getElementType());
}

namespace {
/// A reshape and the transpose after it.
struct Sunk {
  Value reshaped;
  Permutation permutation;
};
} // namespace

/// `reshape(transpose(x))` as `transpose(reshape(x))`, or nullopt.
static std::optional<Sunk> sinkTranspose(PatternRewriter &rewriter, qnn::TransposeOp transpose,
                                         qnn::ReshapeOp reshape) {
  auto in = shapeOf(reshape.getInput()), out = shapeOf(reshape.getOutput());
  std::optional<Permutation> axes = mapThroughReshape(inverse(transpose.getPermutation()), in, out);
  if (!axes || hasScalesAlongAxis(reshape.getInput()))
    return std::nullopt;
  return Sunk{makeReshape(rewriter, transpose.getInput(), permute(out, *axes)), inverse(*axes)};
}

/// Returns the permutation p with which `transpose(reshape(x))` is `reshape(transpose(x, p))`, or nullopt.
static std::optional<Permutation> hoistTranspose(qnn::ReshapeOp reshape, qnn::TransposeOp transpose) {
  if (hasScalesAlongAxis(reshape.getInput()))
    return std::nullopt;
  return mapThroughReshape(transpose.getPermutation(), shapeOf(reshape.getOutput()), shapeOf(reshape.getInput()));
}

static void replaceKeepingId(PatternRewriter &rewriter, Operation *op, Operation *by) {
  inheritId(op->getResult(0), by->getResult(0));
  rewriter.replaceOp(op, by);
}

/// Replaces `op` by a transpose of `sunk`, or by the reshape itself where nothing is left to transpose.
static void replaceBySunk(PatternRewriter &rewriter, Operation *op, Value source, const Sunk &sunk,
                          ArrayRef<int64_t> permutation) {
  if (!isIdentity(permutation))
    return replaceKeepingId(
        rewriter, op,
        qnn::TransposeOp::create(rewriter, op->getLoc(), op->getResult(0).getType(), sunk.reshaped, permutation));
  if (sunk.reshaped != source)
    inheritId(op->getResult(0), sunk.reshaped);
  rewriter.replaceOp(op, sunk.reshaped);
}

namespace {
/// transpose(transpose(x)) and transpose(constant).
struct MergeTransposes : OpRewritePattern<qnn::TransposeOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(qnn::TransposeOp op, PatternRewriter &rewriter) const override {
    if (isConstant(op.getInput())) {
      rewriter.replaceOp(op, transposeConstant(rewriter, op.getInput(), op.getPermutation()));
      return success();
    }
    auto first = op.getInput().getDefiningOp<qnn::TransposeOp>();
    if (!first)
      return rewriter.notifyMatchFailure(op, "does not follow a transpose");
    auto merged = qnn::TransposeOp::create(rewriter, op.getLoc(), op.getType(), first.getInput(),
                                           compose(first.getPermutation(), op.getPermutation()));
    replaceKeepingId(rewriter, op, merged);
    return success();
  }
};

/// reshape(transpose(x)) where the reshape lowers the rank.
struct SinkTranspose : OpRewritePattern<qnn::ReshapeOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(qnn::ReshapeOp op, PatternRewriter &rewriter) const override {
    auto transpose = op.getInput().getDefiningOp<qnn::TransposeOp>();
    if (!transpose || shapeOf(op.getOutput()).size() >= shapeOf(op.getInput()).size())
      return rewriter.notifyMatchFailure(op, "does not lower the rank of a transpose");
    std::optional<Sunk> sunk = sinkTranspose(rewriter, transpose, op);
    if (!sunk)
      return rewriter.notifyMatchFailure(op, "merges axes that the transpose tears apart");
    replaceBySunk(rewriter, op, transpose.getInput(), *sunk, sunk->permutation);
    return success();
  }
};

/// transpose(reshape(x)) where the reshape raises the rank.
struct HoistTranspose : OpRewritePattern<qnn::TransposeOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(qnn::TransposeOp op, PatternRewriter &rewriter) const override {
    auto reshape = op.getInput().getDefiningOp<qnn::ReshapeOp>();
    if (!reshape || shapeOf(reshape.getOutput()).size() <= shapeOf(reshape.getInput()).size())
      return rewriter.notifyMatchFailure(op, "does not follow a reshape that raises the rank");
    std::optional<Permutation> hoisted = hoistTranspose(reshape, op);
    if (!hoisted)
      return rewriter.notifyMatchFailure(op, "tears apart axes that the reshape splits");
    Value moved = makeTranspose(rewriter, reshape.getInput(), *hoisted);
    replaceKeepingId(rewriter, op, qnn::ReshapeOp::create(rewriter, op.getLoc(), op.getType(), moved));
    return success();
  }
};

/// transpose(reshape(transpose(x))): either way lets the two transposes meet.
struct JoinAcrossReshape : OpRewritePattern<qnn::TransposeOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(qnn::TransposeOp op, PatternRewriter &rewriter) const override {
    auto reshape = op.getInput().getDefiningOp<qnn::ReshapeOp>();
    auto first = reshape ? reshape.getInput().getDefiningOp<qnn::TransposeOp>() : qnn::TransposeOp();
    if (!first)
      return rewriter.notifyMatchFailure(op, "no reshape between two transposes");
    if (std::optional<Sunk> sunk = sinkTranspose(rewriter, first, reshape)) {
      replaceBySunk(rewriter, op, first.getInput(), *sunk, compose(sunk->permutation, op.getPermutation()));
      return success();
    }
    std::optional<Permutation> hoisted = hoistTranspose(reshape, op);
    if (!hoisted)
      return rewriter.notifyMatchFailure(op, "neither transpose moves whole segments");
    // Merged at once: alone, the upper one could be sunk again.
    Value moved = makeTranspose(rewriter, first.getInput(), compose(first.getPermutation(), *hoisted));
    replaceKeepingId(rewriter, op, qnn::ReshapeOp::create(rewriter, op.getLoc(), op.getType(), moved));
    return success();
  }
};

/// reshape(reshape(x)).
struct MergeReshapes : OpRewritePattern<qnn::ReshapeOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(qnn::ReshapeOp op, PatternRewriter &rewriter) const override {
    auto first = op.getInput().getDefiningOp<qnn::ReshapeOp>();
    if (!first)
      return rewriter.notifyMatchFailure(op, "does not follow a reshape");
    rewriter.modifyOpInPlace(op, [&] { op.getInputMutable().assign(first.getInput()); });
    return success();
  }
};

/// A reduction that drops its axes becomes one that keeps them, and a reshape.
template <typename Op> struct KeepReducedAxes : OpRewritePattern<Op> {
  using OpRewritePattern<Op>::OpRewritePattern;
  LogicalResult matchAndRewrite(Op op, PatternRewriter &rewriter) const override {
    auto in = shapeOf(op.getInput()), out = shapeOf(op.getOutput());
    if (in.size() == out.size())
      return rewriter.notifyMatchFailure(op, "keeps its axes");
    SmallVector<int64_t> kept(in);
    if constexpr (std::is_same_v<Op, qnn::ReduceOp>)
      for (int64_t axis : op.getAxes())
        kept[axis] = 1;
    else
      kept[op.getAxis()] = 1;
    auto reduced = cast<Op>(rewriter.clone(*op));
    reduced.getOutput().setType(withShape(op.getOutput(), kept));
    if (StringRef id = qnn::getId(op.getOutput()); !id.empty())
      qnn::setId(reduced.getOutput(), deriveId(id, "keep axes"));
    replaceKeepingId(rewriter, op, qnn::ReshapeOp::create(rewriter, op.getLoc(), op.getType(), reduced));
    return success();
  }
};
} // namespace

void prepare::populateLayoutPatterns(RewritePatternSet &patterns) {
  patterns.add<MergeTransposes, SinkTranspose, HoistTranspose, JoinAcrossReshape, MergeReshapes,
               KeepReducedAxes<qnn::ReduceOp>, KeepReducedAxes<qnn::ArgMaxOp>>(patterns.getContext());
}
