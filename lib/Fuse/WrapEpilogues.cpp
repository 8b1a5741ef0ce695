//===- WrapEpilogues.cpp - A contraction and its rounding in one region ---===//
//
// Tested by test/Fuse/wrap-epilogues.mlir.
//
// What follows the accumulator is decided in Quantize; here its only reader is
// put beside it, so that 32-bit values stay in registers.
//
//===----------------------------------------------------------------------===//

#include "Regions.h"
#include "quantc/Fuse/Passes.h"

namespace quantc {
#define GEN_PASS_DEF_WRAPEPILOGUESPASS
#include "quantc/Fuse/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;

static Operation *getOnlyReader(Operation *op) { return op->hasOneUse() ? *op->user_begin() : nullptr; }

/// Returns whether `op` is a table from 8 bits to 8 bits (N7).
static bool isTable(Operation *op) {
  if (!isa<qnn::UnaryOpInterface>(op)) // a PReLU is a table for each channel
    return false;
  auto hasBytes = [](Value value) {
    auto type = qnn::getQuantizedType(value);
    return type && type.getStorageTypeIntegralWidth() == 8;
  };
  return hasBytes(op->getOperand(0)) && hasBytes(op->getResult(0));
}

/// Returns the contraction and the ops of its epilogue, in order.
static SmallVector<Operation *> getGroup(Operation *contraction) {
  SmallVector<Operation *> group{contraction};
  Operation *rounding = getOnlyReader(contraction);
  if (rounding && isa<qnn::SubtractZeroPointOp>(rounding) && rounding->getBlock() == contraction->getBlock()) {
    group.push_back(rounding);
    rounding = getOnlyReader(rounding);
  }
  if (!rounding || rounding->getBlock() != contraction->getBlock() ||
      !isa<qnn::RequantizeOp, qnn::DequantizeOp, qnn::DynamicDequantizeOp, qnn::AddOp, qnn::SubOp>(rounding))
    return group;
  group.push_back(rounding);
  Operation *table = getOnlyReader(rounding);
  if (table && isTable(table) && table->getOperand(0) == rounding->getResult(0))
    group.push_back(table);
  return group;
}

namespace {
struct WrapEpilogues : public quantc::impl::WrapEpiloguesPassBase<WrapEpilogues> {
  void runOnOperation() override {
    SmallVector<Operation *> contractions;
    for (Operation &op : getOperation().getOps()) {
      bool isInteger =
          isa<qnn::ContractionOpInterface, qnn::MatMulOp>(op) && bool(qnn::getQuantizedType(op.getResult(0)));
      if (isInteger)
        contractions.push_back(&op);
    }
    for (Operation *contraction : contractions)
      fuse::wrap(getGroup(contraction));
  }
};
} // namespace
