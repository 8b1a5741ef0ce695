//===- Roundings.cpp - How profiles compute ops on stored values ----------===//
//
// Tested by test/Reference/profile-tflite.mlir and test/Target/run-profile-tflite{,-layers,-windows}.mlir.
//
//===----------------------------------------------------------------------===//

#include "quantc/Dialect/Qnn/IR/Roundings.h"

#include "quantc/Numerics/Tflite.h"

using namespace mlir;
using namespace quantc;
using namespace quantc::qnn;

static unsigned getBits(Value value) { return getQuantizedType(value).getStorageTypeIntegralWidth(); }

std::vector<int32_t> qnn::makeTable(UnaryOpInterface op) {
  Value input = op->getOperand(0), output = op->getResult(0);
  numerics::QuantParams from = getParams(getQuantizedType(input)), to = getParams(getQuantizedType(output));
  unsigned bits = getBits(input);
  if (getProfile(op) == numerics::Profile::Tflite && bits == getBits(output))
    return numerics::tflite::makeTable(op.getUnary(), bits, from, to);
  if (bits > 8 || getBits(output) > 8)
    return {};
  std::array<int32_t, 256> table = numerics::makeTable(op.getUnary(), from, to);
  return {table.begin(), table.end()};
}

/// Returns the op that computes a value, within fused ops or beyond them; null for arguments of functions.
static Operation *findProducer(Value value) {
  while (true) {
    if (auto argument = dyn_cast<BlockArgument>(value)) {
      auto fused = dyn_cast<FusedOp>(argument.getOwner()->getParentOp());
      if (!fused)
        return nullptr;
      value = fused.getInputs()[argument.getArgNumber()];
      continue;
    }
    auto result = cast<OpResult>(value);
    auto fused = dyn_cast<FusedOp>(result.getOwner());
    if (!fused)
      return result.getOwner();
    value = fused.getBody().front().getTerminator()->getOperand(result.getResultNumber());
  }
}

SmallVector<numerics::Scaling> qnn::getScalings(RequantizeOp op) {
  SmallVector<double> scales = getScales(getQuantizedType(op.getInput()));
  double scaleOut = getScales(getQuantizedType(op.getOutput())).front();
  Operation *producer = findProducer(op.getInput());
  bool isNarrow = isa_and_nonnull<Conv2DOp, ConvTranspose2DOp>(producer) && getBits(producer->getOperand(0)) > 8;
  SmallVector<numerics::Scaling> scalings;
  for (double scale : scales) {
    scalings.push_back(numerics::Scaling::ofRatio(getProfile(op), scale, scaleOut));
    if (isNarrow && scalings.back().kind == numerics::Scaling::Kind::Fixed)
      scalings.back().makeNarrow();
  }
  return scalings;
}

bool qnn::isAverageOfCodes(Operation *op) {
  if (!isa<AvgPool2DOp, ResizeOp>(op) ||
      getElementTypeOrSelf(op->getOperand(0)) != getElementTypeOrSelf(op->getResult(0)))
    return false;
  if (auto pool = dyn_cast<AvgPool2DOp>(op))
    return !pool.getCountIncludePad() || llvm::all_of(pool.getPads(), [](int64_t pad) { return pad == 0; });
  auto resize = dyn_cast<ResizeOp>(op);
  return resize && resize.getMode() == ResizeMode::Linear;
}
