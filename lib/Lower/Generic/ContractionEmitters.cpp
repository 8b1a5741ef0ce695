//===- ContractionEmitters.cpp - conv2d, linear, matmul as loops ----------===//
//
// Tested by test/Target/run-contraction.mlir.
//
// What no special kernel computes: other shapes, groups, transposed and float
// convolutions. One chain for each output element, kernel row, column and input
// channel ascending (N9); the vectors run over output channels, so that a vector
// lane is a chain. Constant weights are repacked so that output channels are
// neighbours.
//
//===----------------------------------------------------------------------===//

#include "GenericEmitters.h"

#include "quantc/Dialect/Qk/Analysis/FusedContraction.h"

#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::lower;

namespace {
/// A convolution in the most general form that the loops know. Linear is one with
/// images of one pixel.
struct Convolution {
  int64_t images, height, width, channels;  ///< of the input
  int64_t outHeight, outWidth, outChannels; ///< of the output
  int64_t kernelHeight, kernelWidth, groups;
  SmallVector<int64_t> strides{1, 1}, pads{0, 0, 0, 0}, dilations{1, 1};
  bool isTransposed = false;
  /// Of padding that is not zero: real values [I] of a float layer; of an integer one what padding adds to the outputs,
  /// for each class of rows and of columns (N6a).
  TensorBuffer padding = {};
  qk::BorderAxis borderRows = {}, borderColumns = {};
  int64_t groupChannels() const { return channels / groups; }
};

/// Where a tap reads along one axis: an index inside the input, and whether the
/// tap reads the input at all (null: always).
struct Tap {
  Value index, isInside;
};

class ConvolutionLoops {
public:
  ConvolutionLoops(LoopEmitter &e, const Convolution &conv, TensorBuffer input, TensorBuffer weight, TensorBuffer bias,
                   TensorBuffer output, bool isPacked, TensorBuffer scales = {})
      : e(e), b(e.b), conv(conv), input(input), weight(weight), bias(bias), output(output), scales(scales),
        isPacked(isPacked) {}
  void emit();

private:
  Tap makeTap(Value out, Value kernel, int64_t axis, int64_t size);
  Value loadInput(Value position, Value channel, Value isInside, bool isSplat);
  Value classOf(const qk::BorderAxis &axis, Value position);
  Value loadBorder(Value row, Value column, Value channel);
  Value multiplyAdd(Value x, Value w, Value sum);
  Value sumTaps(Value image, Value row, Value column, Value group, Value channel, Value sum);

  LoopEmitter &e;
  ImplicitLocOpBuilder &b;
  const Convolution &conv;
  TensorBuffer input, weight, bias, output, scales; ///< scales of channels: null unless weights are stored
  bool isPacked;                                    ///< weight is [KH, KW, I / groups, O]
};
} // namespace

Tap ConvolutionLoops::makeTap(Value out, Value kernel, int64_t axis, int64_t size) {
  int64_t stride = conv.strides[axis], pad = conv.pads[axis], dilation = conv.dilations[axis];
  int64_t outSize = axis == 0 ? conv.outHeight : conv.outWidth;
  int64_t kernelSize = axis == 0 ? conv.kernelHeight : conv.kernelWidth;
  using P = arith::CmpIPredicate;
  auto both = [&](Value a, Value c) -> Value { return arith::AndIOp::create(b, a, c); };
  auto compare = [&](P predicate, Value a, int64_t c) -> Value {
    return arith::CmpIOp::create(b, predicate, a, e.index(c));
  };
  if (conv.isTransposed) {
    // out == in * stride + kernel * dilation - pad, solved for `in`.
    Value distance = arith::SubIOp::create(b, e.add(out, pad), e.scale(kernel, dilation));
    Value in = arith::DivSIOp::create(b, distance, e.index(stride));
    Value rest = arith::RemSIOp::create(b, distance, e.index(stride));
    Value isInside = both(compare(P::eq, rest, 0), both(compare(P::sge, distance, 0), compare(P::slt, in, size)));
    return {arith::SelectOp::create(b, isInside, in, e.index(0)), isInside};
  }
  Value in = e.add(e.add(e.scale(out, stride), e.scale(kernel, dilation)), -pad);
  bool mayUnderflow = pad > 0;
  bool mayOverflow = (outSize - 1) * stride + (kernelSize - 1) * dilation - pad >= size;
  Value isInside;
  if (mayUnderflow)
    isInside = compare(P::sge, in, 0);
  if (mayOverflow) {
    Value below = compare(P::slt, in, size);
    isInside = isInside ? both(isInside, below) : below;
  }
  return {isInside ? Value(arith::SelectOp::create(b, isInside, in, e.index(0))) : in, isInside};
}

/// Loads an input; in the padding what that reads as. `channel` is the input channel.
Value ConvolutionLoops::loadInput(Value position, Value channel, Value isInside, bool isSplat) {
  Value x = isSplat ? e.loadSplat(input, position) : e.load(input, position);
  Value zero;
  if (input.quantized()) {
    x = e.centered(x, input.quantized());
    zero = e.integer(32, 0);
  } else {
    zero = !conv.padding.memref ? e.f32(0)
           : isSplat            ? e.loadSplat(conv.padding, channel)
                                : e.load(conv.padding, channel);
  }
  return isInside ? Value(arith::SelectOp::create(b, isInside, x, zero)) : x;
}

/// The class of a position along an axis, as `BorderAxis::classOf`.
Value ConvolutionLoops::classOf(const qk::BorderAxis &axis, Value position) {
  Value start = arith::MinSIOp::create(b, position, e.index(axis.first));
  Value beyond = arith::MaxSIOp::create(b, e.add(position, -(axis.size - 1 - axis.last)), e.index(0));
  return e.add(start, beyond);
}

/// What the padding of a position adds to the accumulators of output channels.
Value ConvolutionLoops::loadBorder(Value row, Value column, Value channel) {
  Value index = e.scale(classOf(conv.borderRows, row), conv.borderColumns.numClasses());
  index = e.add(index, classOf(conv.borderColumns, column));
  return e.load(conv.padding, e.add(e.scale(index, conv.outChannels), channel));
}

Value ConvolutionLoops::multiplyAdd(Value x, Value w, Value sum) {
  if (!input.quantized())
    return math::FmaOp::create(b, x, w, sum);
  return arith::AddIOp::create(b, sum, arith::MulIOp::create(b, x, e.centered(w, weight.quantized())));
}

Value ConvolutionLoops::sumTaps(Value image, Value row, Value column, Value group, Value channel, Value sum) {
  int64_t perGroup = conv.groupChannels();
  // Depthwise: lanes have input channels of their own.
  bool isDepthwise = perGroup == 1 && conv.outChannels == conv.channels && conv.groups > 1;
  Value firstChannel = isDepthwise ? channel : e.scale(group, perGroup);
  auto sums = e.carryLoop(conv.kernelHeight, sum, [&](Value kh, ValueRange outer) {
    Tap y = makeTap(row, kh, 0, conv.height);
    return e.carryLoop(conv.kernelWidth, outer, [&](Value kw, ValueRange inner) {
      Tap x = makeTap(column, kw, 1, conv.width);
      Value isInside = y.isInside && x.isInside ? Value(arith::AndIOp::create(b, y.isInside, x.isInside))
                       : y.isInside             ? y.isInside
                                                : x.isInside;
      Value pixel = e.add(e.scale(e.add(e.scale(image, conv.height), y.index), conv.width), x.index);
      Value base = e.add(e.scale(pixel, conv.channels), firstChannel);
      Value tap = e.add(e.scale(kh, conv.kernelWidth), kw);
      return e.carryLoop(perGroup, inner, [&](Value k, ValueRange carried) -> SmallVector<Value> {
        Value term = e.add(e.scale(tap, perGroup), k);
        int64_t terms = conv.kernelHeight * conv.kernelWidth * perGroup;
        Value at = isPacked ? e.add(e.scale(term, conv.outChannels), channel) : e.add(e.scale(channel, terms), term);
        Value value = loadInput(e.add(base, k), e.add(firstChannel, k), isInside, /*isSplat=*/!isDepthwise);
        Value sum = multiplyAdd(value, e.load(weight, at), carried[0]);
        // Pads read as zeros, but a transposed convolution has no tap between inputs.
        if (conv.isTransposed)
          sum = arith::SelectOp::create(b, isInside, sum, carried[0]);
        return {sum};
      });
    });
  });
  return sums[0];
}

void ConvolutionLoops::emit() {
  int64_t lanes = isPacked ? kLanes : 1;
  bool isDepthwise = conv.groupChannels() == 1 && conv.outChannels == conv.channels;
  int64_t groups = isDepthwise ? 1 : conv.groups, perGroup = conv.outChannels / groups;
  e.loop(conv.images, [&](Value image) {
    e.loop(conv.outHeight, [&](Value row) {
      e.loop(conv.outWidth, [&](Value column) {
        e.loop(groups, [&](Value group) {
          e.blocks(perGroup, lanes, [&](Value i) {
            Value channel = e.add(e.scale(group, perGroup), i);
            // N3 starts from the bias; N9 adds it to the finished sum.
            bool isFloat = !input.quantized();
            Value sum = isFloat ? e.f32(0) : bias.memref ? e.load(bias, channel) : e.integer(32, 0);
            if (!isFloat && conv.padding.memref)
              sum = arith::AddIOp::create(b, sum, loadBorder(row, column, channel));
            sum = sumTaps(image, row, column, group, channel, sum);
            if (scales.memref) // N12
              sum = math::FmaOp::create(b, e.load(scales, channel), sum, e.f32(0));
            if (isFloat && bias.memref)
              sum = arith::AddFOp::create(b, sum, e.load(bias, channel));
            Value pixel = e.add(e.scale(e.add(e.scale(image, conv.outHeight), row), conv.outWidth), column);
            e.store(output, e.add(e.scale(pixel, conv.outChannels), channel), sum);
          });
        });
      });
    });
  });
}

/// Turns constant weights [O, terms] into [terms, O]; null if they are no constant.
static TensorBuffer packWeight(LoopEmitter &e, Value weight) {
  auto constant = weight.getDefiningOp<qnn::ConstantOp>();
  if (!constant)
    return {};
  auto type = cast<RankedTensorType>(weight.getType());
  SmallVector<char> bytes = qnn::getElementBytes(constant.getValue()), packed(bytes.size());
  int64_t rows = type.getDimSize(0), terms = type.getNumElements() / std::max<int64_t>(rows, 1);
  int64_t size = bytes.size() / std::max<int64_t>(type.getNumElements(), 1);
  for (int64_t o = 0; o < rows; ++o)
    for (int64_t t = 0; t < terms; ++t)
      std::copy_n(&bytes[(o * terms + t) * size], size, &packed[(t * rows + o) * size]);
  auto flat =
      RankedTensorType::get({terms, rows}, cast<RankedTensorType>(constant.getValue().getType()).getElementType());
  TensorBuffer buffer = e.addConstant(qnn::makeElementsAttr(flat, packed), flat);
  buffer.type = type; // the quantized type still tells how to read an element
  return buffer;
}

static LogicalResult emitConvolution(Operation *op, const Convolution &conv, ArrayRef<TensorBuffer> inputs,
                                     TensorBuffer output, LoopEmitter &e) {
  TensorBuffer bias = cast<qnn::ContractionOpInterface>(op).getBiasValue() ? inputs[2] : TensorBuffer();
  if (qnn::hasStoredWeight(op)) {
    FailureOr<StoredFactors> stored = makeStoredFactors(op, e);
    if (failed(stored))
      return failure();
    if (auto linear = dyn_cast<qnn::LinearOp>(op); linear && linear.getScales() && conv.channels > 0)
      emitGroupedLinear(e, inputs[0], *stored, bias, output);
    else
      ConvolutionLoops(e, conv, inputs[0], stored->factors, bias, output, /*isPacked=*/true, stored->scales).emit();
    return success();
  }
  TensorBuffer packed = packWeight(e, op->getOperand(1));
  bool isPacked = bool(packed.memref);
  ConvolutionLoops(e, conv, inputs[0], isPacked ? packed : inputs[1], bias, output, isPacked).emit();
  return success();
}

template <typename Op> static Convolution describe(Op op, ArrayRef<TensorBuffer> inputs, const TensorBuffer &output) {
  ArrayRef<int64_t> x = inputs[0].shape(), w = inputs[1].shape(), y = output.shape();
  Convolution conv{x[0], x[1], x[2], x[3], y[1], y[2], y[3], w[1], w[2], int64_t(op.getGroups())};
  conv.strides.assign(op.getStrides().begin(), op.getStrides().end());
  conv.pads.assign(op.getPads().begin(), op.getPads().end());
  conv.dilations.assign(op.getDilations().begin(), op.getDilations().end());
  return conv;
}

/// Sets what padding reads as, or adds, if it is not zero.
static LogicalResult setPadding(qnn::Conv2DOp op, Convolution &conv, LoopEmitter &e) {
  if (!op.hasPadValues())
    return success();
  if (qnn::isFloat(op.getInput())) {
    conv.padding = e.addConstant<float>(*op.getPadValues(), {conv.channels});
    return success();
  }
  std::optional<qk::FusedContraction> borders = qk::describeBorders(op);
  if (!borders)
    return op.emitOpError("has padding that is not zero, and weights that are not constant or not 8-bit");
  conv.borderRows = borders->borderRows(), conv.borderColumns = borders->borderColumns();
  conv.padding = e.addConstant<int32_t>(borders->foldBorders(), {borders->numBorderClasses(), conv.outChannels});
  return success();
}

static LogicalResult emitConv2D(Operation *op, ArrayRef<TensorBuffer> inputs, TensorBuffer output, LoopEmitter &e) {
  Convolution conv = describe(cast<qnn::Conv2DOp>(op), inputs, output);
  if (failed(setPadding(cast<qnn::Conv2DOp>(op), conv, e)))
    return failure();
  return emitConvolution(op, conv, inputs, output, e);
}

static LogicalResult emitConvTranspose(Operation *op, ArrayRef<TensorBuffer> inputs, TensorBuffer output,
                                       LoopEmitter &e) {
  Convolution conv = describe(cast<qnn::ConvTranspose2DOp>(op), inputs, output);
  conv.isTransposed = true;
  return emitConvolution(op, conv, inputs, output, e);
}

static LogicalResult emitLinear(Operation *op, ArrayRef<TensorBuffer> inputs, TensorBuffer output, LoopEmitter &e) {
  int64_t terms = inputs[1].shape()[1], rows = inputs[0].type.getNumElements() / std::max<int64_t>(terms, 1);
  Convolution conv{rows, 1, 1, terms, 1, 1, inputs[1].shape()[0], 1, 1, 1};
  return emitConvolution(op, conv, inputs, output, e);
}

/// [..., M, K] x [..., K, N], lanes along N.
static LogicalResult emitMatMul(Operation *, ArrayRef<TensorBuffer> inputs, TensorBuffer output, LoopEmitter &e) {
  const TensorBuffer &lhs = inputs[0], &rhs = inputs[1];
  ArrayRef<int64_t> shape = output.shape();
  int64_t m = shape[shape.size() - 2], n = shape.back(), k = lhs.shape().back();
  ArrayRef<int64_t> batch = shape.drop_back(2);
  auto batchStream = [&](const TensorBuffer &buffer) {
    Stream stream = broadcastStream(buffer.shape().drop_back(2), batch);
    for (int64_t &stride : stream.strides)
      stride *= buffer.shape()[buffer.shape().size() - 2] * buffer.shape().back();
    return stream;
  };
  bool isQuantized = bool(lhs.quantized());
  e.nest(batch, {batchStream(lhs), batchStream(rhs), batchStream(output)}, [&](ValueRange at) {
    e.loop(m, [&](Value row) {
      e.blocks(n, kLanes, [&](Value column) {
        Value left = e.add(at[0], e.scale(row, k)), right = e.add(at[1], column);
        Value zero = isQuantized ? e.integer(32, 0) : e.f32(0);
        auto sums = e.carryLoop(k, zero, [&](Value i, ValueRange carried) -> SmallVector<Value> {
          Value a = e.loadSplat(lhs, e.add(left, i)), c = e.load(rhs, e.add(right, e.scale(i, n)));
          if (!isQuantized)
            return {math::FmaOp::create(e.b, a, c, carried[0])};
          Value product = arith::MulIOp::create(e.b, e.centered(a, lhs.quantized()), e.centered(c, rhs.quantized()));
          return {arith::AddIOp::create(e.b, carried[0], product)};
        });
        e.store(output, e.add(e.add(at[2], e.scale(row, n)), column), sums[0]);
      });
    });
  });
  return success();
}

void lower::addContractionEmitters(OpEmitters &emitters) {
  emitters.add<qnn::Conv2DOp>(emitConv2D);
  emitters.add<qnn::ConvTranspose2DOp>(emitConvTranspose);
  emitters.add<qnn::LinearOp>(emitLinear);
  emitters.add<qnn::MatMulOp>(emitMatMul);
}
