//===- ReadModule.cpp - MLIR text from outside ----------------------------===//
//
// Tested by test/Support/read-module.test.
//
//===----------------------------------------------------------------------===//

#include "quantc/Support/ReadModule.h"

#include "mlir/IR/Verifier.h"
#include "mlir/Parser/Parser.h"
#include "mlir/Support/FileUtilities.h"
#include "quantc/Support/ToolError.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/SourceMgr.h"

using namespace quantc;

static constexpr int kMaxNesting = 1000;

/// Returns the line at which brackets outside strings and comments first nest
/// deeper than `kMaxNesting`, or 0. Angle brackets count, except in `->`, `=>`, `>=` and `<=`.
static int64_t findDeepNesting(llvm::StringRef text) {
  int64_t depth = 0, line = 1;
  bool inString = false, inComment = false;
  for (size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '\n') {
      ++line;
      inString = inComment = false;
    } else if (inComment) {
      continue;
    } else if (inString) {
      if (c == '\\')
        ++i;
      else if (c == '"')
        inString = false;
    } else if (c == '"') {
      inString = true;
    } else if (c == '/' && text.substr(i, 2) == "//") {
      inComment = true;
    } else if ((c == '<' || c == '>') && text.substr(i + 1, 1) == "=") {
      continue; // a comparison, as in affine sets
    } else if (llvm::StringRef("([{<").contains(c)) {
      if (++depth > kMaxNesting)
        return line;
    } else if (llvm::StringRef(")]}").contains(c) || (c == '>' && i && text[i - 1] != '-' && text[i - 1] != '=')) {
      --depth;
    }
  }
  return 0;
}

llvm::Expected<mlir::OwningOpRef<mlir::ModuleOp>> quantc::readModule(llvm::StringRef path, mlir::MLIRContext &context) {
  if (path != "-" && llvm::sys::fs::is_directory(path))
    return badInput(path + ": is a folder; expected MLIR text");
  llvm::ErrorOr<std::unique_ptr<llvm::MemoryBuffer>> buffer = llvm::MemoryBuffer::getFileOrSTDIN(path, /*IsText=*/true);
  llvm::StringRef name = path == "-" ? "<stdin>" : path;
  if (!buffer)
    return makeError(ExitCode::Resources, name + ": cannot open: " + buffer.getError().message());
  llvm::StringRef text = (*buffer)->getBuffer();
  if (text.starts_with("ML\xefR"))
    return badInput(name + ": is MLIR bytecode; expected MLIR text");
  if (text.contains('\0'))
    return badInput(name + ": is no MLIR text: it has zero bytes");
  if (int64_t line = findDeepNesting(text))
    return badInput(name + ":" + llvm::Twine(line) + ": brackets nest deeper than " + llvm::Twine(kMaxNesting));

  llvm::SourceMgr sources;
  sources.AddNewSourceBuffer(std::move(*buffer), llvm::SMLoc());
  mlir::SourceMgrDiagnosticHandler diagnostics(sources, &context);
  mlir::OwningOpRef<mlir::ModuleOp> module = mlir::parseSourceFile<mlir::ModuleOp>(sources, &context);
  if (!module)
    return badInput(name + ": is no valid MLIR module (see above)");
  return module;
}
