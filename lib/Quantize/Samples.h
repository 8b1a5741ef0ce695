//===- Samples.h - The network on its calibration samples -------*- C++ -*-===//

#ifndef QUANTC_LIB_QUANTIZE_SAMPLES_H
#define QUANTC_LIB_QUANTIZE_SAMPLES_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "quantc/CalibrationData/Calibration.h"

namespace quantc::quantize {

/// Reads the calibration file at `path` for `function`.
/// @returns the data; null, with a remark that says `consequence`, if `path` is empty; failure, with an
///          error, if the file cannot be read or is of another model.
mlir::FailureOr<std::unique_ptr<Calibration>> loadCalibration(llvm::StringRef path, mlir::func::FuncOp function,
                                                              llvm::StringRef consequence);

/// The inputs of each run of the network, in the order of the function's arguments.
using Samples = std::vector<std::vector<HostTensor>>;

/// Returns the kept samples as inputs of `function`. A network of batch N takes N samples in one run; the last
/// run is filled up with samples from the beginning. None if the file keeps none, with a remark;
/// failure, with an error, if they do not fit the arguments.
mlir::FailureOr<Samples> getSamples(const Calibration &calibration, mlir::func::FuncOp function,
                                    llvm::StringRef consequence);

/// Both: the samples of the calibration file at `path`. None, with a remark, if there is no file or no sample.
mlir::FailureOr<Samples> loadSamples(llvm::StringRef path, mlir::func::FuncOp function, llvm::StringRef consequence);

/// Runs the network on all samples side by side.
/// @param onValue  is told each value of each sample, several samples at a time
/// @param outputs  if not null, gets the outputs of each sample
/// @returns failure, with an error, if an op cannot be evaluated
llvm::LogicalResult
evaluateSamples(mlir::func::FuncOp function, const Samples &samples,
                llvm::function_ref<void(size_t sample, mlir::Value value, const HostTensor &tensor)> onValue,
                Samples *outputs = nullptr);

/// Sums the elements of a tensor [..., C] for each channel, in row-major order, in double.
std::vector<double> sumChannels(const HostTensor &tensor);

} // namespace quantc::quantize

#endif // QUANTC_LIB_QUANTIZE_SAMPLES_H
