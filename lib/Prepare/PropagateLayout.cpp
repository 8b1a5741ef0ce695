//===- PropagateLayout.cpp - Cancel the transposes between layers ---------===//
//
// Tested by test/Prepare/propagate-layout*.mlir.
//
// Ops that run in any layout and touch each other form a region. A region has
// one layout; its price is what its borders then transpose. Each rewrite gives
// one region a cheaper layout, so the total falls and the pass ends, and it does
// not matter in which direction a transpose would have to be pushed.
//
//===----------------------------------------------------------------------===//

#include "LayoutAgnostic.h"
#include "LayoutPatterns.h"
#include "Rewriting.h"
#include "quantc/Prepare/Passes.h"

#include "mlir/Transforms/RegionUtils.h"
#include "llvm/ADT/EquivalenceClasses.h"
#include "llvm/ADT/MapVector.h"

#include <set>

namespace quantc {
#define GEN_PASS_DEF_PROPAGATELAYOUTPASS
#include "quantc/Prepare/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;
using namespace quantc::prepare;

namespace {
/// Ops of one rank that run in any layout and are connected.
struct LayoutRegion {
  SmallVector<Operation *> ops; // in program order
  DenseSet<Operation *> set;
  int64_t rank = 0;
};

/// Adds up what transposes cost, each distinct one once.
class Price {
public:
  void add(Value value, ArrayRef<int64_t> p, bool atBoundary) {
    if (isIdentity(p) || !seen.insert({value.getAsOpaquePointer(), std::vector<int64_t>(p)}).second)
      return;
    // A transpose at the network's own inputs and outputs is the best of those that move elements; one
    // that moves none is an alias, which still stands between an op and its epilogue.
    auto shape = shapeOf(value);
    bool moves = !movesOnlyUnitAxes(p, shape);
    total += !moves ? 1 : (atBoundary ? 2 : 8) * std::max<int64_t>(1, typeOf(value).getNumElements());
  }
  /// A reshape and a transpose of an operand of lower rank.
  void addMoved(Value value) {
    if (seen.insert({value.getAsOpaquePointer(), {}}).second)
      total += 8 * std::max<int64_t>(1, typeOf(value).getNumElements());
  }
  int64_t total = 0;

private:
  std::set<std::pair<const void *, std::vector<int64_t>>> seen;
};
} // namespace

/// Whether `value` is a network input, maybe under another shape.
static bool isInput(Value value) {
  while (auto reshape = value.getDefiningOp<qnn::ReshapeOp>())
    value = reshape.getInput();
  return isa<BlockArgument>(value);
}

/// Whether `value` is a network output and nothing else, maybe under another shape.
static bool isOutput(Value value) {
  return !value.use_empty() && llvm::all_of(value.getUsers(), [](Operation *user) {
    if (auto reshape = dyn_cast<qnn::ReshapeOp>(user))
      return isOutput(reshape.getOutput());
    return user->hasTrait<OpTrait::IsTerminator>();
  });
}

/// Returns what `value` is a transpose of, and by which permutation; itself if it is none.
static std::pair<Value, Permutation> getBase(Value value) {
  if (auto transpose = value.getDefiningOp<qnn::TransposeOp>())
    return {transpose.getInput(), Permutation(transpose.getPermutation())};
  return {value, identityPermutation(shapeOf(value).size())};
}

/// The shape of an operand that broadcasts, with leading axes of size 1 up to `rank`.
static SmallVector<int64_t> padShape(ArrayRef<int64_t> shape, int64_t rank) {
  SmallVector<int64_t> result(rank - shape.size(), 1);
  result.append(shape.begin(), shape.end());
  return result;
}

/// Calls `visit` for each operand with a layout that comes from outside of the region.
static void forEachInput(const LayoutRegion &region, function_ref<void(Value)> visit) {
  for (Operation *op : region.ops)
    for (auto [index, operand] : llvm::enumerate(op->getOperands()))
      if (hasLayout(op, index) && !isConstant(operand) && !region.set.contains(operand.getDefiningOp()))
        visit(operand);
}

/// What the region's borders transpose if it runs in the layout `p`.
static int64_t getPrice(const LayoutRegion &region, ArrayRef<int64_t> p) {
  Price price;
  Permutation undo = inverse(p);
  auto isInside = [&](Operation *user) { return region.set.contains(user); };
  forEachInput(region, [&](Value operand) {
    if (int64_t(shapeOf(operand).size()) < region.rank) {
      if (!movesOnlyUnitAxes(p, padShape(shapeOf(operand), region.rank)))
        price.addMoved(operand);
      return;
    }
    auto [base, permutation] = getBase(operand);
    price.add(base, compose(permutation, p), isInput(base));
    // Another reader keeps the transpose alive.
    if (base != operand && !llvm::all_of(operand.getUsers(), isInside))
      price.add(base, permutation, isInput(base));
  });
  for (Operation *op : region.ops)
    for (Operation *user : op->getUsers()) {
      if (isInside(user))
        continue;
      if (auto transpose = dyn_cast<qnn::TransposeOp>(user))
        price.add(op->getResult(0), compose(undo, transpose.getPermutation()), isOutput(transpose.getOutput()));
      else
        price.add(op->getResult(0), undo, isOutput(op->getResult(0)));
    }
  return price.total;
}

/// Returns the layouts that make one transpose at the border vanish.
static SmallVector<Permutation> getCandidates(const LayoutRegion &region) {
  SmallVector<Permutation> candidates;
  auto add = [&](Permutation p) {
    if (!isIdentity(p) && !llvm::is_contained(candidates, p))
      candidates.push_back(p);
  };
  forEachInput(region, [&](Value operand) {
    if (int64_t(shapeOf(operand).size()) == region.rank)
      add(inverse(getBase(operand).second));
  });
  for (Operation *op : region.ops)
    for (Operation *user : op->getUsers())
      if (auto transpose = dyn_cast<qnn::TransposeOp>(user))
        add(Permutation(transpose.getPermutation()));
  return candidates;
}

static SmallVector<LayoutRegion> findRegions(func::FuncOp function) {
  llvm::EquivalenceClasses<Operation *> classes;
  SmallVector<std::pair<Operation *, int64_t>> agnostic;
  for (Operation &op : function.getBody().front())
    if (std::optional<int64_t> rank = getAgnosticRank(&op)) {
      classes.insert(&op);
      agnostic.push_back({&op, *rank});
    }
  for (auto [op, rank] : agnostic)
    for (auto [index, operand] : llvm::enumerate(op->getOperands())) {
      Operation *producer = operand.getDefiningOp();
      if (producer && hasLayout(op, index) && getAgnosticRank(producer) == rank)
        classes.unionSets(op, producer);
    }
  llvm::MapVector<Operation *, LayoutRegion> regions;
  for (auto [op, rank] : agnostic) {
    LayoutRegion &region = regions[classes.getLeaderValue(op)];
    region.ops.push_back(op);
    region.set.insert(op);
    region.rank = rank;
  }
  return llvm::to_vector(llvm::make_second_range(regions));
}

/// Rewrites the region to the layout `p`, with transposes at its borders.
static void rewriteRegion(const LayoutRegion &region, ArrayRef<int64_t> p) {
  DenseMap<Value, Value> moved;
  for (Operation *op : region.ops) {
    OpBuilder builder(op);
    SmallVector<Value> operands(op->getOperands());
    for (auto [index, operand] : llvm::enumerate(operands)) {
      if (!hasLayout(op, index))
        continue;
      Value &inLayout = moved[operand];
      if (!inLayout) {
        OpBuilder::InsertionGuard guard(builder);
        builder.setInsertionPointAfterValue(operand);
        inLayout = makeTranspose(builder, makeReshape(builder, operand, padShape(shapeOf(operand), region.rank)), p);
      }
      operand = inLayout;
    }
    Value before = op->getResult(0), after = buildInLayout(builder, op, operands, p)->getResult(0);
    moved[before] = after;
    // Readers inside of the region are rebuilt in their turn, and then these transposes are dead.
    before.replaceUsesWithIf(makeTranspose(builder, after, inverse(p)),
                             [&](OpOperand &use) { return !region.set.contains(use.getOwner()); });
  }
  for (Operation *op : llvm::reverse(region.ops))
    op->erase();
}

/// Gives one region a cheaper layout. Returns false if none has any.
static bool improveOneRegion(func::FuncOp function) {
  for (const LayoutRegion &region : findRegions(function)) {
    Permutation best = identityPermutation(region.rank);
    int64_t bestPrice = getPrice(region, best);
    for (const Permutation &candidate : getCandidates(region)) {
      if (!llvm::all_of(region.ops, [&](Operation *op) { return acceptsLayout(op, candidate); }))
        continue;
      int64_t price = getPrice(region, candidate);
      if (price < bestPrice)
        best = candidate, bestPrice = price;
    }
    if (isIdentity(best))
      continue;
    rewriteRegion(region, best);
    return true;
  }
  return false;
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
      ++numRounds;
    } while (--rounds > 0 && improveOneRegion(function));
  }
};
} // namespace
