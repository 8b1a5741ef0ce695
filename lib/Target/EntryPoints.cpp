//===- EntryPoints.cpp - The functions that callers see -------------------===//
//
// Tested by test/Target/entry-points.test.
//
// The arguments are checked, rounding mode and denormals set to the IEEE default
// around the call, and the caller's restored: results depend on nothing else.
//
//===----------------------------------------------------------------------===//

#include "EntryPoints.h"

#include "quantc/Machine/Artefact.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/IntrinsicsAArch64.h"
#include "llvm/IR/IntrinsicsX86.h"

using namespace llvm;
using namespace quantc;

/// x86: all exceptions masked, round to nearest, denormals as they are.
static constexpr uint32_t kDefaultMxcsr = 0x1f80;

namespace {
/// Builds one entry function; `steps` is -1 for NAME_run.
class EntryBuilder {
public:
  EntryBuilder(Module &module, const Signature &signature)
      : module(module), signature(signature), b(module.getContext()) {}
  void build(const std::string &symbol, Function *body, int64_t steps);

private:
  void returnIf(Value *condition, RunStatus status);
  Value *saveFloatMode();
  void restoreFloatMode(Value *saved);

  Module &module;
  const Signature &signature;
  IRBuilder<> b;
  Function *function = nullptr;
};
} // namespace

void EntryBuilder::returnIf(Value *condition, RunStatus status) {
  BasicBlock *bad = BasicBlock::Create(b.getContext(), "bad", function);
  BasicBlock *next = BasicBlock::Create(b.getContext(), "next", function);
  b.CreateCondBr(condition, bad, next);
  b.SetInsertPoint(bad);
  b.CreateRet(b.getInt32(int(status)));
  b.SetInsertPoint(next);
}

/// Sets the IEEE default and returns what was set before.
Value *EntryBuilder::saveFloatMode() {
  if (module.getTargetTriple().isAArch64()) {
    Value *saved = b.CreateIntrinsic(Intrinsic::aarch64_get_fpcr, {});
    b.CreateIntrinsic(Intrinsic::aarch64_set_fpcr, {b.getInt64(0)});
    return saved;
  }
  Value *saved = b.CreateAlloca(b.getInt32Ty()), *wanted = b.CreateAlloca(b.getInt32Ty());
  b.CreateIntrinsic(Intrinsic::x86_sse_stmxcsr, {saved});
  b.CreateStore(b.getInt32(kDefaultMxcsr), wanted);
  b.CreateIntrinsic(Intrinsic::x86_sse_ldmxcsr, {wanted});
  return saved;
}

void EntryBuilder::restoreFloatMode(Value *saved) {
  if (module.getTargetTriple().isAArch64())
    b.CreateIntrinsic(Intrinsic::aarch64_set_fpcr, {saved});
  else
    b.CreateIntrinsic(Intrinsic::x86_sse_ldmxcsr, {saved});
}

void EntryBuilder::build(const std::string &symbol, Function *body, int64_t steps) {
  Type *pointer = b.getPtrTy();
  SmallVector<Type *> types{pointer, pointer, b.getInt64Ty()};
  if (steps >= 0)
    types.push_back(b.getInt64Ty());
  function =
      Function::Create(FunctionType::get(b.getInt32Ty(), types, false), GlobalValue::ExternalLinkage, symbol, module);
  function->addFnAttr(Attribute::NoUnwind);
  Value *io = function->getArg(0), *arena = function->getArg(1), *bytes = function->getArg(2);
  b.SetInsertPoint(BasicBlock::Create(b.getContext(), "entry", function));
  returnIf(b.CreateOr(b.CreateIsNull(io), b.CreateIsNull(arena)), RunStatus::NullPointer);
  SmallVector<Value *> arguments;
  Value *anyNull = b.getFalse();
  for (size_t i = 0; i < signature.inputs.size() + signature.outputs.size(); ++i) {
    Value *field = b.CreateLoad(pointer, b.CreateConstInBoundsGEP1_64(pointer, io, i));
    anyNull = b.CreateOr(anyNull, b.CreateIsNull(field));
    arguments.push_back(field);
  }
  returnIf(anyNull, RunStatus::NullPointer);
  Value *low = b.CreateAnd(b.CreatePtrToInt(arena, b.getInt64Ty()), b.getInt64(signature.arenaAlignment - 1));
  returnIf(b.CreateIsNotNull(low), RunStatus::ArenaMisaligned);
  returnIf(b.CreateICmpULT(bytes, b.getInt64(signature.arenaBytes)), RunStatus::ArenaTooSmall);
  arguments.push_back(arena);
  if (steps >= 0) {
    returnIf(b.CreateICmpUGE(function->getArg(3), b.getInt64(steps)), RunStatus::NoSuchStep);
    arguments.push_back(function->getArg(3));
  }
  Value *saved = saveFloatMode();
  b.CreateCall(body, arguments);
  restoreFloatMode(saved);
  b.CreateRet(b.getInt32(int(RunStatus::Ok)));
}

void target::addEntryPoints(Module &module, StringRef name, const Signature &signature, StringRef text) {
  for (Function &function : module)
    if (!function.isDeclaration()) {
      function.setLinkage(GlobalValue::InternalLinkage);
      function.addFnAttr(Attribute::NoUnwind);
    }
  // Kernels may read 64 bytes after a constant: all constants lie in one section,
  // and the signature, which is longer, lies last.
  for (GlobalVariable &global : module.globals()) {
    global.setLinkage(GlobalValue::InternalLinkage);
    global.setSection(".rodata");
  }
  Function *run = module.getFunction(kRunSymbol), *step = module.getFunction(kStepSymbol);
  // A network may have any name, "quantc" too: who has the name of an entry point gets one that is no C identifier.
  for (StringRef suffix : {"_run", "_step", "_signature"})
    if (GlobalValue *holder = module.getNamedValue((name + suffix).str()))
      holder->setName("internal." + holder->getName());
  // The float mode is set by calls that the optimizer must not move work across.
  run->addFnAttr(Attribute::NoInline);
  step->addFnAttr(Attribute::NoInline);
  EntryBuilder(module, signature).build((name + "_run").str(), run, -1);
  EntryBuilder(module, signature).build((name + "_step").str(), step, signature.calls.size());
  Constant *bytes = ConstantDataArray::getString(module.getContext(), text);
  auto *global = new GlobalVariable(module, bytes->getType(), /*isConstant=*/true, GlobalValue::ExternalLinkage, bytes,
                                    name + "_signature");
  global->setSection(".rodata");
  global->setAlignment(Align(64));
}
