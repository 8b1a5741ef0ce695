//===- CorrectBias.cpp - Move biases by the mean error --------------------===//
//
// Tested by test/Quantize/correct-bias.test.
//
// One sweep: all samples are at the same op, so that each layer sees inputs that
// earlier corrections have already changed, at the cost of one evaluation. An
// accumulator is linear in its bias: it is corrected where it lies.
//
//===----------------------------------------------------------------------===//

#include "Layers.h"
#include "Samples.h"
#include "mlir/IR/Threading.h"
#include "quantc/Dialect/Qk/Analysis/Bounds.h"
#include "quantc/Quantize/Passes.h"
#include "quantc/Reference/Reference.h"
#include "quantc/Support/Parallel.h"

#include <cmath>

namespace quantc {
#define GEN_PASS_DEF_CORRECTBIASPASS
#include "quantc/Quantize/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;
using namespace quantc::quantize;

static int64_t getBytes(Value value) {
  auto tensor = cast<RankedTensorType>(value.getType());
  return tensor.getNumElements() * quantc::getElementSize(reference::getElementKind(tensor));
}

namespace {
/// The values of all samples at one point of the function.
class Sweep {
public:
  Sweep(func::FuncOp function, Samples samples) : function(function), samples(std::move(samples)) {}

  /// Drops samples from the end until the values that live at one time fit `maxBytes`.
  void limitSamples(int64_t maxBytes);
  /// Evaluates op after op up to the last contraction with a float mean, correcting biases.
  LogicalResult run();

private:
  LogicalResult evaluate(Operation *op);
  void correct(qnn::ContractionOpInterface op, ArrayRef<double> floatMean);
  void releaseOperands(Operation *op);

  func::FuncOp function;
  Samples samples;
  llvm::DenseMap<Value, std::vector<HostTensor>> values; ///< one for each sample; of constants one
};
} // namespace

void Sweep::limitSamples(int64_t maxBytes) {
  // Every operand of `op` dies with its last reader in the block.
  auto isLastUse = [](Value value, Operation *op) {
    return llvm::all_of(value.getUsers(), [&](Operation *user) { return user == op || user->isBeforeInBlock(op); });
  };
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
  auto limit = size_t(std::max<int64_t>(1, maxBytes / peak));
  if (samples.size() <= limit)
    return;
  function.emitRemark("biases are corrected on ")
      << limit << " of " << samples.size() << " samples: each needs " << peak << " bytes";
  samples.resize(limit);
}

LogicalResult Sweep::evaluate(Operation *op) {
  bool isConstant = isa<qnn::ConstantOp>(op);
  std::vector<std::vector<HostTensor>> results(isConstant ? 1 : samples.size());
  LogicalResult result = forEachInParallel(op->getContext(), results.size(), [&](size_t sample) {
    SmallVector<const HostTensor *> operands;
    for (Value operand : op->getOperands()) {
      const std::vector<HostTensor> &all = values.find(operand)->second;
      operands.push_back(&all[getConstant(operand) ? 0 : sample]);
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

void Sweep::correct(qnn::ContractionOpInterface op, ArrayRef<double> floatMean) {
  Value output = op->getResult(0);
  auto tensor = cast<RankedTensorType>(output.getType());
  auto type = qnn::getQuantizedType(tensor);
  std::vector<HostTensor> &accumulators = values[output];
  std::vector<double> sums(floatMean.size());
  for (const HostTensor &accumulator : accumulators)
    for (auto [sum, value] : llvm::zip_equal(sums, sumChannels(accumulator)))
      sum += value;

  int64_t channels = floatMean.size();
  int64_t perSample = tensor.getNumElements() / channels;
  double count = double(perSample) * double(accumulators.size());
  SmallVector<double> scales = qnn::getScales(type);
  SmallVector<int32_t> bias(channels, 0), delta(channels, 0);
  if (Value old = op.getBiasValue()) {
    SmallVector<char> bytes = qnn::getElementBytes(old.getDefiningOp<qnn::ConstantOp>().getValue());
    memcpy(bias.data(), bytes.data(), bytes.size());
  }
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

  OpBuilder builder(op);
  quant::QuantizedType biasType = type;
  if (auto axis = dyn_cast<quant::UniformQuantizedPerAxisType>(type))
    biasType = quant::UniformQuantizedPerAxisType::get(
        axis.getFlags(), axis.getStorageType(), axis.getExpressedType(), axis.getScales(), axis.getZeroPoints(),
        /*quantizedDimension=*/0, axis.getStorageTypeMin(), axis.getStorageTypeMax());
  ArrayRef<char> bytes(reinterpret_cast<const char *>(bias.data()), bias.size() * sizeof(int32_t));
  auto constant =
      qnn::ConstantOp::create(builder, op.getLoc(), RankedTensorType::get({channels}, biasType),
                              qnn::makeElementsAttr(RankedTensorType::get({channels}, builder.getI32Type()), bytes));
  Value old = op.getBiasValue();
  op.setBiasValue(constant.getOutput());
  if (old && old.use_empty()) {
    values.erase(old);
    old.getDefiningOp()->erase();
  }
}

void Sweep::releaseOperands(Operation *op) {
  for (Value operand : op->getOperands()) {
    bool isDone =
        llvm::all_of(operand.getUsers(), [&](Operation *user) { return user == op || user->isBeforeInBlock(op); });
    if (isDone)
      values.erase(operand);
  }
}

LogicalResult Sweep::run() {
  Operation *last = nullptr;
  for (Operation &op : function.getOps())
    if (op.hasAttr(kFloatMeanAttr) && qnn::getQuantizedType(op.getResult(0)))
      last = &op;
  if (!last)
    return success();
  for (BlockArgument argument : function.getArguments())
    for (std::vector<HostTensor> &sample : samples)
      values[argument].push_back(std::move(sample[argument.getArgNumber()]));
  for (Operation &op : llvm::make_early_inc_range(function.getOps())) {
    if (failed(evaluate(&op)))
      return failure();
    auto mean = op.getAttrOfType<DenseF64ArrayAttr>(kFloatMeanAttr);
    if (mean && qnn::getQuantizedType(op.getResult(0)))
      correct(cast<qnn::ContractionOpInterface>(op), mean.asArrayRef());
    releaseOperands(&op);
    if (&op == last)
      break;
  }
  return success();
}

namespace {
struct CorrectBias : public quantc::impl::CorrectBiasPassBase<CorrectBias> {
  using CorrectBiasPassBase::CorrectBiasPassBase;

  void runOnOperation() override {
    func::FuncOp function = getOperation();
    if (failed(correct(function)))
      return signalPassFailure();
    function.walk([](Operation *op) { op->removeAttr(kFloatMeanAttr); });
  }

  LogicalResult correct(func::FuncOp function) {
    bool hasMeans = function
                        .walk([](Operation *op) {
                          return op->hasAttr(kFloatMeanAttr) ? WalkResult::interrupt() : WalkResult::advance();
                        })
                        .wasInterrupted();
    if (!hasMeans)
      return success();
    constexpr StringRef kConsequence = "biases are not corrected";
    FailureOr<std::unique_ptr<Calibration>> data = loadCalibration(calibration, function, kConsequence);
    if (failed(data))
      return failure();
    if (!*data)
      return success();
    FailureOr<Samples> samples = getSamples(**data, function, kConsequence);
    if (failed(samples))
      return failure();
    if (samples->empty())
      return success();
    Sweep sweep(function, std::move(*samples));
    sweep.limitSamples(maxBytes);
    return sweep.run();
  }
};
} // namespace
