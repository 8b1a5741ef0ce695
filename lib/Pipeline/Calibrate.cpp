//===- Calibrate.cpp - Data in a compilation ------------------------------===//
//
// Tested by test/Pipeline/calibrate.test.
//
// Of the samples given, the last few are kept away from calibration: what the
// summary says of the error is then not said of data that set the ranges.
//
//===----------------------------------------------------------------------===//

#include "Session.h"

#include "quantc/Calibrate/Collect.h"
#include "quantc/Calibrate/ObserverKinds.h"
#include "quantc/Calibrate/Passes.h"
#include "quantc/Dialect/Qnn/IR/Qnn.h"
#include "quantc/Recipe/Passes.h"
#include "quantc/Runner/ReferenceRunner.h"
#include "quantc/Runner/SampleSource.h"
#include "quantc/Support/CommandLine.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Signals.h"

#include <algorithm>
#include <cmath>
#include <thread>

using namespace mlir;
using namespace quantc;

/// Samples to hold back, the last ones: as asked for, or one of 16, at most 16; and then as many as leave whole batches
/// to calibrate with; none if none would be left.
static int64_t getNumHeldBack(int64_t samples, int64_t batchSize, std::optional<int64_t> asked) {
  int64_t wanted = asked.value_or(std::min<int64_t>(16, samples / 16));
  int64_t used = wanted < samples ? (samples - wanted) / batchSize * batchSize : 0;
  return wanted == 0 || used == 0 ? 0 : samples - used;
}

llvm::Expected<Recipe> quantc::loadCheckedRecipe(StringRef nameOrPath) {
  return loadRecipe(nameOrPath, [](StringRef observer) { return parseObserver(observer).takeError(); });
}

double quantc::getDecibel(double signal, double noise) {
  if (noise == 0)
    return kEqualDecibel;
  double decibel = 10 * std::log10(signal / noise);
  return std::isnan(decibel) ? -kEqualDecibel : std::clamp(decibel, -kEqualDecibel, kEqualDecibel);
}

static bool has(ModuleOp module, llvm::function_ref<bool(Operation *)> wanted) {
  return module.walk([&](Operation *op) { return wanted(op) ? WalkResult::interrupt() : WalkResult::advance(); })
      .wasInterrupted();
}

/// Whether a module without data can go on: its own scales, or ranges from before, are enough, or there is nothing to
/// find a range of.
static bool isCalibrated(ModuleOp module) {
  if (!has(module, [](Operation *op) { return isa<qnn::ObserveOp>(op); }))
    return true;
  return has(module, [](Operation *op) {
    auto observe = dyn_cast<qnn::ObserveOp>(op);
    return isa<qnn::QuantizeOp, qnn::DequantizeOp, qnn::DynamicQuantizeOp>(op) || (observe && observe.getMin());
  });
}

TemporaryFile::~TemporaryFile() {
  if (!path.empty())
    (void)llvm::sys::fs::remove(path);
  llvm::sys::DontRemoveFileOnSignal(path);
}

llvm::Error TemporaryFile::create() {
  llvm::SmallString<128> made;
  if (std::error_code code = llvm::sys::fs::createTemporaryFile("quantc", "qcal", made))
    return makeError(ExitCode::Resources, "no temporary file: " + code.message());
  path = made.str().str();
  llvm::sys::RemoveFileOnSignal(path);
  return llvm::Error::success();
}

llvm::Error Session::collect() {
  auto runner = ReferenceRunner::create(*module);
  if (!runner)
    return runner.takeError();
  SampleOptions limits;
  limits.warns = true;
  limits.labels = options.labels;
  auto all = SampleSource::open(options.samples, (*runner)->getInputs(), limits);
  if (!all)
    return all.takeError();
  if ((*all)->isStream())
    return usageError(
        "--calibrate=" + options.samples +
        ": quantc reads the samples more than once; make a calibration file of a pipe with quant-calibrate");
  int64_t numAll = *(*all)->getNumSamples();
  numHeldBack = getNumHeldBack(numAll, (*all)->getBatchSize(), options.heldBack);
  if (numHeldBack == 0 && options.heldBack.value_or(0) > 0)
    return usageError("--held-back=" + llvm::Twine(*options.heldBack) + ": " + options.samples + " has " +
                      countOf(numAll, "sample") + ", of which no whole batch would be left to calibrate with");
  limits.warns = false;
  limits.limit = numAll - numHeldBack;
  limits.requireFinite = true;
  auto source = SampleSource::open(options.samples, (*runner)->getInputs(), limits);
  if (!source)
    return source.takeError();
  numSamples = *(*source)->getNumSamples();
  if (numSamples < 32)
    llvm::errs() << "quantc: warning: " << options.samples << " has " << countOf(numSamples, "sample")
                 << " for calibration; below 32 accuracy suffers\n";
  CollectOptions collect;
  collect.showProgress = true;
  // What the recipe asks for, of which some see the batches.
  module->walk([&](qnn::ObserveOp op) {
    if (Operation *producer = op.getInput().getDefiningOp(); !isa_and_nonnull<qnn::ObserveOp>(producer))
      collect.observers.push_back(qnn::getConfig(op.getInput()).activations.observer);
  });
  collect.threads = options.threads ? options.threads : std::max(1u, std::thread::hardware_concurrency());
  std::optional<Calibration> data;
  auto run = [&]() -> llvm::Error {
    llvm::Expected<Calibration> collected = collectCalibration(*module, **source, collect);
    if (!collected)
      return collected.takeError();
    data = std::move(*collected);
    return llvm::Error::success();
  };
  if (llvm::Error error = runGuarded(*module, getRunNames(getStepName(Step::Calibrate)), run))
    return error;
  // The passes that look at samples read them from a file.
  if (llvm::Error error = calibrationFile.create())
    return error;
  return data->save(calibrationFile.path);
}

llvm::Error Session::attachRecipe(ModuleOp prepared, const std::shared_ptr<const Recipe> &wanted) {
  if (wanted->name == "default") // attaches nothing
    return llvm::Error::success();
  return runPasses(prepared, getRunNames(getStepName(Step::Calibrate)),
                   [&](OpPassManager &manager) { manager.addPass(createAttachConfigPass(wanted)); });
}

llvm::Error Session::attachRanges(ModuleOp attached) {
  CalibratePipelineOptions calibrate;
  calibrate.calibration = getCalibrationPath();
  StringRef step = getStepName(Step::Calibrate);
  if (llvm::Error error = runPasses(attached, getRunNames(step),
                                    [&](OpPassManager &manager) { buildCalibratePipeline(manager, calibrate); }))
    return error;
  attached->setAttr(qnn::kStepAttr, StringAttr::get(&context, step));
  return llvm::Error::success();
}

llvm::Error Session::calibrate() {
  OwningOpRef<ModuleOp> prepared;
  if ((options.minSqnr || options.maxDrop) && !search)
    prepared = module->clone();
  // First, because it says which observers there are.
  if (llvm::Error error = attachRecipe(*module, recipe))
    return error;
  if (recipe->needsNoData() || (options.samples.empty() && options.calibration.empty() && isCalibrated(*module))) {
    (*module)->setAttr(qnn::kStepAttr, StringAttr::get(&context, getStepName(Step::Calibrate)));
    return llvm::Error::success();
  }
  if (options.samples.empty() && options.calibration.empty())
    return usageError("quantizing needs data: --calibrate=NPZ or --calibration=QCAL (or --recipe=float)");
  if (!options.samples.empty())
    if (llvm::Error error = collect())
      return error;
  // Here, because a pass could only say that the input is wrong.
  if (!options.calibration.empty())
    if (auto data = Calibration::load(options.calibration); !data)
      return data.takeError();
  usesCalibrationFile = !options.calibration.empty();
  if (llvm::Error error = attachRanges(*module))
    return error;
  if (numHeldBack > 0)
    floatModule = module->clone();
  return prepared ? chooseLayersFor(*prepared) : llvm::Error::success();
}

std::string Session::getCalibrationPath() const {
  return calibrationFile.path.empty() ? options.calibration : calibrationFile.path;
}

llvm::Error Session::measureQuality() {
  if (!floatModule)
    return llvm::Error::success();
  auto wanted = ReferenceRunner::create(*floatModule), got = ReferenceRunner::create(*module);
  if (!wanted || !got)
    return llvm::joinErrors(wanted.takeError(), got.takeError());
  auto source = SampleSource::open(options.samples, (*wanted)->getInputs());
  if (!source)
    return source.takeError();
  size_t outputs = (*wanted)->getOutputs().size();
  std::vector<double> signal(outputs), noise(outputs);
  int64_t measured = 0;
  while (true) {
    auto batch = (*source)->next();
    if (!batch)
      return batch.takeError();
    if (batch->count == 0)
      break;
    if (batch->first < numSamples)
      continue;
    auto want = (*wanted)->run(batch->inputs), have = (*got)->run(batch->inputs);
    if (!want || !have)
      return llvm::joinErrors(want.takeError(), have.takeError());
    for (size_t k = 0; k < outputs; ++k) {
      dropPadding((*want)[k], (*source)->getBatchSize(), batch->count);
      dropPadding((*have)[k], (*source)->getBatchSize(), batch->count);
      std::vector<double> a = (*want)[k].toDoubles(), b = (*got)->getOutputs()[k].toReal((*have)[k]).toDoubles();
      for (size_t i = 0; i < a.size(); ++i) {
        signal[k] += a[i] * a[i];
        noise[k] += (a[i] - b[i]) * (a[i] - b[i]);
      }
    }
    measured += batch->count;
  }
  for (size_t k = 0; k < outputs && measured > 0; ++k)
    if ((*wanted)->getOutputs()[k].kind == ElementKind::F32)
      quality.push_back({(*wanted)->getOutputs()[k].name, getDecibel(signal[k], noise[k]), measured});
  return llvm::Error::success();
}
