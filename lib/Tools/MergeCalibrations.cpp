//===- MergeCalibrations.cpp - quant-calibrate merge ----------------------===//
//
// Tested by test/Calibrate/sharding.test, shards.test and merge-invalid.test.
//
//===----------------------------------------------------------------------===//

#include "CalibrationVerbs.h"

#include "quantc/CalibrationData/Calibration.h"
#include "quantc/Support/CommandLine.h"

using namespace quantc;
using llvm::Error;
using llvm::Expected;

Error quantc::mergeCalibrations(llvm::ArrayRef<std::string> paths, llvm::StringRef output) {
  if (paths.empty())
    return usageError("merge: expected at least one calibration file");
  Expected<Calibration> total = Calibration::load(paths.front());
  if (!total)
    return total.takeError();
  for (const std::string &path : paths.drop_front()) {
    Expected<Calibration> next = Calibration::load(path);
    if (!next)
      return next.takeError();
    if (Error error = total->merge(*next))
      return badInput(paths.front() + ", " + path + ": " + llvm::toString(std::move(error)));
  }
  if (!total->getShards().isEmpty())
    llvm::errs() << "quant-calibrate: warning: " << output
                 << ": shards are missing: " << total->getShards().describeMissing() << "\n";
  return total->save(output);
}
