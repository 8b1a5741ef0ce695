//===- Session.h - One compilation in progress ------------------*- C++ -*-===//

#ifndef QUANTC_LIB_PIPELINE_SESSION_H
#define QUANTC_LIB_PIPELINE_SESSION_H

#include "ChooseLayers.h"
#include "Origins.h"

#include "quantc/Pipeline/Driver.h"
#include "quantc/Pipeline/RunPasses.h"
#include "quantc/Quantize/Summary.h"
#include "quantc/Recipe/Recipe.h"

#include "mlir/IR/BuiltinOps.h"
#include "mlir/IR/MLIRContext.h"
#include "mlir/IR/OwningOpRef.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/ThreadPool.h"

namespace quantc {

/// How far an output on samples that calibration did not see is from float.
struct OutputQuality {
  std::string name;
  double decibel; ///< signal to noise, 10 log10; 999 if equal, -999 if all is noise
  int64_t samples;
};

/// Decibel of no difference at all, and (negative) of nothing but difference: JSON has no infinity.
inline constexpr double kEqualDecibel = 999;
/// Below it an output is likely to be of no use.
inline constexpr double kPoorDecibel = 20;

/// 10 log10 of signal over noise within these ends.
double getDecibel(double signal, double noise);

/// What is found of layers. A session that is given one goes on with its recipe.
struct LayerSearch {
  LayerNoises ranking;               ///< worst first
  std::optional<LayerChoice> choice; ///< what a bound makes of them
  std::string recipe;                ///< the text of one that chooses the same
};

/// A file that is gone when this is, or after a signal.
struct TemporaryFile {
  TemporaryFile() = default;
  TemporaryFile(const TemporaryFile &) = delete;
  TemporaryFile &operator=(const TemporaryFile &) = delete;
  ~TemporaryFile();
  llvm::Error create();
  std::string path; ///< empty: none
};

/// Whether a model is MLIR, by its name; stdin is.
bool isMlir(llvm::StringRef path);

/// Returns a usage error if quantc has no such target.
llvm::Error checkTarget(llvm::StringRef target);

/// Returns a usage error if --sensitivity, --min-sqnr and what belongs to them do not fit together.
llvm::Error checkAccuracyOptions(const CompileOptions &options);

/// Reads a recipe, and checks the observers that it names.
llvm::Expected<Recipe> loadCheckedRecipe(llvm::StringRef nameOrPath);

/// What outputs are called by default: the model's name without folder and suffix; "net" from stdin.
llvm::StringRef getStem(llvm::StringRef model);

/// A network on its way through the steps, and what is known of it.
class Session {
public:
  explicit Session(const CompileOptions &options);

  /// Reads the model: afterwards the module stands after `done`.
  llvm::Error read();
  /// Runs the steps after `done` up to and including `last`, which is before Target.
  llvm::Error runTo(Step last);

  /// Runs up to Calibrate, and ranks the layers.
  llvm::Error rankLayers();

  /// How a failure of `step` and its reproducer are named.
  RunNames getRunNames(llvm::StringRef step) const;

  const CompileOptions &options;
  std::unique_ptr<llvm::ThreadPoolInterface> threads; ///< of the context, where their number is given
  mlir::MLIRContext context;
  mlir::OwningOpRef<mlir::ModuleOp> module;
  Step done = Step::Import;

  // For the report.
  std::optional<QuantizeSummary> summary; ///< once the module is quantized, unless it came lowered
  llvm::StringMap<ValueOrigin> origins;   ///< by id; likewise
  std::vector<OutputQuality> quality;
  std::optional<LayerSearch> search; ///< of layers, if one was asked for
  int64_t numSamples = 0;
  int64_t numHeldBack = 0;
  bool usesCalibrationFile = false;

private:
  llvm::Error checkPastSteps();
  llvm::Error setTarget();
  llvm::Error setRecipe();
  /// Sets `summary`; an error with --integer-only if an op is float.
  llvm::Error summarize();
  llvm::Error runStep(Step step);
  /// Runs the float network on the samples, and puts ranges on observers.
  llvm::Error calibrate();
  llvm::Error collect();
  /// Writes on a prepared module what `wanted` asks of each op, and with data ranges on its observers.
  llvm::Error attachRecipe(mlir::ModuleOp prepared, const std::shared_ptr<const Recipe> &wanted);
  llvm::Error attachRanges(mlir::ModuleOp attached);
  /// Runs the Quantize pipeline on a module that has both.
  llvm::Error quantizeCopy(mlir::ModuleOp copy, const std::shared_ptr<const Recipe> &wanted, bool stopBeforeFolding);
  /// Measures the layers of the calibrated module.
  llvm::Error measureRanking();
  /// Chooses layers for --min-sqnr or --max-drop by recipes for the `prepared` network.
  llvm::Error chooseLayersFor(mlir::ModuleOp prepared);
  llvm::Expected<LayerTrial> tryRecipe(mlir::ModuleOp prepared, const std::shared_ptr<const Recipe> &wanted,
                                       const class OutputMeter &meter);
  std::string getCalibrationPath() const;
  /// Compares the quantized with the float network on what was held back.
  llvm::Error measureQuality();
  llvm::Error runPipeline(llvm::StringRef step, llvm::function_ref<void(mlir::OpPassManager &)> build);

  std::string target;                   ///< what Plan is for
  std::shared_ptr<const Recipe> recipe; ///< as given, or what the module was calibrated by; else default
  TemporaryFile calibrationFile;
  mlir::OwningOpRef<mlir::ModuleOp> floatModule; ///< to measure the quantized one against; or null
};

/// "1 op", "2 ops".
std::string countOf(int64_t count, llvm::StringRef noun);
/// "1 op stays in float: qnn.softmax 'y': softmax runs in float"; of several, each on its line.
std::string listFloatLayers(llvm::ArrayRef<FloatLayer> layers);

/// The table of --sensitivity.
std::string printRanking(const LayerNoises &ranking);
/// What of a bound goes into the summary, and of both into the report.
void summarizeChoice(const Session &session, llvm::raw_ostream &os);
void reportSensitivity(const Session &session, llvm::json::Object &object);

/// The text on the terminal, and the JSON of --report. `objectBytes` is the size of the object, if there is one.
std::string makeSummary(const Session &session, llvm::StringRef output, int64_t objectBytes);
llvm::json::Value makeReport(const Session &session, std::optional<int64_t> objectBytes);

} // namespace quantc

#endif // QUANTC_LIB_PIPELINE_SESSION_H
