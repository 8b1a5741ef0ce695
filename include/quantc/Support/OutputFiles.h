//===- OutputFiles.h - Outputs that are complete or absent ------*- C++ -*-===//

#ifndef QUANTC_SUPPORT_OUTPUTFILES_H
#define QUANTC_SUPPORT_OUTPUTFILES_H

#include "quantc/Support/ToolError.h"
#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/raw_ostream.h"

#include <memory>
#include <vector>

namespace quantc {

/// A set of files that appear together. Each is written to a temporary file in
/// its folder; `commit` syncs all of them and only then renames the first.
/// Without `commit`, or after an error or a signal, nothing has changed.
///
/// "-" is stdout. What is no regular file (a pipe, /dev/null) is never replaced
/// by a rename: it receives its bytes in `commit`.
class OutputFiles {
public:
  OutputFiles();
  ~OutputFiles();
  OutputFiles(const OutputFiles &) = delete;
  OutputFiles &operator=(const OutputFiles &) = delete;

  /// Starts an output. The stream lives until `commit` or destruction.
  /// @returns an error with code 3 if the folder or the file cannot be written.
  llvm::Expected<llvm::raw_pwrite_stream *> create(llvm::StringRef path);

  /// Makes all outputs visible. After an error none or, if a rename itself
  /// failed, a prefix of them has been replaced, each by a complete file.
  llvm::Error commit();

private:
  struct File;
  std::vector<std::unique_ptr<File>> files;
};

/// Returns a usage error if one of `outputs` is the same file as another or as one of `inputs`, whatever the names.
/// What is no regular file may be named twice; "" is none.
llvm::Error checkOutputs(llvm::ArrayRef<std::string> outputs, llvm::ArrayRef<std::string> inputs);

/// Writes one file: `create`, the bytes, `commit`.
llvm::Error writeFile(llvm::StringRef path, llvm::StringRef contents);

/// From now on SIGHUP, SIGINT and SIGTERM remove the temporary files of every
/// `OutputFiles` and end the process with 129, 130 and 143. Idempotent.
void installSignalHandlers();

/// From now on a process that gets no more memory, or no thread, removes those
/// files, too, says so and ends with 3. Idempotent.
void installMemoryHandlers();

/// Removes those files and ends the process without destructors, for where they cannot be relied on.
[[noreturn]] void exitTool(ExitCode code);

} // namespace quantc

#endif // QUANTC_SUPPORT_OUTPUTFILES_H
