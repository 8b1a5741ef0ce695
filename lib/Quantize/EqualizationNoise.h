//===- EqualizationNoise.h - What factors of channels make of it *- C++ -*-===//
//
// The noise of a tensor in 8 bits and of the weights that read it, at factors of its channels.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_LIB_QUANTIZE_EQUALIZATIONNOISE_H
#define QUANTC_LIB_QUANTIZE_EQUALIZATIONNOISE_H

#include "ChannelPairs.h"

#include <cmath>

namespace quantc::quantize {

/// What one sample tells of a pair.
struct SampleStatistics {
  std::vector<float> greatest;                 ///< of |x|, each channel
  std::vector<double> squares;                 ///< sums of x^2, each channel
  std::vector<std::vector<float>> least, most; ///< of each observer, each channel

  explicit SampleStatistics(const ChannelPair &pair)
      : greatest(pair.getNumChannels()), squares(pair.getNumChannels()),
        least(pair.observed.size(), std::vector<float>(pair.getNumChannels(), INFINITY)),
        most(pair.observed.size(), std::vector<float>(pair.getNumChannels(), -INFINITY)) {}
};

/// What all samples tell.
struct PairStatistics {
  int64_t channels = 0;
  std::vector<float> greatestOfFirst, greatest; ///< of the first half of the samples, and of all
  std::vector<double> energies;                 ///< means of x^2
  std::vector<std::vector<float>> least, most;
  std::vector<int64_t> positions; ///< of all samples in one line
  size_t second = 0;              ///< the first of them in the second half
  std::vector<float> rows;        ///< [positions, channels]
  bool isSigned = false;
};

/// Adds the values of the tensor, [n, channels].
void addValues(SampleStatistics &statistics, llvm::ArrayRef<float> values);
/// Adds the values of observer `number`, whose elements come from `channels`.
void addObserved(SampleStatistics &statistics, size_t number, llvm::ArrayRef<int32_t> channels,
                 llvm::ArrayRef<float> values);
/// Copies what `positions` choose of a sample's [n, channels], of which the first is position `first` of all.
void copyRows(PairStatistics &statistics, int64_t first, llvm::ArrayRef<float> values);
/// Adds up the samples in their order, so that threads do not show. The first `half` choose ranges.
void summarize(PairStatistics &all, llvm::ArrayRef<std::vector<SampleStatistics>> samples, size_t pair, size_t half);

/// The reader's weights, as they count in both kinds of noise.
struct ReaderWeights {
  std::vector<double> energies;          ///< of each channel of the tensor: the squares of what reads it
  std::vector<std::vector<float>> peaks; ///< of each output and input channel, the greatest; none if depthwise
  int64_t taps = 1;                      ///< kernel elements
  float steps = 127;                     ///< to the greatest weight

  explicit ReaderWeights(const ChannelPair &pair);
  double predictNoise(const ChannelPair &pair, llvm::ArrayRef<float> factors, llvm::ArrayRef<double> energies) const;
};

/// Returns sum_c weights[c] t_c^2 E[(Q(x_c / t_c) - x_c / t_c)^2] with Q of 8 bits for [min, max], over the positions
/// from `first` on.
double measureNoise(const PairStatistics &statistics, size_t first, llvm::ArrayRef<float> factors,
                    llvm::ArrayRef<double> weights, double min, double max);
/// Returns max(x / max x, 2^-8)^(eighths / 8). Roots and products round alike everywhere, powers do not.
std::vector<float> getFactors(llvm::ArrayRef<float> greatest, int eighths);
/// Returns the exponent of least noise in eighths; 0 wins ties within 0.1 %.
int chooseExponent(const ChannelPair &pair, const PairStatistics &statistics, const ReaderWeights &weights);

} // namespace quantc::quantize

#endif // QUANTC_LIB_QUANTIZE_EQUALIZATIONNOISE_H
