//===- RoundingMethods.h - How a layer's weights are rounded ----*- C++ -*-===//

#ifndef QUANTC_LIB_QUANTIZE_ROUNDINGMETHODS_H
#define QUANTC_LIB_QUANTIZE_ROUNDINGMETHODS_H

#include "LayerInputs.h"

#include <optional>

namespace quantc::quantize {

/// The methods, in the order in which a layer goes through them.
struct RoundingMethods {
  bool fitsOutputs = false, searchesScales = false;
  std::optional<TapOrder> feedback; ///< of GPTQ
  double damping = kRidge;
  bool descends = false;
  bool takesMeans = true; ///< whether biases are corrected later

  /// @param gptq  the order of GPTQ, or nothing; failure, with an error at `op`, if it is none
  llvm::LogicalResult setFeedback(llvm::StringRef gptq, mlir::Operation *op);
  bool isEmpty() const { return !fitsOutputs && !searchesScales && !feedback && !descends; }
};

/// Rounds the weights of all output channels, in the groups of the layer.
/// @param weights  of all channels; one scale for several groups of them is left as it is
/// @param outputs  what the channels shall give at `positions`, [channels, positions], or empty
void roundLayer(mlir::MLIRContext *context, const WeightRows &weights, const LayerInputs &inputs,
                llvm::ArrayRef<int64_t> positions, const std::vector<float> &outputs, const RoundingMethods &methods);

} // namespace quantc::quantize

#endif // QUANTC_LIB_QUANTIZE_ROUNDINGMETHODS_H
