//===- RoundingMethodsTest.cpp - Methods against their formulas -----------===//
//
// GPTQ is held to the formulas as published, with the inverse of H and its Cholesky factor; fitted weights to the
// equations that they solve; searched scales to a search of their neighbours. Small cases are found by hand.
//
//===----------------------------------------------------------------------===//

#include "Factorization.h"
#include "FitOutputs.h"
#include "Gptq.h"
#include "SearchScales.h"

#include "LoopOrders.h"

#include "gtest/gtest.h"

#include <cmath>
#include <numeric>
#include <random>

using namespace quantc::quantize;

namespace {

std::mt19937 engine(5);
int64_t choose(int64_t low, int64_t high) { return std::uniform_int_distribution<int64_t>(low, high)(engine); }

struct Problem {
  int64_t rows, taps;
  std::vector<float> weights, stored, scales, minScales;
  Refit refit = Refit::EachRow;

  Problem(int64_t rows, int64_t taps) : rows(rows), taps(taps), weights(rows * taps), stored(rows * taps) {
    scales.assign(rows, 1);
    minScales.assign(rows, 1e-30f);
    for (float &weight : weights)
      weight = float(choose(-7000, 7000)) / 1000;
  }
  WeightRows get() {
    return {rows, taps, weights.data(), minScales.data(), -7, 7, refit, stored.data(), scales.data()};
  }
};

/// Samples of which each tap takes something from the one before.
TapSamples makeSamples(int64_t taps, int64_t count) {
  TapSamples samples{taps, count, std::vector<int32_t>(taps * count)};
  for (int64_t i = 0; i < count; ++i)
    for (int64_t tap = 0; tap < taps; ++tap)
      samples.values[tap * count + i] = int32_t(choose(0, 100) + (tap ? samples.values[(tap - 1) * count + i] / 2 : 0));
  return samples;
}

using Matrix = std::vector<std::vector<double>>;

Matrix permute(const TapCovariance &covariance, const std::vector<int64_t> &order) {
  Matrix matrix(order.size(), std::vector<double>(order.size()));
  for (size_t i = 0; i < order.size(); ++i)
    for (size_t j = 0; j < order.size(); ++j)
      matrix[i][j] = covariance.matrix[order[i] * covariance.taps + order[j]];
  return matrix;
}

/// Gauss and Jordan's inverse.
Matrix invert(Matrix a) {
  size_t n = a.size();
  Matrix inverse(n, std::vector<double>(n));
  for (size_t i = 0; i < n; ++i)
    inverse[i][i] = 1;
  for (size_t k = 0; k < n; ++k) {
    double pivot = a[k][k];
    for (size_t j = 0; j < n; ++j)
      a[k][j] /= pivot, inverse[k][j] /= pivot;
    for (size_t i = 0; i < n; ++i)
      if (double factor = i == k ? 0 : a[i][k]; factor != 0)
        for (size_t j = 0; j < n; ++j)
          a[i][j] -= factor * a[k][j], inverse[i][j] -= factor * inverse[k][j];
  }
  return inverse;
}

/// The upper triangular U with a = U' U.
Matrix factorize(const Matrix &a) {
  size_t n = a.size();
  Matrix u(n, std::vector<double>(n));
  for (size_t i = 0; i < n; ++i)
    for (size_t j = i; j < n; ++j) {
      double sum = a[i][j];
      for (size_t k = 0; k < i; ++k)
        sum -= u[k][i] * u[k][j];
      u[i][j] = i == j ? std::sqrt(sum) : sum / u[i][i];
    }
  return u;
}

/// The method's pseudocode, of one row.
std::vector<float> quantizeAsPublished(std::vector<double> w, const Matrix &h, const std::vector<int64_t> &order) {
  Matrix u = factorize(invert(h));
  std::vector<float> stored(w.size());
  for (size_t j = 0; j < w.size(); ++j) {
    double q = std::fmin(std::fmax(std::nearbyint(w[order[j]]), -7), 7);
    stored[order[j]] = float(q);
    double error = (w[order[j]] - q) / u[j][j];
    for (size_t i = j + 1; i < w.size(); ++i)
      w[order[i]] -= error * u[j][i];
  }
  return stored;
}

TEST(Gptq, AsPublished) {
  for (int round = 0; round < 40; ++round) {
    int64_t taps = choose(1, 30);
    TapCovariance covariance = computeCovariance(makeSamples(taps, 200), forward);
    covariance.setRidge(round % 2 ? 0.01 : 0.1);
    TapOrder way = round % 4 < 2 ? TapOrder::Falling : TapOrder::Natural;
    Problem problem(choose(1, 20), taps);
    WeightRows rows = problem.get();
    feedErrorsForward(rows, covariance, way, forward);
    std::vector<int64_t> order(taps);
    std::iota(order.begin(), order.end(), 0);
    if (way == TapOrder::Falling)
      std::sort(order.begin(), order.end(), [&](int64_t a, int64_t b) {
        double x = covariance.variances[a], y = covariance.variances[b];
        return x != y ? x > y : a < b;
      });
    Matrix h = permute(covariance, order);
    for (int64_t row = 0; row < problem.rows; ++row) {
      const float *first = problem.weights.data() + row * taps;
      std::vector<float> found(problem.stored.begin() + row * taps, problem.stored.begin() + (row + 1) * taps);
      EXPECT_EQ(found, quantizeAsPublished(std::vector<double>(first, first + taps), h, order));
    }
  }
}

TEST(Gptq, ByHand) {
  // Both taps read the same: what 2.4 loses, 1.3 takes. Without noise the ridge is all that keeps them apart.
  TapCovariance covariance = computeCovariance({2, 2, {0, 2, 0, 2}}, forward);
  Problem problem(1, 2);
  problem.weights = {2.4f, 1.3f};
  WeightRows rows = problem.get();
  feedErrorsForward(rows, covariance, TapOrder::Natural, forward);
  EXPECT_EQ(problem.stored, (std::vector<float>{2, 2}));
}

TEST(Gptq, OrderMatters) {
  // The second tap varies more: it goes first by variance, and then the first one makes good what it lost.
  TapCovariance covariance = computeCovariance({2, 4, {0, 2, 0, 2, 0, 5, 0, 4}}, forward);
  auto round = [&](TapOrder order) {
    Problem problem(1, 2);
    problem.weights = {1.4f, 2.4f};
    WeightRows rows = problem.get();
    feedErrorsForward(rows, covariance, order, forward);
    return problem.stored;
  };
  EXPECT_EQ(round(TapOrder::Falling), (std::vector<float>{2, 2}));
  EXPECT_EQ(round(TapOrder::Natural), (std::vector<float>{1, 3}));
}

TEST(Gptq, StoredValuesStayWithinTheirRange) {
  TapCovariance covariance = computeCovariance({2, 2, {0, 2, 0, 2}}, forward);
  Problem problem(1, 2);
  problem.weights = {30, 30};
  WeightRows rows = problem.get();
  feedErrorsForward(rows, covariance, TapOrder::Falling, forward);
  EXPECT_EQ(problem.stored, (std::vector<float>{7, 7}));
}

TEST(Gptq, OrderOfRowsDoesNotShow) {
  TapCovariance covariance = computeCovariance(makeSamples(33, 300), forward);
  Problem problem(21, 33), other = problem;
  WeightRows rows = problem.get(), otherRows = other.get();
  feedErrorsForward(rows, covariance, TapOrder::Falling, forward);
  feedErrorsForward(otherRows, covariance, TapOrder::Falling, backward);
  EXPECT_EQ(problem.stored, other.stored);
}

TEST(Gptq, NothingToGoByChangesNothing) {
  TapSamples samples{2, 2, {3, 3, 5, 5}};
  Problem problem(1, 2);
  problem.stored = {3, 4};
  WeightRows rows = problem.get();
  std::vector<float> weights = problem.weights;
  TapCovariance covariance = computeCovariance(samples, forward);
  feedErrorsForward(rows, covariance, TapOrder::Falling, forward);
  fitOutputs(rows, samples, {1, 2}, covariance, forward);
  searchScales(rows, covariance, forward);
  EXPECT_EQ(problem.stored, (std::vector<float>{3, 4}));
  EXPECT_EQ(problem.weights, weights);
  EXPECT_EQ(problem.scales[0], 1);
}

TEST(Covariance, RidgeCanBeSet) {
  TapCovariance covariance = computeCovariance({2, 3, {0, 2, 4, 0, 1, 2}}, forward);
  EXPECT_FLOAT_EQ(covariance.variances[0], 8.0f / 3);
  EXPECT_FLOAT_EQ(covariance.variances[1], 2.0f / 3);
  covariance.setRidge(0.5);
  EXPECT_FLOAT_EQ(covariance.ridge, 0.5f * 5 / 3);
  EXPECT_FLOAT_EQ(covariance.matrix[0], 8.0f / 3 + 2.5f / 3);
  EXPECT_FLOAT_EQ(covariance.matrix[3], 2.0f / 3 + 2.5f / 3);
  EXPECT_FLOAT_EQ(covariance.matrix[1], 4.0f / 3);
}

TEST(Covariance, MeansCanCount) {
  // E[x x']: 20 / 3, 5 / 3 and 10 / 3.
  TapCovariance moments = computeCovariance({2, 3, {0, 2, 4, 0, 1, 2}}, forward, /*takesMeans=*/false);
  EXPECT_FLOAT_EQ(moments.variances[0], 20.0f / 3);
  EXPECT_FLOAT_EQ(moments.variances[1], 5.0f / 3);
  EXPECT_FLOAT_EQ(moments.matrix[1], 10.0f / 3);
  EXPECT_FALSE(computeCovariance({2, 3, {7, 7, 7, -1, -1, -1}}, forward, /*takesMeans=*/false).isZero);
}

TEST(Factorization, ProductIsTheMatrix) {
  for (int64_t taps : {1, 2, 7, 20}) {
    TapCovariance covariance = computeCovariance(makeSamples(taps, 100), forward);
    std::vector<int64_t> order(taps);
    std::iota(order.rbegin(), order.rend(), 0);
    Factorization found(covariance, order);
    double trace = 0;
    for (float variance : covariance.variances)
      trace += variance;
    for (int64_t i = 0; i < taps; ++i)
      for (int64_t j = i; j < taps; ++j) {
        double sum = 0;
        for (int64_t k = j; k < taps; ++k)
          sum += found.factor[i * taps + k] * found.factor[j * taps + k];
        EXPECT_NEAR(sum, covariance.matrix[order[i] * taps + order[j]], 1e-9 * trace);
      }
  }
}

TEST(FitOutputs, EquationsAreSolved) {
  for (int round = 0; round < 10; ++round) {
    int64_t taps = choose(1, 20), count = choose(30, 200);
    TapSamples samples = makeSamples(taps, count);
    TapCovariance covariance = computeCovariance(samples, forward);
    Problem problem(choose(1, 20), taps);
    std::vector<float> outputs(problem.rows * count), given = problem.weights;
    for (float &output : outputs)
      output = float(choose(-1000, 1000));
    WeightRows rows = problem.get();
    fitOutputs(rows, samples, outputs, covariance, round % 2 ? forward : backward);
    // (y - E y) (x - E x)' / n + r w = w* H
    for (int64_t row = 0; row < problem.rows; ++row)
      for (int64_t tap = 0; tap < taps; ++tap) {
        double y = 0, x = 0, wanted = 0, found = 0, size = 0;
        for (int64_t i = 0; i < count; ++i) {
          y += double(outputs[row * count + i]) / double(count);
          x += double(samples.values[tap * count + i]) / double(count);
        }
        for (int64_t i = 0; i < count; ++i)
          wanted += (outputs[row * count + i] - y) * (samples.values[tap * count + i] - x) / double(count);
        wanted += double(covariance.ridge) * given[row * taps + tap];
        for (int64_t other = 0; other < taps; ++other) {
          double part = double(problem.weights[row * taps + other]) * covariance.matrix[other * taps + tap];
          found += part;
          size += std::fabs(part);
        }
        EXPECT_NEAR(found, wanted, 1e-5 * size + 1);
      }
  }
}

TEST(FitOutputs, ByHand) {
  // H = 1 + 0.01, y = 3 x: w* = (3 + 0.01 w) / 1.01 whatever is added to y.
  TapSamples samples{1, 2, {0, 2}};
  Problem problem(2, 1);
  problem.weights = {3, 1};
  WeightRows rows = problem.get();
  fitOutputs(rows, samples, {0, 6, 100, 106}, computeCovariance(samples, forward), forward);
  EXPECT_FLOAT_EQ(problem.weights[0], 3);
  EXPECT_FLOAT_EQ(problem.weights[1], 3.01f / 1.01f);
}

TEST(SearchScales, LeastErrorOfAll) {
  for (int round = 0; round < 10; ++round) {
    int64_t taps = choose(1, 20);
    TapCovariance covariance = computeCovariance(makeSamples(taps, 100), forward);
    Problem problem(5, taps);
    WeightRows rows = problem.get();
    searchScales(rows, covariance, forward);
    for (int64_t row = 0; row < 5; ++row) {
      const float *w = problem.weights.data() + row * taps;
      float greatest = 0;
      for (int64_t tap = 0; tap < taps; ++tap)
        greatest = std::max(greatest, std::fabs(w[tap]));
      auto getError = [&](float scale) {
        double error = 0;
        for (int64_t tap = 0; tap < taps; ++tap) {
          float q = std::fmin(std::fmax(std::nearbyint(w[tap] / scale), -7.0f), 7.0f);
          error += covariance.matrix[tap * taps + tap] * std::pow(w[tap] - double(scale) * q, 2);
        }
        return error;
      };
      double found = getError(problem.scales[row]);
      for (int percent = 35; percent <= 100; ++percent)
        EXPECT_LE(found, getError(greatest / 7 * float(percent) / 100));
      for (int64_t tap = 0; tap < taps; ++tap)
        EXPECT_EQ(problem.stored[row * taps + tap],
                  std::fmin(std::fmax(std::nearbyint(w[tap] / problem.scales[row]), -7.0f), 7.0f));
    }
  }
}

TEST(SearchScales, VariancesCount) {
  // The tap with the largest weight is cut off if it hardly varies, and decides if it does.
  auto search = [](std::vector<int32_t> values, Refit refit, float minScale) {
    TapCovariance covariance = computeCovariance({2, 2, std::move(values)}, forward);
    Problem problem(2, 2);
    problem.weights = {7, 2.45f, 7, 2.45f};
    problem.refit = refit;
    problem.minScales = {1e-30f, minScale};
    WeightRows rows = problem.get();
    searchScales(rows, covariance, forward);
    return problem.scales;
  };
  // 0.82: three steps are 2.46.
  EXPECT_FLOAT_EQ(search({0, 1, 0, 1000}, Refit::EachRow, 0)[0], 0.82f);
  EXPECT_FLOAT_EQ(search({0, 1000, 0, 1}, Refit::EachRow, 0)[0], 1);
  EXPECT_FLOAT_EQ(search({0, 1, 0, 1000}, Refit::EachRow, 0.9f)[0], 0.82f);
  EXPECT_FLOAT_EQ(search({0, 1, 0, 1000}, Refit::EachRow, 0.9f)[1], 0.9f);
  EXPECT_EQ(search({0, 1, 0, 1000}, Refit::OneForAll, 0.9f), (std::vector<float>{0.9f, 0.9f}));
  EXPECT_EQ(search({0, 1, 0, 1000}, Refit::None, 0)[0], 1);
}

} // namespace
