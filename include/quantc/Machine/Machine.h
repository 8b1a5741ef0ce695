//===- Machine.h - What a target can do -------------------------*- C++ -*-===//
//
// Target names, and the facts about a target that Plan, Lower and Target read.
// No other place of quantc asks about CPU features.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_MACHINE_MACHINE_H
#define QUANTC_MACHINE_MACHINE_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <cstdint>
#include <string>

namespace quantc {

/// A target: a CPU, and which exact integer dot products it has.
struct Machine {
  std::string name;     ///< as the user wrote it
  std::string triple;   ///< x86_64-unknown-linux-gnu or aarch64-unknown-linux-gnu
  std::string cpu;      ///< LLVM's CPU name
  std::string features; ///< LLVM's feature string, "+a,-b", sorted

  bool isX86 = true;
  int64_t vectorBytes = 32;     ///< widest vector that kernels use: 64, 32 or 16 bytes
  int64_t vectorRegisters = 16; ///< architectural vector registers

  bool hasVpdpbusd512 = false; ///< AVX-512 VNNI (with F, BW, DQ and VL)
  bool hasVpdpbusd256 = false; ///< AVX-VNNI, or AVX-512 VNNI with VL
  bool hasVbmi = false;        ///< AVX-512 VBMI: tables of 128 bytes in two registers
  bool hasSdot = false;        ///< Arm dotprod
  bool hasSmmla = false;       ///< Arm i8mm

  /// The storage of 8-bit activations: u8 on x86 (vpdpbusd and vpmaddubsw take
  /// an unsigned first operand), s8 on Arm.
  bool activationsUnsigned() const { return isX86; }
  /// Multiplications of 32-bit lanes in one widest vector.
  int64_t lanes() const { return vectorBytes / 4; }
  /// The last part of kernel symbols: avx512vnni, avxvnni, avx2, i8mm, dotprod or neon.
  llvm::StringRef isaName() const;
};

/// Finds a target by name: `native`, a level of `listTargets`, or a CPU that LLVM
/// knows for x86-64 or AArch64.
/// @returns the machine, or a usage error that says what is unknown or missing: x86
///          needs AVX2 and FMA, Arm needs NEON; triples are refused.
llvm::Expected<Machine> resolveMachine(llvm::StringRef name);

/// The text of `--list-targets`: one line for each level.
std::string listTargets();

} // namespace quantc

#endif // QUANTC_MACHINE_MACHINE_H
