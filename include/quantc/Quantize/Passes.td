//===- Passes.td - The passes of the Quantize step --------------*- td -*-===//

#ifndef QUANTC_QUANTIZE_PASSES
#define QUANTC_QUANTIZE_PASSES

include "quantc/Quantize/WidePasses.td"
include "quantc/Quantize/EqualizationPasses.td"
include "quantc/Quantize/FloatPasses.td"
include "quantc/Quantize/ObserverPasses.td"
include "quantc/Quantize/CastPasses.td"
include "quantc/Quantize/IntegerPasses.td"

#endif // QUANTC_QUANTIZE_PASSES
