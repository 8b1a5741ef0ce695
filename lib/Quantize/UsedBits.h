//===- UsedBits.h - Bits of 16 that no accumulator overflows with -*- C++ -*-===//

#ifndef QUANTC_LIB_QUANTIZE_USEDBITS_H
#define QUANTC_LIB_QUANTIZE_USEDBITS_H

#include "mlir/Dialect/Quant/IR/QuantTypes.h"
#include "quantc/Dialect/Qnn/IR/Qnn.h"

namespace quantc::quantize {

/// What a value of 16 bits uses at least, however many products its readers sum: 16 steps for each one of 8 bits.
inline constexpr unsigned kLeastUsedBits = 12;

/// Returns the most bits, from 16 down to `kLeastUsedBits`, with which no sum of the contractions among `readers`,
/// whose weights are constant, leaves 32 bits (N8c). `makeType` is the type of their input for so many bits.
unsigned chooseUsedBits(llvm::ArrayRef<mlir::Operation *> readers,
                        llvm::function_ref<mlir::quant::UniformQuantizedType(unsigned usedBits)> makeType);

} // namespace quantc::quantize

#endif // QUANTC_LIB_QUANTIZE_USEDBITS_H
