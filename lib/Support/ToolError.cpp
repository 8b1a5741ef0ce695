//===- ToolError.cpp - Errors with an exit code ---------------------------===//

#include "quantc/Support/ToolError.h"

#include "llvm/Support/raw_ostream.h"

using namespace quantc;

char ToolError::ID = 0;

void ToolError::log(llvm::raw_ostream &os) const { os << message; }

std::error_code ToolError::convertToErrorCode() const { return llvm::inconvertibleErrorCode(); }

llvm::Error quantc::makeError(ExitCode code, const llvm::Twine &message) {
  return llvm::make_error<ToolError>(code, message);
}

int quantc::reportAndGetExitCode(llvm::StringRef tool, llvm::Error error) {
  int worst = 0;
  llvm::handleAllErrors(
      std::move(error),
      [&](const ToolError &own) {
        // Without a message the tool has said already what there is to say.
        std::string message;
        llvm::raw_string_ostream os(message);
        own.log(os);
        if (!message.empty())
          llvm::errs() << tool << ": error: " << message << '\n';
        worst = std::max(worst, int(own.getCode()));
      },
      [&](const llvm::ErrorInfoBase &other) {
        other.log(llvm::errs() << tool << ": error: ");
        llvm::errs() << '\n';
        worst = std::max(worst, int(ExitCode::Internal));
      });
  return worst;
}
