//===- CheckOutputs.cpp - Outputs that would overwrite --------------------===//
//
// Tested by test/Pipeline/outputs.test.
//
//===----------------------------------------------------------------------===//

#include "quantc/Support/OutputFiles.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

using namespace quantc;
namespace fs = llvm::sys::fs;

/// A path that two names of one file have in common; "" if it is no regular file.
static std::string getIdentity(llvm::StringRef path) {
  fs::file_status status;
  if (path.empty() || (!fs::status(path, status) && fs::exists(status) && !fs::is_regular_file(status)))
    return "";
  llvm::SmallString<128> real(path);
  if (path == "-" || !fs::real_path(path, real))
    return real.str().str();
  // It does not exist: its folder may.
  llvm::SmallString<128> folder(llvm::sys::path::parent_path(path)), known;
  if (fs::real_path(folder.empty() ? llvm::StringRef(".") : folder.str(), known))
    return path.str();
  llvm::sys::path::append(known, llvm::sys::path::filename(path));
  return known.str().str();
}

llvm::Error quantc::checkOutputs(llvm::ArrayRef<std::string> outputs, llvm::ArrayRef<std::string> inputs) {
  llvm::StringSet<> seen;
  for (const std::string &input : inputs)
    if (input != "-")
      seen.insert(getIdentity(input));
  seen.erase("");
  for (const std::string &output : outputs)
    if (std::string identity = getIdentity(output); !identity.empty() && !seen.insert(identity).second)
      return makeError(ExitCode::Usage, output + ": an output would overwrite an input or another output");
  return llvm::Error::success();
}
