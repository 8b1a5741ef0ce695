//===- FoldFlatten.cpp - Fold the transpose before a flatten --------------===//
//
// Tested by test/Prepare/fold-flatten.mlir.
//
// linear(flatten(transpose(x))) reads the elements of x in another order; the
// columns of the weight can be put in that order at compile time.
//
//===----------------------------------------------------------------------===//

#include "Rewriting.h"
#include "quantc/Prepare/Passes.h"

namespace quantc {
#define GEN_PASS_DEF_FOLDFLATTENPASS
#include "quantc/Prepare/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;
using namespace quantc::prepare;

/// Returns the reshape whose elements, one by one, become the columns that `linear` reads, or
/// null. Each value on the way has one reader.
static qnn::ReshapeOp findFlatten(Value value) {
  while (value.hasOneUse()) {
    Operation *op = value.getDefiningOp();
    if (!op)
      return nullptr;
    if (auto reshape = dyn_cast<qnn::ReshapeOp>(op))
      return reshape;
    if (!isa<qnn::UnaryOpInterface, qnn::QuantizeOp, qnn::DequantizeOp, qnn::ObserveOp>(op) ||
        isa_and_nonnull<quant::UniformQuantizedPerAxisType>(qnn::getQuantizedType(op->getResult(0))))
      return nullptr;
    value = op->getOperand(0);
  }
  return nullptr;
}

/// Returns the weight [N, K] with its columns in the order of the flattened input of `transpose`, whose
/// axes `columns` of the result make up K; null if it has a scale for each column.
static Value permuteColumns(PatternRewriter &rewriter, Value weight, qnn::TransposeOp transpose,
                            ArrayRef<int64_t> columns) {
  // [N, K] as [N, columns in the order of the result], then in the order of the input.
  SmallVector<int64_t> shape{shapeOf(weight)[0]};
  for (int64_t axis : columns)
    shape.push_back(shapeOf(transpose.getOutput())[axis]);
  Permutation byInput = llvm::to_vector<6>(llvm::seq<int64_t>(0, columns.size()));
  llvm::sort(byInput, [&](int64_t a, int64_t b) {
    return transpose.getPermutation()[columns[a]] < transpose.getPermutation()[columns[b]];
  });
  Permutation p{0};
  for (int64_t column : byInput)
    p.push_back(column + 1);

  // An axis of scales would be lost in a reshape; axis 0 stays where it is.
  auto dequantize = weight.getDefiningOp<qnn::DequantizeOp>();
  auto constant = (dequantize ? dequantize.getInput() : weight).getDefiningOp<qnn::ConstantOp>();
  auto axisType = dyn_cast<quant::UniformQuantizedPerAxisType>(typeOf(constant.getOutput()).getElementType());
  if (axisType && axisType.getQuantizedDimension() != 0)
    return nullptr;
  auto stored = RankedTensorType::get(shapeOf(weight), qnn::getStorageElementType(constant.getType()));
  Value plain =
      qnn::ConstantOp::create(rewriter, weight.getLoc(), RankedTensorType::get(shape, stored.getElementType()),
                              qnn::makeElementsAttr(RankedTensorType::get(shape, stored.getElementType()),
                                                    qnn::getElementBytes(constant.getValue())));
  auto moved = transposeConstant(rewriter, plain, p).getDefiningOp<qnn::ConstantOp>();
  Value result = qnn::ConstantOp::create(rewriter, weight.getLoc(), constant.getType(),
                                         qnn::makeElementsAttr(stored, qnn::getElementBytes(moved.getValue())));
  if (!dequantize)
    return result;
  auto cast = qnn::DequantizeOp::create(rewriter, weight.getLoc(), dequantize.getType(), result);
  inheritId(weight, cast);
  return cast;
}

namespace {
struct FoldFlattenPattern : OpRewritePattern<qnn::LinearOp> {
  using OpRewritePattern::OpRewritePattern;
  LogicalResult matchAndRewrite(qnn::LinearOp op, PatternRewriter &rewriter) const override {
    if (!isConstant(op.getWeight()))
      return rewriter.notifyMatchFailure(op, "the weight is not constant");
    if (qnn::hasStoredWeight(op))
      return rewriter.notifyMatchFailure(op, "the weight's columns are packed");
    qnn::ReshapeOp reshape = findFlatten(op.getInput());
    auto transpose = reshape ? reshape.getInput().getDefiningOp<qnn::TransposeOp>() : qnn::TransposeOp();
    if (!transpose)
      return rewriter.notifyMatchFailure(op, "does not read a flattened transpose");

    auto in = shapeOf(reshape.getInput()), out = shapeOf(reshape.getOutput());
    SmallVector<ReshapeSegment> segments = getReshapeSegments(in, out);
    if (segments.empty() || segments.back().out != SmallVector<int64_t, 4>{int64_t(out.size()) - 1})
      return rewriter.notifyMatchFailure(op, "the columns are not whole axes");
    ArrayRef<int64_t> columns = segments.back().in;
    // All axes before the columns keep their order and stay in front.
    int64_t previous = -1;
    for (auto [index, axis] : llvm::enumerate(transpose.getPermutation())) {
      if (in[index] == 1 || llvm::is_contained(columns, int64_t(index)))
        continue;
      if (axis < previous)
        return rewriter.notifyMatchFailure(op, "the transpose moves rows");
      previous = axis;
    }
    for (int64_t column : columns)
      if (transpose.getPermutation()[column] < previous)
        return rewriter.notifyMatchFailure(op, "the transpose mixes rows and columns");

    Value weight = permuteColumns(rewriter, op.getWeight(), transpose, columns);
    if (!weight)
      return rewriter.notifyMatchFailure(op, "the weight has a scale for each column");
    rewriter.modifyOpInPlace(reshape, [&] { reshape.getInputMutable().assign(transpose.getInput()); });
    rewriter.modifyOpInPlace(op, [&] { op.getWeightMutable().assign(weight); });
    return success();
  }
};

struct FoldFlatten : public quantc::impl::FoldFlattenPassBase<FoldFlatten> {
  void runOnOperation() override {
    RewritePatternSet patterns(&getContext());
    patterns.add<FoldFlattenPattern>(&getContext());
    if (failed(applyPatternsGreedily(getOperation(), std::move(patterns))))
      signalPassFailure();
  }
};
} // namespace
