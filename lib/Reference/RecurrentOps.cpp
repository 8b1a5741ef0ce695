//===- RecurrentOps.cpp - Evaluate LSTM, GRU and RNN ----------------------===//
//
// One step at a time: products of all sequences, then the units one by one (N14).
//
// Tested by test/Reference/recurrent-ops.mlir and recurrent-8-bit.mlir.
//
//===----------------------------------------------------------------------===//

#include "Evaluators.h"

#include "ContractionLoops.h"
#include "quantc/Numerics/RecurrentFunctions.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::reference;
using numerics::PlainOps;
using numerics::Recurrence;
using numerics::RecurrenceKind;

namespace {
/// The matrix of a recurrence, in float or quantized, and what its products mean.
class Matrix {
public:
  Matrix(qnn::RecurrentOpInterface op, const HostTensor &weight, const HostTensor *bias);

  /// `sums[n, r] = sum_k weight[r, k] * hidden[n, k] + bias[r]` for rows first to last - 1 of every sequence.
  void multiply(const std::vector<float> &hidden, int64_t first, int64_t last, std::vector<float> &sums) const;

private:
  template <class T>
  void contract(const std::vector<T> &packed, const T *hidden, int64_t sequences, std::vector<T> &sums) const;

  int64_t rows, columns;
  std::vector<float> packedFloats, bias, multipliers;
  std::vector<int32_t> packedIntegers;
  numerics::QuantParams state;
  bool isQuantized;
};
} // namespace

Matrix::Matrix(qnn::RecurrentOpInterface op, const HostTensor &weight, const HostTensor *biasTensor)
    : rows(weight.shape[0]), columns(weight.shape[1]), isQuantized(bool(op.getStateType())) {
  if (biasTensor)
    llvm::append_range(bias, biasTensor->values<float>());
  if (!isQuantized) {
    packedFloats = packWeights(weight.values<float>().data(), rows, columns, columns, 1);
    return;
  }
  Value value = op.getMatrixOperand().get();
  std::vector<int32_t> integers = getDifferencesAs<int32_t>(weight, value);
  packedIntegers = packWeights(integers.data(), rows, columns, columns, 1);
  state = qnn::getParams(op.getStateType());
  for (double scale : qnn::getScales(qnn::getQuantizedType(value)))
    multipliers.push_back(float(op.getStateType().getScale() * scale));
}

template <class T>
void Matrix::contract(const std::vector<T> &packed, const T *hidden, int64_t sequences, std::vector<T> &sums) const {
  std::vector<int64_t> positions;
  for (int64_t n = 0; n < sequences; ++n)
    positions.push_back(n * columns);
  std::vector<T> zeros(rows + kLanes);
  Segment segment{0, 0};
  reference::contract(Contraction<T, T>{hidden, positions.data(), sequences, &segment, 1, columns, packed.data(),
                                        columns, zeros.data(), rows, sums.data(), rows});
}

void Matrix::multiply(const std::vector<float> &hidden, int64_t first, int64_t last, std::vector<float> &sums) const {
  int64_t sequences = hidden.size() / columns;
  std::vector<float> products(sequences * rows);
  if (isQuantized) {
    std::vector<int32_t> codes, integers(products.size());
    for (float value : hidden)
      codes.push_back(numerics::quantize(value, state) - state.zeroPoint);
    contract(packedIntegers, codes.data(), sequences, integers);
    for (size_t i = 0; i < products.size(); ++i)
      products[i] = numerics::dequantize(integers[i], 0, multipliers[i % rows]);
  } else {
    contract(packedFloats, hidden.data(), sequences, products);
  }
  for (int64_t n = 0; n < sequences; ++n)
    for (int64_t r = first; r < last; ++r)
      sums[n * rows + r] = bias.empty() ? products[n * rows + r] : products[n * rows + r] + bias[r];
}

namespace {
/// The states of all sequences between two steps.
struct States {
  std::vector<float> hidden, cell;
};

/// What all steps share.
struct Layer {
  Recurrence recurrence;
  Matrix matrix;
  int64_t sequences, units;
  const float *peephole; ///< [3, units] or null
  std::vector<float> sums = std::vector<float>(sequences * units * recurrence.getNumGates());

  void step(const float *x, States &states);
  void stepGru(const float *x, States &states);
};
} // namespace

void Layer::stepGru(const float *x, States &states) {
  PlainOps o;
  int64_t gates = 3 * units;
  std::vector<float> update(states.hidden.size()), reset(update), gated(update);
  matrix.multiply(states.hidden, 0, recurrence.getNumDirectGates() * units, sums);
  auto evaluate = [&](numerics::GruGate gate, std::vector<float> &values) {
    for (int64_t n = 0; n < sequences; ++n)
      for (int64_t j = 0; j < units; ++j) {
        int64_t at = n * gates + gate * units + j;
        values[n * units + j] = evaluateGate(o, recurrence, 0, x[at], sums[at]);
      }
  };
  evaluate(numerics::kUpdate, update);
  evaluate(numerics::kReset, reset);
  if (!recurrence.resetAfter) {
    for (size_t i = 0; i < gated.size(); ++i)
      gated[i] = reset[i] * states.hidden[i];
    matrix.multiply(gated, numerics::kCandidate * units, gates, sums);
  }
  for (int64_t n = 0; n < sequences; ++n)
    for (int64_t j = 0; j < units; ++j) {
      int64_t at = n * gates + numerics::kCandidate * units + j, i = n * units + j;
      float candidate = recurrence.resetAfter ? evaluateCandidate(o, recurrence, reset[i], x[at], sums[at])
                                              : evaluateGate(o, recurrence, 1, x[at], sums[at]);
      states.hidden[i] = mixGru(o, update[i], candidate, states.hidden[i]);
    }
}

void Layer::step(const float *x, States &states) {
  if (recurrence.kind == RecurrenceKind::Gru)
    return stepGru(x, states);
  PlainOps o;
  int64_t gates = recurrence.getNumGates();
  matrix.multiply(states.hidden, 0, gates * units, sums);
  for (int64_t n = 0; n < sequences; ++n)
    for (int64_t j = 0; j < units; ++j) {
      int64_t i = n * units + j, at = n * gates * units + j;
      if (recurrence.kind == RecurrenceKind::Rnn) {
        states.hidden[i] = evaluateRnn(o, recurrence, x[at], sums[at]);
        continue;
      }
      std::array<float, 4> projected, recurrent;
      for (int64_t g = 0; g < 4; ++g) {
        projected[g] = x[at + g * units];
        recurrent[g] = sums[at + g * units];
      }
      numerics::Peephole<PlainOps> weights{};
      if (peephole)
        weights = {peephole[j], peephole[units + j], peephole[2 * units + j]};
      auto next = numerics::evaluateLstm<PlainOps>(o, recurrence, projected, recurrent, states.cell[i],
                                                   peephole ? &weights : nullptr);
      states.hidden[i] = next.hidden;
      states.cell[i] = next.cell;
    }
}

/// Writes the states after step `t`, rounded if the result is quantized (N2).
static void storeStates(const std::vector<float> &hidden, int64_t t, Value result, HostTensor &output) {
  int64_t first = t * int64_t(hidden.size());
  if (output.kind == ElementKind::F32) {
    llvm::copy(hidden, output.values<float>().begin() + first);
    return;
  }
  numerics::QuantParams type = qnn::getParams(qnn::getQuantizedType(result));
  withStorage(output.kind, [&](auto sample) {
    auto values = output.values<decltype(sample)>();
    for (auto [index, value] : llvm::enumerate(hidden))
      values[first + index] = decltype(sample)(numerics::quantize(value, type));
  });
}

llvm::Expected<std::vector<HostTensor>> reference::evaluateRecurrent(qnn::RecurrentOpInterface op, Operands operands) {
  auto find = [&](Value value) -> const HostTensor * {
    for (auto [operand, tensor] : llvm::zip_equal(op->getOperands(), operands))
      if (value && operand == value)
        return tensor;
    return nullptr;
  };
  const HostTensor &x = *operands[0];
  int64_t steps = x.shape[0], sequences = x.shape[1], units = operands[1]->shape[1];
  const HostTensor *peephole = find(op.getPeepholeWeights());
  Layer layer{op.getRecurrence(), Matrix(op, *operands[1], find(op.getRecurrentBias())), sequences, units,
              peephole ? peephole->values<float>().data() : nullptr};
  States states;
  for (auto [tensor, values] :
       {std::pair(find(op.getFirstHidden()), &states.hidden), std::pair(find(op.getFirstCell()), &states.cell)}) {
    values->resize(sequences * units);
    if (tensor)
      llvm::copy(tensor->values<float>(), values->begin());
  }

  std::vector<HostTensor> results;
  for (Value result : op->getResults())
    results.push_back(makeTensor(result));
  for (int64_t i = 0; i < steps; ++i) {
    int64_t t = op.isReverse() ? steps - 1 - i : i;
    layer.step(x.values<float>().data() + t * sequences * x.shape[2], states);
    storeStates(states.hidden, t, op->getResult(0), results[0]);
  }
  if (results.size() > 1)
    llvm::copy(states.cell, results[1].values<float>().begin());
  return results;
}
