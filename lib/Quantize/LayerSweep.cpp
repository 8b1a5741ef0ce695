//===- LayerSweep.cpp - All samples at the same layer ---------------------===//
//
// Tested by test/Quantize/correct-bias.test and round-weights.test.
//
//===----------------------------------------------------------------------===//

#include "LayerSweep.h"

#include "Layers.h"
#include "mlir/IR/Threading.h"
#include "quantc/Dialect/Qk/Analysis/Bounds.h"
#include "quantc/Reference/Reference.h"
#include "quantc/Support/Parallel.h"
#include "llvm/ADT/SetVector.h"

#include <cmath>

using namespace mlir;
using namespace quantc;
using namespace quantc::quantize;

static int64_t getBytes(Value value) {
  auto tensor = cast<RankedTensorType>(value.getType());
  return tensor.getNumElements() * quantc::getElementSize(reference::getElementKind(tensor));
}

/// Whether no op after `op` reads `value`.
static bool isLastUse(Value value, Operation *op) {
  return llvm::all_of(value.getUsers(), [&](Operation *user) { return user == op || user->isBeforeInBlock(op); });
}

/// Returns the bytes of one sample that live at one time.
static int64_t getPeakBytes(func::FuncOp function) {
  int64_t live = 0, peak = 1;
  for (BlockArgument argument : function.getArguments())
    live += getBytes(argument);
  for (Operation &op : function.getOps()) {
    if (isa<qnn::ConstantOp>(op))
      continue;
    for (Value result : op.getResults())
      live += getBytes(result);
    peak = std::max(peak, live);
    llvm::SmallSetVector<Value, 4> operands(op.operand_begin(), op.operand_end());
    for (Value operand : operands)
      if (!getConstant(operand) && isLastUse(operand, &op))
        live -= getBytes(operand);
  }
  return peak;
}

LayerSweep::LayerSweep(func::FuncOp function, Samples all, int64_t maxBytes, StringRef what)
    : function(function), samples(std::move(all)) {
  int64_t peak = getPeakBytes(function);
  auto limit = size_t(std::max<int64_t>(1, maxBytes / peak));
  if (samples.size() <= limit)
    return;
  function.emitRemark(what) << " on " << limit << " of " << samples.size() << " samples: each needs " << peak
                            << " bytes";
  samples.resize(limit);
}

LogicalResult LayerSweep::evaluate(Operation *op) {
  // A visitor may have changed constants: they are taken as they are now.
  llvm::SmallDenseMap<Value, HostTensor> constants;
  for (Value operand : op->getOperands())
    if (auto constant = operand.getDefiningOp<qnn::ConstantOp>(); constant && !constants.contains(operand)) {
      auto evaluated = reference::evaluateOp(constant, {});
      if (!evaluated)
        return op->emitOpError(llvm::toString(evaluated.takeError()));
      constants[operand] = std::move(evaluated->front());
    }
  std::vector<std::vector<HostTensor>> results(samples.size());
  LogicalResult result = forEachInParallel(op->getContext(), results.size(), [&](size_t sample) {
    SmallVector<const HostTensor *> operands;
    for (Value operand : op->getOperands()) {
      auto constant = constants.find(operand);
      operands.push_back(constant != constants.end() ? &constant->second : &values.find(operand)->second[sample]);
    }
    auto evaluated = reference::evaluateOp(op, operands);
    if (!evaluated)
      return LogicalResult(op->emitOpError("sample ") << sample << ": " << llvm::toString(evaluated.takeError()));
    results[sample] = std::move(*evaluated);
    return success();
  });
  if (failed(result))
    return failure();
  for (OpResult value : op->getResults()) {
    std::vector<HostTensor> &all = values[value];
    for (std::vector<HostTensor> &sample : results)
      all.push_back(std::move(sample[value.getResultNumber()]));
  }
  return success();
}

void LayerSweep::releaseOperands(Operation *op) {
  for (Value operand : op->getOperands())
    if (isLastUse(operand, op))
      values.erase(operand);
}

LogicalResult LayerSweep::run(StringRef attribute, Visitor before, Visitor after) {
  auto isVisited = [&](Operation &op) { return op.hasAttr(attribute) && qnn::getQuantizedType(op.getResult(0)); };
  return run(isVisited, before, after);
}

LogicalResult LayerSweep::run(function_ref<bool(Operation &)> isVisited, Visitor before, Visitor after) {
  Operation *last = nullptr;
  for (Operation &op : function.getOps())
    if (isVisited(op))
      last = &op;
  if (!last)
    return success();
  for (BlockArgument argument : function.getArguments())
    for (std::vector<HostTensor> &sample : samples)
      values[argument].push_back(std::move(sample[argument.getArgNumber()]));
  for (Operation &op : llvm::make_early_inc_range(function.getOps())) {
    if (isa<qnn::ConstantOp>(op))
      continue;
    bool visits = isVisited(op);
    if (visits)
      before(cast<qnn::ContractionOpInterface>(op));
    if (failed(evaluate(&op)))
      return failure();
    if (visits)
      after(cast<qnn::ContractionOpInterface>(op));
    releaseOperands(&op);
    if (&op == last)
      break;
  }
  return success();
}

//===----------------------------------------------------------------------===//
// Biases
//===----------------------------------------------------------------------===//

SmallVector<int32_t> quantize::getStoredBias(qnn::ContractionOpInterface op) {
  SmallVector<int32_t> bias(cast<RankedTensorType>(op->getResult(0).getType()).getShape().back(), 0);
  if (Value old = op.getBiasValue()) {
    SmallVector<char> bytes = qnn::getElementBytes(old.getDefiningOp<qnn::ConstantOp>().getValue());
    memcpy(bias.data(), bytes.data(), bytes.size());
  }
  return bias;
}

void quantize::replaceBias(qnn::ContractionOpInterface op, ArrayRef<int32_t> values) {
  OpBuilder builder(op);
  quant::QuantizedType type = qnn::getQuantizedType(op->getResult(0));
  if (auto axis = dyn_cast<quant::UniformQuantizedPerAxisType>(type))
    type = quant::UniformQuantizedPerAxisType::get(
        axis.getFlags(), axis.getStorageType(), axis.getExpressedType(), axis.getScales(), axis.getZeroPoints(),
        /*quantizedDimension=*/0, axis.getStorageTypeMin(), axis.getStorageTypeMax());
  ArrayRef<char> bytes(reinterpret_cast<const char *>(values.data()), values.size() * sizeof(int32_t));
  int64_t channels = values.size();
  auto constant =
      qnn::ConstantOp::create(builder, op.getLoc(), RankedTensorType::get({channels}, type),
                              qnn::makeElementsAttr(RankedTensorType::get({channels}, builder.getI32Type()), bytes));
  Value old = op.getBiasValue();
  op.setBiasValue(constant.getOutput());
  if (old && old.use_empty())
    old.getDefiningOp()->erase();
}

// An accumulator is linear in its bias: it is corrected where it lies.
void quantize::correctBias(qnn::ContractionOpInterface op, std::vector<HostTensor> &accumulators) {
  ArrayRef<double> floatMean = op->getAttrOfType<DenseF64ArrayAttr>(kFloatMeanAttr).asArrayRef();
  auto tensor = cast<RankedTensorType>(op->getResult(0).getType());
  std::vector<double> sums(floatMean.size());
  for (const HostTensor &accumulator : accumulators)
    for (auto [sum, value] : llvm::zip_equal(sums, sumChannels(accumulator)))
      sum += value;

  int64_t channels = floatMean.size();
  int64_t perSample = tensor.getNumElements() / channels;
  double count = double(perSample) * double(accumulators.size());
  SmallVector<double> scales = qnn::getScales(qnn::getQuantizedType(tensor));
  SmallVector<int32_t> bias = getStoredBias(op), delta(channels, 0);
  SmallVector<qk::Interval> bounds = *qk::computeAccumulatorBounds(op); // it was folded because there are some
  constexpr double kMax = std::numeric_limits<int32_t>::max();
  for (int64_t channel = 0; channel < channels; ++channel) {
    double scale = scales[scales.size() == 1 ? 0 : channel];
    double corrected = bias[channel] + std::nearbyint(floatMean[channel] / scale - sums[channel] / count);
    if (!std::isfinite(corrected)) // the float network gave an infinity or NaN
      continue;
    auto narrow = int32_t(std::clamp(corrected, -kMax, kMax));
    int64_t change = narrow - int64_t(bias[channel]);
    if (!qk::fitsInt32(qk::Interval{bounds[channel].low + change, bounds[channel].high + change}))
      continue; // the sum of the products leaves no room
    delta[channel] = int32_t(change);
    bias[channel] = narrow;
  }
  if (llvm::all_of(delta, [](int32_t value) { return value == 0; }))
    return;

  parallelFor(op->getContext(), 0, accumulators.size(), [&](size_t sample) {
    MutableArrayRef<int32_t> all = accumulators[sample].values<int32_t>();
    for (size_t i = 0; i < all.size(); ++i)
      all[i] += delta[i % channels];
  });
  replaceBias(op, bias);
}
