//===- DynamicTest.cpp - Scales that a run finds --------------------------===//
//
// The torch formula is compared with getTorchDynamicParams, which the vectors of
// tools/check-oracles check; expected values of the others are computed by hand.
//
//===----------------------------------------------------------------------===//

#include "quantc/Numerics/Dynamic.h"
#include "quantc/Numerics/RangeParams.h"

#include "gtest/gtest.h"

#include <random>

using namespace quantc::numerics;

namespace {

PlainWideOps ops;

DynamicParams<PlainWideOps> choose(DynamicFormula formula, float low, float high, int32_t least = 0,
                                   int32_t most = 255) {
  return chooseDynamicParams(ops, low, high, DynamicSpec{formula, false, least, most});
}

int32_t code(const DynamicSpec &spec, float x, float zeroPoint, float scale) {
  return getDynamicCode(ops, x, zeroPoint, getDynamicFactor(ops, scale, spec), spec);
}

TEST(Dynamic, TorchAsChooseQuantizationParams) {
  std::mt19937 random(7);
  std::uniform_real_distribution<float> exponent(-45, 38), mantissa(1, 2);
  auto draw = [&] { return mantissa(random) * std::pow(10.0f, exponent(random)); };
  int tiny = 0;
  for (int i = 0; i < 20000; ++i) {
    // Of each sign alone, and none, as well.
    float low = i % 4 == 1 ? 0 : -draw(), high = i % 4 == 2 ? 0 : i % 4 == 3 ? -low * mantissa(random) : draw();
    if (!std::isfinite(high))
      continue;
    for (bool isReduced : {false, true}) {
      ScaleZeroPoint expected = getTorchDynamicParams(low, high, {0, 255}, false, isReduced);
      auto found = choose(DynamicFormula::Torch, low, high, 0, isReduced ? 127 : 255);
      ASSERT_EQ(found.scale, float(expected.scale)) << low << " " << high;
      ASSERT_EQ(found.zeroPoint, float(expected.zeroPoint)) << low << " " << high;
      tiny += expected.scale < 6.2e-5;
    }
  }
  EXPECT_GT(tiny, 1000); // scales that are raised
  auto zero = choose(DynamicFormula::Torch, 0, 0);
  EXPECT_EQ(zero.scale, 0.1f);
  EXPECT_EQ(zero.zeroPoint, 0);
}

TEST(Dynamic, Quantc) {
  auto params = choose(DynamicFormula::Quantc, -1, 4, -128, 127);
  EXPECT_EQ(params.scale, 5.0f / 255);
  EXPECT_EQ(params.zeroPoint, -77); // -128 + 51
  params = choose(DynamicFormula::Quantc, 0, 0, -128, 127);
  EXPECT_EQ(params.scale, 1);
  EXPECT_EQ(params.zeroPoint, -128);
  // Infinite ends count as the greatest finite numbers, whose difference f32 does not hold.
  params = choose(DynamicFormula::Quantc, -INFINITY, INFINITY);
  EXPECT_EQ(params.scale, float(2 * double(FLT_MAX) / 255));
  EXPECT_EQ(params.zeroPoint, 128);
  // Never subnormal.
  EXPECT_EQ(choose(DynamicFormula::Quantc, 0, 1e-40f).scale, FLT_MIN);
}

TEST(Dynamic, Ort) {
  // The example of DynamicQuantizeLinear in the standard.
  auto params = choose(DynamicFormula::Ort, -3, 2);
  EXPECT_EQ(params.scale, 5.0f / 255);
  EXPECT_EQ(params.zeroPoint, 153);
  params = choose(DynamicFormula::Ort, 0, 0);
  EXPECT_EQ(params.scale, 1);
  EXPECT_EQ(params.zeroPoint, 0);
  // 0.5 steps below 0: a tie, to even; both ends of the codes.
  EXPECT_EQ(choose(DynamicFormula::Ort, -0.5f, 254.5f).zeroPoint, 0);
  EXPECT_EQ(choose(DynamicFormula::Ort, -1.5f, 253.5f).zeroPoint, 2);
  EXPECT_EQ(choose(DynamicFormula::Ort, -255, 0).zeroPoint, 255);
  // The difference overflows f32: everything is 0.
  params = choose(DynamicFormula::Ort, -FLT_MAX, FLT_MAX);
  EXPECT_EQ(params.scale, INFINITY);
  EXPECT_EQ(params.zeroPoint, 0);
}

TEST(Dynamic, Tflite) {
  auto params = choose(DynamicFormula::Tflite, -1, 4, -128, 127);
  EXPECT_EQ(params.scale, 5.0f / 255);
  EXPECT_EQ(params.zeroPoint, -77);
  // -27.7 from either end.
  EXPECT_EQ(choose(DynamicFormula::Tflite, -0.7f, 1.08f, -128, 127).zeroPoint, -28);
  params = choose(DynamicFormula::Tflite, 0, 0, -128, 127);
  EXPECT_EQ(params.scale, 1);
  EXPECT_EQ(params.zeroPoint, 0);
}

TEST(Dynamic, Symmetric) {
  DynamicSpec spec{DynamicFormula::Tflite, true, -127, 127};
  auto params = chooseDynamicParams(ops, -6.35f, 2.0f, spec);
  EXPECT_EQ(params.scale, 6.35f / 127);
  EXPECT_EQ(params.zeroPoint, 0);
  EXPECT_EQ(chooseDynamicParams(ops, -1.0f, 12.7f, spec).scale, 12.7f / 127);
  EXPECT_EQ(chooseDynamicParams(ops, -0.0f, 0.0f, spec).scale, 1);
  spec = {DynamicFormula::Quantc, true, 0, 255};
  EXPECT_EQ(chooseDynamicParams(ops, -2.0f, 12.7f, spec).zeroPoint, 128);
  EXPECT_EQ(chooseDynamicParams(ops, -2.0f, 12.7f, spec).scale, 12.7f / 127);
}

TEST(Dynamic, Codes) {
  DynamicSpec spec{DynamicFormula::Ort, false, 0, 255};
  // Ties go to even before the zero point is added, of torch after.
  EXPECT_EQ(code(spec, 2.5f, 3, 1), 5);
  EXPECT_EQ(code(spec, 3.5f, 3, 1), 7);
  spec.formula = DynamicFormula::Torch;
  EXPECT_EQ(code(spec, 2.5f, 3, 1), 6);
  EXPECT_EQ(code(spec, 3.5f, 3, 1), 6);
  for (DynamicFormula formula :
       {DynamicFormula::Quantc, DynamicFormula::Torch, DynamicFormula::Ort, DynamicFormula::Tflite}) {
    spec.formula = formula;
    EXPECT_EQ(code(spec, NAN, 7, 0.5f), 7);
    EXPECT_EQ(code(spec, INFINITY, 7, 0.5f), 255);
    EXPECT_EQ(code(spec, -INFINITY, 7, 0.5f), 0);
    EXPECT_EQ(code(spec, 1e30f, 7, 0.5f), 255);
    EXPECT_EQ(code(spec, -1.0f, 7, 0.5f), 5);
    EXPECT_EQ(code(spec, -0.0f, 0, 0.5f), 0);
  }
  // The ends of signed codes.
  spec = {DynamicFormula::Quantc, false, -128, 127};
  EXPECT_EQ(code(spec, -100, -128, 1), -128);
  EXPECT_EQ(code(spec, 300, -128, 1), 127);
}

TEST(Dynamic, Accumulators) {
  EXPECT_EQ(subtractZeroPoint(1000, 3, -50), 1150);
  EXPECT_EQ(subtractZeroPoint(INT32_MAX, 255, -1), int32_t(0x800000fe)); // wraps
  EXPECT_EQ(dequantizeDynamic(16777217, 0.5f, 0.25f), 2097152.0f);
}

} // namespace
