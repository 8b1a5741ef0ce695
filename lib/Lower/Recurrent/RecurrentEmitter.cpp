//===- RecurrentEmitter.cpp - Kernels of LSTM, GRU and RNN ----------------===//
//
// Time steps, in each two phases: the products of the states of all sequences with
// the matrix (RecurrentProducts.h), then for each sequence the units in vectors of the
// machine's width, with the formulas of Numerics/RecurrentFunctions.h. A float copy
// of the state lives from step to step, and a rounded one where products are
// integers: rounded as it is stored, or before a step where a run finds the scale.
//
// Tested by test/Target/run-recurrent.mlir, run-recurrent-8-bit.mlir, run-recurrent-dynamic.mlir and test/Kernels.
//
//===----------------------------------------------------------------------===//

#include "RecurrentEmitter.h"

#include "../Generic/BuilderOps.h"
#include "../Generic/GenericEmitters.h"
#include "../Generic/ScalarBuilder.h"
#include "RecurrentProducts.h"

#include "quantc/Dialect/Qk/IR/Qk.h"
#include "quantc/Numerics/RecurrentFunctions.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::lower;
using numerics::Recurrence;
using numerics::RecurrenceKind;

/// The recurrence of a region that holds nothing else but constants, or null.
static qnn::RecurrentOpInterface getRecurrentOp(qnn::FusedOp op) {
  qnn::RecurrentOpInterface found;
  for (Operation &inner : op.getBody().front().without_terminator()) {
    if (isa<qnn::ConstantOp>(inner))
      continue;
    auto recurrent = dyn_cast<qnn::RecurrentOpInterface>(inner);
    if (!recurrent || found)
      return {};
    found = recurrent;
  }
  if (!found || found->getResults() != op.getBody().front().getTerminator()->getOperands())
    return {};
  return found;
}

bool RecurrentEmitter::matches(qnn::FusedOp op) const { return bool(getRecurrentOp(op)); }

namespace {
/// Buffers of a recurrence's operands and results; those that it does not have are null.
struct Buffers {
  TensorBuffer projection, weight, bias, firstHidden, firstCell, peephole, hidden, cell;
};

/// Writes the loops.
class RecurrentLoops {
public:
  RecurrentLoops(qnn::RecurrentOpInterface op, const Machine &machine, LoopEmitter &emitter, const Buffers &buffers);
  void emit();

private:
  /// Where the vectors of a sequence in one step begin.
  struct Place {
    Value sequence, projection, state, codes, result;
  };
  void forUnits(function_ref<void(Value unit)> body);
  void start(Value sequence);
  void step(const Place &place);
  void stepGru(const Place &place);
  void stepLstm(const Place &place);
  /// What the products of the gates read.
  const TensorBuffer &getState() const { return products.getStored() ? codes : state; }
  Value loadProjection(const Place &place, int64_t gate, Value unit);
  Value loadSum(const Place &place, int64_t gate, Value unit);
  Value evaluateGate(const Place &place, int function, int64_t gate, Value unit);
  Value round(Value value, quant::UniformQuantizedType type);
  DynamicValues roundByRange(const TensorBuffer &floats, Value from, int64_t count, const TensorBuffer &rounded,
                             Value to);
  void roundStates();
  void storeState(const Place &place, Value unit, Value value);
  TensorBuffer addFloats(int64_t count);

  qnn::RecurrentOpInterface op;
  LoopEmitter &e;
  BuilderOps o;
  Buffers buffers;
  Recurrence recurrence;
  RecurrentProducts products;
  int64_t steps, sequences, units, lanes;
  TensorBuffer state, cell, codes; ///< of all sequences
  TensorBuffer gated, gatedCodes;  ///< the state times the reset gate: float, rounded
};
} // namespace

TensorBuffer RecurrentLoops::addFloats(int64_t count) {
  return e.addScratch(RankedTensorType::get({count}, e.b.getF32Type()));
}

RecurrentLoops::RecurrentLoops(qnn::RecurrentOpInterface op, const Machine &machine, LoopEmitter &emitter,
                               const Buffers &buffers)
    : op(op), e(emitter), o{emitter}, buffers(buffers), recurrence(op.getRecurrence()),
      products(op, machine, emitter, buffers.weight), steps(buffers.hidden.shape()[0]),
      sequences(buffers.hidden.shape()[1]), units(buffers.hidden.shape()[2]), lanes(machine.lanes()) {
  state = addFloats(sequences * units);
  if (recurrence.kind == RecurrenceKind::Lstm)
    cell = buffers.cell.memref ? buffers.cell : addFloats(sequences * units);
  if (products.getStored())
    codes = e.addScratch(RankedTensorType::get({sequences * products.getStateSize()}, e.b.getI8Type()));
  if (recurrence.getNumDirectGates() != recurrence.getNumGates()) {
    if (products.getStored())
      gatedCodes = e.addScratch(RankedTensorType::get({products.getStateSize()}, e.b.getI8Type()));
    if (!products.getStored() || products.getDynamicSpec())
      gated = addFloats(units);
  }
}

/// Calls `body` for all units, as many at once as a vector holds, and then fewer.
void RecurrentLoops::forUnits(function_ref<void(Value)> body) {
  int64_t done = 0;
  for (int64_t width = lanes; width >= 4; width /= 2) {
    int64_t count = (units - done) / width;
    e.width = width;
    e.loop(count, [&](Value i) { body(e.add(e.scale(i, width), done)); });
    done += count * width;
  }
  e.width = 1;
  e.loop(units - done, [&](Value i) { body(e.add(i, done)); });
}

Value RecurrentLoops::round(Value value, quant::UniformQuantizedType type) {
  if (e.width == 1 || type.getStorageTypeIntegralWidth() != 8)
    return e.quantize(value, type);
  Value t = e.divideForRounding(value, e.f32(float(type.getScale())));
  return qk::RoundPackOp::create(e.b, VectorType::get({e.width}, e.b.getI8Type()), t, type.getZeroPoint(),
                                 type.getStorageTypeMin(), type.getStorageTypeMax(), /*bounded=*/false,
                                 /*in_lane=*/false);
}

/// Rounds `count` states by the range that they have (N13). Returns what it gives; the zero point is an i32, as stored.
DynamicValues RecurrentLoops::roundByRange(const TensorBuffer &floats, Value from, int64_t count,
                                           const TensorBuffer &rounded, Value to) {
  const numerics::DynamicSpec &spec = *products.getDynamicSpec();
  Extremes range = emitRange(e, floats, from, count * units);
  DynamicValues found = emitDynamicParams(e, range.low, range.high, spec);
  int64_t offset = products.getStored().getZeroPoint();
  Value zeroPoint = arith::FPToSIOp::create(e.b, e.b.getI32Type(), found.zeroPoint);
  zeroPoint = arith::AddIOp::create(e.b, zeroPoint, e.integer(32, offset));
  e.loop(count, [&](Value sequence) {
    Value first = e.add(from, e.scale(sequence, units));
    Value firstCode = e.add(to, e.scale(sequence, products.getStateSize()));
    forUnits([&](Value unit) {
      DynamicValues wide{e.splat(found.scale), e.splat(found.zeroPoint), e.splat(found.factor)};
      Value code = emitDynamicCode(e, e.load(floats, e.add(first, unit)), wide, spec);
      code = arith::AddIOp::create(e.b, code, e.integer(32, offset));
      e.store(rounded, e.add(firstCode, unit), arith::TruncIOp::create(e.b, e.wide(e.b.getI8Type()), code));
    });
  });
  return {found.scale, zeroPoint, found.factor};
}

/// Rounds the states of all sequences, together or each alone, for the products that come next.
void RecurrentLoops::roundStates() {
  int64_t together = op.isPerSequence() ? 1 : sequences;
  e.loop(sequences / together, [&](Value i) {
    DynamicValues found = roundByRange(state, e.scale(i, units), together, codes, e.scale(i, products.getStateSize()));
    products.setParams(i, found.scale, found.zeroPoint);
  });
}

/// Stores a new state everywhere it is read: in float, rounded for the products, as result.
void RecurrentLoops::storeState(const Place &place, Value unit, Value value) {
  e.store(state, e.add(place.state, unit), value);
  quant::UniformQuantizedType stored = products.getStored();
  auto type = dyn_cast_if_present<quant::UniformQuantizedType>(buffers.hidden.quantized());
  Value code = stored && !products.getDynamicSpec() ? round(value, stored) : Value();
  if (code)
    e.store(codes, e.add(place.codes, unit), code);
  if (!place.result)
    return;
  Value result = !type ? value : code && type == stored ? code : round(value, type);
  e.store(buffers.hidden, e.add(place.result, unit), result);
}

void RecurrentLoops::start(Value sequence) {
  Value first = e.scale(sequence, units);
  Place place{sequence, Value(), first, e.scale(sequence, products.getStateSize()), Value()};
  forUnits([&](Value unit) {
    Value at = e.add(first, unit);
    storeState(place, unit, buffers.firstHidden.memref ? e.load(buffers.firstHidden, at) : e.f32(0));
    if (cell.memref)
      e.store(cell, at, buffers.firstCell.memref ? e.load(buffers.firstCell, at) : e.f32(0));
  });
}

Value RecurrentLoops::loadProjection(const Place &place, int64_t gate, Value unit) {
  return e.load(buffers.projection, e.add(e.add(place.projection, gate * units), unit));
}

Value RecurrentLoops::loadSum(const Place &place, int64_t gate, Value unit) {
  Value sum = products.load(place.sequence, gate, unit);
  if (!buffers.bias.memref)
    return sum;
  return arith::AddFOp::create(e.b, sum, e.load(buffers.bias, e.add(unit, gate * units)));
}

Value RecurrentLoops::evaluateGate(const Place &place, int function, int64_t gate, Value unit) {
  Value x = loadProjection(place, gate, unit), a = loadSum(place, gate, unit);
  return numerics::evaluateGate(o, recurrence, function, x, a);
}

void RecurrentLoops::stepGru(const Place &place) {
  using namespace numerics;
  if (!recurrence.resetAfter) {
    forUnits([&](Value unit) {
      Value update = evaluateGate(place, 0, kUpdate, unit), reset = evaluateGate(place, 0, kReset, unit);
      Value product = arith::MulFOp::create(e.b, reset, e.load(state, e.add(place.state, unit)));
      products.store(place.sequence, kUpdate, unit, update);
      if (gated.memref)
        e.store(gated, unit, product);
      else
        e.store(gatedCodes, unit, round(product, products.getStored()));
    });
    if (products.getDynamicSpec()) {
      DynamicValues found = roundByRange(gated, e.index(0), 1, gatedCodes, e.index(0));
      products.setRestParams(found.scale, found.zeroPoint);
    }
    products.emitRest(gatedCodes.memref ? gatedCodes : gated, place.sequence);
  }
  forUnits([&](Value unit) {
    Value hidden = e.load(state, e.add(place.state, unit)), update, candidate;
    if (recurrence.resetAfter) {
      update = evaluateGate(place, 0, kUpdate, unit);
      Value reset = evaluateGate(place, 0, kReset, unit);
      Value x = loadProjection(place, kCandidate, unit), a = loadSum(place, kCandidate, unit);
      candidate = evaluateCandidate(o, recurrence, reset, x, a);
    } else {
      update = products.load(place.sequence, kUpdate, unit);
      candidate = evaluateGate(place, 1, kCandidate, unit);
    }
    storeState(place, unit, mixGru(o, update, candidate, hidden));
  });
}

void RecurrentLoops::stepLstm(const Place &place) {
  forUnits([&](Value unit) {
    std::array<Value, 4> x, a;
    for (int64_t gate = 0; gate < 4; ++gate) {
      x[gate] = loadProjection(place, gate, unit);
      a[gate] = loadSum(place, gate, unit);
    }
    numerics::Peephole<BuilderOps> weights;
    if (buffers.peephole.memref)
      weights = {e.load(buffers.peephole, unit), e.load(buffers.peephole, e.add(unit, units)),
                 e.load(buffers.peephole, e.add(unit, 2 * units))};
    Value at = e.add(place.state, unit);
    auto next = numerics::evaluateLstm<BuilderOps>(o, recurrence, x, a, e.load(cell, at),
                                                   buffers.peephole.memref ? &weights : nullptr);
    e.store(cell, at, next.cell);
    storeState(place, unit, next.hidden);
  });
}

void RecurrentLoops::step(const Place &place) {
  switch (recurrence.kind) {
  case RecurrenceKind::Rnn:
    forUnits([&](Value unit) { storeState(place, unit, evaluateGate(place, 0, 0, unit)); });
    return;
  case RecurrenceKind::Gru:
    return stepGru(place);
  case RecurrenceKind::Lstm:
    return stepLstm(place);
  }
}

void RecurrentLoops::emit() {
  e.loop(sequences, [&](Value sequence) { start(sequence); });
  e.loop(steps, [&](Value i) {
    if (products.getDynamicSpec())
      roundStates();
    products.emitDirect(getState());
    Value t = op.isReverse() ? Value(arith::SubIOp::create(e.b, e.index(steps - 1), i)) : i;
    e.loop(sequences, [&](Value sequence) {
      Value row = e.add(e.scale(t, sequences), sequence);
      step({sequence, e.scale(row, recurrence.getNumGates() * units), e.scale(sequence, units),
            e.scale(sequence, products.getStateSize()), e.scale(row, units)});
    });
  });
}

//===----------------------------------------------------------------------===//
// The kernel
//===----------------------------------------------------------------------===//

/// qk_OP_RESULT_PROJECTION_WEIGHT_ISA
static std::string makeSymbol(qnn::RecurrentOpInterface op, const Machine &machine) {
  auto describe = [](Value value) -> std::string {
    auto type = qnn::getQuantizedType(value);
    if (type)
      return (type.isSigned() ? "s" : "u") + std::to_string(type.getStorageTypeIntegralWidth());
    Type element = cast<RankedTensorType>(value.getType()).getElementType();
    return element.isF16() ? "f16" : element.isBF16() ? "bf16" : "f32";
  };
  return ("qk_" + op->getName().stripDialect() + "_" + describe(op->getResult(0)) + "_f32_" +
          describe(op.getMatrixOperand().get()) + "_" + machine.isaName())
      .str();
}

FailureOr<Kernel> RecurrentEmitter::emit(qnn::FusedOp op, KernelContext &context) const {
  qnn::RecurrentOpInterface recurrent = getRecurrentOp(op);
  Value matrix = recurrent.getMatrixOperand().get();
  bool isConstant = bool(matrix.getDefiningOp<qnn::ConstantOp>());
  if (!qnn::isFloat(matrix) && !isConstant)
    return recurrent->emitOpError("has a weight in fewer bits that is no constant");

  SmallVector<Type> types = getBufferTypes(op);
  OpBuilder builder(op.getContext());
  OwningOpRef<func::FuncOp> draft(func::FuncOp::create(builder, op.getLoc(), "k", builder.getFunctionType(types, {})));
  draft->addEntryBlock();
  LoopEmitter emitter(*draft, op.getLoc(), types.size());
  func::ReturnOp::create(emitter.b);
  emitter.b.setInsertionPoint(&draft->getBody().front().back());
  auto getBuffer = [&](Value value) -> TensorBuffer {
    if (!value)
      return {};
    auto type = cast<RankedTensorType>(value.getType());
    if (auto argument = dyn_cast<BlockArgument>(value))
      return {draft->getArgument(argument.getArgNumber()), type};
    return emitter.addConstant(value.getDefiningOp<qnn::ConstantOp>().getValue(), type);
  };
  auto getResult = [&](unsigned index) {
    return TensorBuffer{draft->getArgument(op.getInputs().size() + index),
                        cast<RankedTensorType>(recurrent->getResult(index).getType())};
  };
  Buffers buffers{getBuffer(recurrent.getProjectionOperand().get()),
                  isConstant ? TensorBuffer() : getBuffer(matrix),
                  getBuffer(recurrent.getRecurrentBias()),
                  getBuffer(recurrent.getFirstHidden()),
                  getBuffer(recurrent.getFirstCell()),
                  getBuffer(recurrent.getPeepholeWeights()),
                  getResult(0),
                  recurrent->getNumResults() > 1 ? getResult(1) : TensorBuffer()};
  RecurrentLoops(recurrent, context.machine, emitter, buffers).emit();

  // Layers whose bodies print alike share one function.
  std::string symbol = makeSymbol(recurrent, context.machine), spec;
  llvm::raw_string_ostream(spec) << symbol << "\n" << *draft;
  func::FuncOp function = context.lookup(spec);
  if (!function) {
    function = context.create(symbol, spec, draft->getArgumentTypes());
    function.getBody().takeBody(draft->getBody());
  }
  return Kernel{function, emitter.constants, emitter.scratchBytes};
}
