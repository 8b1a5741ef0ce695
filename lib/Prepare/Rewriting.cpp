//===- Rewriting.cpp - Constants and ids in rewrites ----------------------===//
//
// Tested by test/Prepare/propagate-layout.mlir and fold-affine.mlir.
//
//===----------------------------------------------------------------------===//

#include "Rewriting.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/bit.h"
#include "llvm/Support/xxhash.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::prepare;

RankedTensorType prepare::withShape(Value value, ArrayRef<int64_t> shape) {
  return RankedTensorType::get(shape, typeOf(value).getElementType());
}

RankedTensorType prepare::permuteType(RankedTensorType type, ArrayRef<int64_t> p) {
  Type element = type.getElementType();
  if (auto axis = dyn_cast<quant::UniformQuantizedPerAxisType>(element))
    element = quant::UniformQuantizedPerAxisType::get(
        axis.getFlags(), axis.getStorageType(), axis.getExpressedType(), axis.getScales(), axis.getZeroPoints(),
        inverse(p)[axis.getQuantizedDimension()], axis.getStorageTypeMin(), axis.getStorageTypeMax());
  return RankedTensorType::get(permute(type.getShape(), p), element);
}

std::optional<SmallVector<float>> prepare::getFloats(Value value) {
  auto constant = value.getDefiningOp<qnn::ConstantOp>();
  if (!constant || !qnn::isFloat(value))
    return std::nullopt;
  SmallVector<char> bytes = qnn::getElementBytes(constant.getValue());
  SmallVector<float> values(bytes.size() / sizeof(float));
  std::memcpy(values.data(), bytes.data(), values.size() * sizeof(float));
  return values;
}

std::optional<float> prepare::getSplat(Value value) {
  auto constant = value.getDefiningOp<qnn::ConstantOp>();
  if (!constant || !qnn::isFloat(value))
    return std::nullopt;
  if (auto dense = dyn_cast<DenseElementsAttr>(constant.getValue()); dense && dense.isSplat())
    return dense.getSplatValue<float>();
  SmallVector<float> values = *getFloats(value);
  auto getBits = [](float element) { return llvm::bit_cast<uint32_t>(element); }; // -0 is not 0
  if (values.empty() || !llvm::all_equal(llvm::map_range(values, getBits)))
    return std::nullopt;
  return values.front();
}

Value prepare::makeFloats(OpBuilder &builder, Location loc, ArrayRef<int64_t> shape, ArrayRef<float> values) {
  auto type = RankedTensorType::get(shape, builder.getF32Type());
  ArrayRef<char> bytes(reinterpret_cast<const char *>(values.data()), values.size() * sizeof(float));
  return qnn::ConstantOp::create(builder, loc, type, qnn::makeElementsAttr(type, bytes));
}

/// Returns the constant behind `value`, which may be dequantized, or null.
static qnn::ConstantOp getConstant(Value value) {
  if (auto dequantize = value.getDefiningOp<qnn::DequantizeOp>())
    value = dequantize.getInput();
  return value.getDefiningOp<qnn::ConstantOp>();
}

bool prepare::isConstant(Value value) { return bool(getConstant(value)); }

/// Makes a constant of the form of `like` (dequantized or not) of another type and bytes.
static Value makeLike(OpBuilder &builder, Value like, RankedTensorType type, ArrayRef<char> bytes) {
  Location loc = like.getLoc();
  auto stored = RankedTensorType::get(type.getShape(), qnn::getStorageElementType(type));
  Value constant = qnn::ConstantOp::create(builder, loc, type, qnn::makeElementsAttr(stored, bytes));
  if (like.getDefiningOp<qnn::ConstantOp>())
    return constant;
  auto dequantize =
      qnn::DequantizeOp::create(builder, loc, RankedTensorType::get(type.getShape(), builder.getF32Type()), constant);
  inheritId(like, dequantize);
  return dequantize;
}

Value prepare::transposeConstant(OpBuilder &builder, Value value, ArrayRef<int64_t> p) {
  qnn::ConstantOp constant = getConstant(value);
  RankedTensorType type = typeOf(constant.getOutput()), result = permuteType(type, p);
  SmallVector<char> bytes = qnn::getElementBytes(constant.getValue());
  int64_t count = type.getNumElements(), rank = type.getRank();
  size_t size = count ? bytes.size() / count : 1;

  // The distance in the source, in elements, between neighbours along each axis of the result.
  SmallVector<int64_t> strides(rank), steps(rank);
  for (int64_t axis = rank - 1, stride = 1; axis >= 0; stride *= type.getDimSize(axis--))
    strides[axis] = stride;
  for (int64_t axis = 0; axis < rank; ++axis)
    steps[axis] = strides[p[axis]];

  SmallVector<char> moved(bytes.size());
  SmallVector<int64_t> index(rank);
  int64_t source = 0;
  for (int64_t i = 0; i < count; ++i) {
    std::memcpy(&moved[i * size], &bytes[source * size], size);
    for (int64_t axis = rank - 1; axis >= 0; --axis) {
      source += steps[axis];
      if (++index[axis] < result.getDimSize(axis))
        break;
      source -= steps[axis] * index[axis];
      index[axis] = 0;
    }
  }
  return makeLike(builder, value, result, moved);
}

Value prepare::reshapeConstant(OpBuilder &builder, Value value, ArrayRef<int64_t> shape) {
  qnn::ConstantOp constant = getConstant(value);
  if (isa<quant::UniformQuantizedPerAxisType>(typeOf(constant.getOutput()).getElementType()))
    return nullptr;
  return makeLike(builder, value, withShape(constant.getOutput(), shape), qnn::getElementBytes(constant.getValue()));
}

Value prepare::makeTranspose(OpBuilder &builder, Value value, ArrayRef<int64_t> p) {
  if (isIdentity(p))
    return value;
  if (isConstant(value))
    return transposeConstant(builder, value, p);
  Value result = qnn::TransposeOp::create(builder, value.getLoc(), permuteType(typeOf(value), p), value, p);
  if (StringRef id = qnn::getId(value); !id.empty())
    qnn::setId(result, deriveId(id, "transpose"));
  return result;
}

Value prepare::makeReshape(OpBuilder &builder, Value value, ArrayRef<int64_t> shape) {
  if (shapeOf(value) == shape)
    return value;
  if (isConstant(value))
    if (Value constant = reshapeConstant(builder, value, shape))
      return constant;
  Value result = qnn::ReshapeOp::create(builder, value.getLoc(), withShape(value, shape), value);
  if (StringRef id = qnn::getId(value); !id.empty())
    qnn::setId(result, deriveId(id, "reshape"));
  return result;
}

std::string prepare::deriveId(StringRef id, StringRef change) {
  if (id.empty())
    return "";
  uint64_t hash = llvm::xxh3_64bits((id + " " + change).str());
  return llvm::formatv("{0:x-16}", hash).str();
}

void prepare::inheritId(Value from, Value to) {
  if (StringRef id = qnn::getId(from); !id.empty())
    qnn::setId(to, id);
}

void prepare::eraseDeadOps(func::FuncOp function) {
  if (function.isExternal())
    return;
  for (Operation &op : llvm::make_early_inc_range(llvm::reverse(function.getBody().front())))
    if (isOpTriviallyDead(&op))
      op.erase();
}
