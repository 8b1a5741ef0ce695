//===- Session.cpp - One compilation in progress --------------------------===//
//
// Tested by test/Pipeline.
//
//===----------------------------------------------------------------------===//

#include "Session.h"

#include "quantc/Dialect/Qnn/IR/Network.h"
#include "quantc/Dialect/Qnn/IR/Qnn.h"
#include "quantc/Fuse/Passes.h"
#include "quantc/Import/Onnx.h"
#include "quantc/Import/Passes.h"
#include "quantc/InitAll.h"
#include "quantc/Lower/Passes.h"
#include "quantc/Machine/Artefact.h"
#include "quantc/Plan/Passes.h"
#include "quantc/Prepare/Passes.h"
#include "quantc/Quantize/Passes.h"
#include "quantc/Recipe/Passes.h"
#include "quantc/Support/CommandLine.h"
#include "quantc/Support/Diagnostics.h"
#include "quantc/Support/ReadModule.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace mlir;
using namespace quantc;

static MLIRContext::Threading threadingOf(unsigned threads) {
  return threads == 0 ? MLIRContext::Threading::ENABLED : MLIRContext::Threading::DISABLED;
}

Session::Session(const CompileOptions &options) : options(options), context(threadingOf(options.threads)) {
  if (options.threads > 1) {
    threads = std::make_unique<llvm::DefaultThreadPool>(llvm::hardware_concurrency(options.threads));
    context.setThreadPool(*threads);
  }
  printErrors(context);
  DialectRegistry registry;
  registerAllDialects(registry);
  context.appendDialectRegistry(registry);
  context.loadAllAvailableDialects();
}

bool quantc::isMlir(StringRef path) { return path == "-" || path.ends_with(".mlir"); }

StringRef quantc::getStem(StringRef model) { return model == "-" ? "net" : llvm::sys::path::stem(model); }

/// The step a module says it stands after; Import if it says nothing. `name` is the file's.
static llvm::Expected<Step> getStep(ModuleOp module, StringRef name) {
  auto attr = module->getAttrOfType<StringAttr>(qnn::kStepAttr);
  if (!attr)
    return Step::Import;
  llvm::Expected<Step> step = parseStep(attr.getValue());
  if (step)
    return step;
  return badInput(name + ": '" + qnn::kStepAttr + "': " + llvm::toString(step.takeError()));
}

/// From Plan on the target is the module's; before, and where the module names none, the one given, or native.
llvm::Error Session::setTarget() {
  auto attr = (*module)->getAttrOfType<StringAttr>(kTargetAttr);
  if (done == Step::Plan && !attr && !options.target)
    return badInput(options.model + ": stands after 'plan', but has no '" + kTargetAttr + "'");
  if (done < Step::Plan || !attr) {
    target = options.target.value_or("native");
    return checkTarget(target);
  }
  target = attr.str();
  if (options.target && *options.target != target)
    return usageError("--target: '" + options.model + "' is planned for '" + target + "' already; start from fuse");
  return llvm::Error::success();
}

/// Ranges are found by a recipe's observers, so Quantize goes on with the recipe of Calibrate.
llvm::Error Session::setRecipe() {
  auto attr = (*module)->getAttrOfType<StringAttr>(kRecipeAttr);
  if (search) {
    llvm::Expected<Recipe> chosen = parseRecipe(search->recipe, "the recipe that is chosen");
    if (chosen)
      recipe = std::make_shared<const Recipe>(std::move(*chosen));
    return chosen.takeError();
  }
  bool isAttached = done >= Step::Calibrate && attr;
  llvm::Expected<Recipe> read = isAttached && !options.recipe
                                    ? parseRecipe(attr.getValue(), "the recipe of '" + options.model + "'")
                                    : loadCheckedRecipe(options.recipe.value_or("default"));
  if (!read)
    return read.takeError();
  StringRef attached = isAttached ? attr.getValue() : findPreset("default")->text;
  if (done >= Step::Calibrate && options.recipe && read->text != attached)
    return usageError("--recipe: '" + options.model + "' is calibrated already, by another recipe");
  recipe = std::make_shared<const Recipe>(std::move(*read));
  return llvm::Error::success();
}

/// An option for a step that the module is past would be ignored, and --integer-only pass unchecked.
llvm::Error Session::checkPastSteps() {
  if (done >= Step::Prepare && !options.formats.empty())
    return usageError("--input-... and --output-... options, --top-k: '" + options.model +
                      "' is prepared already, with the inputs and outputs that it has");
  if (done >= Step::Calibrate && !options.samples.empty())
    return usageError("--calibrate: '" + options.model + "' is calibrated already; --calibration is for what follows");
  if (done >= Step::Quantize && !options.calibration.empty())
    return usageError("--calibration: '" + options.model + "' is quantized already");
  if (done >= Step::Quantize && options.recipe)
    return usageError("--recipe: '" + options.model + "' is quantized already");
  if (done < Step::Quantize)
    return llvm::Error::success();
  if (done < Step::Lower)
    return summarize();
  if (options.integerOnly)
    return usageError("--integer-only: '" + options.model + "' is lowered already, its ops are not known");
  return llvm::Error::success();
}

llvm::Error Session::summarize() {
  summary = summarizeQuantization(*module);
  if (!options.integerOnly || summary->floatLayers.empty())
    return llvm::Error::success();
  return badInput(options.model + ": --integer-only, but " + listFloatLayers(summary->floatLayers));
}

llvm::Error Session::read() {
  if (isMlir(options.model) && (options.import.batch || !options.import.shapes.empty()))
    return usageError("--batch and --shape are for ONNX models; '" + options.model + "' has its shapes");
  auto read =
      isMlir(options.model) ? readModule(options.model, context) : importOnnx(options.model, options.import, context);
  if (!read)
    return read.takeError();
  module = std::move(*read);
  llvm::Expected<Step> step = getStep(*module, options.model);
  if (!step)
    return step.takeError();
  done = *step;
  if (done < Step::Lower && failed(qnn::verifyNetwork(*module)))
    return badInput(options.model + ": is no network (see above)");
  if (options.from && done != *options.from)
    return badInput(options.model + ": stands after '" + getStepName(done) + "', not after '" +
                    getStepName(*options.from) + "'");
  if (options.to && *options.to < done)
    return badInput(options.model + ": stands after '" + getStepName(done) + "', which is past '" +
                    getStepName(*options.to) + "'");
  if (llvm::Error error = checkPastSteps())
    return error;
  if (done < Step::Prepare)
    if (llvm::Error error = checkFormats(*module, options.formats))
      return error;
  if (llvm::Error error = setRecipe())
    return error;
  return setTarget();
}

RunNames Session::getRunNames(StringRef step) const {
  // Beside the output if that is a file, else in the current folder.
  llvm::SmallString<128> reproducer(options.output);
  bool isFile = !llvm::sys::fs::exists(options.output) || llvm::sys::fs::is_regular_file(options.output);
  if (options.output.empty() || options.output == "-" || !isFile)
    reproducer = getStem(options.model);
  llvm::sys::path::replace_extension(reproducer, ".reproducer.mlir");
  return {options.model + ": '" + step.str() + "'", reproducer.str().str()};
}

llvm::Error Session::runPipeline(StringRef step, llvm::function_ref<void(OpPassManager &)> build) {
  if (llvm::Error error = runPasses(*module, getRunNames(step), build))
    return error;
  (*module)->setAttr(qnn::kStepAttr, StringAttr::get(&context, step));
  return llvm::Error::success();
}

llvm::Error Session::runStep(Step step) {
  StringRef name = getStepName(step);
  switch (step) {
  case Step::Import:
    return runPipeline(name, [](OpPassManager &manager) { buildImportPipeline(manager, {}); });
  case Step::Prepare: {
    PreparePipelineOptions prepare;
    setFormats(prepare, options.formats);
    return runPipeline(name, [&](OpPassManager &manager) { buildPreparePipeline(manager, prepare); });
  }
  case Step::Calibrate:
    return calibrate();
  case Step::Quantize: {
    QuantizePipelineOptions quantize;
    quantize.loaded = recipe;
    quantize.calibration = getCalibrationPath();
    quantize.integerOnly = options.integerOnly;
    quantize.reportFloatOps = false;
    if (llvm::Error error =
            runPipeline(name, [&](OpPassManager &manager) { buildQuantizePipeline(manager, quantize); }))
      return error;
    if (llvm::Error error = summarize())
      return error;
    return runGuarded(*module, getRunNames(name), [&] { return measureQuality(); });
  }
  case Step::Fuse:
    return runPipeline(name, [](OpPassManager &manager) { buildFusePipeline(manager, {}); });
  case Step::Plan: {
    PlanPipelineOptions plan;
    plan.target = target;
    return runPipeline(name, [&](OpPassManager &manager) { buildPlanPipeline(manager, plan); });
  }
  case Step::Lower: {
    origins = findOrigins(*module);
    LowerPipelineOptions lower;
    lower.target = target;
    return runPipeline(name, [&](OpPassManager &manager) { buildLowerPipeline(manager, lower); });
  }
  case Step::Target:
    break;
  }
  return makeError(ExitCode::Internal, "no passes for step '" + name + "'");
}

llvm::Error Session::runTo(Step last) {
  // A module that says nothing may lack ids.
  if (!(*module)->hasAttr(qnn::kStepAttr))
    if (llvm::Error error = runStep(Step::Import))
      return error;
  for (int next = int(done) + 1; next <= int(last); ++next) {
    if (llvm::Error error = runStep(Step(next)))
      return error;
    done = Step(next);
  }
  return llvm::Error::success();
}
