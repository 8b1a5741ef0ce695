//===- Formats.h - What a program hands in and takes out --------*- C++ -*-===//
//
// The options --input-type, --input-mean, --input-scale, --input-layout,
// --output-type and --top-k, as the tools read them and the passes
// `prepare-convert-inputs` and `prepare-convert-outputs` apply them.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_PREPARE_FORMATS_H
#define QUANTC_PREPARE_FORMATS_H

#include "mlir/IR/BuiltinOps.h"
#include "mlir/Pass/PassManager.h"
#include "llvm/Support/Error.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace quantc {

/// How images enter: axes N, H, W, C or N, C, H, W.
enum class ImageLayout { Nhwc, Nchw };

/// One input as the program hands it in. The network's input is (q - mean) * scale.
struct InputFormat {
  std::optional<std::string> type; ///< u8, s8 or f32
  std::vector<double> mean, scale; ///< one value, or one for each channel; none: 0 and 1
  std::optional<ImageLayout> layout;
};

/// One output as the program takes it out.
struct OutputFormat {
  std::optional<std::string> type; ///< u8, s8 or f32
  int64_t topK = 0;                ///< 0: all of it
};

/// The options as they were given, `[NAME:]VALUE` each.
struct NetworkFormats {
  std::vector<std::string> inputTypes, inputMeans, inputScales, inputLayouts, outputTypes, topKs;

  bool empty() const;
  /// Whether nothing is said of inputs.
  bool keepsInputs() const;

  /// What is said of each name; "" stands for what gives none. Usage errors name the option.
  llvm::Expected<std::map<std::string, InputFormat>> parseInputs() const;
  llvm::Expected<std::map<std::string, OutputFormat>> parseOutputs() const;
};

/// Checks that the formats fit the inputs and outputs of `@main`: usage errors say what does not.
llvm::Error checkFormats(mlir::ModuleOp module, const NetworkFormats &formats);

struct PreparePipelineOptions;
/// Makes `--prepare-pipeline` begin with these formats.
void setFormats(PreparePipelineOptions &options, const NetworkFormats &formats);

/// Adds the two passes that change the signature of an imported network.
void addFormatPasses(mlir::OpPassManager &manager, const NetworkFormats &formats);
void addFormatPasses(mlir::OpPassManager &manager, const PreparePipelineOptions &options);

} // namespace quantc

#endif // QUANTC_PREPARE_FORMATS_H
