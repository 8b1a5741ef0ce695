//===- RoundWeights.cpp - Round weights by what their layer reads ---------===//
//
// Tested by test/Quantize/round-weights.test and round-weights-taps.test.
//
// On the integer network, one sweep: each layer is rounded for the inputs that the layers before it, already rounded,
// give it. What is computed with H and the like is in the methods' own files.
//
//===----------------------------------------------------------------------===//

#include "LayerOutputs.h"
#include "Layers.h"
#include "RoundingMethods.h"
#include "Scales.h"
#include "quantc/Dialect/Qk/Analysis/Bounds.h"
#include "quantc/Quantize/Passes.h"

namespace quantc {
#define GEN_PASS_DEF_ROUNDWEIGHTSPASS
#include "quantc/Quantize/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;
using namespace quantc::quantize;

namespace {
/// The integer weights of a contraction, as they are rounded anew.
struct Weights {
  qnn::ContractionOpInterface op;
  quant::UniformQuantizedType input;
  quant::QuantizedType type;
  SmallVector<float> real;
  SmallVector<int32_t> bias;
  std::vector<float> stored, scales, minScales; ///< scales: one for each channel, even if they are one
  int64_t channels, taps;

  explicit Weights(qnn::ContractionOpInterface op);
  /// The problem of all channels.
  WeightRows getRows();
  /// Takes back channels whose sums might leave 32 bits with the weights as they are now.
  void restoreUnproved();
  void write();

private:
  int32_t getBias(int64_t channel) const;

  std::vector<float> oldStored, oldScales;
};
} // namespace

Weights::Weights(qnn::ContractionOpInterface op)
    : op(op), input(cast<quant::UniformQuantizedType>(qnn::getQuantizedType(op.getActivationOperand().get()))),
      type(qnn::getQuantizedType(op.getWeightOperand().get())), bias(getStoredBias(op)) {
  SmallVector<char> bytes = qnn::getElementBytes(op->getAttrOfType<ElementsAttr>(kFloatWeightAttr));
  real.resize(bytes.size() / sizeof(float));
  memcpy(real.data(), bytes.data(), bytes.size());
  for (int64_t value : qk::getStoredValues(op.getWeightOperand().get().getDefiningOp<qnn::ConstantOp>()))
    stored.push_back(float(value));
  channels = bias.size();
  taps = stored.size() / channels;
  SmallVector<double> given = qnn::getScales(type);
  for (int64_t channel = 0; channel < channels; ++channel) {
    double scale = given[given.size() == 1 ? 0 : channel];
    scales.push_back(float(scale));
    minScales.push_back(
        float(chooseWeightScale(input.getScale(), 0, double(bias[channel]) * input.getScale() * scale)));
  }
  if (given.size() == 1)
    llvm::fill(minScales, *llvm::max_element(minScales));
  oldStored = stored;
  oldScales = scales;
}

WeightRows Weights::getRows() {
  WeightRows rows;
  rows.rows = channels;
  rows.taps = taps;
  rows.weights = real.data();
  rows.stored = stored.data();
  rows.scales = scales.data();
  rows.minScales = minScales.data();
  rows.low = float(type.getStorageTypeMin());
  rows.high = float(type.getStorageTypeMax());
  rows.refit = isa<quant::UniformQuantizedType>(type) ? Refit::OneForAll : Refit::EachRow;
  return rows;
}

/// The bias of a channel on its scale of now. It fits: see `minScales`.
int32_t Weights::getBias(int64_t channel) const {
  double step = input.getScale();
  return *numerics::quantizeBias(bias[channel] * (step * oldScales[channel]), step * scales[channel]);
}

void Weights::restoreUnproved() {
  for (int64_t channel = 0; channel < channels; ++channel) {
    SmallVector<int64_t> row(stored.begin() + channel * taps, stored.begin() + (channel + 1) * taps);
    if (qk::fitsInt32(qk::computeAccumulatorBounds(input, row, getBias(channel))))
      continue;
    if (isa<quant::UniformQuantizedType>(type)) {
      stored = oldStored;
      scales = oldScales;
      return;
    }
    std::copy_n(oldStored.begin() + channel * taps, taps, stored.begin() + channel * taps);
    scales[channel] = oldScales[channel];
  }
}

void Weights::write() {
  OpBuilder builder(op);
  auto getNewType = [&]() -> quant::QuantizedType {
    if (auto axis = dyn_cast<quant::UniformQuantizedPerAxisType>(type))
      return quant::UniformQuantizedPerAxisType::get(axis.getFlags(), axis.getStorageType(), axis.getExpressedType(),
                                                     SmallVector<double>(scales.begin(), scales.end()),
                                                     axis.getZeroPoints(), axis.getQuantizedDimension(),
                                                     axis.getStorageTypeMin(), axis.getStorageTypeMax());
    auto tensor = cast<quant::UniformQuantizedType>(type);
    return quant::UniformQuantizedType::get(tensor.getFlags(), tensor.getStorageType(), tensor.getExpressedType(),
                                            scales.front(), tensor.getZeroPoint(), tensor.getStorageTypeMin(),
                                            tensor.getStorageTypeMax());
  };
  quant::QuantizedType newType = getNewType();
  SmallVector<char> bytes;
  for (float value : stored)
    bytes.push_back(char(int8_t(value)));
  Value old = op.getWeightOperand().get();
  ArrayRef<int64_t> shape = cast<RankedTensorType>(old.getType()).getShape();
  auto constant =
      qnn::ConstantOp::create(builder, old.getLoc(), RankedTensorType::get(shape, newType),
                              qnn::makeElementsAttr(RankedTensorType::get(shape, type.getStorageType()), bytes));
  op.getWeightOperand().set(constant.getOutput());
  if (old.use_empty())
    old.getDefiningOp()->erase();

  auto output = cast<RankedTensorType>(op->getResult(0).getType());
  op->getResult(0).setType(output.clone(makeAccumulatorType(input.getScale(), newType, output.getRank() - 1)));
  if (!op.getBiasValue())
    return;
  SmallVector<int32_t> newBias;
  for (int64_t channel = 0; channel < channels; ++channel)
    newBias.push_back(getBias(channel));
  replaceBias(op, newBias);
}

/// Whether nobody but ops that take any scale reads the accumulators of `op`.
static bool canRescale(Operation *op) {
  return llvm::all_of(op->getUsers(), llvm::IsaPred<qnn::RequantizeOp, qnn::DequantizeOp, qnn::AddOp, qnn::SubOp>);
}

namespace {
struct RoundWeights : public quantc::impl::RoundWeightsPassBase<RoundWeights> {
  using RoundWeightsPassBase::RoundWeightsPassBase;

  void runOnOperation() override {
    func::FuncOp function = getOperation();
    methods.fitsOutputs = fitOutputs;
    methods.searchesScales = searchScales;
    methods.damping = gptqDamping;
    methods.descends = descent;
    if (failed(methods.setFeedback(gptq, function)))
      return signalPassFailure();
    SmallVector<Operation *> ops;
    function.walk([&](Operation *op) {
      if (op->hasAttr(kFloatWeightAttr))
        ops.push_back(op);
    });
    if (ops.empty())
      return;
    if (failed(round(function)))
      return signalPassFailure();
    for (Operation *op : ops)
      for (StringRef attribute : {kFloatWeightAttr, kFloatOutputAttr, kFloatResidualAttr})
        op->removeAttr(attribute);
  }

  LogicalResult round(func::FuncOp function) {
    FailureOr<Samples> samples = loadSamples(calibration, function, "weights are rounded to the nearest");
    if (failed(samples))
      return failure();
    if (samples->empty())
      return success();
    auto numSamples = int64_t(samples->size());
    LayerSweep sweep(function, std::move(*samples), maxBytes, "weights are rounded");
    auto before = [&](qnn::ContractionOpInterface op) {
      if (!canRescale(op))
        return;
      Weights weights(op);
      const std::vector<HostTensor> &values = sweep.getValues(op.getActivationOperand().get());
      LayerInputs inputs(op, values);
      std::vector<int64_t> positions = inputs.choosePositions(numSamples, qnn::getId(op->getResult(0)));
      std::vector<float> outputs;
      if (methods.fitsOutputs && weights.taps <= kMaxTaps)
        outputs = gatherOutputs(op, sweep, positions);
      roundLayer(op->getContext(), weights.getRows(), inputs, positions, outputs, methods);
      weights.restoreUnproved();
      weights.write();
    };
    // What a fit makes good of the layers before would change with their biases.
    auto after = [&](qnn::ContractionOpInterface op) {
      if (methods.fitsOutputs && op->hasAttr(kFloatMeanAttr))
        correctBias(op, sweep.getValues(op->getResult(0)));
    };
    return sweep.run(kFloatWeightAttr, before, after);
  }

  RoundingMethods methods;
};
} // namespace
