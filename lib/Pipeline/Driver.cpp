//===- Driver.cpp - From a network to an artefact -------------------------===//
//
// Tested by test/Pipeline.
//
//===----------------------------------------------------------------------===//

#include "Session.h"

#include "quantc/Export/Onnx.h"
#include "quantc/Import/Onnx.h"
#include "quantc/Machine/Machine.h"
#include "quantc/Machine/Signature.h"
#include "quantc/Quantize/Summary.h"
#include "quantc/Recipe/Recipe.h"
#include "quantc/Support/CommandLine.h"
#include "quantc/Support/OutputFiles.h"
#include "quantc/Target/Target.h"

#include "llvm/Support/Path.h"

using namespace quantc;
namespace path = llvm::sys::path;

/// Whether the output is what programs link or load, with a header beside it.
static bool isArtefact(Emission emission) { return emission == Emission::Object || emission == Emission::Shared; }

/// The output's path: as given, or the model's stem with the kind's suffix; text goes to stdout.
static std::string getOutput(const CompileOptions &options) {
  if (!options.output.empty())
    return options.output;
  switch (options.emission) {
  case Emission::Object:
    return (getStem(options.model) + ".o").str();
  case Emission::Shared:
    return (getStem(options.model) + ".so").str();
  case Emission::OnnxQdq: // not MODEL itself
    return (getStem(options.model) + ".qdq.onnx").str();
  default:
    return "-";
  }
}

/// The C prefix. A main is for the object of the same model, however it is called itself.
static std::string getName(const CompileOptions &options) {
  if (!options.name.empty())
    return options.name;
  bool isMain = options.emission == Emission::Main || options.output.empty() || options.output == "-";
  return makeIdentifier(isMain ? getStem(options.model) : path::stem(options.output));
}

/// The header of an object stands beside it; "" where there is none.
static std::string getHeader(const CompileOptions &options) {
  llvm::SmallString<128> header(getOutput(options));
  if (!isArtefact(options.emission) || header == "-")
    return "";
  path::replace_extension(header, "h");
  return header.str().str();
}

llvm::Error quantc::checkTarget(llvm::StringRef target) {
  llvm::Expected<Machine> machine = resolveMachine(target);
  return machine ? llvm::Error::success() : machine.takeError();
}

static llvm::Error checkOptions(const CompileOptions &options) {
  if (llvm::Error error = checkAccuracyOptions(options))
    return error;
  if (llvm::Error error =
          checkOutputs({getOutput(options), getHeader(options), options.report, options.writeRecipe},
                       {options.model, options.samples, options.calibration, options.recipe.value_or("")}))
    return error;
  if (!options.name.empty() && makeIdentifier(options.name) != options.name)
    return usageError("--name: '" + options.name + "' is no C identifier");
  if (!options.samples.empty() && !options.calibration.empty())
    return usageError("--calibrate and --calibration exclude each other");
  if (options.heldBack && options.samples.empty())
    return usageError("--held-back: there are no samples, which --calibrate gives");
  if (options.emission == Emission::OnnxQdq && *options.to != Step::Quantize)
    return usageError("--emit=onnx-qdq is made after 'quantize', not after '" + getStepName(*options.to) + "'");
  if (options.to && *options.to != Step::Target && options.emission != Emission::Mlir &&
      options.emission != Emission::OnnxQdq)
    return usageError("--to=" + getStepName(*options.to) + " ends before there is code: it needs --emit=mlir");
  if (options.to == Step::Target && options.emission == Emission::Mlir)
    return usageError("--to=target gives code, not MLIR");
  if (options.to && *options.to < Step::Calibrate && !(options.samples.empty() && options.calibration.empty()))
    return usageError((options.samples.empty() ? "--calibration" : "--calibrate") + llvm::Twine(": --to=") +
                      getStepName(*options.to) + " ends before there is use for data");
  if (options.to && *options.to < Step::Prepare && !options.formats.empty())
    return usageError("--input-... and --output-... options, --top-k: --to=import ends before they are applied");
  if (options.to && *options.to < Step::Quantize && options.integerOnly)
    return usageError("--integer-only: --to=" + getStepName(*options.to) + " ends before an op can be integer");
  if (options.target)
    if (llvm::Error error = checkTarget(*options.target))
      return error;
  llvm::Expected<Recipe> recipe = loadCheckedRecipe(options.recipe.value_or("default"));
  if (!recipe)
    return recipe.takeError();
  if (recipe->needsNoData() && !(options.samples.empty() && options.calibration.empty()))
    return usageError((options.samples.empty() ? "--calibration" : "--calibrate") + llvm::Twine(": the recipe '") +
                      *options.recipe + "' takes no data: nothing in it has a range from data");
  return llvm::Error::success();
}

static llvm::Error writeText(OutputFiles &files, llvm::StringRef file, llvm::StringRef text) {
  llvm::Expected<llvm::raw_pwrite_stream *> os = files.create(file);
  if (!os)
    return os.takeError();
  **os << text;
  return llvm::Error::success();
}

static target::CodeKind getCodeKind(Emission emission) {
  return emission == Emission::Assembly ? target::CodeKind::Assembly
         : emission == Emission::LlvmIr ? target::CodeKind::LlvmIr
         : emission == Emission::Main   ? target::CodeKind::None
                                        : target::CodeKind::Object;
}

/// The texts that a finished session writes: the output, and the header if there is code.
static llvm::Expected<std::pair<std::string, std::string>> makeOutputs(Session &session, const CompileOptions &options,
                                                                       llvm::StringRef name) {
  if (options.emission == Emission::Mlir) {
    std::string text;
    llvm::raw_string_ostream os(text);
    session.module->print(os); // and not <<, which leaves resources out
    os << "\n";
    return std::pair(text, std::string());
  }
  if (options.emission == Emission::OnnxQdq) {
    llvm::Expected<std::string> bytes = exportOnnxQdq(*session.module);
    if (!bytes)
      return badInput(options.model + ": " + llvm::toString(bytes.takeError()));
    return std::pair(std::move(*bytes), std::string());
  }
  std::optional<target::Artefact> artefact;
  auto compile = [&]() -> llvm::Error {
    auto made = target::compile(*session.module, name, getCodeKind(options.emission));
    if (!made)
      return made.takeError();
    artefact = std::move(*made);
    if (options.emission != Emission::Shared)
      return llvm::Error::success();
    auto library = target::linkShared(artefact->code);
    if (library)
      artefact->code = std::move(*library);
    return library.takeError();
  };
  if (llvm::Error error = runGuarded(*session.module, session.getRunNames(getStepName(Step::Target)), compile))
    return error;
  if (options.emission == Emission::Main)
    return std::pair(std::move(artefact->main), std::string());
  return std::pair(std::move(artefact->code), std::move(artefact->header));
}

llvm::Error quantc::compileNetwork(const CompileOptions &options) {
  if (llvm::Error error = checkOptions(options))
    return error;
  std::optional<LayerSearch> search;
  if (options.minSqnr || options.maxDrop) {
    Session chooser(options);
    if (llvm::Error error = chooser.read())
      return error;
    if (llvm::Error error = chooser.runTo(Step::Calibrate))
      return error;
    search = std::move(chooser.search);
    if (!search) // its recipe took no data, or it came calibrated
      return usageError("--min-sqnr and --max-drop choose among layers that quantc quantizes by data; '" +
                        options.model + "' leaves no choice");
  }
  Session session(options);
  session.search = std::move(search);
  if (llvm::Error error = session.read())
    return error;
  Step last = options.to.value_or(Step::Target);
  if (llvm::Error error = session.runTo(std::min(last, Step::Lower)))
    return error;
  auto outputs = makeOutputs(session, options, getName(options));
  if (!outputs)
    return outputs.takeError();
  auto &[code, header] = *outputs;

  std::string output = getOutput(options);
  OutputFiles files;
  if (llvm::Error error = writeText(files, output, code))
    return error;
  if (std::string beside = getHeader(options); !beside.empty())
    if (llvm::Error error = writeText(files, beside, header))
      return error;
  if (!options.report.empty()) {
    std::string text;
    auto objectBytes = isArtefact(options.emission) ? std::optional<int64_t>(code.size()) : std::nullopt;
    llvm::raw_string_ostream(text) << llvm::formatv("{0:2}\n", makeReport(session, objectBytes));
    if (llvm::Error error = writeText(files, options.report, text))
      return error;
  }
  if (!options.writeRecipe.empty())
    if (llvm::Error error = writeText(files, options.writeRecipe, session.search->recipe))
      return error;
  if (llvm::Error error = files.commit())
    return error;
  if (options.printSummary && (isArtefact(options.emission) || options.emission == Emission::OnnxQdq))
    llvm::errs() << makeSummary(session, output, code.size());
  return llvm::Error::success();
}

llvm::Error quantc::analyzeNetwork(const CompileOptions &options) {
  if (llvm::Error error = checkOptions(options))
    return error;
  Session session(options);
  if (llvm::Error error = session.read())
    return error;
  if (llvm::Error error = session.rankLayers())
    return error;
  OutputFiles files;
  if (!options.report.empty()) {
    std::string text;
    llvm::raw_string_ostream(text) << llvm::formatv("{0:2}\n", makeReport(session, std::nullopt));
    if (llvm::Error error = writeText(files, options.report, text))
      return error;
  }
  if (llvm::Error error = files.commit())
    return error;
  llvm::outs() << printRanking(session.search->ranking);
  return llvm::Error::success();
}

/// What --integer-only would find, as far as it is known without data.
static llvm::Error checkInteger(Session &session, const CompileOptions &options) {
  if (session.done >= Step::Quantize) // read() has looked at what there is
    return llvm::Error::success();
  if (llvm::Error error = session.runTo(std::max(session.done, Step::Prepare)))
    return error;
  std::vector<FloatLayer> layers = findLayersWithoutIntegerForm(*session.module);
  if (layers.empty())
    return llvm::Error::success();
  return badInput(options.model + ": --integer-only, but " + listFloatLayers(layers));
}

llvm::Error quantc::checkNetwork(const CompileOptions &options) {
  Session session(options);
  if (!isMlir(options.model)) {
    llvm::Expected<ImportFaults> faults = checkOnnx(options.model, options.import, session.context);
    if (!faults)
      return faults.takeError();
    for (const std::string &fault : faults->messages)
      llvm::outs() << fault << "\n";
    if (!faults->messages.empty())
      return makeError(faults->worst, options.model + ": " + countOf(faults->messages.size(), "fault"));
  }
  if (isMlir(options.model) || options.integerOnly) { // reading MLIR verifies it
    if (llvm::Error error = session.read())
      return error;
    if (llvm::Error error = options.integerOnly ? checkInteger(session, options) : llvm::Error::success())
      return error;
  }
  llvm::outs() << options.model << ": everything is supported\n";
  return llvm::Error::success();
}
