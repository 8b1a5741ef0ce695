//===- WidenInputs.cpp - 16 bits for what small layers read ---------------===//
//
// Tested by test/Quantize/widen-inputs.test.
//
//===----------------------------------------------------------------------===//

#include "Widening.h"
#include "quantc/Quantize/Passes.h"

#include "llvm/ADT/DenseSet.h"

namespace quantc {
#define GEN_PASS_DEF_WIDENINPUTSPASS
#include "quantc/Quantize/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;
using namespace quantc::quantize;

/// Returns the layers with less than `share` of all multiplications, the smallest first, as long as they have less than
/// twice the share together. Depthwise convolutions have few for what they read, so theirs say nothing of their time.
static llvm::DenseSet<Operation *> findSmallLayers(func::FuncOp function, double share) {
  double total = 0, sum = 0;
  SmallVector<std::tuple<double, size_t, Operation *>> layers; // cost, number, op
  function.walk([&](qnn::ContractionOpInterface op) {
    total += getProducts(op);
    if (!isDepthwise(op))
      layers.emplace_back(getProducts(op), layers.size(), op);
  });
  llvm::sort(layers, [](const auto &a, const auto &b) {
    return std::pair(std::get<0>(a), std::get<1>(a)) < std::pair(std::get<0>(b), std::get<1>(b));
  });
  llvm::DenseSet<Operation *> small;
  for (auto [cost, number, op] : layers) {
    sum += cost;
    if (cost >= share * total || sum >= 2 * share * total)
      break;
    small.insert(op);
  }
  return small;
}

namespace {
struct WidenInputs : public quantc::impl::WidenInputsPassBase<WidenInputs> {
  using WidenInputsPassBase::WidenInputsPassBase;

  void runOnOperation() override {
    llvm::DenseSet<Operation *> small = findSmallLayers(getOperation(), share);
    // A function of 8 bits is a table; of 16 it is computed, which is not free.
    auto mayBe = [](Operation *source) { return !isFunction(source); };
    auto isSmall = [&](OpOperand &operand) { return small.contains(getContraction(operand)); };
    if (failed(widenInputs(getOperation(), calibration, mayBe, isSmall)))
      signalPassFailure();
  }
};
} // namespace
