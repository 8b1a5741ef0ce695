//===- RecurrentOps.cpp - Evaluate LSTM, GRU and RNN ----------------------===//
//
// One step at a time: products of all sequences, then the units one by one (N14).
//
// Tested by test/Reference/recurrent-ops.mlir, recurrent-8-bit.mlir and recurrent-dynamic.mlir.
//
//===----------------------------------------------------------------------===//

#include "Evaluators.h"

#include "ContractionLoops.h"
#include "quantc/Numerics/RecurrentFunctions.h"

#include <numeric>

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

  /// `sums[n, r] = sum_k weight[r, k] * hidden[n, k] + bias[r]` for rows first to last - 1 of every sequence. Where the
  /// run finds scales, `isApart` asks for one for each sequence, whatever the op has.
  void multiply(const std::vector<float> &hidden, int64_t first, int64_t last, std::vector<float> &sums,
                bool isApart = false) const;

private:
  template <class T>
  void contract(const std::vector<T> &packed, const T *hidden, int64_t sequences, std::vector<T> &sums) const;
  std::vector<float> multiplyStatic(ArrayRef<float> hidden) const;
  std::vector<float> multiplyDynamic(ArrayRef<float> hidden) const;

  int64_t rows, columns;
  std::vector<float> packedFloats, bias, multipliers;
  std::vector<int32_t> packedIntegers, weightSums;
  numerics::QuantParams state;
  std::optional<numerics::DynamicSpec> dynamic;
  bool isQuantized, isPerSequence;
};
} // namespace

Matrix::Matrix(qnn::RecurrentOpInterface op, const HostTensor &weight, const HostTensor *biasTensor)
    : rows(weight.shape[0]), columns(weight.shape[1]), isQuantized(bool(op.getStateType())),
      isPerSequence(op.isPerSequence()) {
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
  dynamic = op.getDynamicSpec();
  for (int64_t row = 0; row < rows; ++row)
    weightSums.push_back(std::accumulate(&integers[row * columns], &integers[row * columns] + columns, 0));
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

std::vector<float> Matrix::multiplyStatic(ArrayRef<float> hidden) const {
  std::vector<int32_t> codes, sums(hidden.size() / columns * rows);
  for (float value : hidden)
    codes.push_back(numerics::quantize(value, state) - state.zeroPoint);
  contract(packedIntegers, codes.data(), int64_t(hidden.size()) / columns, sums);
  std::vector<float> products;
  for (size_t i = 0; i < sums.size(); ++i)
    products.push_back(numerics::dequantize(sums[i], 0, multipliers[i % rows]));
  return products;
}

/// One scale for all of `hidden` (N13).
std::vector<float> Matrix::multiplyDynamic(ArrayRef<float> hidden) const {
  numerics::PlainWideOps o;
  float low = 0, high = 0; // a NaN is neither less nor greater
  for (float x : hidden) {
    low = x < low ? x : low;
    high = high < x ? x : high;
  }
  auto params = numerics::chooseDynamicParams(o, low, high, *dynamic);
  float factor = numerics::getDynamicFactor(o, params.scale, *dynamic);
  std::vector<int32_t> codes, sums(hidden.size() / columns * rows);
  for (float x : hidden)
    codes.push_back(numerics::getDynamicCode(o, x, params.zeroPoint, factor, *dynamic));
  contract(packedIntegers, codes.data(), int64_t(hidden.size()) / columns, sums);
  std::vector<float> products;
  for (size_t i = 0; i < sums.size(); ++i) {
    int32_t sum = numerics::subtractZeroPoint(sums[i], int32_t(params.zeroPoint), weightSums[i % rows]);
    products.push_back(numerics::dequantizeDynamic(sum, params.scale, multipliers[i % rows]));
  }
  return products;
}

void Matrix::multiply(const std::vector<float> &hidden, int64_t first, int64_t last, std::vector<float> &sums,
                      bool isApart) const {
  int64_t sequences = hidden.size() / columns;
  std::vector<float> products;
  if (dynamic) {
    int64_t together = isApart || isPerSequence ? columns : sequences * columns;
    for (int64_t start = 0; start < sequences * columns; start += together)
      llvm::append_range(products, multiplyDynamic(ArrayRef<float>(hidden).slice(start, together)));
  } else if (isQuantized) {
    products = multiplyStatic(hidden);
  } else {
    products.resize(sequences * rows);
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
    matrix.multiply(gated, numerics::kCandidate * units, gates, sums, /*isApart=*/true);
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
