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

/// The bytes that a weight and what belongs to it take.
static StoredLayer describeStored(Operation *op) {
  auto recurrent = dyn_cast<qnn::RecurrentOpInterface>(op);
  OpOperand &operand =
      recurrent ? recurrent.getMatrixOperand() : cast<qnn::ContractionOpInterface>(op).getWeightOperand();
  auto weight = cast<RankedTensorType>(operand.get().getType());
  FloatLayer layer = describe(op, "");
  StoredLayer stored{layer.operation, layer.id, layer.name, "", 0, 4 * weight.getNumElements()};
  quant::QuantizedType type = qnn::getQuantizedType(weight);
  if (!type) {
    stored.type = weight.getElementType().isF16() ? "f16" : "bf16";
    stored.bytes = 2 * weight.getNumElements();
    return stored;
  }
  unsigned width = type.getStorageTypeIntegralWidth();
  stored.type = (type.isSigned() ? "s" : "u") + std::to_string(width);
  stored.bytes = int64_t(llvm::divideCeil(weight.getNumElements() * width, 8));
  int64_t scales = qnn::getScales(type).size();
  bool hasZeroPoints = !llvm::all_equal(qnn::getZeroPoints(type));
  if (auto linear = dyn_cast<qnn::LinearOp>(op); linear && linear.getScales()) {
    scales = cast<RankedTensorType>(linear.getScales().getType()).getNumElements();
    hasZeroPoints = bool(linear.getZeroPoints());
  }
  stored.bytes += 4 * scales * (hasZeroPoints ? 2 : 1);
  return stored;
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

/// Whether the run finds what the accumulator of `op` stands for.
static bool isDynamic(Operation *op) {
  if (auto recurrent = dyn_cast<qnn::RecurrentOpInterface>(op))
    return recurrent.getDynamicSpec().has_value();
  return isa<qnn::ContractionOpInterface>(op) &&
         llvm::any_of(op->getUsers(), llvm::IsaPred<qnn::SubtractZeroPointOp, qnn::DynamicDequantizeOp>);
}

QuantizeSummary quantc::summarizeQuantization(Operation *root) {
  QuantizeSummary summary;
  root->walk([&](Operation *op) {
    if (!isLayer(op) || isa<qnn::ReshapeOp>(op))
      return;
    if (!touchesFloat(op)) {
      ++summary.numInteger;
      summary.numDynamic += isDynamic(op);
      return;
    }
    auto reason = op->getAttrOfType<StringAttr>(qnn::kFloatReasonAttr);
    // A PReLU on 8 bits keeps float slopes, a recurrence float gates.
    auto recurrent = dyn_cast<qnn::RecurrentOpInterface>(op);
    if (!reason && (!qnn::isFloat(op->getResult(0)) || (recurrent && recurrent.getStateType()))) {
      ++summary.numInteger;
      summary.numDynamic += isDynamic(op);
      return;
    }
    summary.floatLayers.push_back(describe(op, reason ? reason.getValue() : ""));
    if (qnn::hasStoredWeight(op))
      summary.storedLayers.push_back(describeStored(op));
  });
  return summary;
}
