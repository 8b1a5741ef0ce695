//===- RangeConversion.cpp - Scale and zero point by system ---------------===//
//
// Tested by test/Calibrate/qparams.test and tools/check-oracles.
//
//===----------------------------------------------------------------------===//

#include "quantc/Calibrate/RangeConversion.h"

#include "quantc/Numerics/Quantize.h"
#include "quantc/Support/ToolError.h"
#include "llvm/ADT/StringExtras.h"

using namespace quantc;
using llvm::StringRef;
using numerics::ScaleZeroPoint;
using numerics::StorageRange;
using Kind = Parameter::Kind;

static Parameter makeType(StringRef choices) { return {"type", Kind::Choice, 0, -INFINITY, INFINITY, false, choices}; }
static Parameter makeFlag(StringRef name) { return {name, Kind::Flag, 0}; }
static Parameter makeLimit(StringRef name) { return {name, Kind::Integer, NAN, INT32_MIN, INT32_MAX}; }

static constexpr StringRef kTorchTypes = "u8 s8 s32", kOrtTypes = "u8 s8 u16 s16 u4 s4", kAiEdgeTypes = "s8 s16 s4",
                           kByteTypes = "u8 s8";

static const Parameter kQuantc[] = {makeType(kOrtTypes)};
static const Parameter kTorch[] = {makeType(kTorchTypes),    makeFlag("symmetric"),
                                   makeFlag("reduce-range"), {"eps", Kind::Number, 0x1p-23, 0, 1, /*isLowOpen=*/true},
                                   makeLimit("quant-min"),   makeLimit("quant-max")};
static const Parameter kTorchDynamic[] = {makeType(kByteTypes), makeFlag("symmetric"), makeFlag("reduce-range")};
static const Parameter kOrt[] = {makeType(kOrtTypes),
                                 makeFlag("symmetric"),
                                 makeFlag("reduce-range"),
                                 {"min-real-range", Kind::Number, NAN, 0, INFINITY}};
static const Parameter kAiEdge[] = {makeType(kAiEdgeTypes), makeFlag("symmetric")};
static const Parameter kNncf[] = {makeType(kByteTypes), makeFlag("symmetric"), makeFlag("narrow-range"),
                                  makeFlag("half-range")};

static const SpecificationKind kConversions[] = {
    {"quantc", kQuantc}, {"torch", kTorch},    {"torch-dynamic", kTorchDynamic},
    {"ort", kOrt},       {"ai-edge", kAiEdge}, {"nncf", kNncf}};

/// Bits and sign of the type that was chosen.
static std::pair<int, bool> getType(const Specification &conversion, StringRef choices) {
  llvm::SmallVector<StringRef> names;
  choices.split(names, ' ');
  StringRef name = names[size_t(conversion.get("type"))];
  int bits = 0;
  name.drop_front().getAsInteger(10, bits);
  return {bits, name.starts_with("s")};
}

static numerics::TorchObserverType getTorchType(const Specification &conversion) {
  numerics::TorchObserverType type;
  type.type = numerics::TorchObserverType::Type(int(conversion.get("type")));
  type.isSymmetric = conversion.get("symmetric") != 0;
  type.isReduced = conversion.get("reduce-range") != 0;
  type.epsilon = float(conversion.get("eps"));
  if (conversion.isSet("quant-min"))
    type.custom = {conversion.getInteger("quant-min"), conversion.getInteger("quant-max")};
  return type;
}

/// What torch's observers refuse when they are made.
static llvm::Error checkTorch(const Specification &conversion) {
  if (conversion.isSet("quant-min") != conversion.isSet("quant-max"))
    return badInput("qparams 'torch': expected both quant-min and quant-max, or none");
  if (conversion.isSet("quant-min")) {
    int64_t low = conversion.getInteger("quant-min"), high = conversion.getInteger("quant-max");
    bool isByte = conversion.get("type") < 2;
    if (low > 0 || high < 0 || low >= high || (isByte && high - low > 255))
      return badInput("qparams 'torch': expected quant-min <= 0 <= quant-max and at most 256 codes of 8 bits, found " +
                      conversion.getText());
  }
  return llvm::Error::success();
}

llvm::Expected<Specification> quantc::parseRangeConversion(StringRef text) {
  llvm::Expected<Specification> conversion = Specification::parse("qparams", text, kConversions);
  if (!conversion)
    return conversion;
  if (conversion->getName() == "torch")
    if (llvm::Error error = checkTorch(*conversion))
      return error;
  if (conversion->getName() == "nncf" && conversion->get("half-range") != 0 && conversion->get("symmetric") == 0)
    return badInput("qparams 'nncf': half-range is of symmetric quantizers only");
  return conversion;
}

/// The formula of one range, for the systems that look at each range alone.
static std::optional<ScaleZeroPoint> convert(float min, float max, const Specification &conversion) {
  StringRef name = conversion.getName();
  if (name == "torch")
    return numerics::getTorchParams(min, max, getTorchType(conversion));
  bool isSymmetric = name != "quantc" && conversion.get("symmetric") != 0;
  if (name == "torch-dynamic") {
    StorageRange range = getType(conversion, kByteTypes).second ? StorageRange{-128, 127} : StorageRange{0, 255};
    return numerics::getTorchDynamicParams(min, max, range, isSymmetric, conversion.get("reduce-range") != 0);
  }
  if (name == "ai-edge") {
    int64_t half = int64_t(1) << (getType(conversion, kAiEdgeTypes).first - 1);
    return numerics::getAiEdgeParams(min, max, {-half, half - 1}, isSymmetric);
  }
  auto [bits, isSigned] = getType(conversion, kOrtTypes);
  if (name == "quantc") {
    StorageRange range = numerics::getOrtRange(bits, isSigned, /*isSymmetric=*/false, /*isReduced=*/false);
    numerics::QuantParams params = numerics::getActivationParams(min, max, int32_t(range.low), int32_t(range.high));
    return ScaleZeroPoint{params.scale, params.zeroPoint};
  }
  std::optional<float> least;
  if (conversion.isSet("min-real-range"))
    least = float(conversion.get("min-real-range"));
  return numerics::getOrtParams(min, max,
                                numerics::getOrtRange(bits, isSigned, isSymmetric, conversion.get("reduce-range") != 0),
                                isSymmetric, least);
}

static ConvertedRanges convertNncf(const ObservedRanges &ranges, const Specification &conversion) {
  numerics::NncfQuantizer quantizer;
  quantizer.isSymmetric = conversion.get("symmetric") != 0;
  quantizer.isNarrow = conversion.get("narrow-range") != 0;
  quantizer.isHalf = conversion.get("half-range") != 0;
  std::vector<numerics::NncfRange> observed;
  for (auto [low, high] : llvm::zip_equal(ranges.min, ranges.max))
    observed.push_back({low, high});
  ConvertedRanges result;
  StorageRange codes = getType(conversion, kByteTypes).second ? StorageRange{-128, 127} : StorageRange{0, 255};
  for (numerics::NncfRange range : numerics::getNncfRanges(observed, quantizer, result.levels)) {
    result.moved.min.push_back(range.low);
    result.moved.max.push_back(range.high);
    result.params.push_back(numerics::getNncfParams(range, codes, quantizer.isNarrow));
  }
  return result;
}

llvm::Expected<ConvertedRanges> quantc::convertRanges(const ObservedRanges &ranges, const Specification &conversion) {
  // Others take what they get: ORT's entropy may cut a range to less than nothing.
  for (auto [min, max] : llvm::zip_equal(ranges.min, ranges.max))
    if (conversion.getName().starts_with("torch") && min > max && !(min == INFINITY && max == -INFINITY))
      return badInput("min " + llvm::Twine(std::to_string(min)) + " is above max " + llvm::Twine(std::to_string(max)));
  if (conversion.getName() == "nncf")
    return convertNncf(ranges, conversion);
  ConvertedRanges result;
  for (auto [min, max] : llvm::zip_equal(ranges.min, ranges.max)) {
    std::optional<ScaleZeroPoint> params = convert(min, max, conversion);
    if (!params)
      return badInput("an end of a range is NaN, which '" + conversion.getName() + "' refuses");
    result.params.push_back(*params);
  }
  return result;
}
