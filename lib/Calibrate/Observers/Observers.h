//===- Observers.h - One function a file ------------------------*- C++ -*-===//

#ifndef QUANTC_LIB_CALIBRATE_OBSERVERS_OBSERVERS_H
#define QUANTC_LIB_CALIBRATE_OBSERVERS_OBSERVERS_H

#include "quantc/Calibrate/Observer.h"

namespace quantc {

/// minmax, and per-channel-minmax if the specification is of that.
std::unique_ptr<Observer> createRunningMinMax(const Specification &observer);
/// moving-average and moving-average-per-channel.
std::unique_ptr<Observer> createMovingAverage(const Specification &observer);
/// mean-minmax, median-minmax, mean-no-outliers, mean-quantile.
std::unique_ptr<Observer> createSampleRanges(const Specification &observer);
/// histogram: PyTorch's.
std::unique_ptr<Observer> createTorchHistogram(const Specification &observer);
/// nncf-histogram.
std::unique_ptr<Observer> createNncfHistogram(const Specification &observer);
/// ort-entropy and ort-percentile.
std::unique_ptr<Observer> createOrtHistogram(const Specification &observer);

/// The ends of a batch, of the whole (axis < 0) or of each index of an axis. NaN stays, as in torch.aminmax.
llvm::Expected<ObservedRanges> findEnds(llvm::ArrayRef<float> values, llvm::ArrayRef<int64_t> shape, int64_t axis);

} // namespace quantc

#endif // QUANTC_LIB_CALIBRATE_OBSERVERS_OBSERVERS_H
