//===- StoreWeights.cpp - Weights in few bits beside float values ---------===//
//
// Tested by test/Quantize/store-weights.mlir, store-weights-invalid.mlir and test/Recipe/weight-only.test.
//
// Mode weight-only. Ranges are those of the weights themselves, so that no data is
// needed; the layer computes in float (N12).
//
//===----------------------------------------------------------------------===//

#include "Layers.h"
#include "Scales.h"
#include "quantc/Quantize/Passes.h"

#include "llvm/ADT/APFloat.h"

#include <cmath>

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

static LogicalResult storeWeights(qnn::ContractionOpInterface op) {
  qnn::QuantConfig config = qnn::getConfig(op);
  if (config.mode != qnn::QuantMode::WeightOnly || op->hasAttr(qnn::kFloatReasonAttr) ||
      !qnn::isFloat(op.getActivationOperand().get()) || qnn::hasStoredWeight(op))
    return success();
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
  void runOnOperation() override {
    SmallVector<Operation *> ops;
    getOperation().walk([&](Operation *op) { ops.push_back(op); });
    bool hasFailed = false;
    for (Operation *op : ops) {
      if (auto contraction = dyn_cast<qnn::ContractionOpInterface>(op))
        hasFailed |= failed(storeWeights(contraction));
      if (auto recurrent = dyn_cast<qnn::RecurrentOpInterface>(op))
        hasFailed |= failed(storeWeights(recurrent));
    }
    if (hasFailed)
      signalPassFailure();
  }
};
} // namespace
