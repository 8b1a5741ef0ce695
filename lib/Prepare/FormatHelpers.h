//===- FormatHelpers.h - Formats against a network --------------*- C++ -*-===//

#ifndef QUANTC_LIB_PREPARE_FORMATHELPERS_H
#define QUANTC_LIB_PREPARE_FORMATHELPERS_H

#include "mlir/Dialect/Func/IR/FuncOps.h"
#include "quantc/Prepare/Formats.h"

namespace quantc::prepare {

/// Returns how the images of a network's input of rank 4 lie: by what reads it, then by its sizes.
ImageLayout findLayout(mlir::Value input);
/// Returns the axis of an input along which means and scales are given: the channels of images, else the last.
int64_t getChannelAxis(mlir::Value input);

/// The words of a pass option, which semicolons part.
std::vector<std::string> splitWords(llvm::StringRef option);

/// The names of inputs or outputs.
llvm::SmallVector<llvm::StringRef> getNames(mlir::func::FuncOp main, bool ofResults);

/// Calls `body` with the number, the name and the format of each input that has one.
/// @returns its errors, and those of formats that fit no input
llvm::Error forEachInput(mlir::func::FuncOp main, const NetworkFormats &formats,
                         llvm::function_ref<llvm::Error(unsigned, llvm::StringRef, const InputFormat &)> body);
/// The same of outputs.
llvm::Error forEachOutput(mlir::func::FuncOp main, const NetworkFormats &formats,
                          llvm::function_ref<llvm::Error(unsigned, llvm::StringRef, const OutputFormat &)> body);

} // namespace quantc::prepare

#endif // QUANTC_LIB_PREPARE_FORMATHELPERS_H
