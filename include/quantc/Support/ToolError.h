//===- ToolError.h - Errors with an exit code -------------------*- C++ -*-===//

#ifndef QUANTC_SUPPORT_TOOLERROR_H
#define QUANTC_SUPPORT_TOOLERROR_H

#include "llvm/ADT/Twine.h"
#include "llvm/Support/Error.h"

namespace quantc {

/// Exit codes of every tool.
enum class ExitCode { Done = 0, BadInput = 1, Usage = 2, Resources = 3, Internal = 4 };

/// An error that a tool prints as `tool: error: message` and ends with.
class ToolError : public llvm::ErrorInfo<ToolError> {
public:
  static char ID;
  ToolError(ExitCode code, const llvm::Twine &message) : code(code), message(message.str()) {}
  void log(llvm::raw_ostream &os) const override;
  std::error_code convertToErrorCode() const override;
  ExitCode getCode() const { return code; }

private:
  ExitCode code;
  std::string message;
};

/// Makes a ToolError. The message names the file, the value found and the value expected.
llvm::Error makeError(ExitCode code, const llvm::Twine &message);
inline llvm::Error badInput(const llvm::Twine &message) { return makeError(ExitCode::BadInput, message); }

/// Prints each error on stderr as `tool: error: ...` and returns the exit code
/// of the worst; success is 0. For a tool's main.
int reportAndGetExitCode(llvm::StringRef tool, llvm::Error error);

} // namespace quantc

#endif // QUANTC_SUPPORT_TOOLERROR_H
