//===- LayerNoise.h - What each layer costs in accuracy ---------*- C++ -*-===//

#ifndef QUANTC_QUANTIZE_LAYERNOISE_H
#define QUANTC_QUANTIZE_LAYERNOISE_H

#include "mlir/IR/BuiltinOps.h"

#include <string>
#include <vector>

namespace quantc {

/// A layer, and the noise at the outputs when it alone is quantized: the squared change over the square, summed over
/// the outputs. That of what it reads and that of its weights, which add up.
struct LayerNoise {
  std::string operation; ///< mnemonic, e.g. "qnn.conv2d"
  std::string id;        ///< of its value
  std::string name;      ///< of the network's node; may be empty
  int64_t products = 0;  ///< multiplications of a contraction in one run of the network
  double inputs = 0, weights = 0;
  std::vector<std::string> ids;     ///< its own, and that of the activation that its rounding takes in
  std::vector<std::string> sources; ///< of all that gives what it reads rounded, and moves it
  bool readsUnsigned = false;       ///< whether the recipe asks for unsigned values there

  double getNoise() const { return inputs + weights; }
};

struct LayerNoises {
  std::vector<LayerNoise> layers; ///< those that round what they read, or their weights, in program order
  int64_t samples = 0;            ///< that they were measured on
};

/// One network at three places of the Quantize step.
struct MeasuredNetwork {
  mlir::ModuleOp calibrated, ///< before: ids of layers are those that its values have
      unfolded,              ///< before folding: what is rounded, and where
      quantized;             ///< after: weights as they were fitted
  bool correctsBias;         ///< whether the recipe does
};

/// Measures the layers of a network on samples of a calibration file.
/// @returns failure, reported, if the file keeps no samples or an op cannot be evaluated
llvm::FailureOr<LayerNoises> measureLayers(const MeasuredNetwork &network, llvm::StringRef calibration);

} // namespace quantc

#endif // QUANTC_QUANTIZE_LAYERNOISE_H
