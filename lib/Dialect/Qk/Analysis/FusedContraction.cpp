//===- FusedContraction.cpp - A fused contraction as numbers --------------===//
//
// Tested by test/Plan/select-kernels.mlir.
//
//===----------------------------------------------------------------------===//

#include "quantc/Dialect/Qk/Analysis/FusedContraction.h"

#include "quantc/Dialect/Qnn/IR/Roundings.h"
#include "quantc/Numerics/Padding.h"
#include "quantc/Numerics/Profile.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::qk;

SmallVector<int32_t> FusedContraction::foldZeroPoint() const {
  SmallVector<int32_t> folded;
  int64_t taps = int64_t(weights.size()) / outChannels;
  for (int64_t channel = 0; channel < outChannels; ++channel) {
    int64_t sum = 0;
    for (int8_t w : ArrayRef<int8_t>(weights).slice(channel * taps, taps))
      sum += w;
    folded.push_back(static_cast<int32_t>(uint64_t(bias[channel] - inputZeroPoint * sum)));
  }
  return folded;
}

/// Positions whose windows reach beyond the image before its start, and after its end.
static BorderAxis findBorders(int64_t size, int64_t outSize, int64_t kernel, int64_t stride, int64_t dilation,
                              int64_t pad) {
  BorderAxis axis;
  axis.size = outSize;
  auto start = [&](int64_t position) { return position * stride - pad; };
  while (axis.first < outSize && start(axis.first) < 0)
    ++axis.first;
  while (axis.last < outSize && start(outSize - 1 - axis.last) + (kernel - 1) * dilation >= size)
    ++axis.last;
  // Where the two meet each position is a class.
  if (axis.first + axis.last >= outSize)
    axis.first = outSize - 1, axis.last = 0;
  return axis;
}

BorderAxis FusedContraction::borderRows() const {
  return padSteps.empty() ? BorderAxis{0, 0, outHeight}
                          : findBorders(height, outHeight, kernelHeight, strideHeight, dilationHeight, padTop);
}
BorderAxis FusedContraction::borderColumns() const {
  return padSteps.empty() ? BorderAxis{0, 0, outWidth}
                          : findBorders(width, outWidth, kernelWidth, strideWidth, dilationWidth, padLeft);
}

/// One position of each class.
static SmallVector<int64_t> getRepresentatives(const BorderAxis &axis) {
  SmallVector<int64_t> positions;
  for (int64_t i = 0; i <= axis.first; ++i)
    positions.push_back(i);
  for (int64_t i = axis.size - axis.last; i < axis.size; ++i)
    positions.push_back(i);
  return positions;
}

SmallVector<int32_t> FusedContraction::foldBorders() const {
  SmallVector<int32_t> inner = foldZeroPoint(), table;
  if (padSteps.empty())
    return inner;
  auto isInside = [](int64_t at, int64_t size) { return at >= 0 && at < size; };
  for (int64_t y : getRepresentatives(borderRows()))
    for (int64_t x : getRepresentatives(borderColumns()))
      for (int64_t o = 0; o < outChannels; ++o) {
        numerics::PaddingSum sum;
        const int8_t *w = weights.data() + o * kernelHeight * kernelWidth * groupChannels();
        const double *steps = padSteps.data() + o / groupOutChannels() * groupChannels();
        for (int64_t ky = 0; ky < kernelHeight; ++ky)
          for (int64_t kx = 0; kx < kernelWidth; ++kx) {
            bool isImage = isInside(y * strideHeight - padTop + ky * dilationHeight, height) &&
                           isInside(x * strideWidth - padLeft + kx * dilationWidth, width);
            for (int64_t i = 0; i < groupChannels(); ++i, ++w)
              if (!isImage)
                sum.add(steps[i], *w);
          }
        table.push_back(static_cast<int32_t>(uint64_t(int64_t(inner[o]) + sum.round())));
      }
  return table;
}

namespace {
/// Fills a FusedContraction from the ops of one region.
class Matcher {
public:
  Matcher(qnn::FusedOp op, std::string *reason) : fused(op), reason(reason) {}
  std::optional<FusedContraction> match();

private:
  bool refuse(const Twine &why) {
    if (reason)
      *reason = why.str();
    return false;
  }
  /// Index of the fused op's input behind a block argument.
  std::optional<unsigned> inputIndex(Value value) {
    auto argument = dyn_cast<BlockArgument>(value);
    return argument ? std::optional<unsigned>(argument.getArgNumber()) : std::nullopt;
  }
  template <typename T> bool readConstant(Value value, SmallVector<T> &into);
  bool matchRoot(qnn::ContractionOpInterface op);
  bool matchShape(Operation *op);
  bool matchTail(Operation *op);
  bool matchZeroPoint(qnn::SubtractZeroPointOp op);
  bool matchDynamic(qnn::DynamicDequantizeOp op);
  bool matchRequantize(qnn::RequantizeOp op);
  bool matchResidual(Operation *op);
  bool matchTable(Operation *op);
  template <typename T> bool setClamp(T op);
  /// Whether kernels read and write values of this type: 8 bits, or 16 that are signed.
  static bool isActivation(quant::UniformQuantizedType type) {
    unsigned bits = type ? type.getStorageTypeIntegralWidth() : 0;
    return bits == 8 || (bits == 16 && type.isSigned());
  }

  qnn::FusedOp fused;
  std::string *reason;
  FusedContraction layer;
};
} // namespace

template <typename T> bool Matcher::readConstant(Value value, SmallVector<T> &into) {
  auto constant = value.getDefiningOp<qnn::ConstantOp>();
  if (!constant)
    return refuse("a weight or bias is not constant");
  if (constant.getValue().getElementType().getIntOrFloatBitWidth() != 8 * sizeof(T))
    return refuse("a weight or bias has unsupported storage");
  SmallVector<char> bytes = qnn::getElementBytes(constant.getValue());
  into.resize_for_overwrite(bytes.size() / sizeof(T));
  memcpy(into.data(), bytes.data(), bytes.size());
  return true;
}

/// Reads the shape and attributes of a convolution.
static void readShape(qnn::Conv2DOp conv, FusedContraction &layer) {
  auto shape = [](Value value) { return cast<ShapedType>(value.getType()).getShape(); };
  auto x = shape(conv.getInput()), w = shape(conv.getWeight()), y = shape(conv.getOutput());
  layer.images = x[0], layer.height = x[1], layer.width = x[2], layer.channels = x[3];
  layer.outHeight = y[1], layer.outWidth = y[2], layer.outChannels = y[3];
  layer.kernelHeight = w[1], layer.kernelWidth = w[2], layer.groups = conv.getGroups();
  layer.strideHeight = conv.getStrides()[0], layer.strideWidth = conv.getStrides()[1];
  layer.dilationHeight = conv.getDilations()[0], layer.dilationWidth = conv.getDilations()[1];
  layer.padTop = conv.getPads()[0], layer.padLeft = conv.getPads()[1];
  layer.padBottom = conv.getPads()[2], layer.padRight = conv.getPads()[3];
  if (layer.isPadded())
    layer.padSteps = conv.getPadSteps();
}

std::optional<FusedContraction> qk::describeBorders(qnn::Conv2DOp op) {
  auto constant = op.getWeight().getDefiningOp<qnn::ConstantOp>();
  if (!constant || constant.getValue().getElementType().getIntOrFloatBitWidth() != 8)
    return std::nullopt;
  FusedContraction layer;
  readShape(op, layer);
  for (char byte : qnn::getElementBytes(constant.getValue()))
    layer.weights.push_back(int8_t(byte));
  layer.bias.assign(layer.outChannels, 0);
  return layer;
}

bool Matcher::matchShape(Operation *op) {
  if (auto linear = dyn_cast<qnn::LinearOp>(op)) {
    auto weight = cast<ShapedType>(linear.getWeight().getType()).getShape();
    layer.outChannels = weight[0], layer.channels = weight[1];
    layer.width = layer.outWidth = cast<ShapedType>(linear.getInput().getType()).getNumElements() / layer.channels;
    return true;
  }
  auto conv = dyn_cast<qnn::Conv2DOp>(op);
  if (!conv)
    return refuse("the root is " + op->getName().getStringRef());
  readShape(conv, layer);
  if (layer.isFloat && layer.isPadded())
    if (std::optional<ArrayRef<float>> values = conv.getPadValues())
      layer.floatPadding.assign(values->begin(), values->end());
  if (!layer.floatPadding.empty() && layer.isDepthwise())
    return refuse("float padding is not zero");
  return true;
}

bool Matcher::matchRoot(qnn::ContractionOpInterface op) {
  layer.root = op;
  layer.accumulator = op->getResult(0);
  for (Value value : {op.getActivationOperand().get(), op.getWeightOperand().get(), Value(op->getResult(0))})
    if (cast<ShapedType>(value.getType()).getNumElements() == 0)
      return refuse("a tensor is empty");
  Value input = op.getActivationOperand().get(), weight = op.getWeightOperand().get(), bias = op.getBiasValue();
  std::optional<unsigned> index = inputIndex(input);
  if (!index)
    return refuse("the root does not read an input of the fused op");
  layer.input = *index;
  layer.isFloat = qnn::isFloat(input);
  if (!matchShape(op))
    return false;
  if (layer.isFloat) {
    if (qnn::hasStoredWeight(op)) {
      layer.stored = readStoredWeights(op);
      if (!layer.stored)
        return refuse("a weight, scale or zero point is not constant");
    } else if (!readConstant(weight, layer.floatWeights)) {
      return false;
    }
    // What is added where there is no bias: -0 changes no sum, not even a sum of -0.
    layer.floatBias.assign(layer.outChannels, -0.0f);
    return !bias || readConstant(bias, layer.floatBias);
  }
  auto type = cast<quant::UniformQuantizedType>(qnn::getQuantizedType(input));
  if (!isActivation(type))
    return refuse("activations have neither 8 bits nor 16 that are signed");
  layer.inputZeroPoint = type.getZeroPoint();
  layer.inputBits = type.getStorageTypeIntegralWidth();
  layer.inputUnsigned = !type.isSigned();
  if (!qnn::getQuantizedType(weight).isSigned())
    return refuse("weights are unsigned");
  if (!readConstant(weight, layer.weights))
    return false;
  layer.bias.assign(layer.outChannels, 0);
  return !bias || readConstant(bias, layer.bias);
}

/// Sets one multiplier for each channel: `toMultiplier` of its scale.
static void setMultipliers(Tail &tail, quant::QuantizedType accumulator, int64_t channels,
                           llvm::function_ref<float(double scale)> toMultiplier) {
  SmallVector<double> scales = qnn::getScales(accumulator);
  for (int64_t c = 0; c < channels; ++c)
    tail.multipliers.push_back(toMultiplier(scales[scales.size() == 1 ? 0 : c]));
}

template <typename T> bool Matcher::setClamp(T op) {
  auto type = dyn_cast<quant::UniformQuantizedType>(qnn::getQuantizedType(op.getOutput()));
  if (!isActivation(type))
    return refuse("the result has neither 8 bits nor 16 that are signed");
  Tail &tail = layer.tail;
  tail.bits = type.getStorageTypeIntegralWidth();
  tail.zeroPoint = type.getZeroPoint();
  tail.low = type.getStorageTypeMin(), tail.high = type.getStorageTypeMax();
  if (auto clamp = op.getClamp())
    tail.low = (*clamp)[0], tail.high = (*clamp)[1];
  if (auto slopes = op.getNegativeSlope())
    for (int64_t c = 0; c < layer.outChannels; ++c)
      tail.slopes.push_back((*slopes)[slopes->size() == 1 ? 0 : c]);
  return true;
}

bool Matcher::matchResidual(Operation *op) {
  Value accumulator = layer.accumulator, lhs = op->getOperand(0), rhs = op->getOperand(1);
  bool accumulatorFirst = lhs == accumulator;
  Value other = accumulatorFirst ? rhs : lhs;
  std::optional<unsigned> index = inputIndex(other);
  if (!index || other.getType() == accumulator.getType())
    return refuse("the second operand is not an input of the fused op");
  auto type = dyn_cast<quant::UniformQuantizedType>(qnn::getQuantizedType(other));
  if (!isActivation(type) || cast<ShapedType>(other.getType()).getNumElements() !=
                                 cast<ShapedType>(op->getResult(0).getType()).getNumElements())
    return refuse("the second operand is broadcast, or has neither 8 bits nor 16 that are signed");
  Tail &tail = layer.tail;
  double outputScale = qnn::getScales(qnn::getQuantizedType(op->getResult(0))).front();
  tail.kind = isa<qnn::AddOp>(op) ? TailKind::Add : accumulatorFirst ? TailKind::Sub : TailKind::ReverseSub;
  tail.residual = *index;
  tail.residualMultiplier = numerics::getMultiplier(type.getScale(), outputScale);
  tail.residualZeroPoint = type.getZeroPoint();
  tail.residualBits = type.getStorageTypeIntegralWidth();
  tail.residualUnsigned = !type.isSigned();
  setMultipliers(tail, qnn::getQuantizedType(accumulator), layer.outChannels,
                 [&](double scale) { return numerics::getMultiplier(scale, outputScale); });
  return isa<qnn::AddOp>(op) ? setClamp(cast<qnn::AddOp>(op)) : setClamp(cast<qnn::SubOp>(op));
}

/// Whether `value` holds one element for each row of channels of a result, and not one in all.
static bool isPerRow(Value value) { return cast<ShapedType>(value.getType()).getRank() != 0; }

bool Matcher::matchZeroPoint(qnn::SubtractZeroPointOp op) {
  Tail &tail = layer.tail;
  tail.codeZeroPoint = inputIndex(op.getZeroPoint());
  if (!tail.codeZeroPoint)
    return refuse("the zero point is not an input of the fused op");
  auto type = cast<quant::UniformQuantizedType>(qnn::getQuantizedType(op.getZeroPoint()));
  tail.codeOffset = type.getZeroPoint();
  tail.codeUnsigned = !type.isSigned();
  tail.codeZeroPointPerRow = isPerRow(op.getZeroPoint());
  return readConstant(op.getSums(), tail.sums);
}

bool Matcher::matchDynamic(qnn::DynamicDequantizeOp op) {
  Tail &tail = layer.tail;
  std::optional<unsigned> index = inputIndex(op.getScale());
  if (!index)
    return refuse("the scale is not an input of the fused op");
  tail.kind = TailKind::DynamicDequantize;
  tail.scale = *index;
  tail.scalePerRow = isPerRow(op.getScale());
  setMultipliers(tail, qnn::getQuantizedType(op.getAccumulator()), layer.outChannels,
                 [](double scale) { return static_cast<float>(scale); });
  return !op.getBias() || readConstant(op.getBias(), tail.floatBias);
}

bool Matcher::matchRequantize(qnn::RequantizeOp op) {
  Tail &tail = layer.tail;
  tail.kind = TailKind::Requantize;
  if (!setClamp(op))
    return false;
  auto accumulator = qnn::getQuantizedType(layer.accumulator);
  if (qnn::getZeroPointPlace(op) != qnn::ZeroPointPlace::Inside) {
    SmallVector<numerics::Scaling> scalings = qnn::getScalings(op);
    for (int64_t c = 0; c < layer.outChannels; ++c) {
      const numerics::Scaling &scaling = scalings[scalings.size() == 1 ? 0 : c];
      tail.multipliers.push_back(scaling.multiplier);
      if (scaling.kind != numerics::Scaling::Kind::Float)
        tail.scalings.push_back(scaling);
    }
    if (std::optional<StringRef> function = op.getFunction()) {
      tail.rectifier = qnn::getSmoothRectifier(*function);
      tail.outputScale = static_cast<float>(qnn::getScales(qnn::getQuantizedType(op.getOutput())).front());
      if (std::optional<ArrayRef<float>> gains = op.getGains())
        tail.gains.assign(gains->begin(), gains->end());
    }
    return true;
  }
  numerics::QuantParams stated = qnn::getStatedParams(op, op->getNumOperands());
  tail.isReal = true;
  tail.reciprocal = numerics::getReciprocal(stated.scale);
  tail.shift = float(stated.zeroPoint);
  tail.zeroPoint = qnn::getZeroPointParts(op).after;
  setMultipliers(tail, accumulator, layer.outChannels, [](double scale) { return static_cast<float>(scale); });
  if (op.getBias())
    tail.floatBias.assign(op.getBias()->begin(), op.getBias()->end());
  return true;
}

bool Matcher::matchTail(Operation *op) {
  auto accumulator = qnn::getQuantizedType(layer.root->getResult(0));
  if (auto requantize = dyn_cast<qnn::RequantizeOp>(op))
    return matchRequantize(requantize);
  if (isa<qnn::DequantizeOp>(op)) {
    layer.tail.kind = TailKind::Dequantize;
    setMultipliers(layer.tail, accumulator, layer.outChannels, [](double scale) { return static_cast<float>(scale); });
    return true;
  }
  if (auto dynamic = dyn_cast<qnn::DynamicDequantizeOp>(op))
    return matchDynamic(dynamic);
  if (isa<qnn::AddOp, qnn::SubOp>(op))
    return matchResidual(op);
  return refuse("the accumulator goes to " + op->getName().getStringRef());
}

/// Fills the table of N7 by the pattern of the stored byte.
bool Matcher::matchTable(Operation *op) {
  auto unary = dyn_cast<qnn::UnaryOpInterface>(op);
  if (!unary || layer.tail.isFloat() || layer.tail.bits != 8)
    return refuse("the result goes to " + op->getName().getStringRef());
  auto to = dyn_cast_or_null<quant::UniformQuantizedType>(qnn::getQuantizedType(op->getResult(0)));
  if (!to || to.getStorageTypeIntegralWidth() != 8)
    return refuse("the table's result is not 8-bit");
  for (int32_t code : qnn::makeTable(unary))
    layer.tail.table.push_back(static_cast<char>(code));
  return true;
}

std::optional<FusedContraction> Matcher::match() {
  SmallVector<Operation *> ops;
  for (Operation &op : fused.getBody().front().without_terminator())
    if (!isa<qnn::ConstantOp>(op))
      ops.push_back(&op);
  if (ops.empty() || fused->getNumResults() != 1)
    return refuse("no root"), std::nullopt;
  auto root = dyn_cast<qnn::ContractionOpInterface>(ops.front());
  if (!root)
    return refuse("the root is " + ops.front()->getName().getStringRef()), std::nullopt;
  // A chain: each op's only reader is the next, the last is yielded.
  for (auto [index, op] : llvm::enumerate(ops)) {
    Operation *next = index + 1 < ops.size() ? ops[index + 1] : fused.getBody().front().getTerminator();
    if (!op->hasOneUse() || *op->user_begin() != next)
      return refuse("the ops are not a chain"), std::nullopt;
  }
  if (!matchRoot(root))
    return std::nullopt;
  if (layer.isFloat)
    return ops.size() == 1 ? std::optional(std::move(layer)) : (refuse("float ops follow the root"), std::nullopt);
  ArrayRef<Operation *> tail = ArrayRef<Operation *>(ops).drop_front();
  if (auto zeroPoint = tail.empty() ? qnn::SubtractZeroPointOp() : dyn_cast<qnn::SubtractZeroPointOp>(tail.front())) {
    if (!matchZeroPoint(zeroPoint))
      return std::nullopt;
    layer.accumulator = zeroPoint.getOutput();
    tail = tail.drop_front();
  }
  if (tail.empty() || tail.size() > 2)
    return refuse("expected one rounding after the root and at most one function"), std::nullopt;
  if (!matchTail(tail[0]) || (tail.size() == 2 && !matchTable(tail[1])))
    return std::nullopt;
  return std::move(layer);
}

std::optional<FusedContraction> qk::matchFusedContraction(qnn::FusedOp op, std::string *reason) {
  return Matcher(op, reason).match();
}
