//===- ChannelPairs.cpp - Where a factor can move between layers ----------===//
//
// Tested by test/Quantize/equalize.test and equalize-pairs.mlir.
//
// Which channel an element comes from is found by sending channel numbers through the ops on the way.
//
//===----------------------------------------------------------------------===//

#include "ChannelPairs.h"

#include "Layers.h"
#include "quantc/Reference/Reference.h"

#include <cmath>

using namespace mlir;
using namespace quantc;
using namespace quantc::quantize;

int64_t ChannelPair::getNumChannels() const { return cast<RankedTensorType>(value.getType()).getShape().back(); }

/// Whether `op` can be quantized and has float constants that are its own to change.
static bool hasFloatConstants(qnn::ContractionOpInterface op) {
  auto isFloatConstant = [](Value value) { return getConstant(value) && qnn::isFloat(value); };
  return isQuantizable(op) && isa<qnn::Conv2DOp, qnn::LinearOp>(op.getOperation()) &&
         isFloatConstant(op.getWeightOperand().get()) && (!op.getBiasValue() || isFloatConstant(op.getBiasValue()));
}

/// Whether `op(x / t) == op(x) / t` for positive t.
static bool isHomogeneousActivation(Operation *op) {
  if (auto clip = dyn_cast<qnn::ClipOp>(op)) // what it cuts off above, the range of the result cuts off as well
    return clip.getMin().isZero() && !clip.getMax().isNegative();
  return isa<qnn::ReluOp>(op);
}

/// Whether `op` makes each element of elements of one channel, and divides it if they are divided.
static bool keepsChannels(Operation *op) {
  if (auto pool = dyn_cast<qnn::AvgPool2DOp>(op))
    return llvm::all_of(pool.getPads(), [](int64_t pad) { return pad == 0; });
  if (auto reduce = dyn_cast<qnn::ReduceOp>(op)) {
    int64_t last = cast<RankedTensorType>(reduce.getInput().getType()).getRank() - 1;
    return reduce.getKind() == qnn::ReduceKind::Mean && !llvm::is_contained(reduce.getAxes(), last);
  }
  return isa<qnn::MaxPool2DOp, qnn::ReshapeOp, qnn::TransposeOp>(op);
}

/// Whether the recipe leaves the range of the op's value to the default: another observer's range would not last.
static bool hasDefaultRange(Operation *op) { return qnn::getConfig(op).activations == qnn::QuantConfig().activations; }

static std::vector<int32_t> toChannels(const HostTensor &numbers) {
  std::vector<int32_t> channels;
  for (float number : numbers.values<float>())
    channels.push_back(int32_t(std::nearbyint(number)));
  return channels;
}

/// Returns for each input channel of `reader` the channel that it reads, or nothing if that is not one, or several
/// channels share weights.
static std::vector<int32_t> getColumns(qnn::ContractionOpInterface reader, ArrayRef<int32_t> channels) {
  if (auto conv = dyn_cast<qnn::Conv2DOp>(reader.getOperation()))
    if (conv.getGroups() != 1 &&
        !(conv.isDepthwise() &&
          cast<RankedTensorType>(conv.getWeight().getType()).getDimSize(0) == int64_t(conv.getGroups())))
      return {};
  int64_t count = cast<RankedTensorType>(reader.getActivationOperand().get().getType()).getShape().back();
  std::vector<int32_t> columns(channels.begin(), channels.begin() + count);
  for (auto [index, channel] : llvm::enumerate(channels))
    if (columns[index % count] != channel)
      return {};
  return columns;
}

static std::optional<ChannelPair> findPair(qnn::ContractionOpInterface producer, bool functions) {
  ChannelPair pair;
  pair.producer = producer;
  Value value = pair.value = producer->getResult(0);
  auto tensor = cast<RankedTensorType>(value.getType());
  HostTensor numbers(ElementKind::F32, tensor.getShape());
  for (auto [index, number] : llvm::enumerate(numbers.values<float>()))
    number = float(index % tensor.getShape().back());
  for (bool isActivated = false, isOnTheWay = false;;) {
    if (!value.hasOneUse())
      return std::nullopt;
    Operation *user = *value.user_begin();
    if (auto observe = dyn_cast<qnn::ObserveOp>(user)) {
      if (!observe.getMin())
        return std::nullopt;
      pair.observed.push_back({observe, toChannels(numbers)});
    } else if (auto reader = dyn_cast<qnn::ContractionOpInterface>(user)) {
      if (!hasFloatConstants(reader) || reader.getActivationOperand().get() != value ||
          qnn::getConfig(reader.getOperation()).weights.granularity != qnn::Granularity::PerChannel)
        return std::nullopt;
      pair.reader = reader;
      pair.columns = getColumns(reader, toChannels(numbers));
      return pair.columns.empty() || pair.observed.empty() ? std::nullopt : std::optional<ChannelPair>(pair);
    } else if (!isQuantizable(user) || !hasDefaultRange(user)) {
      return std::nullopt;
    } else if (isHomogeneousActivation(user) && !isActivated && !isOnTheWay) {
      isActivated = true;
      pair.value = user->getResult(0);
    } else if (functions && takesActivation(producer, user) && isFoldableFunction(user) && !isActivated &&
               !isOnTheWay) {
      isActivated = true;
      pair.value = user->getResult(0);
      pair.function = user;
      pair.between.clear(); // what comes before it stays what it is
      pair.observed.clear();
      value = pair.value;
      continue;
    } else if (keepsChannels(user)) {
      auto moved = reference::evaluateOp(user, {&numbers});
      if (!moved) {
        llvm::consumeError(moved.takeError());
        return std::nullopt;
      }
      numbers = std::move(moved->front());
      isOnTheWay = true;
    } else {
      return std::nullopt;
    }
    pair.between.push_back(user);
    value = user->getResult(0);
  }
}

SmallVector<ChannelPair> quantize::findChannelPairs(func::FuncOp function, bool functions) {
  SmallVector<ChannelPair> pairs;
  for (Operation &op : function.getOps())
    if (auto producer = dyn_cast<qnn::ContractionOpInterface>(op);
        producer && hasFloatConstants(producer) && hasDefaultRange(producer))
      if (std::optional<ChannelPair> pair = findPair(producer, functions))
        pairs.push_back(std::move(*pair));
  return pairs;
}

Value quantize::createScaled(Operation *op, Value old, function_ref<float(int64_t)> getFactor) {
  SmallVector<float> values = getFloats(old.getDefiningOp<qnn::ConstantOp>());
  for (auto [index, value] : llvm::enumerate(values))
    value *= getFactor(index);
  OpBuilder builder(op);
  ArrayRef<char> bytes(reinterpret_cast<const char *>(values.data()), values.size() * sizeof(float));
  auto type = cast<RankedTensorType>(old.getType());
  return qnn::ConstantOp::create(builder, old.getLoc(), type, qnn::makeElementsAttr(type, bytes)).getOutput();
}

/// Divides what the layer gives in channel c by `factors[c]`.
static void divideWeights(qnn::ContractionOpInterface producer, int64_t channels, ArrayRef<float> factors) {
  OpOperand &weight = producer.getWeightOperand();
  int64_t taps = cast<RankedTensorType>(weight.get().getType()).getNumElements() / channels;
  weight.set(createScaled(producer, weight.get(), [&](int64_t i) { return 1 / factors[i / taps]; }));
  if (Value bias = producer.getBiasValue())
    producer.setBiasValue(createScaled(producer, bias, [&](int64_t i) { return 1 / factors[i]; }));
}

/// Divides what the function gives in channel c by `factors[c]`, by a `mul` behind it.
static void insertGains(const ChannelPair &pair, ArrayRef<float> factors) {
  SmallVector<float> gains;
  for (float factor : factors)
    gains.push_back(1 / factor);
  OpBuilder builder(pair.function->getContext());
  builder.setInsertionPointAfter(pair.function);
  Location loc = pair.function->getLoc();
  auto type = RankedTensorType::get({int64_t(gains.size())}, builder.getF32Type());
  ArrayRef<char> bytes(reinterpret_cast<const char *>(gains.data()), gains.size() * sizeof(float));
  Value constant = qnn::ConstantOp::create(builder, loc, type, qnn::makeElementsAttr(type, bytes));
  auto mul = qnn::MulOp::create(builder, loc, pair.value.getType(), pair.value, constant, nullptr, nullptr);
  Value value = pair.value;
  value.replaceAllUsesExcept(mul.getOutput(), mul);
}

void quantize::moveFactors(const ChannelPair &pair, ArrayRef<float> factors) {
  qnn::ContractionOpInterface producer = pair.producer, reader = pair.reader;
  OpOperand &columns = reader.getWeightOperand();
  if (pair.function)
    insertGains(pair, factors);
  else
    divideWeights(producer, pair.getNumChannels(), factors);
  // A depthwise filter has one input channel, which is its own number.
  auto shape = cast<RankedTensorType>(columns.get().getType()).getShape();
  int64_t inputs = shape.back(),
          perFilter = cast<RankedTensorType>(columns.get().getType()).getNumElements() / shape[0];
  bool isDepthwise = inputs != int64_t(pair.columns.size());
  columns.set(createScaled(reader, columns.get(),
                           [&](int64_t i) { return factors[pair.columns[isDepthwise ? i / perFilter : i % inputs]]; }));
}
