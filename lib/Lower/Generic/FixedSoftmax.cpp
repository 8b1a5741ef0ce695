//===- FixedSoftmax.cpp - Softmax of profile tflite as IR -----------------===//
//
// Step for step what lib/Numerics/TfliteSoftmax.cpp computes.
//
// Tested by test/Target/run-profile-tflite-windows.mlir.
//
//===----------------------------------------------------------------------===//

#include "FixedSoftmax.h"

#include "../FixedPoint.h"

#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::lower;
using numerics::tflite::Softmax;

FixedSoftmax::FixedSoftmax(LoopEmitter &e, const Softmax &softmax) : e(e), isWide(softmax.isWide()) {
  auto add = [&](const std::vector<int32_t> &values) -> TensorBuffer {
    if (isWide)
      return e.addConstant<int16_t>(SmallVector<int16_t>(values.begin(), values.end()), {int64_t(values.size())});
    return e.addConstant<int32_t>(ArrayRef<int32_t>(values), {int64_t(values.size())});
  };
  powers = add(softmax.getPowers());
  if (isWide)
    reciprocals = add(softmax.getReciprocals());
}

Value FixedSoftmax::multiplyHigh(Value a, Value c) const { return emitMultiplyHigh(e.b, e.b.getLoc(), a, c); }

Value FixedSoftmax::clamp(Value value, int64_t low, int64_t high) const {
  return arith::MaxSIOp::create(e.b, arith::MinSIOp::create(e.b, value, constant(high)), constant(low));
}

Value FixedSoftmax::lookUp(const TensorBuffer &table, Value index) const {
  Value position = arith::IndexCastOp::create(e.b, e.b.getIndexType(), index);
  Value value = memref::LoadOp::create(e.b, table.memref, position);
  return isWide ? Value(arith::ExtSIOp::create(e.b, e.b.getI32Type(), value)) : value;
}

Value FixedSoftmax::power(Value difference) const { return lookUp(powers, difference); }

Value FixedSoftmax::summand(Value power) const {
  return isWide ? power : emitFixedShift(e.b, e.b.getLoc(), power, constant(Softmax::kSumShift));
}

Value FixedSoftmax::invert(Value x) const {
  Value y = arith::AddIOp::create(e.b, multiplyHigh(x, constant(-1010580540)), constant(1515870810));
  for (int k = 0; k < 3; ++k) {
    Value rest = arith::SubIOp::create(e.b, constant(1 << 29), multiplyHigh(x, y));
    Value step = arith::ShLIOp::create(e.b, multiplyHigh(y, rest), constant(2));
    y = arith::AddIOp::create(e.b, y, step);
  }
  return y;
}

Value FixedSoftmax::readReciprocal(Value word) const {
  Value index = arith::AddIOp::create(e.b, arith::ShRSIOp::create(e.b, word, constant(7)), constant(256));
  Value rest = arith::AndIOp::create(e.b, word, constant(127));
  Value value = lookUp(reciprocals, index);
  Value next = lookUp(reciprocals, arith::AddIOp::create(e.b, index, constant(1)));
  Value slope = arith::MulIOp::create(e.b, arith::SubIOp::create(e.b, next, value), rest);
  Value rounded = arith::ShRSIOp::create(e.b, arith::AddIOp::create(e.b, slope, constant(64)), constant(7));
  return arith::AddIOp::create(e.b, value, rounded);
}

void FixedSoftmax::setSum(Value sum) {
  Value zeros = math::CountLeadingZerosOp::create(e.b, sum);
  Value places = arith::SubIOp::create(e.b, zeros, constant(1));
  Value full = arith::ShLIOp::create(e.b, sum, places); // 2^30 to 2^31 - 1
  if (isWide) {
    shift = arith::SubIOp::create(e.b, constant(31), zeros);
    Value scaled = arith::ShRUIOp::create(e.b, arith::AddIOp::create(e.b, full, constant(1 << 13)), constant(14));
    Value word = arith::SubIOp::create(e.b, scaled, constant((1 << 15) + (1 << 16)));
    factor = readReciprocal(clamp(word, INT16_MIN, INT16_MAX));
    return;
  }
  shift = arith::SubIOp::create(e.b, constant(Softmax::kSumShift + 23), zeros);
  Value y = invert(full);
  Value isGreat = arith::CmpIOp::create(e.b, arith::CmpIPredicate::sge, y, constant(1 << 30));
  Value twice = arith::ShLIOp::create(e.b, y, constant(1));
  factor = arith::SelectOp::create(e.b, isGreat, constant(INT32_MAX), twice);
}

Value FixedSoftmax::result(Value power) const {
  Type wide = e.b.getI64Type();
  Value product = isWide ? Value(arith::MulIOp::create(e.b, power, factor)) : multiplyHigh(power, factor);
  Value places = arith::ExtUIOp::create(e.b, wide, shift);
  Value half = arith::ShLIOp::create(e.b, e.integer(64, 1), arith::SubIOp::create(e.b, places, e.integer(64, 1)));
  Value sum = arith::AddIOp::create(e.b, arith::ExtSIOp::create(e.b, wide, product), half);
  Value whole = arith::TruncIOp::create(e.b, e.b.getI32Type(), arith::ShRSIOp::create(e.b, sum, places));
  return clamp(whole, 0, isWide ? 32767 : 255);
}
