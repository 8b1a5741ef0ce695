//===- TfliteSoftmax.cpp - Softmax of profile tflite ----------------------===//
//
// Tested by test/Numerics/TfliteTest.cpp and tools/check-oracles.
//
//===----------------------------------------------------------------------===//

#include "quantc/Numerics/Tflite.h"

using namespace quantc;
using namespace quantc::numerics;
using tflite::Softmax;

/// Returns exp(x / 2^26) as Q0.31, of x <= 0: a series around -1/8 of what is left of x beside multiples of 1/4, whose
/// powers are constants.
static int32_t computePower(int32_t x) {
  if (x == 0)
    return INT32_MAX;
  const int32_t quarter = 1 << 24;
  int32_t rest = (x & (quarter - 1)) - quarter, y = rest * 32 + (1 << 28);
  int32_t y2 = multiplyHigh(y, y), y3 = multiplyHigh(y2, y), y4 = multiplyHigh(y2, y2);
  int32_t series = shiftRight(multiplyHigh(shiftRight(y4, 2) + y3, 715827883) + y2, 1); // the constant is 1/3
  int32_t power = 1895147668 + multiplyHigh(1895147668, y + series);                    // exp(-1/8)
  // exp(-1/4), exp(-1/2), ..., exp(-16).
  const int32_t powers[] = {1672461947, 1302514674, 790015084, 290630308, 39332535, 720401, 242};
  for (int bit = 0; bit < 7; ++bit)
    if ((rest - x) & (quarter << bit))
      power = multiplyHigh(power, powers[bit]);
  return power;
}

/// Returns exp(x) for -10.1 <= x <= 0 to some 12 digits, the same on every host.
static double computeExp(double x) {
  double t = x / 1024, sum = 1;
  for (int k = 8; k > 0; --k)
    sum = 1 + sum * t / k;
  for (int k = 0; k < 10; ++k)
    sum *= sum;
  return sum;
}

/// Returns `function` in 512 steps from `low` to `high` and the last value, of which each first value is moved to halve
/// the error of a straight line.
template <class Function> static std::vector<int32_t> makeSteps(double low, double high, Function function) {
  // The result's range is [-1, 1] in 65535 steps, of which 65536 / (2 * 65535 / 65535) make up 1.
  const double unit = 65536 / (32767 * (2.0 / 65535) + 32768 * (2.0 / 65535)), step = (high - low) / 512;
  auto word = [](double value) { return int32_t(std::clamp(value, -32768.0, 32767.0)); };
  std::vector<int32_t> steps;
  for (int i = 0; i < 512; ++i) {
    double value = std::round(function(low + i * step) * unit);
    double line = std::round((function(low + (i + 1) * step) * unit + value) / 2);
    double middle = std::round(function(low + i * step + step / 2) * unit);
    steps.push_back(word(value - std::round((line - middle) / 2)));
  }
  steps.push_back(word(std::round(function(high) * unit)));
  return steps;
}

/// Reads between steps of 128.
static int32_t lookUp(const std::vector<int32_t> &steps, int32_t word) {
  int32_t index = 256 + (word >> 7), rest = word & 127;
  return steps[index] + (((steps[index + 1] - steps[index]) * rest + 64) >> 7);
}

static int countLeadingZeros(int32_t value) { return __builtin_clz(uint32_t(value)); }

bool Softmax::isDefined(const QuantParams &input, const QuantParams &output, int64_t size) {
  if (size < 1)
    return false;
  if (output.high - output.low == 255) // sums are Q12.19
    return input.high - input.low <= 255 && output.scale == 0x1p-8f && output.zeroPoint == output.low && size < 4096;
  return input.zeroPoint == 0 && input.low >= INT16_MIN && input.high <= INT16_MAX && input.high - input.low > 255 &&
         output.scale == 0x1p-15f && output.zeroPoint == 0 && output.low == INT16_MIN && output.high == INT16_MAX &&
         size < 65536;
}

Softmax::Softmax(const QuantParams &input, const QuantParams &output) : wide(output.high - output.low != 255) {
  if (wide) {
    std::vector<int32_t> steps = makeSteps(-10.0 / 65535 * 65535, 0, computeExp);
    FixedMultiplier toSteps(double(input.scale) / (10.0 / 65535));
    for (int32_t difference = 0; difference < 65536; ++difference)
      powers.push_back(lookUp(steps, std::clamp(toSteps.apply(-difference) + 32767, -32768, 32767)));
    reciprocals = makeSteps(0, 1.0 / 65535 * 65535, [](double x) { return 1 / (1 + x); });
    return;
  }
  FixedMultiplier toPower(std::min(double(input.scale) * 0x1p26, 0x1p31 - 1));
  double most = std::floor(31 * std::ldexp(1, 26 - toPower.left()));
  for (int32_t difference = 0; difference < 256; ++difference)
    powers.push_back(difference > most ? 0 : computePower(toPower.apply(-difference)));
}

/// Returns about 2^30 / x, of x = 2^30 to 2^31 - 1: three steps of Newton's method.
static int32_t invert(int32_t x) {
  int32_t y = 1515870810 + multiplyHigh(x, -1010580540); // 48 / 17 - 32 / 17 x
  for (int k = 0; k < 3; ++k)
    y += 4 * multiplyHigh(y, (1 << 29) - multiplyHigh(x, y));
  return y;
}

int32_t Softmax::getFactor(int32_t sum) const {
  int zeros = countLeadingZeros(sum);
  if (!wide) {
    int32_t y = invert(int32_t(uint32_t(sum) << (zeros - 1)));
    return y >= 1 << 30 ? INT32_MAX : 2 * y;
  }
  auto scaled = int32_t(((int64_t(sum) << (zeros - 1)) + (1 << 13)) >> 14); // [2^16, 2^17]
  return lookUp(reciprocals, std::clamp(scaled - (1 << 15) - (1 << 16), -32768, 32767));
}

int32_t Softmax::getShift(int32_t sum) const {
  int zeros = countLeadingZeros(sum);
  return wide ? 31 - zeros : kSumShift + 23 - zeros;
}

int32_t Softmax::getResult(int32_t power, int32_t factor, int32_t shift) const {
  int64_t product = wide ? int64_t(power) * factor : multiplyHigh(power, factor);
  return int32_t(std::clamp<int64_t>((product + (int64_t(1) << (shift - 1))) >> shift, 0, wide ? 32767 : 255));
}
