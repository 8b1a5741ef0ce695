//===- NetworkRunner.h - Run a network on samples ---------------*- C++ -*-===//
//
// One interface over the reference interpreter and a deployed object. Passes
// that look at data (calibration, bias correction) get one injected.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_RUNNER_NETWORKRUNNER_H
#define QUANTC_RUNNER_NETWORKRUNNER_H

#include "quantc/Support/HostTensor.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/Support/Error.h"

#include <optional>
#include <string>

namespace quantc {

/// A network input or output.
struct TensorInfo {
  std::string name;                    ///< the network's own name
  ElementKind kind = ElementKind::F32; ///< element type as it crosses the boundary
  llvm::SmallVector<int64_t, 4> shape; ///< the network's own layout, batch included
  std::string layout;                  ///< of images "nhwc" or "nchw", if that is known; else ""
  /// Of codes: real = scale * (q - zeroPoint), one scale for the tensor.
  struct Codes {
    float scale = 1;
    int64_t zeroPoint = 0;
  };
  std::optional<Codes> codes;

  /// Returns the real values of a tensor of this kind: codes as f32, others as they are.
  HostTensor toReal(const HostTensor &tensor) const;
};

class NetworkRunner {
public:
  virtual ~NetworkRunner() = default;
  virtual llvm::ArrayRef<TensorInfo> getInputs() const = 0;
  virtual llvm::ArrayRef<TensorInfo> getOutputs() const = 0;

  /// Receives the id and the value of a layer, dequantized to f32 unless it is
  /// integer data, in the layout of the running network (NHWC inside).
  using LayerCallback = llvm::function_ref<void(llvm::StringRef id, const HostTensor &value)>;

  /// Runs the network once. `inputs` have the declared kinds and shapes.
  /// @returns the outputs in order, or an error that names what did not fit.
  virtual llvm::Expected<std::vector<HostTensor>> run(llvm::ArrayRef<HostTensor> inputs,
                                                      LayerCallback onLayer = {}) = 0;
};

} // namespace quantc

#endif // QUANTC_RUNNER_NETWORKRUNNER_H
