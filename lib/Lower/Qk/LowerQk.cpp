//===- LowerQk.cpp - What both ISA lowerings of qk share ------------------===//
//
// Tested by test/Lower/qk-to-x86.mlir and qk-to-arm.mlir.
//
//===----------------------------------------------------------------------===//

#include "LowerQk.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "quantc/Dialect/Qnn/IR/Qnn.h"
#include "quantc/Lower/Qk/Passes.h"
#include "quantc/Machine/ModuleMachine.h"

#include <numeric>

namespace quantc {
#define GEN_PASS_DEF_LOWERQKPASS
#include "quantc/Lower/Qk/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;
using namespace quantc::lower;

Value lower::callIntrinsic(OpBuilder &builder, Location loc, StringRef name, Type result, ValueRange operands) {
  return LLVM::CallIntrinsicOp::create(builder, loc, result, builder.getStringAttr(name), operands).getResult(0);
}

Value lower::splat(OpBuilder &builder, Location loc, VectorType type, int64_t value) {
  APInt bits(type.getElementTypeBitWidth(), value, /*isSigned=*/true, /*implicitTrunc=*/true);
  return arith::ConstantOp::create(builder, loc, DenseElementsAttr::get(type, bits));
}
Value lower::splat(OpBuilder &builder, Location loc, VectorType type, float value) {
  return arith::ConstantOp::create(builder, loc, DenseElementsAttr::get(type, value));
}

Value lower::bitcast(OpBuilder &builder, Location loc, Value value, int64_t lanes, unsigned bits) {
  return vector::BitCastOp::create(builder, loc, VectorType::get({lanes}, builder.getIntegerType(bits)), value);
}

Value lower::loadBytes(OpBuilder &builder, Location loc, Value buffer, Value first, int64_t offset, int64_t lanes) {
  Value index = arith::AddIOp::create(builder, loc, first, arith::ConstantIndexOp::create(builder, loc, offset));
  return vector::LoadOp::create(builder, loc, VectorType::get({lanes}, builder.getI8Type()), buffer, ValueRange(index));
}

Value lower::shuffle(OpBuilder &builder, Location loc, Value lhs, Value rhs, ArrayRef<int64_t> order) {
  return vector::ShuffleOp::create(builder, loc, lhs, rhs, order);
}

Value lower::takeLanes(OpBuilder &builder, Location loc, Value vector, int64_t first, int64_t count) {
  SmallVector<int64_t> order(count);
  std::iota(order.begin(), order.end(), first);
  return shuffle(builder, loc, vector, vector, order);
}

Value lower::multiplyAddWords(OpBuilder &builder, qk::DotOp op) {
  Location loc = op.getLoc();
  Type wide = op.getResult().getType();
  Value lhs = arith::ExtSIOp::create(builder, loc, wide, op.getLhs());
  Value rhs = arith::ExtSIOp::create(builder, loc, wide, op.getRhs());
  return arith::AddIOp::create(builder, loc, op.getAccumulator(), arith::MulIOp::create(builder, loc, lhs, rhs));
}

Value lower::clampBytes(OpBuilder &builder, Location loc, Value bytes, int64_t low, int64_t high) {
  auto type = cast<VectorType>(bytes.getType());
  bool isUnsigned = low >= 0;
  if (isUnsigned) {
    if (low > 0)
      bytes = arith::MaxUIOp::create(builder, loc, bytes, splat(builder, loc, type, low));
    if (high < 255)
      bytes = arith::MinUIOp::create(builder, loc, bytes, splat(builder, loc, type, high));
    return bytes;
  }
  if (low > -128)
    bytes = arith::MaxSIOp::create(builder, loc, bytes, splat(builder, loc, type, low));
  if (high < 127)
    bytes = arith::MinSIOp::create(builder, loc, bytes, splat(builder, loc, type, high));
  return bytes;
}

Value QkLowering::refuse(Operation *op, const Twine &what) {
  op->emitOpError(what) << " is not available on target " << machine.name;
  return {};
}

/// An empty piece of assembly that takes its operands in registers and gives them back.
void QkLowering::lowerPin(OpBuilder &builder, qk::PinOp op) const {
  Location loc = op.getLoc();
  std::string outputs, inputs;
  SmallVector<Value> operands;
  SmallVector<Type> types;
  for (auto [number, value] : llvm::enumerate(op.getValues())) {
    bool isIndex = value.getType().isIndex();
    operands.push_back(isIndex ? arith::IndexCastOp::create(builder, loc, builder.getI64Type(), value).getResult()
                               : value);
    types.push_back(operands.back().getType());
    outputs += isIndex ? "=r," : machine.isX86 ? "=v," : "=w,";
    inputs += std::to_string(number) + ",";
  }
  bool single = types.size() == 1;
  Type result = single ? types.front() : LLVM::LLVMStructType::getLiteral(builder.getContext(), types);
  auto pinned = LLVM::InlineAsmOp::create(builder, loc, result, operands, /*asm_string=*/"",
                                          StringRef(outputs + inputs).drop_back(), /*has_side_effects=*/true,
                                          /*is_align_stack=*/false, LLVM::TailCallKind::None, /*asm_dialect=*/{},
                                          /*operand_attrs=*/{});
  for (auto [number, old] : llvm::enumerate(op.getResults())) {
    Value value = pinned.getRes();
    if (!single)
      value = LLVM::ExtractValueOp::create(builder, loc, value, number);
    if (old.getType().isIndex())
      value = arith::IndexCastOp::create(builder, loc, old.getType(), value);
    old.replaceAllUsesWith(value);
  }
}

/// Loads a group as one integer and broadcasts that.
static Value lowerLoadGroup(OpBuilder &builder, qk::LoadGroupOp op) {
  Location loc = op.getLoc();
  auto type = cast<VectorType>(op.getResult().getType());
  Type element = type.getElementType();
  int64_t group = op.getGroup();
  if (group == 1) {
    Value scalar = memref::LoadOp::create(builder, loc, op.getBase(), ValueRange(op.getIndex()));
    return vector::BroadcastOp::create(builder, loc, type, scalar);
  }
  Value part =
      vector::LoadOp::create(builder, loc, VectorType::get({group}, element), op.getBase(), ValueRange(op.getIndex()));
  unsigned bits = group * element.getIntOrFloatBitWidth();
  int64_t repeats = type.getNumElements() / group;
  Value integer = bitcast(builder, loc, part, 1, bits);
  Value wide =
      vector::BroadcastOp::create(builder, loc, VectorType::get({repeats}, builder.getIntegerType(bits)), integer);
  return vector::BitCastOp::create(builder, loc, type, wide);
}

Value QkLowering::lowerLookup(OpBuilder &builder, qk::LookupOp op) {
  Location loc = op.getLoc();
  Value input = op.getInput(), result;
  int64_t lanes = cast<VectorType>(input.getType()).getNumElements(), width = getLookupWidth(lanes);
  for (int64_t first = 0; first < lanes; first += width) {
    // Nothing is said of lanes beyond the end. To repeat a byte there would cost two instructions, and the
    // shuffle of 64 bytes that does it makes SelectionDAG of LLVM 22 run for ever without VBMI.
    SmallVector<int64_t> order;
    for (int64_t lane = first; lane < first + width; ++lane)
      order.push_back(lane < lanes ? lane : vector::ShuffleOp::kPoisonIndex);
    Value part = width == lanes ? input : shuffle(builder, loc, input, input, order);
    part = lookup(builder, loc, part, op.getTable(), op.getFirst());
    if (!result) {
      result = part;
      continue;
    }
    SmallVector<int64_t> join(first + width);
    std::iota(join.begin(), join.end(), 0);
    result = shuffle(builder, loc, result, part, join);
  }
  if (cast<VectorType>(result.getType()).getNumElements() > lanes)
    result = takeLanes(builder, loc, result, 0, lanes);
  return result;
}

LogicalResult QkLowering::run(ModuleOp module) {
  SmallVector<Operation *> ops;
  module.walk([&](Operation *op) {
    if (isa<qk::QkDialect>(op->getDialect()))
      ops.push_back(op);
  });
  bool failedAny = false;
  for (Operation *op : ops) {
    OpBuilder builder(op);
    if (auto pin = dyn_cast<qk::PinOp>(op)) {
      lowerPin(builder, pin);
      op->erase();
      continue;
    }
    Value value = llvm::TypeSwitch<Operation *, Value>(op)
                      .Case([&](qk::DotOp op) { return lowerDot(builder, op); })
                      .Case([&](qk::MmlaOp op) { return lowerMmla(builder, op); })
                      .Case([&](qk::LoadGroupOp op) { return lowerLoadGroup(builder, op); })
                      .Case([&](qk::RoundPackOp op) { return lowerRoundPack(builder, op); })
                      .Case([&](qk::LookupOp op) { return lowerLookup(builder, op); });
    if (!value) {
      failedAny = true;
      continue;
    }
    op->getResult(0).replaceAllUsesWith(value);
    op->erase();
  }
  return failure(failedAny);
}

namespace {
struct LowerQk : public quantc::impl::LowerQkPassBase<LowerQk> {
  using LowerQkPassBase::LowerQkPassBase;

  void runOnOperation() override {
    FailureOr<Machine> machine = getMachine(getOperation(), target);
    if (failed(machine) ||
        failed(machine->isX86 ? lowerQkToX86(getOperation(), *machine) : lowerQkToArm(getOperation(), *machine)))
      signalPassFailure();
  }
};
} // namespace
