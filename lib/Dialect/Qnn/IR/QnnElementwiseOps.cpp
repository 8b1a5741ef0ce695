//===- QnnElementwiseOps.cpp - Verifiers of elementwise ops ---------------===//
//
// Tested by test/Dialect/Qnn/IR/elementwise-ops.mlir and
// elementwise-ops-invalid.mlir.
//
//===----------------------------------------------------------------------===//

#include "VerifyHelpers.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::qnn;

//===----------------------------------------------------------------------===//
// Unary
//===----------------------------------------------------------------------===//

/// Of an op with one operand: input and output are both float, or both have 8 or 16 bits.
static LogicalResult verifyWidths(Operation *op) {
  Value input = op->getOperand(0), output = op->getResult(0);
  auto x = getQuantizedType(input), y = getQuantizedType(output);
  if (bool(x) != bool(y))
    return op->emitOpError("mixes float and quantized: input ") << input.getType() << ", output " << output.getType();
  if (x && (isAccumulator(x) || isAccumulator(y)))
    return op->emitOpError("has 32-bit storage, expected 8 or 16 bits");
  return success();
}

static LogicalResult verifyUnary(Operation *op) {
  if (failed(verifyWidths(op))) // unary_c1
    return failure();
  auto clip = dyn_cast<ClipOp>(op);
  for (NamedAttribute attribute : op->getAttrs()) { // unary_c2
    auto parameter = dyn_cast<FloatAttr>(attribute.getValue());
    if (parameter && (parameter.getValue().isNaN() || (!clip && parameter.getValue().isInfinity())))
      return op->emitOpError("'") << attribute.getName().getValue() << "' is " << parameter
                                  << (clip ? ", expected a number" : ", expected a finite number");
  }
  if (clip && !(clip.getMin().convertToFloat() <= clip.getMax().convertToFloat()))
    return op->emitOpError("min ") << double(clip.getMin().convertToFloat()) << " is above max "
                                   << double(clip.getMax().convertToFloat());
  if (auto celu = dyn_cast<CeluOp>(op); celu && !(celu.getAlpha().convertToFloat() > 0))
    return op->emitOpError("'alpha' is ") << double(celu.getAlpha().convertToFloat()) << ", expected a positive number";
  return success();
}

#define QUANTC_UNARY(Name, ...)                                                                                        \
  LogicalResult Name##Op::verify() { return verifyUnary(*this); }                                                      \
  numerics::Unary Name##Op::getUnary() { return {numerics::UnaryKind::Name, ##__VA_ARGS__}; }
QUANTC_UNARY(Relu)
QUANTC_UNARY(Clip, getMin().convertToFloat(), getMax().convertToFloat())
QUANTC_UNARY(LeakyRelu, getAlpha().convertToFloat())
QUANTC_UNARY(Elu, getAlpha().convertToFloat())
QUANTC_UNARY(Celu, getAlpha().convertToFloat())
QUANTC_UNARY(Selu, getAlpha().convertToFloat(), getGamma().convertToFloat())
QUANTC_UNARY(Threshold, getThreshold().convertToFloat(), getValue().convertToFloat())
QUANTC_UNARY(Shrink, getLambda().convertToFloat(), getBias().convertToFloat())
QUANTC_UNARY(Sigmoid)
QUANTC_UNARY(Tanh)
QUANTC_UNARY(HardSigmoid, getAlpha().convertToFloat(), getBeta().convertToFloat())
QUANTC_UNARY(HardSwish)
QUANTC_UNARY(Silu)
QUANTC_UNARY(Gelu)
QUANTC_UNARY(GeluTanh)
QUANTC_UNARY(Erf)
QUANTC_UNARY(Softplus)
QUANTC_UNARY(Softsign)
QUANTC_UNARY(Mish)
QUANTC_UNARY(Exp)
QUANTC_UNARY(Log)
QUANTC_UNARY(Sqrt)
QUANTC_UNARY(Reciprocal)
QUANTC_UNARY(Neg)
QUANTC_UNARY(Abs)
QUANTC_UNARY(Sign)
QUANTC_UNARY(Floor)
QUANTC_UNARY(Ceil)
QUANTC_UNARY(Round)
QUANTC_UNARY(PowScalar, getExponent().convertToFloat())
#undef QUANTC_UNARY

double SigmoidOp::getFixedScale() { return 1.0 / 256; }
bool SigmoidOp::isFixedRangeUnsigned() { return true; }
double TanhOp::getFixedScale() { return 1.0 / 128; }
bool TanhOp::isFixedRangeUnsigned() { return false; }

LogicalResult PReluOp::verify() {
  if (bool(getQuantizedType(getInput())) != bool(getQuantizedType(getOutput()))) // prelu_c1
    return emitOpError("mixes float and quantized: input ")
           << getInput().getType() << ", output " << getOutput().getType();
  for (Value value : {Value(getInput()), Value(getOutput())})
    if (isAccumulator(elementOf(value)))
      return emitOpError("has 32-bit storage, expected 8 or 16 bits");
  if (shapeOf(getInput()) != shapeOf(getOutput()))
    return emitOpError("output ") << getOutput().getType() << " does not have the shape of input "
                                  << getInput().getType();
  auto shape = broadcastShapes(shapeOf(getInput()), shapeOf(getSlope()));
  if (!shape || ArrayRef<int64_t>(*shape) != shapeOf(getInput()))
    return emitOpError("slope ") << getSlope().getType() << " does not broadcast to input " << getInput().getType();
  return success();
}

//===----------------------------------------------------------------------===//
// Binary
//===----------------------------------------------------------------------===//

static LogicalResult verifyBinary(Operation *op, bool allowsQuantized, bool allowsAccumulator) {
  Value lhs = op->getOperand(0), rhs = op->getOperand(1), output = op->getResult(0);
  auto shape = broadcastShapes(shapeOf(lhs), shapeOf(rhs));
  if (!shape || ArrayRef<int64_t>(*shape) != shapeOf(output)) // binary_c1
    return op->emitOpError("operands ") << lhs.getType() << " and " << rhs.getType() << " do not broadcast to "
                                        << output.getType();
  auto a = getQuantizedType(lhs), b = getQuantizedType(rhs), y = getQuantizedType(output);
  if (bool(a) != bool(b) || bool(a) != bool(y)) // binary_c2
    return op->emitOpError("mixes float and quantized: ")
           << lhs.getType() << ", " << rhs.getType() << ", " << output.getType();
  if (!a)
    return success();
  if (!allowsQuantized)
    return op->emitOpError("has no integer form");
  unsigned accumulators = isAccumulator(a) + isAccumulator(b);
  if (isAccumulator(y) || accumulators > (allowsAccumulator ? 1u : 0u))
    return op->emitOpError("has too many operands or a result of 32-bit storage");
  for (auto [value, type] : {std::pair{lhs, a}, std::pair{rhs, b}}) {
    if (isAccumulator(type) && shapeOf(value) != shapeOf(output))
      return op->emitOpError("broadcasts an accumulator ") << value.getType();
    if (auto axis = dyn_cast<quant::UniformQuantizedPerAxisType>(type))
      if (!isAccumulator(type) || axis.getQuantizedDimension() != int32_t(shapeOf(value).size()) - 1)
        return op->emitOpError("operand ") << value.getType() << " has scales on axis " << axis.getQuantizedDimension()
                                           << ", expected an accumulator with scales on the last axis";
  }
  return success();
}

template <typename Op> static LogicalResult verifyRoundingBinary(Op op, bool allowsAccumulator) {
  if (failed(verifyBinary(op, /*allowsQuantized=*/true, allowsAccumulator)))
    return failure();
  return verifyRounding(op, cast<RankedTensorType>(op.getOutput().getType()), op.getClamp(),
                        op.getNegativeSlope()); // binary_c3
}

LogicalResult AddOp::verify() { return verifyRoundingBinary(*this, true); }
LogicalResult SubOp::verify() { return verifyRoundingBinary(*this, true); }
LogicalResult MulOp::verify() { return verifyRoundingBinary(*this, false); }
LogicalResult DivOp::verify() { return verifyBinary(*this, false, false); }
LogicalResult PowOp::verify() { return verifyBinary(*this, false, false); }
LogicalResult MinOp::verify() { return verifyBinary(*this, true, false); }
LogicalResult MaxOp::verify() { return verifyBinary(*this, true, false); }

//===----------------------------------------------------------------------===//
// Along an axis
//===----------------------------------------------------------------------===//

template <typename Op> static LogicalResult verifyAxis(Op op) {
  int64_t axis = op.getAxis(), rank = shapeOf(op.getInput()).size();
  if (axis < 0 || axis >= rank)
    return op.emitOpError("axis ") << axis << " is out of range for rank " << rank;
  return success();
}

LogicalResult SoftmaxOp::verify() {
  return failed(verifyAxis(*this)) ? failure() : verifyWidths(*this); // softmax_c1, softmax_c2
}
LogicalResult LogSoftmaxOp::verify() { return verifyAxis(*this); }
LogicalResult LrnOp::verify() {
  if (shapeOf(getInput()).empty()) // lrn_c1
    return emitOpError("has no channels: rank 0");
  if (int64_t(getSize()) < 1 || int64_t(getSize()) > kMaxSize)
    return emitOpError("size is ") << int64_t(getSize()) << ", expected 1 to " << kMaxSize;
  return success();
}

double SoftmaxOp::getFixedScale() { return 1.0 / 256; }
bool SoftmaxOp::isFixedRangeUnsigned() { return true; }
std::string SoftmaxOp::getReasonForFloat() {
  return getProfile(*this) == numerics::Profile::Tflite ? "" : "softmax runs in float";
}
std::string LogSoftmaxOp::getReasonForFloat() { return "log_softmax runs in float"; }
std::string LrnOp::getReasonForFloat() { return "lrn runs in float"; }
