//===- WriteInPlace.cpp - Results where an input was ----------------------===//
//
// Tested by test/Lower/write-in-place.mlir and many-kernels.test.
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

#include <limits>

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

/// From where to where a buffer is used, as numbers of ops in the call sequence.
struct Lifetime {
  int64_t first = std::numeric_limits<int64_t>::max(), last = -1;
};

struct WriteInPlace : public quantc::impl::WriteInPlacePassBase<WriteInPlace> {
  void runOnOperation() override;
  void findLifetimes(func::FuncOp run);
  bool canShare(func::CallOp call, int64_t number, unsigned output, unsigned input);
  Sharing shareBuffers(func::CallOp call, int64_t number, func::FuncOp kernel);
  void specialize(func::FuncOp kernel, ArrayRef<func::CallOp> calls, SymbolTable &symbols);

  llvm::DenseMap<Value, Lifetime> lifetimes; ///< of buffers of ours that nothing but the sequence itself uses
  llvm::DenseMap<func::CallOp, Sharing> sharings;
};
} // namespace

void WriteInPlace::findLifetimes(func::FuncOp run) {
  lifetimes.clear();
  for (auto [number, op] : llvm::enumerate(run.getOps())) {
    if (isa<memref::AllocOp>(op)) {
      Block *block = op.getBlock();
      if (llvm::all_of(op.getUsers(), [&](Operation *user) { return user->getBlock() == block; }))
        lifetimes[op.getResult(0)] = {};
      continue;
    }
    for (Value operand : op.getOperands())
      if (auto entry = lifetimes.find(operand); entry != lifetimes.end()) {
        Lifetime &life = entry->second;
        life.first = std::min<int64_t>(life.first, number);
        life.last = number;
      }
  }
}

/// Whether `call`, op `number`, can write its operand `output` over its operand `input`.
bool WriteInPlace::canShare(func::CallOp call, int64_t number, unsigned output, unsigned input) {
  Value to = call.getOperand(output), from = call.getOperand(input);
  if (to == from || to.getType() != from.getType() || !lifetimes.contains(to) || !lifetimes.contains(from))
    return false;
  // Through another operand the kernel would read what it has already written.
  if (llvm::count(call.getOperands(), from) != 1 || llvm::count(call.getOperands(), to) != 1)
    return false;
  return lifetimes[from].last == number && lifetimes[to].first == number;
}

/// Gives the outputs of `call`, op `number`, the buffers of inputs that die there.
Sharing WriteInPlace::shareBuffers(func::CallOp call, int64_t number, func::FuncOp kernel) {
  Sharing sharing;
  for (unsigned output = 0; output < kernel.getNumArguments(); ++output) {
    auto inputs = kernel.getArgAttrOfType<DenseI64ArrayAttr>(output, kInPlaceAttr);
    if (!inputs)
      continue;
    for (int64_t input : inputs.asArrayRef()) {
      if (!canShare(call, number, output, input))
        continue;
      Value to = call.getOperand(output), from = call.getOperand(input);
      lifetimes[from].last = lifetimes[to].last;
      lifetimes.erase(to);
      Operation *alloc = to.getDefiningOp();
      to.replaceAllUsesWith(from);
      alloc->erase();
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
  findLifetimes(run);
  SmallVector<std::pair<int64_t, func::CallOp>> calls; // with the numbers that they had before any alloc goes
  for (auto [number, op] : llvm::enumerate(run.getOps()))
    if (auto call = dyn_cast<func::CallOp>(op))
      calls.push_back({number, call});
  for (auto [number, call] : calls) {
    auto kernel = symbols.lookup<func::FuncOp>(call.getCallee());
    callsOf[kernel].push_back(call);
    Sharing sharing = shareBuffers(call, number, kernel);
    sharings[call] = std::move(sharing);
  }
  for (auto &[kernel, ofKernel] : callsOf)
    specialize(kernel, ofKernel, symbols);
  // It has served; what an argument may be would have to be kept true from here on.
  for (auto function : module.getOps<func::FuncOp>())
    for (unsigned i = 0; i < function.getNumArguments(); ++i)
      function.removeArgAttr(i, kInPlaceAttr);
}
