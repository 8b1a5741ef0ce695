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

LogicalResult ConstantOp::verify() {
  auto value = cast<ShapedType>(getValue().getType());
  if (value.getShape() != shapeOf(getOutput()) ||
      value.getElementType() != getStorageElementType(getOutput().getType())) // constant_c1
    return emitOpError("value ") << value << " does not fit " << getOutput().getType();
  if (isa<DenseElementsAttr>(getValue()))
    return success();
  auto resource = dyn_cast<DenseResourceElementsAttr>(getValue()); // constant_c2
  if (!resource)
    return emitOpError("value is neither dense nor dense_resource");
  int64_t bits = std::max(8u, value.getElementTypeBitWidth()), bytes = value.getNumElements() * bits / 8;
  AsmResourceBlob *blob = resource.getRawHandle().getBlob();
  if (!blob || int64_t(blob->getData().size()) != bytes)
    return emitOpError("resource '") << resource.getRawHandle().getKey() << "' has "
                                     << (blob ? blob->getData().size() : 0) << " bytes, expected " << bytes;
  return success();
}

OpFoldResult ConstantOp::fold(FoldAdaptor) { return getValue(); }

LogicalResult FusedOp::verify() {
  Block &block = getBody().front();
  if (TypeRange(block.getArgumentTypes()) != TypeRange(getInputs().getTypes())) // fused_c1
    return emitOpError("has ") << block.getNumArguments() << " block arguments that do not match its "
                               << getInputs().size() << " operands";
  Operation *yield = block.getTerminator();
  if (TypeRange(yield->getOperandTypes()) != TypeRange(getResultTypes()))
    return emitOpError("yields ") << yield->getNumOperands() << " values that do not match its " << getNumResults()
                                  << " results";
  return success();
}
