//===- InsertStepFunction.cpp - One call of the sequence by number --------===//
//
// Tested by test/Lower/insert-step-function.mlir.
//
// Each case clones the call and what computes its addresses, so that the cases
// depend on nothing but the arguments.
//
//===----------------------------------------------------------------------===//

#include "quantc/Lower/Passes.h"

#include "quantc/Machine/Artefact.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/SCF/IR/SCF.h"
#include "mlir/IR/IRMapping.h"

namespace quantc {
#define GEN_PASS_DEF_INSERTSTEPFUNCTIONPASS
#include "quantc/Lower/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;

/// Clones `op` after what its operands come from.
static void cloneSlice(Operation *op, OpBuilder &builder, IRMapping &mapping) {
  for (Value operand : op->getOperands())
    if (Operation *producer = operand.getDefiningOp(); producer && !mapping.contains(operand))
      cloneSlice(producer, builder, mapping);
  builder.clone(*op, mapping);
}

namespace {
struct InsertStepFunction : public quantc::impl::InsertStepFunctionPassBase<InsertStepFunction> {
  void runOnOperation() override {
    auto run = getOperation().lookupSymbol<func::FuncOp>(kRunSymbol);
    if (!run) {
      getOperation().emitError("has no function @") << kRunSymbol;
      return signalPassFailure();
    }
    SmallVector<func::CallOp> calls(run.getOps<func::CallOp>());
    OpBuilder builder(&getContext());
    SmallVector<Type> types(run.getArgumentTypes());
    types.push_back(builder.getIndexType());
    builder.setInsertionPointAfter(run);
    auto step = func::FuncOp::create(builder, run.getLoc(), kStepSymbol, builder.getFunctionType(types, {}));
    builder.setInsertionPointToStart(step.addEntryBlock());
    auto cases = llvm::to_vector(llvm::seq<int64_t>(0, calls.size()));
    if (!calls.empty()) {
      auto choice = scf::IndexSwitchOp::create(builder, run.getLoc(), TypeRange(), step.getArguments().back(), cases,
                                               cases.size());
      for (auto [call, region] : llvm::zip(calls, choice.getCaseRegions())) {
        OpBuilder inner = OpBuilder::atBlockEnd(&region.emplaceBlock());
        IRMapping mapping;
        mapping.map(run.getArguments(), step.getArguments().drop_back());
        cloneSlice(call, inner, mapping);
        scf::YieldOp::create(inner, run.getLoc());
      }
      OpBuilder inner = OpBuilder::atBlockEnd(&choice.getDefaultRegion().emplaceBlock());
      scf::YieldOp::create(inner, run.getLoc());
    }
    func::ReturnOp::create(builder, run.getLoc());
  }
};
} // namespace
