//===- Wire.h - Measure a protobuf message before parsing it ----*- C++ -*-===//

#ifndef QUANTC_LIB_IMPORT_ONNX_WIRE_H
#define QUANTC_LIB_IMPORT_ONNX_WIRE_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

namespace quantc::onnx {

/// Limits on what a file may ask for, whatever its size. Real networks stay
/// below a hundredth of them.
struct WireLimits {
  int64_t fields = 2'000'000;         ///< messages and strings, at any depth
  int64_t varints = int64_t(1) << 27; ///< packed integers: one byte on the wire, eight in memory
  int depth = 40;                     ///< nested messages
};

/// Walks the wire format of an ONNX model without building anything.
/// @returns success if parsing it is safe, or an error with the byte offset of
///          what is malformed, or with the limit that is exceeded.
llvm::Error checkWire(llvm::StringRef bytes, const WireLimits &limits = {});

} // namespace quantc::onnx

#endif // QUANTC_LIB_IMPORT_ONNX_WIRE_H
