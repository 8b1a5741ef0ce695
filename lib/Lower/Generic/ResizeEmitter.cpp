//===- ResizeEmitter.cpp - Resample an image ------------------------------===//
//
// Tested by test/Target/run-resize.mlir.
//
// Where a result lies in the input is computed here, by lib/Numerics, and stored
// as one table for rows and one for columns.
//
//===----------------------------------------------------------------------===//

#include "GenericEmitters.h"
#include "Rounding.h"

#include "quantc/Numerics/Resize.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::lower;

static numerics::ResizeAxis getResizeAxis(qnn::ResizeOp op, unsigned axis, ArrayRef<int64_t> from,
                                          ArrayRef<int64_t> to) {
  return {numerics::Coordinates(op.getCoordinates()), from[axis], to[axis], float(op.getScales()[axis - 1])};
}

namespace {
/// Neighbours of each result index along an axis, as constants.
struct AxisTable {
  TensorBuffer low, high, t;

  AxisTable(LoopEmitter &e, const numerics::ResizeAxis &axis) {
    SmallVector<int32_t> lows, highs;
    SmallVector<float> ts;
    for (int64_t i = 0; i < axis.outputSize; ++i) {
      numerics::Neighbours neighbours = numerics::getNeighbours(axis, i);
      lows.push_back(neighbours.low);
      highs.push_back(neighbours.high);
      ts.push_back(neighbours.t);
    }
    low = e.addConstant<int32_t>(lows, {axis.outputSize});
    high = e.addConstant<int32_t>(highs, {axis.outputSize});
    t = e.addConstant<float>(ts, {axis.outputSize});
  }
};
} // namespace

namespace {
/// The same of N16g.
struct FixedAxisTable {
  TensorBuffer low, high, weight;

  FixedAxisTable(LoopEmitter &e, const numerics::ResizeAxis &axis) {
    SmallVector<int32_t> lows, highs, weights;
    for (int64_t i = 0; i < axis.outputSize; ++i) {
      numerics::FixedNeighbours neighbours = numerics::getFixedNeighbours(axis, i);
      lows.push_back(neighbours.low);
      highs.push_back(neighbours.high);
      weights.push_back(neighbours.weight);
    }
    low = e.addConstant<int32_t>(lows, {axis.outputSize});
    high = e.addConstant<int32_t>(highs, {axis.outputSize});
    weight = e.addConstant<int32_t>(weights, {axis.outputSize});
  }
};
} // namespace

static TensorBuffer makeNearest(LoopEmitter &e, const numerics::ResizeAxis &axis, qnn::ResizeRounding rounding) {
  SmallVector<int32_t> table;
  for (int64_t i = 0; i < axis.outputSize; ++i)
    table.push_back(numerics::getNearest(axis, numerics::NearestRounding(rounding), i));
  return e.addConstant<int32_t>(table, {axis.outputSize});
}

static Value loadIndex(LoopEmitter &e, const TensorBuffer &table, Value at) {
  return arith::IndexCastOp::create(e.b, e.b.getIndexType(), memref::LoadOp::create(e.b, table.memref, at));
}

/// a (1 - t) + b t, each product and the sum rounded.
static Value interpolate(LoopEmitter &e, Value a, Value c, Value t) {
  Value left = arith::MulFOp::create(e.b, a, arith::SubFOp::create(e.b, e.f32(1), t));
  return arith::AddFOp::create(e.b, left, arith::MulFOp::create(e.b, c, t));
}

/// A code as the network states it, in 64 bits.
static Value loadCode(LoopEmitter &e, Operation *op, const TensorBuffer &input, Value position) {
  Value difference = e.centered(e.load(input, position), input.quantized(), 64);
  return arith::AddIOp::create(e.b, difference, e.integer(64, qnn::getStatedParams(op, 0).zeroPoint));
}

static Value loadWeight(LoopEmitter &e, const TensorBuffer &weights, Value at) {
  return arith::ExtSIOp::create(e.b, e.wide(e.b.getI64Type()), e.loadSplat(weights, at));
}

/// a (one - weight) + b weight.
static Value weigh(LoopEmitter &e, Value a, Value c, Value weight) {
  Value rest = arith::SubIOp::create(e.b, e.integer(64, 1 << numerics::kResizeBits), weight);
  return arith::AddIOp::create(e.b, arith::MulIOp::create(e.b, a, rest), arith::MulIOp::create(e.b, c, weight));
}

/// numerics::averageWeighted.
static Value averageWeighted(LoopEmitter &e, Value sum) {
  Value sign = arith::ShRSIOp::create(e.b, sum, e.integer(64, 63)); // -1 below 0
  Value shifted = arith::AddIOp::create(e.b, sum, e.integer(64, 1 << (2 * numerics::kResizeBits - 1)));
  return arith::ShRSIOp::create(e.b, arith::AddIOp::create(e.b, shifted, sign),
                                e.integer(64, 2 * numerics::kResizeBits));
}

static LogicalResult emitResize(Operation *op, ArrayRef<TensorBuffer> inputs, TensorBuffer output, LoopEmitter &e) {
  auto resize = cast<qnn::ResizeOp>(op);
  const TensorBuffer &input = inputs[0];
  ArrayRef<int64_t> x = input.shape(), y = output.shape();
  numerics::ResizeAxis rowAxis = getResizeAxis(resize, 1, x, y), columnAxis = getResizeAxis(resize, 2, x, y);
  auto at = [&](Value image, Value row, Value column) {
    return e.scale(e.add(e.scale(e.add(e.scale(image, x[1]), row), x[2]), column), x[3]);
  };
  auto visit = [&](function_ref<void(Value image, Value row, Value column, Value pixel)> body) {
    e.loop(y[0], [&](Value image) {
      e.loop(y[1], [&](Value row) {
        e.loop(y[2], [&](Value column) {
          body(image, row, column, e.scale(e.add(e.scale(e.add(e.scale(image, y[1]), row), y[2]), column), y[3]));
        });
      });
    });
  };
  if (resize.getMode() == qnn::ResizeMode::Nearest) {
    TensorBuffer rows = makeNearest(e, rowAxis, resize.getRounding());
    TensorBuffer columns = makeNearest(e, columnAxis, resize.getRounding());
    visit([&](Value image, Value row, Value column, Value pixel) {
      Value from = at(image, loadIndex(e, rows, row), loadIndex(e, columns, column));
      e.loop(x[3], [&](Value c) { e.store(output, e.add(pixel, c), e.load(input, e.add(from, c))); });
    });
    return success();
  }
  if (output.quantized() && qnn::getProfile(op) == numerics::Profile::Tflite) {
    FixedAxisTable rows(e, rowAxis), columns(e, columnAxis);
    visit([&](Value image, Value row, Value column, Value pixel) {
      Value top = loadIndex(e, rows.low, row), bottom = loadIndex(e, rows.high, row);
      Value left = loadIndex(e, columns.low, column), right = loadIndex(e, columns.high, column);
      Value corners[] = {at(image, top, left), at(image, bottom, left), at(image, top, right),
                         at(image, bottom, right)};
      e.blocks(x[3], kLanes, [&](Value c) {
        SmallVector<Value> codes;
        for (Value corner : corners)
          codes.push_back(loadCode(e, op, input, e.add(corner, c)));
        Value rowWeight = loadWeight(e, rows.weight, row), columnWeight = loadWeight(e, columns.weight, column);
        Value sum =
            weigh(e, weigh(e, codes[0], codes[1], rowWeight), weigh(e, codes[2], codes[3], rowWeight), columnWeight);
        Value t = arith::SIToFPOp::create(e.b, e.wide(e.b.getF32Type()), averageWeighted(e, sum));
        e.store(output, e.add(pixel, c), RoundingEmitter(e, op, output).apply(t, {}));
      });
    });
    return success();
  }
  AxisTable rows(e, rowAxis), columns(e, columnAxis);
  visit([&](Value image, Value row, Value column, Value pixel) {
    Value top = loadIndex(e, rows.low, row), bottom = loadIndex(e, rows.high, row);
    Value left = loadIndex(e, columns.low, column), right = loadIndex(e, columns.high, column);
    Value corners[] = {at(image, top, left), at(image, bottom, left), at(image, top, right), at(image, bottom, right)};
    e.blocks(x[3], kLanes, [&](Value c) {
      SmallVector<Value> v;
      for (Value corner : corners) {
        Value element = e.load(input, e.add(corner, c));
        v.push_back(input.quantized() ? e.centeredFloat(element, input.quantized()) : element);
      }
      Value rowT = e.loadSplat(rows.t, row), columnT = e.loadSplat(columns.t, column);
      Value result = interpolate(e, interpolate(e, v[0], v[1], rowT), interpolate(e, v[2], v[3], rowT), columnT);
      e.store(output, e.add(pixel, c), output.quantized() ? RoundingEmitter(e, op, output).apply(result, {}) : result);
    });
  });
  return success();
}

void lower::addResizeEmitters(OpEmitters &emitters) { emitters.add<qnn::ResizeOp>(emitResize); }
