//===- CalibrateNetwork.cpp - quant-calibrate MODEL DATA -o QCAL ----------===//
//
// Tested by test/Calibrate/calibrate.test, shards.test and resume.test.
//
//===----------------------------------------------------------------------===//

#include "CalibrationVerbs.h"

#include "quantc/Calibrate/Collect.h"
#include "quantc/Calibrate/ObserverKinds.h"
#include "quantc/Dialect/Qnn/IR/Network.h"
#include "quantc/Dialect/Qnn/IR/Qnn.h"
#include "quantc/InitAll.h"
#include "quantc/Runner/ReferenceRunner.h"
#include "quantc/Support/CommandLine.h"
#include "quantc/Support/Diagnostics.h"
#include "quantc/Support/OutputFiles.h"
#include "quantc/Support/ReadModule.h"
#include "llvm/Support/FileSystem.h"

using namespace quantc;
using llvm::Error;
using llvm::Expected;

static constexpr int64_t kFewSamples = 32;

static void warnOfFew(int64_t samples) {
  if (samples < kFewSamples)
    llvm::errs() << "quant-calibrate: warning: " << samples << " samples are few; expected at least " << kFewSamples
                 << ", 128 are enough\n";
}

/// Returns the file beside an output, or "" for an output that cannot have one: stdout, a pipe, a device.
static std::string getCheckpointPath(const std::string &output) {
  namespace fs = llvm::sys::fs;
  fs::file_status status;
  bool isOther = !fs::status(output, status) && fs::exists(status) && !fs::is_regular_file(status);
  return output == "-" || isOther ? "" : output + ".partial";
}

/// Returns what the observers need of the data, the most of them.
static Expected<ObserverNeed> getNeeds(llvm::ArrayRef<std::string> observers) {
  ObserverNeed most = ObserverNeed::Nothing;
  for (const std::string &text : observers) {
    Expected<Specification> observer = parseObserver(text);
    if (!observer)
      return observer.takeError();
    most = std::max(most, getNeed(*observer));
  }
  return most;
}

Error quantc::calibrateNetwork(const CalibrateOptions &options) {
  if (options.model == "-" && options.data == "-")
    return usageError("MODEL and DATA cannot both come from stdin");
  if (Error error = checkOutputs({options.output}, {options.model, options.data}))
    return error;
  Expected<ObserverNeed> need = getNeeds(options.observers);
  if (!need)
    return need.takeError();
  if (*need == ObserverNeed::Order && options.shard.count > 1)
    return usageError("--shard: an observer depends on the order of the samples, and sees only one run of all of them");
  {
    // Hours later would be too late.
    OutputFiles probe;
    if (auto stream = probe.create(options.output); !stream)
      return stream.takeError();
  }
  mlir::DialectRegistry registry;
  registerAllDialects(registry);
  mlir::MLIRContext context(registry);
  printErrors(context);
  auto module = readModule(options.model, context);
  if (!module)
    return module.takeError();
  if (failed(qnn::verifyNetwork(**module)))
    return badInput(options.model + ": is no network (see above)");
  auto runner = ReferenceRunner::create(**module);
  if (!runner)
    return runner.takeError();

  SampleOptions samples;
  samples.limit = options.limit;
  samples.requireFinite = true;
  samples.warns = true;
  samples.shard = options.shard;
  auto source = SampleSource::open(options.data, (*runner)->getInputs(), samples);
  if (!source)
    return source.takeError();
  // A shard may be small.
  bool warns = options.shard.count == 1, isKnown = (*source)->getNumSamples().has_value();
  if (warns && isKnown)
    warnOfFew(*(*source)->getNumSamples());

  CollectOptions collect;
  collect.keepSamples = options.keepSamples;
  collect.showProgress = true;
  collect.threads = options.threads;
  collect.observers = options.observers;
  std::optional<Checkpoint> checkpoint;
  // It holds statistics and samples, and not what observers saw of a stream.
  std::string path = *need > ObserverNeed::Statistics ? "" : getCheckpointPath(options.output);
  if (!path.empty()) {
    checkpoint.emplace(path, **module, options.shard, options.keepSamples, options.checkpointSeconds);
    if (options.restart)
      checkpoint->remove();
    collect.checkpoint = &*checkpoint;
  }
  Expected<Calibration> calibration = collectCalibration(**module, **source, collect);
  if (!calibration)
    return calibration.takeError();
  if (warns && !isKnown)
    warnOfFew(calibration->getNumSamples());
  calibration->setShard(options.shard.number, options.shard.count);
  if (Error error = calibration->save(options.output))
    return error;
  if (checkpoint)
    checkpoint->remove();
  return Error::success();
}
