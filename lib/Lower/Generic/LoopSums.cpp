//===- LoopSums.cpp - Float sums in the fixed order of N9 -----------------===//
//
// Tested by test/Target/run-reduce.mlir.
//
// Sixteen partial sums are carried through the loop. What remains of the last
// sixteen is written out after it, so that nothing depends on data.
//
//===----------------------------------------------------------------------===//

#include "LoopEmitter.h"

#include "quantc/Numerics/Reduction.h"

#include "mlir/Dialect/Vector/IR/VectorOps.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::lower;

static constexpr int64_t kPartial = numerics::kPartialSums;

Value LoopEmitter::addPartialSums(ArrayRef<Value> partial) {
  std::array<Value, kPartial> values;
  llvm::copy(partial, values.begin());
  return numerics::addPartialSums(values, [&](Value a, Value c) -> Value { return arith::AddFOp::create(b, a, c); });
}

Value LoopEmitter::sumInFixedOrder(int64_t count, function_ref<Value(Value)> load) {
  SmallVector<Value> partial(kPartial, f32(0));
  int64_t whole = count / kPartial;
  auto accumulate = [&](Value sum, Value at) -> Value { return arith::AddFOp::create(b, sum, load(at)); };
  if (whole > 0)
    partial = carryLoop(whole, partial, [&](Value i, ValueRange carried) {
      SmallVector<Value> next;
      for (auto [lane, sum] : llvm::enumerate(carried))
        next.push_back(accumulate(sum, add(scale(i, kPartial), int64_t(lane))));
      return next;
    });
  for (int64_t lane = 0; lane < count % kPartial; ++lane)
    partial[lane] = accumulate(partial[lane], index(whole * kPartial + lane));
  return addPartialSums(partial);
}

Value LoopEmitter::sumNeighbours(const TensorBuffer &buffer, Value position, int64_t count) {
  int64_t whole = count / kPartial;
  SmallVector<Value> partial(kPartial, f32(0));
  if (whole > 0) {
    width = kPartial;
    Value sums = carryLoop(whole, f32(0), [&](Value i, ValueRange carried) -> SmallVector<Value> {
      return {arith::AddFOp::create(b, carried[0], load(buffer, add(position, scale(i, kPartial))))};
    })[0];
    width = 1;
    for (int64_t lane = 0; lane < kPartial; ++lane)
      partial[lane] = vector::ExtractOp::create(b, sums, lane);
  }
  for (int64_t lane = 0; lane < count % kPartial; ++lane)
    partial[lane] =
        arith::AddFOp::create(b, partial[lane], load(buffer, add(position, index(whole * kPartial + lane))));
  return addPartialSums(partial);
}
