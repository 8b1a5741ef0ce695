//===- AssignArena.cpp - Places for buffers in one arena ------------------===//
//
// Tested by test/Lower/assign-arena.mlir and assign-arena-invalid.mlir.
//
// The calls are a straight sequence, so a lifetime is an interval of call
// numbers. Placing the largest first at the lowest free offset is within a few
// percent of the largest sum of live buffers on networks we compile.
//
//===----------------------------------------------------------------------===//

#include "quantc/Lower/Passes.h"

#include "quantc/Machine/Artefact.h"

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "llvm/Support/MathExtras.h"

namespace quantc {
#define GEN_PASS_DEF_ASSIGNARENAPASS
#include "quantc/Lower/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;

namespace {
struct Buffer {
  memref::AllocOp alloc;
  int64_t bytes;             ///< with slack, a multiple of the alignment
  int64_t firstUse, lastUse; ///< call numbers
  int64_t offset = 0;        ///< bytes
};
} // namespace

/// Collects the buffers of `function`, in order of their definition.
static SmallVector<Buffer> collectBuffers(func::FuncOp function) {
  llvm::DenseMap<Operation *, int64_t> numbers;
  for (Operation &op : function.getBody().front())
    numbers[&op] = numbers.size();
  SmallVector<Buffer> buffers;
  for (auto alloc : function.getBody().front().getOps<memref::AllocOp>()) {
    MemRefType type = alloc.getType();
    int64_t bytes = type.getNumElements() * llvm::divideCeil(type.getElementTypeBitWidth(), 8);
    Buffer buffer{alloc, int64_t(llvm::alignTo(bytes + kBufferSlack, kBufferAlignment)), INT64_MAX, -1};
    for (Operation *user : alloc->getUsers()) {
      buffer.firstUse = std::min(buffer.firstUse, numbers.lookup(user));
      buffer.lastUse = std::max(buffer.lastUse, numbers.lookup(user));
    }
    buffers.push_back(buffer);
  }
  return buffers;
}

/// Sets the offsets and returns the bytes of the arena.
static int64_t placeBuffers(MutableArrayRef<Buffer> buffers) {
  SmallVector<Buffer *> order;
  for (Buffer &buffer : buffers)
    order.push_back(&buffer);
  // Pointers into one array: the order of definition decides ties.
  llvm::sort(order, [](Buffer *a, Buffer *b) { return a->bytes != b->bytes ? a->bytes > b->bytes : a < b; });
  SmallVector<Buffer *> placed; // by offset
  int64_t total = kBufferAlignment;
  for (Buffer *buffer : order) {
    int64_t offset = 0;
    for (Buffer *other : placed) {
      if (other->lastUse < buffer->firstUse || buffer->lastUse < other->firstUse)
        continue;
      if (offset + buffer->bytes <= other->offset)
        break;
      offset = std::max(offset, other->offset + other->bytes);
    }
    buffer->offset = offset;
    total = std::max(total, offset + buffer->bytes);
    placed.insert(llvm::upper_bound(placed, buffer, [](Buffer *a, Buffer *b) { return a->offset < b->offset; }),
                  buffer);
  }
  return total;
}

namespace {
struct AssignArena : public quantc::impl::AssignArenaPassBase<AssignArena> {
  void runOnOperation() override {
    auto run = getOperation().lookupSymbol<func::FuncOp>(kRunSymbol);
    if (!run) {
      getOperation().emitError("has no function @") << kRunSymbol;
      return signalPassFailure();
    }
    SmallVector<Buffer> buffers = collectBuffers(run);
    int64_t bytes = placeBuffers(buffers);
    OpBuilder builder(&getContext());
    (void)run.insertArgument(run.getNumArguments(), MemRefType::get({bytes}, builder.getI8Type()), {}, run.getLoc());
    Value arena = run.getArguments().back();
    for (Buffer &buffer : buffers) {
      builder.setInsertionPoint(buffer.alloc);
      Value offset = arith::ConstantIndexOp::create(builder, buffer.alloc.getLoc(), buffer.offset);
      Value view =
          memref::ViewOp::create(builder, buffer.alloc.getLoc(), buffer.alloc.getType(), arena, offset, ValueRange());
      buffer.alloc.replaceAllUsesWith(view);
      buffer.alloc.erase();
    }
    WalkResult left = getOperation().walk([](Operation *op) {
      if (!isa<memref::AllocOp, memref::AllocaOp, memref::DeallocOp>(op))
        return WalkResult::advance();
      op->emitOpError("is outside of @") << kRunSymbol << ", where the arena has no place for it";
      return WalkResult::interrupt();
    });
    if (left.wasInterrupted())
      signalPassFailure();
  }
};
} // namespace
