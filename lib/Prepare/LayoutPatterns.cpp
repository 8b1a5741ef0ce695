//===- LayoutPatterns.cpp - Local rewrites of transposes ------------------===//
//
// Tested by test/Prepare/propagate-layout-reshape.mlir.
//
// A reshape maps segments of axes to segments of axes. A transpose that moves
// whole segments commutes with it; the axes of size 1 go anywhere.
//
//===----------------------------------------------------------------------===//

#include "LayoutPatterns.h"

#include "Rewriting.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::prepare;

/// Orders the axes of `shape` so that its segments come in the order of `segments`, an axis of
/// size 1 after the axis that it follows now.
static Permutation orderAxes(ArrayRef<int64_t> shape, ArrayRef<SmallVector<int64_t, 4>> segments) {
  Permutation order;
  auto appendUnitsFrom = [&](int64_t axis) {
    for (; axis < int64_t(shape.size()) && shape[axis] == 1; ++axis)
      order.push_back(axis);
  };
  appendUnitsFrom(0);
  for (ArrayRef<int64_t> segment : segments)
    for (int64_t axis : segment) {
      order.push_back(axis);
      appendUnitsFrom(axis + 1);
    }
  return order;
}

/// Sorts `segments`, given by the axes `near` of each, by where `order` puts those axes, and collects
/// the axes `far` of each.
/// @returns nullopt if `order` tears a segment or reverses its axes.
static std::optional<SmallVector<SmallVector<int64_t, 4>>> followOrder(ArrayRef<ReshapeSegment> segments,
                                                                       ArrayRef<int64_t> order, ArrayRef<int64_t> shape,
                                                                       SmallVector<int64_t, 4> ReshapeSegment::*near,
                                                                       SmallVector<int64_t, 4> ReshapeSegment::*far) {
  SmallVector<int64_t> axes; // in the new order, without those of size 1
  for (int64_t axis : order)
    if (shape[axis] != 1)
      axes.push_back(axis);
  SmallVector<SmallVector<int64_t, 4>> result;
  for (size_t i = 0; i < axes.size();) {
    auto segment = llvm::find_if(segments, [&](const ReshapeSegment &s) { return (s.*near).front() == axes[i]; });
    if (segment == segments.end())
      return std::nullopt;
    ArrayRef<int64_t> expected = (*segment).*near;
    if (ArrayRef<int64_t>(axes).slice(i).take_front(expected.size()) != expected)
      return std::nullopt;
    result.push_back((*segment).*far);
    i += expected.size();
  }
  return result;
}

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
  SmallVector<ReshapeSegment> segments = getReshapeSegments(in, out);
  // The axes of the reshape's input, in the order in which x has them.
  auto order =
      followOrder(segments, inverse(transpose.getPermutation()), in, &ReshapeSegment::in, &ReshapeSegment::out);
  if (!order || hasScalesAlongAxis(reshape.getInput()))
    return std::nullopt;
  Permutation axes = orderAxes(out, *order);
  return Sunk{makeReshape(rewriter, transpose.getInput(), permute(out, axes)), inverse(axes)};
}

/// Returns the permutation p with which `transpose(reshape(x))` is `reshape(transpose(x, p))`, or nullopt.
static std::optional<Permutation> hoistTranspose(qnn::ReshapeOp reshape, qnn::TransposeOp transpose) {
  auto in = shapeOf(reshape.getInput()), out = shapeOf(reshape.getOutput());
  SmallVector<ReshapeSegment> segments = getReshapeSegments(in, out);
  auto order = followOrder(segments, transpose.getPermutation(), out, &ReshapeSegment::out, &ReshapeSegment::in);
  if (!order || hasScalesAlongAxis(reshape.getInput()))
    return std::nullopt;
  return orderAxes(in, *order);
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
