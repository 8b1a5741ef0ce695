//===- ContractionLoops.cpp - Sums of products, vectorized ----------------===//
//
// Tested by test/Reference/ContractionLoopsTest.cpp. Free of MLIR: each function is
// compiled for two instruction sets, and both must give the same bits. The only
// operation that could differ, fma, is written out.
//
//===----------------------------------------------------------------------===//

#include "ContractionLoops.h"

#include "quantc/Numerics/Isa.h"

#include <cstring>

using namespace quantc::reference;

namespace {

/// 16 values of T; the compiler splits it into the registers that there are.
template <class T> struct LanesOf;
template <> struct LanesOf<float> {
  using Type [[gnu::vector_size(64)]] = float;
};
template <> struct LanesOf<int32_t> {
  using Type [[gnu::vector_size(64)]] = int32_t;
};
template <> struct LanesOf<int64_t> {
  using Type [[gnu::vector_size(128)]] = int64_t;
};
template <class T> using Lanes = typename LanesOf<T>::Type;

} // namespace

#if defined(__has_builtin)
#if __has_builtin(__builtin_elementwise_fma)
#define QUANTC_HAS_VECTOR_FMA 1
#endif
#endif

static QUANTC_INLINE void multiplyAdd(Lanes<float> &sum, float x, const Lanes<float> &w) {
#ifdef QUANTC_HAS_VECTOR_FMA
  sum = __builtin_elementwise_fma(Lanes<float>{} + x, w, sum);
#else
  for (int j = 0; j < kLanes; ++j)
    sum[j] = __builtin_fmaf(x, w[j], sum[j]);
#endif
}
static QUANTC_INLINE void multiplyAdd(Lanes<int32_t> &sum, int32_t x, const Lanes<int32_t> &w) { sum += x * w; }
static QUANTC_INLINE void multiplyAdd(Lanes<int64_t> &sum, int32_t x, const Lanes<int32_t> &w) {
  sum += int64_t(x) * __builtin_convertvector(w, Lanes<int64_t>);
}

static QUANTC_INLINE float multiplyAdd(float sum, float x, float w) { return __builtin_fmaf(x, w, sum); }
template <class Acc> static QUANTC_INLINE Acc multiplyAdd(Acc sum, int32_t x, int32_t w) { return sum + Acc(x) * w; }

/// Computes `P` positions from `first` on, 16 channels from `channel` on.
template <int P, class T, class Acc>
static QUANTC_INLINE void contractBlock(const Contraction<T, Acc> &c, int64_t first, int64_t channel) {
  Lanes<Acc> sums[P];
  for (int p = 0; p < P; ++p)
    std::memcpy(&sums[p], c.bias + channel, sizeof sums[p]);
  const T *block = c.weights + channel * c.numTaps;
  for (int64_t s = 0; s < c.numSegments; ++s) {
    const T *x[P];
    for (int p = 0; p < P; ++p)
      x[p] = c.input + c.positions[first + p] + c.segments[s].offset;
    const T *w = block + c.segments[s].tap * kLanes;
    for (int64_t k = 0; k < c.length; ++k, w += kLanes) {
      Lanes<T> weights;
      std::memcpy(&weights, w, sizeof weights);
      for (int p = 0; p < P; ++p)
        multiplyAdd(sums[p], x[p][k], weights);
    }
  }
  int64_t rest = c.numOutputs - channel, width = rest < kLanes ? rest : kLanes;
  for (int p = 0; p < P; ++p)
    std::memcpy(c.output + (first + p) * c.outputStride + channel, &sums[p], width * sizeof(Acc));
}

template <class T, class Acc> static QUANTC_INLINE void contractAll(const Contraction<T, Acc> &c) {
  for (int64_t channel = 0; channel < c.numOutputs; channel += kLanes) {
    int64_t p = 0;
    for (; p + 4 <= c.numPositions; p += 4)
      contractBlock<4>(c, p, channel);
    for (; p < c.numPositions; ++p)
      contractBlock<1>(c, p, channel);
  }
}

/// Computes `width` channels of one position, from `channel` on.
template <class T, class Acc>
static QUANTC_INLINE void contractChannels(const DepthwiseContraction<T, Acc> &c, int64_t position, int64_t channel,
                                           int64_t width) {
  constexpr int64_t kWidth = 32;
  Acc sums[kWidth];
  for (int64_t j = 0; j < width; ++j)
    sums[j] = c.bias[channel + j];
  for (int64_t t = 0; t < c.numTaps; ++t) {
    const T *x = c.input + c.positions[position] + c.offsets[t] + channel;
    const T *w = c.weights + t * c.channels + channel;
    for (int64_t j = 0; j < width; ++j)
      sums[j] = multiplyAdd(sums[j], x[j], w[j]);
  }
  for (int64_t j = 0; j < width; ++j)
    c.output[position * c.channels + channel + j] = sums[j];
}

template <class T, class Acc> static QUANTC_INLINE void contractDepthwiseAll(const DepthwiseContraction<T, Acc> &c) {
  for (int64_t p = 0; p < c.numPositions; ++p) {
    int64_t channel = 0;
    for (; channel + 32 <= c.channels; channel += 32)
      contractChannels(c, p, channel, 32);
    if (channel < c.channels)
      contractChannels(c, p, channel, c.channels - channel);
  }
}

namespace quantc::reference {

QUANTC_VECTOR_CLONES void contract(const Contraction<float, float> &c) { contractAll(c); }
QUANTC_VECTOR_CLONES void contract(const Contraction<int32_t, int32_t> &c) { contractAll(c); }
QUANTC_VECTOR_CLONES void contract(const Contraction<int32_t, int64_t> &c) { contractAll(c); }
QUANTC_VECTOR_CLONES void contractDepthwise(const DepthwiseContraction<float, float> &c) { contractDepthwiseAll(c); }
QUANTC_VECTOR_CLONES void contractDepthwise(const DepthwiseContraction<int32_t, int32_t> &c) {
  contractDepthwiseAll(c);
}
QUANTC_VECTOR_CLONES void contractDepthwise(const DepthwiseContraction<int32_t, int64_t> &c) {
  contractDepthwiseAll(c);
}

} // namespace quantc::reference
