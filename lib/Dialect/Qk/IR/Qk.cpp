//===- Qk.cpp - The qk dialect and its verifiers --------------------------===//
//
// Tested by test/Dialect/Qk/IR.
//
//===----------------------------------------------------------------------===//

#include "quantc/Dialect/Qk/IR/Qk.h"

#include "mlir/IR/DialectImplementation.h"
#include "llvm/ADT/TypeSwitch.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::qk;

#include "quantc/Dialect/Qk/IR/QkDialect.cpp.inc"
#define GET_ATTRDEF_CLASSES
#include "quantc/Dialect/Qk/IR/QkAttrs.cpp.inc"
#define GET_OP_CLASSES
#include "quantc/Dialect/Qk/IR/QkOps.cpp.inc"

void QkDialect::initialize() {
  addAttributes<
#define GET_ATTRDEF_LIST
#include "quantc/Dialect/Qk/IR/QkAttrs.cpp.inc"
      >();
  addOperations<
#define GET_OP_LIST
#include "quantc/Dialect/Qk/IR/QkOps.cpp.inc"
      >();
}

LogicalResult KernelAttr::verify(llvm::function_ref<InFlightDiagnostic()> emitError, StringRef name, int64_t rows,
                                 int64_t columns) {
  if (name != kGenericKernel && name != kContractionKernel && name != kDepthwiseKernel && name != kPackedKernel)
    return emitError() << "unknown kernel \"" << name << "\"";
  if (rows < 0 || columns < 0)
    return emitError() << "tile " << rows << " x " << columns << " is negative";
  return success();
}

static int64_t lanesOf(Value value) { return cast<VectorType>(value.getType()).getNumElements(); }
static Type elementOf(Value value) { return cast<ShapedType>(value.getType()).getElementType(); }

LogicalResult DotOp::verify() {
  bool bytes = elementOf(getLhs()).isInteger(8);
  int64_t group = bytes ? 4 : 2, lanes = lanesOf(getAccumulator());
  if (lanesOf(getLhs()) != group * lanes && (bytes || lanesOf(getLhs()) != lanes)) // dot_c1
    return emitOpError("operand ") << getLhs().getType() << " does not have " << group << (bytes ? "" : " or 1")
                                   << " lanes for each of " << getAccumulator().getType();
  if (!bytes && (getLhsUnsigned() || getPairsFit())) // dot_c2
    return emitOpError("has lhs_unsigned or pairs_fit with ") << getLhs().getType() << ", expected i8";
  return success();
}

LogicalResult LoadGroupOp::verify() {
  int64_t group = getGroup(), lanes = lanesOf(getResult());
  if (group < 1 || lanes % group) // load_group_c1
    return emitOpError("group ") << group << " does not divide " << lanes << " lanes";
  if (elementOf(getBase()) != elementOf(getResult())) // load_group_c2
    return emitOpError("loads ") << getResult().getType() << " from " << getBase().getType();
  return success();
}

LogicalResult RoundPackOp::verify() {
  int64_t count = getInputs().size();
  bool words = elementOf(getResult()).isInteger(16);
  int64_t most = words ? 2 : 4;
  if (count < 1 || count > most) // round_pack_c1
    return emitOpError("has ") << count << " inputs, expected 1 to " << most;
  int64_t lanes = lanesOf(getInputs().front());
  if (lanes != 4 && lanes != 8 && lanes != 16) // round_pack_c1
    return emitOpError("has inputs of ") << lanes << " lanes, expected 4, 8 or 16";
  int64_t low = getLow(), high = getHigh(), zeroPoint = getZeroPoint();
  if (words && (low > high || low < -32768 || high > 32767 || zeroPoint < -32768 || zeroPoint > 32767)) // round_pack_c2
    return emitOpError("range [") << low << ", " << high << "] or zero point " << zeroPoint
                                  << " is not one of 16 signed bits";
  bool isSigned = words || (low >= -128 && high <= 127), isUnsigned = low >= 0 && high <= 255;
  if (low > high || (!isSigned && !isUnsigned)) // round_pack_c2
    return emitOpError("range [") << low << ", " << high << "] is not one of signed or unsigned bytes";
  if (!words && (zeroPoint < -128 || zeroPoint > 255)) // round_pack_c2
    return emitOpError("zero point ") << zeroPoint << " is outside [-128, 255]";
  if (lanesOf(getResult()) != count * lanes) // round_pack_c3
    return emitOpError("result has ") << lanesOf(getResult()) << " lanes, the inputs have " << count * lanes;
  return success();
}

LogicalResult LookupOp::verify() {
  auto table = cast<MemRefType>(getTable().getType());
  if (table.getNumElements() != 256)
    return emitOpError("table ") << table << " does not have 256 entries";
  return success();
}

LogicalResult PinOp::inferReturnTypes(MLIRContext *, std::optional<Location>, ValueRange operands, DictionaryAttr,
                                      OpaqueProperties, RegionRange, SmallVectorImpl<Type> &types) {
  llvm::append_range(types, operands.getTypes());
  return success();
}
