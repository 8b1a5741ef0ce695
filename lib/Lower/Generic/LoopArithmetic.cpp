//===- LoopArithmetic.cpp - The roundings of numerics.md as IR ------------===//
//
// Tested by test/Target/run-*.mlir.
//
// 8 and 16 bits round and clamp in f32, where every code is exact; clamping
// before the conversion is what makes values beyond the range of i32 saturate.
//
//===----------------------------------------------------------------------===//

#include "LoopEmitter.h"
#include "ScalarBuilder.h"

#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::lower;

/// Bits of a stored element and whether it is signed.
static std::pair<unsigned, bool> getStorage(Type elementType) {
  if (auto quantized = dyn_cast<quant::QuantizedType>(elementType))
    return {quantized.getStorageTypeIntegralWidth(), quantized.isSigned()};
  auto integer = cast<IntegerType>(elementType);
  return {integer.getWidth(), !integer.isUnsigned()};
}

Value LoopEmitter::codeAsFloat(Value stored, quant::QuantizedType type, int64_t offset) {
  Type word = wide(b.getI32Type());
  Value code =
      type.isSigned() ? Value(arith::ExtSIOp::create(b, word, stored)) : Value(arith::ExtUIOp::create(b, word, stored));
  if (offset != 0)
    code = arith::SubIOp::create(b, code, integer(32, offset));
  return arith::SIToFPOp::create(b, wide(b.getF32Type()), code);
}

Value LoopEmitter::centered(Value stored, Type elementType, unsigned least) {
  auto [bits, isSigned] = getStorage(elementType);
  int64_t zeroPoint = 0;
  if (auto quantized = dyn_cast<quant::QuantizedType>(elementType))
    zeroPoint = qnn::getZeroPoints(quantized).front();
  unsigned work = bits < 32 || (bits == 32 && isSigned && zeroPoint == 0) ? least : 64;
  Value value = stored;
  if (bits < work)
    value = isSigned ? Value(arith::ExtSIOp::create(b, wide(b.getIntegerType(work)), stored))
                     : Value(arith::ExtUIOp::create(b, wide(b.getIntegerType(work)), stored));
  return zeroPoint == 0 ? value : Value(arith::SubIOp::create(b, value, integer(work, zeroPoint)));
}

Value LoopEmitter::centeredFloat(Value stored, Type elementType) {
  return arith::SIToFPOp::create(b, wide(b.getF32Type()), centered(stored, elementType));
}

Value LoopEmitter::select(arith::CmpFPredicate predicate, Value a, Value c, Value yes, Value no) {
  return arith::SelectOp::create(b, arith::CmpFOp::create(b, predicate, a, c), yes, no);
}

Value LoopEmitter::minimum(Value a, Value c) {
  Value least = select(arith::CmpFPredicate::OLT, c, a, c, a);
  return select(arith::CmpFPredicate::UNO, c, c, c, least);
}
Value LoopEmitter::maximum(Value a, Value c) {
  Value most = select(arith::CmpFPredicate::OGT, c, a, c, a);
  return select(arith::CmpFPredicate::UNO, c, c, c, most);
}

Value LoopEmitter::round(Value t, quant::UniformQuantizedType type, std::optional<ArrayRef<int64_t>> clamp,
                         std::optional<int64_t> ownZeroPoint) {
  int64_t low = clamp ? (*clamp)[0] : type.getStorageTypeMin();
  int64_t high = clamp ? (*clamp)[1] : type.getStorageTypeMax();
  int64_t zeroPoint = ownZeroPoint.value_or(type.getZeroPoint());
  unsigned bits = type.getStorageTypeIntegralWidth();
  Value rounded = math::RoundEvenOp::create(b, t);
  using P = arith::CmpFPredicate;
  if (bits > 16) {
    Value x = arith::ExtFOp::create(b, wide(b.getF64Type()), rounded);
    x = arith::AddFOp::create(b, x, f64(double(zeroPoint)));
    x = select(P::OLT, x, f64(double(low)), f64(double(low)), x);
    x = select(P::OGT, x, f64(double(high)), f64(double(high)), x);
    return arith::TruncIOp::create(b, wide(b.getIntegerType(bits)),
                                   arith::FPToSIOp::create(b, wide(b.getI64Type()), x));
  }
  float least = float(low - zeroPoint), most = float(high - zeroPoint);
  rounded = select(P::OLT, rounded, f32(least), f32(least), rounded);
  rounded = select(P::OGT, rounded, f32(most), f32(most), rounded);
  Value code = arith::FPToSIOp::create(b, wide(b.getI32Type()), rounded);
  if (zeroPoint != 0)
    code = arith::AddIOp::create(b, code, integer(32, zeroPoint));
  return arith::TruncIOp::create(b, wide(b.getIntegerType(bits)), code);
}

Value LoopEmitter::zeroIfNan(Value x) { return select(arith::CmpFPredicate::UNO, x, x, f32(0), x); }

Value LoopEmitter::divideForRounding(Value x, Value scale) { return zeroIfNan(arith::DivFOp::create(b, x, scale)); }

Value LoopEmitter::roundReal(Operation *op, Value x, std::optional<ArrayRef<int64_t>> clamp) {
  unsigned result = op->getNumOperands();
  numerics::QuantParams stated = qnn::getStatedParams(op, result);
  Value t = emitScaleAndShift(*this, zeroIfNan(x), numerics::getReciprocal(stated.scale), stated.zeroPoint);
  auto type = cast<quant::UniformQuantizedType>(qnn::getQuantizedType(op->getResult(0)));
  return round(t, type, clamp, qnn::getStorageOffset(op, result));
}

Value LoopEmitter::quantize(Value x, quant::UniformQuantizedType type) {
  return round(divideForRounding(x, f32(float(type.getScale()))), type);
}

Value LoopEmitter::dequantize(Value stored, Type elementType) {
  auto type = cast<quant::UniformQuantizedType>(elementType);
  return arith::MulFOp::create(b, centeredFloat(stored, type), f32(float(type.getScale())));
}

Value LoopEmitter::loadReal(const TensorBuffer &buffer, Value position) {
  Value stored = load(buffer, position);
  return buffer.quantized() ? dequantize(stored, buffer.quantized()) : stored;
}

void LoopEmitter::storeReal(const TensorBuffer &buffer, Value position, Value x) {
  if (auto type = buffer.quantized())
    x = quantize(x, cast<quant::UniformQuantizedType>(type));
  store(buffer, position, x);
}

Factor LoopEmitter::makeFactor(ArrayRef<double> values, int64_t axis, int64_t rank) {
  Factor factor;
  factor.uniform = float(values.front());
  if (values.size() == 1)
    return factor;
  SmallVector<float> narrow;
  for (double value : values)
    narrow.push_back(float(value));
  SmallVector<int64_t> shape(rank, 1);
  shape[axis] = narrow.size();
  factor.perAxis = addConstant<float>(narrow, shape);
  return factor;
}

Value LoopEmitter::factorAt(const Factor &factor, Value position) {
  return factor.perAxis.memref ? load(factor.perAxis, position) : f32(factor.uniform);
}

Stream lower::factorStream(const Factor &factor, ArrayRef<int64_t> shape) {
  if (factor.perAxis.memref)
    return broadcastStream(factor.perAxis.shape(), shape);
  Stream none;
  none.strides.assign(shape.size(), 0);
  return none;
}
