//===- Summary.cpp - What was quantized, and what was not -----------------===//
//
// Tested by test/Quantize/attach-float-reasons.mlir, through the errors of
// `integer-only`, and by the driver's report.
//
//===----------------------------------------------------------------------===//

#include "quantc/Quantize/Summary.h"
#include "Layers.h"
#include "quantc/Support/Diagnostics.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::quantize;

static FloatLayer describe(Operation *op, StringRef reason) {
  return {op->getName().getStringRef().str(), qnn::getId(op->getResult(0)).str(), getNodeName(op->getLoc()).str(),
          reason.str()};
}

std::vector<FloatLayer> quantc::findLayersWithoutIntegerForm(Operation *root) {
  std::vector<FloatLayer> layers;
  root->walk([&](Operation *op) {
    // Arithmetic on integers has no quantized form and needs none.
    if (isLayer(op) && touchesFloat(op) && qnn::isFloat(op->getResult(0)))
      if (std::optional<std::string> reason = getReasonForFloat(op))
        layers.push_back(describe(op, *reason));
  });
  return layers;
}

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
    // A PReLU on 8 bits keeps float slopes, a recurrence float gates.
    auto recurrent = dyn_cast<qnn::RecurrentOpInterface>(op);
    if (!reason && (!qnn::isFloat(op->getResult(0)) || (recurrent && recurrent.getStateType()))) {
      ++summary.numInteger;
      return;
    }
    summary.floatLayers.push_back(describe(op, reason ? reason.getValue() : ""));
  });
  return summary;
}
