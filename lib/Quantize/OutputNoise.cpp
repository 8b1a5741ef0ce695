//===- OutputNoise.cpp - What a rounding does to the outputs --------------===//
//
// Tested by test/Quantize/widen-noisy.test and test/Pipeline/sensitivity.test.
//
//===----------------------------------------------------------------------===//

#include "OutputNoise.h"

#include "Layers.h"
#include "Widening.h"
#include "quantc/Reference/Reference.h"
#include "quantc/Support/Parallel.h"
#include "llvm/ADT/SetVector.h"

#include <cmath>

using namespace mlir;
using namespace quantc;
using namespace quantc::quantize;

/// Samples to measure on at most, and multiplications that all measurements may take.
static constexpr size_t kMaxMeasured = 16;
static constexpr double kMaxProducts = 6e9;

/// The cast pair whose result is `value`, or null.
static qnn::QuantizeOp getRounding(Value value) {
  auto dequantize = value.getDefiningOp<qnn::DequantizeOp>();
  return dequantize ? dequantize.getInput().getDefiningOp<qnn::QuantizeOp>() : qnn::QuantizeOp();
}

/// What `value` is in float: casts are left out.
static Value getSource(Value value) {
  while (qnn::QuantizeOp quantize = getRounding(value))
    value = quantize.getInput();
  return value;
}

static bool isRoundedWeight(OpOperand &operand) {
  auto contraction = dyn_cast<qnn::ContractionOpInterface>(operand.getOwner());
  return contraction && contraction->hasAttr(kFloatWeightAttr) && &contraction.getWeightOperand() == &operand;
}

/// The operand whose value tells what the network gives at `result`: what a final softmax or choice of classes reads.
static OpOperand *findOutput(OpOperand &result) {
  OpOperand *output = &result;
  for (OpOperand *next = output;;) {
    Operation *op = getSource(next->get()).getDefiningOp();
    if (!op || !isa<qnn::SoftmaxOp, qnn::LogSoftmaxOp, qnn::ArgMaxOp, qnn::TopKIndicesOp, qnn::TopKValuesOp,
                    qnn::ReshapeOp, qnn::TransposeOp>(op))
      return output;
    next = &op->getOpOperand(0);
    if (!isa<qnn::ReshapeOp, qnn::TransposeOp>(op))
      output = next;
  }
}

bool OutputNoise::isRounded(OpOperand &operand) { return getRounding(operand.get()) || isRoundedWeight(operand); }

OutputNoise::OutputNoise(func::FuncOp function, Samples all) : function(function), samples(std::move(all)) {
  auto isConstant = [](Value value) {
    if (auto dequantize = value.getDefiningOp<qnn::DequantizeOp>())
      value = dequantize.getInput();
    return getConstant(value) != nullptr;
  };
  for (Operation &op : function.getBody().front().without_terminator()) {
    bool isCast = isa<qnn::QuantizeOp>(op) && llvm::all_of(op.getUsers(), llvm::IsaPred<qnn::DequantizeOp>);
    if (isCast || getRounding(op.getNumResults() ? op.getResult(0) : Value()))
      continue;
    if (op.getNumResults() == 1 && isConstant(op.getResult(0)))
      constants[op.getResult(0)];
    else
      ops.push_back(&op);
  }
  for (OpOperand &result : function.getBody().front().getTerminator()->getOpOperands())
    if (OpOperand *output = findOutput(result); qnn::isFloat(output->get()) && !llvm::is_contained(outputs, output))
      outputs.push_back(output);
}

LogicalResult OutputNoise::evaluateConstants() {
  for (Operation &op : function.getOps()) {
    if (op.getNumResults() == 1 && constants.contains(op.getResult(0))) {
      SmallVector<const HostTensor *> operands;
      for (Value operand : op.getOperands())
        operands.push_back(&constants.find(operand)->second);
      auto evaluated = reference::evaluateOp(&op, operands);
      if (!evaluated)
        return op.emitOpError(llvm::toString(evaluated.takeError()));
      constants[op.getResult(0)] = std::move(evaluated->front());
    }
    if (auto weight = op.getAttrOfType<ElementsAttr>(kFloatWeightAttr))
      weights[&op] = reference::toHostTensor(weight);
  }
  return success();
}

FailureOr<HostTensor> OutputNoise::round(OpOperand &operand, const HostTensor &value) const {
  HostTensor rounded = value;
  SmallVector<qnn::QuantizeOp> casts; // the last first
  for (Value next = operand.get(); qnn::QuantizeOp cast = getRounding(next); next = cast.getInput())
    casts.push_back(cast);
  if (auto found = limits.find(casts.back().getInput()); found != limits.end())
    for (float &element : rounded.values<float>())
      element = std::min(std::max(element, found->second.first), found->second.second);
  for (qnn::QuantizeOp cast : llvm::reverse(casts))
    for (Operation *op : {cast.getOperation(), *cast->getUsers().begin()}) {
      auto evaluated = reference::evaluateOp(op, {&rounded});
      if (!evaluated)
        return LogicalResult(op->emitOpError(llvm::toString(evaluated.takeError())));
      rounded = std::move(evaluated->front());
    }
  return rounded;
}

FailureOr<const HostTensor *> OutputNoise::read(OpOperand &operand, const Values &values, const Values *changed,
                                                bool isRounded, HostTensor &own) const {
  if (isRoundedWeight(operand)) {
    const auto &form = isRounded ? fitted : weights;
    if (auto weight = form.find(operand.getOwner()); weight != form.end())
      return &weight->second;
  }
  if (auto constant = constants.find(operand.get()); constant != constants.end())
    return &constant->second;
  Value source = getSource(operand.get());
  const HostTensor *value = nullptr;
  if (auto constant = constants.find(source); constant != constants.end())
    value = &constant->second; // a constant that is rounded as activations are
  else if (auto found = changed ? changed->find(source) : values.end(); changed && found != changed->end())
    value = &found->second;
  else
    value = &values.find(source)->second;
  if (!isRounded)
    return value;
  FailureOr<HostTensor> rounded = round(operand, *value);
  if (failed(rounded))
    return failure();
  own = std::move(*rounded);
  return &own;
}

/// The results of an op as it is, or as `rounding` and `changed` make it.
FailureOr<std::vector<HostTensor>> OutputNoise::evaluateOp(Operation *op, const Values &values,
                                                           const Rounding *rounding, const Values *changed) const {
  SmallVector<const HostTensor *> operands;
  SmallVector<HostTensor> own(op->getNumOperands());
  bool hasRoundedWeight = false;
  for (OpOperand &operand : op->getOpOperands()) {
    bool isRounded = rounding && llvm::is_contained(*rounding, &operand);
    hasRoundedWeight |= isRounded && isRoundedWeight(operand);
    FailureOr<const HostTensor *> tensor = read(operand, values, changed, isRounded, own[operand.getOperandNumber()]);
    if (failed(tensor))
      return failure();
    operands.push_back(*tensor);
  }
  auto evaluated = reference::evaluateOp(op, operands);
  if (!evaluated)
    return LogicalResult(op->emitOpError(llvm::toString(evaluated.takeError())));
  if (auto mean = means.find(op); hasRoundedWeight && mean != means.end())
    for (auto [index, value] : llvm::enumerate(evaluated->front().values<float>()))
      value -= mean->second[index % mean->second.size()];
  return std::move(*evaluated);
}

LogicalResult OutputNoise::evaluate(Values &values, const Rounding *rounding, Values *changed) const {
  for (Operation *op : ops) {
    auto isChanged = [&](OpOperand &operand) {
      return llvm::is_contained(*rounding, &operand) || changed->contains(getSource(operand.get()));
    };
    if (rounding && llvm::none_of(op->getOpOperands(), isChanged))
      continue;
    FailureOr<std::vector<HostTensor>> results = evaluateOp(op, values, rounding, changed);
    if (failed(results))
      return failure();
    for (auto [result, tensor] : llvm::zip_equal(op->getResults(), *results)) {
      if (!rounding)
        values[result] = std::move(tensor);
      else if (tensor.bytes != values.find(result)->second.bytes)
        (*changed)[result] = std::move(tensor);
    }
  }
  return success();
}

LogicalResult OutputNoise::runSamples(ArrayRef<Rounding> roundings) {
  Extremes none;
  llvm::SmallSetVector<OpOperand *, 16> rounded; // weights
  for (const Rounding &rounding : roundings)
    for (OpOperand *operand : rounding)
      if (Value source = getSource(operand->get()); getRounding(operand->get()) && !constants.contains(source))
        none[source] = {INFINITY, -INFINITY};
      else if (isRoundedWeight(*operand) && correctsMeans)
        rounded.insert(operand);
  means.clear();
  std::vector<Extremes> found(samples.size(), none);
  std::vector<std::vector<std::vector<double>>> sums(samples.size());
  LogicalResult result = forEachInParallel(function.getContext(), samples.size(), [&](size_t sample) {
    Values values;
    for (BlockArgument argument : function.getArguments())
      values[argument] = samples[sample][argument.getArgNumber()];
    if (failed(evaluate(values, nullptr, nullptr)))
      return failure();
    for (auto &[value, tensor] : values)
      if (auto entry = found[sample].find(value); entry != found[sample].end())
        for (float element : tensor.values<float>())
          entry->second = {std::min(entry->second.first, element), std::max(entry->second.second, element)};
    if (sample < firstMeasured)
      return success();
    for (OpOperand *weight : rounded) {
      Rounding alone{weight};
      FailureOr<std::vector<HostTensor>> changed = evaluateOp(weight->getOwner(), values, &alone, nullptr);
      if (failed(changed))
        return failure();
      std::vector<double> change = sumChannels(changed->front());
      const HostTensor &exact = values.find(weight->getOwner()->getResult(0))->second;
      for (auto [sum, value] : llvm::zip_equal(change, sumChannels(exact)))
        sum -= value;
      sums[sample].push_back(std::move(change));
    }
    return success();
  });
  if (failed(result))
    return failure();

  limits = extremes = none;
  auto include = [](Extremes &all, const Extremes &some) {
    for (auto &[value, range] : some) {
      auto &entry = all.find(value)->second;
      entry = {std::min(entry.first, range.first), std::max(entry.second, range.second)};
    }
  };
  for (auto [index, some] : llvm::enumerate(found)) {
    include(extremes, some);
    if (index < firstMeasured)
      include(limits, some);
  }
  if (firstMeasured == 0) // a single sample, which sets its own range
    limits.clear();
  for (auto [number, weight] : llvm::enumerate(rounded)) {
    std::vector<double> total(sums.back()[number].size());
    for (size_t sample = firstMeasured; sample < samples.size(); ++sample)
      for (auto [sum, value] : llvm::zip_equal(total, sums[sample][number]))
        sum += value;
    auto type = cast<RankedTensorType>(weight->getOwner()->getResult(0).getType());
    double count = double(type.getNumElements()) / double(total.size()) * double(getNumMeasured());
    for (double sum : total)
      means[weight->getOwner()].push_back(float(sum / count));
  }
  return success();
}

FailureOr<std::vector<double>> OutputNoise::measure(ArrayRef<Rounding> roundings) {
  if (failed(evaluateConstants()))
    return failure();
  double products = 1;
  for (const Rounding &rounding : roundings) {
    llvm::DenseSet<Operation *> behind;
    for (Operation *op : ops) {
      bool isBehind = llvm::any_of(op->getOpOperands(), [&](OpOperand &operand) {
        return llvm::is_contained(rounding, &operand) || behind.contains(getSource(operand.get()).getDefiningOp());
      });
      if (!isBehind)
        continue;
      behind.insert(op);
      if (auto contraction = dyn_cast<qnn::ContractionOpInterface>(op))
        products += getProducts(contraction);
    }
  }
  size_t most = std::max<size_t>(1, std::min(kMaxMeasured, samples.size() / 2));
  firstMeasured = samples.size() - std::clamp<size_t>(size_t(kMaxProducts / products), 1, most);
  if (failed(runSamples(roundings)))
    return failure();

  // Of each sample and output: the square of what it gives, then of each rounding's change.
  std::vector<std::vector<std::vector<double>>> squares(getNumMeasured());
  LogicalResult result = forEachInParallel(function.getContext(), squares.size(), [&](size_t index) {
    Values values;
    for (BlockArgument argument : function.getArguments())
      values[argument] = samples[firstMeasured + index][argument.getArgNumber()];
    if (failed(evaluate(values, nullptr, nullptr)))
      return failure();
    auto &sums = squares[index];
    sums.assign(outputs.size(), std::vector<double>(roundings.size() + 1));
    HostTensor own;
    for (auto [k, output] : llvm::enumerate(outputs))
      for (double value : (*read(*output, values, nullptr, false, own))->toDoubles())
        sums[k].front() += value * value;
    for (auto [number, rounding] : llvm::enumerate(roundings)) {
      Values changed;
      if (failed(evaluate(values, &rounding, &changed)))
        return failure();
      for (auto [k, output] : llvm::enumerate(outputs)) {
        FailureOr<const HostTensor *> wanted = read(*output, values, nullptr, false, own);
        HostTensor rounded;
        FailureOr<const HostTensor *> got =
            read(*output, values, &changed, llvm::is_contained(rounding, output), rounded);
        if (failed(got))
          return failure();
        for (auto [a, b] : llvm::zip_equal((*wanted)->toDoubles(), (*got)->toDoubles()))
          sums[k][number + 1] += a == b ? 0 : (a - b) * (a - b);
      }
    }
    return success();
  });
  if (failed(result))
    return failure();

  std::vector<double> noises(roundings.size());
  for (size_t k = 0; k < outputs.size(); ++k) {
    std::vector<double> sums(roundings.size() + 1);
    for (const auto &sample : squares)
      for (size_t i = 0; i < sums.size(); ++i)
        sums[i] += sample[k][i];
    for (size_t i = 0; i < noises.size(); ++i)
      if (double noise = sums[i + 1] / sums[0]; sums[i + 1] > 0)
        noises[i] += std::isnan(noise) ? INFINITY : noise;
      else if (std::isnan(sums[i + 1]))
        noises[i] = INFINITY;
  }
  return noises;
}
