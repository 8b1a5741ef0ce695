//===- Epilogue.cpp - From accumulators to stored results -----------------===//
//
// N5, N8a, N8b, N8d, N8f, N11e, N13, N16a and N16b of docs/numerics.md, one f32 operation a rounding: nothing
// here may become an fma but what is one in N8f and N11e.
//
// Tested by test/Lower/contraction.mlir and test/Kernels.
//
//===----------------------------------------------------------------------===//

#include "Epilogue.h"

#include "../FixedPoint.h"
#include "../Generic/BuilderOps.h"
#include "LaneEmitter.h"

#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::lower;
using quantc::qk::TailKind;
using Kind = quantc::numerics::Scaling::Kind;

/// f32 lanes of the widest vectors. Tails of several widths share their constants.
static constexpr int64_t kMostLanes = 16;

template <typename T> static ElementsAttr makeConstantOf(Type element, ArrayRef<T> values) {
  auto type = RankedTensorType::get({int64_t(values.size())}, element);
  return qnn::makeElementsAttr(type, {reinterpret_cast<const char *>(values.data()), values.size() * sizeof(T)});
}
ElementsAttr lower::makeConstant(MLIRContext *context, ArrayRef<int8_t> values) {
  return makeConstantOf(IntegerType::get(context, 8), values);
}
ElementsAttr lower::makeConstant(MLIRContext *context, ArrayRef<int16_t> values) {
  return makeConstantOf(IntegerType::get(context, 16), values);
}
ElementsAttr lower::makeConstant(MLIRContext *context, ArrayRef<int32_t> values) {
  return makeConstantOf(IntegerType::get(context, 32), values);
}
ElementsAttr lower::makeConstant(MLIRContext *context, ArrayRef<float> values) {
  return makeConstantOf(Float32Type::get(context), values);
}

ElementsAttr lower::makeConstant(MLIRContext *context, ArrayRef<double> values) {
  return makeConstantOf(Float64Type::get(context), values);
}

/// One number of each factor of N16a.
static SmallVector<int32_t> collect(ArrayRef<numerics::Scaling> scalings,
                                    llvm::function_ref<int32_t(const numerics::FixedMultiplier &)> read) {
  return llvm::map_to_vector(scalings, [&](const numerics::Scaling &scaling) { return read(scaling.fixed); });
}
static SmallVector<int32_t> getLeftShifts(const qk::Tail &tail) {
  return collect(tail.scalings, [](const numerics::FixedMultiplier &factor) { return factor.left(); });
}
static SmallVector<int32_t> getRightShifts(const qk::Tail &tail) {
  return collect(tail.scalings, [](const numerics::FixedMultiplier &factor) { return factor.right(); });
}
static bool hasKind(const qk::Tail &tail, numerics::Scaling::Kind kind) {
  return !tail.scalings.empty() && tail.scalings.front().kind == kind;
}
/// Whether one of the shifts is not 0, so that the code shifts.
static bool hasShifts(const qk::Tail &tail, ArrayRef<int32_t> shifts) {
  return hasKind(tail, numerics::Scaling::Kind::Fixed) && llvm::any_of(shifts, [](int32_t shift) { return shift; });
}

std::string Epilogue::getSpec() const {
  std::string spec;
  llvm::raw_string_ostream os(spec);
  os << " tail " << int(tail.kind) << " lanes " << lanes << " parameters " << order.size() << " bounded " << bounded;
  os << " bits " << tail.bits << " zp " << tail.zeroPoint << " clamp " << tail.low << " " << tail.high << " slopes "
     << tail.slopes.size();
  if (tail.rectifier)
    os << " rectifier " << tail.rectifier->numTerms << " gains " << tail.gains.size();
  os << " table " << tail.table.size();
  if (!tail.scalings.empty())
    os << " scaling " << int(tail.scalings.front().kind) << hasShifts(tail, getLeftShifts(tail))
       << hasShifts(tail, getRightShifts(tail));
  if (tail.hasResidual())
    os << " residual " << tail.residual << " " << llvm::bit_cast<uint32_t>(tail.residualMultiplier) << " "
       << tail.residualZeroPoint << " " << tail.residualUnsigned;
  if (tail.codeZeroPoint)
    os << " code " << *tail.codeZeroPoint << " " << tail.codeOffset << " " << tail.codeUnsigned << " "
       << tail.codeZeroPointPerRow;
  if (tail.kind == TailKind::DynamicDequantize)
    os << " scale " << tail.scale << " " << tail.scalePerRow;
  if (tail.isReal)
    os << " real " << llvm::bit_cast<uint32_t>(tail.reciprocal) << " " << tail.shift;
  os << " biases " << tail.floatBias.size();
  return spec;
}

void Epilogue::appendConstants(MLIRContext *context, SmallVectorImpl<ElementsAttr> &constants) const {
  if (tail.kind == TailKind::None)
    return;
  auto addIntegers = [&](ArrayRef<int32_t> values) {
    constants.push_back(makeConstant(context, reorder<int32_t>(values, order, 0)));
  };
  if (hasKind(tail, Kind::Fixed)) {
    addIntegers(collect(tail.scalings, [](const numerics::FixedMultiplier &factor) { return factor.mantissa; }));
    for (const SmallVector<int32_t> &shifts : {getLeftShifts(tail), getRightShifts(tail)})
      if (hasShifts(tail, shifts))
        addIntegers(shifts);
  } else if (hasKind(tail, Kind::Narrow)) {
    auto values = llvm::map_to_vector(tail.scalings, [](const numerics::Scaling &scaling) { return scaling.narrow; });
    constants.push_back(makeConstant(context, reorder<double>(values, order, 0.0)));
  } else {
    // In one constant what a function needs as well: pointers are scarce in a kernel of many rows.
    SmallVector<float> factors = reorder<float>(tail.multipliers, order, 0.0f);
    if (!tail.gains.empty())
      llvm::append_range(factors, reorder<float>(tail.gains, order, 1.0f));
    if (tail.rectifier) {
      numerics::RectifierConstants values(*tail.rectifier, tail.outputScale);
      for (float value : ArrayRef<float>(values.values).take_front(values.count))
        factors.append(kMostLanes, value);
    }
    constants.push_back(makeConstant(context, ArrayRef<float>(factors)));
  }
  if (!tail.slopes.empty())
    constants.push_back(makeConstant(context, reorder<float>(tail.slopes, order, 1.0f)));
  if (tail.codeZeroPoint)
    constants.push_back(makeConstant(context, reorder<int32_t>(tail.sums, order, 0)));
  if (!tail.floatBias.empty())
    constants.push_back(makeConstant(context, reorder<float>(tail.floatBias, order, 0.0f)));
  if (!tail.table.empty())
    constants.push_back(makeConstant(
        context, ArrayRef<int8_t>(reinterpret_cast<const int8_t *>(tail.table.data()), tail.table.size())));
}

void Epilogue::setBuffers(Value outputBuffer, ValueRange inputs, ValueRange constants) {
  output = outputBuffer;
  if (tail.hasResidual())
    residual = inputs[tail.residual];
  if (tail.codeZeroPoint)
    codeZeroPoint = inputs[*tail.codeZeroPoint];
  if (tail.kind == TailKind::DynamicDequantize)
    scale = inputs[tail.scale];
  if (tail.kind == TailKind::None)
    return;
  size_t next = 0;
  factors = constants[next++];
  if (hasShifts(tail, getLeftShifts(tail)))
    leftShifts = constants[next++];
  if (hasShifts(tail, getRightShifts(tail)))
    rightShifts = constants[next++];
  if (!tail.slopes.empty())
    slopes = constants[next++];
  if (tail.codeZeroPoint)
    sums = constants[next++];
  if (!tail.floatBias.empty())
    floatBias = constants[next++];
  if (!tail.table.empty())
    table = constants[next++];
}

/// Returns what the run has found for the row of the element `position`, in all lanes.
Value Epilogue::emitRunTimeValue(KernelBuilder &builder, Value buffer, bool isPerRow, Value position) const {
  Value row = builder.index(0);
  if (isPerRow)
    row = arith::DivUIOp::create(builder, builder.loc, position, builder.index(channels));
  Value value = memref::LoadOp::create(builder, builder.loc, buffer, ValueRange(row));
  return vector::BroadcastOp::create(builder, builder.loc, builder.vectorType(lanes, value.getType()), value);
}

/// The zero point of the codes that were summed.
Value Epilogue::emitCodeZeroPoint(KernelBuilder &builder, Value position) const {
  Location loc = builder.loc;
  auto integers = builder.vectorType(lanes, builder.getI32Type());
  Value stored = emitRunTimeValue(builder, codeZeroPoint, tail.codeZeroPointPerRow, position);
  stored = tail.codeUnsigned ? arith::ExtUIOp::create(builder, loc, integers, stored).getResult()
                             : arith::ExtSIOp::create(builder, loc, integers, stored).getResult();
  if (tail.codeOffset == 0)
    return stored;
  return arith::SubIOp::create(builder, loc, stored, builder.splat(integers, tail.codeOffset));
}

/// Returns the product of the accumulator and a factor of N16a or N16b, as f32.
Value Epilogue::emitScaled(KernelBuilder &builder, Value accumulator, Value parameter) const {
  Location loc = builder.loc;
  auto load = [&](Value buffer) { return buffer ? builder.load(buffer, parameter, lanes) : Value(); };
  if (hasKind(tail, Kind::Narrow))
    return emitNarrowProduct(builder, loc, accumulator, load(factors));
  Value product = emitFixedProduct(builder, loc, accumulator, {load(factors), load(leftShifts), load(rightShifts)});
  return arith::SIToFPOp::create(builder, loc, builder.vectorType(lanes, builder.getF32Type()), product);
}

/// Returns the f32 value of the accumulator: what is rounded, or the float result.
Value Epilogue::emitReal(KernelBuilder &builder, Value accumulator, Value position, Value parameter,
                         Value residualPart) const {
  Location loc = builder.loc;
  auto floats = builder.vectorType(lanes, builder.getF32Type());
  auto integers = builder.vectorType(lanes, builder.getI32Type());
  if (tail.codeZeroPoint) {
    Value excess =
        arith::MulIOp::create(builder, loc, emitCodeZeroPoint(builder, position), builder.load(sums, parameter, lanes));
    accumulator = arith::SubIOp::create(builder, loc, accumulator, excess);
  }
  if (!tail.scalings.empty())
    return emitScaled(builder, accumulator, parameter);
  Value multiplier = builder.load(factors, parameter, lanes);
  if (scale)
    multiplier =
        arith::MulFOp::create(builder, loc, emitRunTimeValue(builder, scale, tail.scalePerRow, position), multiplier);
  Value real = arith::SIToFPOp::create(builder, loc, floats, accumulator);
  if (tail.isReal) {
    real = floatBias
               ? Value(math::FmaOp::create(builder, loc, real, multiplier, builder.load(floatBias, parameter, lanes)))
               : Value(arith::MulFOp::create(builder, loc, real, multiplier));
    return math::FmaOp::create(builder, loc, real, builder.splat(floats, tail.reciprocal),
                               builder.splat(floats, tail.shift));
  }
  real = arith::MulFOp::create(builder, loc, real, multiplier);
  if (floatBias)
    real = arith::AddFOp::create(builder, loc, real, builder.load(floatBias, parameter, lanes));
  if (tail.hasResidual()) {
    Value stored = residualPart ? residualPart : builder.load(residual, position, lanes);
    Value other = tail.residualUnsigned ? arith::ExtUIOp::create(builder, loc, integers, stored).getResult()
                                        : arith::ExtSIOp::create(builder, loc, integers, stored).getResult();
    other = arith::SubIOp::create(builder, loc, other, builder.splat(integers, tail.residualZeroPoint));
    other = arith::SIToFPOp::create(builder, loc, floats, other);
    other = arith::MulFOp::create(builder, loc, other, builder.splat(floats, tail.residualMultiplier));
    if (tail.kind == TailKind::Add)
      real = arith::AddFOp::create(builder, loc, real, other);
    else if (tail.kind == TailKind::Sub)
      real = arith::SubFOp::create(builder, loc, real, other);
    else
      real = arith::SubFOp::create(builder, loc, other, real);
  }
  if (slopes) {
    Value scaled = arith::MulFOp::create(builder, loc, real, builder.load(slopes, parameter, lanes));
    Value positive = arith::CmpFOp::create(builder, loc, arith::CmpFPredicate::OGE, real, builder.splat(floats, 0.0f));
    real = arith::SelectOp::create(builder, loc, positive, real, scaled);
  }
  if (tail.rectifier) {
    // Constants in memory, behind a pin: as many in registers would leave none for accumulators.
    int64_t numChannels = order.size(), end = tail.gains.empty() ? numChannels : 2 * numChannels;
    Value first = builder.index(0);
    builder.pin(first, real);
    auto constant = [&](size_t i) {
      return builder.load(factors, builder.add(first, end + int64_t(i) * kMostLanes), lanes);
    };
    LaneEmitter emitter(builder, lanes);
    BasicBuilderOps<LaneEmitter> ops{emitter};
    real = numerics::rectifySmoothly(ops, real, tail.rectifier->numTerms + 3, constant);
    if (!tail.gains.empty())
      real =
          arith::MulFOp::create(builder, loc, real, builder.load(factors, builder.add(parameter, numChannels), lanes));
  }
  return real;
}

/// Takes apart adjacent channels into the order of `in_lane`, that of accumulator `which` of `parts`.
static Value extractInLane(KernelBuilder &builder, Value stored, int64_t which, int64_t lanes, int64_t parts) {
  SmallVector<int64_t> order;
  for (int64_t lane = 0; lane < lanes; ++lane)
    order.push_back(lane / 4 * 4 * parts + which * 4 + lane % 4);
  return vector::ShuffleOp::create(builder, builder.loc, stored, stored, order);
}

/// Rounds vectors of f32 to the stored elements of adjacent channels.
Value Epilogue::emitRounded(KernelBuilder &builder, ArrayRef<Value> reals, bool inLane) const {
  Type element = builder.getIntegerType(tail.bits);
  auto round = [&](ArrayRef<Value> inputs) -> Value {
    return qk::RoundPackOp::create(builder, builder.loc, builder.vectorType(int64_t(inputs.size()) * lanes, element),
                                   inputs, tail.zeroPoint, tail.low, tail.high, bounded, inLane);
  };
  if (tail.bits == 8 || reals.size() <= 2)
    return round(reals);
  // Four vectors that lie in lanes: of each 128 bits eight words come from the first two, and eight from the others.
  Value first = round(reals.take_front(2)), second = round(reals.drop_front(2));
  SmallVector<int64_t> order;
  for (int64_t block = 0; block < 2 * lanes; block += 8)
    for (int64_t source : {int64_t(0), 2 * lanes})
      for (int64_t word = 0; word < 8; ++word)
        order.push_back(source + block + word);
  return vector::ShuffleOp::create(builder, builder.loc, first, second, order);
}

void Epilogue::emit(KernelBuilder &builder, ArrayRef<Value> accumulators, Value position, Value parameter,
                    int64_t valid, bool inLane) {
  bool isFloat = tail.isFloat();
  Value residualBlock;
  if (inLane && residual)
    residualBlock = builder.load(residual, position, blockParts * lanes);

  // As many as one rounding packs; a block whose channels lie in lanes is one, if it is whole.
  size_t most = tail.bits == 8 || (inLane && lanes > 4) ? 4 : 2;
  SmallVector<Value> reals;
  int64_t first = 0; // channels before those in `reals`
  for (auto [index, accumulator] : llvm::enumerate(accumulators)) {
    Value element = builder.add(position, int64_t(index) * lanes);
    Value entry = builder.add(parameter, int64_t(index) * lanes);
    if (tail.rectifier && !reals.empty()) // one polynomial after the other, for the same reason as their constants
      builder.pin(entry, reals.back());
    Value part = residualBlock ? extractInLane(builder, residualBlock, index, lanes, blockParts) : Value();
    Value real = tail.kind == TailKind::None ? accumulator : emitReal(builder, accumulator, element, entry, part);
    if (isFloat) {
      builder.store(real, output, element, std::min(lanes, valid - int64_t(index) * lanes));
      continue;
    }
    reals.push_back(real);
    if (reals.size() < most && index + 1 < accumulators.size())
      continue;
    int64_t count = int64_t(reals.size()) * lanes;
    Pending result{emitRounded(builder, reals, inLane), builder.add(position, first), std::min(count, valid - first)};
    if (table)
      pending.push_back(result);
    else
      builder.store(result.stored, output, result.position, result.count);
    first += count;
    reals.clear();
  }
}

void Epilogue::finish(KernelBuilder &builder) {
  for (auto [stored, position, count] : pending) {
    Value first = builder.index(0);
    builder.pin(first);
    Value found = qk::LookupOp::create(builder, builder.loc, stored.getType(), stored, table, first);
    builder.store(found, output, position, count);
  }
  pending.clear();
}
