//===- QuantConfig.cpp - How an op is to be quantized ---------------------===//
//
// Tested by test/Dialect/Qnn/IR/quant-config.mlir and quant-config-invalid.mlir.
//
//===----------------------------------------------------------------------===//

#include "quantc/Dialect/Qnn/IR/QuantConfig.h"
#include "quantc/Dialect/Qnn/IR/Qnn.h"

#include "mlir/IR/Builders.h"
#include "mlir/Interfaces/FunctionInterfaces.h"
#include "llvm/ADT/StringExtras.h"

#include <tuple>

using namespace mlir;
using namespace quantc;
using namespace quantc::qnn;

#define QUANTC_WORDS(Enum, ...)                                                                                        \
  template <> ArrayRef<StringRef> qnn::getWords<Enum>() {                                                              \
    static const StringRef words[] = {__VA_ARGS__};                                                                    \
    return words;                                                                                                      \
  }
QUANTC_WORDS(StoredKind, "s8", "u8", "auto", "s16", "u16", "s4", "u4", "s2", "u2", "f16", "bf16")
QUANTC_WORDS(QuantMode, "static", "dynamic", "weight-only", "float")
QUANTC_WORDS(Granularity, "per-tensor", "per-channel", "per-group", "per-token")
QUANTC_WORDS(Symmetry, "affine", "symmetric")
QUANTC_WORDS(StoredRange, "full", "narrow", "reduced")
QUANTC_WORDS(ScaleFormula, "quantc", "torch", "torch-xnnpack", "ort", "tflite", "tvm")
QUANTC_WORDS(numerics::Profile, "quantc", "ort", "torch-qnnpack", "torch-x86", "tflite")
#undef QUANTC_WORDS

bool QuantSpec::operator==(const QuantSpec &other) const {
  auto all = [](const QuantSpec &spec) {
    return std::tie(spec.kind, spec.granularity, spec.groupSize, spec.symmetry, spec.range, spec.formula, spec.observer,
                    spec.share);
  };
  return all(*this) == all(other);
}

bool QuantConfig::operator==(const QuantConfig &other) const {
  return mode == other.mode && activations == other.activations && weights == other.weights;
}

unsigned qnn::getStoredBits(StoredKind kind) {
  switch (kind) {
  case StoredKind::S8:
  case StoredKind::U8:
  case StoredKind::Auto:
    return 8;
  case StoredKind::S4:
  case StoredKind::U4:
    return 4;
  case StoredKind::S2:
  case StoredKind::U2:
    return 2;
  case StoredKind::S16:
  case StoredKind::U16:
  case StoredKind::F16:
  case StoredKind::BF16:
    return 16;
  }
  llvm_unreachable("all kinds handled");
}

bool qnn::isUnsignedKind(StoredKind kind) {
  return kind == StoredKind::U16 || kind == StoredKind::U8 || kind == StoredKind::U4 || kind == StoredKind::U2;
}

bool qnn::hasWeights(QuantMode mode, const QuantSpec &weights) {
  if (mode == QuantMode::WeightOnly)
    return true;
  bool hasKind = weights.kind == StoredKind::S8 || (weights.kind == StoredKind::S4 && mode == QuantMode::Static);
  return hasKind && weights.symmetry == Symmetry::Symmetric && weights.granularity != Granularity::PerGroup;
}

bool qnn::parseGranularity(StringRef word, Granularity &granularity, int64_t &groupSize) {
  StringRef digits = word;
  int64_t size = 0;
  if (digits.consume_front("per-group:")) {
    if (digits.getAsInteger(10, size) || size < 1)
      return false;
    granularity = Granularity::PerGroup;
    groupSize = size;
    return true;
  }
  std::optional<Granularity> parsed = parseWord<Granularity>(word);
  if (!parsed || *parsed == Granularity::PerGroup)
    return false;
  granularity = *parsed;
  groupSize = 0;
  return true;
}

std::string qnn::getGranularityWord(const QuantSpec &spec) {
  std::string word = getWord(spec.granularity).str();
  return spec.granularity == Granularity::PerGroup ? word + ":" + std::to_string(spec.groupSize) : word;
}

std::pair<int64_t, int64_t> qnn::getStoredLimits(const QuantSpec &spec, unsigned usedBits) {
  bool isUnsigned = isUnsignedKind(spec.kind);
  int64_t half = int64_t(1) << ((usedBits ? usedBits : getStoredBits(spec.kind)) - 1);
  switch (spec.range) {
  case StoredRange::Narrow:
    return isUnsigned ? std::pair(int64_t(1), 2 * half - 1) : std::pair(1 - half, half - 1);
  case StoredRange::Reduced:
    return isUnsigned ? std::pair(int64_t(0), half - 1) : std::pair(-half / 2, half / 2 - 1);
  case StoredRange::Full:
    break;
  }
  return isUnsigned ? std::pair(int64_t(0), 2 * half - 1) : std::pair(-half, half - 1);
}

//===----------------------------------------------------------------------===//
// The attribute
//===----------------------------------------------------------------------===//

/// "per-channel symmetric".
static std::string getScheme(const QuantSpec &spec) {
  return getGranularityWord(spec) + " " + getWord(spec.symmetry).str();
}

static DictionaryAttr makeSpecAttr(MLIRContext *context, const QuantSpec &spec, const QuantSpec &standard) {
  Builder builder(context);
  SmallVector<NamedAttribute> entries;
  auto add = [&](StringRef key, bool differs, StringRef word) {
    if (differs)
      entries.push_back(builder.getNamedAttr(key, builder.getStringAttr(word)));
  };
  add("type", spec.kind != standard.kind, getWord(spec.kind));
  add("scheme", getScheme(spec) != getScheme(standard), getScheme(spec));
  add("range", spec.range != standard.range, getWord(spec.range));
  add("formula", spec.formula != standard.formula, getWord(spec.formula));
  add("observer", spec.observer != standard.observer, spec.observer);
  add("share", spec.share != standard.share, spec.share);
  return builder.getDictionaryAttr(entries);
}

Attribute qnn::makeConfigAttr(MLIRContext *context, const QuantConfig &config) {
  QuantConfig standard;
  if (config == standard)
    return {};
  Builder builder(context);
  SmallVector<NamedAttribute> entries;
  if (config.mode != standard.mode)
    entries.push_back(builder.getNamedAttr("mode", builder.getStringAttr(getWord(config.mode))));
  if (config.activations != standard.activations)
    entries.push_back(
        builder.getNamedAttr("activations", makeSpecAttr(context, config.activations, standard.activations)));
  if (config.weights != standard.weights)
    entries.push_back(builder.getNamedAttr("weights", makeSpecAttr(context, config.weights, standard.weights)));
  return builder.getDictionaryAttr(entries);
}

/// Sets `value` to what `word` stands for; returns false if it stands for nothing.
template <typename Enum> static bool readWord(StringRef word, Enum &value) {
  std::optional<Enum> parsed = parseWord<Enum>(word);
  value = parsed.value_or(value);
  return parsed.has_value();
}

/// Reads one entry of a spec; returns false if key or word are unknown.
static bool readEntry(StringRef key, StringRef word, QuantSpec &spec) {
  if (key == "type")
    return readWord(word, spec.kind);
  if (key == "range")
    return readWord(word, spec.range);
  if (key == "formula")
    return readWord(word, spec.formula);
  if (key == "observer") {
    spec.observer = word.str();
    return !word.empty();
  }
  if (key == "share") {
    spec.share = word.str();
    return !word.empty();
  }
  auto [granularity, symmetry] = word.split(' ');
  return key == "scheme" && parseGranularity(granularity, spec.granularity, spec.groupSize) &&
         readWord(symmetry, spec.symmetry);
}

std::optional<QuantConfig> qnn::parseConfig(Attribute attribute, std::string &error) {
  QuantConfig config;
  auto fail = [&](const Twine &what) {
    error = what.str();
    return std::nullopt;
  };
  auto outer = dyn_cast_or_null<DictionaryAttr>(attribute);
  if (!outer)
    return fail("expected a dictionary");
  for (NamedAttribute part : outer) {
    StringRef name = part.getName();
    if (auto word = dyn_cast<StringAttr>(part.getValue()); word && name == "mode") {
      if (!readWord(word, config.mode) || config.mode == QuantMode::Float)
        return fail("'mode' is '" + word.getValue() + "', expected static, dynamic or weight-only");
      continue;
    }
    auto inner = dyn_cast<DictionaryAttr>(part.getValue());
    if (!inner || (name != "activations" && name != "weights"))
      return fail("'" + name + "' is not activations or weights with a dictionary");
    for (NamedAttribute entry : inner) {
      auto word = dyn_cast<StringAttr>(entry.getValue());
      if (!word || !readEntry(entry.getName(), word, name == "weights" ? config.weights : config.activations))
        return fail("'" + name + "' has an unknown entry '" + entry.getName().getValue() + "'" +
                    (word ? " = \"" + word.getValue() + "\"" : Twine()).str());
    }
  }
  return config;
}

static QuantConfig read(Attribute attribute) {
  std::string ignored;
  return attribute ? parseConfig(attribute, ignored).value_or(QuantConfig()) : QuantConfig();
}

QuantConfig qnn::getConfig(Operation *op) { return read(op->getAttr(kConfigAttr)); }

/// The function whose argument this is, or null.
static FunctionOpInterface getFunction(BlockArgument argument) {
  return dyn_cast_or_null<FunctionOpInterface>(argument.getOwner()->getParentOp());
}

QuantConfig qnn::getConfig(Value value) {
  auto argument = dyn_cast<BlockArgument>(value);
  if (!argument)
    return getConfig(value.getDefiningOp());
  FunctionOpInterface function = getFunction(argument);
  return function ? read(function.getArgAttr(argument.getArgNumber(), kConfigAttr)) : QuantConfig();
}

void qnn::setConfig(Operation *op, const QuantConfig &config) {
  op->removeAttr(kConfigAttr);
  if (Attribute attribute = makeConfigAttr(op->getContext(), config))
    op->setAttr(kConfigAttr, attribute);
}

void qnn::setConfig(BlockArgument argument, const QuantConfig &config) {
  FunctionOpInterface function = getFunction(argument);
  if (!function)
    return;
  function.removeArgAttr(argument.getArgNumber(), kConfigAttr);
  if (Attribute attribute = makeConfigAttr(function.getContext(), config))
    function.setArgAttr(argument.getArgNumber(), kConfigAttr, attribute);
}

bool qnn::isLayer(Operation *op) {
  return isa_and_nonnull<QnnDialect>(op->getDialect()) &&
         !isa<ConstantOp, QuantizeOp, DequantizeOp, RequantizeOp, DynamicQuantizeOp, SubtractZeroPointOp,
              DynamicDequantizeOp, ObserveOp, FusedOp, YieldOp>(op);
}
