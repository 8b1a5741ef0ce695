//===- RangeParamsTest.cpp - Scale and zero point as others compute them --===//
//
// The expected values were printed by the systems themselves: PyTorch 2.13, ONNX
// Runtime 1.31, ai-edge-quantizer and NNCF 3.4.
//
//===----------------------------------------------------------------------===//

#include "quantc/Numerics/RangeParams.h"
#include "quantc/Numerics/FakeQuantize.h"

#include "gtest/gtest.h"

using namespace quantc::numerics;
using Type = TorchObserverType::Type;

namespace {

void expect(ScaleZeroPoint found, double scale, int64_t zeroPoint) {
  EXPECT_EQ(found.scale, scale);
  EXPECT_EQ(found.zeroPoint, zeroPoint);
}

TorchObserverType make(Type type, bool isSymmetric, bool isReduced = false) {
  TorchObserverType result;
  result.type = type;
  result.isSymmetric = isSymmetric;
  result.isReduced = isReduced;
  return result;
}

TEST(TorchParams, TypesAndSchemes) {
  expect(getTorchParams(-1, 1, make(Type::U8, false)), 0x1.010102p-7, 127);
  expect(getTorchParams(-1, 1, make(Type::U8, true)), 0x1.010102p-7, 128);
  expect(getTorchParams(-1, 1, make(Type::S8, false)), 0x1.010102p-7, -1);
  expect(getTorchParams(-1, 1, make(Type::S8, true)), 0x1.010102p-7, 0);
  expect(getTorchParams(-1, 1, make(Type::S32, false)), 0x1p-23, -2139095040);
  expect(getTorchParams(-1, 1, make(Type::S32, true)), 0x1p-23, 0);
  expect(getTorchParams(3, 5, make(Type::U8, false)), 0x1.414142p-6, 0);
  expect(getTorchParams(-5, -3, make(Type::S8, false)), 0x1.414142p-6, 127);
  expect(getTorchParams(-5, -3, make(Type::S8, true)), 0x1.414142p-5, 0);
}

TEST(TorchParams, ReducedAndCustomRanges) {
  expect(getTorchParams(-1, 1, make(Type::S8, false, true)), 0x1.020408p-6, 0);
  expect(getTorchParams(-1, 1, make(Type::U8, false, true)), 0x1.020408p-6, 64);
  // Only HistogramObserver has this one, with a zero point beyond the range.
  expect(getTorchParams(-1, 1, make(Type::U8, true, true)), 0x1.020408p-6, 128);
  TorchObserverType custom = make(Type::U8, true);
  custom.custom = StorageRange{0, 127};
  expect(getTorchParams(-1, 1, custom), 0x1.020408p-6, 63);
  // Halves round down: -127 and 127 become -64 and 63.
  custom = make(Type::S8, false, true);
  custom.custom = StorageRange{-127, 127};
  EXPECT_EQ(getTorchRange(custom).low, -64);
  EXPECT_EQ(getTorchRange(custom).high, 63);
  EXPECT_EQ(getTorchRange(make(Type::S32, false)).low, INT32_MIN);
  EXPECT_EQ(getTorchRange(make(Type::S32, false)).high, INT32_MAX);
}

TEST(TorchParams, LeastScaleAndInfinity) {
  expect(getTorchParams(0, 1e-10f, make(Type::U8, false)), 0x1p-23, 0);
  TorchObserverType coarse = make(Type::U8, false);
  coarse.epsilon = 0x1p-12f;
  expect(getTorchParams(0, 1e-10f, coarse), 0x1p-12, 0);
  // The f32 difference is infinite.
  expect(getTorchParams(-3e38f, 3e38f, make(Type::S8, false)), INFINITY, -128);
  expect(getTorchParams(-3e38f, 3e38f, make(Type::S8, true)), 0x1.c528f4p+120, 0);
  // Nothing was observed.
  expect(getTorchParams(INFINITY, -INFINITY, make(Type::U8, false)), 1, 0);
  // NaN divided by infinity is no integer; torch's conversion wraps to the top.
  expect(getTorchParams(-INFINITY, 1, make(Type::S8, false)), INFINITY, 127);
  EXPECT_TRUE(std::isnan(getTorchParams(NAN, 1, make(Type::S8, true)).scale));
}

TEST(TorchDynamicParams, Edges) {
  StorageRange bytes{0, 255};
  expect(getTorchDynamicParams(-1, 1, bytes, false, false), 0x1.010101010101p-7, 128);
  expect(getTorchDynamicParams(-1, 1, bytes, false, true), 0x1.0204081020408p-6, 64);
  expect(getTorchDynamicParams(3, 5, bytes, false, false), 0x1.4141414141414p-6, 0);
  expect(getTorchDynamicParams(-5, -3, bytes, false, true), 0x1.42850a142850ap-5, 127);
  // 2.5 is a tie, from the end with the smaller error.
  expect(getTorchDynamicParams(-2.5f, 252.5f, bytes, false, false), 1, 2);
  // Scales are at least 6.1e-5, and 0.1 where there is none.
  expect(getTorchDynamicParams(0, 1e-10f, bytes, false, false), 0x1.ffb48p-15, 0);
  expect(getTorchDynamicParams(-1e-7f, 1e-7f, bytes, false, false), 0x1.ffb48p-15, 128);
  expect(getTorchDynamicParams(-1e-7f, 0, bytes, false, false), 0x1.ffb48p-15, 255);
  expect(getTorchDynamicParams(0, 0, bytes, false, false), 0.1, 0);
  expect(getTorchDynamicParams(0, 1e-45f, bytes, false, true), 0.1, 0);
}

TEST(TorchDynamicParams, Symmetric) {
  // The wider side decides: 2 / 128 of -127 to 127 below, and one code more.
  expect(getTorchDynamicParams(-2, 1, {-128, 127}, true, false), 4.0 * 127.5 / 128 / 255, 0);
  expect(getTorchDynamicParams(0, 1, {-128, 127}, true, false), 1.0 / 255, -128);
}

TEST(OrtParams, TypesAndSchemes) {
  auto get = [](float min, float max, int bits, bool isSigned, bool isSymmetric, bool isReduced = false) {
    return *getOrtParams(min, max, getOrtRange(bits, isSigned, isSymmetric, isReduced), isSymmetric, std::nullopt);
  };
  expect(get(-1, 1, 8, true, false), 0x1.010102p-7, 0);
  expect(get(-1, 1, 8, true, true), 0x1.020408p-7, 0);
  expect(get(-1, 1, 8, false, true), 0x1.010102p-7, 128);
  expect(get(-1, 1, 8, true, false, true), 0x1p-6, 0);
  expect(get(3, 5, 8, true, false), 0x1.414142p-6, -128);
  expect(get(3, 5, 8, true, true), 0x1.42850ap-5, 0);
  expect(get(3, 5, 4, true, true), 0x1.555556p-1, 0);
  expect(get(3, 5, 4, true, false), 0x1.555556p-2, -8);
  expect(get(3, 5, 16, false, true), 0x1.40014p-13, 32768);
  expect(get(-1e-7f, 1e-7f, 8, true, false), 0x1.af2e58p-31, -1);
  expect(get(-3e38f, 3e38f, 8, true, false), 0x1.c528f4p+120, 0);
  expect(get(0, 1e-45f, 8, true, false), 1, 0);
}

TEST(OrtParams, LeastRangeAndNaN) {
  StorageRange s8 = getOrtRange(8, true, false, false);
  expect(*getOrtParams(-1e-7f, 1e-7f, s8, false, 0.01f), 0x1.48f70cp-15, -128);
  EXPECT_FALSE(getOrtParams(NAN, 1, s8, false, std::nullopt));
  EXPECT_FALSE(getOrtParams(0, NAN, s8, false, std::nullopt));
  expect(*getOrtParams(-INFINITY, INFINITY, s8, false, std::nullopt), INFINITY, 0);
}

TEST(OrtParams, Ranges) {
  auto expectRange = [](StorageRange range, int64_t low, int64_t high) {
    EXPECT_EQ(range.low, low);
    EXPECT_EQ(range.high, high);
  };
  expectRange(getOrtRange(8, true, false, false), -128, 127);
  expectRange(getOrtRange(8, true, true, false), -127, 127);
  expectRange(getOrtRange(8, true, true, true), -64, 64);
  expectRange(getOrtRange(8, false, false, true), 0, 127);
  expectRange(getOrtRange(16, false, true, false), 0, 65535);
  expectRange(getOrtRange(4, true, true, false), -8, 7);
  expectRange(getOrtRange(4, true, false, true), -4, 3);
}

TEST(AiEdgeParams, TypesAndLeastRange) {
  expect(getAiEdgeParams(-1, 1, {-128, 127}, false), 0x1.010102p-7, -1);
  expect(getAiEdgeParams(-1, 1, {-128, 127}, true), 0x1.020408p-7, 0);
  expect(getAiEdgeParams(-1, 1, {-8, 7}, true), 0x1.24924ap-3, 0);
  expect(getAiEdgeParams(3, 5, {-32768, 32767}, false), 0x1.40014p-14, -32768);
  expect(getAiEdgeParams(0, 0, {-128, 127}, false), 0x1.13f4b2p-38, -128);
  expect(getAiEdgeParams(0, 0, {-128, 127}, true), 0x1.150ad4p-37, 0);
}

void expectRanges(const std::vector<NncfRange> &observed, const NncfQuantizer &quantizer,
                  const std::vector<NncfRange> &wanted, int64_t wantedLevels) {
  int64_t levels = 0;
  std::vector<NncfRange> found = getNncfRanges(observed, quantizer, levels);
  EXPECT_EQ(levels, wantedLevels);
  ASSERT_EQ(found.size(), wanted.size());
  for (size_t i = 0; i < found.size(); ++i) {
    EXPECT_EQ(found[i].low, wanted[i].low) << i;
    EXPECT_EQ(found[i].high, wanted[i].high) << i;
  }
}

TEST(NncfRanges, Symmetric) {
  NncfQuantizer quantizer;
  // 256 / 254 below; a channel has at least a hundredth of the widest.
  float ratio = float(256.0 / 254);
  expectRanges({{-1, 2}, {0, 0.001f}}, quantizer, {{-2 * ratio, 2}, {-0.02f * ratio, 0.02f}}, 256);
  expectRanges({{0, 2}}, quantizer, {{0, 2}}, 256);
  expectRanges({{0, 0}}, quantizer, {{0, 8e-5f}}, 256);
  quantizer.isNarrow = true;
  expectRanges({{-1, 2}}, quantizer, {{-2, 2}}, 255);
  quantizer.isHalf = true;
  expectRanges({{-1, 2}}, quantizer, {{-4, 4}}, 255);
  quantizer.isNarrow = false;
  float half = float(255.0 / 127);
  expectRanges({{-1, 2}}, quantizer, {{-2 * float(128.0 / 126) * half, 2 * half}}, 256);
}

TEST(NncfRanges, Asymmetric) {
  NncfQuantizer quantizer;
  quantizer.isSymmetric = false;
  // Zero is code 64 of 255: the ends keep one, and the other moves outward.
  float low = 64.0f / (64.0f - 255.0f) * 3.0f;
  expectRanges({{-1, 3}}, quantizer, {{low, 3}}, 256);
  expectRanges({{1, 3}}, quantizer, {{0, 3}}, 256);
  expectRanges({{-3, -1}}, quantizer, {{-3, 0}}, 256);
  // Nearly equal ends move apart by 8e-4.
  expectRanges({{0.5f, 0.5f}}, quantizer, {{0, 0.5f + 8e-4f}}, 256);
  expectRanges({{-INFINITY, INFINITY}}, quantizer, {{0, 0}}, 256);
}

TEST(NncfParams, ScaleAndZeroPoint) {
  expect(getNncfParams({-1, 1}, {-128, 127}, false), double(2.0f / 255), -1);
  expect(getNncfParams({-1, 1}, {-128, 127}, true), double(2.0f / 254), 0);
  expect(getNncfParams({0, 2}, {0, 255}, false), double(2.0f / 255), 0);
  expect(getNncfParams({0, 0}, {-128, 127}, false), 0x1p-23, -128);
}

TEST(FakeQuantize, ReciprocalAndClamp) {
  QuantParams type{0.1f, 3, 0, 255};
  EXPECT_EQ(fakeQuantize(0.24f, type), 2 * 0.1f);
  EXPECT_EQ(fakeQuantize(-1, type), -3 * 0.1f);
  EXPECT_EQ(fakeQuantize(1000, type), 252 * 0.1f);
  EXPECT_EQ(fakeQuantize(INFINITY, type), 252 * 0.1f);
  EXPECT_EQ(fakeQuantize(NAN, type), 0);
  // Ties are even before the zero point, with the product and not the quotient: 1 / f32(0.1) is f32(10).
  type.zeroPoint = 0;
  EXPECT_EQ(fakeQuantize(0.25f, type), 2 * 0.1f);
  EXPECT_EQ(quantize(0.25f, type), 2);
  type.scale = 0.3f;
  int differ = 0;
  for (int i = 0; i < 200; ++i) {
    float tie = (float(i) + 0.5f) * type.scale;
    float product = tie * (1.0f / type.scale);
    EXPECT_EQ(fakeQuantize(tie, type), dequantize(roundAndClamp(product, 0, 0, 255), type));
    differ += fakeQuantize(tie, type) != dequantize(quantize(tie, type), type);
  }
  EXPECT_GT(differ, 0);
}

// Of TVM's formula.
TEST(Tvm, PowersOfTwo) {
  StorageRange narrow{-127, 127};
  expect(getTvmParams(-3, 5, narrow), 8.0 / 128, 0);
  expect(getTvmParams(-4, 1, narrow), 4.0 / 128, 0); // a power of two is its own
  expect(getTvmParams(0, 0x1p-130, narrow), 0x1p-137, 0);
  expect(getTvmParams(0, 0, narrow), 1.0 / 128, 0);
  expect(getTvmParams(-1, 1, {0, 255}), 1.0 / 128, 128);
}

TEST(FakeQuantize, LearnedZeroPoint) {
  EXPECT_EQ(roundZeroPoint(117.3f, 0, 255), 117);
  EXPECT_EQ(roundZeroPoint(-10.7f, -128, 127), -11);
  EXPECT_EQ(roundZeroPoint(2.5f, 0, 255), 2);
  EXPECT_EQ(roundZeroPoint(300, 0, 255), 255);
  EXPECT_EQ(roundZeroPoint(-3, 0, 255), 0);
}

} // namespace
