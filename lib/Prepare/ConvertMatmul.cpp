//===- ConvertMatmul.cpp - Matrix products by constants -------------------===//
//
// Tested by test/Prepare/convert-matmul.mlir.
//
// Both ops are one chain of fma over ascending k, so no bit changes.
//
//===----------------------------------------------------------------------===//

#include "Rewriting.h"
#include "quantc/Prepare/Passes.h"

namespace quantc {
#define GEN_PASS_DEF_CONVERTMATMULPASS
#include "quantc/Prepare/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;
using namespace quantc::prepare;

namespace {
struct ConvertMatmulPattern : OpRewritePattern<qnn::MatMulOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(qnn::MatMulOp op, PatternRewriter &rewriter) const override {
    Value rhs = op.getRhs();
    auto shape = shapeOf(rhs);
    if (!isConstant(rhs) || !qnn::isFloat(rhs))
      return rewriter.notifyMatchFailure(op, "the right operand is not constant");
    if (!llvm::all_of(shape.drop_back(2), [](int64_t size) { return size == 1; }))
      return rewriter.notifyMatchFailure(op, "the right operand is a batch of matrices");
    if (shapeOf(op.getLhs()).size() != shapeOf(op.getOutput()).size())
      return rewriter.notifyMatchFailure(op, "the left operand gains axes");
    Value matrix = shape.size() == 2 ? rhs : reshapeConstant(rewriter, rhs, shape.take_back(2));
    if (!matrix)
      return rewriter.notifyMatchFailure(op, "the right operand has scales along an axis");
    auto linear = qnn::LinearOp::create(rewriter, op.getLoc(), op.getType(), op.getLhs(),
                                        transposeConstant(rewriter, matrix, {1, 0}), /*bias=*/Value());
    inheritId(op, linear);
    rewriter.replaceOp(op, linear);
    return success();
  }
};

struct ConvertMatmul : public quantc::impl::ConvertMatmulPassBase<ConvertMatmul> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    patterns.add<ConvertMatmulPattern>(&getContext());
    if (failed(applyPatternsGreedily(getOperation(), std::move(patterns))))
      signalPassFailure();
  }
};
} // namespace
