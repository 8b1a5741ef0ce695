//===- ConvertDynamicLayers.cpp - Layers whose inputs a run scales --------===//
//
// Tested by test/Quantize/convert-dynamic-layers.mlir and
// convert-dynamic-layers-invalid.mlir.
//
// Nothing here needs data: the input is rounded by the range that it has when the
// network runs, and the weights by their own. The layer is the integer layer, and
// its kernels are those of static layers.
//
//===----------------------------------------------------------------------===//

#include "Layers.h"
#include "Scales.h"
#include "WeightRounding.h"
#include "quantc/Dialect/Qk/Analysis/Bounds.h"
#include "quantc/Quantize/Passes.h"

#include <cmath>

namespace quantc {
#define GEN_PASS_DEF_CONVERTDYNAMICLAYERSPASS
#include "quantc/Quantize/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;
using namespace quantc::quantize;

static ArrayRef<int64_t> shapeOf(Value value) { return cast<RankedTensorType>(value.getType()).getShape(); }

namespace {
/// How an input is rounded; layers that agree share the codes.
struct InputForm {
  Value input;
  SmallVector<int64_t> pads; ///< of an image; empty without
  quant::UniformQuantizedType codes;
  qnn::QuantSpec spec;
  bool isPerRow;

  bool operator==(const InputForm &other) const {
    return input == other.input && pads == other.pads && codes == other.codes && spec == other.spec &&
           isPerRow == other.isPerRow;
  }
};

struct ConvertDynamicLayers : public quantc::impl::ConvertDynamicLayersPassBase<ConvertDynamicLayers> {
  void runOnOperation() override {
    SmallVector<qnn::ContractionOpInterface> ops;
    getOperation().walk([&](qnn::ContractionOpInterface op) {
      if (qnn::getConfig(op).mode == qnn::QuantMode::Dynamic && qnn::isFloat(op->getResult(0)))
        ops.push_back(op);
    });
    made.clear();
    for (qnn::ContractionOpInterface op : ops)
      if (failed(convert(op)))
        return signalPassFailure();
  }

  LogicalResult convert(qnn::ContractionOpInterface op);
  qnn::DynamicQuantizeOp quantizeInput(OpBuilder &builder, Location loc, const InputForm &form);

  SmallVector<std::pair<InputForm, qnn::DynamicQuantizeOp>> made;
};
} // namespace

/// Whether the zero point is 0 whatever the range.
static bool hasZeroAtZero(const qnn::QuantSpec &spec) {
  return spec.symmetry == qnn::Symmetry::Symmetric && spec.kind == qnn::StoredKind::S8;
}

/// Returns why a layer with constant weights has no form in mode dynamic, with a zero point that the run finds or
/// without, or null.
static const char *getReasonAgainst(Operation *op, bool subtracts) {
  if (auto conv = dyn_cast<qnn::Conv2DOp>(op); conv && conv.hasPadValues())
    return "its padding is not zero";
  // Each tap meets some inputs only, so there is no one sum of weights to subtract.
  if (subtracts && isa<qnn::ConvTranspose2DOp>(op))
    return "a transposed convolution in mode dynamic needs activations of type s8 and scheme symmetric";
  return nullptr;
}

/// Surrounds images with zeros, which a range holds anyway, so that padding gets the code of 0 that the run finds.
static Value padImages(OpBuilder &builder, Location loc, Value images, ArrayRef<int64_t> pads) {
  SmallVector<int64_t> low{0, pads[0], pads[1], 0}, high{0, pads[2], pads[3], 0}, shape(shapeOf(images));
  for (unsigned axis : {1u, 2u})
    shape[axis] += low[axis] + high[axis];
  auto type = cast<RankedTensorType>(images.getType()).clone(shape);
  auto pad = qnn::PadOp::create(builder, loc, type, images, low, high, llvm::APFloat(0.0f));
  pad->setAttr(qnn::kFloatReasonAttr, builder.getStringAttr("mode dynamic rounds what it pads"));
  return pad;
}

qnn::DynamicQuantizeOp ConvertDynamicLayers::quantizeInput(OpBuilder &builder, Location loc, const InputForm &form) {
  for (auto &[known, op] : made)
    if (known == form)
      return op; // before the layer at hand: layers are visited in order
  OpBuilder::InsertionGuard guard(builder);
  builder.setInsertionPointAfterValue(form.input);
  Value input = form.input;
  if (!form.pads.empty())
    input = padImages(builder, loc, input, form.pads);
  auto tensor = cast<RankedTensorType>(input.getType());
  ArrayRef<int64_t> rows = form.isPerRow ? tensor.getShape().drop_back() : ArrayRef<int64_t>();
  auto op = qnn::DynamicQuantizeOp::create(
      builder, loc, tensor.clone(form.codes), RankedTensorType::get(rows, builder.getF32Type()),
      RankedTensorType::get(rows, form.codes), input, qnn::getWord(form.spec.formula),
      form.spec.symmetry == qnn::Symmetry::Symmetric);
  made.push_back({form, op});
  return op;
}

/// Returns the quantized weights, of the network's own or rounded here; null, and a reason to stay in float, if they do
/// not fit.
static FailureOr<qnn::ConstantOp> makeWeights(OpBuilder &builder, qnn::ContractionOpInterface op) {
  Value weight = op.getWeightOperand().get();
  // Differences of codes: what a zero point of the run may make of them (N3).
  auto differences = quant::UniformQuantizedType::get(quant::QuantizationFlags::Signed, builder.getI16Type(),
                                                      builder.getF32Type(), 1.0, 0, -255, 255);
  qnn::ConstantOp stored;
  if (auto dequantize = weight.getDefiningOp<qnn::DequantizeOp>()) {
    stored = dequantize.getInput().getDefiningOp<qnn::ConstantOp>();
    auto bounds = qk::computeAccumulatorBounds(differences, stored, {});
    if (!bounds || !qk::fitsInt32(*bounds)) {
      setFloatReason(op, "its accumulator might leave 32 bits");
      return qnn::ConstantOp();
    }
    return stored;
  }
  auto constant = weight.getDefiningOp<qnn::ConstantOp>();
  if (llvm::any_of(getFloats(constant), [](float value) { return !std::isfinite(value); }))
    return LogicalResult(op.emitOpError("has a weight that is not finite"));
  stored = roundConstantWeights(builder, constant, {}, differences, qnn::getConfig(op).weights);
  if (!stored)
    setFloatReason(op, "the scale of its products leaves f32");
  return stored;
}

/// Makes the sums of the weights of each channel.
static Value makeSums(OpBuilder &builder, qnn::ConstantOp weight) {
  SmallVector<int64_t> values = qk::getStoredValues(weight);
  int64_t channels = shapeOf(weight.getOutput())[0], taps = int64_t(values.size()) / channels;
  SmallVector<int32_t> sums(channels, 0);
  for (auto [index, value] : llvm::enumerate(values))
    sums[int64_t(index) / taps] += int32_t(value);
  auto type = RankedTensorType::get({channels}, builder.getI32Type());
  ArrayRef<char> bytes(reinterpret_cast<const char *>(sums.data()), sums.size() * sizeof(int32_t));
  return qnn::ConstantOp::create(builder, weight.getLoc(), type, qnn::makeElementsAttr(type, bytes));
}

/// Makes the bias in float; null without one.
static Value makeFloatBias(OpBuilder &builder, qnn::ContractionOpInterface op) {
  Value bias = op.getBiasValue();
  if (!bias || getConstant(bias))
    return bias;
  SmallVector<double> ownScales;
  SmallVector<float> values;
  for (double value : getRealBias(bias, ownScales))
    values.push_back(float(value));
  auto type = cast<RankedTensorType>(bias.getType());
  ArrayRef<char> bytes(reinterpret_cast<const char *>(values.data()), values.size() * sizeof(float));
  return qnn::ConstantOp::create(builder, bias.getLoc(), type, qnn::makeElementsAttr(type, bytes));
}

/// The layer on codes, without a bias.
static Operation *createIntegerLayer(OpBuilder &builder, Operation *op, Value codes, Value weight, Type result) {
  if (isa<qnn::LinearOp>(op))
    return qnn::LinearOp::create(builder, op->getLoc(), result, codes, weight, Value());
  OperationState state(op->getLoc(), op->getName(), {codes, weight}, result, op->getAttrs());
  for (StringRef attribute : {StringRef(qnn::kConfigAttr), StringRef(qnn::kIdAttr), StringRef(kFloatMeanAttr)})
    state.attributes.erase(attribute);
  return builder.create(state);
}

LogicalResult ConvertDynamicLayers::convert(qnn::ContractionOpInterface op) {
  if (std::optional<std::string> reason = getReasonForFloat(op)) {
    setFloatReason(op, *reason);
    return success();
  }
  qnn::QuantSpec spec = qnn::getConfig(op).activations;
  spec.observer.clear(); // nothing observes
  bool subtracts = !hasZeroAtZero(spec);
  if (const char *reason = getReasonAgainst(op, subtracts)) {
    setFloatReason(op, reason);
    return success();
  }
  OpBuilder builder(op);
  FailureOr<qnn::ConstantOp> weight = makeWeights(builder, op);
  if (failed(weight) || !*weight)
    return LogicalResult(weight);

  auto conv = dyn_cast<qnn::Conv2DOp>(op.getOperation());
  InputForm form{stripObservers(op.getActivationOperand().get()),
                 {},
                 makeActivationType(&getContext(), spec, 1.0, 0),
                 spec,
                 isa<qnn::LinearOp>(op) && spec.granularity == qnn::Granularity::PerToken};
  if (conv && subtracts && llvm::any_of(conv.getPads(), [](int64_t pad) { return pad != 0; }))
    form.pads.assign(conv.getPads().begin(), conv.getPads().end());
  qnn::DynamicQuantizeOp input = quantizeInput(builder, op.getLoc(), form);

  auto result = cast<RankedTensorType>(op->getResult(0).getType());
  quant::QuantizedType accumulator =
      makeAccumulatorType(1.0, qnn::getQuantizedType(weight->getOutput()), int32_t(result.getRank() - 1));
  Value bias = makeFloatBias(builder, op), oldWeight = op.getWeightOperand().get(), oldBias = op.getBiasValue();
  Operation *integer =
      createIntegerLayer(builder, op, input.getCodes(), weight->getOutput(), result.clone(accumulator));
  if (!form.pads.empty())
    cast<qnn::Conv2DOp>(integer).setPads({0, 0, 0, 0});
  Value sum = integer->getResult(0);
  if (subtracts)
    sum = qnn::SubtractZeroPointOp::create(builder, op.getLoc(), sum.getType(), sum, input.getZeroPoint(),
                                           makeSums(builder, *weight));
  auto real = qnn::DynamicDequantizeOp::create(builder, op.getLoc(), result, sum, input.getScale(), bias);
  if (Attribute id = op->getAttr(qnn::kIdAttr))
    real->setAttr(qnn::kIdAttr, id);
  op->replaceAllUsesWith(real);
  op->erase();
  eraseUnusedConstants(oldWeight);
  if (oldBias != bias)
    eraseUnusedConstants(oldBias);
  return success();
}
