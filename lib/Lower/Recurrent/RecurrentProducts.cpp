//===- RecurrentProducts.cpp - The matrix of a recurrence -----------------===//
//
// Tested by test/Target/run-recurrent.mlir, run-recurrent-8-bit.mlir, run-recurrent-dynamic.mlir and test/Kernels.
//
//===----------------------------------------------------------------------===//

#include "RecurrentProducts.h"

#include "mlir/Dialect/Math/IR/Math.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "mlir/Dialect/Vector/IR/VectorOps.h"
#include "quantc/Dialect/Qk/Analysis/Bounds.h"
#include "quantc/Dialect/Qk/IR/Qk.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::lower;

/// The type whose stored values the machine's dot products read: shifted, which changes no difference.
static quant::UniformQuantizedType toStored(quant::UniformQuantizedType type, bool isUnsigned) {
  if (!type || type.isSigned() != isUnsigned)
    return type;
  int64_t offset = isUnsigned ? 128 : -128;
  return quant::UniformQuantizedType::get(isUnsigned ? 0 : quant::QuantizationFlags::Signed, type.getStorageType(),
                                          type.getExpressedType(), type.getScale(), type.getZeroPoint() + offset,
                                          type.getStorageTypeMin() + offset, type.getStorageTypeMax() + offset);
}

/// The stored weights of a constant, a byte each.
static SmallVector<int8_t> getWeights(qnn::ConstantOp constant) {
  SmallVector<int8_t> weights;
  for (char byte : qnn::getElementBytes(constant.getValue()))
    weights.push_back(int8_t(byte));
  return weights;
}

RecurrentProducts::RecurrentProducts(qnn::RecurrentOpInterface op, const Machine &machine, LoopEmitter &emitter,
                                     TensorBuffer weight)
    : emitter(emitter), stored(toStored(op.getStateType(), machine.activationsUnsigned())),
      dynamic(op.getDynamicSpec()), isPerSequence(op.isPerSequence()),
      sequences(cast<RankedTensorType>(op.getProjectionOperand().get().getType()).getDimSize(1)) {
  numerics::Recurrence recurrence = op.getRecurrence();
  auto type = cast<RankedTensorType>(op.getMatrixOperand().get().getType());
  columns = type.getDimSize(1);
  if (qnn::hasStoredWeight(op))
    half = cast<FloatType>(type.getElementType());
  directGates = recurrence.getNumDirectGates();
  auto constant = op.getMatrixOperand().get().getDefiningOp<qnn::ConstantOp>();
  SmallVector<int8_t> weights;
  if (stored) {
    weights = getWeights(constant);
    SmallVector<int8_t> padded; // groups of four columns, as they are packed
    for (int64_t row = 0; row < type.getDimSize(0); ++row) {
      llvm::append_range(padded, ArrayRef(weights).slice(row * columns, columns));
      padded.resize(llvm::alignTo(padded.size(), 4));
    }
    form = chooseProductForm(machine, /*positions=*/1, qk::pairsFitInt16(padded, !stored.isSigned()));
  }
  group = getGroupSize(form);
  lanes = chooseLanes(machine, directGates * columns);
  for (int64_t first : {int64_t(0), directGates}) {
    int64_t end = first == 0 ? directGates : recurrence.getNumGates();
    Section section{first * columns, (end - first) * columns, numSums};
    section.vectors = llvm::divideCeil(section.rows, lanes);
    if (section.rows > 0) {
      Tile tile = chooseTile(machine, form, first == 0 ? sequences : 1, section.rows, columns);
      int64_t most = std::max<int64_t>(1, tile.columns / lanes);
      section.states = tile.rows;
      // Panels of one size, as far as may be.
      section.perPanel = llvm::divideCeil(section.vectors, llvm::divideCeil(section.vectors, most));
    }
    section.firstWeight = numWeights;
    numSums += section.vectors * lanes;
    numWeights += section.vectors * lanes * getStateSize();
    sections.push_back(section);
  }
  sums = emitter.addScratch(RankedTensorType::get({sequences * numSums}, emitter.b.getF32Type()));
  if (dynamic) {
    int64_t places = (isPerSequence ? sequences : 1) + 1;
    scales = emitter.addScratch(RankedTensorType::get({places}, emitter.b.getF32Type()));
    zeroPoints = emitter.addScratch(RankedTensorType::get({places}, emitter.b.getI32Type()));
  }
  if (stored) {
    packed = pack<int8_t>(weights);
    addMultipliers(op, weights);
  } else if (half) {
    SmallVector<char> bytes = qnn::getElementBytes(constant.getValue());
    packed = pack(ArrayRef(reinterpret_cast<const int16_t *>(bytes.data()), bytes.size() / sizeof(int16_t)));
  } else if (constant) {
    SmallVector<char> bytes = qnn::getElementBytes(constant.getValue());
    packed = pack(ArrayRef(reinterpret_cast<const float *>(bytes.data()), bytes.size() / sizeof(float)));
  } else {
    packAtRunTime(weight);
  }
}

template <typename T> TensorBuffer RecurrentProducts::pack(ArrayRef<T> weights) {
  SmallVector<T> result;
  result.reserve(numWeights);
  for (const Section &section : sections)
    for (int64_t panel = 0; panel < section.vectors; panel += section.perPanel)
      for (int64_t step = 0; step < getStateSize(); step += group)
        for (int64_t row = panel * lanes; row < std::min(section.vectors, panel + section.perPanel) * lanes; ++row)
          for (int64_t column = step; column < step + group; ++column) {
            bool isInside = row < section.rows && column < columns;
            result.push_back(isInside ? weights[(section.firstRow + row) * columns + column] : T(0));
          }
  return emitter.addConstant<T>(result, {int64_t(result.size())});
}

/// Copies a matrix of floats into panels; what pads them is never read as a sum.
void RecurrentProducts::packAtRunTime(const TensorBuffer &weight) {
  packed = emitter.addScratch(RankedTensorType::get({numWeights}, emitter.b.getF32Type()));
  for (const Section &section : sections)
    for (int64_t panel = 0; panel < section.vectors; panel += section.perPanel) {
      int64_t first = panel * lanes, width = std::min(section.perPanel, section.vectors - panel) * lanes;
      emitter.loop(std::min(width, section.rows - first), [&](Value row) {
        emitter.loop(columns, [&](Value column) {
          Value from = emitter.add(emitter.scale(emitter.add(row, section.firstRow + first), columns), column);
          Value to = emitter.add(emitter.add(emitter.scale(column, width), row), section.firstWeight + first * columns);
          emitter.store(packed, to, emitter.load(weight, from));
        });
      });
    }
}

/// The zero point that a state has whatever its range, as stored.
static int64_t getFixedZeroPoint(quant::UniformQuantizedType stored,
                                 const std::optional<numerics::DynamicSpec> &dynamic) {
  return stored.getZeroPoint() + (dynamic ? dynamic->getMiddle() : 0);
}

/// Where each sum starts, -zero_point times the sum of its weights, or that sum alone where a run finds the zero point;
/// and what a unit of it is worth (N8b), less the scale of the state where a run finds that.
void RecurrentProducts::addMultipliers(qnn::RecurrentOpInterface op, ArrayRef<int8_t> weights) {
  SmallVector<double> scales = qnn::getScales(qnn::getQuantizedType(op.getMatrixOperand().get()));
  SmallVector<int32_t> starts(numSums);
  SmallVector<float> factors(numSums);
  for (const Section &section : sections)
    for (int64_t row = 0; row < section.rows; ++row) {
      int64_t sum = 0;
      for (int8_t value : weights.slice((section.firstRow + row) * columns, columns))
        sum += value;
      starts[section.firstSum + row] = int32_t(hasFixedZeroPoint() ? -getFixedZeroPoint(stored, dynamic) * sum : sum);
      factors[section.firstSum + row] = float(stored.getScale() * scales[section.firstRow + row]);
    }
  initial = emitter.addConstant<int32_t>(starts, {numSums});
  multipliers = emitter.addConstant<float>(factors, {numSums});
}

//===----------------------------------------------------------------------===//
// Code
//===----------------------------------------------------------------------===//

Value RecurrentProducts::getPosition(Value sequence, int64_t gate, Value unit) const {
  int64_t first = gate < directGates ? gate * columns : sections[1].firstSum + (gate - directGates) * columns;
  return emitter.add(emitter.add(unit, first), emitter.scale(sequence, numSums));
}

void RecurrentProducts::forPanels(const Section &section, function_ref<void(Value, int64_t)> body) {
  int64_t whole = section.vectors / section.perPanel, rest = section.vectors % section.perPanel;
  emitter.loop(whole, [&](Value panel) { body(emitter.scale(panel, section.perPanel), section.perPanel); });
  if (rest)
    body(emitter.index(whole * section.perPanel), rest);
}

Value RecurrentProducts::getPanel(const Section &section, Value vector) {
  return emitter.add(emitter.scale(vector, lanes * getStateSize()), section.firstWeight);
}

/// One vector of weights; 16-bit floats widened.
Value RecurrentProducts::loadWeights(Value position) {
  ImplicitLocOpBuilder &b = emitter.b;
  auto type = VectorType::get({lanes * group}, cast<MemRefType>(packed.memref.getType()).getElementType());
  Value weights = vector::LoadOp::create(b, type, packed.memref, position);
  if (!half)
    return weights;
  Type floats = emitter.wide(b.getF32Type());
  if (half.isF16()) {
    Value halves = vector::BitCastOp::create(b, type.clone(half), weights);
    return arith::ExtFOp::create(b, floats, halves);
  }
  Value bits = arith::ExtUIOp::create(b, emitter.wide(b.getI32Type()), weights);
  return vector::BitCastOp::create(b, cast<VectorType>(floats),
                                   arith::ShLIOp::create(b, bits, emitter.integer(32, 16)));
}

/// Adds the products of some columns, from element `at` of the first state on, to the sums of each state.
SmallVector<Value> RecurrentProducts::multiplyAdd(const States &states, Value at, ValueRange weights, ValueRange sums) {
  ImplicitLocOpBuilder &b = emitter.b;
  SmallVector<Value> next;
  for (int64_t i = 0; i < states.count; ++i) {
    Value column = emitter.add(at, i * getStateSize());
    Value state = qk::LoadGroupOp::create(b, weights[0].getType(), states.buffer.memref, column, group);
    for (Value weight : weights) {
      Value sum = sums[next.size()];
      if (stored)
        next.push_back(
            qk::DotOp::create(b, sum.getType(), sum, state, weight, !stored.isSigned(), form == ProductForm::Pairs));
      else
        next.push_back(math::FmaOp::create(b, state, weight, sum));
    }
  }
  return next;
}

void RecurrentProducts::setParams(Value sequence, Value scale, Value zeroPoint) {
  Value place = isPerSequence ? sequence : emitter.index(0);
  emitter.store(scales, place, scale);
  emitter.store(zeroPoints, place, zeroPoint);
}

void RecurrentProducts::setRestParams(Value scale, Value zeroPoint) {
  Value place = emitter.index(scales.shape()[0] - 1);
  emitter.store(scales, place, scale);
  emitter.store(zeroPoints, place, zeroPoint);
}

/// What the products at `position` are added to.
Value RecurrentProducts::getStart(Value position, Value params) {
  if (!stored)
    return emitter.f32(0);
  Value start = emitter.load(initial, position);
  if (hasFixedZeroPoint())
    return start;
  Value product = arith::MulIOp::create(emitter.b, start, emitter.loadSplat(zeroPoints, params));
  return arith::SubIOp::create(emitter.b, emitter.integer(32, 0), product);
}

/// The real value of a sum: N8b, or N13b.
Value RecurrentProducts::getReal(Value sum, Value position, Value params) {
  if (!stored)
    return sum;
  Value value = arith::SIToFPOp::create(emitter.b, emitter.wide(emitter.b.getF32Type()), sum);
  Value multiplier = emitter.load(multipliers, position);
  if (dynamic)
    multiplier = arith::MulFOp::create(emitter.b, emitter.loadSplat(scales, params), multiplier);
  return arith::MulFOp::create(emitter.b, value, multiplier);
}

/// The place of scale and zero point of one of the states.
Value RecurrentProducts::getParams(const States &states, int64_t index) {
  return isPerSequence ? emitter.add(states.params, index) : states.params;
}

void RecurrentProducts::emitPanel(const Section &section, Value vector, int64_t count, const States &states) {
  Value position = emitter.add(emitter.scale(vector, lanes), section.firstSum), panel = getPanel(section, vector);
  SmallVector<Value> start;
  for (int64_t i = 0; i < states.count; ++i)
    for (int64_t v = 0; v < count; ++v)
      start.push_back(getStart(emitter.add(position, v * lanes), getParams(states, i)));
  SmallVector<Value> results = emitter.carryLoop(getStateSize() / group, start, [&](Value step, ValueRange carried) {
    Value weight = emitter.add(panel, emitter.scale(step, count * lanes * group));
    SmallVector<Value> weights;
    for (int64_t v = 0; v < count; ++v)
      weights.push_back(loadWeights(emitter.add(weight, v * lanes * group)));
    return multiplyAdd(states, emitter.add(states.first, emitter.scale(step, group)), weights, carried);
  });
  for (int64_t i = 0; i < states.count; ++i)
    for (int64_t v = 0; v < count; ++v) {
      Value at = emitter.add(position, v * lanes), sequence = emitter.add(states.sequence, i);
      Value real = getReal(results[i * count + v], at, getParams(states, i));
      emitter.store(sums, emitter.add(at, emitter.scale(sequence, numSums)), real);
    }
}

void RecurrentProducts::emitDirect(const TensorBuffer &states) {
  int64_t saved = emitter.width, together = sections[0].states, whole = sequences / together;
  emitter.width = lanes;
  forPanels(sections[0], [&](Value vector, int64_t count) {
    auto emit = [&](Value first, int64_t number) {
      Value params = isPerSequence ? first : emitter.index(0);
      emitPanel(sections[0], vector, count, {states, emitter.scale(first, getStateSize()), first, params, number});
    };
    emitter.loop(whole, [&](Value block) { emit(emitter.scale(block, together), together); });
    if (int64_t rest = sequences % together)
      emit(emitter.index(whole * together), rest);
  });
  emitter.width = saved;
}

void RecurrentProducts::emitRest(const TensorBuffer &state, Value sequence) {
  int64_t saved = emitter.width;
  emitter.width = lanes;
  Value params = dynamic ? emitter.index(scales.shape()[0] - 1) : emitter.index(0);
  forPanels(sections[1], [&](Value vector, int64_t count) {
    emitPanel(sections[1], vector, count, {state, emitter.index(0), sequence, params, 1});
  });
  emitter.width = saved;
}
