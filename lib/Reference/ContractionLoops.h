//===- ContractionLoops.h - Sums of products, vectorized --------*- C++ -*-===//
//
// Two loop nests serve every contraction: `contract` vectorizes over 16 output
// channels, `contractDepthwise` over channels. Both walk the taps of one output
// element in the order given, so that each result is one chain (N9).
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_LIB_REFERENCE_CONTRACTIONLOOPS_H
#define QUANTC_LIB_REFERENCE_CONTRACTIONLOOPS_H

#include <cstdint>
#include <vector>

namespace quantc::reference {

/// Output channels that one pass over the taps computes; weights are packed for it.
inline constexpr int64_t kLanes = 16;

/// Taps that read consecutive inputs.
struct Segment {
  int64_t offset; ///< of the first input, from the position's first element
  int64_t tap;    ///< number of the first tap
};

/// `output[p * outputStride + o] = bias[o] + sum over taps of input * weight`.
template <class T, class Acc> struct Contraction {
  const T *input;
  const int64_t *positions; ///< offset in `input` of each position
  int64_t numPositions;
  const Segment *segments;
  int64_t numSegments;
  int64_t length;     ///< taps in each segment
  const T *weights;   ///< [channels / 16, numTaps, 16], from `packWeights`
  int64_t numTaps;    ///< taps of the whole filter
  const Acc *bias;    ///< [channels, rounded up to 16]
  int64_t numOutputs; ///< channels
  Acc *output;
  int64_t outputStride; ///< elements between positions
};

/// f32: one fma a tap. i32: the caller has proved that no partial sum overflows.
void contract(const Contraction<float, float> &c);
void contract(const Contraction<int32_t, int32_t> &c);
void contract(const Contraction<int32_t, int64_t> &c);

/// `output[p * channels + c] = bias[c] + sum over t of input[positions[p] + offsets[t] + c] * weights[t * channels +
/// c]`.
template <class T, class Acc> struct DepthwiseContraction {
  const T *input;
  const int64_t *positions;
  int64_t numPositions;
  const int64_t *offsets;
  int64_t numTaps;
  const T *weights;
  const Acc *bias;
  int64_t channels;
  Acc *output;
};
void contractDepthwise(const DepthwiseContraction<float, float> &c);
void contractDepthwise(const DepthwiseContraction<int32_t, int32_t> &c);
void contractDepthwise(const DepthwiseContraction<int32_t, int64_t> &c);

/// Packs `weights[o * outputStride + t * tapStride]` for `contract`, zeros beyond the last channel.
template <class T>
std::vector<T> packWeights(const T *weights, int64_t numOutputs, int64_t numTaps, int64_t outputStride,
                           int64_t tapStride) {
  int64_t blocks = (numOutputs + kLanes - 1) / kLanes;
  std::vector<T> packed(blocks * numTaps * kLanes);
  for (int64_t o = 0; o < numOutputs; ++o) {
    int64_t to = o / kLanes * numTaps * kLanes + o % kLanes;
    for (int64_t t = 0; t < numTaps; ++t)
      packed[to + t * kLanes] = weights[o * outputStride + t * tapStride];
  }
  return packed;
}

} // namespace quantc::reference

#endif // QUANTC_LIB_REFERENCE_CONTRACTIONLOOPS_H
