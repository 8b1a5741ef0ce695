//===- Samples.cpp - The network on its calibration samples ---------------===//
//
// Tested by test/Quantize/correct-bias.test and calibration-invalid.test.
//
//===----------------------------------------------------------------------===//

#include "Samples.h"
#include "quantc/Dialect/Qnn/IR/Qnn.h"
#include "quantc/Reference/Reference.h"
#include "quantc/Support/Parallel.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::quantize;

FailureOr<std::unique_ptr<Calibration>> quantize::loadCalibration(StringRef path, func::FuncOp function,
                                                                  StringRef consequence) {
  if (path.empty()) {
    function.emitRemark("has no calibration file: ") << consequence;
    return std::unique_ptr<Calibration>();
  }
  llvm::Expected<Calibration> calibration = Calibration::load(path);
  if (!calibration)
    return LogicalResult(function.emitError(llvm::toString(calibration.takeError())));
  auto module = function->getParentOfType<ModuleOp>();
  auto hash = module ? module->getAttrOfType<StringAttr>("qnn.model_hash") : StringAttr();
  if (hash && hash.getValue() != calibration->getModelHash())
    return LogicalResult(function.emitError("calibration file '")
                         << path << "' is of model " << calibration->getModelHash() << ", this is model "
                         << hash.getValue());
  if (calibration->getInputs().size() != function.getNumArguments())
    return LogicalResult(function.emitError("calibration file '")
                         << path << "' has " << calibration->getInputs().size() << " inputs, the network "
                         << function.getNumArguments());
  return std::make_unique<Calibration>(std::move(*calibration));
}

/// Joins input `index` of `count` samples from `first` on, around the end, into a tensor of the argument's type.
static FailureOr<HostTensor> joinSamples(ArrayRef<const CalibrationSample *> samples, size_t first, int64_t count,
                                         unsigned index, BlockArgument argument) {
  auto tensor = cast<RankedTensorType>(argument.getType());
  HostTensor joined;
  joined.kind = reference::getElementKind(tensor);
  joined.shape.assign(tensor.getShape().begin(), tensor.getShape().end());
  for (int64_t i = 0; i < count; ++i) {
    const HostTensor &sample = samples[(first + i) % samples.size()]->inputs[index];
    if (sample.kind != joined.kind)
      return failure();
    joined.bytes.insert(joined.bytes.end(), sample.bytes.begin(), sample.bytes.end());
  }
  if (int64_t(joined.bytes.size()) != tensor.getNumElements() * quantc::getElementSize(joined.kind))
    return failure();
  return joined;
}

FailureOr<Samples> quantize::getSamples(const Calibration &calibration, func::FuncOp function, StringRef consequence) {
  std::vector<const CalibrationSample *> kept = calibration.getSamples();
  if (kept.empty() || function.getNumArguments() == 0) {
    function.emitRemark("has no calibration samples: ") << consequence;
    return Samples();
  }
  // How many samples one run takes shows in any input.
  auto type = cast<RankedTensorType>(function.getArgument(0).getType());
  int64_t batch =
      std::max<int64_t>(1, type.getNumElements() / std::max<int64_t>(1, kept.front()->inputs.front().getNumElements()));
  Samples samples;
  for (size_t first = 0; first < kept.size(); first += batch) {
    std::vector<HostTensor> &inputs = samples.emplace_back();
    for (BlockArgument argument : function.getArguments()) {
      unsigned index = argument.getArgNumber();
      FailureOr<HostTensor> joined = joinSamples(kept, first, batch, index, argument);
      if (failed(joined))
        return LogicalResult(function.emitError("calibration samples of input '")
                             << calibration.getInputs()[index].name << "' do not fit " << argument.getType());
      inputs.push_back(std::move(*joined));
    }
  }
  return samples;
}

FailureOr<Samples> quantize::loadSamples(StringRef path, func::FuncOp function, StringRef consequence) {
  FailureOr<std::unique_ptr<Calibration>> data = loadCalibration(path, function, consequence);
  if (failed(data))
    return failure();
  return *data ? getSamples(**data, function, consequence) : Samples();
}

LogicalResult
quantize::evaluateSamples(func::FuncOp function, const Samples &samples,
                          function_ref<void(size_t sample, Value value, const HostTensor &tensor)> onValue,
                          Samples *outputs) {
  if (outputs)
    outputs->resize(samples.size());
  return forEachInParallel(function.getContext(), samples.size(), [&](size_t sample) {
    auto evaluated = reference::evaluate(
        function, samples[sample], [&](Value value, const HostTensor &tensor) { onValue(sample, value, tensor); });
    if (!evaluated)
      return LogicalResult(function.emitError("sample ") << sample << ": " << llvm::toString(evaluated.takeError()));
    if (outputs)
      (*outputs)[sample] = std::move(*evaluated);
    return success();
  });
}

std::vector<double> quantize::sumChannels(const HostTensor &tensor) {
  int64_t channels = tensor.shape.empty() ? 1 : tensor.shape.back();
  std::vector<double> sums(channels);
  auto sum = [&](auto values) {
    for (size_t first = 0; first < values.size(); first += channels)
      for (int64_t channel = 0; channel < channels; ++channel)
        sums[channel] += double(values[first + channel]);
  };
  if (tensor.kind == ElementKind::F32)
    sum(tensor.values<float>());
  else
    sum(tensor.values<int32_t>());
  return sums;
}
