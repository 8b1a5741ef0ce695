//===- Tflite.cpp - Functions of profile tflite ---------------------------===//
//
// Constants are TensorFlow Lite's, as its reference kernels of 8 and 16 bits define
// results by them; formulas are checked against its vectors.
//
// Tested by test/Numerics/TfliteTest.cpp and tools/check-oracles.
//
//===----------------------------------------------------------------------===//

#include "quantc/Numerics/Tflite.h"

using namespace quantc;
using namespace quantc::numerics;

/// Returns a whole number of steps above the zero point as a code.
static int32_t clampCode(double steps, const QuantParams &type) {
  return int32_t(std::clamp(steps + type.zeroPoint, double(type.low), double(type.high)));
}

//===----------------------------------------------------------------------===//
// Functions of 8 bits, and lines of 16 (N16d)
//===----------------------------------------------------------------------===//

/// A function that is a line on each side of 0, within bounds.
static int32_t evaluateLines(int32_t difference, const FixedMultiplier &above, const FixedMultiplier &below, float min,
                             float max, const QuantParams &output) {
  double steps = (difference >= 0 ? above : below).apply(difference);
  double low = roundHalfAway(min / output.scale), high = roundHalfAway(max / output.scale);
  return clampCode(std::clamp(steps, low, high), output);
}

/// A function as a product with the reciprocal of the result's scale, rounded with ties away from 0.
static int32_t evaluateReal(const Unary &function, float x, const QuantParams &output) {
  float t = evaluate(function, x) * (1 / output.scale);
  return clampCode(t == t ? roundHalfAway(t) : 0, output);
}

namespace {
/// x * min(max(x / 6 + 1 / 2, 0), 1) on words of 16 bits.
class HardSwish {
public:
  HardSwish(const QuantParams &input, const QuantParams &output)
      : outputFactor((input.scale * (1.0f / 128)) / output.scale),
        innerFactor((input.scale * (1.0f / 128)) / (3.0f / 32768)) {}
  /// Whether the result's steps are not so fine that words would not do.
  bool isDefined() const { return outputFactor.shift <= 0; }

  int32_t evaluate(int32_t difference) const {
    int32_t word = difference * 128, scaled = multiplyWords(word, toWord(outputFactor)), inner = word;
    if (innerFactor.shift > 0)
      inner = saturate(inner * (int64_t(1) << (innerFactor.shift - 1)));
    inner = multiplyWords(inner, toWord(innerFactor));
    if (innerFactor.shift > 0)
      inner = saturate(int64_t(inner) * 2);
    inner = shiftRight(inner, innerFactor.right());
    int32_t product = (inner + (1 << 15)) / 2 * scaled / (1 << 15); // toward zero
    return shiftRight(product, outputFactor.right());
  }

private:
  static int32_t saturate(int64_t value) { return int32_t(std::clamp<int64_t>(value, INT16_MIN, INT16_MAX)); }
  static int32_t multiplyWords(int32_t a, int32_t b) { return (a * b + (1 << 14)) >> 15; }
  static int32_t toWord(const FixedMultiplier &factor) {
    return factor.mantissa >= INT32_MAX - (1 << 15) ? INT16_MAX : (factor.mantissa + (1 << 15)) >> 16;
  }
  FixedMultiplier outputFactor, innerFactor;
};
} // namespace

//===----------------------------------------------------------------------===//
// Sigmoid and tanh of 16 bits
//===----------------------------------------------------------------------===//

/// 2^16 sigmoid(i / 24), as TensorFlow Lite rounds it so that straight lines between are near.
static const uint16_t kSigmoid[] = {
    32768, 33451, 34133, 34813, 35493, 36169, 36843, 37513, 38180, 38841, 39498, 40149, 40794, 41432, 42064, 42688,
    43304, 43912, 44511, 45102, 45683, 46255, 46817, 47369, 47911, 48443, 48964, 49475, 49975, 50464, 50942, 51409,
    51865, 52311, 52745, 53169, 53581, 53983, 54374, 54755, 55125, 55485, 55834, 56174, 56503, 56823, 57133, 57433,
    57724, 58007, 58280, 58544, 58800, 59048, 59288, 59519, 59743, 59959, 60168, 60370, 60565, 60753, 60935, 61110,
    61279, 61441, 61599, 61750, 61896, 62036, 62172, 62302, 62428, 62549, 62666, 62778, 62886, 62990, 63090, 63186,
    63279, 63368, 63454, 63536, 63615, 63691, 63765, 63835, 63903, 63968, 64030, 64090, 64148, 64204, 64257, 64308,
    64357, 64405, 64450, 64494, 64536, 64576, 64614, 64652, 64687, 64721, 64754, 64786, 64816, 64845, 64873, 64900,
    64926, 64950, 64974, 64997, 65019, 65039, 65060, 65079, 65097, 65115, 65132, 65149, 65164, 65179, 65194, 65208,
    65221, 65234, 65246, 65258, 65269, 65280, 65291, 65301, 65310, 65319, 65328, 65337, 65345, 65352, 65360, 65367,
    65374, 65381, 65387, 65393, 65399, 65404, 65410, 65415, 65420, 65425, 65429, 65433, 65438, 65442, 65445, 65449,
    65453, 65456, 65459, 65462, 65465, 65468, 65471, 65474, 65476, 65479, 65481, 65483, 65485, 65488, 65489, 65491,
    65493, 65495, 65497, 65498, 65500, 65501, 65503, 65504, 65505, 65507, 65508, 65509, 65510, 65511, 65512, 65513,
    65514, 65515, 65516, 65517, 65517, 65518, 65519, 65520, 65520, 65521, 65522, 65522, 65523, 65523, 65524, 65524,
    65525, 65525, 65526, 65526, 65526, 65527, 65527, 65528, 65528, 65528, 65529, 65529, 65529, 65529, 65530, 65530,
    65530, 65530, 65531, 65531, 65531, 65531, 65531, 65532, 65532, 65532, 65532, 65532, 65532, 65533, 65533, 65533,
    65533, 65533, 65533, 65533, 65533, 65534, 65534, 65534, 65534, 65534, 65534, 65534, 65534, 65534, 65534, 65535};

namespace {
/// sigmoid and tanh in 15 bits, by straight lines.
class WideSigmoid {
public:
  explicit WideSigmoid(float scale) {
    double factor = scale * 4096.0 * 3.0;
    while (factor <= 32767 / 2.0 && shift <= 30) {
      ++shift;
      factor *= 2;
    }
    multiplier = int64_t(std::min(factor, 0x1p31));
  }

  int32_t evaluate(int32_t code, bool isTanh) const {
    int64_t x = (code * multiplier + (shift > 0 ? int64_t(1) << (shift - 1) : 0)) >> shift;
    int bits = isTanh ? 8 : 9; // of a step: tanh(x) = 2 sigmoid(2 x) - 1
    int64_t step = std::abs(x) >> bits, rest = std::abs(x) & ((1 << bits) - 1);
    int64_t value = isTanh ? int64_t(0xffff) << 8 : int64_t(0x7fff) << 10;
    if (step < 255)
      value = (int64_t(kSigmoid[step]) << bits) + rest * (kSigmoid[step + 1] - kSigmoid[step]);
    const int64_t half = 1 << 23, round = 1 << (isTanh ? 7 : 9);
    if (isTanh)
      return int32_t((x >= 0 ? value - half + round : half - value + round - 1) >> 8);
    return int32_t((x >= 0 ? value + round : 4 * half - value + round - 1) >> 10);
  }

private:
  int64_t multiplier = 0;
  int shift = 0;
};
} // namespace

/// Whether a sigmoid or tanh of 16 bits has the types that TensorFlow Lite asks for.
static bool isWideSigmoid(const Unary &function, const QuantParams &input, const QuantParams &output) {
  return (function.kind == UnaryKind::Sigmoid || function.kind == UnaryKind::Tanh) && input.zeroPoint == 0 &&
         output.zeroPoint == 0 && output.scale == 0x1p-15f && output.low == INT16_MIN && output.high == INT16_MAX;
}

std::vector<int32_t> tflite::makeTable(const Unary &function, unsigned bits, const QuantParams &input,
                                       const QuantParams &output) {
  FixedMultiplier above(double(input.scale / output.scale)), below;
  float min = -INFINITY, max = INFINITY;
  bool isLine = true;
  switch (function.kind) {
  case UnaryKind::Relu:
    min = 0, below = above;
    break;
  case UnaryKind::Clip:
    min = function.alpha, max = function.beta, below = above;
    break;
  case UnaryKind::LeakyRelu:
    below = FixedMultiplier(double(input.scale * function.alpha / output.scale));
    break;
  default:
    isLine = false;
  }
  bool isWide = bits == 16 && isWideSigmoid(function, input, output);
  if (bits == 16 && !isLine && !isWide)
    return {};
  WideSigmoid sigmoid(input.scale);
  HardSwish swish(input, output);
  std::vector<int32_t> table(size_t(1) << bits);
  for (int32_t pattern = 0, count = int32_t(table.size()); pattern < count; ++pattern) {
    int32_t code = input.low < 0 && pattern >= count / 2 ? pattern - count : pattern;
    int32_t difference = code - input.zeroPoint;
    if (isLine)
      table[pattern] = evaluateLines(difference, above, below, min, max, output);
    else if (isWide)
      table[pattern] = sigmoid.evaluate(code, function.kind == UnaryKind::Tanh);
    else if (function.kind == UnaryKind::HardSwish && swish.isDefined())
      table[pattern] = clampCode(swish.evaluate(difference), output);
    else
      table[pattern] = evaluateReal(function, dequantize(code, input), output);
  }
  return table;
}
