//===- BlockWeightOps.cpp - MatMulNBits -----------------------------------===//
//
// The weights are unpacked at import: codes of four or eight bits, a scale and a
// zero point for each block of a row.
//
// Tested by test/Import/block-weights.test.
//
//===----------------------------------------------------------------------===//

#include "NodeContext.h"
#include "OpTable.h"

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

/// The weights [rows, columns] as floats; null with a fault.
static OperandRef unpack(NodeContext &node, const BlockWeights &sizes) {
  int64_t blocks = sizes.getBlocks(), blockBytes = sizes.getBlockBytes(), zeroBytes = sizes.getZeroPointBytes();
  std::optional<int64_t> bytes = llvm::checkedMul(sizes.rows * blocks, blockBytes);
  if (!bytes || !checkKnown(node, 1, ElementKind::U8, *bytes) ||
      !checkKnown(node, 2, ElementKind::F32, sizes.rows * blocks) ||
      (node.hasInput(3) && !checkKnown(node, 3, ElementKind::U8, sizes.rows * zeroBytes)) ||
      !node.makeType({sizes.rows, sizes.columns}))
    return {};
  auto codes = node.getInput(1)->host->values<uint8_t>();
  auto scales = node.getInput(2)->host->values<float>();
  ArrayRef<uint8_t> zeroPoints = node.hasInput(3) ? node.getInput(3)->host->values<uint8_t>() : ArrayRef<uint8_t>();
  for (auto [index, scale] : llvm::enumerate(scales))
    if (!std::isfinite(scale)) {
      (void)node.fail("scale " + formatNumber(scale) + " at index " + Twine(index) + ", expected finite values");
      return {};
    }
  HostTensor weights(ElementKind::F32, {sizes.rows, sizes.columns});
  auto values = weights.values<float>();
  for (int64_t row = 0; row < sizes.rows; ++row)
    for (int64_t column = 0; column < sizes.columns; ++column) {
      int64_t block = column / sizes.blockSize, at = row * blocks + block;
      int64_t code = getCode(codes.slice(at * blockBytes, blockBytes), column % sizes.blockSize, sizes.bits);
      int64_t zeroPoint = zeroPoints.empty() ? int64_t(1) << (sizes.bits - 1)
                                             : getCode(zeroPoints.slice(row * zeroBytes, zeroBytes), block, sizes.bits);
      values[row * sizes.columns + column] = float(code - zeroPoint) * scales[at];
    }
  return node.makeConstant(std::move(weights));
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
  OperandRef weights = input ? unpack(node, *sizes) : nullptr;
  Value matrix = weights ? node.materialize(weights) : Value(), bias;
  if (matrix && node.hasInput(5)) {
    if (node.getInput(5)->shape != SmallVector<int64_t, 4>{sizes->rows})
      return node.fail("bias has shape " + formatShape(node.getInput(5)->shape) + ", expected " + Twine(sizes->rows));
    bias = node.getFloat(5);
  }
  SmallVector<int64_t, 4> shape(a->shape);
  shape.back() = sizes->rows;
  auto type = matrix ? node.makeType(shape) : RankedTensorType();
  if (!type || (node.hasInput(5) && !bias))
    return failure();
  node.setOutput(0, node.create<qnn::LinearOp>(type, input, matrix, bias));
  return success();
}

ArrayRef<OpEntry> onnx::getBlockWeightOps() {
  static const OpEntry entries[] = {
      {"com.microsoft", "MatMulNBits", importMatMulNBits, 3, 6, 1},
  };
  return entries;
}
