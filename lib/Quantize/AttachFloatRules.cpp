//===- AttachFloatRules.cpp - What the recipe keeps in float --------------===//
//
// Tested by test/Quantize/attach-float-rules.mlir.
//
//===----------------------------------------------------------------------===//

#include "Layers.h"
#include "quantc/Quantize/Passes.h"
#include "llvm/Support/GlobPattern.h"

namespace quantc {
#define GEN_PASS_DEF_ATTACHFLOATRULESPASS
#include "quantc/Quantize/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;
using namespace quantc::quantize;

/// Appends the names of the network's nodes that `location` holds.
static void collectNames(Location location, SmallVectorImpl<StringRef> &names) {
  if (auto name = dyn_cast<NameLoc>(location)) {
    names.push_back(name.getName().getValue());
    collectNames(name.getChildLoc(), names);
  } else if (auto fused = dyn_cast<FusedLoc>(location)) {
    for (Location part : fused.getLocations())
      collectNames(part, names);
  }
}

namespace {
struct AttachFloatRules : public quantc::impl::AttachFloatRulesPassBase<AttachFloatRules> {
  using AttachFloatRulesPassBase::AttachFloatRulesPassBase;

  void runOnOperation() override {
    for (const std::string &rule : floatOps) {
      llvm::Expected<llvm::GlobPattern> pattern = llvm::GlobPattern::create(rule);
      if (!pattern) {
        getOperation().emitError("rule '") << rule << "': " << llvm::toString(pattern.takeError());
        return signalPassFailure();
      }
      bool used = false;
      getOperation().walk([&](Operation *op) {
        if (!isLayer(op))
          return;
        SmallVector<StringRef> names{op->getName().getStringRef(), op->getName().stripDialect()};
        if (op->getNumResults())
          names.push_back(qnn::getId(op->getResult(0)));
        collectNames(op->getLoc(), names);
        if (llvm::none_of(names, [&](StringRef name) { return pattern->match(name); }))
          return;
        used = true;
        setFloatReason(op, "rule '" + Twine(rule) + "' of the recipe");
      });
      if (!used)
        getOperation().emitWarning("rule '") << rule << "' matches no op";
    }
  }
};
} // namespace
