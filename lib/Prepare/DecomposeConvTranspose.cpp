//===- DecomposeConvTranspose.cpp - Transposed convolutions as others -----===//
//
// A transposed convolution of stride s computes s * s images that interleave: output
// rows y with the same (y + pad) mod s read the same rows of the kernel, and as a
// convolution of stride 1. One convolution makes all of them, as channels.
//
// Tested by test/Prepare/decompose-conv-transpose.mlir.
//
//===----------------------------------------------------------------------===//

#include "Rewriting.h"
#include "quantc/Prepare/Passes.h"

namespace quantc {
#define GEN_PASS_DEF_DECOMPOSECONVTRANSPOSEPASS
#include "quantc/Prepare/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;
using namespace quantc::prepare;

namespace {
/// One axis of the image. Result position y is `firstBlock * stride + position`
/// in a grid of blocks of `stride`; block b reads inputs b - taps + 1 to b.
struct Axis {
  int64_t stride, kernel, taps, firstBlock, blocks, padLow, padHigh, crop;

  Axis(qnn::ConvTranspose2DOp op, unsigned index)
      : stride(op.getStrides()[index]), kernel(shapeOf(op.getWeight())[1 + index]),
        taps(llvm::divideCeil(kernel, stride)) {
    int64_t pad = op.getPads()[index], input = shapeOf(op.getInput())[1 + index];
    int64_t output = shapeOf(op.getOutput())[1 + index], lastBlock = (pad + output - 1) / stride;
    firstBlock = pad / stride;
    blocks = lastBlock - firstBlock + 1;
    crop = pad - firstBlock * stride;
    padLow = taps - 1 - firstBlock;
    padHigh = lastBlock - (input - 1);
  }
  bool canDecompose() const { return padLow >= 0 && padHigh >= 0; }
};
} // namespace

/// Weights [phases * O, taps, taps, I] from [O, KH, KW, I]: phase (r, c) takes the taps r + stride * j,
/// last first; what the kernel does not reach is 0.
static SmallVector<float> splitPhases(ArrayRef<float> weight, ArrayRef<int64_t> shape, const Axis &rows,
                                      const Axis &columns) {
  int64_t outputs = shape[0], inputs = shape[3];
  SmallVector<float> result(rows.stride * columns.stride * outputs * rows.taps * columns.taps * inputs, 0.0f);
  float *to = result.data();
  for (int64_t phase = 0; phase < rows.stride * columns.stride; ++phase)
    for (int64_t o = 0; o < outputs; ++o)
      for (int64_t i = 0; i < rows.taps; ++i)
        for (int64_t j = 0; j < columns.taps; ++j, to += inputs) {
          int64_t kh = phase / columns.stride + rows.stride * (rows.taps - 1 - i);
          int64_t kw = phase % columns.stride + columns.stride * (columns.taps - 1 - j);
          if (kh < rows.kernel && kw < columns.kernel)
            llvm::copy(weight.slice(((o * rows.kernel + kh) * columns.kernel + kw) * inputs, inputs), to);
        }
  return result;
}

/// Gives `value` an id made from `id`, unless there is none.
static Value withId(Value value, StringRef id, StringRef change) {
  if (!id.empty())
    qnn::setId(value, deriveId(id, change));
  return value;
}

/// [N, rows, columns, (r, c, O)] to [N, rows * r, columns * c, O].
static Value interleave(OpBuilder &builder, Value value, const Axis &rows, const Axis &columns) {
  ArrayRef<int64_t> shape = shapeOf(value);
  int64_t images = shape[0], outputs = shape[3] / (rows.stride * columns.stride);
  value = makeReshape(builder, value, {images, rows.blocks, columns.blocks, rows.stride, columns.stride, outputs});
  value = makeTranspose(builder, value, {0, 1, 3, 2, 4, 5});
  return makeReshape(builder, value, {images, rows.blocks * rows.stride, columns.blocks * columns.stride, outputs});
}

/// The functions of one element that follow `value` and read nothing else: they are computed before the
/// elements move, so that the convolution can take them in.
static SmallVector<Operation *> findActivations(Value value) {
  SmallVector<Operation *> result;
  while (value.hasOneUse() && isa<qnn::UnaryOpInterface>(*value.getUsers().begin())) {
    result.push_back(*value.getUsers().begin());
    value = result.back()->getResult(0);
  }
  return result;
}

static void decompose(qnn::ConvTranspose2DOp op) {
  std::optional<SmallVector<float>> weight = getFloats(op.getWeight());
  std::optional<SmallVector<float>> bias = op.getBias() ? getFloats(op.getBias()) : SmallVector<float>();
  bool isDilated = llvm::any_of(op.getDilations(), [](int64_t dilation) { return dilation != 1; });
  if (!weight || !bias || !qnn::isFloat(op.getInput()) || op.getGroups() != 1 || isDilated ||
      typeOf(op.getOutput()).getNumElements() == 0)
    return;
  Axis rows(op, 0), columns(op, 1);
  if (!rows.canDecompose() || !columns.canDecompose())
    return;

  OpBuilder builder(op);
  ArrayRef<int64_t> shape = shapeOf(op.getWeight()), from = shapeOf(op.getInput()), to = shapeOf(op.getOutput());
  int64_t phases = rows.stride * columns.stride, channels = phases * shape[0];
  Value newWeight = makeFloats(builder, op.getLoc(), {channels, rows.taps, columns.taps, shape[3]},
                               splitPhases(*weight, shape, rows, columns));
  Value newBias;
  if (op.getBias()) {
    SmallVector<float> repeated;
    for (int64_t phase = 0; phase < phases; ++phase)
      repeated.append(*bias);
    newBias = makeFloats(builder, op.getLoc(), channels, repeated);
  }
  auto type = withShape(op.getOutput(), {from[0], rows.blocks, columns.blocks, channels});
  auto conv = qnn::Conv2DOp::create(
      builder, op.getLoc(), type, op.getInput(), newWeight, newBias, builder.getDenseI64ArrayAttr({1, 1}),
      builder.getDenseI64ArrayAttr({rows.padLow, columns.padLow, rows.padHigh, columns.padHigh}),
      builder.getDenseI64ArrayAttr({1, 1}), builder.getI64IntegerAttr(1), /*pad_values=*/DenseF32ArrayAttr());
  Value value = withId(conv.getOutput(), qnn::getId(op.getOutput()), "phases"), replaced = op.getOutput();
  SmallVector<Operation *> activations = findActivations(replaced);
  for (Operation *activation : activations) {
    Operation *moved = builder.clone(*activation);
    moved->setOperand(0, value);
    moved->getResult(0).setType(type);
    replaced = activation->getResult(0);
    value = withId(moved->getResult(0), qnn::getId(replaced), "phases");
  }
  value = interleave(builder, value, rows, columns);
  if (shapeOf(value) != to) {
    SmallVector<int64_t> offsets{0, rows.crop, columns.crop, 0}, strides(4, 1);
    value = qnn::SliceOp::create(builder, op.getLoc(), typeOf(replaced), value, offsets, strides);
  }
  inheritId(replaced, value);
  replaced.replaceAllUsesWith(value);
  for (Operation *activation : llvm::reverse(activations))
    activation->erase();
  op.erase();
}

namespace {
struct DecomposeConvTranspose : public quantc::impl::DecomposeConvTransposePassBase<DecomposeConvTranspose> {
  void runOnOperation() override {
    SmallVector<qnn::ConvTranspose2DOp> ops;
    getOperation().walk([&](qnn::ConvTranspose2DOp op) { ops.push_back(op); });
    for (qnn::ConvTranspose2DOp op : ops)
      decompose(op);
  }
};
} // namespace
