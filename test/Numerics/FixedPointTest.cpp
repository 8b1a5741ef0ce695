//===- FixedPointTest.cpp - Multipliers of whole numbers ------------------===//

#include "quantc/Numerics/Resize.h"
#include "quantc/Numerics/Scaling.h"

#include "gtest/gtest.h"

using namespace quantc::numerics;

namespace {

TEST(FixedPoint, MultiplyHighRoundsTiesUp) {
  EXPECT_EQ(multiplyHigh(1, 1 << 30), 1);
  EXPECT_EQ(multiplyHigh(-1, 1 << 30), 0);
  EXPECT_EQ(multiplyHigh(3, 1 << 30), 2);
  EXPECT_EQ(multiplyHigh(-3, 1 << 30), -1);
  EXPECT_EQ(multiplyHigh(INT32_MIN, INT32_MAX), -INT32_MAX);
  EXPECT_EQ(multiplyHigh(INT32_MIN, INT32_MIN), INT32_MAX);
}

TEST(FixedPoint, ShiftRightRoundsTiesAway) {
  EXPECT_EQ(shiftRight(6, 2), 2);
  EXPECT_EQ(shiftRight(-6, 2), -2);
  EXPECT_EQ(shiftRight(5, 2), 1);
  EXPECT_EQ(shiftRight(-5, 2), -1);
  EXPECT_EQ(shiftRight(-7, 0), -7);
  EXPECT_EQ(shiftRight(INT32_MAX, 31), 1);
  EXPECT_EQ(shiftRight(INT32_MIN, 31), -1);
  EXPECT_EQ(shiftRight(INT32_MIN / 2, 31), -1);
  EXPECT_EQ(shiftRight(INT32_MAX / 2, 31), 0);
}

TEST(FixedPoint, RoundHalfAway) {
  EXPECT_EQ(roundHalfAway(2.5f), 3);
  EXPECT_EQ(roundHalfAway(-2.5f), -3);
  EXPECT_EQ(roundHalfAway(0x1.fffffep-2f), 0); // the greatest below 1/2
  EXPECT_EQ(roundHalfAway(8388609.0f), 8388609.0f);
  EXPECT_EQ(roundHalfAway(-INFINITY), -INFINITY);
  EXPECT_NE(roundHalfAway(NAN), roundHalfAway(NAN));
}

TEST(FixedPoint, Mantissas) {
  EXPECT_EQ(FixedMultiplier(1).mantissa, 1 << 30);
  EXPECT_EQ(FixedMultiplier(1).shift, 1);
  EXPECT_EQ(FixedMultiplier(0.3).mantissa, 1288490189); // 0.6 * 2^31
  EXPECT_EQ(FixedMultiplier(0.3).shift, -1);
  EXPECT_EQ(FixedMultiplier(-0.3).mantissa, -1288490189);
  // A mantissa that rounds to 1 is 1/2 of the next power.
  EXPECT_EQ(FixedMultiplier(1 - 0x1p-40).mantissa, 1 << 30);
  EXPECT_EQ(FixedMultiplier(1 - 0x1p-40).shift, 1);
  // Beyond both ends.
  EXPECT_EQ(FixedMultiplier(0x1p-32).shift, -31);
  EXPECT_EQ(FixedMultiplier(0x1p-32).mantissa, 1 << 30);
  EXPECT_EQ(FixedMultiplier(0x1p-33).mantissa, 0);
  EXPECT_EQ(FixedMultiplier(0).apply(12345), 0);
  EXPECT_EQ(FixedMultiplier(0x1p29).shift, 30);
  EXPECT_EQ(FixedMultiplier(0x1p30).mantissa, INT32_MAX);
  EXPECT_EQ(FixedMultiplier(INFINITY).shift, 30);
}

TEST(FixedPoint, Apply) {
  EXPECT_EQ(FixedMultiplier(0.5).apply(3), 2);
  EXPECT_EQ(FixedMultiplier(0.5).apply(-3), -1); // the first rounding
  EXPECT_EQ(FixedMultiplier(0.25).apply(2), 1);
  EXPECT_EQ(FixedMultiplier(0.25).apply(-2), -1); // the second
  EXPECT_EQ(FixedMultiplier(-0.5).apply(2), -1);
  EXPECT_EQ(FixedMultiplier(6).apply(7), 42);
  // Nothing wraps: what is too large saturates.
  EXPECT_GT(FixedMultiplier(0x1p29).apply(1000), 1 << 28);
  EXPECT_LT(FixedMultiplier(0x1p29).apply(-1000), -(1 << 28));
  EXPECT_EQ(FixedMultiplier(1).apply(int64_t(1) << 40), INT32_MAX / 2);
  EXPECT_EQ(FixedMultiplier(0.5).apply(int64_t(1) << 40), 1 << 30);
}

TEST(FixedPoint, Narrow) {
  EXPECT_EQ(FixedMultiplier(0.55).toNarrow(), 18022.0 / 32768);
  EXPECT_EQ(applyNarrow(50000, FixedMultiplier(0.55).toNarrow()), 27499);
  EXPECT_EQ(applyNarrow(1, 0.5), 1);
  EXPECT_EQ(applyNarrow(-1, 0.5), 0);
  EXPECT_EQ(applyNarrow(-3, 0.5), -1);
  // The greatest mantissas would round to 2^15.
  EXPECT_EQ(FixedMultiplier(1 - 0x1p-20).toNarrow(), 32767.0 / 32768);
}

TEST(FixedPoint, Mean) {
  FixedMultiplier third = FixedMultiplier(1).dividedBy(3);
  EXPECT_EQ(third.mantissa, 715827882); // (2^30 << 1) / 3
  EXPECT_EQ(third.shift, 0);
  EXPECT_EQ(third.apply(300), 100);
  EXPECT_EQ(FixedMultiplier(1).dividedBy(2).apply(1), 1);
  EXPECT_EQ(FixedMultiplier(1).dividedBy(2).apply(-1), 0); // 1/2 needs no shift: the first rounding
  EXPECT_EQ(FixedMultiplier(1).dividedBy(1).apply(-7), -7);
  // The shift stays in range.
  EXPECT_EQ(FixedMultiplier(0x1p-31).dividedBy(64).shift, -31);
}

TEST(FixedPoint, Sums) {
  FixedSum sum(0.5, 0.25, 1, 8);
  EXPECT_EQ(sum.apply(1, 0), 1);
  EXPECT_EQ(sum.apply(-1, 0), -1);
  EXPECT_EQ(sum.apply(1, 4, -1), -1);
  EXPECT_EQ(sum.apply(124, 128), 94);
  // Of 16 bits the operands are shifted less, so that none wraps.
  FixedSum wide(1, 1, 1, 16);
  EXPECT_EQ(wide.shift, 15);
  EXPECT_EQ(wide.apply(65535, 65535), 131070);
  EXPECT_EQ(wide.apply(-65535, 65535, -1), -131070);
}

TEST(FixedPoint, Averages) {
  EXPECT_EQ(averageCodes(23, 2), 12);
  EXPECT_EQ(averageCodes(-23, 2), -12);
  EXPECT_EQ(averageCodes(-22, 4), -6);
  EXPECT_EQ(averageCodes(0, 3), 0);
  EXPECT_EQ(averageWeighted(int64_t(3) << 19), 2);
  EXPECT_EQ(averageWeighted(-(int64_t(3) << 19)), -2);
  EXPECT_EQ(averageWeighted((int64_t(1) << 19) - 1), 0);
}

TEST(FixedPoint, Neighbours) {
  ResizeAxis half{Coordinates::HalfPixel, 2, 4, 2}, corners{Coordinates::AlignCorners, 5, 9, 1.8f},
      plain{Coordinates::Asymmetric, 2, 4096, 2048};
  FixedNeighbours first = getFixedNeighbours(half, 0), second = getFixedNeighbours(half, 1);
  EXPECT_EQ(first.low, 0);
  EXPECT_EQ(first.high, 0);
  EXPECT_EQ(first.weight, -256); // of the same element as the other
  EXPECT_EQ(second.high, 1);
  EXPECT_EQ(second.weight, 256);
  FixedNeighbours last = getFixedNeighbours(corners, 8);
  EXPECT_EQ(last.low, 4);
  EXPECT_EQ(last.weight, 0);
  // A step that is rounded up would leave the input.
  EXPECT_EQ(getFixedNeighbours(plain, 4095).low, 1);
  EXPECT_EQ(getFixedNeighbours(plain, 4095).high, 1);
  ResizeAxis one{Coordinates::PytorchHalfPixel, 5, 1, 0.2f};
  EXPECT_EQ(getFixedNeighbours(one, 0).low, 0);
}

TEST(Scaling, OfProfiles) {
  EXPECT_EQ(Scaling::ofRatio(Profile::Quantc, 0.5, 1).apply(3), 1.5f);
  EXPECT_EQ(Scaling::ofRatio(Profile::Tflite, 0.5, 1).apply(3), 2.0f);
  EXPECT_EQ(Scaling::ofRatio(Profile::Tflite, 1, 1, 4).apply(-6), -2.0f);
  EXPECT_EQ(Scaling::ofRatio(Profile::TorchQnnpack, 1, 1, 4).apply(-6), -1.5f);
  EXPECT_EQ(Scaling::ofProduct(Profile::Tflite, 0.5, 0.5, 1).apply(2), 1.0f);
  EXPECT_EQ(Scaling::ofProduct(Profile::Ort, 0.5, 0.5, 1).apply(2), 0.5f);
  Scaling narrow = Scaling::ofRatio(Profile::Tflite, 0.5, 1);
  narrow.makeNarrow();
  EXPECT_EQ(narrow.apply(-1), 0.0f);
  EXPECT_EQ(narrow.multiplier, 0.5f);
}

} // namespace
