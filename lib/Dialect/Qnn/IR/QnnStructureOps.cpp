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

/// The bytes of a constant without a copy: of a splat, those of one element.
static ArrayRef<char> getBytes(ElementsAttr value) {
  if (auto resource = dyn_cast<DenseResourceElementsAttr>(value))
    return resource.getData();
  return cast<DenseElementsAttr>(value).getRawData();
}

/// Returns a stored value of `type` outside its range, if there is one; T has as many bytes as an element.
template <typename T> static std::optional<int64_t> findOutside(quant::QuantizedType type, ArrayRef<char> bytes) {
  unsigned unused = 32 - type.getStorageTypeIntegralWidth(); // upper bits
  int64_t low = type.getStorageTypeMin(), high = type.getStorageTypeMax();
  for (size_t first = 0; first + sizeof(T) <= bytes.size(); first += sizeof(T)) {
    T raw;
    memcpy(&raw, bytes.data() + first, sizeof(T));
    uint32_t shifted = uint32_t(raw) << unused;
    int64_t value = type.isSigned() ? int64_t(int32_t(shifted) >> unused) : int64_t(shifted >> unused);
    if (value < low || value > high)
      return value;
  }
  return std::nullopt;
}

/// Returns a stored value that lies outside the storage range, if there is one.
static std::optional<int64_t> findOutsideRange(ConstantOp op) {
  auto type = getQuantizedType(op.getOutput());
  if (!type)
    return std::nullopt;
  unsigned width = type.getStorageTypeIntegralWidth();
  if (type.getStorageTypeMax() - type.getStorageTypeMin() == (int64_t(1) << width) - 1)
    return std::nullopt;
  ArrayRef<char> bytes = getBytes(op.getValue());
  if (width <= 8)
    return findOutside<uint8_t>(type, bytes);
  return width == 16 ? findOutside<uint16_t>(type, bytes) : findOutside<uint32_t>(type, bytes);
}

LogicalResult ConstantOp::verify() {
  auto value = cast<ShapedType>(getValue().getType());
  if (value.getShape() != shapeOf(getOutput()) ||
      value.getElementType() != getStorageElementType(getOutput().getType())) // constant_c1
    return emitOpError("value ") << value << " does not fit " << getOutput().getType();
  if (!isa<DenseElementsAttr>(getValue()) && failed(verifyResource(*this)))
    return failure();
  if (std::optional<int64_t> outside = findOutsideRange(*this)) // constant_c3
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
