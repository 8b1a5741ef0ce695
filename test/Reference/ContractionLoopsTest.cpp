//===- ContractionLoopsTest.cpp - Vector loops against plain ones ---------===//
//
// Random shapes, each result compared bit by bit with a chain written out here:
// channels that do not fill vectors, positions that do not fill blocks, several
// segments, strides between outputs.
//
//===----------------------------------------------------------------------===//

#include "ContractionLoops.h"

#include "gtest/gtest.h"

#include <cmath>
#include <cstring>
#include <random>

using namespace quantc::reference;

namespace {

std::mt19937 engine(5);
int64_t choose(int64_t low, int64_t high) { return std::uniform_int_distribution<int64_t>(low, high)(engine); }

/// Fills with small integers, or with floats whose sums round.
template <class T> std::vector<T> randomValues(int64_t count, int64_t limit) {
  std::vector<T> values(count);
  for (T &value : values)
    value = std::is_same_v<T, float> ? T(std::ldexp(double(choose(-9999, 9999)), int(choose(-30, 5))))
                                     : T(choose(-limit, limit));
  return values;
}

float multiplyAdd(float sum, float x, float w) { return std::fma(x, w, sum); }
template <class Acc> Acc multiplyAdd(Acc sum, int32_t x, int32_t w) { return sum + Acc(x) * w; }

template <class T> bool sameBits(const std::vector<T> &a, const std::vector<T> &b) {
  return a.size() == b.size() && !std::memcmp(a.data(), b.data(), a.size() * sizeof(T));
}

template <class T, class Acc> void compareContraction(int64_t limit) {
  int64_t outputs = choose(1, 40), positions = choose(1, 9), segments = choose(1, 4), length = choose(1, 20);
  int64_t taps = segments * length + choose(0, 3), stride = outputs + choose(0, 5);
  auto input = randomValues<T>(200, limit), weights = randomValues<T>(outputs * taps, limit);
  auto bias = randomValues<Acc>(outputs + kLanes, 1000);
  std::vector<int64_t> starts(positions);
  for (int64_t &start : starts)
    start = choose(0, 90);
  std::vector<Segment> walk;
  for (int64_t s = 0; s < segments; ++s)
    walk.push_back({choose(0, 90), choose(0, taps - length)});

  std::vector<Acc> expected(positions * stride, Acc(77)), found = expected;
  for (int64_t p = 0; p < positions; ++p)
    for (int64_t o = 0; o < outputs; ++o) {
      Acc sum = bias[o];
      for (const Segment &segment : walk)
        for (int64_t k = 0; k < length; ++k)
          sum = multiplyAdd(sum, input[starts[p] + segment.offset + k], weights[o * taps + segment.tap + k]);
      expected[p * stride + o] = sum;
    }
  std::vector<T> packed = packWeights(weights.data(), outputs, taps, taps, 1);
  contract(Contraction<T, Acc>{input.data(), starts.data(), positions, walk.data(), segments, length, packed.data(),
                               taps, bias.data(), outputs, found.data(), stride});
  ASSERT_TRUE(sameBits(expected, found));
}

template <class T, class Acc> void compareDepthwise(int64_t limit) {
  int64_t channels = choose(1, 70), positions = choose(1, 5), taps = choose(1, 9);
  auto input = randomValues<T>(400, limit), weights = randomValues<T>(taps * channels, limit);
  auto bias = randomValues<Acc>(channels, 1000);
  std::vector<int64_t> starts(positions), offsets(taps);
  for (int64_t &start : starts)
    start = choose(0, 160);
  for (int64_t &offset : offsets)
    offset = choose(0, 160);

  std::vector<Acc> expected(positions * channels), found(positions * channels);
  for (int64_t p = 0; p < positions; ++p)
    for (int64_t c = 0; c < channels; ++c) {
      Acc sum = bias[c];
      for (int64_t t = 0; t < taps; ++t)
        sum = multiplyAdd(sum, input[starts[p] + offsets[t] + c], weights[t * channels + c]);
      expected[p * channels + c] = sum;
    }
  contractDepthwise(DepthwiseContraction<T, Acc>{input.data(), starts.data(), positions, offsets.data(), taps,
                                                 weights.data(), bias.data(), channels, found.data()});
  ASSERT_TRUE(sameBits(expected, found));
}

TEST(ContractionLoops, Float) {
  for (int i = 0; i < 2000; ++i) {
    compareContraction<float, float>(0);
    compareDepthwise<float, float>(0);
  }
}

TEST(ContractionLoops, ThirtyTwoBits) {
  for (int i = 0; i < 1000; ++i) {
    compareContraction<int32_t, int32_t>(255);
    compareDepthwise<int32_t, int32_t>(255);
  }
}

// Products beyond 32 bits.
TEST(ContractionLoops, SixtyFourBits) {
  for (int i = 0; i < 1000; ++i) {
    compareContraction<int32_t, int64_t>(65535 * 2);
    compareDepthwise<int32_t, int64_t>(65535 * 2);
  }
}

TEST(ContractionLoops, PacksAnyStrides) {
  const int32_t matrix[] = {1, 2, 3, 4, 5, 6}; // taps by outputs
  std::vector<int32_t> packed = packWeights(matrix, 3, 2, 1, 3);
  ASSERT_EQ(packed.size(), 32u);
  EXPECT_EQ(packed[2], 3);
  EXPECT_EQ(packed[16], 4);
  EXPECT_EQ(packed[18], 6);
  EXPECT_EQ(packed[19], 0);
}

} // namespace
