//===- LayoutRegion.cpp - Ops that change layout together -----------------===//
//
// Tested by test/Prepare/propagate-layout*.mlir.
//
//===----------------------------------------------------------------------===//

#include "LayoutRegion.h"

#include "LayoutAgnostic.h"
#include "Rewriting.h"

#include "llvm/ADT/EquivalenceClasses.h"
#include "llvm/ADT/MapVector.h"

#include <set>

using namespace mlir;
using namespace quantc;
using namespace quantc::prepare;

//===----------------------------------------------------------------------===//
// Regions
//===----------------------------------------------------------------------===//

/// Returns what `value` is a transpose of, and by which permutation; itself if it is none.
static std::pair<Value, Permutation> getBase(Value value) {
  if (auto transpose = value.getDefiningOp<qnn::TransposeOp>())
    return {transpose.getInput(), Permutation(transpose.getPermutation())};
  return {value, identityPermutation(shapeOf(value).size())};
}

SmallVector<LayoutRegion> prepare::findRegions(func::FuncOp function) {
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
    region.rank = rank;
  }
  SmallVector<LayoutRegion> result;
  for (auto &[leader, region] : regions)
    result.push_back(std::move(region));
  return result;
}

SmallVector<Permutation> prepare::getCandidates(const LayoutRegion &region) {
  SmallVector<Permutation> candidates;
  auto add = [&](const Permutation &p) {
    if (!isIdentity(p) && !llvm::is_contained(candidates, p))
      candidates.push_back(p);
  };
  for (Operation *op : region.ops) {
    for (auto [index, operand] : llvm::enumerate(op->getOperands()))
      if (hasLayout(op, index) && int64_t(shapeOf(operand).size()) == region.rank)
        add(inverse(getBase(operand).second));
    for (Operation *user : op->getUsers())
      if (auto transpose = dyn_cast<qnn::TransposeOp>(user))
        add(Permutation(transpose.getPermutation()));
  }
  return candidates;
}

//===----------------------------------------------------------------------===//
// Changes
//===----------------------------------------------------------------------===//

Permutation LayoutChange::of(Value value) const {
  auto entry = layouts.find(value.getDefiningOp());
  return entry == layouts.end() ? identityPermutation(shapeOf(value).size()) : entry->second.result;
}

namespace {
/// Spreads a layout from op to op.
struct Spreader {
  LayoutChange change;
  bool acrossReshapes = false;
  SmallVector<Operation *> pending;

  void assign(Operation *op, ArrayRef<int64_t> operands, ArrayRef<int64_t> result) {
    if (change.layouts.try_emplace(op, LayoutChange::Layouts{Permutation(operands), Permutation(result)}).second)
      pending.push_back(op);
  }

  /// The op that makes `value`, which is wanted in the layout `p`.
  void wantFrom(Operation *producer, ArrayRef<int64_t> p) {
    if (!producer)
      return;
    if (getAgnosticRank(producer) == int64_t(p.size())) {
      if (acceptsLayout(producer, p))
        assign(producer, p, p);
      return;
    }
    auto reshape = dyn_cast<qnn::ReshapeOp>(producer);
    if (!acrossReshapes || !reshape || isConstant(reshape.getInput()) || hasScales(reshape))
      return;
    if (auto q = mapThroughReshape(p, shapeOf(reshape.getOutput()), shapeOf(reshape.getInput())))
      assign(reshape, *q, p);
  }

  /// A reader of `value`, which will be in the layout `p`.
  void offerTo(Operation *user, Value value, ArrayRef<int64_t> p) {
    if (auto reshape = dyn_cast<qnn::ReshapeOp>(user)) {
      if (!acrossReshapes || hasScales(reshape))
        return;
      if (auto q = mapThroughReshape(p, shapeOf(reshape.getInput()), shapeOf(reshape.getOutput())))
        assign(reshape, p, *q);
      return;
    }
    if (getAgnosticRank(user) != int64_t(p.size()) || !acceptsLayout(user, p))
      return;
    for (auto [index, operand] : llvm::enumerate(user->getOperands()))
      if (operand == value && hasLayout(user, index)) {
        assign(user, p, p);
        return;
      }
  }

  static bool hasScales(qnn::ReshapeOp reshape) {
    return isa_and_nonnull<quant::UniformQuantizedPerAxisType>(qnn::getQuantizedType(reshape.getInput()));
  }

  void run() {
    while (!pending.empty()) {
      Operation *op = pending.pop_back_val();
      LayoutChange::Layouts layouts = change.layouts[op];
      for (auto [index, operand] : llvm::enumerate(op->getOperands()))
        if (hasLayout(op, index) && shapeOf(operand).size() == layouts.operands.size())
          wantFrom(operand.getDefiningOp(), layouts.operands);
      for (Operation *user : op->getUsers())
        offerTo(user, op->getResult(0), layouts.result);
    }
    for (auto &[op, layouts] : change.layouts)
      change.ops.push_back(op);
    llvm::sort(change.ops, [](Operation *a, Operation *b) { return a->isBeforeInBlock(b); });
  }
};
} // namespace

LayoutChange prepare::makeChange(const LayoutRegion &region, ArrayRef<int64_t> p, bool acrossReshapes) {
  Spreader spreader;
  spreader.acrossReshapes = acrossReshapes;
  for (Operation *op : region.ops)
    if (acceptsLayout(op, p))
      spreader.assign(op, p, p);
  spreader.run();
  return std::move(spreader.change);
}

//===----------------------------------------------------------------------===//
// Price
//===----------------------------------------------------------------------===//

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

namespace {
/// Adds up what transposes cost, each distinct one once.
class Price {
public:
  /// A transpose of `value`, which has been moved to `layout` before, by `p`.
  void add(Value value, ArrayRef<int64_t> layout, ArrayRef<int64_t> p, bool atBoundary) {
    if (isIdentity(p) || !seen.insert({value.getAsOpaquePointer(), std::vector<int64_t>(p)}).second)
      return;
    // One that moves nothing is an alias, but still stands between an op and its epilogue.
    bool moves = !movesOnlyUnitAxes(p, permute(shapeOf(value), layout));
    total += moves ? (atBoundary ? 2 : 8) * getCount(value) : 1;
  }
  /// A reshape and a transpose of an operand of lower rank.
  void addBroadcast(Value value) {
    if (seen.insert({value.getAsOpaquePointer(), {}}).second)
      total += 8 * getCount(value);
  }
  int64_t total = 0;

private:
  static int64_t getCount(Value value) { return std::max<int64_t>(1, typeOf(value).getNumElements()); }
  std::set<std::pair<const void *, std::vector<int64_t>>> seen;
};
} // namespace

int64_t prepare::getPrice(const LayoutChange &change, bool applied) {
  Price price;
  auto of = [&](Value value) { return applied ? change.of(value) : identityPermutation(shapeOf(value).size()); };
  auto isInside = [&](Operation *user) { return change.contains(user); };
  for (Operation *op : change.ops) {
    const LayoutChange::Layouts &layouts = change.layouts.find(op)->second;
    Permutation wanted = applied ? layouts.operands : identityPermutation(layouts.operands.size());
    for (auto [index, operand] : llvm::enumerate(op->getOperands())) {
      if (!hasLayout(op, index) || isConstant(operand))
        continue;
      auto shape = shapeOf(operand);
      if (shape.size() < wanted.size()) {
        SmallVector<int64_t> padded(wanted.size() - shape.size(), 1);
        padded.append(shape.begin(), shape.end());
        if (!movesOnlyUnitAxes(wanted, padded))
          price.addBroadcast(operand);
        continue;
      }
      auto [base, permutation] = getBase(operand);
      Permutation layout = of(base), undo = inverse(layout);
      price.add(base, layout, compose(undo, compose(permutation, wanted)), isInput(base));
      // Another reader keeps the transpose alive.
      if (base != operand && !llvm::all_of(operand.getUsers(), isInside))
        price.add(base, layout, compose(undo, permutation), isInput(base));
    }
    Value result = op->getResult(0);
    Permutation layout = of(result), undo = inverse(layout);
    for (Operation *user : op->getUsers()) {
      if (isInside(user))
        continue;
      auto transpose = dyn_cast<qnn::TransposeOp>(user);
      if (!transpose)
        price.add(result, layout, undo, isOutput(result));
      else if (!llvm::all_of(transpose->getUsers(), isInside))
        price.add(result, layout, compose(undo, transpose.getPermutation()), isOutput(transpose.getOutput()));
    }
  }
  return price.total;
}
