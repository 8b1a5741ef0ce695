//===- WidenNoisy.cpp - 16 bits for what is most noise --------------------===//
//
// Tested by test/Quantize/widen-noisy.test.
//
// Step 12 of the recipe. What a value's rounding alone does to the outputs is measured; noises of several add up, so
// that the list of all need not be measured again when some are gone.
//
//===----------------------------------------------------------------------===//

#include "InsertCasts.h"
#include "Layers.h"
#include "OutputNoise.h"
#include "Widening.h"
#include "quantc/Quantize/Passes.h"

#include "mlir/IR/IRMapping.h"

namespace quantc {
#define GEN_PASS_DEF_WIDENNOISYPASS
#include "quantc/Quantize/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;
using namespace quantc::quantize;

/// What is added to each cost: 16 bits take some time where no layer multiplies, too.
static constexpr double kLeastCost = 0.002;
/// Values with less than this share of all noise stay as they are.
static constexpr double kLeastNoise = 0.02;

namespace {
/// A value that may get 16 bits.
struct Candidate {
  Operation *op = nullptr;
  double cost = 0; ///< share of the network's multiplications that read it
  Value value;     ///< in the copy that is measured
  double noise = 0;

  double getGain() const { return noise / (cost + kLeastCost); }
};

struct WidenNoisy : public quantc::impl::WidenNoisyPassBase<WidenNoisy> {
  using WidenNoisyPassBase::WidenNoisyPassBase;

  void runOnOperation() override {
    if (failed(widen()))
      signalPassFailure();
  }
  LogicalResult widen();
};
} // namespace

/// What reads `value` behind casts.
static Rounding getRoundedUses(Value value) {
  Rounding rounding;
  for (Operation *user : value.getUsers())
    if (isa<qnn::QuantizeOp>(user))
      for (Operation *cast : user->getUsers())
        if (isa<qnn::DequantizeOp>(cast))
          for (OpOperand &use : cast->getUses())
            rounding.push_back(&use);
  return rounding;
}

/// Returns the values that could have 16 bits, with their costs. Of functions and of what a concat joins the width is
/// not theirs to choose.
static SmallVector<Candidate> findCandidates(func::FuncOp function) {
  auto mayBe = [](Operation *source) { return !isFunction(source); };
  auto isChosen = [](OpOperand &operand) {
    return !isFunction(operand.getOwner()) && !isa<qnn::ConcatOp, qnn::RecurrentOpInterface>(operand.getOwner());
  };
  double total = 0;
  function.walk([&](qnn::ContractionOpInterface op) { total += getProducts(op); });
  SmallVector<Candidate> candidates;
  for (Operation *op : findWidenable(function, mayBe, isChosen)) {
    Candidate &candidate = candidates.emplace_back();
    candidate.op = op;
    forEachReader(op->getResult(0), [&](OpOperand &operand) {
      if (qnn::ContractionOpInterface reader = getContraction(operand))
        candidate.cost += getProducts(reader) / total;
    });
  }
  return candidates;
}

LogicalResult WidenNoisy::widen() {
  func::FuncOp function = getOperation();
  SmallVector<Candidate> candidates = findCandidates(function);
  if (candidates.empty())
    return success();
  StringRef consequence = "no values get 16 bits for their noise";
  FailureOr<std::unique_ptr<Calibration>> data = loadCalibration(calibration, function, consequence);
  if (failed(data))
    return failure();
  FailureOr<Samples> samples = *data ? getSamples(**data, function, consequence) : Samples();
  if (failed(samples))
    return failure();
  if (samples->empty())
    return success();

  // A copy with the casts that there will be; its module has the profile.
  OwningOpRef<ModuleOp> copy(ModuleOp::create(function.getLoc()));
  if (auto module = function->getParentOfType<ModuleOp>())
    (*copy)->setAttrs(module->getAttrs());
  IRMapping mapping;
  auto rounded = cast<func::FuncOp>(function->clone(mapping));
  copy->push_back(rounded);
  for (Candidate &candidate : candidates)
    candidate.value = mapping.lookup(candidate.op->getResult(0));
  insertCasts(rounded, {/*pools=*/false, /*means=*/false});

  std::vector<Rounding> roundings;
  for (Candidate &candidate : candidates)
    roundings.push_back(getRoundedUses(candidate.value));
  OutputNoise outputs(rounded, std::move(*samples));
  FailureOr<std::vector<double>> noises = outputs.measure(roundings);
  if (failed(noises))
    return failure();
  double total = 0, used = 0;
  for (auto [candidate, noise] : llvm::zip_equal(candidates, *noises)) {
    candidate.noise = noise;
    total += noise;
  }
  SmallVector<size_t> order = llvm::to_vector(llvm::seq(candidates.size()));
  llvm::sort(order, [&](size_t a, size_t b) {
    return std::pair(-candidates[a].getGain(), a) < std::pair(-candidates[b].getGain(), b);
  });
  for (size_t index : order) {
    const Candidate &candidate = candidates[index];
    if (!(candidate.noise > kLeastNoise * total) || used + candidate.cost > share)
      continue;
    used += candidate.cost;
    widenValue(candidate.op, [&](qnn::ObserveOp observe) {
      auto seen = getSeenRange(data->get(), observe);
      return seen ? seen : outputs.getExtremes(candidate.value); // what was equalized is another value
    });
  }
  return success();
}
