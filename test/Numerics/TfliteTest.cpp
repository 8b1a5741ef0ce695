//===- TfliteTest.cpp - Functions of profile tflite -----------------------===//
//
// The expected values are of the formulas that give TensorFlow Lite's vectors; tools/check-oracles compares those.
//
//===----------------------------------------------------------------------===//

#include "quantc/Numerics/Tflite.h"

#include "gtest/gtest.h"

using namespace quantc::numerics;
using tflite::makeTable;
using tflite::Softmax;

namespace {

const QuantParams kHalf{0.5f, 3, -128, 127}, kOne{1.0f, 11, -128, 127};
const QuantParams kWide{0.001f, 0, -32768, 32767}, kUnit{0x1p-15f, 0, -32768, 32767};

TEST(Tables, Lines) {
  auto relu = makeTable({UnaryKind::Relu}, 8, kHalf, kOne);
  ASSERT_EQ(relu.size(), 256u);
  EXPECT_EQ(relu[4], 12); // 0.5
  EXPECT_EQ(relu[2], 11);
  EXPECT_EQ(relu[128], 11); // -65.5
  auto leaky = makeTable({UnaryKind::LeakyRelu, 0.5f}, 8, kHalf, kOne);
  EXPECT_EQ(leaky[1], 10); // -0.5
  EXPECT_EQ(leaky[4], 12);
  auto clip = makeTable({UnaryKind::Clip, -0.5f, 1.5f}, 8, kHalf, kOne);
  EXPECT_EQ(clip[127], 13);
  EXPECT_EQ(clip[128], 10);
  auto all = makeTable({UnaryKind::Clip, -INFINITY, INFINITY}, 8, kHalf, kOne);
  EXPECT_EQ(all[127], 73);
  EXPECT_EQ(makeTable({UnaryKind::Relu}, 16, kWide, kWide)[0xffff], 0);
  EXPECT_EQ(makeTable({UnaryKind::Relu}, 16, kWide, kWide)[0x7fff], 32767);
}

TEST(Tables, Unsigned) {
  QuantParams input{0.5f, 131, 0, 255}, output{1.0f, 139, 0, 255};
  auto leaky = makeTable({UnaryKind::LeakyRelu, 0.5f}, 8, input, output);
  EXPECT_EQ(leaky[129], 138);
  EXPECT_EQ(leaky[132], 140);
  EXPECT_EQ(leaky[255], 201);
}

TEST(Tables, RealFunctions) {
  EXPECT_EQ(makeTable({UnaryKind::Abs}, 8, kHalf, kOne)[2], 12); // 0.5, ties away from 0
  QuantParams sigmoid{0x1p-8f, -128, -128, 127};
  EXPECT_EQ(makeTable({UnaryKind::Sigmoid}, 8, kHalf, sigmoid)[3], 0);
  // A NaN is the zero point.
  EXPECT_EQ(makeTable({UnaryKind::Log}, 8, kHalf, kOne)[2], 11);
  EXPECT_TRUE(makeTable({UnaryKind::Gelu}, 16, kWide, kWide).empty());
}

TEST(Tables, HardSwish) {
  QuantParams input{0.043f, -1, -128, 127}, output{0.05f, -100, -128, 127};
  auto table = makeTable({UnaryKind::HardSwish}, 8, input, output);
  EXPECT_EQ(table[uint8_t(-36)], -108);
  EXPECT_EQ(table[74], -36);
  // Steps finer than words have are those of the function in f32.
  QuantParams fine{0.0001f, -100, -128, 127};
  EXPECT_EQ(makeTable({UnaryKind::HardSwish}, 8, input, fine)[uint8_t(-1)], -100);
  EXPECT_EQ(makeTable({UnaryKind::HardSwish}, 8, input, fine)[100], 127);
}

TEST(Tables, WideSigmoid) {
  auto sigmoid = makeTable({UnaryKind::Sigmoid}, 16, kWide, kUnit);
  ASSERT_EQ(sigmoid.size(), 65536u);
  EXPECT_EQ(sigmoid[0], 16384);
  EXPECT_EQ(sigmoid[1000], 23956);
  EXPECT_EQ(sigmoid[uint16_t(-1000)], 8812);
  EXPECT_EQ(sigmoid[32767], 32767);
  EXPECT_EQ(sigmoid[uint16_t(-20000)], 1);
  auto tanh = makeTable({UnaryKind::Tanh}, 16, kWide, kUnit);
  EXPECT_EQ(tanh[1000], 24956);
  EXPECT_EQ(tanh[5000], 32765);
  EXPECT_EQ(tanh[uint16_t(-20000)], -32767);
  // Other types are none of TensorFlow Lite's.
  EXPECT_TRUE(makeTable({UnaryKind::Sigmoid}, 16, kWide, kWide).empty());
  EXPECT_TRUE(makeTable({UnaryKind::Tanh}, 16, {0.001f, 1, -32768, 32767}, kUnit).empty());
}

std::vector<int32_t> compute(const QuantParams &input, const QuantParams &output, const std::vector<int32_t> &codes) {
  std::vector<int32_t> result(codes.size());
  Softmax(input, output)
      .evaluate(
          int64_t(codes.size()), [&](int64_t k) { return codes[k]; },
          [&](int64_t k, int32_t value) { result[k] = value + output.zeroPoint; });
  return result;
}

TEST(Softmax, Bytes) {
  QuantParams input{0.1f, 9, -128, 127}, output{0x1p-8f, -128, -128, 127};
  ASSERT_TRUE(Softmax::isDefined(input, output, 5));
  EXPECT_EQ(compute(input, output, {10, 12, -20, 37, 3}), (std::vector<int32_t>{-113, -110, -127, 88, -121}));
  EXPECT_EQ(compute(input, output, {0, 0, 0, 0, -2}), (std::vector<int32_t>{-75, -75, -75, -75, -85}));
  EXPECT_EQ(compute(input, output, {-128}), (std::vector<int32_t>{127}));
  // A sum of many: 1000 equal ones are below a step, and one far above them is all.
  std::vector<int32_t> many(1000, 5);
  EXPECT_EQ(compute(input, output, many)[999], -128);
  many[7] = 127;
  EXPECT_EQ(compute(input, output, many)[7], 127);
  // Exponents down to 0.2 of a step count: a hundred of exp(-8) are 3.2 percent.
  many.assign(101, -10);
  many[7] = 70;
  EXPECT_EQ(compute(input, output, many)[7], 120);
}

TEST(Softmax, Words) {
  QuantParams input{0.0005f, 0, -32768, 32767};
  ASSERT_TRUE(Softmax::isDefined(input, kUnit, 5));
  EXPECT_EQ(compute(input, kUnit, {1000, 2000, -3000, 32767, 30000}), (std::vector<int32_t>{2, 2, 2, 26196, 6567}));
  EXPECT_EQ(compute(input, kUnit, {7, 7, 7, 7, 7}), (std::vector<int32_t>(5, 6554)));
}

TEST(Softmax, Types) {
  QuantParams input{0.1f, 9, -128, 127}, output{0x1p-8f, -128, -128, 127};
  EXPECT_FALSE(Softmax::isDefined(input, output, 0));
  EXPECT_FALSE(Softmax::isDefined(input, output, 4096));
  EXPECT_TRUE(Softmax::isDefined(input, output, 4095));
  EXPECT_FALSE(Softmax::isDefined(input, {0x1p-7f, -128, -128, 127}, 4));
  EXPECT_FALSE(Softmax::isDefined(input, {0x1p-8f, 0, -128, 127}, 4));
  EXPECT_FALSE(Softmax::isDefined(kWide, output, 4));
  EXPECT_FALSE(Softmax::isDefined(input, kUnit, 4));
  EXPECT_FALSE(Softmax::isDefined({0.001f, 1, -32768, 32767}, kUnit, 4));
  EXPECT_TRUE(Softmax::isDefined(kWide, kUnit, 65535));
  EXPECT_FALSE(Softmax::isDefined(kWide, kUnit, 65536));
}

} // namespace
