//===- Evaluate.cpp - Run a function of qnn ops ---------------------------===//
//
// Tested by test/Reference/structure-ops.mlir and invalid.mlir.
//
//===----------------------------------------------------------------------===//

#include "Evaluators.h"

#include "llvm/ADT/DenseMap.h"

#include <cmath>

using namespace mlir;
using namespace quantc;
using namespace quantc::reference;
using llvm::Error;
using llvm::Expected;

using Results = std::vector<HostTensor>;

/// Calls the evaluator of an op that has one result.
static Result dispatch(Operation *op, Operands operands) {
  auto found = [&](auto concrete) -> Result { return evaluate(concrete, operands); };
  return llvm::TypeSwitch<Operation *, Result>(op)
      .Case<qnn::Conv2DOp, qnn::ConvTranspose2DOp, qnn::LinearOp, qnn::MatMulOp>(found)
      .Case<qnn::QuantizeOp, qnn::DequantizeOp, qnn::RequantizeOp, qnn::ObserveOp, qnn::CastOp>(found)
      .Case<qnn::SubtractZeroPointOp, qnn::DynamicDequantizeOp>(found)
      .Case<qnn::UnaryOpInterface, qnn::PReluOp>(found)
      .Case<qnn::AddOp, qnn::SubOp, qnn::MulOp, qnn::DivOp, qnn::PowOp, qnn::MinOp, qnn::MaxOp>(found)
      .Case<qnn::SoftmaxOp, qnn::LogSoftmaxOp, qnn::LrnOp, qnn::ArgMaxOp>(found)
      .Case<qnn::TopKIndicesOp, qnn::TopKValuesOp>(found)
      .Case<qnn::MaxPool2DOp, qnn::AvgPool2DOp, qnn::ReduceOp>(found)
      .Case<qnn::ReshapeOp, qnn::TransposeOp, qnn::BroadcastOp, qnn::SliceOp, qnn::PadOp, qnn::ConcatOp>(found)
      .Case<qnn::GatherOp, qnn::ResizeOp>(found)
      .Case([](qnn::ConstantOp constant) {
        ElementKind kind = getElementKind(constant.getOutput().getType());
        return toHostTensor(constant.getValue(), kind == ElementKind::U8 || kind == ElementKind::U16);
      })
      .Default([](Operation *) { return badInput("has no reference evaluation"); });
}

/// Makes every NaN the canonical one, 0x7fc00000 (N9).
static void canonicalize(HostTensor &tensor) {
  if (tensor.kind != ElementKind::F32)
    return;
  for (float &value : tensor.values<float>())
    if (value != value)
      value = std::nanf("");
}

namespace {
/// The values that are still needed of one block.
class Frame {
public:
  explicit Frame(ValueCallback onValue) : onValue(onValue) {}

  void set(Value value, HostTensor tensor) { define(value, {std::move(tensor), nullptr}); }
  /// The tensor outlives the frame.
  void borrow(Value value, const HostTensor &tensor) { define(value, {HostTensor(), &tensor}); }

  /// Runs the ops up to the terminator. @returns the values that it passes on.
  Expected<Results> run(Block &block);

private:
  struct Entry {
    HostTensor own;
    const HostTensor *borrowed;
    int64_t uses = 0;
    const HostTensor &get() const { return borrowed ? *borrowed : own; }
  };

  void define(Value value, Entry entry) {
    entry.uses = std::distance(value.use_begin(), value.use_end());
    if (entry.uses)
      entries.insert_or_assign(value, std::move(entry));
  }
  void release(Operation *op);
  std::optional<HostTensor> passOn(Operation *op);
  Expected<Results> evaluate(Operation *op);

  ValueCallback onValue;
  llvm::DenseMap<Value, Entry> entries;
};
} // namespace

void Frame::release(Operation *op) {
  for (Value operand : op->getOperands())
    if (--entries.find(operand)->second.uses == 0)
      entries.erase(operand);
}

static Expected<Results> runFused(qnn::FusedOp fused, Operands operands, ValueCallback onValue) {
  Frame frame(onValue);
  for (auto [argument, operand] : llvm::zip(fused.getBody().getArguments(), operands))
    frame.borrow(argument, *operand);
  return frame.run(fused.getBody().front());
}

/// Returns the input's own tensor as the result of an op that changes no element, if nobody else reads it.
std::optional<HostTensor> Frame::passOn(Operation *op) {
  if (!isa<qnn::ObserveOp, qnn::ReshapeOp>(op))
    return std::nullopt;
  Entry &entry = entries.find(op->getOperand(0))->second;
  if (entry.borrowed || entry.uses != 1)
    return std::nullopt;
  auto shape = cast<RankedTensorType>(op->getResult(0).getType()).getShape();
  entry.own.shape.assign(shape.begin(), shape.end());
  return std::move(entry.own);
}

Expected<Results> Frame::evaluate(Operation *op) {
  if (std::optional<HostTensor> tensor = passOn(op)) {
    Results results;
    results.push_back(std::move(*tensor));
    return results;
  }
  SmallVector<const HostTensor *> operands;
  for (Value operand : op->getOperands())
    operands.push_back(&entries.find(operand)->second.get());
  auto fused = dyn_cast<qnn::FusedOp>(op);
  if (!fused)
    return evaluateOp(op, operands);
  return runFused(fused, operands, onValue);
}

Expected<Results> Frame::run(Block &block) {
  for (Operation &op : block.without_terminator()) {
    Expected<Results> results = evaluate(&op);
    if (!results)
      return results.takeError();
    release(&op);
    for (auto [value, tensor] : llvm::zip(op.getResults(), *results)) {
      if (onValue)
        onValue(value, tensor);
      set(value, std::move(tensor));
    }
  }
  Results results;
  for (Value value : block.getTerminator()->getOperands())
    results.push_back(entries.find(value)->second.get());
  return results;
}

/// Returns why a tensor can not stand for a value, or success.
static Error checkTensor(const Twine &what, const HostTensor &tensor, Type type) {
  auto describe = [](ElementKind kind, ArrayRef<int64_t> shape) {
    std::string text = getElementName(kind).str() + " [";
    for (auto [index, size] : llvm::enumerate(shape))
      text += (index ? ", " : "") + std::to_string(size);
    return text + "]";
  };
  auto shape = cast<RankedTensorType>(type).getShape();
  if (tensor.kind == getElementKind(type) && ArrayRef<int64_t>(tensor.shape) == shape)
    return Error::success();
  return badInput(what + " is " + describe(tensor.kind, tensor.shape) + ", expected " +
                  describe(getElementKind(type), shape));
}

Expected<Results> reference::evaluate(func::FuncOp function, ArrayRef<HostTensor> inputs, ValueCallback onValue) {
  if (!llvm::hasSingleElement(function.getBody()))
    return badInput("'" + function.getName() + "' has several blocks or none");
  if (inputs.size() != function.getNumArguments())
    return badInput("'" + function.getName() + "' takes " + Twine(function.getNumArguments()) + " inputs, got " +
                    Twine(inputs.size()));
  Frame frame(onValue);
  for (auto [index, argument] : llvm::enumerate(function.getArguments())) {
    if (Error error = checkTensor("input " + Twine(index), inputs[index], argument.getType()))
      return error;
    frame.borrow(argument, inputs[index]);
  }
  Expected<Results> results = frame.run(function.getBody().front());
  if (results)
    for (HostTensor &tensor : *results)
      canonicalize(tensor);
  return results;
}

Expected<Results> reference::evaluateOp(Operation *op, ArrayRef<const HostTensor *> operands) {
  if (auto fused = dyn_cast<qnn::FusedOp>(op))
    return runFused(fused, operands, {});
  if (auto recurrent = dyn_cast<qnn::RecurrentOpInterface>(op))
    return evaluateRecurrent(recurrent, operands);
  if (auto quantize = dyn_cast<qnn::DynamicQuantizeOp>(op))
    return evaluateAll(quantize, operands);
  Result result = dispatch(op, operands);
  if (!result) {
    StringRef id = op->getNumResults() ? qnn::getId(op->getResult(0)) : "";
    return badInput("'" + op->getName().getStringRef() + "'" + (id.empty() ? "" : " " + id.str()) + ": " +
                    llvm::toString(result.takeError()));
  }
  Results results;
  results.push_back(std::move(*result));
  return results;
}
