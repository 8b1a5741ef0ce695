//===- ChooseExactInput.cpp - Inputs on a lattice of 256 values -----------===//
//
// Tested by test/Quantize/choose-exact-input.test.
//
// A picture that was divided by 255 is still a picture: with the step of its
// lattice as scale, no value changes. Colours that were normalized each by itself
// have a lattice each.
//
//===----------------------------------------------------------------------===//

#include "Layers.h"
#include "Samples.h"
#include "Scales.h"
#include "quantc/Quantize/Passes.h"

#include <cmath>

namespace quantc {
#define GEN_PASS_DEF_CHOOSEEXACTINPUTPASS
#include "quantc/Quantize/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;
using namespace quantc::quantize;

namespace {
/// What a program's codes are to the values of an input: `(q - zeroPoint) * step * ratio + offset`, ratio and offset
/// one for all or one for each index of an axis.
struct Grid {
  double step = 1;
  int64_t zeroPoint = 0;
  SmallVector<double> ratios{1.0}, offsets{0.0};
  int64_t axis = -1; ///< of the argument; -1: one for all

  /// Whether the values are what a quantized type says, without arithmetic.
  bool isPlain() const {
    return llvm::all_of(offsets, [](double offset) { return offset == 0; }) && !hasRatios();
  }
  bool hasRatios() const {
    return llvm::any_of(ratios, [](double ratio) { return ratio != 1; });
  }
};

/// A contraction that reads an input, and the axis of its operand that an axis of the input has become.
struct Reader {
  qnn::ContractionOpInterface op;
  int64_t axis;
};
} // namespace

static std::optional<Grid> findGrid(const DistinctValues &values) {
  std::optional<Lattice> lattice = values.isOverfull() ? std::nullopt : findLattice(values.getSorted());
  if (!lattice)
    return std::nullopt;
  Grid grid;
  grid.step = lattice->step, grid.zeroPoint = lattice->zeroPoint;
  if (!lattice->isZeroExact)
    grid.offsets = {static_cast<float>(lattice->min + double(lattice->zeroPoint) * lattice->step)};
  return grid;
}

/// The same for each channel: the largest step is that of the type, and the code nearest to their zeros its zero point.
static std::optional<Grid> findGrid(ArrayRef<DistinctValues> channels, int64_t axis) {
  SmallVector<Lattice> lattices;
  for (const DistinctValues &values : channels) {
    std::optional<Lattice> lattice = values.isOverfull() ? std::nullopt : findLattice(values.getSorted());
    if (!lattice)
      return std::nullopt;
    lattices.push_back(*lattice);
  }
  if (lattices.empty())
    return std::nullopt;
  Grid grid;
  grid.axis = axis, grid.step = 0;
  grid.ratios.clear(), grid.offsets.clear();
  double zeroPoint = 0;
  for (const Lattice &lattice : lattices) {
    grid.step = std::max(grid.step, lattice.step);
    zeroPoint += double(lattice.zeroPoint) / double(lattices.size());
  }
  grid.zeroPoint = int64_t(std::nearbyint(zeroPoint));
  for (const Lattice &lattice : lattices) {
    grid.ratios.push_back(lattice.step / grid.step);
    grid.offsets.push_back(lattice.min + double(grid.zeroPoint) * lattice.step);
  }
  return grid;
}

/// Appends the contractions that read `value`, whose axis `axis` is meant, through observers, transposes and, for axis
/// -1, reshapes.
/// @returns false if anything else reads it, a contraction's constants are not float, or a transposed convolution reads
/// it: how many of its taps meet an input depends on the position.
static bool collectReaders(Value value, int64_t axis, SmallVectorImpl<Reader> &readers) {
  return llvm::all_of(value.getUsers(), [&](Operation *user) {
    if (auto transpose = dyn_cast<qnn::TransposeOp>(user)) {
      int64_t moved =
          axis < 0 ? axis : llvm::find(transpose.getPermutation(), axis) - transpose.getPermutation().begin();
      return collectReaders(transpose.getOutput(), moved, readers);
    }
    if (isa<qnn::ObserveOp>(user) || (isa<qnn::ReshapeOp>(user) && axis < 0))
      return collectReaders(user->getResult(0), axis, readers);
    auto contraction = dyn_cast<qnn::ContractionOpInterface>(user);
    if (!contraction || isa<qnn::ConvTranspose2DOp>(user) || !isQuantizable(user) ||
        !getConstant(contraction.getWeightOperand().get()) ||
        (contraction.getBiasValue() && !getConstant(contraction.getBiasValue())))
      return false;
    if (auto conv = dyn_cast<qnn::Conv2DOp>(user); conv && conv.hasPadValues())
      return false;
    int64_t last = cast<RankedTensorType>(value.getType()).getRank() - 1;
    readers.push_back({contraction, axis});
    return axis < 0 || axis == last;
  });
}

static Value makeFloats(OpBuilder &builder, Location loc, ArrayRef<int64_t> shape, ArrayRef<float> values) {
  auto type = RankedTensorType::get(shape, builder.getF32Type());
  ArrayRef<char> bytes(reinterpret_cast<const char *>(values.data()), values.size() * sizeof(float));
  return qnn::ConstantOp::create(builder, loc, type, qnn::makeElementsAttr(type, bytes)).getOutput();
}

/// Makes a contraction that read x read y of x = y * ratio + offset: by its weights, its bias, and what its padding, x
/// = 0, reads as.
static void readThroughGrid(qnn::ContractionOpInterface op, const Grid &grid) {
  auto weight = op.getWeightOperand().get().getDefiningOp<qnn::ConstantOp>();
  auto shape = cast<RankedTensorType>(weight.getOutput().getType()).getShape();
  SmallVector<float> weights = getFloats(weight), bias;
  int64_t outputs = shape.front(), inputs = shape.back(), perOutput = weights.size() / outputs;
  if (op.getBiasValue())
    bias = getFloats(op.getBiasValue().getDefiningOp<qnn::ConstantOp>());
  bias.resize(outputs, 0.0f);
  auto conv = dyn_cast<qnn::Conv2DOp>(op.getOperation());
  int64_t outputsInGroup = conv ? outputs / int64_t(conv.getGroups()) : outputs;
  auto at = [](ArrayRef<double> values, int64_t channel) { return values[values.size() == 1 ? 0 : channel]; };
  for (int64_t output = 0; output < outputs; ++output) {
    double sum = 0;
    for (int64_t i = 0; i < perOutput; ++i) {
      float &value = weights[output * perOutput + i];
      int64_t channel = output / outputsInGroup * inputs + i % inputs;
      sum += at(grid.offsets, channel) * value;
      value = static_cast<float>(at(grid.ratios, channel) * value);
    }
    bias[output] = static_cast<float>(bias[output] + sum);
  }
  OpBuilder builder(op);
  op.setBiasValue(makeFloats(builder, op.getLoc(), {outputs}, bias));
  if (grid.hasRatios())
    op.getWeightOperand().set(makeFloats(builder, op.getLoc(), shape, weights));
  if (!conv || llvm::all_of(conv.getPads(), [](int64_t pad) { return pad == 0; }))
    return;
  SmallVector<float> padding;
  int64_t channels = cast<RankedTensorType>(conv.getInput().getType()).getShape().back();
  for (int64_t channel = 0; channel < channels; ++channel)
    padding.push_back(static_cast<float>(-at(grid.offsets, channel) / at(grid.ratios, channel)));
  conv.setPadValues(padding);
}

/// Emits x -> y of x = y * ratio + offset.
static Value emitGrid(OpBuilder &builder, Value value, const Grid &grid) {
  auto tensor = cast<RankedTensorType>(value.getType());
  SmallVector<int64_t> shape;
  if (grid.axis >= 0) {
    shape.assign(tensor.getRank() - grid.axis, 1);
    shape.front() = tensor.getDimSize(grid.axis);
  }
  SmallVector<float> shifts, factors;
  for (auto [ratio, offset] : llvm::zip_equal(grid.ratios, grid.offsets)) {
    shifts.push_back(static_cast<float>(-offset));
    factors.push_back(static_cast<float>(1 / ratio));
  }
  Location loc = value.getLoc();
  auto emit = [&](Operation *op) {
    setFloatReason(op, "moves the input onto its 8-bit grid");
    value = op->getResult(0);
  };
  if (llvm::any_of(shifts, [](float shift) { return shift != 0; }))
    emit(qnn::AddOp::create(builder, loc, tensor, value, makeFloats(builder, loc, shape, shifts), DenseI64ArrayAttr(),
                            DenseF32ArrayAttr()));
  if (grid.hasRatios())
    emit(qnn::MulOp::create(builder, loc, tensor, value, makeFloats(builder, loc, shape, factors), DenseI64ArrayAttr(),
                            DenseF32ArrayAttr()));
  return value;
}

/// Replaces the observer of an input by casts that change none of its values.
static void roundExactly(qnn::ObserveOp observe, const Grid &grid, qnn::QuantSpec spec) {
  OpBuilder builder(observe);
  auto tensor = cast<RankedTensorType>(observe.getInput().getType());
  Value value = emitGrid(builder, observe.getInput(), grid);
  if (spec.kind == qnn::StoredKind::Auto)
    spec.kind = qnn::StoredKind::S8;
  auto type = makeActivationType(observe.getContext(), spec, static_cast<float>(grid.step),
                                 grid.zeroPoint + qnn::getStoredLimits(spec).first);
  auto quantize = qnn::QuantizeOp::create(builder, observe.getLoc(), tensor.clone(type), value);
  auto dequantize = qnn::DequantizeOp::create(builder, observe.getLoc(), tensor, quantize.getOutput());
  // Of a grid with arithmetic what is quantized is not the network's value: it has no id.
  if (grid.isPlain()) {
    qnn::setId(quantize.getOutput(), observe.getId());
    qnn::setId(dequantize.getOutput(), observe.getId());
  }
  observe.replaceAllUsesWith(dequantize.getOutput());
  observe.erase();
}

/// The grids to try for an input, the best first: one for the tensor, then one for each channel.
static SmallVector<Grid> findGrids(const CalibrationInput &input, int64_t rank) {
  SmallVector<Grid> grids;
  auto add = [&](std::optional<Grid> grid) {
    if (grid)
      grids.push_back(*grid);
  };
  add(findGrid(input.distinct));
  add(findGrid(input.distinctLast, rank - 1));
  add(findGrid(input.distinctFirst, rank - int64_t(input.shape.size())));
  return grids;
}

namespace {
struct ChooseExactInput : public quantc::impl::ChooseExactInputPassBase<ChooseExactInput> {
  using ChooseExactInputPassBase::ChooseExactInputPassBase;

  /// Rounds an observed input on the first grid that its readers allow.
  void choose(qnn::ObserveOp observe, ArrayRef<Grid> grids, qnn::QuantSpec spec) {
    for (const Grid &grid : grids) {
      SmallVector<Reader> readers;
      if (!grid.isPlain() && (!allowShift || !collectReaders(observe.getOutput(), grid.axis, readers)))
        continue;
      for (Reader &reader : readers)
        readThroughGrid(reader.op, grid);
      return roundExactly(observe, grid, spec);
    }
  }

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
      int64_t rank = cast<RankedTensorType>(argument.getType()).getRank();
      choose(observe, findGrids((*data)->getInputs()[argument.getArgNumber()], rank), spec);
    }
  }
};
} // namespace
