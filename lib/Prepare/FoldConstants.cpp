//===- FoldConstants.cpp - Compute what depends on no input ---------------===//
//
// Tested by test/Prepare/fold-constants.mlir.
//
// The reference computes the value, so folding changes no bit. Casts from
// quantized constants stay: they are how a quantized network states its weights.
//
//===----------------------------------------------------------------------===//

#include "Rewriting.h"
#include "quantc/Prepare/Passes.h"
#include "quantc/Reference/Reference.h"

namespace quantc {
#define GEN_PASS_DEF_FOLDCONSTANTSPASS
#include "quantc/Prepare/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;
using namespace quantc::prepare;

/// Whether `op` computes one tensor of constants alone.
static bool isFoldable(Operation &op) {
  if (!isa_and_nonnull<qnn::QnnDialect>(op.getDialect()) || !isMemoryEffectFree(&op) || op.getNumRegions() != 0 ||
      op.getNumResults() != 1 || op.getNumOperands() == 0 || isa<qnn::DequantizeOp>(op))
    return false;
  return llvm::all_of(op.getOperands(), [](Value v) { return bool(v.getDefiningOp<qnn::ConstantOp>()); });
}

static int64_t getBytes(RankedTensorType type) {
  return type.getNumElements() * std::max<int64_t>(1, qnn::getStorageElementType(type).getIntOrFloatBitWidth() / 8);
}

namespace {
struct FoldConstants : public quantc::impl::FoldConstantsPassBase<FoldConstants> {
  using FoldConstantsPassBase::FoldConstantsPassBase;

  void runOnOperation() override {
    func::FuncOp function = getOperation();
    if (function.isExternal())
      return;
    int64_t left = maxBytes;
    for (Operation &op : llvm::make_early_inc_range(function.getBody().front())) {
      if (!isFoldable(op))
        continue;
      int64_t bytes = getBytes(typeOf(op.getResult(0)));
      if (bytes > left) {
        op.emitRemark("is not folded: its ")
            << bytes << " bytes exceed the " << left << " left of max-bytes=" << int64_t(maxBytes);
        continue;
      }
      if (failed(fold(op)))
        return signalPassFailure();
      left -= bytes;
    }
    // Constants that only folded ops read are dead now.
    for (Operation &op : llvm::make_early_inc_range(llvm::reverse(function.getBody().front())))
      if (isa<qnn::ConstantOp>(op) && op.use_empty())
        op.erase();
  }

  LogicalResult fold(Operation &op) {
    std::vector<HostTensor> tensors;
    for (Value operand : op.getOperands()) {
      auto quantized = qnn::getQuantizedType(operand);
      tensors.push_back(reference::toHostTensor(operand.getDefiningOp<qnn::ConstantOp>().getValue(),
                                                quantized && !quantized.isSigned()));
    }
    SmallVector<const HostTensor *> operands;
    for (const HostTensor &tensor : tensors)
      operands.push_back(&tensor);
    llvm::Expected<std::vector<HostTensor>> results = reference::evaluateOp(&op, operands);
    if (!results)
      return op.emitOpError("cannot be folded: ") << llvm::toString(results.takeError());
    RankedTensorType type = typeOf(op.getResult(0));
    auto stored = RankedTensorType::get(type.getShape(), qnn::getStorageElementType(type));
    OpBuilder builder(&op);
    auto constant =
        qnn::ConstantOp::create(builder, op.getLoc(), type, qnn::makeElementsAttr(stored, (*results)[0].bytes));
    inheritId(op.getResult(0), constant);
    op.getResult(0).replaceAllUsesWith(constant);
    op.erase();
    return success();
  }
};
} // namespace
