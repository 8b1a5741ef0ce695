//===- QuantConfig.h - How an op is to be quantized -------------*- C++ -*-===//
//
// What a recipe asks of one op: the attribute `qnn.qconfig` of the op, or of an
// argument for a network input, from `recipe-attach-config` to the end of
// Quantize. It is a dictionary that names what differs from the recipe `default`:
//
//   {qnn.qconfig = {activations = {type = "u8", observer = "minmax"}, weights = {scheme = "per-tensor symmetric"}}}
//
// Tested by test/Dialect/Qnn/IR/quant-config.mlir and quant-config-invalid.mlir.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_DIALECT_QNN_IR_QUANTCONFIG_H
#define QUANTC_DIALECT_QNN_IR_QUANTCONFIG_H

#include "mlir/IR/BuiltinAttributes.h"
#include "mlir/IR/Value.h"
#include "quantc/Numerics/Profile.h"

#include <optional>
#include <string>

namespace quantc::qnn {

inline constexpr llvm::StringLiteral kConfigAttr = "qnn.qconfig";

/// The integers that values are stored as; Auto: u8 with zero point 0 where no value is negative, else s8.
enum class StoredKind { S8, U8, Auto, S16, U16, S4, U4, S2, U2, F16, BF16 };
/// When a layer's values are rounded: by ranges from data; its input and weights, by the range of each run; its weights
/// alone, by their own ranges; not at all.
enum class QuantMode { Static, Dynamic, WeightOnly, Float };
/// What shares a scale; a group is neighbours in a row of weights, a token a row along the last axis of activations.
enum class Granularity { PerTensor, PerChannel, PerGroup, PerToken };
/// Where the zero point is: wherever the range puts it, or in the middle.
enum class Symmetry { Affine, Symmetric };
/// Which integers are used: of s8 [-128, 127], [-127, 127], [-64, 63]; of u8 [0, 255], [1, 255], [0, 127]; of s16 and
/// u16 likewise.
enum class StoredRange { Full, Narrow, Reduced };
/// How a range becomes scale and zero point: docs/recipes.md.
enum class ScaleFormula { Quantc, Torch, TorchXnnpack, Ort, Tflite, Tvm };

/// How a tensor is stored, and how its range is found.
struct QuantSpec {
  StoredKind kind = StoredKind::S8;
  Granularity granularity = Granularity::PerTensor;
  int64_t groupSize = 0; ///< of PerGroup
  Symmetry symmetry = Symmetry::Affine;
  StoredRange range = StoredRange::Full;
  ScaleFormula formula = ScaleFormula::Quantc;
  std::string observer = "mse"; ///< a name, and in brackets its parameters
  std::string share;            ///< values of one word have one type; empty: of none

  bool operator==(const QuantSpec &other) const;
  bool operator!=(const QuantSpec &other) const { return !(*this == other); }
};

/// The default is what the recipe `default` asks of every op.
struct QuantConfig {
  QuantMode mode = QuantMode::Static; ///< Float is no configuration but a reason: see kFloatReasonAttr
  QuantSpec activations;              ///< of the op's result; in mode dynamic of its input
  QuantSpec weights = {StoredKind::S8,      Granularity::PerChannel, 0,        Symmetry::Symmetric,
                       StoredRange::Narrow, ScaleFormula::Quantc,    "minmax", ""};

  bool operator==(const QuantConfig &other) const;
  bool operator!=(const QuantConfig &other) const { return !(*this == other); }
};

/// The words that a recipe and the attribute have for the values of an enumeration, in its order.
template <typename Enum> llvm::ArrayRef<llvm::StringRef> getWords();
template <> llvm::ArrayRef<llvm::StringRef> getWords<StoredKind>();
template <> llvm::ArrayRef<llvm::StringRef> getWords<QuantMode>();
template <> llvm::ArrayRef<llvm::StringRef> getWords<Granularity>();
template <> llvm::ArrayRef<llvm::StringRef> getWords<Symmetry>();
template <> llvm::ArrayRef<llvm::StringRef> getWords<StoredRange>();
template <> llvm::ArrayRef<llvm::StringRef> getWords<ScaleFormula>();
template <> llvm::ArrayRef<llvm::StringRef> getWords<numerics::Profile>();
/// Returns the value that `word` stands for, or nullopt.
template <typename Enum> std::optional<Enum> parseWord(llvm::StringRef word) {
  const auto *found = llvm::find(getWords<Enum>(), word);
  return found == getWords<Enum>().end() ? std::nullopt : std::optional(Enum(found - getWords<Enum>().begin()));
}
template <typename Enum> llvm::StringRef getWord(Enum value) { return getWords<Enum>()[size_t(value)]; }

/// The bits of a kind's storage: 2 to 16.
unsigned getStoredBits(StoredKind kind);
/// Whether a kind has no negative codes.
bool isUnsignedKind(StoredKind kind);
/// Whether weights of this spec exist in a mode. Only beside float values all do: unsigned ones, 2 bits, floats, zero
/// points, groups; 4 bits beside values that have ranges from data, too.
bool hasWeights(QuantMode mode, const QuantSpec &weights);

/// Reads a scheme's word for what shares a scale, "per-group:32" among them; false if it is none.
bool parseGranularity(llvm::StringRef word, Granularity &granularity, int64_t &groupSize);
/// "per-channel", "per-group:32".
std::string getGranularityWord(const QuantSpec &spec);
/// Returns the least and the greatest stored value of a spec; of kind Auto those of s8. With `usedBits` those of an
/// integer of so many bits, of which the range is taken likewise.
std::pair<int64_t, int64_t> getStoredLimits(const QuantSpec &spec, unsigned usedBits = 0);

/// Returns the configuration of an op, or of the op or argument that gives `value`.
QuantConfig getConfig(mlir::Operation *op);
QuantConfig getConfig(mlir::Value value);
/// Sets the attribute, or removes it where `config` is the default.
void setConfig(mlir::Operation *op, const QuantConfig &config);
void setConfig(mlir::BlockArgument argument, const QuantConfig &config);

/// Reads the attribute. Returns nullopt, and what is wrong in `error`, if it is none.
std::optional<QuantConfig> parseConfig(mlir::Attribute attribute, std::string &error);
/// Makes the attribute; null for the default.
mlir::Attribute makeConfigAttr(mlir::MLIRContext *context, const QuantConfig &config);

/// Returns whether `op` computes: a qnn op other than constants, casts, what finds and applies scales at run time,
/// observers and the structure of fused regions.
bool isLayer(mlir::Operation *op);

} // namespace quantc::qnn

#endif // QUANTC_DIALECT_QNN_IR_QUANTCONFIG_H
