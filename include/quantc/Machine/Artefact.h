//===- Artefact.h - What Lower, Target and Runner agree on ------*- C++ -*-===//
//
// Names and numbers of a lowered module and of the object made from it. What
// callers of an object see is in docs/deploying.md.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_MACHINE_ARTEFACT_H
#define QUANTC_MACHINE_ARTEFACT_H

#include "llvm/ADT/StringRef.h"

#include <cstdint>

namespace quantc {

/// Functions of a lowered module: the straight call sequence on (inputs, outputs,
/// arena), and one call of it by number on (inputs, outputs, arena, number).
inline constexpr llvm::StringLiteral kRunSymbol = "quantc_run";
inline constexpr llvm::StringLiteral kStepSymbol = "quantc_step";

/// Module attributes: the target's name, written by Plan, and the network's
/// signature as JSON, written by Lower.
inline constexpr llvm::StringLiteral kTargetAttr = "qnn.target";
inline constexpr llvm::StringLiteral kSignatureAttr = "qnn.signature";

/// Attributes of kernel calls: the id (or "") and the tensor type of each output, and
/// the number of the operand that is the first output.
inline constexpr llvm::StringLiteral kCallIdsAttr = "qnn.ids";
inline constexpr llvm::StringLiteral kCallTypesAttr = "qnn.types";
inline constexpr llvm::StringLiteral kCallFirstOutputAttr = "qnn.first_output";

/// Bytes: alignment of the arena and of every buffer in it, and what may be read
/// after each buffer.
inline constexpr int64_t kBufferAlignment = 64;
inline constexpr int64_t kBufferSlack = 64;

/// Version of the signature's JSON.
inline constexpr int64_t kSignatureVersion = 1;

/// What NAME_run and NAME_step return.
enum class RunStatus { Ok = 0, NullPointer = 1, ArenaTooSmall = 2, ArenaMisaligned = 3, NoSuchStep = 4 };

} // namespace quantc

#endif // QUANTC_MACHINE_ARTEFACT_H
