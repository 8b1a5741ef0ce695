//===- QnnDialect.cpp - Dialect, helpers, quantized type checks -----------===//
//
// Tested by test/Dialect/Qnn/IR.
//
//===----------------------------------------------------------------------===//

#include "VerifyHelpers.h"
#include "quantc/Dialect/Qnn/IR/Network.h"
#include "quantc/Dialect/Qnn/IR/QuantConfig.h"
#include "quantc/Dialect/Qnn/IR/Roundings.h"

#include "mlir/IR/Builders.h"
#include "mlir/IR/DialectResourceBlobManager.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/TypeSwitch.h"

#include <cmath>
#include <limits>

using namespace mlir;
using namespace quantc;

#include "quantc/Dialect/Qnn/IR/QnnDialect.cpp.inc"
#include "quantc/Dialect/Qnn/IR/QnnEnums.cpp.inc"
#include "quantc/Dialect/Qnn/IR/QnnInterfaces.cpp.inc"

void qnn::QnnDialect::initialize() {
  addOperations<
#define GET_OP_LIST
#include "quantc/Dialect/Qnn/IR/QnnOps.cpp.inc"
      >();
}

Operation *qnn::QnnDialect::materializeConstant(OpBuilder &builder, Attribute value, Type type, Location loc) {
  auto elements = dyn_cast<ElementsAttr>(value);
  auto tensor = dyn_cast<RankedTensorType>(type);
  if (!elements || !tensor)
    return nullptr;
  return ConstantOp::create(builder, loc, tensor, elements);
}

bool qnn::isAccumulator(Type type) {
  auto quantized = dyn_cast<quant::QuantizedType>(type);
  return quantized && quantized.getStorageTypeIntegralWidth() == 32;
}

quant::QuantizedType qnn::getQuantizedType(Type tensor) {
  auto shaped = dyn_cast<ShapedType>(tensor);
  return shaped ? dyn_cast<quant::QuantizedType>(shaped.getElementType()) : quant::QuantizedType();
}

bool qnn::isFloat(Value value) {
  auto shaped = dyn_cast<ShapedType>(value.getType());
  return shaped && shaped.getElementType().isF32();
}

Type qnn::getStorageElementType(Type tensor) {
  Type element = cast<ShapedType>(tensor).getElementType();
  if (auto quantized = dyn_cast<quant::QuantizedType>(element))
    return quantized.getStorageType();
  return element;
}

SmallVector<double> qnn::getScales(quant::QuantizedType type) {
  if (auto axis = dyn_cast<quant::UniformQuantizedPerAxisType>(type))
    return SmallVector<double>(axis.getScales());
  return {cast<quant::UniformQuantizedType>(type).getScale()};
}

SmallVector<int64_t> qnn::getZeroPoints(quant::QuantizedType type) {
  if (auto axis = dyn_cast<quant::UniformQuantizedPerAxisType>(type))
    return SmallVector<int64_t>(axis.getZeroPoints());
  return {cast<quant::UniformQuantizedType>(type).getZeroPoint()};
}

numerics::QuantParams qnn::getParams(quant::QuantizedType type) {
  return {float(getScales(type).front()), int32_t(getZeroPoints(type).front()), int32_t(type.getStorageTypeMin()),
          int32_t(type.getStorageTypeMax())};
}

numerics::Profile qnn::getProfile(Operation *op) {
  auto module = op->getParentOfType<ModuleOp>();
  numerics::Profile profile = module ? getProfile(module) : numerics::Profile::Quantc;
  bool readsAccumulator =
      llvm::any_of(op->getOperandTypes(), [](Type type) { return isAccumulator(getElementTypeOrSelf(type)); });
  bool isOwn = op->hasAttr("negative_slope") || op->hasAttr("function") ||
               (readsAccumulator && !(isa<RequantizeOp>(op) && numerics::roundsAccumulators(profile)));
  return isOwn ? numerics::Profile::Quantc : profile;
}

numerics::Profile qnn::getProfile(ModuleOp module) {
  auto text = module->getAttrOfType<StringAttr>(kProfileAttr);
  return text ? *parseWord<numerics::Profile>(text.getValue()) : numerics::Profile::Quantc;
}

int64_t qnn::getStorageOffset(Operation *op, unsigned index) {
  auto offsets = op->getAttrOfType<DenseI64ArrayAttr>(kStorageOffsetsAttr);
  return offsets ? offsets[index] : 0;
}

numerics::QuantParams qnn::getStatedParams(Operation *op, unsigned index) {
  unsigned numOperands = op->getNumOperands();
  Value value = index < numOperands ? op->getOperand(index) : op->getResult(index - numOperands);
  numerics::QuantParams params = getParams(getQuantizedType(value));
  auto offset = int32_t(getStorageOffset(op, index));
  return {params.scale, params.zeroPoint - offset, params.low - offset, params.high - offset};
}

/// Whether the result is stated without a sign.
static bool isUnsignedResult(Operation *op) { return qnn::getStatedParams(op, op->getNumOperands()).low >= 0; }

/// Whether an image is reduced over height and width, channels last or not.
static bool isOverImage(qnn::ReduceOp reduce) {
  ArrayRef<int64_t> axes = reduce.getAxes();
  return cast<ShapedType>(reduce.getInput().getType()).getRank() == 4 &&
         (axes == ArrayRef<int64_t>{1, 2} || axes == ArrayRef<int64_t>{2, 3});
}

qnn::ZeroPointPlace qnn::getZeroPointPlace(Operation *op) {
  switch (getProfile(op)) {
  case numerics::Profile::Quantc:
    break;
  case numerics::Profile::Ort:
    if (isa<AddOp>(op))
      return ZeroPointPlace::Inside;
    if (isa<MulOp, AvgPool2DOp>(op))
      return ZeroPointPlace::Before;
    break;
  case numerics::Profile::TorchQnnpack:
  case numerics::Profile::TorchX86: {
    auto type = op->getNumResults() == 1
                    ? dyn_cast_if_present<quant::UniformQuantizedType>(getQuantizedType(op->getResult(0)))
                    : quant::UniformQuantizedType();
    if (!type || type.getStorageTypeIntegralWidth() > 16)
      break;
    if (isa<QuantizeOp, RequantizeOp, ConcatOp>(op))
      return ZeroPointPlace::Inside;
    // QNNPACK has kernels of its own for u8 only: of averages that count the padding, and of means over an image.
    bool isOwn = getProfile(op) == numerics::Profile::TorchQnnpack && isUnsignedResult(op);
    if (auto reduce = dyn_cast<ReduceOp>(op); reduce && reduce.getKind() == ReduceKind::Mean)
      return isOwn && isOverImage(reduce) ? ZeroPointPlace::After : ZeroPointPlace::Before;
    if (auto resize = dyn_cast<ResizeOp>(op); resize && resize.getMode() == ResizeMode::Linear)
      return ZeroPointPlace::Before;
    if (auto pool = dyn_cast<AvgPool2DOp>(op)) {
      bool countsAll = pool.getCountIncludePad() || llvm::all_of(pool.getPads(), [](int64_t pad) { return pad == 0; });
      if (!isOwn || !countsAll)
        return ZeroPointPlace::Before;
    }
    break;
  }
  case numerics::Profile::Tflite:
    if (isAverageOfCodes(op))
      return ZeroPointPlace::Inside;
    break;
  }
  return ZeroPointPlace::After;
}

qnn::ZeroPointParts qnn::getZeroPointParts(Operation *op) {
  unsigned result = op->getNumOperands();
  auto offset = int32_t(getStorageOffset(op, result));
  switch (getZeroPointPlace(op)) {
  case ZeroPointPlace::Inside:
    return {0, offset};
  case ZeroPointPlace::Before:
    return {float(getStatedParams(op, result).zeroPoint), offset};
  case ZeroPointPlace::After:
    break;
  }
  return {0, getParams(getQuantizedType(op->getResult(0))).zeroPoint};
}

void qnn::setProfile(ModuleOp module, numerics::Profile profile) {
  if (profile == numerics::Profile::Quantc)
    module->removeAttr(kProfileAttr);
  else
    module->setAttr(kProfileAttr, StringAttr::get(module.getContext(), getWord(profile)));
}

StringRef qnn::getId(Value value) {
  if (auto argument = dyn_cast<BlockArgument>(value)) {
    if (auto function = dyn_cast<FunctionOpInterface>(argument.getOwner()->getParentOp()))
      if (auto id = function.getArgAttrOfType<StringAttr>(argument.getArgNumber(), kIdAttr))
        return id.getValue();
    return "";
  }
  if (cast<OpResult>(value).getResultNumber() > 0)
    return "";
  auto id = value.getDefiningOp()->getAttrOfType<StringAttr>(kIdAttr);
  return id ? id.getValue() : "";
}

void qnn::setId(Value value, StringRef id) {
  auto attr = StringAttr::get(value.getContext(), id);
  if (auto argument = dyn_cast<BlockArgument>(value)) {
    if (auto function = dyn_cast<FunctionOpInterface>(argument.getOwner()->getParentOp()))
      function.setArgAttr(argument.getArgNumber(), kIdAttr, attr);
    return;
  }
  if (cast<OpResult>(value).getResultNumber() == 0)
    value.getDefiningOp()->setAttr(kIdAttr, attr);
}

/// Bytes of one element as quantc stores it: `i1` takes a byte.
static int64_t getElementSize(Type element) { return std::max<int64_t>(1, element.getIntOrFloatBitWidth() / 8); }

ElementsAttr qnn::makeElementsAttr(RankedTensorType type, ArrayRef<char> bytes) {
  assert(int64_t(bytes.size()) == type.getNumElements() * getElementSize(type.getElementType()));
  if (type.getElementType().isInteger(1)) {
    SmallVector<bool> bits(bytes.begin(), bytes.end());
    return DenseElementsAttr::get(type, bits);
  }
  if (bytes.size() <= 1024)
    return DenseElementsAttr::getFromRawBuffer(type, bytes);
  return DenseResourceElementsAttr::get(type, "c", HeapAsmResourceBlob::allocateAndCopyWithAlign(bytes, 64));
}

SmallVector<char> qnn::getElementBytes(ElementsAttr attr) {
  auto type = cast<RankedTensorType>(attr.getType());
  int64_t size = getElementSize(type.getElementType()), count = type.getNumElements();
  if (auto resource = dyn_cast<DenseResourceElementsAttr>(attr)) {
    ArrayRef<char> data = resource.getData();
    SmallVector<char> bytes(data.begin(), data.end());
    return bytes;
  }
  auto dense = cast<DenseElementsAttr>(attr);
  if (type.getElementType().isInteger(1)) {
    SmallVector<char> bytes;
    for (bool bit : dense.getValues<bool>())
      bytes.push_back(bit);
    return bytes;
  }
  ArrayRef<char> raw = dense.getRawData();
  if (!dense.isSplat())
    return SmallVector<char>(raw);
  SmallVector<char> bytes;
  bytes.reserve(count * size);
  for (int64_t i = 0; i < count; ++i)
    bytes.append(raw.begin(), raw.begin() + size);
  return bytes;
}

static LogicalResult verifyQuantizedType(Operation *op, StringRef role, RankedTensorType tensor) {
  auto type = dyn_cast<quant::QuantizedType>(tensor.getElementType());
  if (!type)
    return success();
  if (!isa<quant::UniformQuantizedType, quant::UniformQuantizedPerAxisType>(type))
    return op->emitOpError(role) << " has an unsupported quantized type " << type;
  if (!isa<IntegerType>(type.getStorageType()))
    return op->emitOpError(role) << " storage is " << type.getStorageType() << ", expected integers";
  if (!type.getExpressedType().isF32())
    return op->emitOpError(role) << " expresses " << type.getExpressedType() << ", expected f32";
  unsigned width = type.getStorageTypeIntegralWidth();
  if (width > 8 && width != 16 && !(width == 32 && type.isSigned()))
    return op->emitOpError(role) << " storage is " << (type.isSigned() ? "i" : "u") << width
                                 << ", expected at most 8 bits, 16 bits or i32";
  if (auto axis = dyn_cast<quant::UniformQuantizedPerAxisType>(type)) {
    if (axis.getQuantizedDimension() < 0 || axis.getQuantizedDimension() >= tensor.getRank())
      return op->emitOpError(role) << " axis " << axis.getQuantizedDimension() << " is out of range for rank "
                                   << tensor.getRank();
    int64_t size = tensor.getDimSize(axis.getQuantizedDimension());
    if (size != int64_t(axis.getScales().size()))
      return op->emitOpError(role) << " has " << axis.getScales().size() << " scales for " << size
                                   << " indices of axis " << axis.getQuantizedDimension();
  }
  for (double scale : qnn::getScales(type)) {
    auto narrow = static_cast<float>(scale);
    if (!std::isnormal(narrow) || narrow <= 0)
      return op->emitOpError(role) << " scale " << scale << " is not a positive normal f32";
  }
  for (int64_t zeroPoint : qnn::getZeroPoints(type))
    if (zeroPoint < type.getStorageTypeMin() || zeroPoint > type.getStorageTypeMax())
      return op->emitOpError(role) << " zero point " << zeroPoint << " is outside storage range ["
                                   << type.getStorageTypeMin() << ", " << type.getStorageTypeMax() << "]";
  return success();
}

/// Bounds sizes, so that no arithmetic on them overflows.
static LogicalResult verifySize(Operation *op, StringRef role, RankedTensorType tensor) {
  int64_t count = 1;
  for (int64_t size : tensor.getShape()) {
    if (size > qnn::kMaxSize)
      return op->emitOpError(role) << " has an axis of " << size << " indices, expected at most " << qnn::kMaxSize;
    if (size != 0 && count > qnn::kMaxElements / size)
      return op->emitOpError(role) << " has more than " << qnn::kMaxElements << " elements";
    count *= size;
  }
  return success();
}

LogicalResult qnn::verifyTensorType(Operation *op, StringRef role, RankedTensorType tensor) {
  if (!tensor.hasStaticShape())
    return op->emitOpError(role) << " has a dynamic shape " << tensor;
  if (failed(verifySize(op, role, tensor)))
    return failure();
  return verifyQuantizedType(op, role, tensor);
}

LogicalResult qnn::verifyQuantizedTypes(Operation *op) {
  for (auto [what, types] : {std::pair<StringRef, TypeRange>{"operand", op->getOperandTypes()},
                             std::pair<StringRef, TypeRange>{"result", op->getResultTypes()}})
    for (auto [index, type] : llvm::enumerate(types)) {
      auto tensor = dyn_cast<RankedTensorType>(type);
      if (!tensor)
        continue;
      if (failed(verifyTensorType(op, (what + " " + Twine(index)).str(), tensor)))
        return failure();
    }
  return success();
}

/// The discardable attributes `qnn.*` and what they may hold.
/// How an input is handed in: see kInputAttr.
static bool isInputFormat(Attribute attribute) {
  auto dictionary = dyn_cast<DictionaryAttr>(attribute);
  if (!dictionary)
    return false;
  for (StringRef key : {"mean", "scale"})
    if (auto values = dictionary.getAs<DenseF64ArrayAttr>(key); !values || values.empty())
      return false;
  return llvm::all_of(dictionary, [](NamedAttribute entry) {
    auto word = dyn_cast<StringAttr>(entry.getValue());
    if (entry.getName() == "layout")
      return word && (word.getValue() == "nhwc" || word.getValue() == "nchw");
    if (entry.getName() == "normalization")
      return word && (word.getValue() == "folded" || word.getValue() == "computed");
    return entry.getName() == "mean" || entry.getName() == "scale";
  });
}

static LogicalResult verifyAttribute(Operation *op, NamedAttribute attribute) {
  StringRef name = attribute.getName();
  auto text = dyn_cast<StringAttr>(attribute.getValue());
  if (name == qnn::kIdAttr || name == "qnn.model_hash")
    if (!text || text.getValue().size() != 16 ||
        text.getValue().find_first_not_of("0123456789abcdef") != StringRef::npos)
      return op->emitError() << "'" << name << "' is " << attribute.getValue()
                             << ", expected 16 lower-case hexadecimal digits";
  if ((name == qnn::kNameAttr || name == qnn::kStepAttr || name == qnn::kFloatReasonAttr || name == "qnn.target" ||
       name == "qnn.recipe") &&
      !text)
    return op->emitError() << "'" << name << "' is " << attribute.getValue() << ", expected a string";
  if (name == qnn::kProfileAttr && (!text || !qnn::parseWord<numerics::Profile>(text.getValue())))
    return op->emitError() << "'" << name << "' is " << attribute.getValue() << ", expected one of "
                           << llvm::join(qnn::getWords<numerics::Profile>(), ", ");
  if (name == qnn::kStorageOffsetsAttr) {
    auto offsets = dyn_cast<DenseI64ArrayAttr>(attribute.getValue());
    if (!offsets || size_t(offsets.size()) != op->getNumOperands() + op->getNumResults() ||
        llvm::any_of(offsets.asArrayRef(),
                     [](int64_t offset) { return offset != -32768 && (offset % 128 != 0 || std::abs(offset) > 128); }))
      return op->emitError() << "'" << name << "' is " << attribute.getValue()
                             << ", expected -128, 0 or 128, or of 16 bits -32768, for each operand and result";
  }
  if (name == qnn::kInputAttr && !isInputFormat(attribute.getValue()))
    return op->emitError() << "'" << name << "' is " << attribute.getValue()
                           << ", expected arrays of f64 'mean' and 'scale', and 'layout' and 'normalization' as words";
  if (name == qnn::kOutputTypeAttr && (!text || (text.getValue() != "s8" && text.getValue() != "u8")))
    return op->emitError() << "'" << name << "' is " << attribute.getValue() << ", expected \"s8\" or \"u8\"";
  if (std::string error; name == qnn::kConfigAttr && !qnn::parseConfig(attribute.getValue(), error))
    return op->emitError() << "'" << name << "': " << error;
  return success();
}

LogicalResult qnn::QnnDialect::verifyOperationAttribute(Operation *op, NamedAttribute attribute) {
  return verifyAttribute(op, attribute);
}
LogicalResult qnn::QnnDialect::verifyRegionArgAttribute(Operation *op, unsigned, unsigned, NamedAttribute attribute) {
  return verifyAttribute(op, attribute);
}
LogicalResult qnn::QnnDialect::verifyRegionResultAttribute(Operation *op, unsigned, unsigned,
                                                           NamedAttribute attribute) {
  return verifyAttribute(op, attribute);
}
