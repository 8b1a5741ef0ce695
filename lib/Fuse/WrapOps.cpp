//===- WrapOps.cpp - A region for each op that is left --------------------===//
//
// Tested by test/Fuse/wrap-ops.mlir.
//
//===----------------------------------------------------------------------===//

#include "Regions.h"
#include "quantc/Fuse/Passes.h"

namespace quantc {
#define GEN_PASS_DEF_WRAPOPSPASS
#include "quantc/Fuse/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;

static void wrapOps(func::FuncOp function) {
  SmallVector<Operation *> ops;
  for (Operation &op : function.getOps())
    if (isa<qnn::QnnDialect>(op.getDialect()) && !isa<qnn::FusedOp, qnn::ConstantOp, qnn::ReshapeOp>(op))
      ops.push_back(&op);
  for (Operation *op : ops)
    fuse::wrap(op);
  for (Operation &op : llvm::make_early_inc_range(function.getOps()))
    if (isa<qnn::ConstantOp>(op) && op.use_empty())
      op.erase();
}

namespace {
struct WrapOps : public quantc::impl::WrapOpsPassBase<WrapOps> {
  void runOnOperation() override {
    for (auto function : getOperation().getOps<func::FuncOp>())
      if (!function.isExternal())
        wrapOps(function);
    getOperation()->setAttr(qnn::kStepAttr, StringAttr::get(&getContext(), "fuse"));
  }
};
} // namespace
