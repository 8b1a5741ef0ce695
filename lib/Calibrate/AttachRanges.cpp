//===- AttachRanges.cpp - Put calibrated ranges on the observers ----------===//
//
// Tested by test/Calibrate/attach-ranges.test and attach-ranges-invalid.test.
//
//===----------------------------------------------------------------------===//

#include "quantc/Calibrate/Collect.h"
#include "quantc/Calibrate/Passes.h"
#include "quantc/Calibrate/RangeEstimator.h"
#include "quantc/CalibrationData/Calibration.h"
#include "quantc/Dialect/Qnn/IR/QuantConfig.h"
#include "quantc/Support/Diagnostics.h"
#include "llvm/ADT/StringExtras.h"

#include <map>

namespace quantc {
#define GEN_PASS_DEF_ATTACHRANGESPASS
#include "quantc/Calibrate/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;

/// Returns up to eight ids, and how many more there are.
static std::string listIds(ArrayRef<std::string> ids) {
  std::string text = llvm::join(ids.take_front(8), ", ");
  return ids.size() > 8 ? text + " and " + std::to_string(ids.size() - 8) + " more" : text;
}

/// "input 'x' ", "" for a node's value, which the diagnostic's location names, or "id ... ".
static std::string describe(qnn::ObserveOp op) {
  if (auto argument = dyn_cast<BlockArgument>(op.getInput()))
    if (auto function = dyn_cast<func::FuncOp>(argument.getOwner()->getParentOp()))
      if (auto name = function.getArgAttrOfType<StringAttr>(argument.getArgNumber(), qnn::kNameAttr))
        return "input '" + name.str() + "' ";
  return getNodeName(op.getLoc()).empty() ? "id " + op.getId().str() + " " : std::string();
}

namespace {
struct AttachRanges : public quantc::impl::AttachRangesPassBase<AttachRanges> {
  using AttachRangesPassBase::AttachRangesPassBase;

  void runOnOperation() override {
    SmallVector<qnn::ObserveOp> observers;
    getOperation().walk([&](qnn::ObserveOp op) { observers.push_back(op); });
    if (observers.empty())
      return;
    auto created = createEstimator(estimator, percentile);
    if (!created) {
      emitError(getOperation().getLoc(), llvm::toString(created.takeError()));
      return signalPassFailure();
    }
    estimators[standard] = std::move(*created);
    if (failed(loadData()) || failed(checkIds(observers)))
      return signalPassFailure();
    for (qnn::ObserveOp op : observers)
      if (const RangeEstimator *wanted = getEstimator(op))
        attach(op, *wanted);
      else
        return signalPassFailure();
  }

  /// Returns the estimator that the recipe asks for the value, else that of the options; null after an error.
  const RangeEstimator *getEstimator(qnn::ObserveOp op) {
    Value value = op.getInput();
    while (auto observe = value.getDefiningOp<qnn::ObserveOp>())
      value = observe.getInput();
    std::shared_ptr<RangeEstimator> &known = estimators[qnn::getConfig(value).activations.observer];
    if (known)
      return known.get();
    auto created = createEstimator(qnn::getConfig(value).activations.observer);
    if (created)
      known = std::move(*created);
    else
      op.emitOpError(llvm::toString(created.takeError()));
    return known.get();
  }

  LogicalResult loadData() {
    if (data)
      return success();
    if (calibration.empty())
      return emitError(getOperation().getLoc(),
                       "there are observers, but no calibration file is given (option 'calibration')");
    auto loaded = Calibration::load(calibration);
    if (!loaded)
      return emitError(getOperation().getLoc(), llvm::toString(loaded.takeError()));
    data = std::make_shared<const Calibration>(std::move(*loaded));
    return success();
  }

  /// Fails unless the data is of this model and has every observed id.
  LogicalResult checkIds(ArrayRef<qnn::ObserveOp> observers) {
    std::vector<std::string> found, missing;
    for (qnn::ObserveOp op : observers)
      (data->getStatistics(op.getId()) ? found : missing).push_back(op.getId().str());
    std::string hash = getModelHash(getOperation());
    if (hash != data->getModelHash()) {
      InFlightDiagnostic diag = emitError(getOperation().getLoc(), "the calibration is of another model: its hash is ")
                                << data->getModelHash() << ", this module's is " << hash;
      diag.attachNote() << found.size() << " observed ids are in it" << (found.empty() ? "" : ": ") << listIds(found);
      diag.attachNote() << missing.size() << " are not" << (missing.empty() ? "" : ": ") << listIds(missing);
      return failure();
    }
    if (!missing.empty())
      return emitError(getOperation().getLoc(), "the calibration has no statistics of ")
             << missing.size() << " of " << observers.size() << " observed ids: " << listIds(missing);
    return success();
  }

  void attach(qnn::ObserveOp op, const RangeEstimator &estimator) {
    const TensorStatistics &statistics = *data->getStatistics(op.getId());
    float low = statistics.getMin(), high = statistics.getMax();
    if (low == high) {
      op.emitWarning() << describe(op) << "had one value only, " << std::to_string(low) << ": its range is a guess";
      high = low == 0 ? 1 : std::max(low, 0.0f);
      low = std::min(low, 0.0f);
    } else {
      Range range = estimator.estimate(statistics);
      low = float(range.min);
      high = float(range.max);
    }
    Builder builder(op.getContext());
    op.setMinAttr(builder.getF32FloatAttr(low));
    op.setMaxAttr(builder.getF32FloatAttr(high));
  }

  std::shared_ptr<const Calibration> data;
  /// What an op without a configuration of its own has.
  std::string standard = qnn::QuantSpec().observer;
  std::map<std::string, std::shared_ptr<RangeEstimator>> estimators; ///< by what a recipe calls them
};
} // namespace

std::unique_ptr<Pass> quantc::createAttachRangesPass(std::shared_ptr<const Calibration> calibration,
                                                     AttachRangesPassOptions options) {
  auto pass = std::make_unique<AttachRanges>(std::move(options));
  pass->data = std::move(calibration);
  return pass;
}
