//===- ProductLoop.cpp - The sums of products of one tile -----------------===//
//
// Accumulators are loop-carried vectors, so they stay in registers; activations
// are read where they lie, one group broadcast for each row; weights stream by in
// the order of use.
//
// Tested by test/Lower/contraction.mlir and test/Kernels.
//
//===----------------------------------------------------------------------===//

#include "ProductLoop.h"

#include "mlir/Dialect/Math/IR/Math.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::lower;

/// Weight vectors, or steps, of one tile up to which all steps are emitted in a row, without a loop.
static constexpr int64_t kUnrolledWeights = 6, kUnrolledSteps = 2;

Segments lower::getSegments(const qk::FusedContraction &layer, const PaddedImage &image, ProductForm form) {
  Segments segments;
  segments.group = getGroupSize(form);
  segments.outer = layer.kernelHeight;
  segments.outerStride = layer.dilationHeight * image.rowStride();
  bool contiguous = layer.groups == 1 && (layer.dilationWidth == 1 || layer.kernelWidth == 1);
  segments.inner = contiguous ? 1 : layer.kernelWidth;
  segments.innerStride = layer.dilationWidth * layer.channels;
  segments.length = layer.groupChannels() * (contiguous ? layer.kernelWidth : 1);
  return segments;
}

/// Packs weights [O, segment, element of the segment].
template <typename T, typename Weight>
static SmallVector<T> pack(ArrayRef<Weight> weights, const qk::FusedContraction &layer, const Segments &segments,
                           int64_t columns, int64_t lanes) {
  int64_t perGroup = layer.groupOutChannels(), numSegments = segments.outer * segments.inner;
  int64_t padded = llvm::alignTo(perGroup, lanes), taps = numSegments * segments.length;
  SmallVector<T> packed;
  packed.reserve(layer.groups * padded * segments.steps() * segments.group);
  for (int64_t group = 0; group < layer.groups; ++group)
    for (int64_t block = 0; block < padded; block += columns)
      for (int64_t segment = 0; segment < numSegments; ++segment)
        for (int64_t step = 0; step < segments.stepsPerSegment(); ++step)
          for (int64_t column = block; column < std::min(padded, block + columns); ++column)
            for (int64_t i = 0; i < segments.group; ++i) {
              int64_t element = step * segments.group + i;
              bool inside = column < perGroup && element < segments.length;
              int64_t channel = group * perGroup + column;
              packed.push_back(inside ? T(weights[channel * taps + segment * segments.length + element]) : T(0));
            }
  return packed;
}

SmallVector<int8_t> lower::packWeights(const qk::FusedContraction &layer, const Segments &segments, int64_t columns,
                                       int64_t lanes) {
  return pack<int8_t, int8_t>(layer.weights, layer, segments, columns, lanes);
}
SmallVector<int16_t> lower::packWordWeights(const qk::FusedContraction &layer, const Segments &segments,
                                            int64_t columns, int64_t lanes) {
  return pack<int16_t, int8_t>(layer.weights, layer, segments, columns, lanes);
}
SmallVector<float> lower::packFloatWeights(const qk::FusedContraction &layer, const Segments &segments, int64_t columns,
                                           int64_t lanes) {
  return pack<float, float>(layer.floatWeights, layer, segments, columns, lanes);
}

SmallVector<Value> ProductLoop::emitStep(KernelBuilder &builder, int64_t rows, int64_t vectors, Value origin,
                                         int64_t rowStride, Value weight, ArrayRef<Value> accumulators) const {
  Location loc = builder.loc;
  if (form == ProductForm::Matrix)
    return emitMatrixStep(builder, rows, vectors, origin, rowStride, weight, accumulators);
  Type element = cast<MemRefType>(image.getType()).getElementType();
  int64_t width = lanes * segments.group;
  SmallVector<Value> columns, results;
  for (int64_t j = 0; j < vectors; ++j) {
    Value column = builder.load(weights, builder.add(weight, j * width), width);
    if (auto wide = builder.vectorType(width, element); wide != column.getType() && element.isInteger(16))
      column = arith::ExtSIOp::create(builder, loc, wide, column);
    columns.push_back(column);
  }
  for (int64_t i = 0; i < rows; ++i) {
    if (isRowByRow(rows, vectors) && i > 0)
      builder.pin(origin, MutableArrayRef<Value>(results).take_back(vectors));
    Value group = qk::LoadGroupOp::create(builder, loc, builder.vectorType(width, element), image,
                                          builder.add(origin, i * rowStride), segments.group);
    for (int64_t j = 0; j < vectors; ++j) {
      Value accumulator = accumulators[i * vectors + j];
      if (form == ProductForm::Float)
        results.push_back(math::FmaOp::create(builder, loc, group, columns[j], accumulator));
      else
        results.push_back(qk::DotOp::create(builder, loc, accumulator.getType(), accumulator, group, columns[j],
                                            lhsUnsigned && !element.isInteger(16), form == ProductForm::Pairs));
    }
  }
  return results;
}

/// One step of 2x2 blocks: blocks[i / 2][column pair].
SmallVector<Value> ProductLoop::emitMatrixStep(KernelBuilder &builder, int64_t rows, int64_t vectors, Value origin,
                                               int64_t rowStride, Value weight, ArrayRef<Value> accumulators) const {
  Location loc = builder.loc;
  SmallVector<Value> columns, results;
  for (int64_t j = 0; j < 2 * vectors; ++j)
    columns.push_back(builder.load(weights, builder.add(weight, j * 16), 16));
  SmallVector<int64_t> join;
  for (int64_t i = 0; i < 16; ++i)
    join.push_back(i);
  for (int64_t i = 0; i < rows; i += 2) {
    Value upper = builder.load(image, builder.add(origin, i * rowStride), 8);
    Value under = builder.load(image, builder.add(origin, (i + 1) * rowStride), 8);
    Value both = vector::ShuffleOp::create(builder, loc, upper, under, join);
    for (int64_t j = 0; j < 2 * vectors; ++j) {
      Value accumulator = accumulators[i / 2 * 2 * vectors + j];
      results.push_back(qk::MmlaOp::create(builder, loc, accumulator.getType(), accumulator, both, columns[j]));
    }
  }
  return results;
}

/// Spreads start values [row][vector] over blocks of two rows a and b: (a0, a1, b0, b1), (a2, a3, b2, b3).
SmallVector<Value> ProductLoop::toMatrix(KernelBuilder &builder, int64_t rows, ArrayRef<Value> initial) const {
  SmallVector<Value> blocks;
  int64_t vectors = int64_t(initial.size()) / rows;
  for (int64_t i = 0; i < rows; i += 2)
    for (int64_t j = 0; j < vectors; ++j)
      for (int64_t half : {0, 2})
        blocks.push_back(vector::ShuffleOp::create(builder, builder.loc, initial[i * vectors + j],
                                                   initial[(i + 1) * vectors + j],
                                                   ArrayRef<int64_t>{half, half + 1, half + 4, half + 5}));
  return blocks;
}

SmallVector<Value> ProductLoop::fromMatrix(KernelBuilder &builder, int64_t rows, int64_t vectors,
                                           ArrayRef<Value> blocks) const {
  SmallVector<Value> result;
  for (int64_t i = 0; i < rows; ++i)
    for (int64_t j = 0; j < vectors; ++j) {
      Value left = blocks[i / 2 * 2 * vectors + 2 * j], right = blocks[i / 2 * 2 * vectors + 2 * j + 1];
      int64_t row = i % 2 * 2;
      result.push_back(vector::ShuffleOp::create(builder, builder.loc, left, right,
                                                 ArrayRef<int64_t>{row, row + 1, row + 4, row + 5}));
    }
  return result;
}

bool ProductLoop::isUnrolled(int64_t vectors) const {
  // Their products leave too few registers for an epilogue in the same loop.
  if (form == ProductForm::Words)
    return segments.steps() == 1;
  return segments.steps() * vectors <= kUnrolledWeights || (segments.steps() <= kUnrolledSteps && vectors <= 4);
}

/// LLVM likes to load for all rows before it multiplies, which takes registers that tall tiles
/// do not leave; nor do products that need a register before they are added.
bool ProductLoop::isRowByRow(int64_t rows, int64_t vectors) const {
  switch (form) {
  case ProductForm::Words:
    return true;
  case ProductForm::Pairs:
  case ProductForm::Exact:
    return isUnrolled(vectors);
  case ProductForm::Double:
    return lanes == 8;
  case ProductForm::Dot:
  case ProductForm::Single:
  case ProductForm::Float:
    return lanes == 8 && rows > 8;
  case ProductForm::Matrix:
    return false;
  }
  llvm_unreachable("all forms handled");
}

SmallVector<Value> ProductLoop::emit(KernelBuilder &builder, int64_t rows, int64_t vectors, Value origin,
                                     int64_t rowStride, Value weight, ArrayRef<Value> initial) const {
  SmallVector<Value> accumulators(initial);
  while (int64_t(accumulators.size()) < rows * vectors)
    llvm::append_range(accumulators, initial);
  if (form == ProductForm::Matrix)
    accumulators = toMatrix(builder, rows, accumulators);

  int64_t steps = segments.stepsPerSegment(), stepWeights = vectors * lanes * segments.group;
  auto emitSteps = [&](Value start, Value first, ArrayRef<Value> values, bool unroll) -> SmallVector<Value> {
    SmallVector<Value> current(values);
    if (unroll) {
      for (int64_t step = 0; step < steps; ++step) {
        // Otherwise LLVM loads the weights of all steps ahead of the loop over tiles, and spills.
        SmallVector<Value *> pinned = {&start, &first};
        for (Value &accumulator : current)
          pinned.push_back(&accumulator);
        builder.pin(pinned);
        current = emitStep(builder, rows, vectors, builder.add(start, step * segments.group), rowStride,
                           builder.add(first, step * stepWeights), current);
      }
      return current;
    }
    return builder.forEachWith(steps, current, [&](Value step, ArrayRef<Value> carried) {
      return emitStep(builder, rows, vectors, builder.add(start, builder.mul(step, segments.group)), rowStride,
                      builder.add(first, builder.mul(step, stepWeights)), carried);
    });
  };

  bool unrollAll = isUnrolled(vectors);
  auto segment = [&](Value outer, Value inner, ArrayRef<Value> values) {
    Value start = builder.add(builder.add(origin, builder.mul(outer, segments.outerStride)),
                              builder.mul(inner, segments.innerStride));
    Value first = builder.add(builder.add(weight, builder.mul(outer, segments.inner * steps * stepWeights)),
                              builder.mul(inner, steps * stepWeights));
    return emitSteps(start, first, values, unrollAll);
  };
  if (unrollAll) {
    for (int64_t outer = 0; outer < segments.outer; ++outer)
      for (int64_t inner = 0; inner < segments.inner; ++inner)
        accumulators = segment(builder.index(outer), builder.index(inner), accumulators);
  } else {
    accumulators = builder.forEachWith(segments.outer, accumulators, [&](Value outer, ArrayRef<Value> values) {
      return builder.forEachWith(segments.inner, values,
                                 [&](Value inner, ArrayRef<Value> carried) { return segment(outer, inner, carried); });
    });
  }
  return form == ProductForm::Matrix ? fromMatrix(builder, rows, vectors, accumulators) : accumulators;
}
