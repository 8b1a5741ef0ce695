//===- PadInput.cpp - A copy of the image with its padding ----------------===//
//
// Kernels then have no borders: every window lies inside. Loops over single
// elements here are what LLVM recognises as memcpy and memset.
//
// Tested by test/Lower/contraction.mlir and test/Kernels.
//
//===----------------------------------------------------------------------===//

#include "PadInput.h"

#include "quantc/Machine/Artefact.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "llvm/Support/SaveAndRestore.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::lower;

static int64_t paddedHeight(const qk::FusedContraction &layer) { return layer.height + layer.padTop + layer.padBottom; }
static int64_t paddedWidth(const qk::FusedContraction &layer) { return layer.width + layer.padLeft + layer.padRight; }

/// Elements of the padded copy of all images.
static int64_t getPaddedElements(const qk::FusedContraction &layer) {
  return (layer.images * paddedHeight(layer) * paddedWidth(layer) + layer.padLeft) * layer.channels;
}

int64_t lower::getPaddedBytes(const qk::FusedContraction &layer, ImageElements elements) {
  if (!layer.isPadded() && elements == ImageElements::Same)
    return 0;
  bool words = elements == ImageElements::Words || layer.inputBits == 16;
  int64_t elementBytes = layer.isFloat ? 4 : words ? 2 : 1;
  return getPaddedElements(layer) * elementBytes + kBufferSlack;
}

/// Emits stores of `value` to `count` elements from `start` on.
static void emitFill(KernelBuilder &builder, Value buffer, Value start, int64_t count, Value value) {
  builder.forEach(count, 1, [&](Value i) {
    memref::StoreOp::create(builder, builder.loc, value, buffer, ValueRange(builder.add(start, i)));
  });
}

/// Emits stores of the elements of `values` to whole pixels, `count` elements from `start` on.
static void emitPixels(KernelBuilder &builder, Value buffer, Value start, int64_t count, Value values) {
  int64_t channels = cast<MemRefType>(values.getType()).getNumElements();
  builder.forEach(count / channels, 1, [&](Value pixel) {
    builder.forEach(channels, 1, [&](Value c) {
      Value value = memref::LoadOp::create(builder, builder.loc, values, ValueRange(c));
      Value to = builder.add(builder.add(start, builder.mul(pixel, channels)), c);
      memref::StoreOp::create(builder, builder.loc, value, buffer, ValueRange(to));
    });
  });
}

/// Emits a copy of `count` elements, widened to the type of `to`.
static void emitCopy(KernelBuilder &builder, Value from, Value fromStart, Value to, Value toStart, int64_t count,
                     bool isUnsigned) {
  Type type = cast<MemRefType>(to.getType()).getElementType();
  builder.forEach(count, 1, [&](Value i) {
    Value element = memref::LoadOp::create(builder, builder.loc, from, ValueRange(builder.add(fromStart, i)));
    if (element.getType() != type)
      element = isUnsigned ? arith::ExtUIOp::create(builder, builder.loc, type, element).getResult()
                           : arith::ExtSIOp::create(builder, builder.loc, type, element).getResult();
    memref::StoreOp::create(builder, builder.loc, element, to, ValueRange(builder.add(toStart, i)));
  });
}

/// The value of padding as an element of the image.
static Value emitPadding(KernelBuilder &builder, const qk::FusedContraction &layer, Type element) {
  if (element.isF32())
    return arith::ConstantOp::create(builder, builder.loc, builder.getF32FloatAttr(0.0f));
  unsigned width = element.getIntOrFloatBitWidth();
  APInt zeroPoint(width, layer.inputZeroPoint, /*isSigned=*/true, /*implicitTrunc=*/true);
  return arith::ConstantOp::create(builder, builder.loc, builder.getIntegerAttr(element, zeroPoint));
}

PaddedImage lower::emitPaddedImage(KernelBuilder &builder, const qk::FusedContraction &layer, Value input,
                                   Value scratch, ImageElements elements, Value padding) {
  PaddedImage image{input, layer.height, layer.width, layer.channels};
  if (!layer.isPadded() && elements == ImageElements::Same)
    return image;
  Type element =
      elements == ImageElements::Words ? builder.getI16Type() : cast<MemRefType>(input.getType()).getElementType();
  image.height = paddedHeight(layer), image.width = paddedWidth(layer);
  image.buffer = scratch;
  if (!element.isInteger(8)) {
    auto view = MemRefType::get({getPaddedElements(layer)}, element);
    image.buffer = memref::ViewOp::create(builder, builder.loc, view, scratch, builder.index(0), ValueRange());
  }
  Value value = emitPadding(builder, layer, element);
  llvm::SaveAndRestore mayUnroll(builder.mayUnroll, true);

  auto fill = [&](Value start, int64_t count) {
    if (padding)
      emitPixels(builder, image.buffer, start, count, padding);
    else
      emitFill(builder, image.buffer, start, count, value);
  };
  int64_t before = layer.padTop * image.rowStride() + layer.padLeft * layer.channels;
  int64_t between = (layer.padLeft + layer.padRight) * layer.channels;
  int64_t after = layer.padBottom * image.rowStride() + layer.padRight * layer.channels;
  int64_t row = layer.width * layer.channels;
  builder.forEach(layer.images, 1, [&](Value n) {
    Value start = builder.mul(n, image.imageStride());
    fill(start, before);
    builder.forEach(layer.height, 1, [&](Value y) {
      Value from = builder.mul(builder.add(builder.mul(n, layer.height), y), row);
      Value to = builder.add(builder.add(start, before), builder.mul(y, image.rowStride()));
      emitCopy(builder, input, from, image.buffer, to, row, layer.inputUnsigned);
      // The right pad of this row and the left pad of the next are one stretch. After the
      // last row it may go into the next image, whose turn comes, or beyond the
      // last image, where getPaddedElements leaves room.
      fill(builder.add(to, row), between);
    });
    fill(builder.add(start, image.imageStride() - after), after);
  });
  return image;
}
