//===- Kinds.cpp - The observers by name ----------------------------------===//
//
// Tested by test/Calibrate/observers-invalid.test and test/Calibrate/observe.test.
//
//===----------------------------------------------------------------------===//

#include "quantc/Calibrate/ObserverKinds.h"

#include "quantc/Support/ToolError.h"

using namespace quantc;
using llvm::StringRef;
using Kind = Parameter::Kind;

static Parameter makeInteger(StringRef name, double initial, double low, double high) {
  return {name, Kind::Integer, initial, low, high};
}
static Parameter makeFlag(StringRef name) { return {name, Kind::Flag, 0}; }
static Parameter makeNumber(StringRef name, double initial, double low, double high, bool isLowOpen = false) {
  return {name, Kind::Number, initial, low, high, isLowOpen};
}

static const Parameter kMinMax[] = {makeFlag("symmetric"), makeFlag("abs-max")};
static const Parameter kPercentile[] = {makeNumber("percent", 99.999, 50, 100, /*isLowOpen=*/true)};
static const Parameter kEntropy[] = {makeInteger("bins", 2048, 2, 8192), makeInteger("quantized-bins", 128, 2, 8192)};
static const Parameter kFixed[] = {{"min"},
                                   {"max"},
                                   makeNumber("scale", NAN, 0, INFINITY, /*isLowOpen=*/true),
                                   makeInteger("zero-point", NAN, INT32_MIN, INT32_MAX),
                                   makeInteger("quant-min", 0, INT32_MIN, INT32_MAX),
                                   makeInteger("quant-max", 255, INT32_MIN, INT32_MAX)};
static const Parameter kPerChannel[] = {makeInteger("axis", 0, 0, 15)};
static const Parameter kMovingAverage[] = {makeNumber("constant", 0.01, 0, 1)};
static const Parameter kMovingAveragePerChannel[] = {makeNumber("constant", 0.01, 0, 1), makeInteger("axis", 0, 0, 15)};
static const Parameter kHistogram[] = {makeInteger("bins", 2048, 2, 8192), makeInteger("bits", 8, 2, 16)};
static const Parameter kTorchHistogram[] = {makeInteger("bins", 2048, 2, 8192), makeInteger("bits", 8, 2, 16),
                                            makeFlag("shared")};
static const Parameter kMean[] = {makeFlag("batch")};
static const Parameter kNoOutliers[] = {makeNumber("quantile", 0.01, 0, 0.5)};
static const Parameter kQuantile[] = {makeNumber("quantile", 1e-4, 0, 0.5)};
static const Parameter kOrtEntropy[] = {makeInteger("bins", 128, 2, 8192), makeInteger("quantized-bins", 128, 2, 8192)};
static const Parameter kOrtPercentile[] = {
    makeNumber("percent", 99.999, 0, 100), makeInteger("bins", 2048, 2, 8192), {"symmetric", Kind::Flag, 1}};

namespace {
struct KnownObserver {
  SpecificationKind kind;
  ObserverNeed need;
};
} // namespace

static const KnownObserver kObservers[] = {
    {{"mse", {}}, ObserverNeed::Statistics},
    {{"minmax", kMinMax}, ObserverNeed::Statistics},
    {{"percentile", kPercentile}, ObserverNeed::Statistics},
    {{"entropy", kEntropy}, ObserverNeed::Statistics},
    {{"fixed", kFixed}, ObserverNeed::Nothing},
    {{"placeholder", {}}, ObserverNeed::Nothing},
    {{"per-channel-minmax", kPerChannel}, ObserverNeed::Samples},
    {{"mean-minmax", kMean}, ObserverNeed::Samples},
    {{"median-minmax", {}}, ObserverNeed::Samples},
    {{"mean-no-outliers", kNoOutliers}, ObserverNeed::Samples},
    {{"mean-quantile", kQuantile}, ObserverNeed::Samples},
    {{"moving-average", kMovingAverage}, ObserverNeed::Order},
    {{"moving-average-per-channel", kMovingAveragePerChannel}, ObserverNeed::Order},
    {{"histogram", kTorchHistogram}, ObserverNeed::Order},
    {{"nncf-histogram", kHistogram}, ObserverNeed::Order},
    {{"ort-entropy", kOrtEntropy}, ObserverNeed::Order},
    {{"ort-percentile", kOrtPercentile}, ObserverNeed::Order},
};

/// Parameters that depend on each other.
static llvm::Error check(const Specification &observer) {
  if (observer.getName() == "fixed") {
    bool isRange = observer.isSet("min") && observer.isSet("max");
    bool isGrid = observer.isSet("scale") && observer.isSet("zero-point");
    bool hasRest = isRange ? observer.isSet("scale") || observer.isSet("zero-point")
                           : observer.isSet("min") || observer.isSet("max");
    if (isRange == isGrid || hasRest)
      return badInput("observer 'fixed': expected min and max, or scale and zero-point");
    if (isRange && !(observer.get("min") <= 0 && observer.get("max") >= 0 && observer.get("min") < observer.get("max")))
      return badInput("observer 'fixed': expected min <= 0 <= max and min < max, found " + observer.getText());
    double low = observer.get("quant-min"), high = observer.get("quant-max");
    if (isGrid && !(low < high && observer.get("zero-point") >= low && observer.get("zero-point") <= high))
      return badInput("observer 'fixed': expected quant-min <= zero-point <= quant-max, found " + observer.getText());
  }
  if (observer.getName().contains("entropy") && observer.get("quantized-bins") > observer.get("bins"))
    return badInput("observer '" + observer.getName() + "': quantized-bins is " +
                    llvm::Twine(observer.getInteger("quantized-bins")) + ", expected at most bins, " +
                    llvm::Twine(observer.getInteger("bins")));
  return llvm::Error::success();
}

llvm::Expected<Specification> quantc::parseObserver(StringRef text) {
  static const std::vector<SpecificationKind> kinds = [] {
    std::vector<SpecificationKind> result;
    for (const KnownObserver &known : kObservers)
      result.push_back(known.kind);
    return result;
  }();
  llvm::Expected<Specification> observer = Specification::parse("observer", text, kinds);
  if (observer)
    if (llvm::Error error = check(*observer))
      return error;
  return observer;
}

ObserverNeed quantc::getNeed(const Specification &observer) {
  for (const KnownObserver &known : kObservers)
    if (known.kind.name == observer.getName())
      return known.need;
  llvm_unreachable("a specification that is of no observer");
}

bool quantc::isShared(const Specification &observer) {
  return observer.getName() == "histogram" && observer.getInteger("shared") == 1;
}

bool quantc::isPerChannel(const Specification &observer) {
  return observer.getName() == "per-channel-minmax" || observer.getName() == "moving-average-per-channel";
}
