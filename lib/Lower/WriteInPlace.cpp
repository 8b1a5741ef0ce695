//===- WriteInPlace.cpp - Results where an input was ----------------------===//
//
// Tested by test/Lower/write-in-place.mlir.
//
// A kernel that may write over an input says so on the argument. The input has to
// die at the call, and to be a buffer of ours: what callers give is never
// written over. The kernel is then made to name one argument twice, so that LLVM
// sees one pointer and need not guard vector loops against overlap.
//
//===----------------------------------------------------------------------===//

#include "quantc/Lower/Passes.h"

#include "quantc/Lower/KernelEmitter.h"
#include "quantc/Machine/Artefact.h"

#include "mlir/Dialect/MemRef/IR/MemRef.h"
#include "llvm/ADT/MapVector.h"

namespace quantc {
#define GEN_PASS_DEF_WRITEINPLACEPASS
#include "quantc/Lower/Passes.h.inc"
} // namespace quantc

using namespace mlir;
using namespace quantc;
using namespace quantc::lower;

namespace {
/// Output and input of a kernel that share a buffer, as argument numbers.
using Sharing = SmallVector<std::pair<unsigned, unsigned>>;

struct WriteInPlace : public quantc::impl::WriteInPlacePassBase<WriteInPlace> {
  void runOnOperation() override;
  void specialize(func::FuncOp kernel, ArrayRef<func::CallOp> calls, SymbolTable &symbols);

  llvm::DenseMap<func::CallOp, Sharing> sharings;
};
} // namespace

/// Whether `call` can write its operand `output` over its operand `input`.
static bool canShare(func::CallOp call, unsigned output, unsigned input) {
  Value to = call.getOperand(output), from = call.getOperand(input);
  if (to == from || to.getType() != from.getType() || !to.getDefiningOp<memref::AllocOp>() ||
      !from.getDefiningOp<memref::AllocOp>())
    return false;
  // Through another operand the kernel would read what it has already written.
  if (llvm::count(call.getOperands(), from) != 1 || llvm::count(call.getOperands(), to) != 1)
    return false;
  auto isUntil = [&](Operation *user) {
    return user == call || (user->getBlock() == call->getBlock() && user->isBeforeInBlock(call));
  };
  auto isFrom = [&](Operation *user) {
    return user == call || (user->getBlock() == call->getBlock() && call->isBeforeInBlock(user));
  };
  return llvm::all_of(from.getUsers(), isUntil) && llvm::all_of(to.getUsers(), isFrom);
}

/// Gives the outputs of `call` the buffers of inputs that die there.
static Sharing shareBuffers(func::CallOp call, func::FuncOp kernel) {
  Sharing sharing;
  for (unsigned output = 0; output < kernel.getNumArguments(); ++output) {
    auto inputs = kernel.getArgAttrOfType<DenseI64ArrayAttr>(output, kInPlaceAttr);
    if (!inputs)
      continue;
    for (int64_t input : inputs.asArrayRef()) {
      if (!canShare(call, output, input))
        continue;
      auto alloc = call.getOperand(output).getDefiningOp<memref::AllocOp>();
      alloc.replaceAllUsesWith(call.getOperand(input));
      alloc.erase();
      sharing.push_back({output, input});
      break;
    }
  }
  return sharing;
}

/// Makes the calls of `kernel` that share buffers alike call a kernel that knows it: itself if all its calls
/// share alike, else a copy.
void WriteInPlace::specialize(func::FuncOp kernel, ArrayRef<func::CallOp> calls, SymbolTable &symbols) {
  llvm::MapVector<ArrayRef<std::pair<unsigned, unsigned>>, SmallVector<func::CallOp>> groups;
  for (func::CallOp call : calls)
    groups[sharings[call]].push_back(call);
  for (auto &[sharing, group] : groups) {
    if (sharing.empty())
      continue;
    func::FuncOp shared = kernel;
    if (groups.size() > 1) {
      shared = kernel.clone();
      shared.setName((kernel.getName() + "_in_place").str());
      symbols.insert(shared, std::next(Block::iterator(kernel)));
      for (func::CallOp call : group)
        call.setCallee(shared.getName());
    }
    for (auto [output, input] : sharing)
      if (!shared.isExternal())
        shared.getArgument(output).replaceAllUsesWith(shared.getArgument(input));
  }
}

void WriteInPlace::runOnOperation() {
  ModuleOp module = getOperation();
  auto run = module.lookupSymbol<func::FuncOp>(kRunSymbol);
  if (!run) {
    module.emitError("has no function @") << kRunSymbol;
    return signalPassFailure();
  }
  SymbolTable symbols(module);
  llvm::MapVector<func::FuncOp, SmallVector<func::CallOp>> callsOf;
  for (auto call : run.getOps<func::CallOp>()) {
    auto kernel = symbols.lookup<func::FuncOp>(call.getCallee());
    callsOf[kernel].push_back(call);
    Sharing sharing = shareBuffers(call, kernel);
    sharings[call] = std::move(sharing);
  }
  for (auto &[kernel, calls] : callsOf)
    specialize(kernel, calls, symbols);
  // It has served; what an argument may be would have to be kept true from here on.
  for (auto function : module.getOps<func::FuncOp>())
    for (unsigned i = 0; i < function.getNumArguments(); ++i)
      function.removeArgAttr(i, kInPlaceAttr);
}
