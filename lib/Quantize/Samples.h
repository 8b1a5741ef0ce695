//===- Samples.h - The network on its calibration samples -------*- C++ -*-===//

#ifndef QUANTC_LIB_QUANTIZE_SAMPLES_H
#define QUANTC_LIB_QUANTIZE_SAMPLES_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "quantc/Support/HostTensor.h"
#include "llvm/Support/Error.h"

namespace quantc::quantize {

/// The inputs of each sample, in the order of the function's arguments.
using Samples = std::vector<std::vector<HostTensor>>;

/// Loads the samples that the calibration file at `path` keeps, as inputs of `function`.
/// Emits a remark at `function` if `path` is empty or no sample is kept, an error if the file does not fit.
/// @returns no samples after a remark, failure after an error.
mlir::FailureOr<Samples> loadSamples(llvm::StringRef path, mlir::func::FuncOp function, llvm::StringRef what);

/// Sums the elements of a tensor [..., C] for each channel, in row-major order, in double.
std::vector<double> sumChannels(const HostTensor &tensor);

} // namespace quantc::quantize

#endif // QUANTC_LIB_QUANTIZE_SAMPLES_H
