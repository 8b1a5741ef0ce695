//===- SplitWeights.cpp - Wide weights as sums of bytes -------------------===//
//
// Tested by test/Quantize/split-weights.mlir and test/Import/qlinear-run.test.
//
// Weights that a network brings with a zero point differ from it by nine bits at most.
// Their sum over the channels is that of two or three bytes over as many copies of the
// channels: exact, at twice the work.
//
//===----------------------------------------------------------------------===//

#include "Layers.h"
#include "MoveCasts.h"
#include "quantc/Dialect/Qk/Analysis/Bounds.h"
#include "quantc/Quantize/Passes.h"
#include "llvm/ADT/TypeSwitch.h"

namespace quantc {
#define GEN_PASS_DEF_SPLITWEIGHTSPASS
#include "quantc/Quantize/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;
using namespace quantc::quantize;

/// Copies of the channels that are worth it: [-382, 381] in all.
static constexpr size_t kMaxParts = 3;

/// Returns the weights less their zero points if they are no signed bytes with zero points 0, else none.
static SmallVector<int64_t> getWideWeights(qnn::ConstantOp constant) {
  quant::QuantizedType type = qnn::getQuantizedType(constant.getOutput());
  auto axis = dyn_cast<quant::UniformQuantizedPerAxisType>(type);
  SmallVector<int64_t> zeroPoints = qnn::getZeroPoints(type);
  bool isPlain = type.isSigned() && type.getStorageTypeIntegralWidth() == 8 &&
                 llvm::all_of(zeroPoints, [](int64_t zeroPoint) { return zeroPoint == 0; });
  if (isPlain || qnn::isAccumulator(type) || (axis && axis.getQuantizedDimension() != 0))
    return {};
  SmallVector<int64_t> values = qk::getStoredValues(constant);
  int64_t perChannel = values.size() / zeroPoints.size();
  for (auto [i, value] : llvm::enumerate(values))
    value -= zeroPoints[i / perChannel];
  return values;
}

/// Returns bytes whose sums are `values`; the last part is not all zeros, unless it is the only one.
static SmallVector<SmallVector<int64_t>> splitIntoBytes(SmallVector<int64_t> values) {
  SmallVector<SmallVector<int64_t>> parts;
  do {
    SmallVector<int64_t> &part = parts.emplace_back();
    for (int64_t &value : values) {
      part.push_back(std::clamp<int64_t>(value, -128, 127));
      value -= part.back();
    }
  } while (parts.size() < kMaxParts && llvm::any_of(values, [](int64_t value) { return value != 0; }));
  if (llvm::any_of(values, [](int64_t value) { return value != 0; }))
    parts.clear();
  return parts;
}

/// Makes the weight [O, ..., copies * C] of the parts, as a real value with the scales of `type`, or their one value.
static Value createWeight(OpBuilder &builder, Location loc, ArrayRef<int64_t> shape, quant::QuantizedType type,
                          ArrayRef<SmallVector<int64_t>> parts) {
  SmallVector<int8_t> stored;
  for (size_t row = 0; row < parts[0].size(); row += shape.back())
    for (const SmallVector<int64_t> &part : parts)
      for (int64_t value : ArrayRef<int64_t>(part).slice(row, shape.back()))
        stored.push_back(int8_t(value));
  SmallVector<int64_t> wide(shape);
  wide.back() *= int64_t(parts.size());
  int64_t low = llvm::is_contained(stored, int8_t(-128)) ? -128 : -127;
  SmallVector<double> scales = qnn::getScales(type);
  SmallVector<int64_t> zeroPoints(scales.size(), 0);
  constexpr unsigned flags = quant::QuantizationFlags::Signed;
  Type i8 = builder.getI8Type(), f32 = builder.getF32Type(), element;
  if (!llvm::all_equal(scales))
    element = quant::UniformQuantizedPerAxisType::get(flags, i8, f32, scales, zeroPoints, 0, low, 127);
  else
    element = quant::UniformQuantizedType::get(flags, i8, f32, scales[0], 0, low, 127);
  ArrayRef<char> bytes(reinterpret_cast<const char *>(stored.data()), stored.size());
  auto constant = qnn::ConstantOp::create(builder, loc, RankedTensorType::get(wide, element),
                                          qnn::makeElementsAttr(RankedTensorType::get(wide, i8), bytes));
  return qnn::DequantizeOp::create(builder, loc, RankedTensorType::get(wide, f32), constant.getOutput());
}

/// Repeats the channels of each group, the last axis, and returns them as a real value.
static Value repeatChannels(OpBuilder &builder, Location loc, Value stored, int64_t groups, size_t copies) {
  auto tensor = cast<RankedTensorType>(stored.getType());
  SmallVector<int64_t> shape(tensor.getShape()), result(shape);
  result.back() *= int64_t(copies);
  shape.back() /= groups;
  shape.insert(shape.end() - 1, groups);
  if (groups > 1)
    stored = qnn::ReshapeOp::create(builder, loc, tensor.clone(shape), stored);
  else
    shape.erase(shape.end() - 2);
  shape.back() *= int64_t(copies);
  Value joined = qnn::ConcatOp::create(builder, loc, tensor.clone(shape), SmallVector<Value>(copies, stored),
                                       int64_t(shape.size()) - 1);
  if (groups > 1)
    joined = qnn::ReshapeOp::create(builder, loc, tensor.clone(result), joined);
  return qnn::DequantizeOp::create(builder, loc, RankedTensorType::get(result, builder.getF32Type()), joined);
}

static void splitWeight(qnn::ContractionOpInterface op) {
  auto dequantize = op.getWeightOperand().get().getDefiningOp<qnn::DequantizeOp>();
  auto constant = dequantize ? dequantize.getInput().getDefiningOp<qnn::ConstantOp>() : qnn::ConstantOp();
  Value stored = getQuantized(op.getActivationOperand().get());
  if (op->hasAttr(qnn::kFloatReasonAttr) || !constant || !stored || getConstant(stored) ||
      !isa<quant::UniformQuantizedType>(qnn::getQuantizedType(stored)))
    return;
  auto parts = splitIntoBytes(getWideWeights(constant));
  if (parts.empty() || parts[0].empty())
    return;
  OpBuilder builder(op);
  int64_t groups = llvm::TypeSwitch<Operation *, int64_t>(op.getOperation())
                       .Case<qnn::Conv2DOp, qnn::ConvTranspose2DOp>([](auto conv) { return conv.getGroups(); })
                       .Default([](Operation *) { return 1; });
  auto shape = cast<RankedTensorType>(constant.getType()).getShape();
  Operation *real = op.getActivationOperand().get().getDefiningOp();
  if (parts.size() > 1)
    op.getActivationOperand().set(repeatChannels(builder, op.getLoc(), stored, groups, parts.size()));
  op.getWeightOperand().set(
      createWeight(builder, constant.getLoc(), shape, qnn::getQuantizedType(constant.getOutput()), parts));
  for (Operation *old : {real, dequantize.getOperation(), constant.getOperation()})
    if (old->use_empty())
      old->erase();
}

namespace {
struct SplitWeights : public quantc::impl::SplitWeightsPassBase<SplitWeights> {
  void runOnOperation() override {
    moveCastsToComputation(getOperation());
    getOperation().walk([](qnn::ContractionOpInterface op) { splitWeight(op); });
  }
};
} // namespace
