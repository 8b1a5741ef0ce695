//===- FoldPad.cpp - Explicit pads into convolutions and pools ------------===//
//
// Tested by test/Prepare/fold-pad.mlir.
//
// A convolution's own padding reads as +0, an average can count it, and a maximum
// ignores its padding, so only these values fold without a changed bit.
//
//===----------------------------------------------------------------------===//

#include "Rewriting.h"
#include "quantc/Prepare/Passes.h"

#include <limits>

namespace quantc {
#define GEN_PASS_DEF_FOLDPADPASS
#include "quantc/Prepare/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;
using namespace quantc::prepare;

/// Returns the sum of `pads` and those of `pad`, or nullopt if `pad` is not on height and width
/// only or does not surround with `value`.
static std::optional<SmallVector<int64_t>> addPads(ArrayRef<int64_t> pads, qnn::PadOp pad, float value) {
  ArrayRef<int64_t> low = pad.getLow(), high = pad.getHigh();
  if (low.size() != 4 || low[0] || low[3] || high[0] || high[3])
    return std::nullopt;
  if (!pad.getValue().bitwiseIsEqual(llvm::APFloat(value)))
    return std::nullopt;
  SmallVector<int64_t> sum{pads[0] + low[1], pads[1] + low[2], pads[2] + high[1], pads[3] + high[2]};
  return sum;
}

namespace {
template <typename Op> struct FoldPadInto : OpRewritePattern<Op> {
  using OpRewritePattern<Op>::OpRewritePattern;
  LogicalResult matchAndRewrite(Op op, PatternRewriter &rewriter) const override {
    auto pad = op.getInput().template getDefiningOp<qnn::PadOp>();
    if (!pad || !qnn::isFloat(op.getInput()))
      return rewriter.notifyMatchFailure(op, "does not read a padded float image");
    float value = std::is_same_v<Op, qnn::MaxPool2DOp> ? -std::numeric_limits<float>::infinity() : 0.0f;
    std::optional<SmallVector<int64_t>> pads = addPads(op.getPads(), pad, value);
    if (!pads)
      return rewriter.notifyMatchFailure(op, "pads other axes or with another value");
    if (!everyWindowReadsImage(op, pad, *pads))
      return rewriter.notifyMatchFailure(op, "a window lies in the padding");
    bool counts = true;
    if constexpr (std::is_same_v<Op, qnn::AvgPool2DOp>)
      counts = op.getCountIncludePad() || llvm::all_of(op.getPads(), [](int64_t own) { return own == 0; });
    if (!counts)
      return rewriter.notifyMatchFailure(op, "the average counts some padding only");
    rewriter.modifyOpInPlace(op, [&] {
      if constexpr (std::is_same_v<Op, qnn::AvgPool2DOp>)
        op.setCountIncludePad(true);
      op.getInputMutable().assign(pad.getInput());
      op.setPads(*pads);
    });
    return success();
  }

  /// Whether no window of a pool would be left without an element of the image, which pools do not
  /// allow; convolutions do.
  static bool everyWindowReadsImage(Op op, qnn::PadOp pad, ArrayRef<int64_t> pads) {
    if constexpr (!std::is_same_v<Op, qnn::Conv2DOp>)
      for (unsigned axis : {0u, 1u}) {
        int64_t size = shapeOf(pad.getInput())[1 + axis], dilation = op.getDilations()[axis];
        for (int64_t i = 0; i < shapeOf(op.getOutput())[1 + axis]; ++i) {
          bool reads = false;
          for (int64_t k = 0; k < op.getKernel()[axis] && !reads; ++k) {
            int64_t at = i * op.getStrides()[axis] - pads[axis] + k * dilation;
            reads = at >= 0 && at < size;
          }
          if (!reads)
            return false;
        }
      }
    return true;
  }
};

struct FoldPad : public quantc::impl::FoldPadPassBase<FoldPad> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    patterns.add<FoldPadInto<qnn::Conv2DOp>, FoldPadInto<qnn::AvgPool2DOp>, FoldPadInto<qnn::MaxPool2DOp>>(
        &getContext());
    if (failed(applyPatternsGreedily(getOperation(), std::move(patterns))))
      signalPassFailure();
  }
};
} // namespace
