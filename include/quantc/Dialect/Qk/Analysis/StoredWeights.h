//===- StoredWeights.h - Weights of a float layer in few bits ---*- C++ -*-===//
//
// What the kernels of N12 unpack: codes with scales, or 16-bit floats.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_DIALECT_QK_ANALYSIS_STOREDWEIGHTS_H
#define QUANTC_DIALECT_QK_ANALYSIS_STOREDWEIGHTS_H

#include "quantc/Dialect/Qnn/IR/Qnn.h"

#include <optional>

namespace quantc::qk {

/// How weights are stored beside a float input.
enum class WeightFormat { Codes, Half, BFloat };

/// The weights [O, taps] of one contraction, one code each.
struct StoredWeights {
  WeightFormat format = WeightFormat::Codes;
  unsigned bits = 8;                   ///< of a code: 2, 4, 8; 16 of floats
  int64_t channels = 0, taps = 0;      ///< rows and columns
  int64_t groupSize = 0;               ///< neighbours of a row that share scale and zero point
  llvm::SmallVector<uint16_t> codes;   ///< [channels, taps]: stored values less the type's least; bits of floats
  llvm::SmallVector<float> scales;     ///< [channels, groups]; empty of floats
  llvm::SmallVector<float> zeroPoints; ///< likewise, less the type's least
  int64_t getNumGroups() const { return (taps + groupSize - 1) / groupSize; }
  /// The one zero point that all groups have, or nullopt.
  std::optional<float> getCommonZeroPoint() const;
};

/// Reads weight, scales and zero points of a contraction with stored weights (`qnn::hasStoredWeight`).
/// @returns nullopt if they are not constants.
std::optional<StoredWeights> readStoredWeights(mlir::Operation *op);

} // namespace quantc::qk

#endif // QUANTC_DIALECT_QK_ANALYSIS_STOREDWEIGHTS_H
