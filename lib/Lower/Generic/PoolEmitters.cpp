//===- PoolEmitters.cpp - max_pool2d and avg_pool2d -----------------------===//
//
// Tested by test/Target/run-pool.mlir.
//
// Vectors run over channels. The number of elements that an average divides by
// depends on the place of its window only, so it is a constant for each place.
//
//===----------------------------------------------------------------------===//

#include "GenericEmitters.h"
#include "Rounding.h"
#include "quantc/Dialect/Qnn/IR/Roundings.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::lower;

namespace {
/// The windows of a pool on an image.
template <typename PoolOp> class Windows {
public:
  Windows(LoopEmitter &e, PoolOp op, const TensorBuffer &input, const TensorBuffer &output)
      : e(e), op(op), input(input), output(output), x(input.shape()), y(output.shape()) {}

  /// Calls `body` with the pixel of each window in the output, its place in the
  /// image, and for each block of channels.
  void visit(function_ref<void(Value image, Value row, Value column, Value channel, Value position)> body) {
    e.loop(y[0], [&](Value image) {
      e.loop(y[1], [&](Value row) {
        e.loop(y[2], [&](Value column) {
          e.blocks(y[3], kLanes, [&](Value channel) {
            Value pixel = e.add(e.scale(e.add(e.scale(image, y[1]), row), y[2]), column);
            body(image, row, column, channel, e.add(e.scale(pixel, y[3]), channel));
          });
        });
      });
    });
  }

  /// The stored values of tap `tap` (kernel row times kernel width plus column), or
  /// `outside` where it lies on the pads.
  Value loadTap(Value image, Value row, Value column, Value channel, Value tap,
                function_ref<Value(Value stored)> convert, Value outside) {
    int64_t kernelWidth = op.getKernel()[1];
    Value kh = arith::DivUIOp::create(e.b, tap, e.index(kernelWidth));
    Value kw = arith::RemUIOp::create(e.b, tap, e.index(kernelWidth));
    Value isInside;
    Value h = clampToImage(row, kh, 0, isInside), w = clampToImage(column, kw, 1, isInside);
    Value pixel = e.add(e.scale(e.add(e.scale(image, x[1]), h), x[2]), w);
    Value value = convert(e.load(input, e.add(e.scale(pixel, x[3]), channel)));
    return isInside ? Value(arith::SelectOp::create(e.b, isInside, value, outside)) : value;
  }

  int64_t getNumTaps() const { return op.getKernel()[0] * op.getKernel()[1]; }

  /// Elements that an average of each place [OH, OW] divides by.
  SmallVector<int64_t> countElements(bool countPads) const {
    SmallVector<int64_t> counts;
    for (int64_t row = 0; row < y[1]; ++row)
      for (int64_t column = 0; column < y[2]; ++column)
        counts.push_back(countAlong(0, row, countPads) * countAlong(1, column, countPads));
    return counts;
  }

private:
  Value clampToImage(Value out, Value k, unsigned axis, Value &isInside) {
    int64_t stride = op.getStrides()[axis], pad = op.getPads()[axis], dilation = op.getDilations()[axis];
    int64_t size = x[1 + axis], last = (y[1 + axis] - 1) * stride + (op.getKernel()[axis] - 1) * dilation - pad;
    Value in = e.add(e.add(e.scale(out, stride), e.scale(k, dilation)), -pad);
    if (pad == 0 && last < size)
      return in;
    // Below zero is far above `size` for an unsigned comparison.
    Value inside = arith::CmpIOp::create(e.b, arith::CmpIPredicate::ult, in, e.index(size));
    isInside = isInside ? Value(arith::AndIOp::create(e.b, isInside, inside)) : inside;
    return arith::SelectOp::create(e.b, inside, in, e.index(0));
  }
  int64_t countAlong(unsigned axis, int64_t out, bool countPads) const {
    int64_t count = 0, end = x[1 + axis] + (countPads ? op.getPads()[2 + axis] : 0);
    for (int64_t k = 0; k < op.getKernel()[axis]; ++k) {
      int64_t in = out * op.getStrides()[axis] - op.getPads()[axis] + k * op.getDilations()[axis];
      count += in < end && (countPads || in >= 0);
    }
    return count;
  }

  LoopEmitter &e;
  mutable PoolOp op; // accessors of ops are not const
  const TensorBuffer &input, &output;
  ArrayRef<int64_t> x, y;
};
} // namespace

static LogicalResult emitMaxPool(Operation *op, ArrayRef<TensorBuffer> inputs, TensorBuffer output, LoopEmitter &e) {
  Windows<qnn::MaxPool2DOp> windows(e, cast<qnn::MaxPool2DOp>(op), inputs[0], output);
  quant::QuantizedType type = output.quantized();
  windows.visit([&](Value image, Value row, Value column, Value channel, Value position) {
    // Of no element at all: less than or equal to every other.
    Value least = type ? e.integer(type.getStorageTypeIntegralWidth(), type.getStorageTypeMin())
                       : e.f32(-std::numeric_limits<float>::infinity());
    auto greater = [&](Value a, Value c) -> Value {
      if (!type)
        return e.maximum(a, c);
      return type.isSigned() ? Value(arith::MaxSIOp::create(e.b, a, c)) : Value(arith::MaxUIOp::create(e.b, a, c));
    };
    auto same = [](Value stored) { return stored; };
    Value max = e.carryLoop(windows.getNumTaps(), least, [&](Value tap, ValueRange carried) -> SmallVector<Value> {
      return {greater(carried[0], windows.loadTap(image, row, column, channel, tap, same, least))};
    })[0];
    e.store(output, position, max);
  });
  return success();
}

using AvgWindows = Windows<qnn::AvgPool2DOp>;

/// The counts of each place [OH, OW], or one for all.
static SmallVector<int64_t> getDistinctCounts(const AvgWindows &windows, qnn::AvgPool2DOp pool) {
  SmallVector<int64_t> counts = windows.countElements(pool.getCountIncludePad());
  if (llvm::all_equal(counts))
    counts.truncate(std::min<size_t>(counts.size(), 1));
  return counts;
}

/// How many elements a window has, of f32 or an integer, `places` being of that.
static Value loadCount(LoopEmitter &e, const TensorBuffer &places, Value place, Value uniform) {
  return places.memref ? e.loadSplat(places, place) : uniform;
}

/// N9, and N10c of codes.
static LogicalResult emitRealAverage(qnn::AvgPool2DOp op, ArrayRef<int64_t> counts, AvgWindows &windows,
                                     const TensorBuffer &input, const TensorBuffer &output, LoopEmitter &e) {
  TensorBuffer places;
  if (counts.size() > 1)
    places = e.addConstant<float>(SmallVector<float>(counts), {int64_t(counts.size())});
  windows.visit([&](Value image, Value row, Value column, Value channel, Value position) {
    Value place = e.add(e.scale(row, output.shape()[2]), column);
    Value count = loadCount(e, places, place, e.f32(counts.empty() ? 1 : float(counts.front())));
    if (!output.quantized()) {
      auto same = [](Value stored) { return stored; };
      Value sum = e.sumInFixedOrder(windows.getNumTaps(), [&](Value tap) {
        return windows.loadTap(image, row, column, channel, tap, same, e.f32(0));
      });
      e.store(output, position, arith::DivFOp::create(e.b, sum, count));
      return;
    }
    auto dequantize = [&](Value stored) { return e.dequantize(stored, input.quantized()); };
    Value none = e.f32(0);
    Value sum = e.carryLoop(windows.getNumTaps(), none, [&](Value tap, ValueRange carried) -> SmallVector<Value> {
      Value x = windows.loadTap(image, row, column, channel, tap, dequantize, none);
      return {arith::AddFOp::create(e.b, carried[0], x)};
    })[0];
    Value mean = arith::DivFOp::create(e.b, sum, count);
    RoundingEmitter rounding(e, op, output);
    e.store(output, position, rounding.apply(e.divideForRounding(mean, e.f32(float(getScale(output)))), {}));
  });
  return success();
}

/// The sum of a window: of differences, or with `zeroPoint` of codes, whose padding is nothing.
static Value sumWindow(AvgWindows &windows, const TensorBuffer &input, LoopEmitter &e, ArrayRef<Value> at,
                       unsigned bits, int64_t zeroPoint) {
  auto read = [&](Value stored) -> Value {
    Value difference = e.centered(stored, input.quantized(), bits);
    return zeroPoint == 0 ? difference : arith::AddIOp::create(e.b, difference, e.integer(bits, zeroPoint));
  };
  Value zero = e.integer(bits, 0);
  return e.carryLoop(windows.getNumTaps(), zero, [&](Value tap, ValueRange carried) -> SmallVector<Value> {
    Value x = windows.loadTap(at[0], at[1], at[2], at[3], tap, read, zero);
    return {arith::AddIOp::create(e.b, carried[0], x)};
  })[0];
}

/// N16f: the whole number next to the mean of codes, ties away from zero.
static LogicalResult emitAverageOfCodes(qnn::AvgPool2DOp op, ArrayRef<int64_t> counts, AvgWindows &windows,
                                        const TensorBuffer &input, const TensorBuffer &output, LoopEmitter &e) {
  unsigned bits = getSumWidth(input.quantized(), 2 * windows.getNumTaps());
  TensorBuffer places;
  if (counts.size() > 1)
    places = e.addConstant<int32_t>(SmallVector<int32_t>(counts), {int64_t(counts.size())});
  int64_t zeroPoint = qnn::getStatedParams(op, 0).zeroPoint;
  windows.visit([&](Value image, Value row, Value column, Value channel, Value position) {
    Value place = e.add(e.scale(row, output.shape()[2]), column);
    Value sum = sumWindow(windows, input, e, {image, row, column, channel}, bits, zeroPoint);
    Value count = loadCount(e, places, place, e.integer(32, counts.empty() ? 1 : counts.front()));
    if (bits > 32)
      count = arith::ExtSIOp::create(e.b, e.wide(e.b.getIntegerType(bits)), count);
    Value half = arith::ShRUIOp::create(e.b, count, e.integer(bits, 1));
    Value isPositive = arith::CmpIOp::create(e.b, arith::CmpIPredicate::sgt, sum, e.integer(bits, 0));
    Value up = arith::AddIOp::create(e.b, sum, half), down = arith::SubIOp::create(e.b, sum, half);
    Value mean = arith::DivSIOp::create(e.b, arith::SelectOp::create(e.b, isPositive, up, down), count);
    Value t = arith::SIToFPOp::create(e.b, e.wide(e.b.getF32Type()), mean);
    e.store(output, position, RoundingEmitter(e, op, output).apply(t, {}));
  });
  return success();
}

static LogicalResult emitAvgPool(Operation *op, ArrayRef<TensorBuffer> inputs, TensorBuffer output, LoopEmitter &e) {
  auto pool = cast<qnn::AvgPool2DOp>(op);
  const TensorBuffer &input = inputs[0];
  AvgWindows windows(e, pool, input, output);
  SmallVector<int64_t> counts = getDistinctCounts(windows, pool);
  numerics::Profile profile = qnn::getProfile(op);
  if (!output.quantized() || profile == numerics::Profile::Ort)
    return emitRealAverage(pool, counts, windows, input, output, e);
  if (profile == numerics::Profile::Tflite && qnn::isAverageOfCodes(op))
    return emitAverageOfCodes(pool, counts, windows, input, output, e);
  if (counts.empty()) // nothing to compute
    return success();
  auto scalings = llvm::map_to_vector(counts, [&](int64_t count) {
    return numerics::Scaling::ofRatio(profile, getScale(input), getScale(output), count);
  });
  ScalingEmitter scaling(e, scalings);
  unsigned bits = getSumWidth(input.quantized(), windows.getNumTaps());
  windows.visit([&](Value image, Value row, Value column, Value channel, Value position) {
    Value place = e.add(e.scale(row, output.shape()[2]), column);
    Value sum = sumWindow(windows, input, e, {image, row, column, channel}, bits, 0);
    Value t = scaling.apply(sum, place, /*isSplat=*/true);
    e.store(output, position, RoundingEmitter(e, op, output).apply(t, {}));
  });
  return success();
}

void lower::addPoolEmitters(OpEmitters &emitters) {
  emitters.add<qnn::MaxPool2DOp>(emitMaxPool);
  emitters.add<qnn::AvgPool2DOp>(emitAvgPool);
}
