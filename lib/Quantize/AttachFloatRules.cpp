//===- AttachFloatRules.cpp - What the recipe keeps in float --------------===//
//
// Tested by test/Quantize/attach-float-rules.mlir.
//
//===----------------------------------------------------------------------===//

#include "Layers.h"
#include "quantc/Quantize/Passes.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/GlobPattern.h"

#include <set>

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

/// Makes `*` alone special in a pattern: names of nodes hold brackets and braces.
static std::string escape(StringRef rule) {
  std::string escaped;
  for (char c : rule) {
    if (StringRef("[]{}?\\").contains(c))
      escaped += '\\';
    escaped += c;
  }
  return escaped;
}

namespace {
struct AttachFloatRules : public quantc::impl::AttachFloatRulesPassBase<AttachFloatRules> {
  using AttachFloatRulesPassBase::AttachFloatRulesPassBase;

  void runOnOperation() override {
    for (const std::string &rule : floatOps) {
      std::string escaped = escape(rule); // the pattern refers to it
      llvm::GlobPattern pattern = llvm::cantFail(llvm::GlobPattern::create(escaped));
      bool used = false;
      getOperation().walk([&](Operation *op) {
        if (!isLayer(op))
          return;
        SmallVector<StringRef> names{op->getName().getStringRef(), op->getName().stripDialect()};
        if (op->getNumResults())
          names.push_back(qnn::getId(op->getResult(0)));
        collectNames(op->getLoc(), names);
        if (llvm::none_of(names, [&](StringRef name) { return pattern.match(name); }))
          return;
        used = true;
        setFloatReason(op, "rule '" + Twine(rule) + "' of the recipe");
      });
      if (!used)
        getOperation().emitWarning("rule '") << rule << "' matches no op; ops here are " << listOps();
    }
  }

  /// Returns "conv2d, relu", sorted.
  std::string listOps() {
    std::set<StringRef> names;
    getOperation().walk([&](Operation *op) {
      if (isLayer(op))
        names.insert(op->getName().stripDialect());
    });
    return llvm::join(names, ", ");
  }
};
} // namespace
