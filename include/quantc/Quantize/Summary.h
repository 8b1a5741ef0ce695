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

/// Counts layers: every qnn op but constants, casts, requantize, reshape and
/// the structure of fused regions.
struct QuantizeSummary {
  int64_t numInteger = 0;
  std::vector<FloatLayer> floatLayers; ///< in program order
};

/// Summarizes the functions under `root`, at any step from Quantize to Plan.
QuantizeSummary summarizeQuantization(mlir::Operation *root);

/// Returns the layers under `root`, prepared or not, that no data and no recipe makes integer.
std::vector<FloatLayer> findLayersWithoutIntegerForm(mlir::Operation *root);

} // namespace quantc

#endif // QUANTC_QUANTIZE_SUMMARY_H
