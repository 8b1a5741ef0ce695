//===- Driver.h - From a network to an artefact -----------------*- C++ -*-===//
//
// What the tool quantc does, as a library.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_PIPELINE_DRIVER_H
#define QUANTC_PIPELINE_DRIVER_H

#include "quantc/Import/Onnx.h"
#include "quantc/Prepare/Formats.h"
#include "llvm/Support/Error.h"

#include <optional>
#include <string>

namespace quantc {

/// The steps of Steps.def, in order.
enum class Step {
#define STEP(Name, flag, reads, writes) Name,
#include "quantc/Pipeline/Steps.def"
};

/// Returns "import", "prepare", ...
llvm::StringRef getStepName(Step step);
/// Returns the step of that name, or an error that lists all names.
llvm::Expected<Step> parseStep(llvm::StringRef name);

enum class Emission { Object, Shared, Assembly, LlvmIr, Mlir, OnnxQdq, Main };

struct CompileOptions {
  std::string model;                 ///< path of ONNX or MLIR; "-" is MLIR from stdin
  std::string samples;               ///< .npz to calibrate with, or empty
  std::string calibration;           ///< .qcal, or empty
  std::optional<int64_t> heldBack;   ///< the last samples, on which the error is measured; else one of 16
  std::optional<std::string> target; ///< as of --list-targets; else the module's own, or native
  std::optional<std::string> recipe; ///< preset or file; else default
  std::string name;                  ///< C prefix; empty: from the output's name
  std::string output;                ///< path; empty: from the model's name
  std::string report;                ///< path of the JSON report, or empty
  Emission emission = Emission::Object;
  std::optional<Step> from; ///< asserts where the module stands
  std::optional<Step> to;   ///< the last step to run
  ImportOptions import;     ///< of an ONNX file
  NetworkFormats formats;   ///< of inputs and outputs
  bool integerOnly = false;
  bool sensitivity = false;      ///< rank the layers, and end
  std::optional<double> minSqnr; ///< dB that the outputs keep to float, by layers in 16 by 8 bits or in float
  std::optional<double> maxDrop; ///< percentage points of top-1 that may be lost, likewise
  std::string labels;            ///< array of the samples' classes, for maxDrop
  std::string writeRecipe;       ///< path of the recipe that chooses the same, or empty
  unsigned threads = 0;          ///< 0: as many as there are processors
  bool printSummary = true;
};

/// Compiles a network, writes its outputs, and prints the summary on stderr.
/// @returns an error with the tool's exit code; nothing is written then.
llvm::Error compileNetwork(const CompileOptions &options);

/// Prints what each layer costs, worst first, and writes the report if one is asked for.
llvm::Error analyzeNetwork(const CompileOptions &options);

/// Prints every reason why a model cannot be imported.
/// @returns an input error if there is one.
llvm::Error checkNetwork(const CompileOptions &options);

} // namespace quantc

#endif // QUANTC_PIPELINE_DRIVER_H
