//===- QuantizationOps.cpp - QuantizeLinear, DequantizeLinear -------------===//
//
// Tested by test/Import/quantized.test and quantized-blocks.test.
//
//===----------------------------------------------------------------------===//

#include "OpTable.h"
#include "Quantization.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::onnx;

/// Reads the attributes that say along what scales run, as far as the opset has them.
static std::optional<ParamsPlace> readPlace(NodeContext &node) {
  ParamsPlace place{1, node.getOpset() >= 13 ? node.getInt("axis", 1) : 1};
  place.blockSize = node.getInt("block_size", 0);
  if (place.blockSize < 0 || place.blockSize > INT32_MAX) {
    (void)node.fail("attribute 'block_size' is " + Twine(place.blockSize) + ", expected at least 0");
    return std::nullopt;
  }
  return place;
}

/// The type of QuantizeLinear's result.
static std::optional<StoredKind> readResultKind(NodeContext &node) {
  StoredKind kind;
  int64_t wanted = node.getOpset() >= 21 ? node.getInt("output_dtype", 0) : 0;
  bool isKnown = wanted >= 0 && wanted <= INT32_MAX;
  if (std::optional<ElementKind> nibble = isKnown ? getNibbleKind(int(wanted)) : std::nullopt)
    kind = {*nibble, true};
  else if (wanted)
    kind.kind = isKnown ? getDecodedKind(int(wanted)).value_or(ElementKind::F32) : ElementKind::F32;
  else if (node.hasInput(2))
    kind = getStoredKind(*node.getInput(2));
  if (isStoredKind(kind))
    return kind;
  (void)node.fail("quantizes to " + (wanted ? getDataTypeName(isKnown ? int(wanted) : -1) : getName(kind)) +
                  ", expected 4, 8 or 16 bits");
  return std::nullopt;
}

static LogicalResult importQuantizeLinear(NodeContext &node) {
  if (!node.checkFloat(0))
    return failure();
  const OperandRef &x = node.getInput(0);
  node.ignoreAttributes({"saturate", "precision"}); // of 8-bit floats; of the division
  std::optional<StoredKind> kind = readResultKind(node);
  std::optional<ParamsPlace> place = kind ? readPlace(node) : std::nullopt;
  std::optional<QuantParams> params = place ? readQuantParams(node, x->shape, *kind, *place) : std::nullopt;
  OperandRef result = params ? quantize(node, x, *kind, *params) : nullptr;
  node.setOutput(0, result);
  return success(bool(result));
}

static LogicalResult importDequantizeLinear(NodeContext &node) {
  const OperandRef &x = node.getInput(0);
  if (!isStoredKind(getStoredKind(*x)) && x->kind != ElementKind::I32)
    return node.fail("input " + quote(x->name) + " is " + getElementName(x->kind) + ", expected 4, 8, 16 or 32 bits");
  if (node.getOpset() >= 23)
    node.ignoreAttributes({"output_dtype"}); // half and double are f32 here
  std::optional<ParamsPlace> place = readPlace(node);
  std::optional<QuantParams> params = place ? readQuantParams(node, x->shape, getStoredKind(*x), *place) : std::nullopt;
  OperandRef result = params ? dequantize(node, x, *params) : nullptr;
  node.setOutput(0, result);
  return success(bool(result));
}

ArrayRef<OpEntry> onnx::getQuantizationOps() {
  static const OpEntry entries[] = {
      {"", "DequantizeLinear", importDequantizeLinear, 2, 3, 1, 10},
      {"", "QuantizeLinear", importQuantizeLinear, 2, 3, 1, 10},
      {"com.microsoft", "DequantizeLinear", importDequantizeLinear, 2, 3, 1},
      {"com.microsoft", "QuantizeLinear", importQuantizeLinear, 2, 3, 1},
  };
  return entries;
}
