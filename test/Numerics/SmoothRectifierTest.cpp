//===- SmoothRectifierTest.cpp - Errors of the polynomials of N8f ---------===//

#include "quantc/Numerics/SmoothRectifier.h"

#include "gtest/gtest.h"

#include <functional>

using namespace quantc::numerics;

namespace {

double normal(double x) { return 0.5 * std::erfc(-x * std::sqrt(0.5)); }

const std::pair<UnaryKind, std::function<double(double)>> functions[] = {
    {UnaryKind::Silu, [](double x) { return x / (1 + std::exp(-x)); }},
    {UnaryKind::Gelu, [](double x) { return x * normal(x); }},
    {UnaryKind::GeluTanh,
     [](double x) { return 0.5 * x * (1 + std::tanh(std::sqrt(2 / M_PI) * (x + 0.044715 * x * x * x))); }},
    {UnaryKind::Softplus, [](double x) { return std::max(x, 0.0) + std::log1p(std::exp(-std::fabs(x))); }},
    {UnaryKind::HardSwish, [](double x) { return x * std::min(std::max(x / 6 + 0.5, 0.0), 1.0); }},
};

// Over all that the polynomials see and beyond, at scales from 8 bits of large values to 16 of small ones.
TEST(SmoothRectifier, Error) {
  PlainOps plain;
  for (const auto &[kind, function] : functions) {
    const SmoothRectifier *rectifier = getSmoothRectifier(kind);
    ASSERT_NE(rectifier, nullptr);
    double bound = kind == UnaryKind::HardSwish ? 1e-6 : 2.3e-4, largest = 0;
    for (float scale : {1.0f, 0.03f, 1.7e-5f})
      for (int i = -40000; i <= 40000; ++i) {
        float t = float(i * 4e-4) / scale;
        double x = double(t) * scale,
               result = double(rectifySmoothly(plain, t, RectifierConstants(*rectifier, scale))) * scale;
        EXPECT_NEAR(result, function(x), bound + 1e-6 * std::fabs(x)) << int(kind) << " of " << x;
        largest = std::max(largest, std::fabs(std::max(x, 0.0) - result));
      }
    EXPECT_LE(largest, rectifier->largest * 1.0001);
    EXPECT_GE(largest, rectifier->largest * 0.95);
  }
}

TEST(SmoothRectifier, Ends) {
  PlainOps plain;
  for (const auto &[kind, function] : functions) {
    const SmoothRectifier &rectifier = *getSmoothRectifier(kind);
    // |t| * scale overflows: the function is that of a large x.
    EXPECT_EQ(rectifySmoothly(plain, 0x1p120f, RectifierConstants(rectifier, 0x1p20f)), 0x1p120f);
    EXPECT_NEAR(rectifySmoothly(plain, -0x1p120f, RectifierConstants(rectifier, 0x1p20f)), 0, 1e-9);
  }
  EXPECT_EQ(getSmoothRectifier(UnaryKind::Relu), nullptr);
  EXPECT_EQ(getSmoothRectifier(UnaryKind::Mish), nullptr);
}

// One bit pattern each: the order of operations and that they are fused.
TEST(SmoothRectifier, Bits) {
  PlainOps plain;
  auto at = [&](UnaryKind kind, float t, float scale) {
    return rectifySmoothly(plain, t, RectifierConstants(*getSmoothRectifier(kind), scale));
  };
  EXPECT_EQ(at(UnaryKind::HardSwish, -1.0f, 1.0f), -0x1.555556p-2f);
  EXPECT_EQ(at(UnaryKind::HardSwish, 2.0f, 1.0f), 0x1.aaaaaap0f);
  EXPECT_EQ(at(UnaryKind::Silu, 37.0f, 0.03f), 0x1.bd618cp+4f);
  EXPECT_EQ(at(UnaryKind::Silu, -37.0f, 0.03f), -0x1.253ce8p+3f);
  EXPECT_EQ(at(UnaryKind::Gelu, -21.0f, 0.05f), -0x1.8a9386p+1f);
  EXPECT_EQ(at(UnaryKind::GeluTanh, -21.0f, 0.05f), -0x1.8b0f9ap+1f);
  EXPECT_EQ(at(UnaryKind::Softplus, -12.0f, 0.1f), 0x1.512966p+1f);
}

} // namespace
