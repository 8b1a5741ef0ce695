//===- QnnDynamicOps.cpp - Verifiers of ops on run-time scales ------------===//
//
// Tested by test/Dialect/Qnn/IR/dynamic-ops.mlir and dynamic-ops-invalid.mlir.
//
//===----------------------------------------------------------------------===//

#include "VerifyHelpers.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::qnn;

/// Verifies that `value` holds one element, or one for each row of a tensor of `shape`.
static LogicalResult verifyPerTensorOrRow(Operation *op, StringRef role, Value value, ArrayRef<int64_t> shape) {
  ArrayRef<int64_t> own = shapeOf(value);
  if (own.empty() || (!shape.empty() && own == shape.drop_back()))
    return success();
  return op->emitOpError(role) << " " << value.getType() << " has neither one value nor one for each row";
}

/// Verifies that a type holds codes: 8 bits at scale 1.
static LogicalResult verifyCodes(Operation *op, StringRef role, Value value) {
  auto type = cast<quant::UniformQuantizedType>(getQuantizedType(value));
  if (type.getStorageTypeIntegralWidth() != 8 || type.getScale() != 1)
    return op->emitOpError(role) << " " << value.getType() << " has no 8 bits or not the scale 1";
  return success();
}

/// Verifies an accumulator whose scales, if it has several, lie along the last axis.
static LogicalResult verifyAccumulator(Operation *op, Value value) {
  auto type = getQuantizedType(value);
  if (!isAccumulator(type))
    return op->emitOpError("accumulator storage is ") << type.getStorageType() << ", expected i32";
  if (auto axis = dyn_cast<quant::UniformQuantizedPerAxisType>(type);
      axis && axis.getQuantizedDimension() != int64_t(shapeOf(value).size()) - 1)
    return op->emitOpError("accumulator axis ") << axis.getQuantizedDimension() << " is not the last axis";
  for (int64_t zeroPoint : getZeroPoints(type))
    if (zeroPoint != 0)
      return op->emitOpError("accumulator zero point is ") << zeroPoint << ", expected 0";
  return success();
}

static LogicalResult verifyPerChannel(Operation *op, StringRef role, Value value, ArrayRef<int64_t> shape) {
  if (shape.empty() || shapeOf(value) != shape.take_back())
    return op->emitOpError(role) << " " << value.getType() << " does not have one value for each channel";
  return success();
}

numerics::DynamicSpec DynamicQuantizeOp::getSpec() {
  auto type = cast<quant::UniformQuantizedType>(getQuantizedType(getCodes()));
  int64_t zeroPoint = type.getZeroPoint();
  return {*numerics::parseDynamicFormula({getFormula().data(), getFormula().size()}), getSymmetric(),
          int32_t(type.getStorageTypeMin() - zeroPoint), int32_t(type.getStorageTypeMax() - zeroPoint)};
}

LogicalResult DynamicQuantizeOp::verify() {
  if (failed(verifyCodes(*this, "codes", getCodes()))) // dynamic_quantize_c1
    return failure();
  auto type = getQuantizedType(getCodes());
  if (type.getStorageTypeMax() - type.getStorageTypeMin() < 2)
    return emitOpError("codes ") << getCodes().getType() << " has fewer than three values";
  if (shapeOf(getCodes()) != shapeOf(getInput()))
    return emitOpError("codes ") << getCodes().getType() << " does not have the shape of " << getInput().getType();
  if (elementOf(getZeroPoint()) != elementOf(getCodes()) || shapeOf(getZeroPoint()) != shapeOf(getScale()))
    return emitOpError("zero point ") << getZeroPoint().getType() << " does not fit codes " << getCodes().getType()
                                      << " and scale " << getScale().getType();      // dynamic_quantize_c2
  if (failed(verifyPerTensorOrRow(*this, "scale", getScale(), shapeOf(getInput())))) // dynamic_quantize_c3
    return failure();
  if (!numerics::parseDynamicFormula({getFormula().data(), getFormula().size()})) // dynamic_quantize_c4
    return emitOpError("formula '") << getFormula() << "' is unknown, expected quantc, torch, ort or tflite";
  return success();
}

LogicalResult SubtractZeroPointOp::verify() {
  if (failed(verifyAccumulator(*this, getAccumulator()))) // subtract_zero_point_c1
    return failure();
  if (getOutput().getType() != getAccumulator().getType())
    return emitOpError("output ") << getOutput().getType() << " is not of the accumulator's type "
                                  << getAccumulator().getType();
  ArrayRef<int64_t> shape = shapeOf(getAccumulator());
  if (failed(verifyCodes(*this, "zero point", getZeroPoint())) || // subtract_zero_point_c2
      failed(verifyPerTensorOrRow(*this, "zero point", getZeroPoint(), shape)))
    return failure();
  return verifyPerChannel(*this, "sums", getSums(), shape); // subtract_zero_point_c3
}

LogicalResult DynamicDequantizeOp::verify() {
  if (failed(verifyAccumulator(*this, getAccumulator()))) // dynamic_dequantize_c1
    return failure();
  ArrayRef<int64_t> shape = shapeOf(getAccumulator());
  if (failed(verifyPerTensorOrRow(*this, "scale", getScale(), shape))) // dynamic_dequantize_c2
    return failure();
  if (shapeOf(getOutput()) != shape) // dynamic_dequantize_c3
    return emitOpError("output ") << getOutput().getType() << " does not have the shape of "
                                  << getAccumulator().getType();
  return getBias() ? verifyPerChannel(*this, "bias", getBias(), shape) : success();
}
