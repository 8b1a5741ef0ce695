//===- AttachConfig.cpp - Write on each op what the recipe wants ----------===//
//
// Tested by test/Recipe/attach-config.mlir and attach-config-invalid.test.
//
//===----------------------------------------------------------------------===//

#include "MatchRules.h"
#include "quantc/Recipe/Passes.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "llvm/ADT/StringExtras.h"

#include <set>

namespace quantc {
#define GEN_PASS_DEF_ATTACHCONFIGPASS
#include "quantc/Recipe/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;

namespace {
struct AttachConfig : public quantc::impl::AttachConfigPassBase<AttachConfig> {
  using AttachConfigPassBase::AttachConfigPassBase;

  void runOnOperation() override {
    if (!loaded) {
      llvm::Expected<Recipe> read = loadRecipe(recipe);
      if (!read) {
        emitError(UnknownLoc::get(&getContext())) << llvm::toString(read.takeError());
        return signalPassFailure();
      }
      loaded = std::make_shared<const Recipe>(std::move(*read));
    }
    EndLayers ends(getOperation());
    used.assign(loaded->rules.size(), false);
    hasConflict = false;
    for (auto function : getOperation().getOps<func::FuncOp>())
      for (BlockArgument argument : function.getArguments())
        attach(function, argument);
    getOperation().walk([&](Operation *op) {
      if (qnn::isLayer(op))
        attach(op, ends);
    });
    if (hasConflict || failed(reportUnused()))
      return signalPassFailure();
    if (loaded->profile)
      qnn::setProfile(getOperation(), *loaded->profile);
    getOperation()->removeAttr(kRecipeAttr);
    if (loaded->name != "default")
      getOperation()->setAttr(kRecipeAttr, StringAttr::get(&getContext(), loaded->text));
  }

  void attach(func::FuncOp function, BlockArgument argument) {
    qnn::QuantConfig config;
    config.activations = loaded->defaults.activations;
    auto name = function.getArgAttrOfType<StringAttr>(argument.getArgNumber(), qnn::kNameAttr);
    for (auto [index, rule] : llvm::enumerate(loaded->rules)) {
      if (rule.activations.isEmpty() || !selects(rule, argument, name ? name.getValue() : StringRef()))
        continue;
      used[index] = true;
      rule.activations.apply(config.activations);
    }
    qnn::setConfig(argument, config);
  }

  void attach(Operation *op, const EndLayers &ends) {
    bool hasWeights = isa<qnn::ContractionOpInterface, qnn::RecurrentOpInterface>(op);
    qnn::QuantConfig config;
    config.activations = loaded->defaults.activations;
    if (hasWeights)
      config.weights = loaded->defaults.weights;
    QuantMode mode = loaded->mode;
    const RecipePlace *weightsPlace = &loaded->weightsPlace;
    std::string reason = "mode float of the recipe";
    for (auto [index, rule] : llvm::enumerate(loaded->rules)) {
      // What a rule says of weights selects no op without.
      if ((rule.activations.isEmpty() && !rule.mode && !hasWeights) || !selects(rule, op, ends))
        continue;
      used[index] = true;
      rule.activations.apply(config.activations);
      if (hasWeights && !rule.weights.isEmpty()) {
        rule.weights.apply(config.weights);
        weightsPlace = &rule.place;
      }
      if (rule.mode) {
        mode = *rule.mode;
        reason = "the rule in line " + std::to_string(rule.place.line) + " of " +
                 (rule.place.file == loaded->name ? "the recipe" : rule.place.file);
      }
    }
    if ((mode == QuantMode::WeightOnly || mode == QuantMode::Dynamic) && !hasWeights) {
      reason = ("mode " + qnn::getWord(mode) + " is of layers with weights").str();
      mode = QuantMode::Float;
    }
    if (mode != QuantMode::Float)
      config.mode = mode;
    if (hasWeights && mode != QuantMode::Float && !op->hasAttr(qnn::kFloatReasonAttr))
      reportConflict(op, config, *weightsPlace);
    if (const char *conflict = hasConflict ? nullptr : findConflict(mode, config)) { // one is enough
      op->emitOpError(conflict);
      hasConflict = true;
    }
    qnn::setConfig(op, config);
    if (mode == QuantMode::Float && !op->hasAttr(qnn::kFloatReasonAttr))
      op->setAttr(qnn::kFloatReasonAttr, StringAttr::get(&getContext(), reason));
  }

  /// Reports weights that do not exist in the op's mode, at the first op.
  void reportConflict(Operation *op, const qnn::QuantConfig &config, const RecipePlace &place) {
    const qnn::QuantSpec &weights = config.weights;
    bool isHalf = weights.kind == qnn::StoredKind::F16 || weights.kind == qnn::StoredKind::BF16;
    bool isScaled = weights.granularity == qnn::Granularity::PerGroup || weights.symmetry == qnn::Symmetry::Affine;
    std::string what = ("weights of type " + qnn::getWord(weights.kind) + " and scheme " +
                        qnn::getGranularityWord(weights) + " " + qnn::getWord(weights.symmetry))
                           .str();
    std::string why;
    if (!qnn::hasWeights(config.mode, weights))
      why = std::string(" are for mode ") + (qnn::hasWeights(QuantMode::Static, weights) ? "static and " : "") +
            "weight-only, but '" + op->getName().getStringRef().str() + "' has mode " + qnn::getWord(config.mode).str();
    else if (isHalf && isScaled)
      why = " do not exist: 16-bit floats have no scales, expected per-channel symmetric, the default";
    if (why.empty() || hasConflict)
      return;
    auto error = emitError(FileLineColLoc::get(&getContext(), place.file, place.line, place.column)) << what << why;
    error.attachNote(op->getLoc()) << "of this op";
    hasConflict = true;
  }

  /// Says what of a configuration its mode has no use for, or null. The rules that it comes from may be several.
  static const char *findConflict(QuantMode mode, const qnn::QuantConfig &config) {
    const qnn::QuantSpec &spec = config.activations;
    if (mode != QuantMode::Dynamic)
      return mode == QuantMode::Static && spec.granularity == qnn::Granularity::PerToken
                 ? "shall have activations of scheme per-token in mode static; it is for mode dynamic"
                 : nullptr;
    if (spec.kind != qnn::StoredKind::S8 && spec.kind != qnn::StoredKind::U8)
      return "shall have activations of another type than s8 and u8 in mode dynamic";
    if (spec.formula == qnn::ScaleFormula::TorchXnnpack)
      return "shall have activations of formula torch-xnnpack in mode dynamic, expected quantc, torch, ort or tflite";
    if (spec.formula == qnn::ScaleFormula::Tvm)
      return "shall have activations of formula tvm in mode dynamic, expected quantc, torch, ort or tflite";
    if (spec.kind == qnn::StoredKind::U8 && spec.range == qnn::StoredRange::Narrow)
      return "shall have activations of type u8 and range narrow in mode dynamic, expected full or reduced";
    return nullptr;
  }

  /// Reports each rule that selected nothing, with the ops that there are.
  LogicalResult reportUnused() {
    bool hasFailed = false;
    for (auto [rule, isUsed] : llvm::zip(loaded->rules, used)) {
      if (isUsed || rule.isOptional)
        continue;
      emitError(FileLineColLoc::get(&getContext(), rule.place.file, rule.place.line, rule.place.column))
          << "the rule selects nothing in this network; "
          << (rule.position == RulePosition::Input ? "inputs are " + listInputs() : "ops here are " + listOps());
      hasFailed = true;
    }
    return failure(hasFailed);
  }

  /// Returns "conv2d, relu", sorted.
  std::string listOps() {
    std::set<StringRef> names;
    getOperation().walk([&](Operation *op) {
      if (qnn::isLayer(op))
        names.insert(op->getName().stripDialect());
    });
    return llvm::join(names, ", ");
  }

  std::string listInputs() {
    SmallVector<StringRef> names;
    for (auto function : getOperation().getOps<func::FuncOp>())
      for (unsigned index = 0; index < function.getNumArguments(); ++index)
        if (auto name = function.getArgAttrOfType<StringAttr>(index, qnn::kNameAttr))
          names.push_back(name.getValue());
    return llvm::join(names, ", ");
  }

  std::shared_ptr<const Recipe> loaded;
  std::vector<bool> used;   ///< by rule
  bool hasConflict = false; ///< reported
};
} // namespace

std::unique_ptr<Pass> quantc::createAttachConfigPass(std::shared_ptr<const Recipe> recipe) {
  auto pass = std::make_unique<AttachConfig>();
  pass->loaded = std::move(recipe);
  return pass;
}
