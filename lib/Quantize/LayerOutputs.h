//===- LayerOutputs.h - What a layer gave in float --------------*- C++ -*-===//

#ifndef QUANTC_LIB_QUANTIZE_LAYEROUTPUTS_H
#define QUANTC_LIB_QUANTIZE_LAYEROUTPUTS_H

#include "LayerSweep.h"

namespace quantc::quantize {

/// Returns what the channels of a quantized contraction shall give at `positions`, the first of those that
/// `quantize-record-outputs` chose, [channels, positions], in units of its input's step; empty if that was not
/// recorded. If the accumulators are added to another value, it is what makes the sum that of the float network.
std::vector<float> gatherOutputs(qnn::ContractionOpInterface op, const LayerSweep &sweep,
                                 llvm::ArrayRef<int64_t> positions);

} // namespace quantc::quantize

#endif // QUANTC_LIB_QUANTIZE_LAYEROUTPUTS_H
