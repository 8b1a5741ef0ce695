//===- Passes.td - The passes of Prepare ------------------------*- td -*-===//

#ifndef QUANTC_PREPARE_PASSES
#define QUANTC_PREPARE_PASSES

include "quantc/Prepare/BoundaryPasses.td"
include "quantc/Prepare/RewritePasses.td"

#endif // QUANTC_PREPARE_PASSES
