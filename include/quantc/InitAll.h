//===- InitAll.h - Register every dialect, pass and pipeline ----*- C++ -*-===//

#ifndef QUANTC_INITALL_H
#define QUANTC_INITALL_H

namespace mlir {
class DialectRegistry;
} // namespace mlir

namespace quantc {

/// Registers quantc's dialects and the upstream dialects its tools parse.
void registerAllDialects(mlir::DialectRegistry &registry);

/// Registers the passes of every step, and one pipeline per step.
void registerAllPasses();

} // namespace quantc

#endif // QUANTC_INITALL_H
