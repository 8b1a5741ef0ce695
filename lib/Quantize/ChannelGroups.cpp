//===- ChannelGroups.cpp - A factor in front of linear layers -------------===//
//
// Tested by test/Quantize/smooth-channels.test.
//
//===----------------------------------------------------------------------===//

#include "ChannelGroups.h"

#include "ChannelPairs.h"
#include "Layers.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::quantize;

static int64_t getLastSize(Value value) { return cast<RankedTensorType>(value.getType()).getShape().back(); }

int64_t ChannelGroup::getNumChannels() const { return getLastSize(value); }

/// Returns the observer with a range that alone reads `value`, or null.
static qnn::ObserveOp getObserver(Value value) {
  auto observe = value.hasOneUse() ? dyn_cast<qnn::ObserveOp>(*value.user_begin()) : qnn::ObserveOp();
  return observe && observe.getMin() ? observe : qnn::ObserveOp();
}

/// Returns the operand of `op` that is a float constant for each index of the last axis, or null.
static OpOperand *getChannelConstant(Operation *op) {
  int64_t channels = getLastSize(op->getResult(0));
  for (OpOperand &operand : op->getOpOperands()) {
    auto type = cast<RankedTensorType>(operand.get().getType());
    bool isOfChannels = type.getRank() > 0 && type.getShape().back() == channels && type.getNumElements() == channels;
    if (getConstant(operand.get()) && qnn::isFloat(operand.get()) && isOfChannels)
      return &operand;
  }
  return nullptr;
}

/// Adds the ops that make the value, or returns false if no factor can be put there.
static bool findMakers(ChannelGroup &group) {
  Value value = group.value;
  for (Operation *op = value.getDefiningOp(); op && isQuantizable(op); op = value.getDefiningOp()) {
    OpOperand *constant = isa<qnn::MulOp, qnn::AddOp>(op) ? getChannelConstant(op) : nullptr;
    if (!constant || !isQuantizable(op))
      return false;
    group.constants.push_back(constant);
    if (isa<qnn::MulOp>(op))
      return true;
    Value other = op->getOperand(1 - constant->getOperandNumber());
    if (other.getType() != value.getType() || !other.hasOneUse())
      return false;
    if (auto observe = other.getDefiningOp<qnn::ObserveOp>()) {
      if (!observe.getMin() || !observe.getInput().hasOneUse())
        return false;
      group.observers.push_back(observe);
      other = observe.getInput();
    }
    group.values.push_back(other);
    value = other;
  }
  return group.constants.empty(); // an argument, or a result of an op in float
}

static std::optional<ChannelGroup> findGroup(Value value) {
  auto tensor = dyn_cast<RankedTensorType>(value.getType());
  qnn::ObserveOp observe = tensor && tensor.getRank() > 0 ? getObserver(value) : qnn::ObserveOp();
  if (!observe)
    return std::nullopt;
  ChannelGroup group;
  group.value = value;
  for (OpOperand &use : observe.getOutput().getUses()) {
    auto reader = dyn_cast<qnn::LinearOp>(use.getOwner());
    auto op = reader ? cast<qnn::ContractionOpInterface>(reader.getOperation()) : qnn::ContractionOpInterface();
    if (!op || use.getOperandNumber() != op.getActivationOperand().getOperandNumber() || !isQuantizable(op) ||
        !getConstant(op.getWeightOperand().get()) || !qnn::isFloat(op.getWeightOperand().get()))
      return std::nullopt;
    group.readers.push_back(op);
  }
  if (group.readers.empty())
    return std::nullopt;
  group.values.push_back(value);
  group.observers.push_back(observe);
  return findMakers(group) ? std::optional<ChannelGroup>(group) : std::nullopt;
}

std::vector<ChannelGroup> quantize::findChannelGroups(func::FuncOp function) {
  std::vector<ChannelGroup> groups;
  auto add = [&](Value value) {
    if (std::optional<ChannelGroup> group = findGroup(value))
      groups.push_back(std::move(*group));
  };
  llvm::for_each(function.getArguments(), add);
  for (Operation &op : function.getOps())
    if (!isa<qnn::ObserveOp>(op))
      llvm::for_each(op.getResults(), add);
  return groups;
}

void quantize::moveFactors(const ChannelGroup &group, ArrayRef<float> factors) {
  int64_t channels = factors.size();
  auto divide = [&](int64_t i) { return 1 / factors[i % channels]; };
  for (OpOperand *constant : group.constants)
    constant->set(createScaled(constant->getOwner(), constant->get(), divide));
  for (qnn::ContractionOpInterface reader : group.readers)
    reader.getWeightOperand().set(
        createScaled(reader, reader.getWeightOperand().get(), [&](int64_t i) { return factors[i % channels]; }));
  if (!group.constants.empty())
    return;
  qnn::ObserveOp observe = group.observers.front();
  OpBuilder builder(observe);
  SmallVector<float> inverses;
  for (int64_t i = 0; i < channels; ++i)
    inverses.push_back(divide(i));
  auto type = RankedTensorType::get({channels}, builder.getF32Type());
  ArrayRef<char> bytes(reinterpret_cast<const char *>(inverses.data()), inverses.size() * sizeof(float));
  auto constant = qnn::ConstantOp::create(builder, observe.getLoc(), type, qnn::makeElementsAttr(type, bytes));
  auto product = qnn::MulOp::create(builder, observe.getLoc(), TypeRange{group.value.getType()},
                                    ValueRange{group.value, constant.getOutput()});
  setFloatReason(product, "it multiplies what has not been rounded yet");
  if (StringRef id = qnn::getId(group.value); !id.empty())
    qnn::setId(product.getOutput(), id);
  observe.getInputMutable().assign(product.getOutput());
}
