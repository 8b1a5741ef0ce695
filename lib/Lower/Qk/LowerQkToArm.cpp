//===- LowerQkToArm.cpp - qk on NEON, dotprod and i8mm --------------------===//
//
// Tested by test/Lower/qk-to-arm.mlir and qk-to-arm-invalid.mlir.
//
//===----------------------------------------------------------------------===//

#include "LowerQk.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::lower;

namespace {
class ArmLowering : public QkLowering {
public:
  using QkLowering::QkLowering;

private:
  Value lowerDot(OpBuilder &builder, qk::DotOp op) override;
  Value lowerMmla(OpBuilder &builder, qk::MmlaOp op) override;
  Value lowerRoundPack(OpBuilder &builder, qk::RoundPackOp op) override;
  Value roundToWords(OpBuilder &builder, qk::RoundPackOp op);
  Value lookup(OpBuilder &builder, Location loc, Value bytes, Value table, Value first) override;
  int64_t getLookupWidth(int64_t) const override { return 16; }
  Value dotBytes(OpBuilder &builder, qk::DotOp op);
};
} // namespace

static Value extendAndMultiply(OpBuilder &builder, Location loc, Value lhs, Value rhs, VectorType wide) {
  lhs = arith::ExtSIOp::create(builder, loc, wide, lhs);
  rhs = arith::ExtSIOp::create(builder, loc, wide, rhs);
  return arith::MulIOp::create(builder, loc, lhs, rhs);
}

/// Sums of adjacent lanes of two vectors, one after the other: addp.
static Value addPairs(OpBuilder &builder, Location loc, Value lhs, Value rhs) {
  int64_t lanes = cast<VectorType>(lhs.getType()).getNumElements();
  SmallVector<int64_t> even, odd;
  for (int64_t lane = 0; lane < 2 * lanes; lane += 2)
    even.push_back(lane), odd.push_back(lane + 1);
  return arith::AddIOp::create(builder, loc, shuffle(builder, loc, lhs, rhs, even),
                               shuffle(builder, loc, lhs, rhs, odd));
}

/// Signed bytes without dotprod: smull of each half, then pairwise sums.
Value ArmLowering::dotBytes(OpBuilder &builder, qk::DotOp op) {
  Location loc = op.getLoc();
  auto words = VectorType::get({8}, builder.getI16Type());
  auto integers = VectorType::get({4}, builder.getI32Type());
  SmallVector<Value> products;
  for (int64_t half : {0, 8})
    products.push_back(extendAndMultiply(builder, loc, takeLanes(builder, loc, op.getLhs(), half, 8),
                                         takeLanes(builder, loc, op.getRhs(), half, 8), words));
  auto addLong = [&](Value value) {
    return callIntrinsic(builder, loc, "llvm.aarch64.neon.saddlp.v4i32.v8i16", integers, value);
  };
  // Two products in 16 bits were proved to fit; otherwise widen first.
  Value sums = op.getPairsFit() ? addLong(addPairs(builder, loc, products[0], products[1]))
                                : addPairs(builder, loc, addLong(products[0]), addLong(products[1]));
  return arith::AddIOp::create(builder, loc, op.getAccumulator(), sums);
}

Value ArmLowering::lowerDot(OpBuilder &builder, qk::DotOp op) {
  Location loc = op.getLoc();
  int64_t lanes = cast<VectorType>(op.getAccumulator().getType()).getNumElements();
  if (lanes != 4)
    return refuse(op, "a dot product of " + Twine(lanes * 32) + " bits");
  if (op.getLhsUnsigned())
    return refuse(op, "a dot product of unsigned by signed bytes");
  if (op.getGroup() == 1)
    return multiplyAddWords(builder, op);
  if (op.getGroup() == 2) {
    auto integers = VectorType::get({4}, builder.getI32Type());
    SmallVector<Value> products;
    for (int64_t half : {0, 4})
      products.push_back(extendAndMultiply(builder, loc, takeLanes(builder, loc, op.getLhs(), half, 4),
                                           takeLanes(builder, loc, op.getRhs(), half, 4), integers));
    return arith::AddIOp::create(builder, loc, op.getAccumulator(), addPairs(builder, loc, products[0], products[1]));
  }
  if (machine.hasSdot)
    return callIntrinsic(builder, loc, "llvm.aarch64.neon.sdot.v4i32.v16i8", op.getResult().getType(),
                         op.getOperands());
  return dotBytes(builder, op);
}

Value ArmLowering::lowerMmla(OpBuilder &builder, qk::MmlaOp op) {
  if (!machine.hasSmmla)
    return refuse(op, "a matrix product");
  return callIntrinsic(builder, op.getLoc(), "llvm.aarch64.neon.smmla.v4i32.v16i8", op.getResult().getType(),
                       op.getOperands());
}

/// The zero point is added in 32 bits, with saturation: in 16 a sum of both could come back from beyond the end.
Value ArmLowering::roundToWords(OpBuilder &builder, qk::RoundPackOp op) {
  Location loc = op.getLoc();
  auto integers = VectorType::get({4}, builder.getI32Type());
  auto narrow = VectorType::get({4}, builder.getI16Type());
  SmallVector<Value> words;
  for (Value real : op.getInputs()) {
    Value integer = callIntrinsic(builder, loc, "llvm.aarch64.neon.fcvtns.v4i32.v4f32", integers, real);
    if (int64_t zeroPoint = op.getZeroPoint())
      integer = LLVM::SAddSat::create(builder, loc, integers, integer, splat(builder, loc, integers, zeroPoint));
    words.push_back(callIntrinsic(builder, loc, "llvm.aarch64.neon.sqxtn.v4i16", narrow, integer));
  }
  Value result = words[0];
  if (words.size() == 2)
    result = shuffle(builder, loc, words[0], words[1], {0, 1, 2, 3, 4, 5, 6, 7});
  auto type = cast<VectorType>(op.getResult().getType());
  if (int64_t low = op.getLow(); low > -32768)
    result = arith::MaxSIOp::create(builder, loc, result, splat(builder, loc, type, low));
  if (int64_t high = op.getHigh(); high < 32767)
    result = arith::MinSIOp::create(builder, loc, result, splat(builder, loc, type, high));
  return result;
}

/// fcvtns rounds ties to even and saturates, so any float is right without a minimum.
Value ArmLowering::lowerRoundPack(OpBuilder &builder, qk::RoundPackOp op) {
  Location loc = op.getLoc();
  int64_t lanes = cast<VectorType>(op.getInputs().front().getType()).getNumElements();
  if (lanes != 4)
    return refuse(op, "rounding of " + Twine(lanes * 32) + " bits");
  auto integers = VectorType::get({4}, builder.getI32Type());
  auto narrow = VectorType::get({4}, builder.getI16Type());
  auto words = VectorType::get({8}, builder.getI16Type());
  if (cast<VectorType>(op.getResult().getType()).getElementType().isInteger(16))
    return roundToWords(builder, op);
  auto bytes = VectorType::get({8}, builder.getI8Type());
  SmallVector<Value> rounded;
  for (Value real : op.getInputs()) {
    Value integer = callIntrinsic(builder, loc, "llvm.aarch64.neon.fcvtns.v4i32.v4f32", integers, real);
    rounded.push_back(callIntrinsic(builder, loc, "llvm.aarch64.neon.sqxtn.v4i16", narrow, integer));
  }
  if (rounded.size() % 2)
    rounded.push_back(rounded.back());
  Value zeroPoint = splat(builder, loc, words, int64_t(op.getZeroPoint()));
  bool isUnsigned = int64_t(op.getLow()) >= 0;
  SmallVector<Value> halves;
  for (size_t i = 0; i < rounded.size(); i += 2) {
    Value both = shuffle(builder, loc, rounded[i], rounded[i + 1], {0, 1, 2, 3, 4, 5, 6, 7});
    both = LLVM::SAddSat::create(builder, loc, words, both, zeroPoint);
    halves.push_back(callIntrinsic(
        builder, loc, isUnsigned ? "llvm.aarch64.neon.sqxtun.v8i8" : "llvm.aarch64.neon.sqxtn.v8i8", bytes, both));
  }
  int64_t count = cast<VectorType>(op.getResult().getType()).getNumElements();
  Value result = halves[0];
  if (halves.size() == 2)
    result = shuffle(builder, loc, halves[0], halves[1], {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15});
  if (count < cast<VectorType>(result.getType()).getNumElements())
    result = takeLanes(builder, loc, result, 0, count);
  return clampBytes(builder, loc, result, op.getLow(), op.getHigh());
}

/// Four tables of 64 entries: tbl gives 0 beyond its table, tbx keeps what it has.
Value ArmLowering::lookup(OpBuilder &builder, Location loc, Value bytes, Value table, Value first) {
  auto type = cast<VectorType>(bytes.getType());
  Value result;
  for (int64_t part = 0; part < 4; ++part) {
    SmallVector<Value> operands;
    if (result)
      operands.push_back(result);
    for (int64_t i = 0; i < 4; ++i)
      operands.push_back(loadBytes(builder, loc, table, first, 64 * part + 16 * i, 16));
    Value index = bytes;
    if (part)
      index = arith::SubIOp::create(builder, loc, bytes, splat(builder, loc, type, 64 * part));
    operands.push_back(index);
    result = callIntrinsic(builder, loc, part ? "llvm.aarch64.neon.tbx4.v16i8" : "llvm.aarch64.neon.tbl4.v16i8", type,
                           operands);
  }
  return result;
}

LogicalResult lower::lowerQkToArm(ModuleOp module, const Machine &machine) { return ArmLowering(machine).run(module); }
