//===- Pipeline.cpp - The passes of the Quantize step in order ------------===//
//
// Tested by test/Quantize/pipeline.mlir and test/Recipe.
//
//===----------------------------------------------------------------------===//

#include "mlir/Pass/PassManager.h"
#include "mlir/Pass/PassRegistry.h"
#include "quantc/Quantize/Passes.h"
#include "quantc/Recipe/Recipe.h"

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

static void attachFloatRules(OpPassManager &pm, ArrayRef<std::string> rules) {
  AttachFloatRulesPassOptions options;
  options.floatOps.assign(rules.begin(), rules.end());
  pm.addNestedPass<func::FuncOp>(createAttachFloatRulesPass(options));
}

void quantc::buildQuantizePipeline(OpPassManager &pm, const QuantizePipelineOptions &options) {
  llvm::Expected<Recipe> recipe = loadRecipe(options.recipe);
  if (!recipe) {
    pm.addPass(std::make_unique<ReportError>(llvm::toString(recipe.takeError())));
    return;
  }
  if (!recipe->quantize)
    attachFloatRules(pm, {"*"});
  else if (!recipe->floatOps.empty())
    attachFloatRules(pm, recipe->floatOps);

  // Of the network as it came, before anything moves.
  if (recipe->quantize && recipe->correctBias) {
    RecordMeansPassOptions means;
    means.calibration = options.calibration;
    pm.addNestedPass<func::FuncOp>(createRecordMeansPass(means));
  }
  if (recipe->quantize && recipe->exactInput) {
    ChooseExactInputPassOptions input;
    input.calibration = options.calibration;
    input.allowShift = !options.integerOnly;
    pm.addNestedPass<func::FuncOp>(createChooseExactInputPass(input));
  }
  // Take observers away where nothing shall be rounded.
  pm.addNestedPass<func::FuncOp>(createFuseActivationPass());
  if (recipe->fuseResidual)
    pm.addNestedPass<func::FuncOp>(createFuseResidualPass());
  if (recipe->floatOutput && !options.integerOnly)
    pm.addNestedPass<func::FuncOp>(createSelectFloatOutputPass());
  // What the network brings quantized, with weights of more than 8 bits.
  pm.addNestedPass<func::FuncOp>(createSplitWeightsPass());
  // Round at the observers that are left, then weights, whose biases need the inputs' scales.
  pm.addNestedPass<func::FuncOp>(createInsertCastsPass());
  ScaleWeightsPassOptions weights;
  weights.keepFloat = recipe->quantize && recipe->roundWeights;
  pm.addNestedPass<func::FuncOp>(createScaleWeightsPass(weights));
  pm.addNestedPass<func::FuncOp>(createFoldCastsPass());
  // On the integer network, and before Fuse: one op at a time is corrected.
  if (weights.keepFloat) {
    RoundWeightsPassOptions rounding;
    rounding.calibration = options.calibration;
    pm.addNestedPass<func::FuncOp>(createRoundWeightsPass(rounding));
  }
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
