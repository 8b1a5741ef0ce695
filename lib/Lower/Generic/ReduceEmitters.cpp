//===- ReduceEmitters.cpp - reduce and argmax -----------------------------===//
//
// Tested by test/Target/run-reduce.mlir, run-reduce-8-bit.mlir and run-argmax.mlir.
//
// Vectors run over the last axis if that is kept. If it is reduced, and nothing
// else after it, a float sum takes 16 neighbours at once: the partial sums of N9
// are then the lanes of one vector.
//
//===----------------------------------------------------------------------===//

#include "GenericEmitters.h"
#include "Rounding.h"

#include "quantc/Numerics/Quantize.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::lower;

namespace {
/// A reduction's axes: kept ones give outputs, reduced ones the elements of each.
class Axes {
public:
  Axes(LoopEmitter &e, qnn::ReduceOp op, const TensorBuffer &input) : e(e) {
    SmallVector<int64_t> own = rowMajorStrides(input.shape());
    for (auto [axis, size] : llvm::enumerate(input.shape())) {
      bool isReduced = llvm::is_contained(op.getAxes(), int64_t(axis));
      (isReduced ? sizes : keptSizes).push_back(size);
      (isReduced ? strides : keptStrides).push_back(own[axis]);
      if (isReduced)
        count *= size;
    }
  }
  /// Elements of one output, and where the `index`th lies, from the first on.
  int64_t getCount() const { return count; }
  Value getOffset(Value index) const {
    Value offset = e.index(0), rest = index;
    for (int64_t axis = int64_t(sizes.size()) - 1; axis >= 0; --axis) {
      Value at = rest;
      if (axis > 0) {
        at = arith::RemUIOp::create(e.b, rest, e.index(sizes[axis]));
        rest = arith::DivUIOp::create(e.b, rest, e.index(sizes[axis]));
      }
      offset = e.add(offset, e.scale(at, strides[axis]));
    }
    return offset;
  }
  bool areNeighbours() const {
    SmallVector<int64_t> dense = rowMajorStrides(sizes);
    return dense == strides;
  }
  /// Calls `body` with the first element and the output's position of each output,
  /// `width` of them at once.
  void visit(function_ref<void(Value first, Value position)> body) const {
    int64_t lanes = 1;
    SmallVector<int64_t> outer(keptSizes);
    Stream read{0, keptStrides}, write{0, rowMajorStrides(keptSizes)};
    if (!outer.empty() && read.strides.back() == 1) {
      lanes = outer.pop_back_val();
      read.strides.pop_back();
      write.strides.pop_back();
    }
    e.nest(outer, {read, write},
           [&](ValueRange at) { e.blocks(lanes, kLanes, [&](Value i) { body(e.add(at[0], i), e.add(at[1], i)); }); });
  }

private:
  LoopEmitter &e;
  SmallVector<int64_t> sizes, strides, keptSizes, keptStrides;
  int64_t count = 1;
};
} // namespace

static Value reduceMax(LoopEmitter &e, const Axes &axes, const TensorBuffer &input, Value first) {
  quant::QuantizedType type = input.quantized();
  Value start = e.load(input, first);
  return e.carryLoop(axes.getCount(), start, [&](Value i, ValueRange carried) -> SmallVector<Value> {
    Value value = e.load(input, e.add(first, axes.getOffset(i)));
    if (!type)
      return {e.maximum(carried[0], value)};
    if (type.isSigned())
      return {arith::MaxSIOp::create(e.b, carried[0], value)};
    return {arith::MaxUIOp::create(e.b, carried[0], value)};
  })[0];
}

/// The integer sum of differences.
static Value reduceIntegers(LoopEmitter &e, const Axes &axes, const TensorBuffer &input, Value first) {
  quant::QuantizedType type = input.quantized();
  unsigned bits = getSumWidth(type, axes.getCount());
  return e.carryLoop(axes.getCount(), e.integer(bits, 0), [&](Value i, ValueRange carried) -> SmallVector<Value> {
    Value x = e.centered(e.load(input, e.add(first, axes.getOffset(i))), type, bits);
    return {arith::AddIOp::create(e.b, carried[0], x)};
  })[0];
}

static LogicalResult emitReduce(Operation *op, ArrayRef<TensorBuffer> inputs, TensorBuffer output, LoopEmitter &e) {
  auto reduce = cast<qnn::ReduceOp>(op);
  const TensorBuffer &input = inputs[0];
  Axes axes(e, reduce, input);
  bool isMean = reduce.getKind() == qnn::ReduceKind::Mean;
  axes.visit([&](Value first, Value position) {
    if (reduce.getKind() == qnn::ReduceKind::Max) {
      e.store(output, position, reduceMax(e, axes, input, first));
      return;
    }
    if (!input.quantized()) {
      Value sum = axes.areNeighbours() && e.width == 1 ? e.sumNeighbours(input, first, axes.getCount())
                                                       : e.sumInFixedOrder(axes.getCount(), [&](Value i) {
                                                           return e.load(input, e.add(first, axes.getOffset(i)));
                                                         });
      if (isMean)
        sum = arith::DivFOp::create(e.b, sum, e.f32(float(axes.getCount())));
      e.store(output, position, sum);
      return;
    }
    ScalingEmitter scaling(e, numerics::Scaling::ofRatio(qnn::getProfile(op), getScale(input), getScale(output),
                                                         isMean ? axes.getCount() : 1));
    Value t = scaling.apply(reduceIntegers(e, axes, input, first));
    e.store(output, position, RoundingEmitter(e, op, output).apply(t, {}));
  });
  return success();
}

static LogicalResult emitArgMax(Operation *op, ArrayRef<TensorBuffer> inputs, TensorBuffer output, LoopEmitter &e) {
  auto argmax = cast<qnn::ArgMaxOp>(op);
  const TensorBuffer &input = inputs[0];
  int64_t size = input.shape()[argmax.getAxis()], inner = 1;
  for (int64_t length : input.shape().drop_front(argmax.getAxis() + 1))
    inner *= length;
  bool isSigned = !input.quantized() || input.quantized().isSigned();
  auto wins = [&](Value value, Value best) -> Value {
    bool orEqual = argmax.getSelectLastIndex();
    if (!input.quantized())
      return arith::CmpFOp::create(e.b, orEqual ? arith::CmpFPredicate::OGE : arith::CmpFPredicate::OGT, value, best);
    using P = arith::CmpIPredicate;
    P predicate = isSigned ? (orEqual ? P::sge : P::sgt) : (orEqual ? P::uge : P::ugt);
    return arith::CmpIOp::create(e.b, predicate, value, best);
  };
  int64_t rows = output.type.getNumElements();
  e.loop(inner == 0 ? 0 : rows / inner, [&](Value outer) {
    e.loop(inner, [&](Value i) {
      Value first = e.add(e.scale(outer, size * inner), i);
      SmallVector<Value> start{e.load(input, first), e.index(0)};
      auto found = e.carryLoop(size - 1, start, [&](Value k, ValueRange carried) -> SmallVector<Value> {
        Value next = e.add(k, 1), value = e.load(input, e.add(first, e.scale(next, inner)));
        Value isBetter = wins(value, carried[0]);
        return {arith::SelectOp::create(e.b, isBetter, value, carried[0]),
                arith::SelectOp::create(e.b, isBetter, next, carried[1])};
      });
      Value at = arith::IndexCastOp::create(e.b, e.b.getI64Type(), found[1]);
      e.store(output, e.add(e.scale(outer, inner), i), at);
    });
  });
  return success();
}

void lower::addReduceEmitters(OpEmitters &emitters) {
  emitters.add<qnn::ReduceOp>(emitReduce);
  emitters.add<qnn::ArgMaxOp>(emitArgMax);
}
