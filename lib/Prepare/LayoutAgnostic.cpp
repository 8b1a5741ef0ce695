//===- LayoutAgnostic.cpp - Ops that run in any layout --------------------===//
//
// Tested by test/Prepare/propagate-layout-ops.mlir.
//
//===----------------------------------------------------------------------===//

#include "LayoutAgnostic.h"

#include "Rewriting.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::prepare;

static bool isElementwise(Operation *op) {
  return isa<qnn::UnaryOpInterface, qnn::PReluOp, qnn::AddOp, qnn::SubOp, qnn::MulOp, qnn::DivOp, qnn::PowOp,
             qnn::MinOp, qnn::MaxOp, qnn::QuantizeOp, qnn::DequantizeOp, qnn::RequantizeOp, qnn::CastOp>(op);
}

static bool hasScalesAlongAxis(Operation *op) {
  auto perAxis = [](Type type) {
    return isa_and_nonnull<quant::UniformQuantizedPerAxisType>(qnn::getQuantizedType(type));
  };
  return llvm::any_of(op->getOperandTypes(), perAxis) || llvm::any_of(op->getResultTypes(), perAxis);
}

std::optional<int64_t> prepare::getAgnosticRank(Operation *op) {
  if (op->getNumResults() != 1)
    return std::nullopt;
  int64_t rank = shapeOf(op->getResult(0)).size();
  if (rank < 2)
    return std::nullopt;
  // Scales along an axis are moved with it by the casts only; `negative_slope` lies along the last axis.
  if (hasScalesAlongAxis(op) && !isa<qnn::QuantizeOp, qnn::DequantizeOp>(op))
    return std::nullopt;
  if (op->hasAttr("negative_slope"))
    return std::nullopt;
  if (isElementwise(op) ||
      isa<qnn::BroadcastOp, qnn::PadOp, qnn::ConcatOp, qnn::SliceOp, qnn::SoftmaxOp, qnn::LogSoftmaxOp>(op))
    return rank;
  // These keep the rank or not.
  if (isa<qnn::ReduceOp, qnn::ArgMaxOp>(op) && int64_t(shapeOf(op->getOperand(0)).size()) == rank)
    return rank;
  if (auto gather = dyn_cast<qnn::GatherOp>(op); gather && shapeOf(gather.getIndices()).size() == 1)
    return rank;
  return std::nullopt;
}

bool prepare::hasLayout(Operation *op, unsigned index) { return !isa<qnn::GatherOp>(op) || index != 1; }

bool prepare::acceptsLayout(Operation *op, ArrayRef<int64_t> p) {
  auto reduce = dyn_cast<qnn::ReduceOp>(op);
  if (!reduce || reduce.getKind() == qnn::ReduceKind::Max)
    return true;
  // The sum runs over the reduced axes in row-major order.
  Permutation positions = inverse(p);
  int64_t previous = -1;
  for (int64_t axis : reduce.getAxes()) {
    if (shapeOf(reduce.getInput())[axis] == 1)
      continue;
    if (positions[axis] < previous)
      return false;
    previous = positions[axis];
  }
  return true;
}

Operation *prepare::buildInLayout(OpBuilder &builder, Operation *op, ValueRange operands, ArrayRef<int64_t> p) {
  Permutation positions = inverse(p);
  OperationState state(op->getLoc(), op->getName());
  state.addOperands(operands);
  state.addTypes(permuteType(typeOf(op->getResult(0)), p));
  state.addAttributes(op->getAttrs());
  Operation *moved = builder.create(state);
  auto moveAxis = [&](auto axisOp) { axisOp.setAxis(positions[axisOp.getAxis()]); };
  llvm::TypeSwitch<Operation *>(moved)
      .Case<qnn::SoftmaxOp, qnn::LogSoftmaxOp, qnn::ArgMaxOp, qnn::ConcatOp, qnn::GatherOp>(moveAxis)
      .Case([&](qnn::SliceOp slice) {
        slice.setOffsets(permute(slice.getOffsets(), p));
        slice.setStrides(permute(slice.getStrides(), p));
      })
      .Case([&](qnn::PadOp pad) {
        pad.setLow(permute(pad.getLow(), p));
        pad.setHigh(permute(pad.getHigh(), p));
      })
      .Case([&](qnn::ReduceOp reduce) {
        SmallVector<int64_t> axes;
        for (int64_t axis : reduce.getAxes())
          axes.push_back(positions[axis]);
        llvm::sort(axes);
        reduce.setAxes(axes);
      });
  return moved;
}
