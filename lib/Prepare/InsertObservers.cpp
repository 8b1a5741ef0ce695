//===- InsertObservers.cpp - Mark the tensors to calibrate ----------------===//
//
// Tested by test/Prepare/insert-observers.mlir.
//
// Observers go on values, not on uses: every consumer of a tensor then sees one
// range, which is what lets Quantize give the tensor one scale.
//
//===----------------------------------------------------------------------===//

#include "Rewriting.h"
#include "quantc/Prepare/Passes.h"

#include "llvm/ADT/StringSet.h"

namespace quantc {
#define GEN_PASS_DEF_INSERTOBSERVERSPASS
#include "quantc/Prepare/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;
using namespace quantc::prepare;

/// Whether the scale of `value` is part of the network: it was dequantized, or only moved since.
static bool isDequantized(Value value) {
  while (Operation *producer = value.getDefiningOp()) {
    if (isa<qnn::DequantizeOp>(producer))
      return true;
    if (!isa<qnn::SameScalesOpInterface>(producer))
      return false;
    value = producer->getOperand(0);
  }
  return false;
}

/// Whether `value` is a float tensor whose range only data can tell.
static bool needsObserver(Value value) {
  if (!isa<RankedTensorType>(value.getType()) || !qnn::isFloat(value) || value.use_empty())
    return false;
  if (Operation *producer = value.getDefiningOp())
    if (isa<qnn::ConstantOp, qnn::ObserveOp>(producer) || isDequantized(value))
      return false;
  if (llvm::all_of(value.getUsers(), llvm::IsaPred<qnn::QuantizeOp>))
    return false;
  return llvm::none_of(value.getUsers(), llvm::IsaPred<qnn::ObserveOp>);
}

/// Returns the id of a value, or of one without (hand-written IR) an id made from its place.
static std::string getObservedId(Value value, size_t index, llvm::StringSet<> &used) {
  std::string id = qnn::getId(value).str();
  if (id.empty())
    id = deriveId("0", "value " + std::to_string(index));
  while (!used.insert(id).second)
    id = deriveId(id, "again");
  return id;
}

namespace {
struct InsertObservers : public quantc::impl::InsertObserversPassBase<InsertObservers> {
  void runOnOperation() override {
    func::FuncOp function = getOperation();
    if (function.isExternal())
      return;
    // Collect first: inserting while walking would observe the observers.
    SmallVector<Value> values;
    llvm::StringSet<> used;
    llvm::copy_if(function.getArguments(), std::back_inserter(values), needsObserver);
    for (Operation &op : function.getBody().front()) {
      if (auto observe = dyn_cast<qnn::ObserveOp>(op))
        used.insert(observe.getId());
      llvm::copy_if(op.getResults(), std::back_inserter(values), needsObserver);
    }

    OpBuilder builder(function.getContext());
    for (auto [index, value] : llvm::enumerate(values)) {
      builder.setInsertionPointAfterValue(value);
      auto observe = qnn::ObserveOp::create(builder, value.getLoc(), value.getType(), value,
                                            getObservedId(value, index, used), /*min=*/nullptr, /*max=*/nullptr);
      value.replaceAllUsesExcept(observe.getOutput(), observe);
    }
  }
};
} // namespace
