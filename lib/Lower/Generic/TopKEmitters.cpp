//===- TopKEmitters.cpp - top_k_indices and top_k_values ------------------===//
//
// Tested by test/Target/run-top-k.mlir.
//
// A round for each of the K: the greatest element after the one found before, in
// the order of N15. K is small, and nothing but the input is needed.
//
//===----------------------------------------------------------------------===//

#include "GenericEmitters.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::lower;

/// The key of an element as i32: see numerics::getOrderKey.
static Value emitKey(LoopEmitter &e, const TensorBuffer &input, Value position) {
  Value value = e.load(input, position);
  Type wide = e.b.getI32Type();
  if (quant::QuantizedType type = input.quantized())
    return type.isSigned() ? arith::ExtSIOp::create(e.b, wide, value).getResult()
                           : arith::ExtUIOp::create(e.b, wide, value).getResult();
  Value bits = arith::BitcastOp::create(e.b, wide, arith::AddFOp::create(e.b, value, e.f32(0)));
  Value isNegative = arith::CmpIOp::create(e.b, arith::CmpIPredicate::slt, bits, e.integer(32, 0));
  Value flipped = arith::XOrIOp::create(e.b, bits, e.integer(32, INT32_MAX));
  Value key = arith::SelectOp::create(e.b, isNegative, flipped, bits);
  Value isNaN = arith::CmpFOp::create(e.b, arith::CmpFPredicate::UNO, value, value);
  return arith::SelectOp::create(e.b, isNaN, e.integer(32, INT32_MIN), key);
}

/// Emits `found(place, index in the row, position of the element)` for each of the K of each row.
static void emitTopK(LoopEmitter &e, const TensorBuffer &input, const TensorBuffer &output,
                     function_ref<void(Value place, Value index, Value position)> found) {
  using P = arith::CmpIPredicate;
  int64_t size = input.shape().back(), count = output.shape().back();
  auto compare = [&](P predicate, Value a, Value c) -> Value { return arith::CmpIOp::create(e.b, predicate, a, c); };
  auto both = [&](Value a, Value c) -> Value { return arith::AndIOp::create(e.b, a, c); };
  auto either = [&](Value a, Value c) -> Value { return arith::OrIOp::create(e.b, a, c); };
  auto select = [&](Value condition, Value a, Value c) -> Value {
    return arith::SelectOp::create(e.b, condition, a, c);
  };
  e.loop(output.type.getNumElements() / count, [&](Value row) {
    Value first = e.scale(row, size);
    SmallVector<Value> start{e.integer(32, INT32_MAX), e.index(-1)};
    e.carryLoop(count, start, [&](Value k, ValueRange before) -> SmallVector<Value> {
      // Nothing yet: index -1, which any element beats.
      SmallVector<Value> none{e.integer(32, INT32_MIN), e.index(-1)};
      auto best = e.carryLoop(size, none, [&](Value i, ValueRange carried) -> SmallVector<Value> {
        Value key = emitKey(e, input, e.add(first, i));
        Value isLater = both(compare(P::eq, key, before[0]), compare(P::sgt, i, before[1]));
        Value isAfter = either(compare(P::slt, key, before[0]), isLater);
        Value isBetter = either(compare(P::sgt, key, carried[0]), compare(P::slt, carried[1], e.index(0)));
        Value wins = both(isAfter, isBetter);
        return {select(wins, key, carried[0]), select(wins, i, carried[1])};
      });
      found(e.add(e.scale(row, count), k), best[1], e.add(first, best[1]));
      return best;
    });
  });
}

static LogicalResult emitIndices(Operation *, ArrayRef<TensorBuffer> inputs, TensorBuffer output, LoopEmitter &e) {
  emitTopK(e, inputs[0], output, [&](Value place, Value index, Value) {
    e.store(output, place, arith::IndexCastOp::create(e.b, e.b.getI32Type(), index));
  });
  return success();
}

static LogicalResult emitValues(Operation *, ArrayRef<TensorBuffer> inputs, TensorBuffer output, LoopEmitter &e) {
  emitTopK(e, inputs[0], output,
           [&](Value place, Value, Value position) { e.store(output, place, e.load(inputs[0], position)); });
  return success();
}

void lower::addTopKEmitters(OpEmitters &emitters) {
  emitters.add<qnn::TopKIndicesOp>(emitIndices);
  emitters.add<qnn::TopKValuesOp>(emitValues);
}
