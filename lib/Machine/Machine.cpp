//===- Machine.cpp - Target names and their features ----------------------===//
//
// A level is a CPU plus features; what a CPU implies is asked of LLVM, so that
// its tables are not repeated here.
//
// Tested by test/Machine and test/Plan/select-kernels-invalid.mlir.
//
//===----------------------------------------------------------------------===//

#include "quantc/Machine/Machine.h"

#include "quantc/Support/ToolError.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/MC/MCSubtargetInfo.h"
#include "llvm/MC/TargetRegistry.h"
#include "llvm/Support/TargetSelect.h"
#include "llvm/TargetParser/Host.h"
#include "llvm/TargetParser/Triple.h"

#include <memory>

using namespace llvm;
using namespace quantc;

static constexpr StringLiteral kX86Triple = "x86_64-unknown-linux-gnu";
static constexpr StringLiteral kArmTriple = "aarch64-unknown-linux-gnu";

namespace {
struct Level {
  StringLiteral name, triple, cpu, features, description;
};
} // namespace

static constexpr Level kLevels[] = {
    {"x86-64-v3", kX86Triple, "x86-64-v3", "", "AVX2 and FMA (Haswell, Zen and later)"},
    {"x86-64-v3-avxvnni", kX86Triple, "x86-64-v3", "+avxvnni", "AVX2 and AVX-VNNI (Alder Lake and later)"},
    {"x86-64-v4-vnni", kX86Triple, "x86-64-v4", "+avx512vnni,-prefer-256-bit",
     "AVX-512 with VNNI (Ice Lake, Zen 4 and later)"},
    {"armv8.0-a", kArmTriple, "generic", "+v8a", "NEON (Cortex-A53, A72)"},
    {"armv8.2-dotprod", kArmTriple, "generic", "+dotprod,+v8.2a",
     "NEON with dot products (Cortex-A55, A76, Neoverse N1)"},
    {"armv8.6-i8mm", kArmTriple, "generic", "+dotprod,+i8mm,+v8.6a",
     "NEON with 8-bit matrix products (Neoverse V1, N2)"},
};

StringRef Machine::isaName() const {
  if (isX86)
    return hasVpdpbusd512 ? "avx512vnni" : hasVpdpbusd256 ? "avxvnni" : "avx2";
  return hasSmmla ? "i8mm" : hasSdot ? "dotprod" : "neon";
}

static void initializeTargets() {
  static bool once = [] {
    LLVMInitializeX86TargetInfo();
    LLVMInitializeX86TargetMC();
    LLVMInitializeAArch64TargetInfo();
    LLVMInitializeAArch64TargetMC();
    return true;
  }();
  (void)once;
}

/// Makes LLVM's view of a CPU; null if LLVM has no such CPU for the triple.
static std::unique_ptr<MCSubtargetInfo> makeSubtarget(StringRef triple, StringRef cpu, StringRef features) {
  initializeTargets();
  std::string error;
  const Target *target = TargetRegistry::lookupTarget(Triple(triple), error);
  if (!target)
    return nullptr;
  // An unknown CPU prints to stderr: ask the subtarget of the default CPU first.
  std::unique_ptr<MCSubtargetInfo> base(target->createMCSubtargetInfo(Triple(triple), "", ""));
  if (!base || !base->isCPUStringValid(cpu))
    return nullptr;
  return std::unique_ptr<MCSubtargetInfo>(target->createMCSubtargetInfo(Triple(triple), cpu, features));
}

/// Fills in what the kernels ask for, from LLVM's features.
static Expected<Machine> makeMachine(StringRef name, StringRef triple, StringRef cpu, StringRef features) {
  std::unique_ptr<MCSubtargetInfo> subtarget = makeSubtarget(triple, cpu, features);
  if (!subtarget)
    return makeError(ExitCode::Usage, "target '" + name + "': LLVM knows no CPU '" + cpu + "' for " + triple);
  auto has = [&](StringRef feature) { return subtarget->checkFeatures(("+" + feature).str()); };

  Machine machine;
  machine.name = name.str(), machine.triple = triple.str(), machine.cpu = cpu.str(), machine.features = features.str();
  machine.isX86 = triple == kX86Triple;
  if (machine.isX86) {
    for (StringRef needed : {"64bit", "avx2", "fma"})
      if (!has(needed))
        return makeError(ExitCode::Usage,
                         "target '" + name + "' has no " + needed + ", expected at least x86-64-v3 (AVX2 and FMA)");
    bool avx512 = has("avx512f") && has("avx512bw") && has("avx512dq") && has("avx512vl");
    machine.hasVpdpbusd512 = avx512 && has("avx512vnni");
    machine.hasVpdpbusd256 = machine.hasVpdpbusd512 || has("avxvnni");
    machine.hasVbmi = machine.hasVpdpbusd512 && has("avx512vbmi");
    machine.vectorBytes = machine.hasVpdpbusd512 ? 64 : 32;
    machine.vectorRegisters = avx512 ? 32 : 16;
    return machine;
  }
  if (!has("neon"))
    return makeError(ExitCode::Usage, "target '" + name + "' has no neon, expected at least armv8.0-a");
  machine.vectorBytes = 16;
  machine.vectorRegisters = 32;
  machine.hasSdot = has("dotprod");
  machine.hasSmmla = machine.hasSdot && has("i8mm");
  return machine;
}

static Expected<Machine> makeNative() {
  Triple host(sys::getProcessTriple());
  if (host.getArch() != Triple::x86_64 && host.getArch() != Triple::aarch64)
    return makeError(ExitCode::Usage,
                     "target 'native': this machine is " + host.getArchName() + ", expected x86_64 or aarch64");
  SmallVector<std::string> features;
  for (const auto &feature : sys::getHostCPUFeatures())
    features.push_back((feature.second ? "+" : "-") + feature.first().str());
  if (host.getArch() == Triple::x86_64)
    features.push_back("-prefer-256-bit");
  // By name, so that the string does not depend on the order of a hash table.
  llvm::sort(features, [](StringRef a, StringRef b) { return a.drop_front() < b.drop_front(); });
  return makeMachine("native", host.getArch() == Triple::x86_64 ? kX86Triple : kArmTriple, sys::getHostCPUName(),
                     join(features, ","));
}

Expected<Machine> quantc::resolveMachine(StringRef name) {
  if (name == "native")
    return makeNative();
  for (const Level &level : kLevels)
    if (name == level.name)
      return makeMachine(name, level.triple, level.cpu, level.features);
  if (name.empty())
    return makeError(ExitCode::Usage, "target is empty, expected a level, a CPU or 'native'");
  for (StringRef triple : {kX86Triple, kArmTriple})
    if (makeSubtarget(triple, name, ""))
      return makeMachine(name, triple, name, triple == kX86Triple ? "-prefer-256-bit" : "");
  if (Triple(name).getArch() != Triple::UnknownArch && name.contains('-'))
    return makeError(ExitCode::Usage, "target '" + name +
                                          "' is a triple, expected a level, a CPU or 'native'; objects are for " +
                                          kX86Triple + " or " + kArmTriple);
  return makeError(ExitCode::Usage, "unknown target '" + name +
                                        "', expected 'native', one of the levels (--list-targets)" +
                                        " or an x86-64 or AArch64 CPU that LLVM knows");
}

std::string quantc::listTargets() {
  std::string text = "native               this machine\n";
  for (const Level &level : kLevels)
    text += (level.name + std::string(21 - level.name.size(), ' ') + level.description + "\n").str();
  text +=
      "any x86-64 CPU with AVX2 and FMA, or AArch64 CPU, by LLVM's name (such as znver4, cascadelake, neoverse-n1)\n";
  return text;
}
