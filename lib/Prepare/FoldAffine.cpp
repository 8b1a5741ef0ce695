//===- FoldAffine.cpp - Scales and offsets into contractions --------------===//
//
// Tested by test/Prepare/fold-affine.mlir and fold-affine-before.mlir.
//
// A chain of `x * c + d` with one value a channel beside a contraction is a
// change of its weight and bias. The whole chain is composed in double and the
// result is rounded to f32 once; this is the one place of Prepare that changes
// float results by more than the order of a sum.
//
//===----------------------------------------------------------------------===//

#include "Rewriting.h"
#include "quantc/Dialect/Qnn/IR/Network.h"
#include "quantc/Prepare/Passes.h"

#include <cmath>

namespace quantc {
#define GEN_PASS_DEF_FOLDAFFINEPASS
#include "quantc/Prepare/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;
using namespace quantc::prepare;

namespace {
/// y[c] = scale[c] * x[c] + offset[c], in double.
struct Affine {
  SmallVector<double> scale, offset;
  explicit Affine(int64_t channels) : scale(channels, 1.0), offset(channels, 0.0) {}
  bool hasOffset() const {
    return llvm::any_of(offset, [](double value) { return value != 0; });
  }
};

/// An elementwise op with a constant: what it does to `input`.
struct Step {
  Value input;
  Affine affine;
};
} // namespace

/// Returns one value for each index of the last axis if `constant` has the same values at all other
/// indices.
static std::optional<SmallVector<double>> getPerChannel(Value constant, int64_t channels) {
  if (std::optional<float> splat = getSplat(constant))
    return SmallVector<double>(channels, *splat);
  std::optional<SmallVector<float>> values = getFloats(constant);
  if (!values || int64_t(values->size()) != channels || shapeOf(constant).back() != channels)
    return std::nullopt;
  return SmallVector<double>(values->begin(), values->end());
}

/// Returns what `op` does if it scales or shifts its input for each channel, without broadcasting it.
static std::optional<Step> getStep(Operation *op) {
  // What the network says to stay in float is no part of a layer that may be rounded.
  if (!isa<qnn::AddOp, qnn::SubOp, qnn::MulOp, qnn::DivOp>(op) || !qnn::isFloat(op->getResult(0)) ||
      op->hasAttr(qnn::kFloatReasonAttr))
    return std::nullopt;
  auto shape = shapeOf(op->getResult(0));
  if (shape.empty())
    return std::nullopt;
  for (unsigned side : {0u, 1u}) {
    Value input = op->getOperand(side);
    if (input.getType() != op->getResult(0).getType() || isConstant(input))
      continue;
    std::optional<SmallVector<double>> values = getPerChannel(op->getOperand(1 - side), shape.back());
    if (!values || (isa<qnn::DivOp>(op) && side == 1))
      return std::nullopt;
    Step step{input, Affine(shape.back())};
    for (auto [value, scale, offset] : llvm::zip(*values, step.affine.scale, step.affine.offset)) {
      if (isa<qnn::MulOp>(op))
        scale = value;
      else if (isa<qnn::DivOp>(op))
        scale = 1.0 / value;
      else if (isa<qnn::AddOp>(op))
        offset = value;
      else if (side == 0)
        offset = -value;
      else
        scale = -1.0, offset = value;
    }
    return step;
  }
  return std::nullopt;
}

/// Applies `outer` after `inner`.
static Affine compose(const Affine &inner, const Affine &outer) {
  Affine result(inner.scale.size());
  for (size_t c = 0; c < inner.scale.size(); ++c) {
    result.scale[c] = outer.scale[c] * inner.scale[c];
    result.offset[c] = outer.scale[c] * inner.offset[c] + outer.offset[c];
  }
  return result;
}

/// Rounds to f32. Returns nullopt if a value overflows or is no number.
static std::optional<SmallVector<float>> roundAll(ArrayRef<double> values) {
  SmallVector<float> result;
  for (double value : values) {
    result.push_back(float(value));
    if (!std::isfinite(result.back()))
      return std::nullopt;
  }
  return result;
}

namespace {
/// The float constants of a contraction, in double.
struct Parameters {
  SmallVector<double> weight; // axis 0 is the output channel
  SmallVector<double> bias;

  /// Returns nullopt if weight or bias is not a plain float constant.
  static std::optional<Parameters> read(qnn::ContractionOpInterface op) {
    std::optional<SmallVector<float>> weight = getFloats(op.getWeightOperand().get());
    if (!weight)
      return std::nullopt;
    Parameters result{SmallVector<double>(weight->begin(), weight->end()), {}};
    if (!op.getBiasValue()) {
      result.bias.assign(shapeOf(op.getWeightOperand().get())[0], 0.0);
      return result;
    }
    std::optional<SmallVector<float>> bias = getFloats(op.getBiasValue());
    if (!bias)
      return std::nullopt;
    result.bias.assign(bias->begin(), bias->end());
    return result;
  }

  /// Rounds and sets the constants; changes nothing and fails if a value is not finite.
  LogicalResult write(qnn::ContractionOpInterface op) const {
    std::optional<SmallVector<float>> newWeight = roundAll(weight), newBias = roundAll(bias);
    if (!newWeight || !newBias)
      return failure();
    OpBuilder builder(op);
    op.getWeightOperand().set(makeFloats(builder, op.getLoc(), shapeOf(op.getWeightOperand().get()), *newWeight));
    if (op.getBiasValue() || llvm::any_of(*newBias, [](float value) { return value != 0; }))
      op.setBiasValue(makeFloats(builder, op.getLoc(), {int64_t(newBias->size())}, *newBias));
    return success();
  }
};
} // namespace

/// Whether `op` keeps the last axis, so that one value a channel means the same before and after.
static bool keepsChannels(Operation *op) {
  return isa<qnn::ReshapeOp>(op) && !shapeOf(op->getResult(0)).empty() && !shapeOf(op->getOperand(0)).empty() &&
         shapeOf(op->getResult(0)).back() == shapeOf(op->getOperand(0)).back();
}

/// Folds the scales and offsets that follow `op` and read nothing else.
static void foldAfter(qnn::ContractionOpInterface op) {
  Value result = op->getResult(0);
  if (!qnn::isFloat(result))
    return;
  Affine total(shapeOf(result).back());
  SmallVector<Operation *> path, folded;
  for (Value value = result; value.hasOneUse();) {
    Operation *user = *value.getUsers().begin();
    if (std::optional<Step> step = getStep(user); step && step->input == value) {
      total = compose(total, step->affine);
      path.push_back(user);
      folded = path;
    } else if (keepsChannels(user)) {
      path.push_back(user);
    } else {
      break;
    }
    value = user->getResult(0);
  }
  std::optional<Parameters> parameters = Parameters::read(op);
  if (folded.empty() || !parameters)
    return;

  size_t perChannel = parameters->weight.size() / total.scale.size();
  for (size_t i = 0; i < parameters->weight.size(); ++i)
    parameters->weight[i] *= total.scale[i / perChannel];
  for (auto [bias, scale, offset] : llvm::zip(parameters->bias, total.scale, total.offset))
    bias = bias * scale + offset;
  if (failed(parameters->write(op)))
    return;

  // The last value on the path takes the id of what it replaces; those before it are values of their own.
  std::string id = qnn::getId(folded.back()->getResult(0)).str();
  SmallVector<Value> left{result};
  for (Operation *step : folded)
    if (isa<qnn::ReshapeOp>(step)) {
      left.push_back(step->getResult(0));
    } else {
      step->getResult(0).replaceAllUsesWith(left.back());
      step->erase();
    }
  for (Value value : llvm::reverse(left))
    if (!id.empty()) {
      qnn::setId(value, id);
      id = deriveId(id, "before reshape");
    }
}

/// Whether each output element reads the same number of input elements for each weight, so that an
/// offset of the input is one of the output.
static bool readsNoPadding(qnn::ContractionOpInterface op) {
  if (auto conv = dyn_cast<qnn::Conv2DOp>(*op))
    return llvm::all_of(conv.getPads(), [](int64_t pad) { return pad == 0; });
  return isa<qnn::LinearOp>(op);
}

/// Returns what the padding of a convolution reads as in terms of `input`, where a zero is `affine` of it; nullopt if
/// there is no such number, or `input` is no image that enters the network: of other values it would widen the range.
static std::optional<SmallVector<float>> getPadValues(const Affine &affine, Value input) {
  while (auto moved = input.getDefiningOp())
    if (isa<qnn::TransposeOp, qnn::ReshapeOp, qnn::DequantizeOp>(moved))
      input = moved->getOperand(0);
    else
      return std::nullopt;
  auto type = dyn_cast_or_null<quant::UniformQuantizedType>(qnn::getQuantizedType(input));
  SmallVector<float> values;
  for (auto [scale, offset] : llvm::zip(affine.scale, affine.offset)) {
    values.push_back(scale == 0 && offset == 0 ? 0.0f : float(-offset / scale));
    if (!std::isfinite(values.back()))
      return std::nullopt;
    double steps = type ? values.back() / type.getScale() + double(type.getZeroPoint()) : 0;
    if (type && (steps < double(type.getStorageTypeMin()) || steps > double(type.getStorageTypeMax())))
      return std::nullopt;
  }
  return values;
}

/// Returns the same for each index of the last axis under another shape, or nullopt.
static std::optional<Affine> reshapeAffine(const Affine &affine, ArrayRef<int64_t> from, ArrayRef<int64_t> to) {
  Affine result(to.back());
  auto isEqual = [](ArrayRef<double> values) { return llvm::all_equal(values); };
  bool isSplat = isEqual(affine.scale) && isEqual(affine.offset);
  // The last axis of `to` holds whole trailing axes of `from`, so that channels alternate along it.
  int64_t trailing = 1;
  for (int64_t axis = int64_t(from.size()) - 1; axis >= 0 && trailing < to.back(); --axis)
    trailing *= from[axis];
  if (!isSplat && (trailing != to.back() || to.back() % from.back() != 0))
    return std::nullopt;
  for (size_t i = 0; i < result.scale.size(); ++i) {
    result.scale[i] = affine.scale[i % affine.scale.size()];
    result.offset[i] = affine.offset[i % affine.offset.size()];
  }
  return result;
}

namespace {
/// The elementwise ops and reshapes before a contraction, up to one of the former.
struct Chain {
  Value input;                      ///< what the first of them reads
  Affine affine;                    ///< all of them, for each index of the axis that the contraction reads
  SmallVector<Operation *> ops;     ///< from the contraction on
  SmallVector<Operation *> moves{}; ///< the reshapes among them
};
} // namespace

/// Returns the chains that end in what only `op` reads, each longer than the one before.
static std::vector<Chain> findChains(qnn::ContractionOpInterface op) {
  Value value = op.getActivationOperand().get();
  std::vector<Chain> chains;
  Chain next{value, Affine(shapeOf(value).back()), {}};
  while (value.hasOneUse() && value.getDefiningOp()) {
    Operation *producer = value.getDefiningOp();
    std::optional<Step> step = getStep(producer);
    if (step) {
      std::optional<Affine> moved = step->affine;
      for (Operation *move : llvm::reverse(next.moves))
        if (moved)
          moved = reshapeAffine(*moved, shapeOf(move->getOperand(0)), shapeOf(move->getResult(0)));
      if (!moved)
        break;
      next.affine = compose(*moved, next.affine);
      next.input = step->input;
    } else if (isa<qnn::ReshapeOp>(producer) && !shapeOf(value).empty() && !shapeOf(producer->getOperand(0)).empty()) {
      next.moves.push_back(producer);
    } else {
      break;
    }
    next.ops.push_back(producer);
    value = step ? step->input : producer->getOperand(0);
    if (step)
      chains.push_back(next);
  }
  return chains;
}

/// Folds the scales and offsets that only `op` reads.
static void foldBefore(qnn::ContractionOpInterface op) {
  if (!qnn::isFloat(op.getActivationOperand().get()))
    return;
  auto conv = dyn_cast<qnn::Conv2DOp>(*op);
  std::optional<SmallVector<float>> padValues;
  std::vector<Chain> chains = findChains(op);
  for (; !chains.empty(); chains.pop_back()) {
    bool isPlain = readsNoPadding(op) || (!chains.back().affine.hasOffset() && !(conv && conv.hasPadValues()));
    if (isPlain)
      break;
    if (conv && !conv.hasPadValues())
      padValues = getPadValues(chains.back().affine, chains.back().input);
    if (padValues)
      break;
  }
  std::optional<Parameters> parameters = Parameters::read(op);
  if (chains.empty() || !parameters)
    return;

  const Chain &chain = chains.back();
  auto shape = shapeOf(op.getWeightOperand().get());
  int64_t inputs = shape.back(), perOutput = parameters->weight.size() / shape[0];
  int64_t groups = int64_t(chain.affine.scale.size()) / inputs, outputsInGroup = shape[0] / groups;
  for (int64_t i = 0, end = parameters->weight.size(); i < end; ++i) {
    int64_t output = i / perOutput, channel = output / outputsInGroup * inputs + i % inputs;
    parameters->bias[output] += parameters->weight[i] * chain.affine.offset[channel];
    parameters->weight[i] *= chain.affine.scale[channel];
  }
  if (failed(parameters->write(op)))
    return;
  if (padValues)
    conv.setPadValues(*padValues);
  for (Operation *step : chain.ops)
    if (auto reshape = dyn_cast<qnn::ReshapeOp>(step)) {
      if (StringRef id = qnn::getId(reshape.getOutput()); !id.empty())
        qnn::setId(reshape.getOutput(), deriveId(id, "before scale"));
    } else {
      step->getResult(0).replaceAllUsesWith(getStep(step)->input);
    }
}

/// Gives each reader of a normalization one of its own: folded into all of them it costs nothing, and what does not
/// fold is merged again.
static void splitNormalizations(func::FuncOp function) {
  SmallVector<Operation *> steps;
  function.walk([&](Operation *op) {
    if (op->hasAttr(qnn::kNormalizationAttr) && op->getNumResults() == 1)
      steps.push_back(op);
  });
  // Backwards: copies of a later step are readers of the one before it.
  for (Operation *op : llvm::reverse(steps))
    for (OpOperand &use : llvm::make_early_inc_range(op->getUses()))
      if (!op->hasOneUse())
        use.set(OpBuilder(op).clone(*op)->getResult(0));
}

/// Makes the stored bias of 32 bits that a network adds to a matrix product the bias of the contraction. Both add it
/// to the finished sum.
static void takeStoredBias(qnn::ContractionOpInterface op) {
  Value result = op->getResult(0);
  auto add = result.hasOneUse() ? dyn_cast<qnn::AddOp>(*result.user_begin()) : qnn::AddOp();
  if (!add || op.getBiasValue() || add.getType() != result.getType() || add->hasAttr(qnn::kFloatReasonAttr))
    return;
  Value bias = add.getLhs() == result ? add.getRhs() : add.getLhs();
  auto dequantize = bias.getDefiningOp<qnn::DequantizeOp>();
  auto constant = dequantize ? dequantize.getInput().getDefiningOp<qnn::ConstantOp>() : qnn::ConstantOp();
  if (!constant || !qnn::isAccumulator(qnn::getQuantizedType(dequantize.getInput())) ||
      shapeOf(bias) != shapeOf(result).take_back(1))
    return;
  for (Operation *part : {constant.getOperation(), dequantize.getOperation()})
    if (op->isBeforeInBlock(part))
      part->moveBefore(op);
  op.setBiasValue(bias);
  inheritId(add, result);
  add.replaceAllUsesWith(result);
  add.erase();
}

namespace {
struct FoldAffine : public quantc::impl::FoldAffinePassBase<FoldAffine> {
  void runOnOperation() override {
    SmallVector<qnn::ContractionOpInterface> contractions;
    getOperation().walk([&](qnn::ContractionOpInterface op) { contractions.push_back(op); });
    for (qnn::ContractionOpInterface op : contractions)
      takeStoredBias(op);
    splitNormalizations(getOperation());
    // After comes first: what stands between two contractions belongs to the one that makes it.
    for (qnn::ContractionOpInterface op : contractions)
      foldAfter(op);
    for (qnn::ContractionOpInterface op : contractions)
      foldBefore(op);

    eraseDeadOps(getOperation());
  }
};
} // namespace
