//===- ReductionTest.cpp - The order of float sums ------------------------===//

#include "quantc/Numerics/Reduction.h"

#include "gtest/gtest.h"

#include <string>
#include <vector>

using namespace quantc::numerics;

namespace {

// The order itself, written out by an addition that builds a formula.
TEST(Reduction, Tree) {
  std::array<std::string, kPartialSums> partial;
  for (int i = 0; i < kPartialSums; ++i)
    partial[i] = std::string(1, char('a' + i));
  auto add = [](const std::string &x, const std::string &y) { return "(" + x + "+" + y + ")"; };
  EXPECT_EQ(addPartialSums(partial, add), "((((a+i)+(e+m))+((c+k)+(g+o)))+(((b+j)+(f+n))+((d+l)+(h+p))))");
}

// Elements 16 apart meet in one partial sum: 1 + 1 would be kept by 2^24, 1 alone is lost.
TEST(Reduction, Interleaves) {
  std::vector<float> values(33);
  values[0] = 0x1p24f;
  values[16] = values[32] = 1;
  EXPECT_EQ(sumInFixedOrder(33, [&](int64_t i) { return values[i]; }), 0x1p24f);
  std::swap(values[0], values[1]);
  EXPECT_EQ(sumInFixedOrder(33, [&](int64_t i) { return values[i]; }), 0x1p24f + 2);
}

TEST(Reduction, EmptyAndSignedZero) {
  EXPECT_EQ(sumInFixedOrder(0, [](int64_t) { return 1.0f; }), 0.0f);
  float sum = sumInFixedOrder(1, [](int64_t) { return -0.0f; });
  EXPECT_FALSE(__builtin_signbit(sum)); // partial sums start at +0
}

} // namespace
