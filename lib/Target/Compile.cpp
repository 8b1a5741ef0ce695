//===- Compile.cpp - LLVM dialect to object, assembly or LLVM IR ----------===//
//
// Tested by test/Target.
//
// Floating point is strict from end to end: no fast-math flags, and
// FPOpFusion::Strict, since fusing a product and a sum changes bits (N8a).
//
//===----------------------------------------------------------------------===//

#include "quantc/Target/Target.h"

#include "EntryPoints.h"
#include "mlir/Target/LLVMIR/Dialect/Builtin/BuiltinToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Dialect/LLVMIR/LLVMToLLVMIRTranslation.h"
#include "mlir/Target/LLVMIR/Export.h"
#include "quantc/Machine/Artefact.h"
#include "quantc/Machine/Machine.h"
#include "quantc/Support/ToolError.h"
#include "llvm/IR/LegacyPassManager.h"
#include "llvm/IR/Verifier.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Passes/PassBuilder.h"
#include "llvm/Support/JSON.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/Target/TargetMachine.h"

using namespace llvm;
using namespace quantc;

/// The two back ends that quantc has targets for; others would cost start-up time.
static void initializeBackEnds() {
  static bool once = [] {
    LLVMInitializeX86TargetInfo();
    LLVMInitializeX86Target();
    LLVMInitializeX86TargetMC();
    LLVMInitializeX86AsmPrinter();
    LLVMInitializeAArch64TargetInfo();
    LLVMInitializeAArch64Target();
    LLVMInitializeAArch64TargetMC();
    LLVMInitializeAArch64AsmPrinter();
    return true;
  }();
  (void)once;
}

static Expected<std::unique_ptr<TargetMachine>> makeTargetMachine(const Machine &machine) {
  initializeBackEnds();
  Triple triple(machine.triple);
  std::string error;
  const Target *target = TargetRegistry::lookupTarget(triple, error);
  if (!target)
    return makeError(ExitCode::Internal, error);
  TargetOptions options;
  options.AllowFPOpFusion = FPOpFusion::Strict;
  std::unique_ptr<TargetMachine> result(target->createTargetMachine(
      triple, machine.cpu, machine.features, options, Reloc::PIC_, std::nullopt, CodeGenOptLevel::Aggressive));
  if (!result)
    return makeError(ExitCode::Internal, "LLVM makes no code for " + machine.triple);
  return result;
}

static void optimize(Module &module, TargetMachine &machine) {
  LoopAnalysisManager loops;
  FunctionAnalysisManager functions;
  CGSCCAnalysisManager components;
  ModuleAnalysisManager modules;
  PassBuilder builder(&machine);
  builder.registerModuleAnalyses(modules);
  builder.registerCGSCCAnalyses(components);
  builder.registerFunctionAnalyses(functions);
  builder.registerLoopAnalyses(loops);
  builder.crossRegisterProxies(loops, functions, components, modules);
  builder.buildPerModuleDefaultPipeline(OptimizationLevel::O3).run(module, modules);
}

/// Object or assembly bytes of an optimized module.
static Expected<std::string> generate(Module &module, TargetMachine &machine, CodeGenFileType kind) {
  SmallVector<char, 0> bytes;
  raw_svector_ostream os(bytes);
  legacy::PassManager passes;
  if (machine.addPassesToEmitFile(passes, os, nullptr, kind))
    return makeError(ExitCode::Internal, "LLVM emits no such file for " + machine.getTargetTriple().str());
  passes.run(module);
  return std::string(bytes.begin(), bytes.end());
}

/// The signature with the name that callers chose.
static Expected<std::string> nameSignature(StringRef text, StringRef name) {
  Expected<json::Value> value = json::parse(text);
  if (!value)
    return badInput("the module's signature is no JSON: " + toString(value.takeError()));
  if (json::Object *object = value->getAsObject())
    (*object)["name"] = name.str();
  std::string result;
  raw_string_ostream(result) << *value;
  return result;
}

Expected<target::Artefact> target::compile(mlir::ModuleOp module, StringRef name, CodeKind kind) {
  auto text = module->getAttrOfType<mlir::StringAttr>(kSignatureAttr);
  auto targetName = module->getAttrOfType<mlir::StringAttr>(kTargetAttr);
  if (!text || !targetName)
    return badInput("the module is not lowered: it has no '" + kSignatureAttr + "' and '" + kTargetAttr + "'");
  Expected<Machine> machine = resolveMachine(targetName);
  if (!machine)
    return machine.takeError();
  Expected<std::string> named = nameSignature(text, name);
  if (!named)
    return named.takeError();
  Expected<Signature> signature = parseSignature(*named);
  if (!signature)
    return signature.takeError();
  Artefact artefact;
  artefact.header = writeHeader(name, *signature);
  artefact.main = writeMain(name, *signature);
  if (kind == CodeKind::None)
    return artefact;
  Expected<std::unique_ptr<TargetMachine>> targetMachine = makeTargetMachine(*machine);
  if (!targetMachine)
    return targetMachine.takeError();

  mlir::DialectRegistry registry;
  mlir::registerBuiltinDialectTranslation(registry);
  mlir::registerLLVMDialectTranslation(registry);
  module->getContext()->appendDialectRegistry(registry);
  LLVMContext context;
  std::unique_ptr<Module> code = mlir::translateModuleToLLVMIR(module, context, name);
  if (!code || !code->getFunction(kRunSymbol) || !code->getFunction(kStepSymbol))
    return badInput("the module is not in the LLVM dialect, or has no @" + kRunSymbol + " and @" + kStepSymbol);
  code->setSourceFileName(name);
  code->setDataLayout((*targetMachine)->createDataLayout());
  code->setTargetTriple((*targetMachine)->getTargetTriple());
  code->setPICLevel(PICLevel::BigPIC);
  addEntryPoints(*code, name, *signature, *named);
  for (Function &function : *code)
    if (!function.isDeclaration()) {
      function.addFnAttr("target-cpu", machine->cpu);
      if (!machine->features.empty())
        function.addFnAttr("target-features", machine->features);
    }
  optimize(*code, **targetMachine);

  if (kind == CodeKind::LlvmIr) {
    raw_string_ostream(artefact.code) << *code;
    return artefact;
  }
  Expected<std::string> bytes = generate(
      *code, **targetMachine, kind == CodeKind::Object ? CodeGenFileType::ObjectFile : CodeGenFileType::AssemblyFile);
  if (!bytes)
    return bytes.takeError();
  artefact.code = std::move(*bytes);
  return artefact;
}
