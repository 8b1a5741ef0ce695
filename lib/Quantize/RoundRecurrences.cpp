//===- RoundRecurrences.cpp - Integer products in recurrent layers --------===//
//
// Tested by test/Quantize/round-recurrences.mlir and round-recurrences.test.
//
//===----------------------------------------------------------------------===//

#include "Layers.h"
#include "Scales.h"
#include "WeightRounding.h"
#include "quantc/Quantize/Passes.h"

#include <cmath>
#include <limits>

namespace quantc {
#define GEN_PASS_DEF_ROUNDRECURRENCESPASS
#include "quantc/Quantize/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;
using namespace quantc::quantize;

/// The observer with a range of the states, or null.
static qnn::ObserveOp getRange(qnn::RecurrentOpInterface op) {
  for (Operation *user : op->getResult(0).getUsers())
    if (auto observe = dyn_cast<qnn::ObserveOp>(user); observe && observe.getMin())
      return observe;
  return {};
}

/// Returns the matrix [R, K] rounded, or null if its scales leave f32.
static Value roundMatrix(qnn::ConstantOp matrix, double stateScale, const qnn::QuantSpec &spec) {
  SmallVector<float> values = getFloats(matrix);
  ArrayRef<int64_t> shape = cast<RankedTensorType>(matrix.getType()).getShape();
  int64_t rows = shape[0], columns = shape[1];
  auto getLargest = [&](int64_t first, int64_t count) {
    double largest = 0;
    for (float value : ArrayRef(values).slice(first * columns, count * columns))
      largest = std::max(largest, double(std::abs(value)));
    return largest;
  };
  bool isPerTensor = spec.granularity == qnn::Granularity::PerTensor;
  SmallVector<double> scales;
  SmallVector<char> stored;
  for (int64_t row = 0; row < rows; ++row) {
    double largest = isPerTensor ? getLargest(0, rows) : getLargest(row, 1);
    scales.push_back(chooseWeightScale(stateScale, largest, /*bias=*/0, spec));
    if (stateScale * scales.back() > std::numeric_limits<float>::max())
      return {};
    for (int64_t value : roundWeights(ArrayRef(values).slice(row * columns, columns), scales.back(), spec))
      stored.push_back(char(value));
  }
  OpBuilder builder(matrix);
  auto [low, high] = qnn::getStoredLimits(spec);
  auto type = quant::UniformQuantizedPerAxisType::get(quant::QuantizationFlags::Signed, builder.getI8Type(),
                                                      builder.getF32Type(), scales, SmallVector<int64_t>(rows, 0),
                                                      /*quantizedDimension=*/0, low, high);
  auto rounded =
      qnn::ConstantOp::create(builder, matrix.getLoc(), RankedTensorType::get(shape, type),
                              qnn::makeElementsAttr(RankedTensorType::get(shape, builder.getI8Type()), stored));
  if (StringRef id = qnn::getId(matrix.getOutput()); !id.empty())
    qnn::setId(rounded.getOutput(), id);
  return rounded;
}

/// Takes away observers of a value that only `op` reads.
static void dropObservers(qnn::RecurrentOpInterface op, OpOperand &operand) {
  while (auto observe = operand.get().getDefiningOp<qnn::ObserveOp>()) {
    if (!observe->hasOneUse() || !observe.getInput().hasOneUse())
      return;
    operand.set(observe.getInput());
    observe.erase();
  }
}

/// Returns the matrix that the network brings quantized, with a scale for each row, or null if it has another form.
static Value takeMatrix(qnn::DequantizeOp dequantize) {
  auto constant = dequantize.getInput().getDefiningOp<qnn::ConstantOp>();
  quant::QuantizedType type = constant ? qnn::getQuantizedType(constant.getOutput()) : quant::QuantizedType();
  auto axis = dyn_cast_if_present<quant::UniformQuantizedPerAxisType>(type);
  if (!type || !type.isSigned() || type.getStorageTypeIntegralWidth() != 8 ||
      (axis && axis.getQuantizedDimension() != 0) ||
      !llvm::all_of(qnn::getZeroPoints(type), [](int64_t zero) { return zero == 0; }))
    return {};
  if (axis)
    return constant;
  OpBuilder builder(constant);
  ArrayRef<int64_t> shape = cast<RankedTensorType>(constant.getType()).getShape();
  auto rows = quant::UniformQuantizedPerAxisType::get(
      quant::QuantizationFlags::Signed, type.getStorageType(), type.getExpressedType(),
      SmallVector<double>(shape[0], qnn::getScales(type).front()), SmallVector<int64_t>(shape[0], 0),
      /*quantizedDimension=*/0, type.getStorageTypeMin(), type.getStorageTypeMax());
  return qnn::ConstantOp::create(builder, constant.getLoc(), RankedTensorType::get(shape, rows), constant.getValue());
}

/// Whether products of a state of scale `stateScale` and `matrix` have scales within f32.
static bool hasNormalScales(Value matrix, double stateScale) {
  return llvm::all_of(qnn::getScales(qnn::getQuantizedType(matrix)),
                      [&](double scale) { return std::isnormal(static_cast<float>(stateScale * scale)); });
}

/// Returns the matrix as the layer's products read it, or null and why there is none.
static Value getMatrix(qnn::RecurrentOpInterface op, double stateScale, std::string &reason) {
  Value operand = op.getMatrixOperand().get();
  auto dequantize = operand.getDefiningOp<qnn::DequantizeOp>();
  Value matrix = dequantize ? takeMatrix(dequantize) : Value();
  if (!matrix) {
    auto constant = operand.getDefiningOp<qnn::ConstantOp>();
    if (!constant)
      return reason = "its weight is not a constant", Value();
    if (llvm::any_of(getFloats(constant), [](float value) { return !std::isfinite(value); }))
      return reason = "its weight is not finite", Value();
    matrix = roundMatrix(constant, stateScale, qnn::getConfig(op).weights);
  }
  if (matrix && hasNormalScales(matrix, stateScale))
    return matrix;
  return reason = "the scale of its products leaves f32", Value();
}

/// Returns the type of states by the range that their observer has, or null and why there is none.
static quant::UniformQuantizedType chooseState(qnn::RecurrentOpInterface op, std::string &reason) {
  qnn::ObserveOp range = getRange(op);
  if (!range) {
    reason = "its result has no range";
    return {};
  }
  auto state = chooseActivationType(op->getContext(), range.getMin()->convertToDouble(),
                                    range.getMax()->convertToDouble(), qnn::getConfig(op).activations);
  if (state.getStorageTypeIntegralWidth() == 8)
    return state;
  reason = "its state shall have " + std::to_string(state.getStorageTypeIntegralWidth()) + " bits";
  return {};
}

/// Returns why `op` stays in float, or nothing.
static std::optional<std::string> round(qnn::RecurrentOpInterface op) {
  std::string reason;
  qnn::QuantConfig config = qnn::getConfig(op);
  bool isDynamic = config.mode == qnn::QuantMode::Dynamic;
  Value old = op.getMatrixOperand().get();
  if (!old.getDefiningOp<qnn::ConstantOp>() && !old.getDefiningOp<qnn::DequantizeOp>())
    return "its weight is not a constant";
  auto state = isDynamic ? makeActivationType(op->getContext(), config.activations, /*scale=*/1.0, /*zeroPoint=*/0)
                         : chooseState(op, reason);
  Value matrix = state ? getMatrix(op, state.getScale(), reason) : Value();
  if (!matrix)
    return reason;
  op.getMatrixOperand().set(matrix);
  op.setStateType(state);
  if (isDynamic)
    op.setDynamic(qnn::getWord(config.activations.formula), config.activations.symmetry == qnn::Symmetry::Symmetric,
                  config.activations.granularity == qnn::Granularity::PerToken);
  eraseUnusedConstants(old);
  dropObservers(op, op.getProjectionOperand());
  return std::nullopt;
}

namespace {
struct RoundRecurrences : public quantc::impl::RoundRecurrencesPassBase<RoundRecurrences> {
  void runOnOperation() override {
    getOperation().walk([](qnn::RecurrentOpInterface op) {
      if (op.getStateType() || op->hasAttr(qnn::kFloatReasonAttr))
        return;
      if (std::optional<std::string> reason = round(op))
        setFloatReason(op, *reason);
    });
  }
};
} // namespace
