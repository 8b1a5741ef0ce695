//===- QnnStructureOps.cpp - Constants and fused regions ------------------===//
//
// Tested by test/Dialect/Qnn/IR/structure-ops.mlir and
// structure-ops-invalid.mlir.
//
//===----------------------------------------------------------------------===//

#include "VerifyHelpers.h"

#include "mlir/IR/DialectResourceBlobManager.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::qnn;

/// A resource holds all bytes of its tensor.
static LogicalResult verifyResource(ConstantOp op) {
  auto value = cast<ShapedType>(op.getValue().getType());
  auto resource = dyn_cast<DenseResourceElementsAttr>(op.getValue()); // constant_c2
  if (!resource)
    return op.emitOpError("value is neither dense nor dense_resource");
  int64_t bits = std::max(8u, value.getElementTypeBitWidth()), bytes = value.getNumElements() * bits / 8;
  AsmResourceBlob *blob = resource.getRawHandle().getBlob();
  if (!blob || int64_t(blob->getData().size()) != bytes)
    return op.emitOpError("resource '") << resource.getRawHandle().getKey() << "' has "
                                        << (blob ? blob->getData().size() : 0) << " bytes, expected " << bytes;
  return success();
}

/// Returns a stored value that lies outside the storage range, if there is one. Only 8-bit ranges are
/// looked at: others are as wide as their type in every network.
static std::optional<int> findOutsideRange(ConstantOp op) {
  auto type = getQuantizedType(op.getOutput());
  if (!type || type.getStorageTypeIntegralWidth() != 8)
    return std::nullopt;
  int64_t low = type.getStorageTypeMin(), high = type.getStorageTypeMax();
  if (high - low == 255)
    return std::nullopt;
  for (char byte : getElementBytes(op.getValue())) {
    int value = type.isSigned() ? int(int8_t(byte)) : int(uint8_t(byte));
    if (value < low || value > high)
      return value;
  }
  return std::nullopt;
}

LogicalResult ConstantOp::verify() {
  auto value = cast<ShapedType>(getValue().getType());
  if (value.getShape() != shapeOf(getOutput()) ||
      value.getElementType() != getStorageElementType(getOutput().getType())) // constant_c1
    return emitOpError("value ") << value << " does not fit " << getOutput().getType();
  if (!isa<DenseElementsAttr>(getValue()) && failed(verifyResource(*this)))
    return failure();
  if (std::optional<int> outside = findOutsideRange(*this)) // constant_c3
    return emitOpError("value holds ") << *outside << ", outside storage range ["
                                       << getQuantizedType(getOutput()).getStorageTypeMin() << ", "
                                       << getQuantizedType(getOutput()).getStorageTypeMax() << "]";
  return success();
}

OpFoldResult ConstantOp::fold(FoldAdaptor) { return getValue(); }

LogicalResult FusedOp::verify() {
  Block &block = getBody().front();
  if (TypeRange(block.getArgumentTypes()) != TypeRange(getInputs().getTypes())) // fused_c1
    return emitOpError("has ") << block.getNumArguments() << " block arguments that do not match its "
                               << getInputs().size() << " operands";
  if (block.empty() || !isa<YieldOp>(block.back()))
    return emitOpError("does not end with qnn.yield");
  Operation *yield = &block.back();
  if (TypeRange(yield->getOperandTypes()) != TypeRange(getResultTypes()))
    return emitOpError("yields ") << yield->getNumOperands() << " values that do not match its " << getNumResults()
                                  << " results";
  return success();
}
