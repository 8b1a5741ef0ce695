//===- Quantc.cpp - The command line of quantc ----------------------------===//
//
// Tested by test/Pipeline/command-line.test.
//
//===----------------------------------------------------------------------===//

#include "quantc/Machine/Machine.h"
#include "quantc/Pipeline/Driver.h"
#include "quantc/Recipe/Recipe.h"
#include "quantc/Tools/Tools.h"

#include "llvm/ADT/StringSwitch.h"

#define QUANTC_OPTIONS_FILE "QuantcOptions.inc"
#include "quantc/Support/DefineOptions.inc"

#define QUANTC_HAS_OUTPUT_TYPE
#include "ReadImportOptions.inc"

using namespace quantc;
using llvm::opt::InputArgList;

static llvm::Error setStep(const InputArgList &args, unsigned id, std::optional<Step> &step) {
  if (!args.hasArg(id))
    return llvm::Error::success();
  llvm::Expected<Step> parsed = parseStep(args.getLastArgValue(id));
  if (!parsed)
    return parsed.takeError();
  step = *parsed;
  return llvm::Error::success();
}

static llvm::Error setImport(const InputArgList &args, CompileOptions &options) {
  llvm::Expected<ImportOptions> import = readImportOptions(args);
  if (!import)
    return import.takeError();
  options.import = *import;
  llvm::Expected<NetworkFormats> formats = readFormats(args);
  if (!formats)
    return formats.takeError();
  options.formats = *formats;
  return llvm::Error::success();
}

static llvm::Error setThreads(const InputArgList &args, CompileOptions &options) {
  auto threads = getIntegerOption(args, OPT_threads, 1, 4096);
  if (!threads)
    return threads.takeError();
  options.threads = unsigned(threads->value_or(0));
  return llvm::Error::success();
}

/// Reads a number within [0, most].
static llvm::Error setNumber(const InputArgList &args, unsigned id, double most, std::optional<double> &number) {
  const llvm::opt::Arg *arg = args.getLastArg(id);
  if (!arg)
    return llvm::Error::success();
  llvm::StringRef text = arg->getValue();
  double value = 0;
  if (text.getAsDouble(value) || !(value >= 0 && value <= most)) // not NaN
    return usageError(arg->getSpelling() + " expects a number from 0 to " + llvm::Twine(int64_t(most)) + ", found '" +
                      text + "'");
  number = value;
  return llvm::Error::success();
}

static llvm::Error setHeldBack(const InputArgList &args, CompileOptions &options) {
  auto heldBack = getIntegerOption(args, OPT_held_back, 0, INT32_MAX);
  if (!heldBack)
    return heldBack.takeError();
  options.heldBack = *heldBack;
  return llvm::Error::success();
}

static llvm::Error setEmission(const InputArgList &args, CompileOptions &options) {
  llvm::StringRef kind = args.getLastArgValue(OPT_emit);
  if (kind.empty()) {
    // Stopping early leaves nothing but MLIR.
    if (options.to && *options.to != Step::Target)
      options.emission = Emission::Mlir;
    return llvm::Error::success();
  }
  if (kind == "onnx-qdq" && !options.to)
    options.to = Step::Quantize; // its ops are those of ONNX
  auto emission = llvm::StringSwitch<std::optional<Emission>>(kind)
                      .Case("obj", Emission::Object)
                      .Case("shared", Emission::Shared)
                      .Case("asm", Emission::Assembly)
                      .Case("llvm", Emission::LlvmIr)
                      .Case("mlir", Emission::Mlir)
                      .Case("onnx-qdq", Emission::OnnxQdq)
                      .Case("main", Emission::Main)
                      .Default(std::nullopt);
  if (!emission)
    return usageError("--emit: '" + kind + "' is none of obj, shared, asm, llvm, mlir, onnx-qdq, main");
  options.emission = *emission;
  return llvm::Error::success();
}

static llvm::Expected<CompileOptions> makeOptions(const InputArgList &args) {
  CompileOptions options;
  std::vector<std::string> models = args.getAllArgValues(OPT_INPUT);
  if (models.size() != 1)
    return usageError("expected one MODEL, got " + llvm::Twine(models.size()));
  options.model = models.front();
  options.samples = args.getLastArgValue(OPT_calibrate).str();
  options.calibration = args.getLastArgValue(OPT_calibration).str();
  if (args.hasArg(OPT_target))
    options.target = args.getLastArgValue(OPT_target).str();
  if (args.hasArg(OPT_recipe))
    options.recipe = args.getLastArgValue(OPT_recipe).str();
  options.name = args.getLastArgValue(OPT_name).str();
  options.output = args.getLastArgValue(OPT_output).str();
  options.report = args.getLastArgValue(OPT_report).str();
  options.integerOnly = args.hasArg(OPT_integer_only);
  options.sensitivity = args.hasArg(OPT_sensitivity);
  options.labels = args.getLastArgValue(OPT_labels).str();
  options.writeRecipe = args.getLastArgValue(OPT_write_recipe).str();
  llvm::Error error = setStep(args, OPT_from, options.from);
  error = llvm::joinErrors(std::move(error), setStep(args, OPT_to, options.to));
  error = llvm::joinErrors(std::move(error), setImport(args, options));
  error = llvm::joinErrors(std::move(error), setThreads(args, options));
  error = llvm::joinErrors(std::move(error), setNumber(args, OPT_min_sqnr, 300, options.minSqnr));
  error = llvm::joinErrors(std::move(error), setNumber(args, OPT_max_drop, 100, options.maxDrop));
  error = llvm::joinErrors(std::move(error), setHeldBack(args, options));
  error = llvm::joinErrors(std::move(error), setEmission(args, options)); // looks at --to
  if (error)
    return error;
  return options;
}

static llvm::Error run(const InputArgList &args) {
  if (args.hasArg(OPT_list_targets)) {
    llvm::outs() << listTargets();
    return llvm::Error::success();
  }
  if (args.hasArg(OPT_list_recipes)) {
    llvm::outs() << listRecipes();
    return llvm::Error::success();
  }
  if (args.hasArg(OPT_print_recipe)) {
    llvm::Expected<llvm::StringRef> text = printRecipe(args.getLastArgValue(OPT_print_recipe));
    if (text)
      llvm::outs() << *text;
    return text.takeError();
  }
  llvm::Expected<CompileOptions> options = makeOptions(args);
  if (!options)
    return options.takeError();
  if (options->sensitivity)
    return analyzeNetwork(*options);
  return args.hasArg(OPT_check) ? checkNetwork(*options) : compileNetwork(*options);
}

int quantc::runQuantc(int argc, const char *const *argv) {
  return runTool({"quantc", "quantc MODEL [options]",
                  "Compiles a neural network, ONNX or MLIR, into an exact integer object and a C header."},
                 getOptionTable(), argc, argv, run);
}
