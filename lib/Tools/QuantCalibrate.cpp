//===- QuantCalibrate.cpp - The tool quant-calibrate ----------------------===//
//
// Tested by test/Calibrate/*.test.
//
//===----------------------------------------------------------------------===//

#include "CalibrationVerbs.h"
#include "Observe.h"

#include "quantc/CalibrationData/ShardSet.h"
#include "quantc/Tools/Tools.h"
#include "llvm/Option/Arg.h"

#include <thread>

#define QUANTC_OPTIONS_FILE "QuantCalibrateOptions.inc"
#include "quantc/Support/DefineOptions.inc"

using namespace quantc;
using llvm::Error;
using llvm::Expected;
using llvm::opt::InputArgList;

/// Returns an error for each option that is none of the verb's.
static Error checkOptions(const InputArgList &args, llvm::StringRef verb, llvm::ArrayRef<unsigned> allowed) {
  Error errors = Error::success();
  for (const llvm::opt::Arg *arg : args)
    if (unsigned id = arg->getOption().getUnaliasedOption().getID();
        id != OPT_INPUT && !llvm::is_contained(allowed, id))
      errors = llvm::joinErrors(std::move(errors), usageError(verb + " has no option " + arg->getSpelling()));
  return errors;
}

static Expected<std::string> getOutput(const InputArgList &args) {
  if (!args.hasArg(OPT_output))
    return usageError("no output: -o QCAL is missing");
  return args.getLastArgValue(OPT_output).str();
}

static Expected<Shard> getShard(const InputArgList &args) {
  Shard shard;
  if (!args.hasArg(OPT_shard))
    return shard;
  llvm::StringRef text = args.getLastArgValue(OPT_shard);
  auto [number, count] = text.split('/');
  if (number.getAsInteger(10, shard.number) || count.getAsInteger(10, shard.count) || shard.number < 1 ||
      shard.number > shard.count || shard.count > ShardSet::kMaxCount)
    return usageError("--shard= expects K/N, shard K of N, K from 1 to N and N at most " +
                      llvm::Twine(ShardSet::kMaxCount) + ", found '" + text + "'");
  return shard;
}

static Error calibrate(llvm::StringRef model, llvm::StringRef data, const InputArgList &args) {
  CalibrateOptions options;
  options.model = model.str();
  options.data = data.str();
  Expected<std::string> output = getOutput(args);
  if (!output)
    return output.takeError();
  options.output = *output;
  auto limit = getIntegerOption(args, OPT_samples, 1);
  if (!limit)
    return limit.takeError();
  options.limit = limit->value_or(INT64_MAX);
  auto threads = getIntegerOption(args, OPT_threads, 1, 256);
  if (!threads)
    return threads.takeError();
  options.threads = threads->value_or(std::clamp(std::thread::hardware_concurrency(), 1u, 256u));
  auto seconds = getIntegerOption(args, OPT_checkpoint, 0, 1000000);
  if (!seconds)
    return seconds.takeError();
  options.checkpointSeconds = seconds->value_or(options.checkpointSeconds);
  Expected<Shard> shard = getShard(args);
  if (!shard)
    return shard.takeError();
  options.shard = *shard;
  options.observers = args.getAllArgValues(OPT_observer);
  options.keepSamples = !args.hasArg(OPT_no_samples);
  options.restart = args.hasArg(OPT_restart);
  return calibrateNetwork(options);
}

static Error merge(llvm::ArrayRef<std::string> paths, const InputArgList &args) {
  Expected<std::string> output = getOutput(args);
  return output ? mergeCalibrations(paths, *output) : output.takeError();
}

static Error show(llvm::ArrayRef<std::string> paths, const InputArgList &args) {
  if (paths.size() != 1)
    return usageError("show: expected one calibration file");
  std::optional<std::string> histogram;
  if (args.hasArg(OPT_histogram, OPT_histogram_FLAG))
    histogram = args.getLastArgValue(OPT_histogram).str();
  return showCalibration(paths.front(), histogram);
}

/// `quant-calibrate fake-quantize DATA.npz -o OUT.npz`.
static Error fakeQuantize(llvm::StringRef path, const InputArgList &args) {
  Expected<std::string> output = getOutput(args);
  if (!output)
    return output.takeError();
  auto low = getIntegerOption(args, OPT_quant_min, INT32_MIN, INT32_MAX);
  auto high = getIntegerOption(args, OPT_quant_max, INT32_MIN, INT32_MAX);
  auto axis = getIntegerOption(args, OPT_axis, 0, 15);
  if (!low || !high || !axis)
    return llvm::joinErrors(low.takeError(), llvm::joinErrors(high.takeError(), axis.takeError()));
  int64_t least = low->value_or(0), greatest = high->value_or(255);
  if (least >= greatest)
    return usageError("--quant-min=" + llvm::Twine(least) + " is not below --quant-max=" + llvm::Twine(greatest));
  return fakeQuantizeArrays(path, least, greatest, *axis, *output);
}

/// The verbs on a user's own arrays, which need no model.
static Error runOnArrays(llvm::StringRef verb, llvm::ArrayRef<std::string> inputs, const InputArgList &args) {
  ObserveOptions options;
  options.observer = args.getLastArgValue(OPT_observer, "mse").str();
  options.conversion = args.getLastArgValue(OPT_qparams).str();
  options.output = args.getLastArgValue(OPT_output).str();
  options.isAtOnce = args.hasArg(OPT_at_once);
  if (inputs.empty())
    return usageError(verb + ": expected a .npz or .npy file");
  if (verb == "observe")
    return observeArrays(inputs.front(), inputs.drop_front(), options);
  if (inputs.size() != 1)
    return usageError(verb + ": expected one .npz file");
  if (verb == "fake-quantize")
    return fakeQuantize(inputs.front(), args);
  if (options.conversion.empty())
    return usageError("qparams: --qparams=SPEC is missing");
  return convertArrays(inputs.front(), options);
}

static Error run(const InputArgList &args) {
  std::vector<std::string> inputs = args.getAllArgValues(OPT_INPUT);
  llvm::StringRef verb = inputs.empty() ? "" : llvm::StringRef(inputs.front());
  llvm::ArrayRef<std::string> rest = llvm::ArrayRef(inputs).drop_front(inputs.empty() ? 0 : 1);
  llvm::SmallVector<unsigned> allowed = {OPT_output,     OPT_samples,    OPT_threads, OPT_shard,
                                         OPT_checkpoint, OPT_no_samples, OPT_restart, OPT_observer};
  bool isOnArrays = verb == "observe" || verb == "qparams" || verb == "fake-quantize";
  bool isVerb = isOnArrays || verb == "merge" || verb == "show" || verb == "diff";
  if (verb == "merge")
    allowed = {OPT_output};
  else if (verb == "show")
    allowed = {OPT_histogram, OPT_histogram_FLAG};
  else if (verb == "diff")
    allowed = {};
  else if (verb == "observe")
    allowed = {OPT_output, OPT_observer, OPT_qparams, OPT_at_once};
  else if (verb == "qparams")
    allowed = {OPT_output, OPT_qparams};
  else if (verb == "fake-quantize")
    allowed = {OPT_output, OPT_quant_min, OPT_quant_max, OPT_axis};
  if (Error error = checkOptions(args, isVerb ? verb : "calibrating", allowed))
    return error;
  if (verb == "merge")
    return merge(rest, args);
  if (verb == "show")
    return show(rest, args);
  if (verb == "diff")
    return rest.size() == 2 ? diffCalibrations(rest[0], rest[1]) : usageError("diff: expected two calibration files");
  if (isOnArrays)
    return runOnArrays(verb, rest, args);
  if (inputs.size() != 2)
    return usageError("expected MODEL and DATA, or merge, show, diff, observe, qparams or fake-quantize");
  return calibrate(inputs[0], inputs[1], args);
}

int quantc::runQuantCalibrate(int argc, const char *const *argv) {
  return runTool(
      {"quant-calibrate",
       "quant-calibrate MODEL.mlir|- DATA|- -o QCAL [options]\n"
       "       quant-calibrate merge QCAL... -o QCAL\n"
       "       quant-calibrate show QCAL [--histogram[=ID]]\n"
       "       quant-calibrate diff QCAL QCAL\n"
       "       quant-calibrate observe DATA.npz [ARRAY...] [--observer=SPEC] [--qparams=SPEC] [-o OUT.npz]\n"
       "       quant-calibrate qparams RANGES.npz --qparams=SPEC [-o OUT.npz]\n"
       "       quant-calibrate fake-quantize DATA.npz [--quant-min=N --quant-max=N --axis=N] -o OUT.npz",
       "Runs a prepared network on samples and records the statistics of its values. DATA is a .npz or .npy\n"
       "file, an image, a folder of one kind, or a pipe of .npy arrays."},
      getOptionTable(), argc, argv, run);
}
