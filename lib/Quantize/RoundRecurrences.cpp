//===- RoundRecurrences.cpp - Integer products in recurrent layers --------===//
//
// Tested by test/Quantize/round-recurrences.mlir and round-recurrences.test.
//
//===----------------------------------------------------------------------===//

#include "Layers.h"
#include "Scales.h"
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

/// Returns why `op` stays in float, or nothing.
static std::optional<std::string> round(qnn::RecurrentOpInterface op) {
  auto matrix = op.getMatrixOperand().get().getDefiningOp<qnn::ConstantOp>();
  if (!matrix)
    return "its weight is not a constant";
  if (llvm::any_of(getFloats(matrix), [](float value) { return !std::isfinite(value); }))
    return "its weight is not finite";
  qnn::ObserveOp range = getRange(op);
  if (!range)
    return "its result has no range";
  qnn::QuantConfig config = qnn::getConfig(op);
  auto state = chooseActivationType(op->getContext(), range.getMin()->convertToDouble(),
                                    range.getMax()->convertToDouble(), config.activations);
  if (state.getStorageTypeIntegralWidth() != 8)
    return "its state shall have " + std::to_string(state.getStorageTypeIntegralWidth()) + " bits";
  Value rounded = roundMatrix(matrix, state.getScale(), config.weights);
  if (!rounded)
    return "the scale of its products leaves f32";
  op.getMatrixOperand().set(rounded);
  op.setStateType(state);
  if (matrix->use_empty())
    matrix.erase();
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
