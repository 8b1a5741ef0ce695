//===- RecordOutputs.cpp - Float outputs of contractions ------------------===//
//
// Tested by test/Quantize/fit-outputs.test.
//
// Taken of the float network itself, before anything is changed, at the positions that rounding looks at later.
//
//===----------------------------------------------------------------------===//

#include "LayerInputs.h"
#include "Layers.h"
#include "Samples.h"
#include "quantc/Quantize/Passes.h"

namespace quantc {
#define GEN_PASS_DEF_RECORDOUTPUTSPASS
#include "quantc/Quantize/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;
using namespace quantc::quantize;

namespace {
/// A value of the float network, at some positions of all samples in one line.
struct Record {
  Operation *op; ///< the contraction that bears it
  StringRef attribute;
  int64_t channels, perSample;
  std::vector<int64_t> positions;
  std::vector<float> rows; ///< [positions, channels]

  Record(Operation *op, StringRef attribute, Value value, size_t samples);
  void copy(size_t sample, ArrayRef<float> values);
  void attach() const;
};
} // namespace

Record::Record(Operation *op, StringRef attribute, Value value, size_t samples) : op(op), attribute(attribute) {
  auto tensor = cast<RankedTensorType>(value.getType());
  channels = tensor.getShape().back();
  perSample = tensor.getNumElements() / channels;
  positions = choosePositions(perSample * int64_t(samples), kMaxPositions, qnn::getId(op->getResult(0)));
  rows.resize(positions.size() * channels);
}

void Record::copy(size_t sample, ArrayRef<float> values) {
  int64_t first = int64_t(sample) * perSample;
  for (auto at = llvm::lower_bound(positions, first); at != positions.end() && *at < first + perSample; ++at)
    std::copy_n(values.begin() + (*at - first) * channels, channels,
                rows.begin() + (at - positions.begin()) * channels);
}

void Record::attach() const {
  auto type = RankedTensorType::get({int64_t(positions.size()), channels}, Float32Type::get(op->getContext()));
  ArrayRef<char> bytes(reinterpret_cast<const char *>(rows.data()), rows.size() * sizeof(float));
  op->setAttr(attribute, qnn::makeElementsAttr(type, bytes));
}

/// Returns what is added to the value of `op` and to nothing else of it, or null.
static Value getResidual(Operation *op) {
  Value value = op->getResult(0);
  while (value.hasOneUse() && isa<qnn::ObserveOp>(*value.user_begin()))
    value = value.user_begin()->getResult(0);
  auto add = value.hasOneUse() ? dyn_cast<qnn::AddOp>(*value.user_begin()) : qnn::AddOp();
  if (!add)
    return {};
  Value other = add.getOperand(0) == value ? add.getOperand(1) : add.getOperand(0);
  return other.getType() == value.getType() && !getConstant(other) ? other : Value();
}

namespace {
struct RecordOutputs : public quantc::impl::RecordOutputsPassBase<RecordOutputs> {
  using RecordOutputsPassBase::RecordOutputsPassBase;

  void runOnOperation() override {
    func::FuncOp function = getOperation();
    SmallVector<Operation *> ops = getFloatContractions(function);
    llvm::erase_if(ops, [](Operation *op) {
      auto weight = cast<qnn::ContractionOpInterface>(op).getWeightOperand().get().getType();
      auto tensor = cast<RankedTensorType>(weight);
      return tensor.getNumElements() / tensor.getDimSize(0) > kMaxTaps;
    });
    if (ops.empty())
      return;
    FailureOr<Samples> samples = loadSamples(calibration, function, "weights are not fitted to float outputs");
    if (failed(samples))
      return signalPassFailure();
    if (samples->empty())
      return;

    std::vector<Record> records;
    llvm::DenseMap<Value, SmallVector<size_t, 2>> indices; // a value can be the residual of several layers
    auto record = [&](Operation *op, StringRef attribute, Value value) {
      indices[value].push_back(records.size());
      records.emplace_back(op, attribute, value, samples->size());
    };
    for (Operation *op : ops) {
      record(op, kFloatOutputAttr, op->getResult(0));
      if (Value residual = getResidual(op))
        record(op, kFloatResidualAttr, stripObservers(residual));
    }
    // Arguments are no values that an op gives: they are not told.
    auto tell = [&](size_t sample, Value value, const HostTensor &tensor) {
      if (auto found = indices.find(value); found != indices.end())
        for (size_t index : found->second)
          records[index].copy(sample, tensor.values<float>());
    };
    if (failed(evaluateSamples(function, *samples, tell)))
      return signalPassFailure();
    for (auto [sample, inputs] : llvm::enumerate(*samples))
      for (BlockArgument argument : function.getArguments())
        tell(sample, argument, inputs[argument.getArgNumber()]);
    for (const Record &one : records)
      one.attach();
  }
};
} // namespace
