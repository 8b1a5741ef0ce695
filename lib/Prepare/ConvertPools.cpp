//===- ConvertPools.cpp - Pools over the whole image ----------------------===//
//
// Tested by test/Prepare/convert-pools.mlir.
//
// One window over the image is a reduction of height and width: the same sums in
// the same order.
//
//===----------------------------------------------------------------------===//

#include "Rewriting.h"
#include "quantc/Prepare/Passes.h"

namespace quantc {
#define GEN_PASS_DEF_CONVERTPOOLSPASS
#include "quantc/Prepare/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;
using namespace quantc::prepare;

namespace {
template <typename Op> struct ConvertPool : OpRewritePattern<Op> {
  using OpRewritePattern<Op>::OpRewritePattern;
  LogicalResult matchAndRewrite(Op op, PatternRewriter &rewriter) const override {
    auto in = shapeOf(op.getInput()), out = shapeOf(op.getOutput());
    for (unsigned axis : {0u, 1u})
      if (out[1 + axis] != 1 || op.getKernel()[axis] != in[1 + axis] || op.getDilations()[axis] != 1 ||
          op.getPads()[axis] != 0)
        return rewriter.notifyMatchFailure(op, "the window is not the image");
    auto kind = std::is_same_v<Op, qnn::MaxPool2DOp> ? qnn::ReduceKind::Max : qnn::ReduceKind::Mean;
    auto reduce = qnn::ReduceOp::create(rewriter, op.getLoc(), op.getType(), op.getInput(), kind, {1, 2});
    inheritId(op, reduce);
    rewriter.replaceOp(op, reduce);
    return success();
  }
};

struct ConvertPools : public quantc::impl::ConvertPoolsPassBase<ConvertPools> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    patterns.add<ConvertPool<qnn::AvgPool2DOp>, ConvertPool<qnn::MaxPool2DOp>>(&getContext());
    if (failed(applyPatternsGreedily(getOperation(), std::move(patterns))))
      signalPassFailure();
  }
};
} // namespace
