//===- SimplifyShapes.cpp - Drop what moves nothing -----------------------===//
//
// Tested by test/Prepare/simplify-shapes.mlir.
//
//===----------------------------------------------------------------------===//

#include "Rewriting.h"
#include "quantc/Prepare/Passes.h"

namespace quantc {
#define GEN_PASS_DEF_SIMPLIFYSHAPESPASS
#include "quantc/Prepare/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;
using namespace quantc::prepare;

/// Whether `op` returns its operand: nothing is cut off, added or repeated.
static bool isNoOp(Operation *op) {
  auto isZero = [](int64_t value) { return value == 0; };
  return llvm::TypeSwitch<Operation *, bool>(op)
      .Case([](qnn::ReshapeOp) { return true; })
      .Case([](qnn::TransposeOp transpose) { return isIdentity(transpose.getPermutation()); })
      .Case([](qnn::BroadcastOp) { return true; })
      .Case([](qnn::ConcatOp concat) { return concat.getInputs().size() == 1; })
      .Case([&](qnn::SliceOp slice) { return llvm::all_of(slice.getOffsets(), isZero); })
      .Case([&](qnn::PadOp pad) { return llvm::all_of(pad.getLow(), isZero); })
      .Case([](qnn::CastOp) { return true; })
      .Case([](qnn::ReduceOp reduce) {
        // A single element is its own mean, sum and maximum: no arithmetic takes place but x / 1.
        return llvm::all_of(reduce.getAxes(), [&](int64_t axis) { return shapeOf(reduce.getInput())[axis] == 1; }) &&
               qnn::isFloat(reduce.getInput()) && reduce.getKind() == qnn::ReduceKind::Max;
      })
      .Default([](Operation *) { return false; });
}

namespace {
struct DropNoOp : RewritePattern {
  explicit DropNoOp(MLIRContext *context) : RewritePattern(MatchAnyOpTypeTag(), 1, context) {}
  LogicalResult matchAndRewrite(Operation *op, PatternRewriter &rewriter) const override {
    if (op->getNumResults() != 1 || op->getNumOperands() == 0 ||
        op->getOperand(0).getType() != op->getResult(0).getType() || !isNoOp(op))
      return rewriter.notifyMatchFailure(op, "moves elements");
    rewriter.replaceOp(op, op->getOperand(0));
    return success();
  }
};

/// A transpose that only moves axes of size 1.
struct TransposeToReshape : OpRewritePattern<qnn::TransposeOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(qnn::TransposeOp op, PatternRewriter &rewriter) const override {
    if (!movesOnlyUnitAxes(op.getPermutation(), shapeOf(op.getInput())) ||
        isa<quant::UniformQuantizedPerAxisType>(typeOf(op.getInput()).getElementType()))
      return rewriter.notifyMatchFailure(op, "moves elements");
    auto reshape = qnn::ReshapeOp::create(rewriter, op.getLoc(), op.getType(), op.getInput());
    inheritId(op, reshape);
    rewriter.replaceOp(op, reshape);
    return success();
  }
};

/// reshape(reshape(x)) and reshape(constant).
struct MergeReshapes : OpRewritePattern<qnn::ReshapeOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(qnn::ReshapeOp op, PatternRewriter &rewriter) const override {
    if (isConstant(op.getInput()))
      if (Value constant = reshapeConstant(rewriter, op.getInput(), shapeOf(op.getOutput()))) {
        rewriter.replaceOp(op, constant);
        return success();
      }
    auto first = op.getInput().getDefiningOp<qnn::ReshapeOp>();
    if (!first)
      return rewriter.notifyMatchFailure(op, "does not follow a reshape");
    rewriter.modifyOpInPlace(op, [&] { op.getInputMutable().assign(first.getInput()); });
    return success();
  }
};

struct SimplifyShapes : public quantc::impl::SimplifyShapesPassBase<SimplifyShapes> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    patterns.add<DropNoOp, TransposeToReshape, MergeReshapes>(&getContext());
    if (failed(applyPatternsGreedily(getOperation(), std::move(patterns))))
      signalPassFailure();
  }
};
} // namespace
