//===- AttachRanges.cpp - Put calibrated ranges on the observers ----------===//
//
// Tested by test/Calibrate/attach-ranges.test and attach-ranges-invalid.test.
//
//===----------------------------------------------------------------------===//

#include "quantc/Calibrate/Collect.h"
#include "quantc/Calibrate/Observer.h"
#include "quantc/Calibrate/Passes.h"
#include "quantc/Calibrate/RangeEstimator.h"
#include "quantc/CalibrationData/Calibration.h"
#include "quantc/Dialect/Qnn/IR/QuantConfig.h"
#include "quantc/Support/Diagnostics.h"
#include "quantc/Support/ToolError.h"
#include "llvm/ADT/StringExtras.h"

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
    llvm::Expected<Specification> specification = parseObserver(observer);
    if (!specification) {
      emitError(getOperation().getLoc(), llvm::toString(specification.takeError()));
      return signalPassFailure();
    }
    if (failed(loadData()) || failed(checkIds(observers)))
      return signalPassFailure();
    for (qnn::ObserveOp op : observers)
      if (failed(attachOwn(op, *specification)))
        return signalPassFailure();
  }

  /// Attaches by the observer that the recipe asks for the value, else by that of the options.
  LogicalResult attachOwn(qnn::ObserveOp op, const Specification &standard) {
    Value value = op.getInput();
    while (auto observe = value.getDefiningOp<qnn::ObserveOp>())
      value = observe.getInput();
    qnn::QuantSpec wanted = qnn::getConfig(value).activations;
    unsigned bits = qnn::getStoredBits(wanted.kind);
    if (wanted.observer == qnn::QuantSpec().observer)
      return attach(op, standard, bits);
    llvm::Expected<Specification> own = parseObserver(wanted.observer);
    if (!own)
      return op.emitOpError(llvm::toString(own.takeError()));
    return attach(op, *own, bits);
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

  /// Returns what the observer makes of a value that has more than one, and is stored in so many bits.
  llvm::Expected<Range> estimate(StringRef id, const Specification &specification, unsigned bits) const {
    ObserverNeed need = getNeed(specification);
    if (specification.getName() == qnn::QuantSpec().observer)
      return createMseEstimator(bits)->estimate(*data->getStatistics(id));
    if (need == ObserverNeed::Statistics) {
      auto estimator = createEstimator(specification);
      if (!estimator)
        return estimator.takeError();
      return (*estimator)->estimate(*data->getStatistics(id));
    }
    if (isPerChannel(specification))
      return badInput("observer '" + specification.getName() +
                      "' gives a range for each channel, and a network's values have one each");
    std::unique_ptr<Observer> observer = createObserver(specification);
    std::string text = specification.getText();
    const ObserverRecords::OfObserver *records = data->getRecords().find(text);
    if (need != ObserverNeed::Nothing && (!records || records->values.find(id.str()) == records->values.end()))
      return badInput("the calibration has no ranges of observer '" + text + "'; quant-calibrate --observer=" + text +
                      " records them");
    ObservedRanges ranges;
    if (need == ObserverNeed::Nothing || need == ObserverNeed::Samples) {
      if (need == ObserverNeed::Samples)
        observer->setSamples({records->values.at(id.str()).mins, records->values.at(id.str()).maxs});
      llvm::Expected<ObservedRanges> found = observer->getRanges();
      if (!found)
        return found.takeError();
      ranges = std::move(*found);
    } else {
      ranges = {records->values.at(id.str()).mins, records->values.at(id.str()).maxs};
    }
    return Range{std::min(0.0, double(ranges.min[0])), std::max(0.0, double(ranges.max[0]))};
  }

  LogicalResult attach(qnn::ObserveOp op, const Specification &specification, unsigned bits) {
    if (specification.getName() == "placeholder")
      return success();
    const TensorStatistics &statistics = *data->getStatistics(op.getId());
    float low = statistics.getMin(), high = statistics.getMax();
    if (low == high && getNeed(specification) != ObserverNeed::Nothing) {
      op.emitWarning() << describe(op) << "had one value only, " << std::to_string(low) << ": its range is a guess";
      high = low == 0 ? 1 : std::max(low, 0.0f);
      low = std::min(low, 0.0f);
    } else {
      llvm::Expected<Range> range = estimate(op.getId(), specification, bits);
      if (!range)
        return emitError(op.getLoc(), llvm::toString(range.takeError()));
      low = float(range->min);
      high = float(range->max);
    }
    Builder builder(op.getContext());
    op.setMinAttr(builder.getF32FloatAttr(low));
    op.setMaxAttr(builder.getF32FloatAttr(high));
    return success();
  }

  std::shared_ptr<const Calibration> data;
};
} // namespace

std::unique_ptr<Pass> quantc::createAttachRangesPass(std::shared_ptr<const Calibration> calibration,
                                                     AttachRangesPassOptions options) {
  auto pass = std::make_unique<AttachRanges>(std::move(options));
  pass->data = std::move(calibration);
  return pass;
}
