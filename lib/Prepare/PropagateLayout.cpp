//===- PropagateLayout.cpp - Cancel the transposes between layers ---------===//
//
// Tested by test/Prepare/propagate-layout*.mlir.
//
// Ops that run in any layout and touch each other form a region. A region has
// one layout; its price is what its borders then transpose. Each change gives a
// region, and those behind its reshapes, a cheaper layout, so the total falls and
// the pass ends; in which direction a transpose would be pushed does not matter.
//
//===----------------------------------------------------------------------===//

#include "LayoutAgnostic.h"
#include "LayoutPatterns.h"
#include "LayoutRegion.h"
#include "Rewriting.h"
#include "quantc/Prepare/Passes.h"

#include "llvm/ADT/MapVector.h"

namespace quantc {
#define GEN_PASS_DEF_PROPAGATELAYOUTPASS
#include "quantc/Prepare/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;
using namespace quantc::prepare;

/// Returns `operand` in the layout `wanted`; it is in `layout` now. An operand that broadcasts gets
/// leading axes of size 1.
static Value moveOperand(OpBuilder &builder, Value operand, ArrayRef<int64_t> layout, ArrayRef<int64_t> wanted) {
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointAfterValue(operand);
  auto shape = shapeOf(operand);
  if (shape.size() < wanted.size()) {
    SmallVector<int64_t> padded(wanted.size() - shape.size(), 1);
    padded.append(shape.begin(), shape.end());
    return makeTranspose(builder, makeReshape(builder, operand, padded), wanted);
  }
  return makeTranspose(builder, operand, compose(inverse(layout), wanted));
}

/// Rebuilds the ops of `change` in their new layouts, with transposes at the borders.
static void apply(const LayoutChange &change) {
  DenseMap<Value, Value> moved;
  for (Operation *op : change.ops) {
    const LayoutChange::Layouts &layouts = change.layouts.find(op)->second;
    OpBuilder builder(op);
    SmallVector<Value> operands(op->getOperands());
    for (auto [index, operand] : llvm::enumerate(operands))
      if (hasLayout(op, index))
        operand = moveOperand(builder, moved.lookup_or(operand, operand), change.of(operand), layouts.operands);
    Value before = op->getResult(0), after = buildInLayout(builder, op, operands, layouts.result)->getResult(0);
    moved[before] = after;
    // Readers inside are rebuilt in their turn.
    before.replaceUsesWithIf(makeTranspose(builder, after, inverse(layouts.result)),
                             [&](OpOperand &use) { return !change.contains(use.getOwner()); });
  }
  for (Operation *op : llvm::reverse(change.ops))
    op->erase();
}

/// Returns the change of a region that saves most; one without ops if none saves anything.
static LayoutChange findBestChange(const LayoutRegion &region) {
  LayoutChange best;
  int64_t mostSaved = 0;
  for (const Permutation &candidate : getCandidates(region))
    for (bool acrossReshapes : {false, true}) {
      LayoutChange change = makeChange(region, candidate, acrossReshapes);
      int64_t saved = getPrice(change, /*applied=*/false) - getPrice(change, /*applied=*/true);
      if (saved > mostSaved) {
        mostSaved = saved;
        best = std::move(change);
      }
    }
  return best;
}

/// Adds the ops of `change` and those that it touches, if only through a transpose.
static void addTouched(const LayoutChange &change, DenseSet<Operation *> &touched) {
  auto addUsers = [&](Value value) { touched.insert_range(value.getUsers()); };
  for (Operation *op : change.ops) {
    touched.insert(op);
    for (Value operand : op->getOperands()) {
      addUsers(operand);
      auto transpose = operand.getDefiningOp<qnn::TransposeOp>();
      Value base = transpose ? transpose.getInput() : operand;
      addUsers(base);
      touched.insert(base.getDefiningOp());
    }
    for (Operation *user : op->getUsers()) {
      touched.insert(user);
      if (auto transpose = dyn_cast<qnn::TransposeOp>(user))
        addUsers(transpose.getOutput());
    }
  }
}

/// Makes the change of each region that saves most. What a change touches waits: its transposes are to be
/// cancelled first. Returns false if no change saves anything.
static bool improveRegions(func::FuncOp function) {
  DenseSet<Operation *> touched; // some are erased by now
  for (const LayoutRegion &region : findRegions(function)) {
    if (llvm::any_of(region.ops, [&](Operation *op) { return touched.contains(op); }))
      continue;
    LayoutChange change = findBestChange(region);
    if (llvm::any_of(change.ops, [&](Operation *op) { return touched.contains(op); }))
      continue;
    addTouched(change, touched);
    apply(change);
  }
  return !touched.empty();
}

/// Leaves one transpose of each value by each permutation, next to the value.
static void shareTransposes(func::FuncOp function) {
  llvm::MapVector<std::pair<Value, Attribute>, SmallVector<qnn::TransposeOp>> groups;
  function.walk([&](qnn::TransposeOp op) { groups[{op.getInput(), op.getPermutationAttr()}].push_back(op); });
  for (auto &[key, group] : groups) {
    if (Operation *producer = key.first.getDefiningOp())
      group.front()->moveAfter(producer);
    else
      group.front()->moveBefore(&function.getBody().front(), function.getBody().front().begin());
    for (qnn::TransposeOp op : llvm::drop_begin(group)) {
      op.getOutput().replaceAllUsesWith(group.front().getOutput());
      op.erase();
    }
  }
}

namespace {
struct PropagateLayout : public quantc::impl::PropagateLayoutPassBase<PropagateLayout> {
  void runOnOperation() override {
    func::FuncOp function = getOperation();
    if (function.isExternal())
      return;
    RewritePatternSet patterns(&getContext());
    populateLayoutPatterns(patterns);
    FrozenRewritePatternSet frozen(std::move(patterns));
    // Each round cancels something; the bound only guards against a defect here.
    int64_t rounds = 4 * llvm::range_size(function.getBody().front()) + 16;
    do {
      if (failed(applyPatternsGreedily(function, frozen)))
        return signalPassFailure();
      shareTransposes(function);
    } while (--rounds > 0 && improveRegions(function));
  }
};
} // namespace
