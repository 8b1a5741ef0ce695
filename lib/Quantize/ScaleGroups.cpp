//===- ScaleGroups.cpp - Values that share one quantized type -------------===//
//
// Tested by test/Quantize/insert-casts.mlir, scale-groups.mlir, share-averages.mlir and types.test.
//
//===----------------------------------------------------------------------===//

#include "ScaleGroups.h"
#include "Layers.h"
#include "Scales.h"
#include "UsedBits.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/StringMap.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::quantize;

/// The per-tensor type with at most 16 bits that the network brings for `value`, or null.
static quant::UniformQuantizedType getGivenType(Value value) {
  auto dequantize = value.getDefiningOp<qnn::DequantizeOp>();
  if (!dequantize || qnn::isAccumulator(qnn::getQuantizedType(dequantize.getInput())))
    return {};
  return dyn_cast<quant::UniformQuantizedType>(qnn::getQuantizedType(dequantize.getInput()));
}

/// The first observer of `value` that has a range, or null.
static qnn::ObserveOp getRange(Value value) {
  qnn::ObserveOp first;
  for (Operation *user : value.getUsers())
    if (auto observe = dyn_cast<qnn::ObserveOp>(user); observe && observe.getMin())
      if (!first || observe->isBeforeInBlock(first))
        first = observe;
  return first;
}

/// The readers of `value`, past its observers.
static SmallVector<Operation *> getReaders(Value value) {
  SmallVector<Operation *> readers;
  for (Operation *user : value.getUsers())
    if (auto observe = dyn_cast<qnn::ObserveOp>(user))
      llvm::append_range(readers, getReaders(observe.getOutput()));
    else
      readers.push_back(user);
  return readers;
}

/// Whether `op` averages, and its result shall have its operand's type: a linear resize always.
static bool isSharing(Operation *op, const ScaleGroups::Sharing &sharing) {
  if (isa<qnn::ResizeOp>(op))
    return true;
  auto reduce = dyn_cast<qnn::ReduceOp>(op);
  return isa<qnn::AvgPool2DOp>(op) ? sharing.pools
                                   : sharing.means && reduce && reduce.getKind() == qnn::ReduceKind::Mean;
}

ScaleGroups::ScaleGroups(func::FuncOp function, Sharing sharing) {
  auto add = [&](Value value) {
    if (!qnn::isFloat(value) || getConstant(value) || value.getDefiningOp<qnn::ObserveOp>())
      return;
    order.push_back(value);
    classes.insert(value.getAsOpaquePointer());
  };
  llvm::for_each(function.getArguments(), add);
  function.walk([&](Operation *op) { llvm::for_each(op->getResults(), add); });

  joinShared();
  function.walk([&](Operation *op) {
    if (!isQuantizable(op))
      return;
    if (auto concat = dyn_cast<qnn::ConcatOp>(op))
      joinConcat(concat);
    else if (passesStoredValues(op) || isSharing(op, sharing))
      joinShapeOp(op);
  });

  llvm::MapVector<void *, SmallVector<Value>> groups;
  for (Value value : order)
    groups[classes.getLeaderValue(value.getAsOpaquePointer())].push_back(value);
  for (auto &[leader, members] : groups)
    chooseType(members);
}

/// Values whose `share` is one word have one type.
void ScaleGroups::joinShared() {
  llvm::StringMap<Value> first;
  for (Value value : order)
    if (std::string word = qnn::getConfig(value).activations.share; !word.empty())
      classes.unionSets(first.try_emplace(word, value).first->second.getAsOpaquePointer(), value.getAsOpaquePointer());
}

void ScaleGroups::joinShapeOp(Operation *op) {
  Value input = stripObservers(op->getOperand(0)), output = op->getResult(0);
  if (qnn::isFloat(input) && qnn::isFloat(output) && !getConstant(input))
    classes.unionSets(input.getAsOpaquePointer(), output.getAsOpaquePointer());
}

/// An operand that only the concat reads shares its type: a rounding of its own would be lost anyway.
void ScaleGroups::joinConcat(qnn::ConcatOp concat) {
  for (Value operand : concat.getInputs()) {
    Value value = stripObservers(operand);
    bool single = true;
    while (single && (single = getReaders(value).size() == 1 && !getGivenType(value) && value.getDefiningOp())) {
      Operation *producer = value.getDefiningOp();
      single = isQuantizable(producer) && !isa<qnn::FixedOutputRangeOpInterface>(producer);
      if (!single || !passesStoredValues(producer))
        break;
      value = stripObservers(producer->getOperand(0));
    }
    if (single && qnn::isFloat(operand))
      classes.unionSets(stripObservers(operand).getAsOpaquePointer(), concat.getOutput().getAsOpaquePointer());
  }
}

/// Widens a range by what the padding of convolutions that read one of `members` reads as.
static void includePadding(ArrayRef<Value> members, double &min, double &max) {
  for (Value value : members)
    for (Operation *reader : getReaders(value))
      if (auto conv = dyn_cast<qnn::Conv2DOp>(reader); conv && isQuantizable(conv))
        for (float padding : conv.getPadValues().value_or(ArrayRef<float>()))
          min = std::min<double>(min, padding), max = std::max<double>(max, padding);
}

void ScaleGroups::chooseType(ArrayRef<Value> members) {
  auto computesOnIntegers = [](Operation *op) { return op && isQuantizable(op) && !passesStoredValues(op); };
  bool isActive = llvm::any_of(members, [&](Value value) {
    return computesOnIntegers(value.getDefiningOp()) || llvm::any_of(getReaders(value), computesOnIntegers);
  });
  if (!isActive)
    return;

  auto choose = [&](quant::UniformQuantizedType type) {
    types[classes.getLeaderValue(members.front().getAsOpaquePointer())] = type;
  };
  for (Value value : members)
    if (quant::UniformQuantizedType type = getGivenType(value))
      return choose(type);
  // Of 16 bits as many as the accumulators of the readers have room for.
  auto chooseFitting = [&](const qnn::QuantSpec &spec, function_ref<quant::UniformQuantizedType(unsigned)> make) {
    if (qnn::getStoredBits(spec.kind) == 8)
      return make(0);
    SmallVector<Operation *> readers;
    for (Value value : members)
      llvm::append_range(readers, getReaders(value));
    return make(chooseUsedBits(readers, make));
  };
  for (Value value : members)
    if (auto fixed = dyn_cast_or_null<qnn::FixedOutputRangeOpInterface>(value.getDefiningOp());
        fixed && isQuantizable(fixed)) {
      qnn::QuantSpec spec = qnn::getConfig(value).activations;
      if (chooseFixedType(fixed, spec))
        return choose(chooseFitting(spec, [&](unsigned bits) { return chooseFixedType(fixed, spec, bits); }));
    }

  // Of values that share by the recipe it is the last one's; the last concat holds all that is joined into it; else the
  // first value is what the others move. The configuration is that of the value whose range it is.
  qnn::ObserveOp range;
  Value chosen;
  for (Value value : members) {
    qnn::ObserveOp candidate = getRange(value);
    bool isShared = !qnn::getConfig(value).activations.share.empty();
    if (candidate && (!range || isShared || value.getDefiningOp<qnn::ConcatOp>()))
      range = candidate, chosen = value;
  }
  if (!range)
    return;
  qnn::QuantSpec spec = qnn::getConfig(chosen).activations;
  double min = range.getMin()->convertToDouble(), max = range.getMax()->convertToDouble();
  includePadding(members, min, max);
  choose(chooseFitting(spec,
                       [&](unsigned bits) { return chooseActivationType(chosen.getContext(), min, max, spec, bits); }));
}

quant::UniformQuantizedType ScaleGroups::getType(Value value) const {
  auto member = classes.findLeader(value.getAsOpaquePointer());
  return member == classes.member_end() ? quant::UniformQuantizedType() : types.lookup(*member);
}
