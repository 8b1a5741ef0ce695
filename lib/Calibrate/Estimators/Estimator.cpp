//===- Estimator.cpp - Estimators by name ---------------------------------===//
//
// Tested by test/Calibrate/estimators.test.
//
//===----------------------------------------------------------------------===//

#include "quantc/Calibrate/RangeEstimator.h"

#include "quantc/Support/ToolError.h"

using namespace quantc;

llvm::Expected<std::unique_ptr<RangeEstimator>> quantc::createEstimator(const Specification &observer) {
  llvm::StringRef name = observer.getName();
  if (name == "minmax")
    return createMinMaxEstimator(observer.get("symmetric") != 0, observer.get("abs-max") != 0);
  if (name == "mse")
    return createMseEstimator();
  if (name == "percentile")
    return createPercentileEstimator(observer.get("percent"));
  if (name == "entropy")
    return createEntropyEstimator(observer.getInteger("bins"), observer.getInteger("quantized-bins"));
  return badInput("observer '" + name + "' has no range of statistics alone");
}

llvm::Expected<std::unique_ptr<RangeEstimator>> quantc::createEstimator(llvm::StringRef observer) {
  llvm::Expected<Specification> parsed = parseObserver(observer);
  if (!parsed)
    return parsed.takeError();
  return createEstimator(*parsed);
}
