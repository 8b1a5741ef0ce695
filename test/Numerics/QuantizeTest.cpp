//===- QuantizeTest.cpp - Integer arithmetic against its definition -------===//
//
// The expected values are computed with exact arithmetic: __int128 and fractions,
// not with the code under test.
//
//===----------------------------------------------------------------------===//

#include "quantc/Numerics/Quantize.h"
#include "quantc/Numerics/Padding.h"
#include "quantc/Numerics/TopK.h"

#include "gtest/gtest.h"

#include <random>

using namespace quantc::numerics;

namespace {

/// Returns numerator / 2^shift rounded to an integer, ties to even; exact.
int64_t roundEvenExactly(__int128 numerator, int shift) {
  __int128 one = __int128(1) << shift, floor = numerator >> shift, rest = numerator - floor * one;
  bool up = rest * 2 > one || (rest * 2 == one && (floor & 1));
  return int64_t(floor + up);
}

TEST(RoundEven, TiesAndNeighbours) {
  for (int i = -2000; i <= 2000; ++i) {
    float tie = float(i) + 0.5f;
    EXPECT_EQ(roundEven(tie), float(roundEvenExactly(2 * __int128(i) + 1, 1)));
    EXPECT_EQ(roundEven(std::nextafter(tie, INFINITY)), float(i + 1));
    EXPECT_EQ(roundEven(std::nextafter(tie, -INFINITY)), float(i));
  }
  EXPECT_EQ(roundEven(0.49999997f), 0.0f);
  EXPECT_EQ(roundEven(8388607.5f), 8388608.0f);
  EXPECT_EQ(roundEven(8388609.0f), 8388609.0f);
  EXPECT_EQ(roundEven(-3e38f), -3e38f);
  EXPECT_TRUE(std::signbit(roundEven(-0.25f)));
  EXPECT_TRUE(std::isnan(roundEven(NAN)));
  EXPECT_EQ(roundEven(-INFINITY), -INFINITY);
}

// N2: every half step, for every zero point of signed and unsigned storage. Scale 1/4 makes the quotient exact.
TEST(Quantize, AllTiesOfAllZeroPoints) {
  for (bool isSigned : {false, true})
    for (int zeroPoint = 0; zeroPoint < 256; ++zeroPoint) {
      int low = isSigned ? -128 : 0;
      QuantParams type{0.25f, zeroPoint + low, low, low + 255};
      for (int half = -1100; half <= 1100; ++half) {
        int64_t expected = roundEvenExactly(half, 1) + type.zeroPoint;
        expected = std::max<int64_t>(type.low, std::min<int64_t>(type.high, expected));
        ASSERT_EQ(quantize(float(half) * 0.125f, type), expected) << half << " " << type.zeroPoint;
      }
      EXPECT_EQ(quantize(NAN, type), type.zeroPoint);
      EXPECT_EQ(quantize(INFINITY, type), type.high);
      EXPECT_EQ(quantize(-INFINITY, type), type.low);
      EXPECT_EQ(quantize(3e38f, type), type.high);
      EXPECT_EQ(quantize(-0.0f, type), type.zeroPoint);
    }
}

// Every stored value survives dequantize and quantize, for 256 zero points and odd scales.
TEST(Quantize, RoundTrip) {
  for (float scale : {0.0078431377f, 1e-20f, 3.7e18f, 0.1f})
    for (int zeroPoint = -128; zeroPoint <= 127; ++zeroPoint) {
      QuantParams type{scale, zeroPoint, -128, 127};
      for (int q = -128; q <= 127; ++q)
        ASSERT_EQ(quantize(dequantize(q, type), type), q);
    }
}

TEST(Quantize, WideStorage) {
  QuantParams type{1.0f, 0, INT32_MIN, INT32_MAX};
  EXPECT_EQ(quantize(2147483520.0f, type), 2147483520);
  EXPECT_EQ(quantize(2147483648.0f, type), INT32_MAX);
  EXPECT_EQ(quantize(-2147483648.0f, type), INT32_MIN);
  EXPECT_EQ(quantize(-1e20f, type), INT32_MIN);
  type.zeroPoint = INT32_MAX;
  EXPECT_EQ(quantize(100.0f, type), INT32_MAX);
  EXPECT_EQ(quantize(-1.0f, type), INT32_MAX - 1);
}

// The division is true division: x / s and x * (1 / s) round apart here (oracle: ONNX QuantizeLinear).
TEST(Quantize, DividesByTheScale) {
  QuantParams type{0.00214854861f, 0, 0, 255};
  EXPECT_EQ(quantize(0.273939937f, type), 127);
}

// N5 with m = 2^-k: every tie of small accumulators, for every zero point.
TEST(Requantize, AllTiesOfAllZeroPoints) {
  for (int zeroPoint = -128; zeroPoint <= 127; ++zeroPoint) {
    Rounding rounding{zeroPoint, -128, 127};
    for (int shift : {1, 3, 8})
      for (int64_t acc = -(600 << shift); acc <= (600 << shift); acc += shift == 8 ? 37 : 1) {
        int64_t expected = roundEvenExactly(acc, shift) + zeroPoint;
        expected = std::max<int64_t>(-128, std::min<int64_t>(127, expected));
        ASSERT_EQ(requantize(acc, std::ldexp(1.0f, -shift), rounding), expected);
      }
  }
}

// Both ends of 32 bits, multipliers at and above 1, and sums of 64 bits: no wrap.
TEST(Requantize, Saturates) {
  for (float multiplier : {0.5f, 1.0f, 3.0f, 1e30f})
    for (int zeroPoint : {-128, 0, 127}) {
      Rounding rounding{zeroPoint, -128, 127};
      EXPECT_EQ(requantize(INT32_MAX, multiplier, rounding), 127);
      EXPECT_EQ(requantize(INT32_MIN, multiplier, rounding), -128);
      EXPECT_EQ(requantize(int64_t(1) << 50, multiplier, rounding), 127);
    }
}

// f32(acc) is one rounding: 2^24 + 1 is 2^24, 2^24 + 3 is 2^24 + 4.
TEST(Requantize, RoundsTheAccumulator) {
  Rounding rounding{0, INT32_MIN, INT32_MAX};
  EXPECT_EQ(requantize(16777217, 1.0f, rounding), 16777216);
  EXPECT_EQ(requantize(16777219, 1.0f, rounding), 16777220);
  EXPECT_EQ(requantize((int64_t(1) << 40) + 1, 0x1p-20f, rounding), 1 << 20);
}

// N8d: the slope acts on the unrounded value; -0 and positive values keep theirs.
TEST(Requantize, NegativeSlope) {
  Rounding rounding{10, -128, 127, 0.5f};
  EXPECT_EQ(requantize(-5, 1.0f, rounding), 10 - 2); // -2.5, a tie
  EXPECT_EQ(requantize(-3, 0.5f, rounding), 10 - 1); // -0.75; rounded first it would be -1
  EXPECT_EQ(requantize(5, 1.0f, rounding), 15);
  rounding.negativeSlope = 0;
  EXPECT_EQ(requantize(-1000, 1.0f, rounding), 10);
  rounding.negativeSlope = -1;
  EXPECT_EQ(requantize(-20, 1.0f, rounding), 30);
}

// N5 and N8 are the vector sequence that kernels use: minimum with 32767, conversion to 32 bits with ties to even,
// saturation to 16 bits, saturating addition of the zero point, saturation to 8 bits.
TEST(Requantize, EqualsTheVectorSequence) {
  auto saturate16 = [](int64_t value) { return std::max<int64_t>(-32768, std::min<int64_t>(32767, value)); };
  auto vectorized = [&](int32_t acc, float multiplier, int zeroPoint) {
    double t = std::min(float(acc) * multiplier, 32767.0f);
    int64_t wide = t < -2147483648.0 ? INT32_MIN : int64_t(std::nearbyint(t));
    int64_t sum = saturate16(saturate16(wide) + zeroPoint);
    return int32_t(std::max<int64_t>(-128, std::min<int64_t>(127, sum)));
  };
  std::mt19937 random(1);
  for (int i = 0; i < 2000000; ++i) {
    auto acc = int32_t(random()) >> random() % 31;
    float multiplier = std::ldexp(1.0f + float(random() % 4096) / 4096, int(random() % 40) - 35);
    auto zeroPoint = int(random() % 256) - 128;
    Rounding rounding{zeroPoint, -128, 127};
    ASSERT_EQ(requantize(acc, multiplier, rounding), vectorized(acc, multiplier, zeroPoint))
        << acc << " " << multiplier;
  }
}

// N8 with multipliers that are powers of two: sums are exact, so that every tie is known.
TEST(Add, AllPairs) {
  for (int zeroPoint : {-128, -1, 0, 100}) {
    Rounding rounding{zeroPoint, -128, 127};
    auto clamp = [&](int64_t value) { return std::max<int64_t>(-128, std::min<int64_t>(127, value + zeroPoint)); };
    for (int a = -255; a <= 255; ++a)
      for (int b = -255; b <= 255; ++b) {
        ASSERT_EQ(add(a, 0.5f, b, 0.25f, rounding), clamp(roundEvenExactly(2 * a + b, 2)));
        ASSERT_EQ(sub(a, 0.5f, b, 0.25f, rounding), clamp(roundEvenExactly(2 * a - b, 2)));
        ASSERT_EQ(mul(a, b, 0x1p-7f, rounding), clamp(roundEvenExactly(__int128(a) * b, 7)));
      }
  }
}

// The two products are rounded before they are added: no fma. 3 m rounds up, and the tie shows it.
TEST(Add, RoundsEachTerm) {
  float m = 0x1.555556p-2f; // above 1/3: 3 m is 1 when rounded, more than 1 exactly
  Rounding rounding{0, -128, 127};
  EXPECT_EQ(add(3, m, 3, 0.5f, rounding), 2); // 1 + 1.5 is a tie; without the rounding of 3 m it is 3
}

TEST(Multipliers, AreTheNearestToTheQuotient) {
  EXPECT_EQ(getMultiplier(0.1, 0.3), float(0.1 / 0.3));
  EXPECT_EQ(getAverageMultiplier(0.5, 3, 0.25), float(0.5 / 0.75));
  EXPECT_EQ(getProductMultiplier(0.5, 0.25, 2.0), 0.0625f);
}

// A multiplier is never infinite: it would make NaN of a zero, and of the sum of two products.
TEST(Multipliers, AreBounded) {
  EXPECT_EQ(getMultiplier(1e30, 1e-30), kMaxMultiplier);
  EXPECT_EQ(getAverageMultiplier(1e30, 2, 1e-30), kMaxMultiplier);
  EXPECT_EQ(getProductMultiplier(1e30, 1e30, 1.0), kMaxMultiplier);
  EXPECT_EQ(getMultiplier(0x1p93, 1), 0x1p93f);
  Rounding rounding{3, -128, 127};
  EXPECT_EQ(requantize(0, kMaxMultiplier, rounding), 3);
  EXPECT_EQ(requantize(-1, kMaxMultiplier, rounding), -128);
  EXPECT_EQ(sub(INT32_MAX, kMaxMultiplier, INT32_MAX, kMaxMultiplier, rounding), 3);
  EXPECT_EQ(add(INT32_MAX, kMaxMultiplier, INT32_MIN, kMaxMultiplier, rounding), 3);
}

TEST(TruncateAndClamp, Saturates) {
  EXPECT_EQ(truncateAndClamp(-2.75f, -128, 127), -2);
  EXPECT_EQ(truncateAndClamp(300.0f, -128, 127), 127);
  EXPECT_EQ(truncateAndClamp(-300.0f, 0, 255), 0);
  EXPECT_EQ(truncateAndClamp(NAN, 5, 9), 0);
  EXPECT_EQ(truncateAndClamp(INFINITY, INT64_MIN, INT64_MAX), INT64_MAX);
  EXPECT_EQ(truncateAndClamp(-INFINITY, INT64_MIN, INT64_MAX), INT64_MIN);
  EXPECT_EQ(truncateAndClamp(0x1p63f, INT64_MIN, INT64_MAX), INT64_MAX);
}

TEST(Table, IsIndexedByTheStoredByte) {
  Unary relu{UnaryKind::Relu};
  auto signedTable = makeTable(relu, {0.5f, 3, -128, 127}, {0.5f, 3, -128, 127});
  auto unsignedTable = makeTable(relu, {0.5f, 131, 0, 255}, {0.5f, 131, 0, 255});
  for (int q = -128; q <= 127; ++q) {
    EXPECT_EQ(signedTable[uint8_t(q)], std::max(q, 3));
    EXPECT_EQ(unsignedTable[q + 128], std::max(q, 3) + 128);
  }
}

// N6a: exact products, and one rounding of their sum, ties to even.
TEST(PaddingSum, RoundsOnce) {
  auto sum = [](std::initializer_list<std::pair<double, int64_t>> taps) {
    PaddingSum result;
    for (auto [steps, weight] : taps)
      result.add(steps, weight);
    return result.round();
  };
  EXPECT_EQ(sum({}), 0);
  EXPECT_EQ(sum({{0.5, 1}, {0.5, 2}}), 2);   // 1.5
  EXPECT_EQ(sum({{0.25, 3}, {0.25, 7}}), 2); // 2.5
  EXPECT_EQ(sum({{0.4, 1}, {0.4, 1}}), 1);   // not the sum of two roundings
  EXPECT_EQ(sum({{-2.6, 111}}), -289);
}

// N15: an order of all f32.
TEST(OrderKey, OrdersZerosAndNaN) {
  const float ascending[] = {-INFINITY, -FLT_MAX, -1.5f, -FLT_MIN, -1e-45f, 0.0f,
                             1e-45f,    FLT_MIN,  1.5f,  FLT_MAX,  INFINITY};
  for (size_t i = 1; i < std::size(ascending); ++i)
    EXPECT_LT(getOrderKey(ascending[i - 1]), getOrderKey(ascending[i]));
  EXPECT_EQ(getOrderKey(-0.0f), getOrderKey(0.0f));
  EXPECT_EQ(getOrderKey(NAN), INT32_MIN);
  EXPECT_EQ(getOrderKey(-NAN), INT32_MIN);
  EXPECT_GT(getOrderKey(-INFINITY), INT32_MIN);
  EXPECT_LT(getOrderKey(INFINITY), INT32_MAX);
}

TEST(Bias, RoundsToEvenAndFits) {
  EXPECT_EQ(quantizeBias(2.5, 1.0), 2);
  EXPECT_EQ(quantizeBias(-3.5, 1.0), -4);
  EXPECT_EQ(quantizeBias(2147483647.0, 1.0), INT32_MAX);
  EXPECT_EQ(quantizeBias(2147483648.0, 1.0), std::nullopt);
  EXPECT_EQ(quantizeBias(-3e9, 1.0), std::nullopt);
  EXPECT_EQ(quantizeBias(NAN, 1.0), std::nullopt);
}

// N1, N4: the bias fits with whatever scale is chosen.
TEST(WeightScale, LetsTheBiasFit) {
  EXPECT_EQ(getWeightScale(127.0, 0.0, 1.0), 1.0f);
  EXPECT_EQ(getWeightScale(0.0, 0.0, 1.0), FLT_MIN);
  for (double bias : {1e-30, 1.0, 1e9})
    for (double absMax : {0.0, 1e-9, 1.0})
      for (double inputScale : {1e-6, 0.02, 5.0}) {
        float scale = getWeightScale(absMax, bias, inputScale);
        EXPECT_TRUE(quantizeBias(bias, inputScale * scale).has_value());
        EXPECT_GE(scale, float(absMax / 127));
      }
}

TEST(ActivationParams, KeepZeroExact) {
  QuantParams type = getActivationParams(0.5, 2.55, -128, 127); // widened to [0, 2.55]
  EXPECT_EQ(type.scale, 0.01f);
  EXPECT_EQ(type.zeroPoint, -128);
  type = getActivationParams(-1.0, 1.0, 0, 255);
  EXPECT_EQ(type.zeroPoint, 127); // the f32 scale is above 2 / 255, so this is no tie
  type = getActivationParams(-2.0, -1.0, -128, 127);
  EXPECT_EQ(type.zeroPoint, 127);
  type = getActivationParams(0.0, 0.0, -128, 127);
  EXPECT_EQ(type.scale, FLT_MIN);
  EXPECT_EQ(quantize(0.0f, type), type.zeroPoint);
}

} // namespace
