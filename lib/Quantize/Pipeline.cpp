//===- Pipeline.cpp - The passes of the Quantize step in order ------------===//
//
// Tested by test/Quantize/pipeline.mlir and test/Recipe.
//
//===----------------------------------------------------------------------===//

#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassRegistry.h"
#include "quantc/Quantize/Passes.h"
#include "quantc/Recipe/Passes.h"

using namespace mlir;
using namespace quantc;

namespace {
/// Fails with the message of an error found while the pipeline was built, which itself cannot fail.
struct ReportError : public PassWrapper<ReportError, OperationPass<>> {
  MLIR_DEFINE_EXPLICIT_INTERNAL_INLINE_TYPE_ID(ReportError)
  explicit ReportError(std::string message) : message(std::move(message)) {}

  StringRef getName() const override { return "ReportError"; }
  void runOnOperation() override {
    emitError(UnknownLoc::get(&getContext())) << message;
    signalPassFailure();
  }

  std::string message;
};
} // namespace

void quantc::buildQuantizePipeline(OpPassManager &pm, const QuantizePipelineOptions &options) {
  std::shared_ptr<const Recipe> recipe = options.loaded;
  if (!recipe) {
    llvm::Expected<Recipe> read = loadRecipe(options.recipe.empty() ? "default" : StringRef(options.recipe));
    if (!read) {
      pm.addPass(std::make_unique<ReportError>(llvm::toString(read.takeError())));
      return;
    }
    recipe = std::make_shared<const Recipe>(std::move(*read));
    if (!options.recipe.empty())
      pm.addPass(createAttachConfigPass(recipe));
  }
  bool quantizes = !recipe->needsNoData();

  // First of all: what is stored in few bits beside float values is no layer for what follows.
  StoreWeightsPassOptions stored;
  stored.calibration = options.calibration;
  if (quantizes) {
    stored.searchScales = recipe->searchScales;
    stored.gptq = recipe->gptq.isOn ? recipe->gptq.order : "";
    stored.gptqDamping = recipe->gptq.damping;
    stored.descent = recipe->roundWeights;
  }
  pm.addNestedPass<func::FuncOp>(createStoreWeightsPass(stored));
  // Which values have 16 bits, before anything looks at ranges.
  if (quantizes && recipe->wideInputs) {
    WidenInputsPassOptions wide;
    wide.calibration = options.calibration;
    pm.addNestedPass<func::FuncOp>(createWidenInputsPass(wide));
  }
  if (quantizes && recipe->wideDepthwise) {
    WidenDepthwisePassOptions wide;
    wide.calibration = options.calibration;
    pm.addNestedPass<func::FuncOp>(createWidenDepthwisePass(wide));
  }
  if (quantizes && recipe->wideFunctions) {
    WidenFunctionsPassOptions wide;
    wide.calibration = options.calibration;
    wide.fused = recipe->fuseFunctions;
    pm.addNestedPass<func::FuncOp>(createWidenFunctionsPass(wide));
  }
  if (quantizes && recipe->equalizeLayers) {
    EqualizeLayersPassOptions layers;
    layers.calibration = options.calibration;
    pm.addNestedPass<func::FuncOp>(createEqualizeLayersPass(layers));
  }
  if (quantizes && recipe->smoothQuant.isOn) {
    SmoothChannelsPassOptions smooth;
    smooth.calibration = options.calibration;
    smooth.alpha = recipe->smoothQuant.alpha;
    pm.addNestedPass<func::FuncOp>(createSmoothChannelsPass(smooth));
  }
  if (quantizes && recipe->equalize) {
    EqualizePassOptions equalize;
    equalize.calibration = options.calibration;
    equalize.functions = recipe->fuseFunctions;
    pm.addNestedPass<func::FuncOp>(createEqualizePass(equalize));
  }
  // Of the network in float, before any value changes.
  if (quantizes && recipe->correctBias) {
    RecordMeansPassOptions means;
    means.calibration = options.calibration;
    pm.addNestedPass<func::FuncOp>(createRecordMeansPass(means));
  }
  if (quantizes && recipe->fitOutputs) {
    RecordOutputsPassOptions outputs;
    outputs.calibration = options.calibration;
    pm.addNestedPass<func::FuncOp>(createRecordOutputsPass(outputs));
  }
  // Before what looks at neighbours: a layer with scales of its run gives float.
  pm.addNestedPass<func::FuncOp>(createConvertDynamicLayersPass());
  if (quantizes && recipe->exactInput) {
    ChooseExactInputPassOptions input;
    input.calibration = options.calibration;
    input.allowShift = !options.integerOnly;
    pm.addNestedPass<func::FuncOp>(createChooseExactInputPass(input));
  }
  // Before observers go: the type of an output comes from one.
  pm.addNestedPass<func::FuncOp>(createRoundOutputsPass());
  // Take observers away where nothing shall be rounded.
  FuseActivationPassOptions activations;
  activations.clips = recipe->fuseClips;
  activations.slopes = recipe->fuseSlopes;
  activations.functions = recipe->fuseFunctions;
  pm.addNestedPass<func::FuncOp>(createFuseActivationPass(activations));
  if (recipe->fuseResidual)
    pm.addNestedPass<func::FuncOp>(createFuseResidualPass());
  // While the observers of states are there.
  pm.addNestedPass<func::FuncOp>(createRoundRecurrencesPass());
  if (recipe->floatOutput && !options.integerOnly)
    pm.addNestedPass<func::FuncOp>(createSelectFloatOutputPass());
  // What the network brings quantized, with weights of more than 8 bits.
  pm.addNestedPass<func::FuncOp>(createSplitWeightsPass());
  // Now that the observers are left that round, and the values are those that will be rounded.
  if (quantizes && recipe->wideNoisy) {
    WidenNoisyPassOptions wide;
    wide.calibration = options.calibration;
    pm.addNestedPass<func::FuncOp>(createWidenNoisyPass(wide));
  }
  // Round at the observers that are left, then weights, whose biases need the inputs' scales.
  InsertCastsPassOptions casts;
  casts.sharePools = recipe->sharePools;
  casts.shareMeans = recipe->shareMeans;
  pm.addNestedPass<func::FuncOp>(createInsertCastsPass(casts));
  pm.addNestedPass<func::FuncOp>(createSplitBiasPass());
  ScaleWeightsPassOptions weights;
  RoundWeightsPassOptions rounding;
  rounding.calibration = options.calibration;
  rounding.fitOutputs = recipe->fitOutputs;
  rounding.searchScales = recipe->searchScales;
  rounding.gptq = recipe->gptq.isOn ? recipe->gptq.order : "";
  rounding.gptqDamping = recipe->gptq.damping;
  rounding.descent = recipe->roundWeights;
  bool fits = quantizes && (rounding.fitOutputs || rounding.searchScales || recipe->gptq.isOn || rounding.descent);
  weights.keepFloat = fits || options.stopBeforeFolding;
  pm.addNestedPass<func::FuncOp>(createScaleWeightsPass(weights));
  if (options.stopBeforeFolding)
    return;
  pm.addNestedPass<func::FuncOp>(createFoldCastsPass());
  // On the integer network, and before Fuse: one op at a time is corrected.
  if (fits)
    pm.addNestedPass<func::FuncOp>(createRoundWeightsPass(rounding));
  CorrectBiasPassOptions bias;
  bias.calibration = options.calibration;
  pm.addNestedPass<func::FuncOp>(createCorrectBiasPass(bias));
  AttachFloatReasonsPassOptions reasons;
  reasons.integerOnly = options.integerOnly && options.reportFloatOps;
  pm.addPass(createAttachFloatReasonsPass(reasons));
}

void quantc::registerQuantizePipeline() {
  PassPipelineRegistration<QuantizePipelineOptions>("quantize-pipeline", "From observed float layers to integer layers",
                                                    buildQuantizePipeline);
}
