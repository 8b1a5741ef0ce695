//===- BlockWeightOps.cpp - MatMulNBits -----------------------------------===//
//
// Codes of four or eight bits, with a scale and a zero point for each block of a row,
// become the stored weights of a linear layer. There they are signed, so that the
// middle of the range, which a zero point is without one, is 0.
//
// Tested by test/Import/block-weights.test.
//
//===----------------------------------------------------------------------===//

#include "NodeContext.h"
#include "OpTable.h"

#include "mlir/Dialect/Quant/IR/QuantTypes.h"
#include "llvm/Support/CheckedArithmetic.h"

#include <cmath>

using namespace mlir;
using namespace quantc;
using namespace quantc::onnx;

namespace {
/// Sizes that the attributes state.
struct BlockWeights {
  int64_t rows, columns, bits, blockSize;
  int64_t getBlocks() const { return (columns + blockSize - 1) / blockSize; }
  int64_t getBlockBytes() const { return (blockSize * bits + 7) / 8; }
  int64_t getZeroPointBytes() const { return (getBlocks() * bits + 7) / 8; }
};
} // namespace

static std::optional<BlockWeights> readSizes(NodeContext &node) {
  BlockWeights sizes{node.getInt("N", 0), node.getInt("K", 0), node.getInt("bits", 4), node.getInt("block_size", 0)};
  node.ignoreAttributes({"accuracy_level"}); // how far a kernel may round the other operand: not at all
  for (auto [name, value] : {std::pair("N", sizes.rows), std::pair("K", sizes.columns)})
    if (value < 1 || value > INT32_MAX)
      (void)node.fail("attribute '" + Twine(name) + "' is " + Twine(value) + ", expected at least 1");
  if (sizes.bits != 4 && sizes.bits != 8)
    (void)node.fail("attribute 'bits' is " + Twine(sizes.bits) + ", expected 4 or 8");
  if (sizes.blockSize < 16 || sizes.blockSize > INT32_MAX || (sizes.blockSize & (sizes.blockSize - 1)))
    (void)node.fail("attribute 'block_size' is " + Twine(sizes.blockSize) + ", expected a power of two from 16 on");
  return node.hasFailed() ? std::nullopt : std::optional(sizes);
}

/// A fault unless input `index` is known, of this kind and has this many elements.
static bool checkKnown(NodeContext &node, size_t index, ElementKind kind, int64_t count) {
  const OperandRef &operand = node.getInput(index);
  if (operand->isHost() && operand->kind == kind && operand->host->getNumElements() == count)
    return true;
  (void)node.fail("input " + quote(operand->name) + " of " + getElementName(operand->kind) + " " +
                  formatShape(operand->shape) + (operand->isHost() ? "" : " is computed at run time") + ", expected " +
                  Twine(count) + " elements of " + getElementName(kind) + " known at import");
  return false;
}

/// Code `index` of packed ones, the first in the low bits.
static int64_t getCode(ArrayRef<uint8_t> bytes, int64_t index, int64_t bits) {
  return bits == 8 ? bytes[index] : bytes[index / 2] >> (index % 2 * 4) & 15;
}

namespace {
/// Weight, scales and zero points of `qnn.linear`; no zero points where all are 0.
struct LayerOperands {
  Value weight, scales, zeroPoints;
};
} // namespace

/// A constant of signed codes.
static Value makeCodes(NodeContext &node, ArrayRef<int64_t> shape, int64_t bits, ArrayRef<char> values) {
  Builder builder(node.getContext());
  Type storage = builder.getIntegerType(unsigned(bits));
  int64_t half = int64_t(1) << (bits - 1);
  auto type = quant::UniformQuantizedType::get(quant::QuantizationFlags::Signed, storage, builder.getF32Type(),
                                               /*scale=*/1, /*zeroPoint=*/0, -half, half - 1);
  return node.create<qnn::ConstantOp>(RankedTensorType::get(shape, type),
                                      qnn::makeElementsAttr(RankedTensorType::get(shape, storage), values));
}

/// Reads weight, scales and zero points; nullopt with a fault.
static std::optional<LayerOperands> readWeights(NodeContext &node, const BlockWeights &sizes) {
  int64_t blocks = sizes.getBlocks(), blockBytes = sizes.getBlockBytes(), zeroBytes = sizes.getZeroPointBytes();
  std::optional<int64_t> bytes = llvm::checkedMul(sizes.rows * blocks, blockBytes);
  if (!bytes || !checkKnown(node, 1, ElementKind::U8, *bytes) ||
      !checkKnown(node, 2, ElementKind::F32, sizes.rows * blocks) ||
      (node.hasInput(3) && !checkKnown(node, 3, ElementKind::U8, sizes.rows * zeroBytes)) ||
      !node.makeType({sizes.rows, sizes.columns}))
    return std::nullopt;
  auto codes = node.getInput(1)->host->values<uint8_t>();
  auto scales = node.getInput(2)->host->values<float>();
  for (auto [index, scale] : llvm::enumerate(scales))
    if (!std::isfinite(scale)) {
      (void)node.fail("scale " + formatNumber(scale) + " at index " + Twine(index) + ", expected finite values");
      return std::nullopt;
    }
  int64_t half = int64_t(1) << (sizes.bits - 1);
  std::vector<char> values;
  values.reserve(sizes.rows * sizes.columns);
  for (int64_t row = 0; row < sizes.rows; ++row)
    for (int64_t column = 0; column < sizes.columns; ++column) {
      int64_t at = row * blocks + column / sizes.blockSize;
      int64_t code = getCode(codes.slice(at * blockBytes, blockBytes), column % sizes.blockSize, sizes.bits);
      values.push_back(static_cast<char>(code - half));
    }
  LayerOperands result;
  result.weight = makeCodes(node, {sizes.rows, sizes.columns}, sizes.bits, values);
  auto scaleType = RankedTensorType::get({sizes.rows, blocks}, Float32Type::get(node.getContext()));
  ArrayRef<char> scaleBytes(reinterpret_cast<const char *>(scales.data()), scales.size() * sizeof(float));
  result.scales = node.create<qnn::ConstantOp>(scaleType, qnn::makeElementsAttr(scaleType, scaleBytes));
  if (!node.hasInput(3))
    return result;
  ArrayRef<uint8_t> zeroPoints = node.getInput(3)->host->values<uint8_t>();
  values.clear();
  for (int64_t row = 0; row < sizes.rows; ++row)
    for (int64_t block = 0; block < blocks; ++block)
      values.push_back(
          static_cast<char>(getCode(zeroPoints.slice(row * zeroBytes, zeroBytes), block, sizes.bits) - half));
  if (llvm::any_of(values, [](char value) { return value != 0; }))
    result.zeroPoints = makeCodes(node, {sizes.rows, blocks}, sizes.bits, values);
  return result;
}

static LogicalResult importMatMulNBits(NodeContext &node) {
  std::optional<BlockWeights> sizes = readSizes(node);
  if (!sizes)
    return failure();
  if (node.hasInput(4))
    return node.fail("input 4, the order of the groups, is not supported");
  const OperandRef &a = node.getInput(0);
  if (a->getRank() < 1 || a->shape.back() != sizes->columns)
    return node.fail("input " + quote(a->name) + " has shape " + formatShape(a->shape) + ", expected " +
                     Twine(sizes->columns) + " along the last axis");
  Value input = node.getFloat(0);
  std::optional<LayerOperands> weights = input ? readWeights(node, *sizes) : std::nullopt;
  Value bias;
  if (weights && node.hasInput(5)) {
    if (node.getInput(5)->shape != SmallVector<int64_t, 4>{sizes->rows})
      return node.fail("bias has shape " + formatShape(node.getInput(5)->shape) + ", expected " + Twine(sizes->rows));
    bias = node.getFloat(5);
  }
  SmallVector<int64_t, 4> shape(a->shape);
  shape.back() = sizes->rows;
  auto type = weights ? node.makeType(shape) : RankedTensorType();
  if (!type || (node.hasInput(5) && !bias))
    return failure();
  IntegerAttr groupSize = IntegerAttr::get(IntegerType::get(node.getContext(), 64), sizes->blockSize);
  node.setOutput(0, node.create<qnn::LinearOp>(type, input, weights->weight, bias, weights->scales, weights->zeroPoints,
                                               groupSize));
  return success();
}

ArrayRef<OpEntry> onnx::getBlockWeightOps() {
  static const OpEntry entries[] = {
      {"com.microsoft", "MatMulNBits", importMatMulNBits, 3, 6, 1},
  };
  return entries;
}
