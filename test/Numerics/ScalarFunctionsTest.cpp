//===- ScalarFunctionsTest.cpp - Error bounds of the f32 functions --------===//
//
// Each function is compared with the host's f64 function on 2 million floats of
// all magnitudes: every 2039th bit pattern. The f64 functions are good to about one
// unit of their own last place, 2^-29 of ours.
//
//===----------------------------------------------------------------------===//

#include "quantc/Numerics/ScalarFunctions.h"

#include "gtest/gtest.h"

#include <functional>
#include <random>
#include <vector>

using namespace quantc::numerics;

namespace {

/// Returns the unit in the last place of an f32 near y; results below 2^-119 count with those of 2^-119.
double ulpOf(double y) {
  int exponent;
  std::frexp(std::max(std::fabs(y), 0x1p-119), &exponent);
  return std::ldexp(1.0, exponent - 24);
}

/// Returns the error of `y` in ulp. A result beyond the largest float may be infinite.
double errorOf(float y, double exact) {
  if (std::isnan(y) || std::isnan(exact))
    return std::isnan(y) == std::isnan(exact) ? 0 : INFINITY;
  if (std::isinf(y) || std::fabs(exact) > FLT_MAX)
    return std::fabs(exact) > 0.999999 * double(FLT_MAX) && std::signbit(y) == std::signbit(exact) ? 0 : INFINITY;
  return std::fabs(y - exact) / ulpOf(exact);
}

struct Case {
  const char *name;
  Unary function;
  double bound;
  std::function<double(double)> exact;
};

double softplusExactly(double x) { return std::max(x, 0.0) + std::log1p(std::exp(-std::fabs(x))); }
double geluTanhArgument(double x) { return std::sqrt(2 / M_PI) * (x + double(0.044715f) * x * x * x); }

const std::vector<Case> kCases = {
    {"exp", {UnaryKind::Exp}, 2, [](double x) { return std::exp(x); }},
    {"log", {UnaryKind::Log}, 2, [](double x) { return std::log(x); }},
    {"tanh", {UnaryKind::Tanh}, 2, [](double x) { return std::tanh(x); }},
    {"erf", {UnaryKind::Erf}, 2, [](double x) { return std::erf(x); }},
    {"sigmoid", {UnaryKind::Sigmoid}, 3, [](double x) { return 1 / (1 + std::exp(-x)); }},
    {"elu", {UnaryKind::Elu, 0.7f}, 3, [](double x) { return x >= 0 ? x : double(0.7f) * std::expm1(x); }},
    {"celu",
     {UnaryKind::Celu, 0.7f},
     4,
     [](double x) { return x >= 0 ? x : double(0.7f) * std::expm1(x / double(0.7f)); }},
    {"selu",
     {UnaryKind::Selu, 1.6732632f, 1.050701f},
     4,
     [](double x) { return double(1.050701f) * (x >= 0 ? x : double(1.6732632f) * std::expm1(x)); }},
    {"threshold", {UnaryKind::Threshold, 0.75f, -3.5f}, 0, [](double x) { return x > 0.75 ? x : -3.5; }},
    {"shrink",
     {UnaryKind::Shrink, 0.75f, 0.3f},
     0.5,
     [](double x) { return x < -0.75  ? x + double(0.3f)
                           : x > 0.75 ? x - double(0.3f)
                                      : 0; }},
    {"softsign", {UnaryKind::Softsign}, 2, [](double x) { return x / (1 + std::fabs(x)); }},
    {"sign", {UnaryKind::Sign}, 0, [](double x) { return x > 0   ? 1
                                                         : x < 0 ? -1
                                                                 : x; }},
    {"floor", {UnaryKind::Floor}, 0, [](double x) { return std::floor(x); }},
    {"ceil", {UnaryKind::Ceil}, 0, [](double x) { return std::ceil(x); }},
    {"round", {UnaryKind::Round}, 0, [](double x) { return std::nearbyint(x); }},
    {"silu", {UnaryKind::Silu}, 4, [](double x) { return x / (1 + std::exp(-x)); }},
    {"softplus", {UnaryKind::Softplus}, 4, softplusExactly},
    {"mish", {UnaryKind::Mish}, 4, [](double x) { return x * std::tanh(softplusExactly(x)); }},
    {"gelu", {UnaryKind::Gelu}, 7, [](double x) { return 0.5 * x * std::erfc(-x / std::sqrt(2.0)); }},
    {"sqrt", {UnaryKind::Sqrt}, 0.5, [](double x) { return std::sqrt(x); }},
    {"reciprocal", {UnaryKind::Reciprocal}, 0.5, [](double x) { return 1 / x; }},
    {"leaky_relu", {UnaryKind::LeakyRelu, 0.1f}, 0.5, [](double x) { return x >= 0 ? x : x * double(0.1f); }},
    {"pow 2.7", {UnaryKind::PowScalar, 2.7f}, 2, [](double x) { return std::pow(x, double(2.7f)); }},
    {"pow -0.75", {UnaryKind::PowScalar, -0.75f}, 2, [](double x) { return std::pow(x, -0.75); }},
    {"pow 7", {UnaryKind::PowScalar, 7}, 2, [](double x) { return std::pow(x, 7); }},
    {"pow -37.3", {UnaryKind::PowScalar, -37.3f}, 2, [](double x) { return std::pow(x, double(-37.3f)); }},
    {"pow 250.3", {UnaryKind::PowScalar, 250.3f}, 6, [](double x) { return std::pow(x, double(250.3f)); }},
};

float floatOf(uint32_t pattern) {
  float x;
  std::memcpy(&x, &pattern, sizeof x);
  return x;
}

TEST(ScalarFunctions, ErrorBounds) {
  for (const Case &c : kCases) {
    double worst = 0;
    float at = 0;
    for (uint64_t pattern = 0; pattern <= UINT32_MAX; pattern += 2039) {
      float x = floatOf(uint32_t(pattern));
      if (!std::isfinite(x))
        continue;
      double error = errorOf(evaluate(c.function, x), c.exact(x));
      if (error > worst)
        worst = error, at = x;
    }
    EXPECT_LE(worst, c.bound) << c.name << " at " << at;
  }
}

// Where the pieces meet, and ties.
TEST(ScalarFunctions, BordersOfPieces) {
  auto at = [](UnaryKind kind, float x) { return evaluate(Unary{kind, 0.75f, 0.25f}, x); };
  EXPECT_EQ(at(UnaryKind::Threshold, 0.75f), 0.25f);
  EXPECT_EQ(at(UnaryKind::Threshold, std::nextafter(0.75f, 1.0f)), std::nextafter(0.75f, 1.0f));
  EXPECT_EQ(at(UnaryKind::Shrink, 0.75f), 0);
  EXPECT_EQ(at(UnaryKind::Shrink, -0.75f), 0);
  EXPECT_EQ(at(UnaryKind::Shrink, 1), 0.75f);
  EXPECT_EQ(at(UnaryKind::Shrink, -1), -0.75f);
  EXPECT_EQ(at(UnaryKind::Sign, 0), 0);
  const float ties[][4] = {{2.5f, 2, 2, 3},
                           {-2.5f, -2, -3, -2},
                           {3.5f, 4, 3, 4},
                           {-0.25f, 0, -1, 0},
                           {8388607.5f, 8388608, 8388607, 8388608},
                           {7, 7, 7, 7}};
  for (auto [x, round, floor, ceil] : ties) {
    EXPECT_EQ(at(UnaryKind::Round, x), round) << x;
    EXPECT_EQ(at(UnaryKind::Floor, x), floor) << x;
    EXPECT_EQ(at(UnaryKind::Ceil, x), ceil) << x;
  }
  EXPECT_EQ(at(UnaryKind::Softsign, INFINITY), 1);
  EXPECT_EQ(at(UnaryKind::Softsign, -INFINITY), -1);
  EXPECT_EQ(at(UnaryKind::Floor, -INFINITY), -INFINITY);
}

TEST(ScalarFunctions, GeluTanhErrorBound) {
  Unary function{UnaryKind::GeluTanh};
  for (uint64_t pattern = 0; pattern <= UINT32_MAX; pattern += 2039) {
    float x = floatOf(uint32_t(pattern));
    if (!std::isfinite(x) || std::fabs(x) > 1e9)
      continue;
    double u = geluTanhArgument(x), exact = x / (1 + std::exp(-2 * u));
    double bound = x > -1 ? 4 * ulpOf(exact) : std::fabs(exact) * 0x1p-22 * (1 + std::fabs(2 * u)) + 0x1p-140;
    ASSERT_LE(std::fabs(evaluate(function, x) - exact), bound) << x;
  }
}

TEST(ScalarFunctions, PowerOfTwoOperands) {
  std::mt19937 random(7);
  std::uniform_real_distribution<float> nearOne(0.5f, 1.5f), exponent(-300, 300), magnitude(-40, 40);
  for (int i = 0; i < 1000000; ++i) {
    float x = i & 1 ? nearOne(random) : std::exp2(magnitude(random)),
          y = i & 1 ? exponent(random) : magnitude(random) / 8;
    ASSERT_LE(errorOf(power(x, y), std::pow(double(x), double(y))), 6) << x << " " << y;
  }
}

// IEEE 754's table of special cases, as the C library has it; only NaN to the power 0 differs.
TEST(ScalarFunctions, PowerOfSpecialValues) {
  const float values[] = {0.0f,     -0.0f, 1.0f,  -1.0f,       2.0f,      -2.0f,  0.5f,  -2.5f, 3.0f,
                          INFINITY, NAN,   -3.0f, 16777215.0f, -INFINITY, 1e-45f, 1e38f, -0.5f, 8388609.0f};
  for (float x : values)
    for (float y : values) {
      float expected = std::isnan(x) || std::isnan(y) ? NAN : float(std::pow(double(x), double(y)));
      float found = power(x, y);
      if (std::isnan(expected)) {
        EXPECT_TRUE(std::isnan(found)) << x << " " << y;
        continue;
      }
      EXPECT_LE(errorOf(found, expected), 2) << x << " " << y << " gives " << found << ", expected " << expected;
      EXPECT_EQ(std::signbit(found), std::signbit(expected)) << x << " " << y;
    }
}

TEST(ScalarFunctions, NanGivesNan) {
  for (int kind = 0; kind <= int(UnaryKind::PowScalar); ++kind)
    for (uint32_t pattern : {0x7fc00000u, 0xffc00001u, 0x7f800001u})
      EXPECT_TRUE(std::isnan(evaluate(Unary{UnaryKind(kind), 0.3f, 0.7f}, floatOf(pattern)))) << kind;
}

TEST(ScalarFunctions, InfinitiesGiveTheLimit) {
  auto at = [](UnaryKind kind, float x) { return evaluate(Unary{kind, 0.5f, 2.0f}, x); };
  for (UnaryKind kind : {UnaryKind::Silu, UnaryKind::Gelu, UnaryKind::GeluTanh, UnaryKind::Mish, UnaryKind::HardSwish,
                         UnaryKind::Relu, UnaryKind::Softplus, UnaryKind::Exp}) {
    EXPECT_EQ(at(kind, INFINITY), INFINITY) << int(kind);
    EXPECT_EQ(at(kind, -INFINITY), 0.0f) << int(kind);
    EXPECT_EQ(at(kind, -FLT_MAX), 0.0f) << int(kind);
  }
  EXPECT_EQ(at(UnaryKind::Tanh, -INFINITY), -1.0f);
  EXPECT_EQ(at(UnaryKind::Erf, INFINITY), 1.0f);
  EXPECT_EQ(at(UnaryKind::Sigmoid, INFINITY), 1.0f);
  EXPECT_EQ(at(UnaryKind::Sigmoid, -INFINITY), 0.0f);
  EXPECT_EQ(at(UnaryKind::Elu, -INFINITY), -0.5f);
  EXPECT_EQ(at(UnaryKind::Clip, -INFINITY), 0.5f);
  EXPECT_EQ(at(UnaryKind::Log, 0.0f), -INFINITY);
  EXPECT_EQ(at(UnaryKind::Log, INFINITY), INFINITY);
  EXPECT_TRUE(std::isnan(at(UnaryKind::Log, -1.0f)));
}

TEST(ScalarFunctions, KnownBits) {
  EXPECT_EQ(evaluate({UnaryKind::Exp}, 0.0f), 1.0f);
  EXPECT_EQ(evaluate({UnaryKind::Log}, 1.0f), 0.0f);
  EXPECT_EQ(evaluate({UnaryKind::Sigmoid}, 0.0f), 0.5f);
  EXPECT_EQ(evaluate({UnaryKind::HardSwish}, 3.0f), 3.0f);
  EXPECT_EQ(evaluate({UnaryKind::Abs}, -0.0f), 0.0f);
  EXPECT_TRUE(std::signbit(evaluate({UnaryKind::Neg}, 0.0f)));
  EXPECT_TRUE(std::signbit(evaluate({UnaryKind::Tanh}, -0.0f)));
}

// The vectorized loop gives the bits of the single call, whatever instructions the host has.
TEST(ScalarFunctions, ArraysEqualSingleCalls) {
  std::vector<float> x, y;
  for (uint64_t pattern = 0; pattern <= UINT32_MAX; pattern += 65003)
    x.push_back(floatOf(uint32_t(pattern)));
  y.resize(x.size());
  for (int kind = 0; kind <= int(UnaryKind::PowScalar); ++kind) {
    Unary function{UnaryKind(kind), 0.3f, 0.7f};
    evaluate(function, x.data(), y.data(), x.size());
    for (size_t i = 0; i < x.size(); ++i) {
      float single = evaluate(function, x[i]);
      ASSERT_TRUE((std::isnan(single) && std::isnan(y[i])) || PlainOps::bits(single) == PlainOps::bits(y[i]))
          << kind << " " << x[i];
    }
  }
}

} // namespace
