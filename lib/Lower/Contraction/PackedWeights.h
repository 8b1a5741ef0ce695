//===- PackedWeights.h - Weights in few bits, as kernels unpack them -*- C++ -*-===//

#ifndef QUANTC_LOWER_CONTRACTION_PACKEDWEIGHTS_H
#define QUANTC_LOWER_CONTRACTION_PACKEDWEIGHTS_H

#include "KernelBuilder.h"
#include "quantc/Dialect/Qk/Analysis/FusedContraction.h"

namespace quantc::lower {

/// How the output channels of a layer lie in vectors: in `groups`, each padded to whole vectors and cut into blocks of
/// at most `columns`.
struct ColumnBlocks {
  int64_t groups = 1, perGroup = 1, padded = 1, columns = 1;
};

/// The stored weights of a layer as words: a lane of a word holds neighbours in depth of one output channel.
class PackedWeights {
public:
  /// @param inMantissa  whether codes become f32 in a mantissa: faster, but it takes a dozen registers for constants
  explicit PackedWeights(const qk::StoredWeights &weights, bool inMantissa = false);

  /// Codes in a lane of a word.
  int64_t perWord() const { return codesPerWord; }
  /// Words of `length` neighbours in depth.
  int64_t wordsOf(int64_t length) const { return (length + codesPerWord - 1) / codesPerWord; }
  bool hasScales() const { return !weights.scales.empty(); }
  /// Whether `decode` shifts words, which LLVM likes to do long before the results are used.
  bool shiftsWords() const { return !inMantissa && codesPerWord > 2; }
  /// Whether zero points differ, so that they are a constant of the kernel.
  bool hasZeroPoints() const { return !zeroPoint.has_value(); }
  /// "i4", "i4g32", "f16": for symbols.
  std::string getName() const;
  /// What `decode` depends on.
  std::string getSpec() const;

  /// Packs the words: [group][block][group of scales][word][column].
  mlir::ElementsAttr packWords(mlir::MLIRContext *context, const ColumnBlocks &blocks) const;
  /// Packs values [channels, groups of scales] beside them: [group][block][group of scales][column].
  mlir::ElementsAttr packGroups(mlir::MLIRContext *context, const ColumnBlocks &blocks,
                                llvm::ArrayRef<float> values) const;

  /// A word whose codes are taken one after another.
  struct Word {
    mlir::Value bits;
    mlir::Value shifted = bits; ///< so that the codes at hand are where a mantissa is
  };
  /// Returns code `index` of a word, after those before it: `q - z` as f32, or a float. `zeroPoints` is null without.
  mlir::Value decode(KernelBuilder &builder, Word &word, int64_t index, mlir::Value zeroPoints) const;

  /// Emits loops that unpack words into `to`, [group][block][depth][column] of f32.
  /// @param zeroPoints  their buffer; null without
  void emitUnpack(KernelBuilder &builder, const ColumnBlocks &blocks, int64_t lanes, mlir::Value words,
                  mlir::Value zeroPoints, mlir::Value to) const;

private:
  mlir::Value decodeInMantissa(KernelBuilder &builder, Word &word, int64_t index) const;
  mlir::Value decodeByShifts(KernelBuilder &builder, const Word &word, int64_t index) const;

  const qk::StoredWeights &weights;
  int64_t codesPerWord;
  bool inMantissa;
  bool isSigned;                  ///< codes are stored less their common zero point
  std::optional<float> zeroPoint; ///< the common one
};

/// Returns the view of a scratch buffer as `count` f32.
mlir::Value viewAsFloats(KernelBuilder &builder, mlir::Value scratch, int64_t count);

} // namespace quantc::lower

#endif // QUANTC_LOWER_CONTRACTION_PACKEDWEIGHTS_H
