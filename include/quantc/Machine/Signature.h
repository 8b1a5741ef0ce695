//===- Signature.h - What an object says of its network ---------*- C++ -*-===//
//
// The JSON of NAME_signature, parsed. Target writes headers from it, Runner runs
// objects by it.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_MACHINE_SIGNATURE_H
#define QUANTC_MACHINE_SIGNATURE_H

#include "quantc/Support/HostTensor.h"
#include "llvm/Support/Error.h"

#include <optional>
#include <string>

namespace quantc {

/// A tensor as an object stores it.
struct StoredTensor {
  ElementKind kind = ElementKind::F32;
  llvm::SmallVector<int64_t, 4> shape;
  std::vector<double> scales;      ///< empty: not quantized; one; or one for each index of `axis`
  std::vector<int64_t> zeroPoints; ///< as many
  int64_t axis = 0;

  int64_t getNumElements() const;
  int64_t getNumBytes() const { return getNumElements() * getElementSize(kind); }
};

/// An input or output. `field` is its name in C, with `_` after what headers or compilers may claim; `macro` is that in
/// upper case. Both are unique.
struct SignatureTensor : StoredTensor {
  std::string name, field, macro;

  /// Of an input that is no input of the network, which is (q - mean) * scale: one value each or one a channel; else
  /// empty. Of images their layout, "nhwc" or "nchw", and what became of the arithmetic, "folded" or "computed".
  std::vector<double> mean, scale;
  std::string layout, normalization;
};

/// A value that a kernel call writes.
struct LayerValue : StoredTensor {
  std::string id;
  std::optional<int64_t> arenaOffset; ///< bytes
  std::optional<int64_t> output;      ///< or the number of the network output
};

struct KernelCall {
  std::string kernel;
  std::vector<LayerValue> values;
};

struct Signature {
  std::string name, target, profile, modelHash;
  int64_t arenaBytes = 0, arenaAlignment = 0;
  std::vector<SignatureTensor> inputs, outputs;
  std::vector<KernelCall> calls;
};

/// Parses the JSON of a signature.
/// @returns an input error that says what is missing, or that the version is another.
llvm::Expected<Signature> parseSignature(llvm::StringRef text);

/// Turns any text into a C identifier: other characters become `_`, a leading digit gets one before it.
std::string makeIdentifier(llvm::StringRef text);

} // namespace quantc

#endif // QUANTC_MACHINE_SIGNATURE_H
