//===- LowerQkToX86.cpp - qk on AVX2, AVX-VNNI and AVX-512 VNNI -----------===//
//
// Tested by test/Lower/qk-to-x86.mlir and qk-to-x86-invalid.mlir.
//
//===----------------------------------------------------------------------===//

#include "LowerQk.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::lower;

namespace {
class X86Lowering : public QkLowering {
public:
  using QkLowering::QkLowering;

private:
  Value lowerDot(OpBuilder &builder, qk::DotOp op) override;
  Value lowerMmla(OpBuilder &, qk::MmlaOp op) override { return refuse(op, "a matrix product"); }
  Value lowerRoundPack(OpBuilder &builder, qk::RoundPackOp op) override;
  Value lookup(OpBuilder &builder, Location loc, Value bytes, Value table, Value first) override;
  int64_t getLookupWidth(int64_t lanes) const override {
    if (machine.hasVbmi)
      return 64;
    return std::clamp<int64_t>(llvm::PowerOf2Ceil(lanes), 16, machine.vectorBytes);
  }

  /// Whether vectors of `bits` fit a register.
  bool hasWidth(int64_t bits) const { return bits == 128 || bits == 256 || (bits == 512 && machine.vectorBytes == 64); }
  Value maddWords(OpBuilder &builder, Location loc, Value lhs, Value rhs);
  Value roundToWords(OpBuilder &builder, qk::RoundPackOp op);
  Value dotBytes(OpBuilder &builder, qk::DotOp op);
};
} // namespace

/// Names that differ by register width.
static StringRef pick(int64_t bits, StringRef xmm, StringRef ymm, StringRef zmm) {
  return bits == 128 ? xmm : bits == 256 ? ymm : zmm;
}

/// Sums of adjacent products of 16-bit lanes.
Value X86Lowering::maddWords(OpBuilder &builder, Location loc, Value lhs, Value rhs) {
  int64_t lanes = cast<VectorType>(lhs.getType()).getNumElements();
  return callIntrinsic(
      builder, loc,
      pick(lanes * 16, "llvm.x86.sse2.pmadd.wd", "llvm.x86.avx2.pmadd.wd", "llvm.x86.avx512.pmaddw.d.512"),
      VectorType::get({lanes / 2}, builder.getI32Type()), {lhs, rhs});
}

/// Unsigned by signed bytes without VNNI.
Value X86Lowering::dotBytes(OpBuilder &builder, qk::DotOp op) {
  Location loc = op.getLoc();
  int64_t bytes = cast<VectorType>(op.getLhs().getType()).getNumElements();
  auto words = VectorType::get({bytes / 2}, builder.getI16Type());
  Value sums;
  if (op.getPairsFit()) {
    Value pairs =
        callIntrinsic(builder, loc, pick(bytes * 8, "llvm.x86.ssse3.pmadd.ub.sw.128", "llvm.x86.avx2.pmadd.ub.sw", ""),
                      words, {op.getLhs(), op.getRhs()});
    sums = maddWords(builder, loc, pairs, splat(builder, loc, words, int64_t(1)));
  } else {
    // Bytes 0 and 2 of each group, then 1 and 3, as 16-bit numbers. LLVM shares
    // these between the rows and columns of a tile.
    Value lhs = bitcast(builder, loc, op.getLhs(), bytes / 2, 16);
    Value rhs = bitcast(builder, loc, op.getRhs(), bytes / 2, 16);
    Value eight = splat(builder, loc, words, int64_t(8));
    Value lhsEven = arith::AndIOp::create(builder, loc, lhs, splat(builder, loc, words, int64_t(255)));
    Value lhsOdd = arith::ShRUIOp::create(builder, loc, lhs, eight);
    Value rhsEven = arith::ShRSIOp::create(builder, loc, arith::ShLIOp::create(builder, loc, rhs, eight), eight);
    Value rhsOdd = arith::ShRSIOp::create(builder, loc, rhs, eight);
    sums = arith::AddIOp::create(builder, loc, maddWords(builder, loc, lhsEven, rhsEven),
                                 maddWords(builder, loc, lhsOdd, rhsOdd));
  }
  return arith::AddIOp::create(builder, loc, op.getAccumulator(), sums);
}

Value X86Lowering::lowerDot(OpBuilder &builder, qk::DotOp op) {
  Location loc = op.getLoc();
  int64_t bits = cast<VectorType>(op.getAccumulator().getType()).getNumElements() * 32;
  if (!hasWidth(bits))
    return refuse(op, "a dot product of " + Twine(bits) + " bits");
  bool hasVnni = bits == 512 ? machine.hasVpdpbusd512 : machine.hasVpdpbusd256;
  ValueRange operands = op.getOperands();
  Type type = op.getResult().getType();
  if (op.getGroup() == 1)
    return multiplyAddWords(builder, op);
  if (op.getGroup() == 2) {
    if (hasVnni)
      return callIntrinsic(
          builder, loc,
          pick(bits, "llvm.x86.avx512.vpdpwssd.128", "llvm.x86.avx512.vpdpwssd.256", "llvm.x86.avx512.vpdpwssd.512"),
          type, operands);
    return arith::AddIOp::create(builder, loc, op.getAccumulator(), maddWords(builder, loc, op.getLhs(), op.getRhs()));
  }
  if (!op.getLhsUnsigned())
    return refuse(op, "a dot product of signed bytes");
  if (hasVnni)
    return callIntrinsic(
        builder, loc,
        pick(bits, "llvm.x86.avx512.vpdpbusd.128", "llvm.x86.avx512.vpdpbusd.256", "llvm.x86.avx512.vpdpbusd.512"),
        type, operands);
  if (bits == 512)
    return refuse(op, "a dot product of 512 bits");
  return dotBytes(builder, op);
}

/// Clamped before it is rounded, which is the same because both ends are integers: so no sum leaves 16 bits. Two inputs
/// are packed within 128 bits.
Value X86Lowering::roundToWords(OpBuilder &builder, qk::RoundPackOp op) {
  Location loc = op.getLoc();
  auto floats = cast<VectorType>(op.getInputs().front().getType());
  int64_t lanes = floats.getNumElements(), zeroPoint = op.getZeroPoint();
  auto integers = VectorType::get({lanes}, builder.getI32Type());
  Value least = splat(builder, loc, floats, static_cast<float>(int64_t(op.getLow()) - zeroPoint));
  Value most = splat(builder, loc, floats, static_cast<float>(int64_t(op.getHigh()) - zeroPoint));
  SmallVector<Value> rounded;
  for (Value real : op.getInputs()) {
    Value greater = arith::CmpFOp::create(builder, loc, arith::CmpFPredicate::OGT, real, least);
    real = arith::SelectOp::create(builder, loc, greater, real, least);
    Value less = arith::CmpFOp::create(builder, loc, arith::CmpFPredicate::OLT, real, most);
    real = arith::SelectOp::create(builder, loc, less, real, most);
    Value integer = LLVM::LrintOp::create(builder, loc, integers, real);
    rounded.push_back(
        zeroPoint == 0
            ? integer
            : arith::AddIOp::create(builder, loc, integer, splat(builder, loc, integers, zeroPoint)).getResult());
  }
  if (rounded.size() == 1)
    return arith::TruncIOp::create(builder, loc, op.getResult().getType(), rounded.front());
  Value packed = callIntrinsic(
      builder, loc,
      pick(lanes * 32, "llvm.x86.sse2.packssdw.128", "llvm.x86.avx2.packssdw", "llvm.x86.avx512.packssdw.512"),
      op.getResult().getType(), rounded);
  if (op.getInLane() || lanes == 4)
    return packed;
  SmallVector<int64_t> order; // of four words each: all of the first input, then all of the second
  for (int64_t input : {0, 1})
    for (int64_t lane = 0; lane < lanes / 4; ++lane)
      order.push_back(lane * 2 + input);
  Value quads = bitcast(builder, loc, packed, lanes / 2, 64);
  return vector::BitCastOp::create(builder, loc, op.getResult().getType(), shuffle(builder, loc, quads, quads, order));
}

/// cvtps2dq rounds ties to even and gives INT_MIN where the value is too large, so
/// values above 32767 are cut first; the packs saturate everything else.
Value X86Lowering::lowerRoundPack(OpBuilder &builder, qk::RoundPackOp op) {
  Location loc = op.getLoc();
  auto floats = cast<VectorType>(op.getInputs().front().getType());
  int64_t lanes = floats.getNumElements(), bits = lanes * 32;
  if (!hasWidth(bits))
    return refuse(op, "rounding of " + Twine(bits) + " bits");
  if (cast<VectorType>(op.getResult().getType()).getElementType().isInteger(16))
    return roundToWords(builder, op);
  auto integers = VectorType::get({lanes}, builder.getI32Type());
  auto words = VectorType::get({2 * lanes}, builder.getI16Type());
  auto bytes = VectorType::get({4 * lanes}, builder.getI8Type());

  SmallVector<Value> rounded;
  for (Value real : op.getInputs()) {
    if (!op.getBounded()) {
      Value most = splat(builder, loc, floats, 32767.0f);
      Value less = arith::CmpFOp::create(builder, loc, arith::CmpFPredicate::OLT, real, most);
      real = arith::SelectOp::create(builder, loc, less, real, most);
    }
    rounded.push_back(LLVM::LrintOp::create(builder, loc, integers, real));
  }
  while (rounded.size() < 4)
    rounded.push_back(rounded.back());

  Value zeroPoint = splat(builder, loc, words, int64_t(op.getZeroPoint()));
  SmallVector<Value> halves;
  for (int64_t half : {0, 2}) {
    Value packed = callIntrinsic(
        builder, loc,
        pick(bits, "llvm.x86.sse2.packssdw.128", "llvm.x86.avx2.packssdw", "llvm.x86.avx512.packssdw.512"), words,
        {rounded[half], rounded[half + 1]});
    halves.push_back(LLVM::SAddSat::create(builder, loc, words, packed, zeroPoint));
  }
  StringRef pack =
      int64_t(op.getLow()) >= 0
          ? pick(bits, "llvm.x86.sse2.packuswb.128", "llvm.x86.avx2.packuswb", "llvm.x86.avx512.packuswb.512")
          : pick(bits, "llvm.x86.sse2.packsswb.128", "llvm.x86.avx2.packsswb", "llvm.x86.avx512.packsswb.512");
  Value result = callIntrinsic(builder, loc, pack, bytes, halves);
  int64_t inputs = op.getInputs().size();
  if (lanes > 4 && (!op.getInLane() || inputs < 4)) {
    // The packs work within 128 bits: bring each input's parts together, or leave those out that no input gave.
    SmallVector<int64_t> order;
    if (op.getInLane()) {
      for (int64_t lane = 0; lane < lanes / 4; ++lane)
        for (int64_t input = 0; input < inputs; ++input)
          order.push_back(lane * 4 + input);
      order.resize(lanes, 0);
    } else {
      for (int64_t input = 0; input < 4; ++input)
        for (int64_t lane = 0; lane < lanes / 4; ++lane)
          order.push_back(lane * 4 + input);
    }
    Value quads = bitcast(builder, loc, result, lanes, 32);
    result = vector::BitCastOp::create(builder, loc, bytes, shuffle(builder, loc, quads, quads, order));
  }
  int64_t count = cast<VectorType>(op.getResult().getType()).getNumElements();
  if (count < 4 * lanes)
    result = takeLanes(builder, loc, result, 0, count);
  return clampBytes(builder, loc, result, op.getLow(), op.getHigh());
}

/// With VBMI two permutations of 128 entries each. Otherwise sixteen vpshufb of 16
/// entries: `x ^ 16 i` is below 16 only for the bytes of table i, and adding 0x70 with
/// saturation sets bit 7, for which vpshufb gives 0, in all others.
Value X86Lowering::lookup(OpBuilder &builder, Location loc, Value bytes, Value table, Value first) {
  auto type = cast<VectorType>(bytes.getType());
  int64_t lanes = type.getNumElements();
  if (machine.hasVbmi) {
    SmallVector<Value> halves;
    for (int64_t half : {0, 128})
      halves.push_back(callIntrinsic(builder, loc, "llvm.x86.avx512.vpermi2var.qi.512", type,
                                     {loadBytes(builder, loc, table, first, half, 64), bytes,
                                      loadBytes(builder, loc, table, first, half + 64, 64)}));
    Value zero = splat(builder, loc, type, int64_t(0));
    Value upper = arith::CmpIOp::create(builder, loc, arith::CmpIPredicate::slt, bytes, zero);
    return arith::SelectOp::create(builder, loc, upper, halves[1], halves[0]);
  }
  Value result, bias = splat(builder, loc, type, int64_t(0x70));
  for (int64_t i = 0; i < 16; ++i) {
    Value entries = loadBytes(builder, loc, table, first, 16 * i, 16);
    SmallVector<int64_t> repeat;
    for (int64_t lane = 0; lane < lanes; ++lane)
      repeat.push_back(lane % 16);
    if (lanes > 16)
      entries = shuffle(builder, loc, entries, entries, repeat);
    Value index = bytes;
    if (i)
      index = arith::XOrIOp::create(builder, loc, bytes, splat(builder, loc, type, 16 * i));
    index = LLVM::UAddSat::create(builder, loc, type, index, bias);
    Value found = callIntrinsic(
        builder, loc,
        pick(lanes * 8, "llvm.x86.ssse3.pshuf.b.128", "llvm.x86.avx2.pshuf.b", "llvm.x86.avx512.pshuf.b.512"), type,
        {entries, index});
    result = result ? arith::OrIOp::create(builder, loc, result, found).getResult() : found;
  }
  return result;
}

LogicalResult lower::lowerQkToX86(ModuleOp module, const Machine &machine) { return X86Lowering(machine).run(module); }
