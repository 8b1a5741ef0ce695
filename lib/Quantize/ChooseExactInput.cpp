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

namespace quantc {
#define GEN_PASS_DEF_CHOOSEEXACTINPUTPASS
#include "quantc/Quantize/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;
using namespace quantc::quantize;

/// Returns how far `value + shift` is from `value` so that zero lies on the lattice; 0 if it does.
static float getShift(const Lattice &lattice) {
  return lattice.isZeroExact ? 0.0f : static_cast<float>(-(lattice.min + double(lattice.zeroPoint) * lattice.step));
}

/// Appends the contractions that read `value` through observers, transposes and reshapes.
/// @returns false if anything else reads it, a contraction's constants are not float, or a transposed convolution reads
/// it: how many of its taps meet an input depends on the position.
static bool collectReaders(Value value, SmallVectorImpl<qnn::ContractionOpInterface> &readers) {
  return llvm::all_of(value.getUsers(), [&](Operation *user) {
    if (isa<qnn::ObserveOp, qnn::TransposeOp, qnn::ReshapeOp>(user))
      return collectReaders(user->getResult(0), readers);
    auto contraction = dyn_cast<qnn::ContractionOpInterface>(user);
    if (!contraction || isa<qnn::ConvTranspose2DOp>(user) || !isQuantizable(user) ||
        !getConstant(contraction.getWeightOperand().get()) ||
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
static void roundExactly(qnn::ObserveOp observe, const Lattice &lattice, qnn::QuantSpec spec) {
  OpBuilder builder(observe);
  Value value = observe.getInput();
  auto tensor = cast<RankedTensorType>(value.getType());
  float shift = getShift(lattice);
  if (shift != 0) {
    auto scalar = RankedTensorType::get({}, builder.getF32Type());
    auto constant = qnn::ConstantOp::create(
        builder, observe.getLoc(), scalar,
        qnn::makeElementsAttr(scalar, ArrayRef<char>(reinterpret_cast<const char *>(&shift), sizeof(shift))));
    value = qnn::AddOp::create(builder, observe.getLoc(), tensor, value, constant.getOutput(), DenseI64ArrayAttr(),
                               DenseF32ArrayAttr())
                .getOutput();
    setFloatReason(value.getDefiningOp(), "shifts the input onto its 8-bit grid");
  }
  if (spec.kind == qnn::StoredKind::Auto)
    spec.kind = qnn::StoredKind::S8;
  auto type = makeActivationType(observe.getContext(), spec, static_cast<float>(lattice.step),
                                 lattice.zeroPoint + qnn::getStoredLimits(spec).first);
  auto quantize = qnn::QuantizeOp::create(builder, observe.getLoc(), tensor.clone(type), value);
  auto dequantize = qnn::DequantizeOp::create(builder, observe.getLoc(), tensor, quantize.getOutput());
  // A shifted input is not the network's value: it has no id.
  if (shift == 0) {
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
    FailureOr<std::unique_ptr<Calibration>> data =
        loadCalibration(calibration, function, "no exact input is looked for");
    if (failed(data))
      return signalPassFailure();
    if (!*data)
      return;
    for (BlockArgument argument : function.getArguments()) {
      auto observe = argument.hasOneUse() ? dyn_cast<qnn::ObserveOp>(*argument.user_begin()) : qnn::ObserveOp();
      qnn::QuantSpec spec = qnn::getConfig(argument).activations;
      // 256 values at any zero point need all stored values.
      if (!observe || spec.symmetry != qnn::Symmetry::Affine || spec.range != qnn::StoredRange::Full)
        continue;
      const DistinctValues &values = (*data)->getInputs()[argument.getArgNumber()].distinct;
      std::optional<Lattice> lattice = values.isOverfull() ? std::nullopt : findLattice(values.getSorted());
      if (!lattice)
        continue;
      if (float shift = getShift(*lattice); shift != 0) {
        SmallVector<qnn::ContractionOpInterface> readers;
        if (!allowShift || !collectReaders(observe.getOutput(), readers))
          continue;
        for (qnn::ContractionOpInterface reader : readers)
          subtractFromBias(reader, shift);
      }
      roundExactly(observe, *lattice, spec);
    }
  }
};
} // namespace
