//===- Summary.h - What was quantized, and what was not ---------*- C++ -*-===//

#ifndef QUANTC_QUANTIZE_SUMMARY_H
#define QUANTC_QUANTIZE_SUMMARY_H

#include "mlir/IR/Operation.h"

#include <string>
#include <vector>

namespace quantc {

/// A layer that stays in float, and why.
struct FloatLayer {
  std::string operation; ///< mnemonic, e.g. "qnn.softmax"
  std::string id;        ///< of its value; may be empty
  std::string name;      ///< of the network's node; may be empty
  std::string reason;    ///< one clause
};

/// A layer that computes in float with weights in fewer bits.
struct StoredLayer {
  std::string operation, id, name; ///< as of FloatLayer
  std::string type;                ///< "s4", "bf16"
  int64_t bytes = 0;               ///< of weights, scales and zero points
  int64_t floatBytes = 0;          ///< of the weights as f32
};

/// Counts layers: every qnn op but constants, casts, requantize, reshape and
/// the structure of fused regions.
struct QuantizeSummary {
  int64_t numInteger = 0;
  int64_t numDynamic = 0;                ///< of these, layers whose inputs get their scales when the network runs
  std::vector<FloatLayer> floatLayers;   ///< in program order
  std::vector<StoredLayer> storedLayers; ///< those of the float layers
};

/// Summarizes the functions under `root`, at any step from Quantize to Plan.
QuantizeSummary summarizeQuantization(mlir::Operation *root);

/// Returns the layers under `root`, prepared or not, that no data and no recipe makes integer.
std::vector<FloatLayer> findLayersWithoutIntegerForm(mlir::Operation *root);

} // namespace quantc

#endif // QUANTC_QUANTIZE_SUMMARY_H
