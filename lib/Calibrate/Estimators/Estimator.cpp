//===- Estimator.cpp - Estimators by name ---------------------------------===//
//
// Tested by test/Calibrate/estimators.test.
//
//===----------------------------------------------------------------------===//

#include "quantc/Calibrate/RangeEstimator.h"

#include "quantc/Support/ToolError.h"

using namespace quantc;

llvm::Expected<std::unique_ptr<RangeEstimator>> quantc::createEstimator(llvm::StringRef name, double percentile) {
  if (name == "minmax")
    return createMinMaxEstimator();
  if (name == "mse")
    return createMseEstimator();
  if (name != "percentile")
    return badInput("unknown estimator '" + name + "'; expected mse, minmax or percentile");
  if (!(percentile > 50 && percentile <= 100))
    return badInput("percentile " + llvm::Twine(std::to_string(percentile)) + "; expected more than 50, at most 100");
  return createPercentileEstimator(percentile);
}

llvm::Expected<std::unique_ptr<RangeEstimator>> quantc::createEstimator(llvm::StringRef observer) {
  llvm::StringRef name = observer, parameter;
  bool hasParameter = name.consume_back(")");
  if (hasParameter)
    std::tie(name, parameter) = name.split('(');
  double percentile = 99.999;
  if (hasParameter && (name != "percentile" || parameter.getAsDouble(percentile)))
    return badInput("observer '" + observer + "'; expected mse, minmax or percentile(NUMBER)");
  return createEstimator(name, percentile);
}
