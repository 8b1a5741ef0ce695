//===- CoordinateDescentTest.cpp - Rounding against what it promises ------===//
//
// Small problems whose answer is found by hand; random ones, of which it is asked that no single weight could be
// better, that both forms agree, and that order and blocks do not show.
//
//===----------------------------------------------------------------------===//

#include "CoordinateDescent.h"

#include "LoopOrders.h"

#include "gtest/gtest.h"

#include <cmath>
#include <random>

using namespace quantc::quantize;

namespace {

/// A problem and its answer so far.
struct Problem {
  int64_t rows, taps;
  std::vector<float> weights, stored, scales, minScales;
  float low = -127, high = 127;
  Refit refit = Refit::None;

  Problem(int64_t rows, int64_t taps) : rows(rows), taps(taps), weights(rows * taps), stored(rows * taps) {
    scales.assign(rows, 1);
    minScales.assign(rows, 1e-30f);
  }
  WeightRows get() {
    return {rows, taps, weights.data(), minScales.data(), low, high, refit, stored.data(), scales.data()};
  }
  void roundToNearest() {
    for (int64_t i = 0; i < rows * taps; ++i)
      stored[i] = std::fmin(std::fmax(std::nearbyint(weights[i] / scales[i / taps]), low), high);
  }
  /// (w - s q) H (w - s q)' of a row, with another stored value of one tap.
  double getError(const TapCovariance &covariance, int64_t row, int64_t tap, double change) const {
    double error = 0;
    auto rest = [&](int64_t i) {
      return double(weights[row * taps + i]) -
             double(scales[row]) * (double(stored[row * taps + i]) + (i == tap ? change : 0.0));
    };
    for (int64_t i = 0; i < taps; ++i)
      for (int64_t j = 0; j < taps; ++j)
        error += rest(i) * double(covariance.matrix[i * taps + j]) * rest(j);
    return error;
  }
};

std::mt19937 engine(11);
int64_t choose(int64_t low, int64_t high) { return std::uniform_int_distribution<int64_t>(low, high)(engine); }

/// Samples of which each tap takes something from the one before.
TapSamples makeSamples(int64_t taps, int64_t count, int64_t limit) {
  TapSamples samples{taps, count, std::vector<int32_t>(taps * count)};
  for (int64_t i = 0; i < count; ++i)
    for (int64_t tap = 0; tap < taps; ++tap)
      samples.values[tap * count + i] =
          int32_t(choose(0, limit / 2) + (tap ? samples.values[(tap - 1) * count + i] / 2 : 0));
  return samples;
}

Problem makeProblem(int64_t rows, int64_t taps) {
  Problem problem(rows, taps);
  for (float &weight : problem.weights)
    weight = float(choose(-20000, 20000)) / 512;
  for (float &scale : problem.scales)
    scale = float(choose(200, 400)) / 512;
  problem.roundToNearest();
  return problem;
}

TEST(CoordinateDescent, CovarianceByHand) {
  // Means 2 and 3; squares 8 / 3 both, products (4 + 0 + 0) / 3.
  TapCovariance covariance = computeCovariance({2, 3, {0, 2, 4, 1, 5, 3}}, forward);
  ASSERT_EQ(covariance.matrix.size(), 4u);
  EXPECT_FALSE(covariance.isZero);
  EXPECT_FLOAT_EQ(covariance.matrix[0], 8.0f / 3 * 1.01f);
  EXPECT_FLOAT_EQ(covariance.matrix[3], 8.0f / 3 * 1.01f);
  EXPECT_FLOAT_EQ(covariance.matrix[1], 4.0f / 3);
  EXPECT_EQ(covariance.matrix[1], covariance.matrix[2]);
}

TEST(CoordinateDescent, CovarianceOfConstantsIsZero) {
  EXPECT_TRUE(computeCovariance({2, 3, {7, 7, 7, -1, -1, -1}}, forward).isZero);
  EXPECT_FALSE(computeCovariance({2, 3, {7, 7, 7, -1, -1, 0}}, forward).isZero);
}

TEST(CoordinateDescent, CovarianceOfAnyShape) {
  for (int64_t taps : {1, 2, 3, 4, 5, 9, 10})
    for (int64_t limit : {255, 30000, 65535}) { // sums of 32 bits, beyond them, and values beyond 16 bits
      int64_t count = choose(1, 200);
      TapSamples samples = makeSamples(taps, count, limit);
      TapCovariance covariance = computeCovariance(samples, forward);
      std::vector<double> means(taps);
      for (int64_t i = 0; i < taps * count; ++i)
        means[i / count] += double(samples.values[i]) / double(count);
      double trace = 0;
      std::vector<double> expected(taps * taps);
      for (int64_t i = 0; i < taps; ++i)
        for (int64_t j = 0; j < taps; ++j) {
          for (int64_t n = 0; n < count; ++n)
            expected[i * taps + j] +=
                (samples.values[i * count + n] - means[i]) * (samples.values[j * count + n] - means[j]) / double(count);
          trace += i == j ? expected[i * taps + j] : 0;
        }
      for (int64_t i = 0; i < taps; ++i)
        for (int64_t j = 0; j < taps; ++j)
          EXPECT_NEAR(covariance.matrix[i * taps + j],
                      expected[i * taps + j] + (i == j ? 0.01 * trace / double(taps) : 0), 1e-6 * trace + 1e-9);
    }
}

TEST(CoordinateDescent, WhatOneTapLacksAnotherGives) {
  // Both taps read the same: 3.5 and 4.5 steps shall be 8 together, whatever they were.
  TapCovariance covariance = computeCovariance({2, 2, {0, 2, 0, 2}}, forward);
  Problem problem(1, 2);
  problem.weights = {3.5f, 4.5f};
  problem.stored = {3, 4};
  WeightRows rows = problem.get();
  descend(rows, covariance, forward);
  EXPECT_EQ(problem.stored, (std::vector<float>{4, 4}));
  EXPECT_EQ(problem.scales[0], 1);
}

TEST(CoordinateDescent, StoredValuesStayWithinTheirRange) {
  TapCovariance covariance = computeCovariance({2, 2, {0, 2, 0, 2}}, forward);
  Problem problem(2, 2);
  problem.weights = {7.4f, 7.4f, -7.4f, -7.4f};
  problem.low = -7;
  problem.high = 7;
  problem.roundToNearest();
  WeightRows rows = problem.get();
  descend(rows, covariance, forward);
  EXPECT_EQ(problem.stored, (std::vector<float>{7, 7, -7, -7}));
}

TEST(CoordinateDescent, ScalesAreRefitted) {
  TapCovariance covariance = computeCovariance({1, 2, {0, 2}}, forward);
  auto refit = [&](float weight, float minScale) {
    Problem problem(1, 1);
    problem.weights = {weight};
    problem.scales = {0.5f};
    problem.minScales = {minScale};
    problem.high = 1;
    problem.refit = Refit::EachRow;
    problem.roundToNearest();
    WeightRows rows = problem.get();
    descend(rows, covariance, forward);
    EXPECT_EQ(problem.stored[0], 1);
    return problem.scales[0];
  };
  EXPECT_FLOAT_EQ(refit(0.74f, 0.0f), 0.74f);
  EXPECT_FLOAT_EQ(refit(0.26f, 0.0f), 0.26f);
  EXPECT_FLOAT_EQ(refit(0.74f, 0.8f), 0.8f);
  EXPECT_FLOAT_EQ(refit(5.0f, 0.0f), 2.0f); // twice by at most 2
}

TEST(CoordinateDescent, OneScaleForAllRows) {
  TapCovariance covariance = computeCovariance({1, 2, {0, 2}}, forward);
  Problem problem(2, 1);
  problem.weights = {0.74f, 0.5f};
  problem.stored = {1, 1};
  problem.scales = {0.5f, 0.5f};
  problem.refit = Refit::OneForAll;
  WeightRows rows = problem.get();
  descend(rows, covariance, forward);
  EXPECT_FLOAT_EQ(problem.scales[0], 0.62f);
  EXPECT_EQ(problem.scales[0], problem.scales[1]);
}

TEST(CoordinateDescent, NothingToGoByChangesNothing) {
  TapSamples samples{2, 2, {3, 3, 5, 5}};
  Problem problem(1, 2);
  problem.weights = {3.7f, 4.5f};
  problem.stored = {3, 4}; // not the nearest
  problem.refit = Refit::EachRow;
  WeightRows rows = problem.get();
  descend(rows, computeCovariance(samples, forward), forward);
  descendOnSamples(rows, samples, forward);
  EXPECT_EQ(problem.stored, (std::vector<float>{3, 4}));
  EXPECT_EQ(problem.scales[0], 1);
}

TEST(CoordinateDescent, NoSingleWeightCouldBeBetter) {
  for (int round = 0; round < 20; ++round) {
    int64_t taps = choose(2, 12);
    TapCovariance covariance = computeCovariance(makeSamples(taps, 100, 255), forward);
    Problem problem = makeProblem(choose(1, 20), taps), nearest = problem;
    WeightRows rows = problem.get();
    descend(rows, covariance, forward);
    for (int64_t row = 0; row < problem.rows; ++row) {
      double error = problem.getError(covariance, row, 0, 0);
      EXPECT_LE(error, nearest.getError(covariance, row, 0, 0) * 1.0001);
      // Four sweeps mostly suffice for twelve taps; 0.01 % of slack for float.
      for (int64_t tap = 0; tap < taps; ++tap)
        for (double change : {-1.0, 1.0})
          EXPECT_GE(problem.getError(covariance, row, tap, change), error * 0.9999) << "row " << row << " tap " << tap;
    }
  }
}

TEST(CoordinateDescent, RefittingDoesNotMakeTheErrorGrow) {
  for (int round = 0; round < 20; ++round) {
    int64_t taps = choose(2, 12);
    TapCovariance covariance = computeCovariance(makeSamples(taps, 100, 255), forward);
    Problem fixed = makeProblem(choose(1, 20), taps), fitted = fixed;
    fitted.refit = Refit::EachRow;
    WeightRows fixedRows = fixed.get(), fittedRows = fitted.get();
    descend(fixedRows, covariance, forward);
    descend(fittedRows, covariance, forward);
    for (int64_t row = 0; row < fixed.rows; ++row)
      EXPECT_LE(fitted.getError(covariance, row, 0, 0), fixed.getError(covariance, row, 0, 0) * 1.0001);
  }
}

TEST(CoordinateDescent, OnSamplesAsWithTheirCovariance) {
  for (int round = 0; round < 20; ++round) {
    int64_t taps = choose(1, 40);
    TapSamples samples = makeSamples(taps, choose(2, 150), 255);
    Problem problem = makeProblem(choose(1, 20), taps), other = problem;
    WeightRows rows = problem.get(), otherRows = other.get();
    descend(rows, computeCovariance(samples, forward), forward);
    descendOnSamples(otherRows, samples, forward);
    int64_t different = 0;
    for (size_t i = 0; i < problem.stored.size(); ++i)
      different += problem.stored[i] != other.stored[i];
    EXPECT_LE(different, int64_t(problem.stored.size() / 100)); // a sum that float rounds to the other side
    EXPECT_EQ(problem.scales, other.scales);
  }
}

TEST(CoordinateDescent, OrderAndBlocksDoNotShow) {
  TapSamples samples = makeSamples(33, 500, 255);
  Problem all = makeProblem(21, 33), reversed = all, single = all, onSamples = all, onSamplesReversed = all;
  all.refit = reversed.refit = single.refit = Refit::EachRow;
  WeightRows rows = all.get(), reversedRows = reversed.get();
  descend(rows, computeCovariance(samples, forward), forward);
  descend(reversedRows, computeCovariance(samples, backward), backward);
  EXPECT_EQ(all.stored, reversed.stored);
  EXPECT_EQ(all.scales, reversed.scales);
  for (int64_t row = 0; row < single.rows; ++row) {
    WeightRows one = single.get();
    one.rows = 1;
    one.weights += row * 33;
    one.stored += row * 33;
    one.scales += row;
    one.minScales += row;
    descend(one, computeCovariance(samples, forward), forward);
  }
  EXPECT_EQ(all.stored, single.stored);
  EXPECT_EQ(all.scales, single.scales);
  WeightRows a = onSamples.get(), b = onSamplesReversed.get();
  descendOnSamples(a, samples, forward);
  descendOnSamples(b, samples, backward);
  EXPECT_EQ(onSamples.stored, onSamplesReversed.stored);
}

} // namespace
