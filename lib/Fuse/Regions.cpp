//===- Regions.cpp - Make qnn.fused around ops ----------------------------===//
//
// Tested by test/Fuse.
//
//===----------------------------------------------------------------------===//

#include "Regions.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/IRMapping.h"
#include "llvm/ADT/SetVector.h"

using namespace mlir;
using namespace quantc;

qnn::FusedOp fuse::wrap(ArrayRef<Operation *> ops) {
  Operation *last = ops.back();
  llvm::SmallPtrSet<Operation *, 4> inside(ops.begin(), ops.end());
  llvm::SetVector<Value> inputs;
  llvm::SetVector<Operation *> constants;
  for (Operation *op : ops)
    for (Value operand : op->getOperands()) {
      Operation *producer = operand.getDefiningOp();
      if (isa_and_nonnull<qnn::ConstantOp>(producer))
        constants.insert(producer);
      else if (!producer || !inside.contains(producer))
        inputs.insert(operand);
    }

  OpBuilder builder(last);
  auto fused = qnn::FusedOp::create(builder, last->getLoc(), last->getResultTypes(), inputs.getArrayRef(),
                                    /*kernel=*/Attribute());
  if (Attribute id = last->getAttr(qnn::kIdAttr))
    fused->setAttr(qnn::kIdAttr, id);
  Block *body = builder.createBlock(&fused.getBody());
  IRMapping mapping;
  for (Value input : inputs)
    mapping.map(input, body->addArgument(input.getType(), input.getLoc()));
  for (Operation *constant : constants)
    builder.clone(*constant, mapping);
  for (Operation *op : ops)
    builder.clone(*op, mapping);
  SmallVector<Value> yielded;
  for (Value result : last->getResults())
    yielded.push_back(mapping.lookup(result));
  qnn::YieldOp::create(builder, last->getLoc(), yielded);

  last->replaceAllUsesWith(fused.getResults());
  for (Operation *op : llvm::reverse(ops))
    op->erase();
  for (Operation *constant : constants)
    if (constant->use_empty())
      constant->erase();
  return fused;
}
