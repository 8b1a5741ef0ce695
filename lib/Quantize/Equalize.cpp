//===- Equalize.cpp - Channels that use their tensor's range --------------===//
//
// Tested by test/Quantize/equalize.test and equalize-pairs.test.
//
// Step 5 of the recipe. How far channels are brought together is measured: ranges are taken of one half of the samples,
// errors of the other; with the same samples for both, the largest value of each channel would be fitted to itself.
//
//===----------------------------------------------------------------------===//

#include "EqualizePairs.h"
#include "quantc/Quantize/Passes.h"

namespace quantc {
#define GEN_PASS_DEF_EQUALIZEPASS
#include "quantc/Quantize/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;
using namespace quantc::quantize;

namespace {
struct Equalize : public quantc::impl::EqualizePassBase<Equalize> {
  using EqualizePassBase::EqualizePassBase;

  void runOnOperation() override {
    func::FuncOp function = getOperation();
    SmallVector<ChannelPair> pairs = findChannelPairs(function, functions);
    if (pairs.empty())
      return;
    FailureOr<Samples> samples = loadSamples(calibration, function, "channels are not equalized");
    if (failed(samples))
      return signalPassFailure();
    if (samples->size() < 2)
      return;
    auto choose = [&](size_t pair, const PairStatistics &statistics, const ReaderWeights &weights) {
      bool hasFirst = *llvm::max_element(statistics.greatestOfFirst) > 0;
      int eighths = hasFirst ? chooseExponent(pairs[pair], statistics, weights) : 0;
      return eighths == 0 ? std::vector<float>() : getFactors(statistics.greatest, eighths);
    };
    if (failed(equalizePairs(function, pairs, *samples, kEqualizeName, choose)))
      signalPassFailure();
  }
};
} // namespace
