//===- LayerNoise.cpp - What each layer costs in accuracy -----------------===//
//
// Tested by test/Pipeline/sensitivity.test.
//
//===----------------------------------------------------------------------===//

#include "quantc/Quantize/LayerNoise.h"

#include "EqualizePairs.h"
#include "Layers.h"
#include "OutputNoise.h"
#include "Widening.h"
#include "quantc/Reference/Reference.h"
#include "quantc/Support/Diagnostics.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::quantize;

namespace {
/// Ids of values as they were before equalizing.
class OldIds {
public:
  explicit OldIds(ModuleOp calibrated) {
    calibrated.walk([&](Operation *op) {
      for (Value value : op->getResults())
        known.insert(qnn::getId(value));
    });
    for (auto function : calibrated.getOps<func::FuncOp>())
      for (BlockArgument argument : function.getArguments())
        known.insert(qnn::getId(argument));
  }

  /// "" if the value is none of the network's.
  std::string get(Value value) const {
    StringRef id = qnn::getId(value);
    return findOriginalId(id, [&](StringRef original) { return known.contains(original); });
  }

private:
  llvm::StringSet<> known;
};
} // namespace

/// Appends the ids of what gives `value`, a rounded one, and of all that moves it on the way.
static void appendSources(Value value, const OldIds &ids, LayerNoise &layer) {
  for (;;) {
    while (Operation *op = value.getDefiningOp()) {
      if (!isa<qnn::QuantizeOp, qnn::DequantizeOp>(op))
        break;
      value = op->getOperand(0);
    }
    if (std::string id = ids.get(value); !id.empty() && !llvm::is_contained(layer.sources, id))
      layer.sources.push_back(std::move(id));
    qnn::StoredKind kind = qnn::getConfig(value).activations.kind;
    layer.readsUnsigned |= kind == qnn::StoredKind::U8 || kind == qnn::StoredKind::U16;
    Operation *op = value.getDefiningOp();
    if (!op || !isLayer(op) || !passesStoredValues(op))
      return;
    value = op->getOperand(0);
  }
}

/// Describes `op`, or returns nullopt if it rounds nothing. `inputs` and `weights` are what it reads rounded.
static std::optional<LayerNoise> describe(Operation *op, const OldIds &ids, Rounding &inputs, Rounding &weights) {
  // What only moves values rounds nothing of its own.
  if (!isLayer(op) || op->getNumResults() == 0 || passesStoredValues(op))
    return std::nullopt;
  LayerNoise layer;
  for (OpOperand &operand : op->getOpOperands()) {
    if (!OutputNoise::isRounded(operand))
      continue;
    auto contraction = dyn_cast<qnn::ContractionOpInterface>(op);
    bool isWeight = contraction && &contraction.getWeightOperand() == &operand;
    (isWeight ? weights : inputs).push_back(&operand);
    if (!isWeight)
      appendSources(operand.get(), ids, layer);
  }
  if (inputs.empty() && weights.empty())
    return std::nullopt;
  Value result = op->getResult(0);
  layer.operation = op->getName().getStringRef();
  layer.name = getNodeName(op->getLoc());
  if (auto contraction = dyn_cast<qnn::ContractionOpInterface>(op))
    layer.products = int64_t(getProducts(contraction));
  layer.id = ids.get(result);
  if (layer.id.empty())
    return std::nullopt;
  layer.ids.push_back(layer.id);
  if (result.hasOneUse() && takesActivation(op, *result.getUsers().begin()))
    if (std::string id = ids.get((*result.getUsers().begin())->getResult(0)); !id.empty())
      layer.ids.push_back(std::move(id));
  // The operands of a concat have the type of its result.
  if (isa<qnn::ConcatOp>(op))
    layer.sources.push_back(layer.id);
  return layer;
}

/// Gives `outputs` the weights of contractions that were fitted, by the ids of what they compute.
static void setFittedWeights(OutputNoise &outputs, func::FuncOp function, ModuleOp quantized) {
  llvm::StringMap<qnn::ContractionOpInterface> byId;
  quantized.walk([&](qnn::ContractionOpInterface op) { byId[qnn::getId(op->getResult(0))] = op; });
  function.walk([&](qnn::ContractionOpInterface op) {
    qnn::ContractionOpInterface other = byId.lookup(qnn::getId(op->getResult(0)));
    if (!op->hasAttr(kFloatWeightAttr) || !other)
      return;
    Value weight = other.getWeightOperand().get();
    auto constant = weight.getDefiningOp<qnn::ConstantOp>();
    bool isSame = constant && cast<RankedTensorType>(weight.getType()).getShape() ==
                                  cast<RankedTensorType>(op.getWeightOperand().get().getType()).getShape();
    if (isSame && qnn::getQuantizedType(weight))
      outputs.setRoundedWeight(
          op, reference::toReal(reference::toHostTensor(constant.getValue()), constant.getOutput().getType()));
  });
}

FailureOr<LayerNoises> quantc::measureLayers(const MeasuredNetwork &network, StringRef calibration) {
  auto function = ModuleOp(network.unfolded).lookupSymbol<func::FuncOp>("main");
  FailureOr<std::unique_ptr<Calibration>> data = loadCalibration(calibration, function, "layers are not measured");
  if (failed(data) || !*data)
    return failure();
  if ((*data)->getSamples().empty())
    return LogicalResult(function.emitError("calibration file '") << calibration << "' keeps no samples to measure on");
  FailureOr<Samples> samples = getSamples(**data, function, "");
  if (failed(samples))
    return failure();

  OldIds ids(network.calibrated);
  LayerNoises noises;
  std::vector<Rounding> roundings; // two of each layer
  for (Operation &op : function.getOps()) {
    Rounding inputs, weights;
    std::optional<LayerNoise> layer = describe(&op, ids, inputs, weights);
    if (!layer)
      continue;
    noises.layers.push_back(std::move(*layer));
    roundings.push_back(std::move(inputs));
    roundings.push_back(std::move(weights));
  }
  OutputNoise outputs(function, std::move(*samples));
  outputs.setCorrectsMeans(network.correctsBias);
  setFittedWeights(outputs, function, network.quantized);
  FailureOr<std::vector<double>> found = outputs.measure(roundings);
  if (failed(found))
    return failure();
  noises.samples = int64_t(outputs.getNumMeasured());
  for (auto [index, layer] : llvm::enumerate(noises.layers)) {
    layer.inputs = (*found)[2 * index];
    layer.weights = (*found)[2 * index + 1];
  }
  return noises;
}
