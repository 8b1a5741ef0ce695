//===- LayerInputs.h - What the taps of a layer read ------------*- C++ -*-===//

#ifndef QUANTC_LIB_QUANTIZE_LAYERINPUTS_H
#define QUANTC_LIB_QUANTIZE_LAYERINPUTS_H

#include "RoundingProblem.h"
#include "quantc/Dialect/Qnn/IR/Qnn.h"
#include "quantc/Support/HostTensor.h"

namespace quantc::quantize {

/// Taps from which on samples take the place of their covariance, and positions that are looked at before and then.
inline constexpr int64_t kMaxTaps = 2048, kMaxPositions = 8192, kMaxPositionsOfSamples = 1024;

/// Returns at most `limit` of `total` positions, ascending: all, or of each of `limit` equal parts one that a hash
/// of `id` and the part's number chooses.
std::vector<int64_t> choosePositions(int64_t total, int64_t limit, llvm::StringRef id);

/// The inputs of one contraction with constant weights, on all samples, for each output position of all images.
class LayerInputs {
public:
  /// @param inputs  the activation operand of each sample, quantized for the whole tensor, or f32
  LayerInputs(qnn::ContractionOpInterface op, llvm::ArrayRef<HostTensor> inputs);

  /// Returns the positions that rounding looks at, chosen among those of `numSamples` samples; some of the last samples
  /// may not be there.
  std::vector<int64_t> choosePositions(int64_t numSamples, llvm::StringRef id) const;
  int64_t getNumPositions() const { return int64_t(inputs.size()) * images * outputHeight * outputWidth; }
  int64_t getNumGroups() const { return groups; }
  int64_t getNumTaps() const { return kernelHeight * kernelWidth * (channels / groups); }
  /// The real number that 1 of a gathered f32 input stands for.
  float getStep() const { return step; }
  /// Returns what the taps of a group read at `positions`, in the order of the weight's elements; padding is
  /// what it reads as, rounded.
  TapSamples gather(int64_t group, llvm::ArrayRef<int64_t> positions) const;

private:
  template <class Op> void describe(Op op);
  void chooseStep();
  int64_t getPixel(int64_t position, int64_t ky, int64_t kx) const;

  llvm::ArrayRef<HostTensor> inputs;
  int64_t zeroPoint = 0;
  float step = 1; ///< of f32 inputs: they are read as integers of 16 bits
  int64_t images = 1, height = 1, width = 1, channels = 1, groups = 1;
  int64_t outputHeight = 1, outputWidth = 1, kernelHeight = 1, kernelWidth = 1;
  int64_t top = 0, left = 0, strideY = 1, strideX = 1, dilationY = 1, dilationX = 1;
  bool isTransposed = false;
  std::vector<int32_t> padding; ///< of each input channel
};

} // namespace quantc::quantize

#endif // QUANTC_LIB_QUANTIZE_LAYERINPUTS_H
