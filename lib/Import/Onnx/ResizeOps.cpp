//===- ResizeOps.cpp - Resize, Upsample, SpaceToDepth, DepthToSpace -------===//
//
// Tested by test/Import/resize.test.
//
//===----------------------------------------------------------------------===//

#include "OpTable.h"
#include "Windows.h"

#include <cmath>

using namespace mlir;
using namespace quantc;
using namespace quantc::onnx;

namespace {
/// What Resize and Upsample agree on.
struct Sampling {
  std::string mode = "nearest", coordinates = "asymmetric", rounding = "floor";
  SmallVector<double, 4> scales; ///< one for each axis
  SmallVector<int64_t, 4> sizes; ///< of the result
  bool shrinksToCeiling = false; ///< nearest rounds up along axes that become smaller
};
} // namespace

/// Emits the op; batch and channels must keep their sizes.
static LogicalResult emitResize(NodeContext &node, const Sampling &sampling) {
  const OperandRef &x = node.getInput(0);
  auto mode = qnn::symbolizeResizeMode(sampling.mode);
  auto coordinates = qnn::symbolizeResizeCoordinates(sampling.coordinates);
  auto rounding = qnn::symbolizeResizeRounding(sampling.rounding);
  if (!mode)
    return node.fail("attribute 'mode' is " + quote(sampling.mode) + ", expected nearest or linear");
  if (!coordinates)
    return node.fail("attribute 'coordinate_transformation_mode' is " + quote(sampling.coordinates));
  if (!rounding)
    return node.fail("attribute 'nearest_mode' is " + quote(sampling.rounding));
  if (failed(checkImage(node, 0)))
    return failure();
  for (int64_t axis : {0, 1})
    if (sampling.sizes[axis] != x->shape[axis] || sampling.scales[axis] != 1)
      return node.fail("resizes axis " + Twine(axis) + " from " + Twine(x->shape[axis]) + " to " +
                       Twine(sampling.sizes[axis]) + ", expected height and width only");
  int64_t rank = x->getRank();
  bool isFlat = rank == 3;
  SmallVector<int64_t, 2> sizes{isFlat ? 1 : sampling.sizes[2], sampling.sizes[rank - 1]};
  SmallVector<double, 2> scales{isFlat ? 1.0 : sampling.scales[2], sampling.scales[rank - 1]};
  Value image = toNhwc(node, x);
  auto resize = [&](ArrayRef<int64_t> to, ArrayRef<double> by, qnn::ResizeRounding round) {
    auto type = image ? node.makeType({x->shape[0], to[0], to[1], x->shape[1]}) : RankedTensorType();
    image = type ? node.create<qnn::ResizeOp>(type, image, *mode, *coordinates, round, by).getOutput() : Value();
  };
  auto ceiling = qnn::ResizeRounding::Ceil;
  bool shrinks[] = {sampling.shrinksToCeiling && scales[0] < 1, sampling.shrinksToCeiling && scales[1] < 1};
  if (shrinks[0] != shrinks[1]) { // one axis after the other, each by its own rule
    resize({sizes[0], getImageSize(*x)[1]}, {scales[0], 1.0}, shrinks[0] ? ceiling : *rounding);
    resize(sizes, {1.0, scales[1]}, shrinks[1] ? ceiling : *rounding);
  } else {
    resize(sizes, scales, shrinks[0] ? ceiling : *rounding);
  }
  if (!image)
    return failure();
  node.setOutput(0, fromNhwc(node, image, rank));
  return success();
}

/// Scales to sizes: floor(size * scale), in f32 as ONNX computes it.
static LogicalResult applyScales(NodeContext &node, ArrayRef<float> scales, Sampling &sampling) {
  const OperandRef &x = node.getInput(0);
  if (int64_t(scales.size()) != x->getRank())
    return node.fail("has " + Twine(scales.size()) + " scales, expected " + Twine(x->getRank()));
  for (auto [axis, scale] : llvm::enumerate(scales)) {
    float size = std::floor(float(x->shape[axis]) * scale);
    if (!std::isfinite(scale) || scale <= 0 || size < 1 || size > float(INT32_MAX))
      return node.fail("scale " + formatNumber(scale) + " for axis " + Twine(axis) + " of size " +
                       Twine(x->shape[axis]));
    sampling.scales.push_back(scale);
    sampling.sizes.push_back(int64_t(size));
  }
  return success();
}

static LogicalResult importUpsample(NodeContext &node) {
  Sampling sampling;
  sampling.mode = node.getString("mode", "nearest");
  if (sampling.mode == "bilinear")
    sampling.mode = "linear";
  auto scales = node.getOpset() < 9 ? node.getFloats("scales")
                : node.hasInput(1)  ? node.getHostFloats(1)
                                    : std::nullopt;
  if (!scales)
    return node.fail("has no scales");
  if (failed(applyScales(node, *scales, sampling)))
    return failure();
  return emitResize(node, sampling);
}

/// Spreads a list that is given for `axes` over all axes, the others get `fill`.
template <typename T>
static std::optional<std::vector<T>> spread(NodeContext &node, const std::vector<T> &values, T fill) {
  int64_t rank = node.getInput(0)->getRank();
  auto axes = node.getOpset() >= 18 ? node.getInts("axes") : std::nullopt;
  if (!axes)
    return node.hasFailed() ? std::nullopt : std::optional(values);
  if (axes->size() != values.size()) {
    (void)node.fail("attribute 'axes' has " + Twine(axes->size()) + " values, expected " + Twine(values.size()));
    return std::nullopt;
  }
  std::vector<T> result(rank, fill);
  for (auto [axis, value] : llvm::zip_equal(*axes, values)) {
    std::optional<int64_t> positive = node.normalizeAxis(axis, rank);
    if (!positive)
      return std::nullopt;
    result[*positive] = value;
  }
  return result;
}

/// Sizes to scales. Axes that are not named keep their size, which -1 stands for.
static LogicalResult applySizes(NodeContext &node, const std::vector<int64_t> &stated, Sampling &sampling) {
  const OperandRef &x = node.getInput(0);
  auto sizes = spread<int64_t>(node, stated, -1);
  if (!sizes)
    return failure();
  if (int64_t(sizes->size()) != x->getRank())
    return node.fail("has " + Twine(sizes->size()) + " sizes, expected " + Twine(x->getRank()));
  std::string policy = node.getOpset() >= 18 ? node.getString("keep_aspect_ratio_policy", "stretch") : "stretch";
  if (policy != "stretch" && policy != "not_larger" && policy != "not_smaller")
    return node.fail("attribute 'keep_aspect_ratio_policy' is " + quote(policy));
  std::optional<double> common; // one scale for the named axes, unless they stretch
  for (auto [axis, size] : llvm::enumerate(*sizes)) {
    if (size == -1)
      continue;
    if (size < 1 || size > INT32_MAX)
      return node.fail("size " + Twine(size) + " for axis " + Twine(axis));
    double scale = double(size) / double(x->shape[axis]);
    if (policy != "stretch")
      common = !common ? scale : policy == "not_larger" ? std::min(*common, scale) : std::max(*common, scale);
  }
  for (auto [axis, size] : llvm::enumerate(*sizes)) {
    int64_t from = x->shape[axis];
    bool isKept = size == -1;
    sampling.scales.push_back(isKept ? 1 : common ? *common : double(size) / double(from));
    sampling.sizes.push_back(isKept ? from : common ? std::llround(*common * double(from)) : size);
  }
  return success();
}

static LogicalResult importResize(NodeContext &node) {
  Sampling sampling;
  sampling.mode = node.getString("mode", "nearest");
  if (node.getOpset() < 11) {
    auto scales = node.hasInput(1) ? node.getHostFloats(1) : std::nullopt;
    if (!scales)
      return node.fail("has no scales");
    // Opset 10 leaves the rounding open; this is ONNX Runtime's, and that of the op's own examples.
    sampling.shrinksToCeiling = sampling.mode == "nearest";
    return failed(applyScales(node, *scales, sampling)) ? failure() : emitResize(node, sampling);
  }
  sampling.coordinates = node.getString("coordinate_transformation_mode", "half_pixel");
  sampling.rounding = node.getString("nearest_mode", "round_prefer_floor");
  node.ignoreAttributes({"cubic_coeff_a", "extrapolation_value"}); // of cubic and tf_crop_and_resize
  if (node.getFlag("exclude_outside") || (node.getOpset() >= 18 && node.getFlag("antialias")))
    return node.fail("attribute 'exclude_outside' or 'antialias' is 1, expected 0");
  // Before optional inputs were common, an empty tensor stood for one that is not there.
  auto isStated = [&](size_t index) {
    return node.hasInput(index) && (!node.getInput(index)->isHost() || node.getInput(index)->host->getNumElements());
  };
  bool hasScales = isStated(2);
  if (hasScales == isStated(3))
    return node.fail("has " + Twine(hasScales ? "both" : "neither") + " scales and sizes, expected one");
  if (hasScales) {
    node.ignoreAttributes({"keep_aspect_ratio_policy"});
    auto scales = node.getHostFloats(2);
    if (scales)
      scales = spread<float>(node, *scales, 1);
    if (!scales || failed(applyScales(node, *scales, sampling)))
      return failure();
  } else {
    auto sizes = node.getIntegers(3);
    if (!sizes || failed(applySizes(node, *sizes, sampling)))
      return failure();
  }
  return emitResize(node, sampling);
}

/// Checks rank 4 and `blocksize`.
static std::optional<int64_t> readBlock(NodeContext &node) {
  int64_t block = node.getInt("blocksize", 0);
  if (node.getInput(0)->getRank() != 4)
    (void)node.fail("input has shape " + formatShape(node.getInput(0)->shape) + ", expected rank 4");
  else if (block < 1 || block > INT16_MAX)
    (void)node.fail("attribute 'blocksize' is " + Twine(block) + ", expected at least 1");
  return node.hasFailed() ? std::nullopt : std::optional(block);
}

/// Reshape, transpose, reshape.
static LogicalResult rearrange(NodeContext &node, ArrayRef<int64_t> split, ArrayRef<int64_t> permutation,
                               ArrayRef<int64_t> shape) {
  OperandRef result = node.reshape(node.getInput(0), split);
  if (result)
    result = node.transpose(result, permutation);
  if (result)
    result = node.reshape(result, shape);
  node.setOutput(0, result);
  return success(bool(result));
}

static LogicalResult importSpaceToDepth(NodeContext &node) {
  std::optional<int64_t> block = readBlock(node);
  if (!block)
    return failure();
  ArrayRef<int64_t> x(node.getInput(0)->shape);
  int64_t n = x[0], c = x[1], h = x[2] / *block, w = x[3] / *block, b = *block;
  if (h * b != x[2] || w * b != x[3])
    return node.fail("blocks of " + Twine(b) + " do not divide " + formatShape(x));
  return rearrange(node, {n, c, h, b, w, b}, {0, 3, 5, 1, 2, 4}, {n, c * b * b, h, w});
}

static LogicalResult importDepthToSpace(NodeContext &node) {
  std::optional<int64_t> block = readBlock(node);
  std::string mode = node.getOpset() >= 11 ? node.getString("mode", "DCR") : "DCR";
  if (!block)
    return failure();
  ArrayRef<int64_t> x(node.getInput(0)->shape);
  int64_t n = x[0], h = x[2], w = x[3], b = *block, c = x[1] / (b * b);
  if (c * b * b != x[1])
    return node.fail("blocks of " + Twine(b) + " do not divide " + Twine(x[1]) + " channels");
  SmallVector<int64_t> shape{n, c, h * b, w * b};
  if (mode == "DCR")
    return rearrange(node, {n, b, b, c, h, w}, {0, 3, 4, 1, 5, 2}, shape);
  if (mode == "CRD")
    return rearrange(node, {n, c, b, b, h, w}, {0, 1, 4, 2, 5, 3}, shape);
  return node.fail("attribute 'mode' is " + quote(mode) + ", expected DCR or CRD");
}

ArrayRef<OpEntry> onnx::getResizeOps() {
  static const OpEntry entries[] = {
      {"", "DepthToSpace", importDepthToSpace, 1, 1, 1},
      {"", "Resize", importResize, 1, 4, 1, 10},
      {"", "SpaceToDepth", importSpaceToDepth, 1, 1, 1},
      {"", "Upsample", importUpsample, 1, 2, 1, 7, 9},
  };
  return entries;
}
