//===- StoreWeights.cpp - Weights in few bits beside float values ---------===//
//
// Tested by test/Quantize/store-weights.mlir, store-weights-invalid.mlir, store-weights-samples.test and
// test/Recipe/weight-only.test.
//
// Mode weight-only; the layer computes in float (N12). Ranges are those of the weights themselves, so that no data is
// needed; with samples, weights can be rounded for what the layer reads, in one sweep as in RoundWeights.
//
//===----------------------------------------------------------------------===//

#include "LayerSweep.h"
#include "Layers.h"
#include "RoundingMethods.h"
#include "Scales.h"
#include "quantc/Quantize/Passes.h"

#include "llvm/ADT/APFloat.h"

#include <cmath>
#include <limits>

namespace quantc {
#define GEN_PASS_DEF_STOREWEIGHTSPASS
#include "quantc/Quantize/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;
using namespace quantc::quantize;

/// Makes a constant of `values`, which have the bytes of the storage of `type`.
template <typename T>
static Value createConstant(OpBuilder &builder, Location loc, ArrayRef<int64_t> shape, Type type, ArrayRef<T> values) {
  auto tensor = RankedTensorType::get(shape, type);
  auto storage = RankedTensorType::get(shape, qnn::getStorageElementType(tensor));
  ArrayRef<char> bytes(reinterpret_cast<const char *>(values.data()), values.size() * sizeof(T));
  return qnn::ConstantOp::create(builder, loc, tensor, qnn::makeElementsAttr(storage, bytes));
}

/// Rounds to 16-bit floats, ties to even; what leaves their range gets its end.
static Value roundToHalves(OpBuilder &builder, qnn::ConstantOp weight, FloatType type) {
  const llvm::fltSemantics &semantics = type.getFloatSemantics();
  SmallVector<uint16_t> bits;
  for (float value : getFloats(weight)) {
    llvm::APFloat rounded(value);
    bool losesInfo;
    rounded.convert(semantics, llvm::APFloat::rmNearestTiesToEven, &losesInfo);
    if (rounded.isInfinity())
      rounded = llvm::APFloat::getLargest(semantics, value < 0);
    bits.push_back(static_cast<uint16_t>(rounded.bitcastToAPInt().getZExtValue()));
  }
  return createConstant<uint16_t>(builder, weight.getLoc(), cast<ShapedType>(weight.getType()).getShape(), type, bits);
}

namespace {
/// The weights [O, ...] of one layer as integers, with a scale for each group of neighbours in a row.
class IntegerWeights {
public:
  IntegerWeights(qnn::ConstantOp weight, const qnn::QuantSpec &spec)
      : weight(weight), spec(spec), values(getFloats(weight)), shape(cast<ShapedType>(weight.getType()).getShape()) {}

  void round();
  /// Rounds again, for what the layer reads.
  void refine(MLIRContext *context, const RoundingMethods &methods, const LayerInputs &inputs,
              ArrayRef<int64_t> positions);
  Value makePerChannel(OpBuilder &builder);
  /// Sets weight, scales and zero points of `op`.
  void setGroups(OpBuilder &builder, qnn::LinearOp op);

private:
  unsigned flags() const { return qnn::isUnsignedKind(spec.kind) ? 0 : quant::QuantizationFlags::Signed; }
  /// Weights that share a scale, and such groups in a row.
  int64_t groupSize() const;
  Type storageType(OpBuilder &builder) const { return builder.getIntegerType(qnn::getStoredBits(spec.kind)); }

  qnn::ConstantOp weight;
  const qnn::QuantSpec &spec;
  SmallVector<float> values;
  ArrayRef<int64_t> shape;
  SmallVector<double> scales;
  SmallVector<int64_t> zeroPoints;
  SmallVector<int8_t> stored;
};
} // namespace

int64_t IntegerWeights::groupSize() const {
  int64_t row = int64_t(values.size()) / shape[0];
  switch (spec.granularity) {
  case qnn::Granularity::PerTensor:
    return int64_t(values.size());
  case qnn::Granularity::PerGroup:
    return std::min(row, spec.groupSize);
  default:
    return row;
  }
}

void IntegerWeights::round() {
  int64_t size = groupSize(), row = spec.granularity == qnn::Granularity::PerTensor ? size : values.size() / shape[0];
  for (int64_t first = 0; first < int64_t(values.size()); first += row)
    for (int64_t start = 0; start < row; start += size) {
      ArrayRef<float> group = ArrayRef<float>(values).slice(first + start, std::min(size, row - start));
      numerics::ScaleZeroPoint params = chooseStoredParams(group, spec);
      scales.push_back(params.scale);
      zeroPoints.push_back(params.zeroPoint);
      for (int64_t value : roundWeights(group, params.scale, spec, params.zeroPoint))
        stored.push_back(static_cast<int8_t>(value));
    }
}

void IntegerWeights::refine(MLIRContext *context, const RoundingMethods &methods, const LayerInputs &inputs,
                            ArrayRef<int64_t> positions) {
  bool isPerTensor = spec.granularity == qnn::Granularity::PerTensor;
  std::vector<float> reals(scales.begin(), scales.end()), zeros(zeroPoints.begin(), zeroPoints.end());
  std::vector<float> codes(stored.begin(), stored.end());
  if (qnn::isUnsignedKind(spec.kind)) // bytes
    for (auto [code, byte] : llvm::zip_equal(codes, stored))
      code = uint8_t(byte);
  WeightRows rows;
  rows.rows = shape[0];
  rows.taps = int64_t(values.size()) / rows.rows;
  if (isPerTensor) {
    reals.resize(rows.rows, reals.front());
    zeros.resize(rows.rows, zeros.front());
  }
  std::vector<float> minScales(reals.size(), std::numeric_limits<float>::min());
  auto [low, high] = qnn::getStoredLimits(spec);
  rows.weights = values.data();
  rows.minScales = minScales.data();
  rows.low = float(low), rows.high = float(high);
  rows.refit = isPerTensor ? Refit::OneForAll : Refit::EachRow;
  rows.stored = codes.data();
  rows.scales = reals.data();
  rows.groupSize = spec.granularity == qnn::Granularity::PerGroup ? groupSize() : 0;
  if (llvm::any_of(zeros, [](float zero) { return zero != 0; }))
    rows.zeroPoints = zeros.data();
  roundLayer(context, rows, inputs, positions, {}, methods);
  scales.assign(reals.begin(), reals.begin() + int64_t(scales.size()));
  for (auto [code, byte] : llvm::zip_equal(codes, stored))
    byte = int8_t(int(code));
}

Value IntegerWeights::makePerChannel(OpBuilder &builder) {
  auto [low, high] = qnn::getStoredLimits(spec);
  quant::QuantizedType type;
  if (spec.granularity == qnn::Granularity::PerTensor)
    type = quant::UniformQuantizedType::get(flags(), storageType(builder), builder.getF32Type(), scales.front(),
                                            zeroPoints.front(), low, high);
  else
    type = quant::UniformQuantizedPerAxisType::get(flags(), storageType(builder), builder.getF32Type(), scales,
                                                   zeroPoints, /*quantizedDimension=*/0, low, high);
  return createConstant<int8_t>(builder, weight.getLoc(), shape, type, stored);
}

void IntegerWeights::setGroups(OpBuilder &builder, qnn::LinearOp op) {
  auto [low, high] = qnn::getStoredLimits(spec);
  auto codes = quant::UniformQuantizedType::get(flags(), storageType(builder), builder.getF32Type(), /*scale=*/1,
                                                /*zeroPoint=*/0, std::min<int64_t>(low, 0), high);
  SmallVector<int64_t> groups{shape[0], int64_t(scales.size()) / shape[0]};
  op.getWeightMutable().assign(createConstant<int8_t>(builder, weight.getLoc(), shape, codes, stored));
  op.getScalesMutable().assign(createConstant<float>(builder, weight.getLoc(), groups, builder.getF32Type(),
                                                     SmallVector<float>(scales.begin(), scales.end())));
  if (llvm::any_of(zeroPoints, [](int64_t zeroPoint) { return zeroPoint != 0; }))
    op.getZeroPointsMutable().assign(createConstant<int8_t>(builder, weight.getLoc(), groups, codes,
                                                            SmallVector<int8_t>(zeroPoints.begin(), zeroPoints.end())));
  op.setGroupSize(groupSize());
}

/// Returns why the weights of `op` stay f32, or nullopt.
static std::optional<StringRef> getReasonForFloatWeights(qnn::ContractionOpInterface op, const qnn::QuantSpec &spec) {
  if (isa<qnn::ConvTranspose2DOp>(op))
    return "weights of transposed convolutions are f32";
  auto constant = op.getWeightOperand().get().getDefiningOp<qnn::ConstantOp>();
  if (!constant)
    return "its weight is not a constant";
  if (cast<ShapedType>(constant.getType()).getNumElements() == 0)
    return "a tensor of it is empty";
  if (spec.granularity == qnn::Granularity::PerGroup && !isa<qnn::LinearOp>(op))
    return "groups of weights share scales in linear layers only";
  return std::nullopt;
}

/// Rounds a float weight of `op` to 16-bit floats.
static void storeHalves(OpBuilder &builder, OpOperand &operand, qnn::StoredKind kind) {
  auto weight = operand.get().getDefiningOp<qnn::ConstantOp>();
  FloatType type = kind == qnn::StoredKind::F16 ? FloatType(builder.getF16Type()) : builder.getBF16Type();
  operand.set(roundToHalves(builder, weight, type));
}

static bool isHalf(qnn::StoredKind kind) { return kind == qnn::StoredKind::F16 || kind == qnn::StoredKind::BF16; }

static LogicalResult storeWeights(qnn::RecurrentOpInterface op) {
  qnn::QuantConfig config = qnn::getConfig(op);
  OpOperand &operand = op.getMatrixOperand();
  if (config.mode != qnn::QuantMode::WeightOnly || op->hasAttr(qnn::kFloatReasonAttr) || !qnn::isFloat(operand.get()))
    return success();
  auto weight = operand.get().getDefiningOp<qnn::ConstantOp>();
  if (!weight || !isHalf(config.weights.kind)) {
    setFloatReason(op, weight ? "weights of recurrent layers are f32, f16 or bf16 in mode weight-only"
                              : "its weight is not a constant");
    return success();
  }
  if (llvm::any_of(getFloats(weight), [](float value) { return !std::isfinite(value); }))
    return op->emitOpError("has a weight that is not finite");
  OpBuilder builder(op);
  storeHalves(builder, operand, config.weights.kind);
  if (weight->use_empty())
    weight.erase();
  setFloatReason(op, "mode weight-only, weights of type " + qnn::getWord(config.weights.kind));
  return success();
}

/// Whether the recipe wants the weights of `op` stored, and they are not.
static bool isWanted(qnn::ContractionOpInterface op) {
  return qnn::getConfig(op).mode == qnn::QuantMode::WeightOnly && !op->hasAttr(qnn::kFloatReasonAttr) &&
         qnn::isFloat(op.getActivationOperand().get()) && !qnn::hasStoredWeight(op);
}

/// @param refine  rounds integers again
static LogicalResult storeWeights(qnn::ContractionOpInterface op, function_ref<void(IntegerWeights &)> refine) {
  qnn::QuantConfig config = qnn::getConfig(op);
  const qnn::QuantSpec &spec = config.weights;
  if (std::optional<StringRef> reason = getReasonForFloatWeights(op, spec)) {
    setFloatReason(op, *reason);
    return success();
  }
  auto weight = op.getWeightOperand().get().getDefiningOp<qnn::ConstantOp>();
  if (llvm::any_of(getFloats(weight), [](float value) { return !std::isfinite(value); }))
    return op.emitOpError("has a weight that is not finite");
  OpBuilder builder(op);
  if (isHalf(spec.kind)) {
    storeHalves(builder, op.getWeightOperand(), spec.kind);
  } else {
    IntegerWeights weights(weight, spec);
    weights.round();
    refine(weights);
    if (spec.granularity == qnn::Granularity::PerGroup)
      weights.setGroups(builder, cast<qnn::LinearOp>(op.getOperation()));
    else
      op.getWeightOperand().set(weights.makePerChannel(builder));
  }
  if (weight->use_empty())
    weight.erase();
  setFloatReason(op, "mode weight-only, weights of type " + qnn::getWord(spec.kind));
  return success();
}

namespace {
struct StoreWeights : public quantc::impl::StoreWeightsPassBase<StoreWeights> {
  using StoreWeightsPassBase::StoreWeightsPassBase;

  void runOnOperation() override {
    func::FuncOp function = getOperation();
    methods.searchesScales = searchScales;
    methods.damping = gptqDamping;
    methods.descends = descent;
    methods.takesMeans = false;
    if (failed(methods.setFeedback(gptq, function)))
      return signalPassFailure();
    bool hasFailed = false;
    function.walk([&](qnn::RecurrentOpInterface op) { hasFailed |= failed(storeWeights(op)); });
    SmallVector<qnn::ContractionOpInterface> ops;
    function.walk([&](qnn::ContractionOpInterface op) {
      if (isWanted(op))
        ops.push_back(op);
    });
    Samples samples;
    if (!ops.empty() && !methods.isEmpty()) {
      FailureOr<Samples> loaded = loadSamples(calibration, function, "weights are rounded to the nearest");
      if (failed(loaded))
        return signalPassFailure();
      samples = std::move(*loaded);
    }
    if (!samples.empty()) {
      hasFailed |= failed(storeOnSamples(function, std::move(samples)));
    } else {
      for (qnn::ContractionOpInterface op : ops)
        hasFailed |= failed(storeWeights(op, [](IntegerWeights &) {}));
    }
    if (hasFailed)
      signalPassFailure();
  }

  LogicalResult storeOnSamples(func::FuncOp function, Samples samples) {
    auto numSamples = int64_t(samples.size());
    bool hasFailed = false;
    LayerSweep sweep(function, std::move(samples), maxBytes, "weights are rounded");
    auto isVisited = [](Operation &op) {
      auto contraction = dyn_cast<qnn::ContractionOpInterface>(op);
      return contraction && isWanted(contraction);
    };
    auto before = [&](qnn::ContractionOpInterface op) {
      hasFailed |= failed(storeWeights(op, [&](IntegerWeights &weights) {
        LayerInputs inputs(op, sweep.getValues(op.getActivationOperand().get()));
        weights.refine(op->getContext(), methods, inputs,
                       inputs.choosePositions(numSamples, qnn::getId(op->getResult(0))));
      }));
    };
    return failure(failed(sweep.run(isVisited, before, [](qnn::ContractionOpInterface) {})) || hasFailed);
  }

  RoundingMethods methods;
};
} // namespace
