//===- Summary.cpp - What was quantized, and what was not -----------------===//
//
// Tested by test/Quantize/attach-float-reasons.mlir, through the errors of
// `integer-only`, and by the driver's report.
//
//===----------------------------------------------------------------------===//

#include "quantc/Quantize/Summary.h"
#include "Layers.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::quantize;

QuantizeSummary quantc::summarizeQuantization(Operation *root) {
  QuantizeSummary summary;
  root->walk([&](Operation *op) {
    if (!isLayer(op) || isa<qnn::ReshapeOp>(op))
      return;
    if (!touchesFloat(op)) {
      ++summary.numInteger;
      return;
    }
    auto reason = op->getAttrOfType<StringAttr>(qnn::kFloatReasonAttr);
    // A PReLU on 8 bits keeps float slopes.
    if (!reason && !qnn::isFloat(op->getResult(0))) {
      ++summary.numInteger;
      return;
    }
    summary.floatLayers.push_back({op->getName().getStringRef().str(), qnn::getId(op->getResult(0)).str(),
                                   reason ? reason.str() : std::string()});
  });
  return summary;
}
