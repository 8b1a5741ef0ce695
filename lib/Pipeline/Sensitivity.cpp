//===- Sensitivity.cpp - Sensitivity and bounds in a compilation ----------===//
//
// Tested by test/Pipeline/sensitivity.test and sensitivity-invalid.test.
//
// What a bound asks for becomes rules of a recipe, and each try is what that recipe makes of the prepared network: so
// the recipe that is written cannot give another module.
//
//===----------------------------------------------------------------------===//

#include "OutputMeter.h"
#include "Session.h"

#include "quantc/Dialect/Qnn/IR/Qnn.h"
#include "quantc/Fuse/Passes.h"
#include "quantc/Plan/Clocks.h"
#include "quantc/Plan/Passes.h"
#include "quantc/Quantize/Passes.h"
#include "quantc/Recipe/AppendRules.h"
#include "quantc/Support/CommandLine.h"
#include "quantc/Support/ProgressBar.h"

#include "mlir/IR/Diagnostics.h"

using namespace mlir;
using namespace quantc;

/// Samples at most that a bound in decibel is measured on. One of top-1 takes all.
static constexpr int64_t kBoundSamples = 256;

llvm::Error quantc::checkAccuracyOptions(const CompileOptions &options) {
  bool hasBound = options.minSqnr || options.maxDrop;
  StringRef option = options.sensitivity ? "--sensitivity" : options.minSqnr ? "--min-sqnr" : "--max-drop";
  if (!options.labels.empty() && !options.maxDrop)
    return usageError("--labels is for --max-drop");
  if (!options.writeRecipe.empty() && !hasBound)
    return usageError("--write-recipe is for what --min-sqnr or --max-drop choose");
  if (!options.sensitivity && !hasBound)
    return llvm::Error::success();
  if (options.sensitivity && hasBound)
    return usageError("--sensitivity shows what layers cost and ends; it takes no --min-sqnr and no --max-drop");
  if (options.sensitivity && !options.output.empty())
    return usageError("--sensitivity prints a table and ends; it takes no -o");
  if (options.sensitivity && options.samples.empty() && options.calibration.empty())
    return usageError("--sensitivity measures on samples: it needs --calibrate=DATA or --calibration=QCAL");
  if (hasBound && options.samples.empty())
    return usageError(option + " measures on samples: it needs --calibrate=DATA");
  if (hasBound && options.model == "-")
    return usageError(option + " reads MODEL twice, which stdin cannot be");
  if (options.integerOnly)
    return usageError(option + " and --integer-only exclude each other: it is about layers in float");
  if (options.maxDrop && options.labels.empty())
    return usageError("--max-drop needs the classes of the samples: --labels=KEY");
  if (options.to && *options.to < Step::Quantize)
    return usageError(option + ": --to=" + getStepName(*options.to) + " ends before anything is quantized");
  return llvm::Error::success();
}

llvm::Error Session::quantizeCopy(ModuleOp copy, const std::shared_ptr<const Recipe> &wanted, bool stopBeforeFolding) {
  QuantizePipelineOptions quantize;
  quantize.loaded = wanted;
  quantize.reportFloatOps = false;
  quantize.calibration = getCalibrationPath();
  quantize.stopBeforeFolding = stopBeforeFolding;
  return runPasses(copy, getRunNames(getStepName(Step::Quantize)),
                   [&](OpPassManager &manager) { buildQuantizePipeline(manager, quantize); });
}

llvm::Error Session::measureRanking() {
  OwningOpRef<ModuleOp> unfolded(module->clone()), quantized(module->clone());
  // What warns or remarks does so in the compilation itself.
  ScopedDiagnosticHandler quiet(
      &context, [](Diagnostic &diagnostic) { return success(diagnostic.getSeverity() != DiagnosticSeverity::Error); });
  if (llvm::Error error = quantizeCopy(*unfolded, recipe, /*stopBeforeFolding=*/true))
    return error;
  if (llvm::Error error = quantizeCopy(*quantized, recipe, /*stopBeforeFolding=*/false))
    return error;
  FailureOr<LayerNoises> noises = failure();
  auto measure = [&]() -> llvm::Error {
    noises = measureLayers({*module, *unfolded, *quantized, recipe->correctBias}, getCalibrationPath());
    return succeeded(noises) ? llvm::Error::success()
                             : badInput(options.model + ": layers cannot be measured (see above)");
  };
  if (llvm::Error error = runGuarded(*unfolded, getRunNames(getStepName(Step::Quantize)), measure))
    return error;
  llvm::sort(noises->layers, [](const LayerNoise &a, const LayerNoise &b) {
    return std::pair(-a.getNoise(), StringRef(a.id)) < std::pair(-b.getNoise(), StringRef(b.id));
  });
  search.emplace();
  search->ranking = std::move(*noises);
  return llvm::Error::success();
}

static bool hasObserver(ModuleOp module) {
  return module.walk([](qnn::ObserveOp) { return WalkResult::interrupt(); }).wasInterrupted();
}

llvm::Error Session::rankLayers() {
  if (done >= Step::Quantize)
    return usageError("--sensitivity: '" + options.model + "' is quantized already");
  if (done < Step::Calibrate)
    if (llvm::Error error = runTo(Step::Calibrate))
      return error;
  if (getCalibrationPath().empty() || !hasObserver(*module))
    return usageError("--sensitivity: '" + options.model + "' leaves quantc nothing to round by data");
  return measureRanking();
}

/// The rules of a recipe for the layers that are kept.
static std::vector<IdRule> makeRules(ArrayRef<LayerNoise> layers, ArrayRef<KeptLayer> kept) {
  std::vector<IdRule> rules;
  for (const KeptLayer &entry : kept) {
    const LayerNoise &layer = layers[entry.layer];
    std::string what = layer.operation + (layer.name.empty() ? "" : " " + layer.name);
    if (entry.isFloat)
      rules.push_back({layer.ids, std::nullopt, what});
    else
      rules.push_back(
          {layer.sources, layer.readsUnsigned ? qnn::StoredKind::U16 : qnn::StoredKind::S16, what + " reads 16 bits"});
  }
  return rules;
}

llvm::Expected<LayerTrial> Session::tryRecipe(ModuleOp prepared, const std::shared_ptr<const Recipe> &wanted,
                                              const OutputMeter &meter) {
  OwningOpRef<ModuleOp> copy(prepared.clone());
  ScopedDiagnosticHandler quiet(
      &context, [](Diagnostic &diagnostic) { return success(diagnostic.getSeverity() != DiagnosticSeverity::Error); });
  if (llvm::Error error = attachRecipe(*copy, wanted))
    return error;
  if (llvm::Error error = attachRanges(*copy))
    return error;
  if (llvm::Error error = quantizeCopy(*copy, wanted, /*stopBeforeFolding=*/false))
    return error;
  RunNames names = getRunNames(getStepName(Step::Quantize));
  LayerTrial trial;
  auto measure = [&]() -> llvm::Error {
    auto measured = meter.measure(*copy);
    if (measured)
      trial = *measured;
    return measured.takeError();
  };
  if (llvm::Error error = runGuarded(*copy, names, measure))
    return error;
  PlanPipelineOptions plan;
  plan.target = target;
  if (llvm::Error error = runPasses(*copy, getRunNames(getStepName(Step::Plan)), [&](OpPassManager &manager) {
        buildFusePipeline(manager, {});
        buildPlanPipeline(manager, plan);
      }))
    return error;
  FailureOr<double> clocks = estimateClocks(*copy);
  if (failed(clocks))
    return badInput(options.model + ": has no target to estimate the time of (see above)");
  trial.clocks = *clocks;
  return trial;
}

llvm::Error Session::chooseLayersFor(ModuleOp prepared) {
  StringRef option = options.minSqnr ? "--min-sqnr" : "--max-drop";
  if (numSamples == 0 || !hasObserver(*module))
    return usageError(option + " chooses among layers that quantc quantizes; '" + options.model +
                      "' leaves it no choice");
  if (llvm::Error error = measureRanking())
    return error;
  int64_t limit = options.maxDrop ? numSamples : std::min(numSamples, kBoundSamples);
  auto meter = OutputMeter::create(*module, options.samples, limit, options.labels);
  if (!meter)
    return meter.takeError();

  ProgressBar progress("networks tried", -1);
  auto attempt = [&](ArrayRef<KeptLayer> kept) -> llvm::Expected<LayerTrial> {
    auto text = appendRules(*recipe, makeRules(search->ranking.layers, kept));
    if (!text)
      return text.takeError();
    auto wanted = parseRecipe(*text, "the recipe of " + option.str());
    if (!wanted)
      return wanted.takeError();
    auto trial = tryRecipe(prepared, std::make_shared<const Recipe>(std::move(*wanted)), *meter);
    progress.advance();
    return trial;
  };
  auto chosen =
      chooseLayers(search->ranking.layers, {options.minSqnr, options.maxDrop, meter->getFloatTop1()}, attempt);
  if (!chosen)
    return chosen.takeError();
  search->choice = std::move(*chosen);
  search->choice->samples = meter->getNumSamples();
  auto text = appendRules(*recipe, makeRules(search->ranking.layers, search->choice->kept));
  if (text)
    search->recipe = std::move(*text);
  return text.takeError();
}
