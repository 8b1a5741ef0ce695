//===- Origins.cpp - Where values come from -------------------------------===//
//
// Tested by test/Pipeline/summary.test.
//
//===----------------------------------------------------------------------===//

#include "Origins.h"

#include "quantc/Dialect/Qnn/IR/Qnn.h"
#include "quantc/Support/Diagnostics.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"

using namespace mlir;
using namespace quantc;

/// The op behind a value that has only been rounded since.
static Operation *getComputation(Operation *op) {
  while (auto rounding = dyn_cast<qnn::RequantizeOp>(op)) {
    Operation *producer = rounding.getInput().getDefiningOp();
    if (!producer || isa<qnn::ConstantOp>(producer))
      break;
    op = producer;
  }
  return op;
}

llvm::StringMap<ValueOrigin> quantc::findOrigins(ModuleOp module) {
  llvm::StringMap<StringRef> inputs;
  if (auto main = module.lookupSymbol<func::FuncOp>("main"))
    for (BlockArgument argument : main.getArguments())
      if (auto name = main.getArgAttrOfType<StringAttr>(argument.getArgNumber(), qnn::kNameAttr))
        inputs[qnn::getId(argument)] = name;

  // The ops of a kernel call come before the call, which has the id of its result, too.
  llvm::StringMap<ValueOrigin> origins;
  module.walk([&](Operation *op) {
    if (isa<qnn::ConstantOp>(op))
      return;
    for (Value result : op->getResults()) {
      StringRef id = qnn::getId(result), name = getNodeName(op->getLoc());
      if (!id.empty())
        origins.try_emplace(id, ValueOrigin{getComputation(op)->getName().getStringRef().str(),
                                            (name.empty() ? inputs.lookup(id) : name).str()});
    }
  });
  return origins;
}
