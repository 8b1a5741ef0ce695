//===- AttachLoopAnnotations.cpp - Loop annotations on branches -----------===//
//
// Tested by test/Lower/attach-loop-annotations.mlir.
//
//===----------------------------------------------------------------------===//

#include "quantc/Lower/Qk/Passes.h"

namespace quantc {
#define GEN_PASS_DEF_ATTACHLOOPANNOTATIONSPASS
#include "quantc/Lower/Qk/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;

/// The attribute that `scf.for` hands down to its branches.
static constexpr llvm::StringLiteral kAnnotation = "llvm.loop_annotation";

template <typename BranchOp> static void attach(BranchOp op) {
  auto annotation = op->template getAttrOfType<LLVM::LoopAnnotationAttr>(kAnnotation);
  if (!annotation)
    return;
  op->removeDiscardableAttr(kAnnotation);
  op.setLoopAnnotationAttr(annotation);
}

namespace {
struct AttachLoopAnnotations : public quantc::impl::AttachLoopAnnotationsPassBase<AttachLoopAnnotations> {
  void runOnOperation() override {
    getOperation().walk([](LLVM::BrOp op) { attach(op); });
    getOperation().walk([](LLVM::CondBrOp op) { attach(op); });
  }
};
} // namespace
