//===- CalibrateNetwork.cpp - quant-calibrate MODEL DATA -o QCAL ----------===//
//
// Tested by test/Calibrate/calibrate.test, shards.test and resume.test.
//
//===----------------------------------------------------------------------===//

#include "CalibrationVerbs.h"

#include "quantc/Calibrate/Collect.h"
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

Error quantc::calibrateNetwork(const CalibrateOptions &options) {
  if (options.model == "-" && options.data == "-")
    return usageError("MODEL and DATA cannot both come from stdin");
  if (Error error = checkOutputs({options.output}, {options.model, options.data}))
    return error;
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
  std::optional<Checkpoint> checkpoint;
  if (std::string path = getCheckpointPath(options.output); !path.empty()) {
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
