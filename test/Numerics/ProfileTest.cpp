//===- ProfileTest.cpp - The arithmetic of other systems ------------------===//
//
// The expected values are what ONNX Runtime 1.31 gives on a CPU with AVX2, found by
// running it; tools/check-oracles compares whole tensors.
//
//===----------------------------------------------------------------------===//

#include "quantc/Numerics/Profile.h"
#include "quantc/Numerics/ScalarOps.h"

#include "gtest/gtest.h"

using namespace quantc::numerics;

namespace {

/// Two codes, how they and the result are stored, and the result.
struct Row {
  int a, b;
  QuantParams typeA, typeB, typeOut;
  int expected;
};

// Rows on which N8, and a sum in another order or without fma, are a code off.
TEST(Ort, Sum) {
  const Row rows[] = {
      {245, 250, {0x1.2f1aap-5f, 239, 0, 255}, {0x1.89374cp-6f, 249, 0, 255}, {0x1.89374cp-7f, 92, 0, 255}, 113},
      {-39,
       -125,
       {0x1.78d5p-6f, -63, -128, 127},
       {0x1.3f7ceep-5f, -107, -128, 127},
       {0x1.89374cp-7f, 85, -128, 127},
       72},
      {121, 111, {0x1.78d5p-6f, 55, -128, 127}, {0x1.eb852p-7f, 124, -128, 127}, {0x1.cac084p-7f, -81, -128, 127}, 14},
      {2,
       14,
       {0x1.47ae16p-7f, -38, -128, 127},
       {0x1.47ae16p-8f, -110, -128, 127},
       {0x1.89374cp-6f, -84, -128, 127},
       -41},
      {22, 94, {0x1.89374cp-7f, 145, 0, 255}, {0x1.78d5p-6f, 132, 0, 255}, {0x1.47ae16p-6f, 180, 0, 255}, 62},
      {66, 89, {0x1.ba5e36p-6f, 82, -128, 127}, {0x1.0e5604p-5f, 40, -128, 127}, {0x1.eb852p-6f, 28, -128, 127}, 67},
      {40, 184, {0x1.78d5p-6f, 27, 0, 255}, {0x1.26e97ap-5f, 249, 0, 255}, {0x1.a9fbe8p-6f, 243, 0, 255}, 165},
      {137, 206, {0x1.99999ap-6f, 45, 0, 255}, {0x1.6872b2p-7f, 246, 0, 255}, {0x1.89374cp-6f, 8, 0, 255}, 86},
      {249, 93, {0x1.89374cp-8f, 174, 0, 255}, {0x1.47ae16p-7f, 255, 0, 255}, {0x1.26e97ap-5f, 108, 0, 255}, 76},
      {-27,
       -125,
       {0x1.78d5p-6f, -63, -128, 127},
       {0x1.3f7ceep-5f, -107, -128, 127},
       {0x1.89374cp-7f, 85, -128, 127},
       95},
      {53, 196, {0x1.ba5e36p-6f, 186, 0, 255}, {0x1.fbe76ep-6f, 70, 0, 255}, {0x1.47ae16p-7f, 191, 0, 255}, 223},
  };
  PlainOps plain;
  for (const Row &row : rows) {
    OrtSum sum(row.typeA, row.typeB, row.typeOut);
    EXPECT_EQ(roundAndClamp(sumCodes(plain, float(row.a), float(row.b), sum), 0, row.typeOut.low, row.typeOut.high),
              row.expected);
  }
}

// Rows on which N8, and a multiplier that is rounded once, are a code off.
TEST(Ort, Product) {
  const Row rows[] = {
      {246, 226, {0x1.89374cp-7f, 251, 0, 255}, {0x1.581064p-6f, 201, 0, 255}, {0x1.cac084p-8f, 144, 0, 255}, 140},
      {-109, 96, {0x1.16872cp-5f, -84, -128, 127}, {0x1.eb852p-6f, 119, -128, 127}, {0x1.78d5p-6f, 67, -128, 127}, 92},
      {216, 38, {0x1.fbe76ep-6f, 241, 0, 255}, {0x1.0624dep-5f, 68, 0, 255}, {0x1.0624dep-6f, 96, 0, 255}, 142},
      {-93,
       19,
       {0x1.ba5e36p-6f, 27, -128, 127},
       {0x1.16872cp-6f, -106, -128, 127},
       {0x1.eb852p-6f, 115, -128, 127},
       -114},
  };
  for (const Row &row : rows) {
    Rounding rounding{0, row.typeOut.low, row.typeOut.high};
    rounding.shift = float(row.typeOut.zeroPoint);
    float multiplier = getProductMultiplier(Profile::Ort, row.typeA.scale, row.typeB.scale, row.typeOut.scale);
    EXPECT_EQ(mul(row.a - row.typeA.zeroPoint, row.b - row.typeB.zeroPoint, multiplier, rounding), row.expected);
  }
}

// Multipliers stay finite, so that nothing becomes NaN.
TEST(Ort, Extremes) {
  QuantParams least{FLT_MIN, 0, -128, 127}, most{FLT_MAX, 5, -128, 127};
  PlainOps plain;
  OrtSum sum(most, most, least);
  EXPECT_EQ(sum.multiplierA, kMaxMultiplier);
  EXPECT_EQ(roundAndClamp(sumCodes(plain, 127.0f, 127.0f, sum), 0, -128, 127), 127);
  EXPECT_EQ(roundAndClamp(sumCodes(plain, -128.0f, -128.0f, sum), 0, -128, 127), -128);
  EXPECT_EQ(getProductMultiplier(Profile::Ort, FLT_MAX, FLT_MAX, 1), kMaxMultiplier);
  Rounding rounding{0, -128, 127};
  rounding.shift = 7;
  EXPECT_EQ(roundWithSlope(NAN, rounding), 7);
  EXPECT_EQ(roundWithSlope(INFINITY, rounding), 127);
}

} // namespace
