//===- ChooseExactInput.cpp - Inputs on a lattice of 256 values -----------===//
//
// Tested by test/Quantize/choose-exact-input.test.
//
// A picture that was divided by 255 is still a picture: with the step of its
// lattice as scale, no value changes.
//
//===----------------------------------------------------------------------===//

#include "Layers.h"
#include "Samples.h"
#include "Scales.h"
#include "quantc/Quantize/Passes.h"

#include <cmath>
#include <set>

namespace quantc {
#define GEN_PASS_DEF_CHOOSEEXACTINPUTPASS
#include "quantc/Quantize/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;
using namespace quantc::quantize;

namespace {
/// Values `scale * (k - zeroPoint) - shift` for k in [0, 255].
struct Lattice {
  double scale;
  int64_t zeroPoint; ///< in [0, 255]
  double shift;      ///< 0, or what moves zero onto the lattice
};
} // namespace

/// Returns the sorted distinct values of input `index`, or nullopt if there are more than 256 or one is not finite.
static std::optional<std::vector<double>> getValues(const Samples &samples, unsigned index) {
  std::set<float> values;
  for (const std::vector<HostTensor> &sample : samples)
    for (float value : sample[index].values<float>()) {
      if (!std::isfinite(value))
        return std::nullopt;
      values.insert(value == 0 ? 0.0f : value);
      if (values.size() > 256)
        return std::nullopt;
    }
  return std::vector<double>(values.begin(), values.end());
}

/// Step 1 of the recipe: how far from a whole number a value may lie is 1e-3.
static std::optional<Lattice> findLattice(ArrayRef<double> values) {
  constexpr double kTolerance = 1e-3;
  if (values.size() < 2)
    return std::nullopt;
  double least = values.front(), span = values.back() - least, step = span;
  for (size_t i = 1; i < values.size(); ++i)
    step = std::min(step, values[i] - values[i - 1]);
  for (int i = 0; i < 3; ++i)
    step = span / std::nearbyint(span / step);
  if (std::nearbyint(span / step) > 255)
    return std::nullopt;
  for (double value : values) {
    double k = (value - least) / step;
    if (std::abs(k - std::nearbyint(k)) > kTolerance)
      return std::nullopt;
  }
  double zero = -least / step, zeroPoint = std::nearbyint(zero);
  if (!(zeroPoint >= 0 && zeroPoint <= 255))
    return std::nullopt;
  double shift = std::abs(zero - zeroPoint) <= kTolerance ? 0.0 : -(least + zeroPoint * step);
  return Lattice{step, int64_t(zeroPoint), shift};
}

/// Appends the contractions that read `value` through observers, transposes and reshapes.
/// @returns false if anything else reads it, or a contraction's constants are not float.
static bool collectReaders(Value value, SmallVectorImpl<qnn::ContractionOpInterface> &readers) {
  return llvm::all_of(value.getUsers(), [&](Operation *user) {
    if (isa<qnn::ObserveOp, qnn::TransposeOp, qnn::ReshapeOp>(user))
      return collectReaders(user->getResult(0), readers);
    auto contraction = dyn_cast<qnn::ContractionOpInterface>(user);
    if (!contraction || !isQuantizable(user) || !getConstant(contraction.getWeightOperand().get()) ||
        (contraction.getBiasValue() && !getConstant(contraction.getBiasValue())))
      return false;
    readers.push_back(contraction);
    return true;
  });
}

/// Takes `shift`, added to every input, out of the result by way of the bias.
static void subtractFromBias(qnn::ContractionOpInterface op, double shift) {
  auto weight = op.getWeightOperand().get().getDefiningOp<qnn::ConstantOp>();
  SmallVector<float> weights = getFloats(weight), bias;
  int64_t channels = cast<RankedTensorType>(weight.getOutput().getType()).getDimSize(0);
  int64_t size = weights.size() / channels;
  if (op.getBiasValue())
    bias = getFloats(op.getBiasValue().getDefiningOp<qnn::ConstantOp>());
  bias.resize(channels, 0.0f);
  for (int64_t channel = 0; channel < channels; ++channel) {
    double sum = 0;
    for (float value : ArrayRef<float>(weights).slice(channel * size, size))
      sum += value;
    bias[channel] = static_cast<float>(bias[channel] - shift * sum);
  }
  OpBuilder builder(op);
  auto type = RankedTensorType::get({channels}, builder.getF32Type());
  ArrayRef<char> bytes(reinterpret_cast<const char *>(bias.data()), bias.size() * sizeof(float));
  op.setBiasValue(qnn::ConstantOp::create(builder, op.getLoc(), type, qnn::makeElementsAttr(type, bytes)).getOutput());
}

/// Replaces the observer of an input by casts that change none of its values.
static void roundExactly(qnn::ObserveOp observe, const Lattice &lattice) {
  OpBuilder builder(observe);
  Value value = observe.getInput();
  auto tensor = cast<RankedTensorType>(value.getType());
  if (lattice.shift != 0) {
    auto scalar = RankedTensorType::get({}, builder.getF32Type());
    auto shift = static_cast<float>(lattice.shift);
    auto constant = qnn::ConstantOp::create(
        builder, observe.getLoc(), scalar,
        qnn::makeElementsAttr(scalar, ArrayRef<char>(reinterpret_cast<const char *>(&shift), sizeof(shift))));
    value = qnn::AddOp::create(builder, observe.getLoc(), tensor, value, constant.getOutput(), DenseI64ArrayAttr(),
                               DenseF32ArrayAttr())
                .getOutput();
    setFloatReason(value.getDefiningOp(), "moves the input onto its lattice");
  }
  auto type = makeActivationType(observe.getContext(), static_cast<float>(lattice.scale), lattice.zeroPoint - 128);
  auto quantize = qnn::QuantizeOp::create(builder, observe.getLoc(), tensor.clone(type), value);
  auto dequantize = qnn::DequantizeOp::create(builder, observe.getLoc(), tensor, quantize.getOutput());
  // A shifted input is not the network's value: it has no id.
  if (lattice.shift == 0) {
    qnn::setId(quantize.getOutput(), observe.getId());
    qnn::setId(dequantize.getOutput(), observe.getId());
  }
  observe.replaceAllUsesWith(dequantize.getOutput());
  observe.erase();
}

namespace {
struct ChooseExactInput : public quantc::impl::ChooseExactInputPassBase<ChooseExactInput> {
  using ChooseExactInputPassBase::ChooseExactInputPassBase;

  void runOnOperation() override {
    func::FuncOp function = getOperation();
    FailureOr<Samples> samples = loadSamples(calibration, function, "no exact input is looked for");
    if (failed(samples))
      return signalPassFailure();
    if (samples->empty())
      return;
    for (BlockArgument argument : function.getArguments()) {
      auto observe = argument.hasOneUse() ? dyn_cast<qnn::ObserveOp>(*argument.user_begin()) : qnn::ObserveOp();
      if (!observe)
        continue;
      std::optional<std::vector<double>> values = getValues(*samples, argument.getArgNumber());
      std::optional<Lattice> lattice = values ? findLattice(*values) : std::nullopt;
      if (!lattice)
        continue;
      SmallVector<qnn::ContractionOpInterface> readers;
      if (lattice->shift != 0) {
        if (!collectReaders(observe.getOutput(), readers))
          continue;
        for (qnn::ContractionOpInterface reader : readers)
          subtractFromBias(reader, lattice->shift);
      }
      roundExactly(observe, *lattice);
    }
  }
};
} // namespace
