//===- ResizeTest.cpp - Coordinates of resized images ---------------------===//

#include "quantc/Numerics/Resize.h"

#include "gtest/gtest.h"

#include <vector>

using namespace quantc::numerics;

namespace {

std::vector<float> coordinates(ResizeAxis axis) {
  std::vector<float> result;
  for (int64_t i = 0; i < axis.outputSize; ++i)
    result.push_back(getSourceCoordinate(axis, i));
  return result;
}

TEST(Resize, Coordinates) {
  EXPECT_EQ(coordinates({Coordinates::HalfPixel, 2, 4, 2.0f}), (std::vector<float>{-0.25f, 0.25f, 0.75f, 1.25f}));
  EXPECT_EQ(coordinates({Coordinates::Asymmetric, 2, 4, 2.0f}), (std::vector<float>{0, 0.5f, 1, 1.5f}));
  EXPECT_EQ(coordinates({Coordinates::AlignCorners, 3, 5, 5.0f / 3}), (std::vector<float>{0, 0.5f, 1, 1.5f, 2}));
  EXPECT_EQ(coordinates({Coordinates::AlignCorners, 3, 1, 1.0f / 3}), (std::vector<float>{0}));
  EXPECT_EQ(coordinates({Coordinates::PytorchHalfPixel, 3, 1, 1.0f / 3}), (std::vector<float>{0}));
  EXPECT_EQ(coordinates({Coordinates::HalfPixel, 3, 1, 0.25f}), (std::vector<float>{1.5f}));
}

TEST(Resize, NearestClampsAndRounds) {
  ResizeAxis half{Coordinates::HalfPixel, 4, 2, 0.5f}; // coordinates 0.5 and 2.5
  EXPECT_EQ(getNearest(half, NearestRounding::RoundPreferFloor, 1), 2);
  EXPECT_EQ(getNearest(half, NearestRounding::RoundPreferCeil, 1), 3);
  EXPECT_EQ(getNearest(half, NearestRounding::Floor, 0), 0);
  EXPECT_EQ(getNearest(half, NearestRounding::Ceil, 0), 1);
  ResizeAxis up{Coordinates::HalfPixel, 2, 4, 2.0f}; // -0.25 and 1.25 lie outside
  EXPECT_EQ(getNearest(up, NearestRounding::Floor, 0), 0);
  EXPECT_EQ(getNearest(up, NearestRounding::Ceil, 3), 1);
}

// f32 rounds the last index of a large axis up.
TEST(Resize, LargeAxesStayInside) {
  int64_t size = (int64_t(1) << 24) + 4;
  ResizeAxis axis{Coordinates::Asymmetric, size, size, 1.0f};
  EXPECT_EQ(getNearest(axis, NearestRounding::Floor, size - 1), size - 1);
  EXPECT_EQ(getNeighbours(axis, size - 1).low, size - 1);
  EXPECT_EQ(getNeighbours(axis, size - 1).high, size - 1);
}

TEST(Resize, NeighboursStayInside) {
  ResizeAxis up{Coordinates::HalfPixel, 2, 4, 2.0f};
  Neighbours first = getNeighbours(up, 0), second = getNeighbours(up, 1), last = getNeighbours(up, 3);
  EXPECT_EQ(first.low, 0);
  EXPECT_EQ(first.t, 0.0f);
  EXPECT_EQ(second.high, 1);
  EXPECT_EQ(second.t, 0.25f);
  EXPECT_EQ(last.low, 1);
  EXPECT_EQ(last.high, 1);
  EXPECT_EQ(last.t, 0.0f);
  EXPECT_EQ(getNeighbours({Coordinates::HalfPixel, 3, 6, 2.0f}, 1).high, 1); // between elements 0 and 1
}

} // namespace
