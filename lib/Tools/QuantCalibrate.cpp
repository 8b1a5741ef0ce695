//===- QuantCalibrate.cpp - The tool quant-calibrate ----------------------===//
//
// Tested by test/Calibrate/*.test.
//
//===----------------------------------------------------------------------===//

#include "quantc/Calibrate/Collect.h"
#include "quantc/Dialect/Qnn/IR/Network.h"
#include "quantc/Dialect/Qnn/IR/Qnn.h"
#include "quantc/InitAll.h"
#include "quantc/Runner/ReferenceRunner.h"
#include "quantc/Support/Diagnostics.h"
#include "quantc/Support/OutputFiles.h"
#include "quantc/Support/ReadModule.h"
#include "quantc/Tools/Tools.h"

#include <thread>

#define QUANTC_OPTIONS_FILE "QuantCalibrateOptions.inc"
#include "quantc/Support/DefineOptions.inc"

using namespace quantc;
using llvm::Error;
using llvm::Expected;
using llvm::opt::InputArgList;

static constexpr int64_t kFewSamples = 32;

static Expected<llvm::StringRef> getOutput(const InputArgList &args) {
  if (!args.hasArg(OPT_output))
    return usageError("no output: -o QCAL is missing");
  return args.getLastArgValue(OPT_output);
}

/// `quant-calibrate MODEL DATA.npz -o QCAL`.
static Error calibrate(llvm::StringRef modelPath, llvm::StringRef dataPath, const InputArgList &args) {
  Expected<llvm::StringRef> output = getOutput(args);
  if (!output)
    return output.takeError();
  if (Error error = checkOutputs({output->str()}, {modelPath.str(), dataPath.str()}))
    return error;
  auto limit = getIntegerOption(args, OPT_samples, 1);
  if (!limit)
    return limit.takeError();
  auto threads = getIntegerOption(args, OPT_threads, 1, 256);
  if (!threads)
    return threads.takeError();

  mlir::DialectRegistry registry;
  registerAllDialects(registry);
  mlir::MLIRContext context(registry);
  printErrors(context);
  auto module = readModule(modelPath, context);
  if (!module)
    return module.takeError();
  if (failed(qnn::verifyNetwork(**module)))
    return badInput(modelPath + ": is no network (see above)");
  auto runner = ReferenceRunner::create(**module);
  if (!runner)
    return runner.takeError();

  SampleOptions options;
  options.limit = limit->value_or(INT64_MAX);
  options.requireFinite = true;
  options.warns = true;
  auto source = SampleSource::open(dataPath, (*runner)->getInputs(), options);
  if (!source)
    return source.takeError();
  if ((*source)->getNumSamples() < kFewSamples)
    llvm::errs() << "quant-calibrate: warning: " << (*source)->getNumSamples() << " samples are few; expected at least "
                 << kFewSamples << ", 128 are enough\n";

  CollectOptions collect;
  collect.keepSamples = !args.hasArg(OPT_no_samples);
  collect.showProgress = true;
  collect.threads = threads->value_or(std::max(1u, std::thread::hardware_concurrency()));
  Expected<Calibration> calibration = collectCalibration(**module, **source, collect);
  if (!calibration)
    return llvm::handleErrors(calibration.takeError(), [&](const ToolError &error) -> Error {
      // The collector knows the sample, and not the file.
      std::string text;
      llvm::raw_string_ostream os(text);
      error.log(os);
      bool hasPath = llvm::StringRef(text).starts_with(dataPath);
      return makeError(error.getCode(), hasPath ? text : dataPath + ": " + text);
    });
  return calibration->save(*output);
}

/// `quant-calibrate merge QCAL... -o QCAL`.
static Error merge(llvm::ArrayRef<std::string> paths, const InputArgList &args) {
  Expected<llvm::StringRef> output = getOutput(args);
  if (!output)
    return output.takeError();
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
  return total->save(*output);
}

/// Says on which grid an input lies, or "".
static std::string describeLattice(const CalibrationInput &input) {
  auto find = [](const DistinctValues &values) {
    return values.isOverfull() ? std::nullopt : findLattice(values.getSorted());
  };
  if (std::optional<Lattice> lattice = find(input.distinct)) {
    std::string text;
    llvm::raw_string_ostream os(text);
    os << ", exact in " << lattice->numCodes << llvm::format(" codes: step %.9g", lattice->step) << ", zero point "
       << lattice->zeroPoint << (lattice->isZeroExact ? "" : " (zero between two codes)");
    return text;
  }
  for (const std::vector<DistinctValues> *axis : {&input.distinctFirst, &input.distinctLast})
    if (!axis->empty() && llvm::all_of(*axis, [&](const DistinctValues &values) { return find(values).has_value(); }))
      return ", exact in 8-bit codes for each channel";
  return "";
}

/// `quant-calibrate show QCAL`.
static Error show(llvm::StringRef path) {
  Expected<Calibration> calibration = Calibration::load(path);
  if (!calibration)
    return calibration.takeError();
  llvm::raw_ostream &os = llvm::outs();
  os << "model " << calibration->getModelHash() << ", " << calibration->getNumSamples() << " samples, "
     << calibration->getSamples().size() << " kept\n";
  for (const CalibrationInput &input : calibration->getInputs()) {
    os << "input " << input.name << " (" << input.id << "): " << getElementName(input.kind) << " [";
    llvm::interleaveComma(input.shape, os);
    os << "]" << describeLattice(input) << "\n";
  }
  os << llvm::formatv("{0,-18}{1,14}{2,8}{3,13}{4,13}{5,13}{6,13}\n", "id", "values", "zeros", "min", "max", "mean",
                      "deviation");
  for (const std::string &id : calibration->getIds()) {
    TensorStatistics &s = *calibration->getStatistics(id);
    os << llvm::formatv("{0,-18}{1,14}", id, s.getCount())
       << llvm::format("%7.1f%%%13.6g%13.6g%13.6g%13.6g\n", 100.0 * double(s.getNumZeros()) / double(s.getCount()),
                       s.getMin(), s.getMax(), s.getMean(), std::sqrt(s.getVariance()));
  }
  return Error::success();
}

/// Returns the share of values that differ between two histograms when both are
/// brought to bins of the coarser one: 0 for equal distributions, 1 for disjoint.
static double getDistance(const TensorStatistics &a, const TensorStatistics &b) {
  int exponent = std::max(a.getHistogram().exponent, b.getHistogram().exponent);
  std::map<int64_t, double> shares;
  auto add = [&](const TensorStatistics &from, double sign) {
    const Histogram &histogram = from.getHistogram();
    int shift = std::min(exponent - histogram.exponent, 62);
    for (auto [i, count] : llvm::enumerate(histogram.counts))
      shares[(histogram.first + int64_t(i)) >> shift] += sign * double(count) / double(from.getCount());
    shares[INT64_MIN] += sign * double(from.getNumZeros()) / double(from.getCount());
  };
  add(a, 1);
  add(b, -1);
  double sum = 0;
  for (auto &[bin, share] : shares)
    sum += std::fabs(share);
  return sum / 2;
}

/// `quant-calibrate diff A B`: exit code 0 if equal or not, as long as both are of one model.
static Error diff(llvm::StringRef firstPath, llvm::StringRef secondPath) {
  Expected<Calibration> first = Calibration::load(firstPath);
  if (!first)
    return first.takeError();
  Expected<Calibration> second = Calibration::load(secondPath);
  if (!second)
    return second.takeError();
  if (first->getModelHash() != second->getModelHash() || first->getIds() != second->getIds())
    return first->merge(*second); // its message says how they differ
  llvm::raw_ostream &os = llvm::outs();
  os << "samples " << first->getNumSamples() << " and " << second->getNumSamples() << "\n";
  os << llvm::formatv("{0,-18}{1,13}{2,13}{3,13}{4,13}{5,11}\n", "id", "min", "min", "max", "max", "moved");
  int64_t differing = 0;
  for (const std::string &id : first->getIds()) {
    TensorStatistics &a = *first->getStatistics(id), &b = *second->getStatistics(id);
    double distance = getDistance(a, b);
    if (distance == 0 && a.getMin() == b.getMin() && a.getMax() == b.getMax())
      continue;
    ++differing;
    os << llvm::formatv("{0,-18}", id)
       << llvm::format("%13.6g%13.6g%13.6g%13.6g%10.2f%%\n", a.getMin(), b.getMin(), a.getMax(), b.getMax(),
                       100 * distance);
  }
  os << differing << " of " << first->getIds().size() << " ids differ\n";
  return Error::success();
}

static Error run(const InputArgList &args) {
  std::vector<std::string> inputs = args.getAllArgValues(OPT_INPUT);
  llvm::StringRef verb = inputs.empty() ? "" : llvm::StringRef(inputs.front());
  if (verb == "merge")
    return merge(llvm::ArrayRef(inputs).drop_front(), args);
  if (verb == "show")
    return inputs.size() == 2 ? show(inputs[1]) : usageError("show: expected one calibration file");
  if (verb == "diff")
    return inputs.size() == 3 ? diff(inputs[1], inputs[2]) : usageError("diff: expected two calibration files");
  if (inputs.size() != 2)
    return usageError("expected MODEL and DATA.npz, or merge, show or diff");
  return calibrate(inputs[0], inputs[1], args);
}

int quantc::runQuantCalibrate(int argc, const char *const *argv) {
  return runTool({"quant-calibrate",
                  "quant-calibrate MODEL.mlir|- DATA.npz -o QCAL [options]\n"
                  "       quant-calibrate merge QCAL... -o QCAL\n"
                  "       quant-calibrate show QCAL\n"
                  "       quant-calibrate diff QCAL QCAL",
                  "Runs a prepared network on samples and records the statistics of its values"},
                 getOptionTable(), argc, argv, run);
}
