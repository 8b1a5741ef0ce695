//===- CorrectBias.cpp - Move biases by the mean error --------------------===//
//
// Tested by test/Quantize/correct-bias.test.
//
// An accumulator is linear in its bias: it is corrected where it lies.
//
//===----------------------------------------------------------------------===//

#include "LayerSweep.h"
#include "Layers.h"
#include "mlir/IR/Threading.h"
#include "quantc/Dialect/Qk/Analysis/Bounds.h"
#include "quantc/Quantize/Passes.h"

#include <cmath>

namespace quantc {
#define GEN_PASS_DEF_CORRECTBIASPASS
#include "quantc/Quantize/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;
using namespace quantc::quantize;

/// Corrects the bias of `op` and, likewise, its accumulators of all samples.
static void correct(qnn::ContractionOpInterface op, std::vector<HostTensor> &accumulators) {
  ArrayRef<double> floatMean = op->getAttrOfType<DenseF64ArrayAttr>(kFloatMeanAttr).asArrayRef();
  auto tensor = cast<RankedTensorType>(op->getResult(0).getType());
  std::vector<double> sums(floatMean.size());
  for (const HostTensor &accumulator : accumulators)
    for (auto [sum, value] : llvm::zip_equal(sums, sumChannels(accumulator)))
      sum += value;

  int64_t channels = floatMean.size();
  int64_t perSample = tensor.getNumElements() / channels;
  double count = double(perSample) * double(accumulators.size());
  SmallVector<double> scales = qnn::getScales(qnn::getQuantizedType(tensor));
  SmallVector<int32_t> bias = getStoredBias(op), delta(channels, 0);
  SmallVector<qk::Interval> bounds = *qk::computeAccumulatorBounds(op); // it was folded because there are some
  constexpr double kMax = std::numeric_limits<int32_t>::max();
  for (int64_t channel = 0; channel < channels; ++channel) {
    double scale = scales[scales.size() == 1 ? 0 : channel];
    double corrected = bias[channel] + std::nearbyint(floatMean[channel] / scale - sums[channel] / count);
    if (!std::isfinite(corrected)) // the float network gave an infinity or NaN
      continue;
    auto narrow = int32_t(std::clamp(corrected, -kMax, kMax));
    int64_t change = narrow - int64_t(bias[channel]);
    if (!qk::fitsInt32(qk::Interval{bounds[channel].low + change, bounds[channel].high + change}))
      continue; // the sum of the products leaves no room
    delta[channel] = int32_t(change);
    bias[channel] = narrow;
  }
  if (llvm::all_of(delta, [](int32_t value) { return value == 0; }))
    return;

  parallelFor(op->getContext(), 0, accumulators.size(), [&](size_t sample) {
    MutableArrayRef<int32_t> all = accumulators[sample].values<int32_t>();
    for (size_t i = 0; i < all.size(); ++i)
      all[i] += delta[i % channels];
  });
  replaceBias(op, bias);
}

namespace {
struct CorrectBias : public quantc::impl::CorrectBiasPassBase<CorrectBias> {
  using CorrectBiasPassBase::CorrectBiasPassBase;

  void runOnOperation() override {
    func::FuncOp function = getOperation();
    if (failed(correct(function)))
      return signalPassFailure();
    function.walk([](Operation *op) { op->removeAttr(kFloatMeanAttr); });
  }

  LogicalResult correct(func::FuncOp function) {
    bool hasMeans = function
                        .walk([](Operation *op) {
                          return op->hasAttr(kFloatMeanAttr) ? WalkResult::interrupt() : WalkResult::advance();
                        })
                        .wasInterrupted();
    if (!hasMeans)
      return success();
    FailureOr<Samples> samples = loadSamples(calibration, function, "biases are not corrected");
    if (failed(samples))
      return failure();
    if (samples->empty())
      return success();
    LayerSweep sweep(function, std::move(*samples), maxBytes, "biases are corrected");
    return sweep.run(
        kFloatMeanAttr, [](qnn::ContractionOpInterface) {},
        [&](qnn::ContractionOpInterface op) { ::correct(op, sweep.getValues(op->getResult(0))); });
  }
};
} // namespace
