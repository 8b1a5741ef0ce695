//===- Observe.h - Observers on a user's own arrays -------------*- C++ -*-===//

#ifndef QUANTC_LIB_TOOLS_OBSERVE_H
#define QUANTC_LIB_TOOLS_OBSERVE_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Error.h"

#include <optional>
#include <string>

namespace quantc {

struct ObserveOptions {
  std::string observer = "mse";
  std::string conversion; ///< "" computes no scale
  std::string output;     ///< a .npz, or "" for none
  bool isAtOnce = false;  ///< all batches are one
};

/// `quant-calibrate observe DATA.npz [ARRAY...]`: the first axis of an array counts batches.
llvm::Error observeArrays(llvm::StringRef path, llvm::ArrayRef<std::string> arrays, const ObserveOptions &options);

/// `quant-calibrate qparams RANGES.npz`: scale and zero point of the ranges in `min` and `max`.
llvm::Error convertArrays(llvm::StringRef path, const ObserveOptions &options);

/// `quant-calibrate fake-quantize DATA.npz`: each array that has a scale, quantized and back.
llvm::Error fakeQuantizeArrays(llvm::StringRef path, int64_t low, int64_t high, std::optional<int64_t> axis,
                               llvm::StringRef output);

} // namespace quantc

#endif // QUANTC_LIB_TOOLS_OBSERVE_H
