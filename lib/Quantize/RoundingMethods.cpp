//===- RoundingMethods.cpp - How a layer's weights are rounded ------------===//
//
// Tested by test/Quantize/round-weights.test, gptq.test and store-weights-samples.test.
//
//===----------------------------------------------------------------------===//

#include "RoundingMethods.h"
#include "CoordinateDescent.h"
#include "FitOutputs.h"
#include "Gptq.h"
#include "SearchScales.h"
#include "quantc/Support/Parallel.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::quantize;

LogicalResult RoundingMethods::setFeedback(StringRef gptq, Operation *op) {
  if (gptq == "falling")
    feedback = TapOrder::Falling;
  else if (gptq == "natural")
    feedback = TapOrder::Natural;
  else if (!gptq.empty())
    return op->emitError("gptq is '") << gptq << "', expected falling or natural";
  return success();
}

static void roundRows(WeightRows &rows, const TapSamples &samples, const std::vector<float> &outputs,
                      const RoundingMethods &methods, const ForEach &forEach) {
  bool descends = methods.descends && rows.isPlain();
  if (rows.taps > kMaxTaps) {
    if (descends)
      descendOnSamples(rows, samples, forEach);
    return;
  }
  TapCovariance covariance = computeCovariance(samples, forEach, methods.takesMeans);
  if (!outputs.empty()) {
    fitOutputs(rows, samples, outputs, covariance, forEach);
    rows.roundToNearest(0, rows.rows);
  }
  if (methods.searchesScales)
    searchScales(rows, covariance, forEach);
  if (methods.feedback) {
    covariance.setRidge(methods.damping);
    feedErrorsForward(rows, covariance, *methods.feedback, forEach);
    covariance.setRidge(kRidge);
  }
  if (descends)
    descend(rows, covariance, forEach);
}

void quantize::roundLayer(MLIRContext *context, const WeightRows &weights, const LayerInputs &inputs,
                          ArrayRef<int64_t> positions, const std::vector<float> &outputs,
                          const RoundingMethods &methods) {
  ForEach sideBySide = [&](int64_t count, const std::function<void(int64_t)> &body) {
    (void)forEachInParallel(context, count, [&](size_t index) {
      body(index);
      return success();
    });
  };
  ForEach oneByOne = [](int64_t count, const std::function<void(int64_t)> &body) {
    for (int64_t index = 0; index < count; ++index)
      body(index);
  };
  int64_t groups = inputs.getNumGroups(), count = positions.size();
  // The groups run side by side, or what a group does.
  const ForEach &outer = groups > 1 ? sideBySide : oneByOne, &inner = groups > 1 ? oneByOne : sideBySide;
  outer(groups, [&](int64_t group) {
    TapSamples samples = inputs.gather(group, positions);
    WeightRows rows = weights;
    rows.rows = weights.rows / groups;
    int64_t first = group * rows.rows, scales = first * rows.getNumGroups();
    rows.weights += first * rows.taps;
    rows.stored += first * rows.taps;
    rows.scales += scales;
    rows.minScales += scales;
    if (rows.zeroPoints)
      rows.zeroPoints += scales;
    // One scale for several groups would tie them together.
    if (groups > 1 && rows.refit == Refit::OneForAll)
      rows.refit = Refit::None;
    std::vector<float> wanted;
    if (!outputs.empty())
      wanted.assign(outputs.begin() + first * count, outputs.begin() + (first + rows.rows) * count);
    roundRows(rows, samples, wanted, methods, inner);
  });
}
