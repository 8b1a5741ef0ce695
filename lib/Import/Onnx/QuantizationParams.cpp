//===- QuantizationParams.cpp - Reading scales and zero points ------------===//
//
// Tested by test/Import/quantized.test, quantized-blocks.test and qlinear.test.
//
//===----------------------------------------------------------------------===//

#include "Quantization.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::onnx;

std::string onnx::getName(StoredKind kind) {
  return kind.isNibble ? (kind.kind == ElementKind::I8 ? "i4" : "u4") : getElementName(kind.kind).str();
}

bool onnx::isStoredKind(StoredKind kind) {
  return llvm::is_contained({ElementKind::I8, ElementKind::U8, ElementKind::I16, ElementKind::U16}, kind.kind);
}

/// Reads zero points of `kind`: one, or as many as there are scales.
static bool readZeroPointsInto(NodeContext &node, StoredKind kind, const OperandRef &zeroPoint, QuantParams &params) {
  size_t count = params.scales.size();
  params.zeroPoints.assign(count, 0);
  if (!zeroPoint)
    return true;
  if (!(getStoredKind(*zeroPoint) == kind)) {
    (void)node.fail("zero point " + quote(zeroPoint->name) + " is " + getName(getStoredKind(*zeroPoint)) +
                    ", expected " + getName(kind));
    return false;
  }
  if (!zeroPoint->isHost()) {
    (void)node.fail("zero point " + quote(zeroPoint->name) + " is computed at run time, expected one known at import");
    return false;
  }
  std::vector<int64_t> values = toIntegers(*zeroPoint->host);
  if (values.size() != count && values.size() != 1) {
    (void)node.fail(Twine(values.size()) + " zero points for " + Twine(count) + " scales");
    return false;
  }
  for (size_t i = 0; i < count; ++i)
    params.zeroPoints[i] = values[values.size() == 1 ? 0 : i];
  return true;
}

/// Checks that scales of this shape belong to the axis or blocks of `place`, and sets the axis.
static bool checkAxis(NodeContext &node, ArrayRef<int64_t> shape, ArrayRef<int64_t> scaleShape,
                      const ParamsPlace &place, QuantParams &params) {
  int64_t count = params.scales.size();
  if (count == 0) {
    (void)node.fail("scale of shape " + formatShape(scaleShape) + " is empty");
    return false;
  }
  if (!place.axis) {
    if (count != 1)
      (void)node.fail("scale of shape " + formatShape(scaleShape) + ", expected one for the tensor");
    return count == 1;
  }
  if (count == 1 && !place.blockSize) // one scale, whatever its rank, is per tensor
    return true;
  std::optional<int64_t> axis = node.normalizeAxis(*place.axis, shape.size());
  if (!axis)
    return false;
  params.axis = *axis;
  SmallVector<int64_t> expected{shape[*axis]};
  if (place.blockSize) {
    expected.assign(shape.begin(), shape.end());
    expected[*axis] = (expected[*axis] + place.blockSize - 1) / place.blockSize;
  }
  if (scaleShape != ArrayRef<int64_t>(expected)) {
    (void)node.fail("scale of shape " + formatShape(scaleShape) + " for " +
                    (place.blockSize ? "blocks of " + Twine(place.blockSize) + " along " : Twine()) + "axis " +
                    Twine(*axis) + " of " + formatShape(shape));
    return false;
  }
  params.blockSize = place.blockSize;
  return true;
}

/// Checks what makes a type: scales and zero points in range.
static bool checkType(NodeContext &node, StoredKind kind, QuantParams &params) {
  std::string problem;
  params.isNibble = kind.isNibble;
  if (makeQuantizedType(node.getContext(), kind.kind, params, /*narrow=*/false, problem))
    return true;
  (void)node.fail("has " + problem);
  return false;
}

std::optional<QuantParams> onnx::readQuantParams(NodeContext &node, ArrayRef<int64_t> shape, StoredKind kind,
                                                 const ParamsPlace &place) {
  if (!node.hasInput(place.scale)) {
    (void)node.fail("input " + Twine(place.scale) + " is missing");
    return std::nullopt;
  }
  std::optional<std::vector<float>> scales = node.getHostFloats(place.scale);
  if (!scales)
    return std::nullopt;
  QuantParams params;
  params.scales.assign(scales->begin(), scales->end());
  size_t index = place.getZeroPoint();
  if (!readZeroPointsInto(node, kind, node.hasInput(index) ? node.getInput(index) : nullptr, params) ||
      !checkAxis(node, shape, node.getInput(place.scale)->shape, place, params) || !checkType(node, kind, params))
    return std::nullopt;
  return params;
}

std::optional<QuantParams> onnx::readZeroPoints(NodeContext &node, ArrayRef<int64_t> shape, StoredKind kind,
                                                const OperandRef &zeroPoint, std::optional<int64_t> axis) {
  QuantParams params;
  int64_t count = zeroPoint && zeroPoint->isHost() ? zeroPoint->host->getNumElements() : 1;
  if (count != 1) {
    std::optional<int64_t> positive = axis ? node.normalizeAxis(*axis, shape.size()) : std::nullopt;
    if (!positive || zeroPoint->shape != SmallVector<int64_t, 4>{shape[*positive]}) {
      (void)node.fail("zero point " + quote(zeroPoint->name) + " of shape " + formatShape(zeroPoint->shape) +
                      " for a tensor of " + formatShape(shape) + ", expected one" +
                      (positive ? " or " + Twine(shape[*positive]) : Twine()));
      return std::nullopt;
    }
    params.axis = *positive;
  }
  params.scales.assign(count, 1.0);
  if (!readZeroPointsInto(node, kind, zeroPoint, params) || !checkType(node, kind, params))
    return std::nullopt;
  return params;
}
