//===- ChooseLayers.h - The fewest layers for a bound ------------*- C++ -*-===//
//
// Tested by test/Pipeline/sensitivity.test.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_LIB_PIPELINE_CHOOSELAYERS_H
#define QUANTC_LIB_PIPELINE_CHOOSELAYERS_H

#include "quantc/Quantize/LayerNoise.h"
#include "llvm/Support/Error.h"

#include <optional>

namespace quantc {

/// A quantized network on the samples of a bound.
struct LayerTrial {
  double decibel = 0; ///< signal to noise against float, of the worst output; as in Session.h
  double top1 = 0;    ///< percent of the samples whose largest output is their label; of no labels 0
  double clocks = 0;  ///< estimated, of one run
};

/// What a network must keep.
struct AccuracyBound {
  std::optional<double> sqnr; ///< dB at least
  std::optional<double> drop; ///< percentage points of top-1 at most
  double floatTop1 = 0;       ///< percent

  bool isMet(const LayerTrial &trial) const;
  /// "--min-sqnr=30".
  std::string getText() const;
  /// "31.24 dB", or of labels "92.10 % top-1 (float 93.00 %)".
  std::string describe(const LayerTrial &trial) const;
};

/// A layer that is not left at 8 bits.
struct KeptLayer {
  size_t layer; ///< its number
  bool isFloat; ///< else what it reads has 16 bits
};

struct LayerChoice {
  std::vector<KeptLayer> kept; ///< by number
  LayerTrial before, after;    ///< with no layer kept, and with these
  AccuracyBound bound;
  int64_t samples = 0; ///< that both were measured on
};

/// Quantizes the network with these layers kept, and measures it.
using TryLayers = llvm::function_ref<llvm::Expected<LayerTrial>(llvm::ArrayRef<KeptLayer>)>;

/// Chooses the fewest layers with which the bound is met: the first of `layers`, worst first, as many as are needed,
/// less those that turn out not to be. A layer has 16 bits to read if that takes most of its noise away; where all
/// together do not reach the bound, they go to float, those with the worst weights first.
/// @returns an input error that says what is reached if all of them are not enough
llvm::Expected<LayerChoice> chooseLayers(llvm::ArrayRef<LayerNoise> layers, const AccuracyBound &bound,
                                         TryLayers attempt);

} // namespace quantc

#endif // QUANTC_LIB_PIPELINE_CHOOSELAYERS_H
