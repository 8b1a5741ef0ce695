//===- PackedWeights.cpp - Weights in few bits, as kernels unpack them ----===//
//
// A code becomes f32 without a conversion: its bits are put into the mantissa of a
// power of two that makes their unit 1, and that power is taken off again together
// with the zero point, all exactly. A word of 32 bits holds codes further up than
// a mantissa reaches; those are shifted down, all at once. Where there are no registers
// for the constants that this takes, codes are shifted to the end of the word and
// converted.
//
// Tested by test/Lower/stored-weights.mlir, test/Target/run-stored-weights.mlir and test/Kernels.
//
//===----------------------------------------------------------------------===//

#include "PackedWeights.h"

#include "Epilogue.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "llvm/Support/FormatVariadic.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::lower;
using qk::WeightFormat;

/// Bits of the mantissa of f32, and the exponent of 1.
static constexpr int64_t kMantissa = 23, kBias = 127;

PackedWeights::PackedWeights(const qk::StoredWeights &weights, bool inMantissa)
    : weights(weights), codesPerWord(weights.format == WeightFormat::Half ? 1 : 32 / weights.bits),
      inMantissa(inMantissa), zeroPoint(weights.getCommonZeroPoint()) {
  isSigned = !inMantissa && weights.format == WeightFormat::Codes && zeroPoint == float(1 << (weights.bits - 1));
}

std::string PackedWeights::getName() const {
  if (weights.format != WeightFormat::Codes)
    return weights.format == WeightFormat::Half ? "f16" : "bf16";
  std::string name = "i" + std::to_string(weights.bits);
  return weights.getNumGroups() > 1 ? name + "g" + std::to_string(weights.groupSize) : name;
}

std::string PackedWeights::getSpec() const {
  std::string spec = " stored " + getName();
  return zeroPoint ? spec + " zero " + std::to_string(int64_t(*zeroPoint)) : spec;
}

/// Calls `visit(channel, or -1 for padding)` for every column of one block.
template <typename Visit>
static void forEachColumn(const ColumnBlocks &blocks, int64_t group, int64_t block, Visit visit) {
  for (int64_t column = block; column < std::min(blocks.padded, block + blocks.columns); ++column)
    visit(column < blocks.perGroup ? group * blocks.perGroup + column : -1);
}

/// Calls `visit(group, first column)` for every block.
template <typename Visit> static void forEachBlock(const ColumnBlocks &blocks, Visit visit) {
  for (int64_t group = 0; group < blocks.groups; ++group)
    for (int64_t block = 0; block < blocks.padded; block += blocks.columns)
      visit(group, block);
}

ElementsAttr PackedWeights::packWords(MLIRContext *context, const ColumnBlocks &blocks) const {
  SmallVector<int32_t> words;
  uint32_t flip = isSigned ? 1u << (weights.bits - 1) : 0; // from the least value's distance to two's complement
  forEachBlock(blocks, [&](int64_t group, int64_t block) {
    for (int64_t first = 0; first < weights.taps; first += weights.groupSize) {
      int64_t end = std::min(weights.taps, first + weights.groupSize);
      for (int64_t k = first; k < end; k += codesPerWord)
        forEachColumn(blocks, group, block, [&](int64_t channel) {
          uint32_t word = 0;
          for (int64_t i = 0; channel >= 0 && i < codesPerWord && k + i < end; ++i)
            word |= uint32_t(weights.codes[channel * weights.taps + k + i] ^ flip) << (i * weights.bits);
          words.push_back(static_cast<int32_t>(word));
        });
    }
  });
  if (weights.format != WeightFormat::Half)
    return makeConstant(context, ArrayRef<int32_t>(words));
  SmallVector<int16_t> halves(words.begin(), words.end());
  return makeConstant(context, ArrayRef<int16_t>(halves));
}

ElementsAttr PackedWeights::packGroups(MLIRContext *context, const ColumnBlocks &blocks, ArrayRef<float> values) const {
  SmallVector<float> packed;
  int64_t numGroups = weights.getNumGroups();
  forEachBlock(blocks, [&](int64_t group, int64_t block) {
    for (int64_t i = 0; i < numGroups; ++i)
      forEachColumn(blocks, group, block,
                    [&](int64_t channel) { packed.push_back(channel < 0 ? 0.0f : values[channel * numGroups + i]); });
  });
  return makeConstant(context, ArrayRef<float>(packed));
}

Value PackedWeights::decode(KernelBuilder &builder, Word &word, int64_t index, Value zeroPoints) const {
  Location loc = builder.loc;
  auto type = cast<VectorType>(word.bits.getType());
  VectorType floats = builder.vectorType(type.getNumElements(), builder.getF32Type());
  if (weights.format == WeightFormat::Half) {
    Value half = vector::BitCastOp::create(builder, loc, floats.clone(builder.getF16Type()), word.bits);
    return arith::ExtFOp::create(builder, loc, floats, half);
  }
  if (weights.format == WeightFormat::BFloat) {
    Value upper = index == 0
                      ? arith::ShLIOp::create(builder, loc, word.bits, builder.splat(type, int64_t(16))).getResult()
                      : arith::AndIOp::create(builder, loc, word.bits, builder.splat(type, int64_t(-65536)));
    return vector::BitCastOp::create(builder, loc, floats, upper);
  }
  Value value = inMantissa ? decodeInMantissa(builder, word, index) : decodeByShifts(builder, word, index);
  return zeroPoints ? arith::SubFOp::create(builder, loc, value, zeroPoints).getResult() : value;
}

Value PackedWeights::decodeInMantissa(KernelBuilder &builder, Word &word, int64_t index) const {
  Location loc = builder.loc;
  auto type = cast<VectorType>(word.bits.getType());
  VectorType floats = builder.vectorType(type.getNumElements(), builder.getF32Type());
  int64_t bits = weights.bits, place = index % (kMantissa / bits) * bits, exponent = kMantissa - place;
  if (index > 0 && place == 0)
    word.shifted = arith::ShRUIOp::create(builder, loc, word.bits, builder.splat(type, index * bits));
  Value code =
      arith::AndIOp::create(builder, loc, word.shifted, builder.splat(type, ((int64_t(1) << bits) - 1) << place));
  code = arith::OrIOp::create(builder, loc, code, builder.splat(type, (kBias + exponent) << kMantissa));
  Value value = vector::BitCastOp::create(builder, loc, floats, code);
  float unit = std::ldexp(1.0f, int(exponent));
  return arith::SubFOp::create(builder, loc, value, builder.splat(floats, unit + zeroPoint.value_or(0.0f)));
}

Value PackedWeights::decodeByShifts(KernelBuilder &builder, const Word &word, int64_t index) const {
  Location loc = builder.loc;
  auto type = cast<VectorType>(word.bits.getType());
  VectorType floats = builder.vectorType(type.getNumElements(), builder.getF32Type());
  int64_t bits = weights.bits, above = 32 - (index + 1) * bits;
  Value code = word.bits;
  if (isSigned) {
    if (above)
      code = arith::ShLIOp::create(builder, loc, code, builder.splat(type, above));
    code = arith::ShRSIOp::create(builder, loc, code, builder.splat(type, 32 - bits));
    return arith::SIToFPOp::create(builder, loc, floats, code);
  }
  if (index)
    code = arith::ShRUIOp::create(builder, loc, code, builder.splat(type, index * bits));
  if (above)
    code = arith::AndIOp::create(builder, loc, code, builder.splat(type, (int64_t(1) << bits) - 1));
  Value value = arith::SIToFPOp::create(builder, loc, floats, code);
  return zeroPoint && *zeroPoint != 0
             ? arith::SubFOp::create(builder, loc, value, builder.splat(floats, *zeroPoint)).getResult()
             : value;
}

void PackedWeights::emitUnpack(KernelBuilder &builder, const ColumnBlocks &blocks, int64_t lanes, Value words,
                               Value zeroPoints, Value to) const {
  int64_t taps = weights.taps, numWords = wordsOf(taps), whole = taps / codesPerWord;
  // One block of `width` columns, the `first`th of all.
  auto unpackBlock = [&](Value first, int64_t width) {
    Value from = builder.mul(first, numWords), into = builder.mul(first, taps);
    builder.forEach(width, lanes, [&](Value column) {
      Value zero = zeroPoints ? builder.load(zeroPoints, builder.add(first, column), lanes) : Value();
      auto unpackWord = [&](Value word, int64_t count) {
        Word codes{builder.load(words, builder.add(builder.add(from, builder.mul(word, width)), column), lanes)};
        Value at = builder.add(builder.add(into, builder.mul(word, codesPerWord * width)), column);
        for (int64_t index = 0; index < count; ++index)
          builder.store(decode(builder, codes, index, zero), to, builder.add(at, index * width), lanes);
      };
      builder.forEach(whole, 1, [&](Value word) { unpackWord(word, codesPerWord); });
      if (taps > whole * codesPerWord)
        unpackWord(builder.index(whole), taps - whole * codesPerWord);
    });
  };
  int64_t wholeBlocks = blocks.padded / blocks.columns, rest = blocks.padded - wholeBlocks * blocks.columns;
  builder.forEach(blocks.groups, 1, [&](Value group) {
    Value first = builder.mul(group, blocks.padded);
    builder.forEach(wholeBlocks, 1, [&](Value block) {
      unpackBlock(builder.add(first, builder.mul(block, blocks.columns)), blocks.columns);
    });
    if (rest)
      unpackBlock(builder.add(first, wholeBlocks * blocks.columns), rest);
  });
}

Value lower::viewAsFloats(KernelBuilder &builder, Value scratch, int64_t count) {
  return memref::ViewOp::create(builder, builder.loc, MemRefType::get({count}, builder.getF32Type()), scratch,
                                builder.index(0), ValueRange());
}
