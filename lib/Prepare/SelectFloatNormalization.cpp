//===- SelectFloatNormalization.cpp - Keep normalizations in float --------===//
//
// Exporters write a normalization as they like, but all of them take a root of a mean
// or sum of squares: that root is where the pattern is found, and the ops on both
// sides of it follow.
//
// Tested by test/Prepare/select-float-normalization.mlir.
//
//===----------------------------------------------------------------------===//

#include "Rewriting.h"
#include "quantc/Prepare/Passes.h"

namespace quantc {
#define GEN_PASS_DEF_SELECTFLOATNORMALIZATIONPASS
#include "quantc/Prepare/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;
using namespace quantc::prepare;

static bool isRoot(Operation *op) {
  if (auto power = dyn_cast<qnn::PowScalarOp>(op))
    return std::abs(power.getExponent().convertToFloat()) == 0.5f;
  return isa<qnn::SqrtOp>(op);
}

static bool movesElements(Operation *op) {
  return isa_and_nonnull<qnn::ReshapeOp, qnn::TransposeOp, qnn::BroadcastOp>(op);
}

/// Whether `op` combines one computed value with constants.
static bool hasConstant(Operation *op) {
  return isa_and_nonnull<qnn::AddOp, qnn::SubOp, qnn::MulOp, qnn::DivOp, qnn::MaxOp, qnn::MinOp>(op) &&
         llvm::any_of(op->getOperands(), isConstant);
}

/// The operand of `op` that is no constant.
static Value getComputed(Operation *op) {
  return op->getNumOperands() > 1 && isConstant(op->getOperand(0)) ? op->getOperand(1) : op->getOperand(0);
}

/// Follows shape ops, and ops with a constant if `arithmetic`, towards the inputs; appends them to `path`.
static Operation *findProducer(Value value, bool arithmetic, SmallVectorImpl<Operation *> &path) {
  Operation *op = value.getDefiningOp();
  while (op && (movesElements(op) || (arithmetic && (hasConstant(op) || isa<qnn::ClipOp>(op))))) {
    path.push_back(op);
    op = getComputed(op).getDefiningOp();
  }
  return op;
}

/// Returns what is squared if `op` squares, or null.
static Value getSquared(Operation *op) {
  if (auto power = dyn_cast_or_null<qnn::PowScalarOp>(op))
    return power.getExponent().convertToFloat() == 2 ? power.getInput() : Value();
  auto mul = dyn_cast_or_null<qnn::MulOp>(op);
  return mul && mul.getLhs() == mul.getRhs() ? mul.getLhs() : Value();
}

/// Appends the ops before the root: the offset, the mean or sum, the square, and the mean that is
/// subtracted. Returns false if this is no such root.
static bool collectBefore(Operation *root, SmallVectorImpl<Operation *> &ops) {
  SmallVector<Operation *> path;
  auto reduce = dyn_cast_or_null<qnn::ReduceOp>(findProducer(root->getOperand(0), /*arithmetic=*/true, path));
  if (!reduce || reduce.getKind() == qnn::ReduceKind::Max)
    return false;
  Operation *square = reduce.getInput().getDefiningOp();
  Value squared = getSquared(square);
  if (!squared)
    return false;
  path.append({reduce, square});
  if (auto centred = squared.getDefiningOp<qnn::SubOp>()) {
    SmallVector<Operation *> meanPath;
    auto mean = dyn_cast_or_null<qnn::ReduceOp>(findProducer(centred.getRhs(), /*arithmetic=*/false, meanPath));
    path.push_back(centred);
    if (mean && mean.getKind() == qnn::ReduceKind::Mean) {
      path.append(meanPath);
      path.push_back(mean);
    }
  }
  ops.append(path);
  return true;
}

/// Appends the scale and offset that follow `scaled`, with the shape ops between them.
static void collectAfter(Operation *scaled, SmallVectorImpl<Operation *> &ops) {
  SmallVector<Operation *> path;
  for (Operation *op = scaled; op->hasOneUse();) {
    op = *op->getUsers().begin();
    if (!movesElements(op) && !(hasConstant(op) && !isa<qnn::MaxOp, qnn::MinOp>(op)))
      break;
    path.push_back(op);
    if (!movesElements(op)) { // shape ops at the end move bytes rather than floats
      ops.append(path);
      path.clear();
    }
  }
}

/// Appends the ops that carry 1 / root to what is scaled by it.
static void collectUsers(Operation *op, SmallVectorImpl<Operation *> &ops) {
  for (Operation *user : op->getUsers()) {
    if (movesElements(user) || hasConstant(user) || isa<qnn::ReciprocalOp, qnn::ClipOp>(user)) {
      ops.push_back(user);
      collectUsers(user, ops);
    } else if (isa<qnn::MulOp, qnn::DivOp>(user)) {
      ops.push_back(user);
      collectAfter(user, ops);
    }
  }
}

namespace {
struct SelectFloatNormalization : public quantc::impl::SelectFloatNormalizationPassBase<SelectFloatNormalization> {
  void runOnOperation() override {
    SmallVector<Operation *> selected;
    getOperation().walk([&](Operation *root) {
      if (!isRoot(root) || !qnn::isFloat(root->getResult(0)) || !collectBefore(root, selected))
        return;
      selected.push_back(root);
      collectUsers(root, selected);
    });
    auto reason = StringAttr::get(&getContext(), "normalization runs in float");
    for (Operation *op : selected)
      if (!op->hasAttr(qnn::kFloatReasonAttr))
        op->setAttr(qnn::kFloatReasonAttr, reason);
  }
};
} // namespace
