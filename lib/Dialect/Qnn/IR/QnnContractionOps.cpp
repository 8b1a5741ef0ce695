//===- QnnContractionOps.cpp - Verifiers of sums of products --------------===//
//
// Tested by test/Dialect/Qnn/IR/contraction-ops.mlir and
// contraction-ops-invalid.mlir.
//
//===----------------------------------------------------------------------===//

#include "VerifyHelpers.h"

#include "mlir/IR/Builders.h"

#include <cmath>

using namespace mlir;
using namespace quantc;
using namespace quantc::qnn;

//===----------------------------------------------------------------------===//
// Assembly: (input, weight[, bias]) -> output
//===----------------------------------------------------------------------===//

using OptionalOperand = std::optional<OpAsmParser::UnresolvedOperand>;

/// Parses a function type of the operands that are there, in order, and one result.
static ParseResult parseTypes(OpAsmParser &parser, ArrayRef<Type *> operands, Type &output) {
  FunctionType type;
  SMLoc loc = parser.getCurrentLocation();
  if (parser.parseType(type))
    return failure();
  if (type.getNumInputs() != operands.size() || type.getNumResults() != 1)
    return parser.emitError(loc) << "expected " << operands.size() << " operand types and one result type";
  for (auto [into, input] : llvm::zip_equal(operands, type.getInputs()))
    *into = input;
  output = type.getResult(0);
  return success();
}

static ParseResult parseContractionTypes(OpAsmParser &parser, Type &input, Type &weight, Type &bias, Type &output,
                                         const OptionalOperand &biasOperand) {
  SmallVector<Type *> operands{&input, &weight};
  if (biasOperand)
    operands.push_back(&bias);
  return parseTypes(parser, operands, output);
}

static void printContractionTypes(OpAsmPrinter &printer, Operation *op, Type, Type, Type, Type, Value) {
  printer.printFunctionalType(op);
}

static ParseResult parseLinearTypes(OpAsmParser &parser, Type &input, Type &weight, Type &bias, Type &scales,
                                    Type &zeroPoints, Type &output, const OptionalOperand &biasOperand,
                                    const OptionalOperand &scalesOperand, const OptionalOperand &zeroPointsOperand) {
  SmallVector<Type *> operands{&input, &weight};
  for (auto [type, operand] :
       {std::pair(&bias, &biasOperand), std::pair(&scales, &scalesOperand), std::pair(&zeroPoints, &zeroPointsOperand)})
    if (*operand)
      operands.push_back(type);
  return parseTypes(parser, operands, output);
}

static void printLinearTypes(OpAsmPrinter &printer, Operation *op, Type, Type, Type, Type, Type, Type, Value, Value,
                             Value) {
  printer.printFunctionalType(op);
}

//===----------------------------------------------------------------------===//
// Rules of all contractions
//===----------------------------------------------------------------------===//

/// The scales of a quantized weight are those of output channels.
static LogicalResult verifyWeightAxis(Operation *op, quant::QuantizedType weight) {
  auto axis = dyn_cast<quant::UniformQuantizedPerAxisType>(weight);
  if (axis && axis.getQuantizedDimension() != 0) // contraction_c2
    return op->emitOpError("weight axis ") << axis.getQuantizedDimension() << " is not the output channel axis 0";
  return success();
}

bool qnn::hasStoredWeight(Operation *op) {
  if (auto recurrent = dyn_cast<RecurrentOpInterface>(op))
    return !recurrent.getStateType() && !isFloat(recurrent.getMatrixOperand().get());
  auto contraction = dyn_cast<ContractionOpInterface>(op);
  return contraction && isFloat(contraction.getActivationOperand().get()) &&
         !isFloat(contraction.getWeightOperand().get());
}

/// (C1), (C2) of a float input and a weight of fewer bits.
static LogicalResult verifyStoredWeight(Operation *op, Value weight) {
  auto type = getQuantizedType(weight);
  if (!type)
    return success();
  unsigned width = type.getStorageTypeIntegralWidth();
  if (width != 2 && width != 4 && width != 8) // contraction_c1
    return op->emitOpError("weight storage is ")
           << type.getStorageType() << " beside a float input, expected 2, 4 or 8 bits";
  return verifyWeightAxis(op, type);
}

/// (C1) to (C3): what the quantized types of a contraction have to do with each other.
static LogicalResult verifyContractionTypes(Operation *op, Value input, Value weight, Value bias, Value output) {
  auto x = getQuantizedType(input), w = getQuantizedType(weight), y = getQuantizedType(output);
  bool isStored = hasStoredWeight(op) && isFloat(output) && !isa<ConvTranspose2DOp>(op);
  if (isStored && (!bias || isFloat(bias)))
    return verifyStoredWeight(op, weight);
  if (!isStored && (bool(x) != bool(w) || bool(x) != bool(y))) // contraction_c1
    return op->emitOpError("mixes float and quantized: input ")
           << input.getType() << ", weight " << weight.getType() << ", output " << output.getType();
  if (bias && bool(x) != bool(getQuantizedType(bias)))
    return op->emitOpError("mixes float and quantized: input ") << input.getType() << ", bias " << bias.getType();
  if (!x)
    return success();

  for (auto [role, type] : {std::pair{"input", x}, std::pair{"weight", w}})
    if (isAccumulator(type)) // contraction_c1
      return op->emitOpError(role) << " storage is " << type.getStorageType() << ", expected at most 16 bits";
  for (int64_t zeroPoint : getZeroPoints(w)) // contraction_c2
    if (zeroPoint != 0)
      return op->emitOpError("weight zero point is ") << zeroPoint << ", expected 0";
  if (failed(verifyWeightAxis(op, w)))
    return failure();

  double inputScale = getScales(x).front();
  SmallVector<double> weightScales = getScales(w);
  auto verifyAccumulator = [&](StringRef role, quant::QuantizedType type, int64_t lastAxis) -> LogicalResult {
    if (!isAccumulator(type)) // contraction_c3
      return op->emitOpError(role) << " storage is " << type.getStorageType() << ", expected i32";
    if (auto axis = dyn_cast<quant::UniformQuantizedPerAxisType>(type))
      if (axis.getQuantizedDimension() != lastAxis)
        return op->emitOpError(role) << " axis " << axis.getQuantizedDimension() << " is not the last axis "
                                     << lastAxis;
    SmallVector<double> scales = getScales(type);
    if (scales.size() != weightScales.size())
      return op->emitOpError(role) << " has " << scales.size() << " scales, the weight has " << weightScales.size();
    for (auto [index, pair] : llvm::enumerate(llvm::zip(scales, weightScales))) {
      double expected = inputScale * std::get<1>(pair);
      if (std::get<0>(pair) != expected)
        return op->emitOpError(role) << " scale " << std::get<0>(pair) << " at index " << index
                                     << " is not input scale times weight scale " << expected;
    }
    for (int64_t zeroPoint : getZeroPoints(type))
      if (zeroPoint != 0)
        return op->emitOpError(role) << " zero point is " << zeroPoint << ", expected 0";
    return success();
  };
  if (bias && failed(verifyAccumulator("bias", getQuantizedType(bias), 0)))
    return failure();
  return verifyAccumulator("output", y, cast<RankedTensorType>(output.getType()).getRank() - 1);
}

static LogicalResult verifyBiasShape(Operation *op, Value bias, int64_t channels) {
  if (bias && shapeOf(bias) != ArrayRef<int64_t>{channels}) // contraction_c4
    return op->emitOpError("bias ") << bias.getType() << " does not have one value for each of " << channels
                                    << " output channels";
  return success();
}

/// (C4), (C5) of both convolutions. `outputSize(axis)` computes the result's height and width.
template <typename ConvOp>
static LogicalResult verifyConvolution(ConvOp op, llvm::function_ref<int64_t(unsigned)> outputSize) {
  auto x = shapeOf(op.getInput()), w = shapeOf(op.getWeight()), y = shapeOf(op.getOutput());
  if (x.size() != 4 || w.size() != 4 || y.size() != 4) // contraction_c4
    return op.emitOpError("has ranks ") << x.size() << ", " << w.size() << " and " << y.size() << ", expected 4";
  if (failed(verifyAttributeValues(op, "strides", op.getStrides(), 2, 1)) ||
      failed(verifyAttributeValues(op, "dilations", op.getDilations(), 2, 1)) ||
      failed(verifyAttributeValues(op, "pads", op.getPads(), 4, 0))) // contraction_c5
    return failure();
  int64_t groups = op.getGroups();
  if (groups < 1)
    return op.emitOpError("groups is ") << groups << ", expected at least 1";
  if (w[1] < 1 || w[2] < 1)
    return op.emitOpError("weight ") << op.getWeight().getType() << " has an empty kernel";
  if (x[3] % groups || w[0] % groups || w[3] != x[3] / groups)
    return op.emitOpError("weight ") << op.getWeight().getType() << " does not fit " << x[3] << " input channels in "
                                     << groups << " groups";
  if (y[0] != x[0] || y[3] != w[0])
    return op.emitOpError("output ") << op.getOutput().getType() << " does not have " << x[0] << " images of " << w[0]
                                     << " channels";
  for (unsigned axis : {0u, 1u}) {
    int64_t expected = outputSize(axis);
    if (expected < 1 || y[1 + axis] != expected)
      return op.emitOpError("output ") << (axis ? "width " : "height ") << y[1 + axis] << " is not " << expected;
  }
  if (failed(verifyBiasShape(op, op.getBias(), w[0])))
    return failure();
  return verifyContractionTypes(op, op.getInput(), op.getWeight(), op.getBias(), op.getOutput());
}

//===----------------------------------------------------------------------===//
// The ops
//===----------------------------------------------------------------------===//

/// The image with its pads is no larger than a tensor may be.
static LogicalResult verifyPaddedSize(Conv2DOp op) {
  auto x = shapeOf(op.getInput());
  ArrayRef<int64_t> pads = op.getPads();
  __int128 count = __int128(x[0]) * x[3];
  for (unsigned axis : {0u, 1u})
    count = std::min(count, __int128(kMaxElements) + 1) * (x[1 + axis] + pads[axis] + pads[2 + axis]);
  if (count > kMaxElements) // contraction_c5
    return op.emitOpError("input ") << op.getInput().getType() << " with pads [" << pads << "] has more than "
                                    << kMaxElements << " elements";
  return success();
}

SmallVector<double> Conv2DOp::getPadSteps() {
  SmallVector<double> steps;
  auto type = getQuantizedType(getInput());
  if (!type || !getPadValues())
    return steps;
  int64_t zeroPoint = getZeroPoints(type).front();
  ArrayRef<float> values = *getPadValues();
  for (float value : values)
    steps.push_back(std::clamp(double(value) / getScales(type).front(), double(type.getStorageTypeMin() - zeroPoint),
                               double(type.getStorageTypeMax() - zeroPoint)));
  return steps;
}

static LogicalResult verifyPadValues(Conv2DOp op) {
  if (!op.getPadValues()) // conv2d_c6
    return success();
  ArrayRef<float> values = *op.getPadValues();
  int64_t channels = shapeOf(op.getInput())[3];
  if (int64_t(values.size()) != channels)
    return op.emitOpError("pad_values has ")
           << values.size() << " values, expected one for each of " << channels << " input channels";
  for (float value : values)
    if (!std::isfinite(value))
      return op.emitOpError("pad_values has ") << value << ", expected finite values";
  return success();
}

LogicalResult Conv2DOp::verify() {
  LogicalResult result = verifyConvolution(*this, [&](unsigned axis) {
    int64_t size = shapeOf(getInput())[1 + axis] + getPads()[axis] + getPads()[2 + axis];
    int64_t window = (shapeOf(getWeight())[1 + axis] - 1) * getDilations()[axis] + 1;
    return size < window ? 0 : (size - window) / getStrides()[axis] + 1;
  });
  if (failed(result) || failed(verifyPaddedSize(*this)))
    return failure();
  return verifyPadValues(*this);
}

bool Conv2DOp::isDepthwise() { return getGroups() > 1 && int64_t(getGroups()) == shapeOf(getInput())[3]; }

LogicalResult ConvTranspose2DOp::verify() {
  if (failed(verifyAttributeValues(*this, "output_padding", getOutputPadding(), 2, 0)))
    return failure();
  return verifyConvolution(*this, [&](unsigned axis) {
    int64_t window = (shapeOf(getWeight())[1 + axis] - 1) * getDilations()[axis] + 1;
    return (shapeOf(getInput())[1 + axis] - 1) * getStrides()[axis] + window + getOutputPadding()[axis] -
           getPads()[axis] - getPads()[2 + axis];
  });
}

/// (C6): scales and zero points of groups.
static LogicalResult verifyGroups(LinearOp op) {
  Value scales = op.getScales(), zeroPoints = op.getZeroPoints();
  std::optional<int64_t> size = op.getGroupSize();
  if (bool(scales) != size.has_value()) // linear_c6
    return op.emitOpError("has ") << (scales ? "scales" : "a group size") << " but no "
                                  << (scales ? "group size" : "scales");
  if (!scales)
    return zeroPoints ? op.emitOpError("has zero points but no scales") : success();
  if (*size < 1)
    return op.emitOpError("group size is ") << *size << ", expected at least 1";
  auto codes = dyn_cast_if_present<quant::UniformQuantizedType>(getQuantizedType(op.getWeight()));
  if (!isFloat(op.getInput()) || !codes || codes.getScale() != 1 || codes.getZeroPoint() != 0)
    return op.emitOpError("has scales beside input ")
           << op.getInput().getType() << " and weight " << op.getWeight().getType()
           << ", expected a float input and codes of scale 1 and zero point 0";
  auto w = shapeOf(op.getWeight());
  SmallVector<int64_t> expected{w[0], int64_t(llvm::divideCeil(w[1], *size))};
  for (auto [role, value] : {std::pair{"scales", scales}, std::pair{"zero points", zeroPoints}})
    if (value && shapeOf(value) != ArrayRef<int64_t>(expected))
      return op.emitOpError(role) << " " << value.getType() << " do not have one value for each of " << expected[0]
                                  << " x " << expected[1] << " groups";
  if (zeroPoints && getQuantizedType(zeroPoints) != codes)
    return op.emitOpError("zero points ") << zeroPoints.getType() << " are not of the weight's type " << codes;
  return success();
}

LogicalResult LinearOp::verify() {
  auto x = shapeOf(getInput()), w = shapeOf(getWeight()), y = shapeOf(getOutput());
  if (x.empty() || w.size() != 2 || w[1] != x.back()) // contraction_c4
    return emitOpError("weight ") << getWeight().getType() << " does not fit input " << getInput().getType();
  if (y.size() != x.size() || y.drop_back() != x.drop_back() || y.back() != w[0])
    return emitOpError("output ") << getOutput().getType() << " does not follow from input " << getInput().getType()
                                  << " and weight " << getWeight().getType();
  if (failed(verifyBiasShape(*this, getBias(), w[0])) ||
      failed(verifyContractionTypes(*this, getInput(), getWeight(), getBias(), getOutput())))
    return failure();
  return verifyGroups(*this);
}

LogicalResult MatMulOp::verify() {
  auto a = shapeOf(getLhs()), b = shapeOf(getRhs()), y = shapeOf(getOutput());
  if (a.size() < 2 || b.size() < 2 || a.back() != b[b.size() - 2]) // matmul_c1
    return emitOpError("operands ") << getLhs().getType() << " and " << getRhs().getType() << " cannot be multiplied";
  std::optional<SmallVector<int64_t>> shape = broadcastShapes(a.drop_back(2), b.drop_back(2));
  if (shape) {
    shape->push_back(a[a.size() - 2]);
    shape->push_back(b.back());
  }
  if (!shape || y != ArrayRef<int64_t>(*shape))
    return emitOpError("output ") << getOutput().getType() << " does not follow from " << getLhs().getType() << " and "
                                  << getRhs().getType();
  bool quantized = bool(getQuantizedType(getLhs()));
  if (quantized != bool(getQuantizedType(getRhs())) || quantized != bool(getQuantizedType(getOutput()))) // matmul_c2
    return emitOpError("mixes float and quantized operands");
  if (!quantized)
    return success();
  for (auto [role, operand] : {std::pair{"lhs", getLhs()}, std::pair{"rhs", getRhs()}})
    if (isAccumulator(elementOf(operand)))
      return emitOpError(role) << " storage is " << getStorageElementType(operand.getType())
                               << ", expected at most 16 bits";
  if (!isAccumulator(elementOf(getOutput())))
    return emitOpError("output storage is ") << getStorageElementType(getOutput().getType()) << ", expected i32";
  auto type = getQuantizedType(getOutput());
  double expected = getScales(getQuantizedType(getLhs()))[0] * getScales(getQuantizedType(getRhs()))[0];
  if (getScales(type)[0] != expected)
    return emitOpError("output scale ") << getScales(type)[0] << " is not lhs scale times rhs scale " << expected;
  if (getZeroPoints(type)[0] != 0)
    return emitOpError("output zero point is ") << getZeroPoints(type)[0] << ", expected 0";
  return success();
}

#define QUANTC_CONTRACTION(Op, REDUCTION)                                                                              \
  OpOperand &Op::getActivationOperand() { return getInputMutable(); }                                                  \
  OpOperand &Op::getWeightOperand() { return getWeightMutable(); }                                                     \
  Value Op::getBiasValue() { return getBias(); }                                                                       \
  void Op::setBiasValue(Value bias) { getBiasMutable().assign(bias ? ValueRange(bias) : ValueRange()); }               \
  int64_t Op::getReductionSize() {                                                                                     \
    auto w = shapeOf(getWeight());                                                                                     \
    return REDUCTION;                                                                                                  \
  }
QUANTC_CONTRACTION(Conv2DOp, w[1] * w[2] * w[3])
QUANTC_CONTRACTION(ConvTranspose2DOp, w[1] * w[2] * w[3])
QUANTC_CONTRACTION(LinearOp, w[1])
#undef QUANTC_CONTRACTION

#define GET_OP_CLASSES
#include "quantc/Dialect/Qnn/IR/QnnOps.cpp.inc"
