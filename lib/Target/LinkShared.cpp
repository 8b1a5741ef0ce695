//===- LinkShared.cpp - An object as a shared library ---------------------===//
//
// By the linker of LLVM, which links for every target on any machine. The library
// needs no other: memcpy and its like come from whatever loads it.
//
// Tested by test/Target/shared.test.
//
//===----------------------------------------------------------------------===//

#include "quantc/Target/Target.h"

#include "quantc/Support/ToolError.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/FileUtilities.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Program.h"

using namespace llvm;
using namespace quantc;

/// A file of its own that is gone when this is.
namespace {
class TemporaryFile {
public:
  explicit TemporaryFile(StringRef suffix)
      : error(sys::fs::createTemporaryFile("quantc", suffix, path)), remover(path) {}
  StringRef getPath() const { return path; }
  std::error_code getError() const { return error; }

private:
  SmallString<128> path;
  std::error_code error;
  FileRemover remover;
};
} // namespace

static Expected<std::string> findLinker() {
  for (StringRef name : {"ld.lld-22", "ld.lld"})
    if (ErrorOr<std::string> path = sys::findProgramByName(name))
      return *path;
  return makeError(ExitCode::Resources, "a shared library needs LLVM's linker, ld.lld, which is not in PATH "
                                        "(Debian: package lld-22)");
}

Expected<std::string> target::linkShared(StringRef object) {
  Expected<std::string> linker = findLinker();
  if (!linker)
    return linker.takeError();
  TemporaryFile input("o"), output("so"), messages("txt");
  for (const TemporaryFile *file : {&input, &output, &messages})
    if (file->getError())
      return makeError(ExitCode::Resources, "no temporary file: " + file->getError().message());
  std::error_code code;
  {
    raw_fd_ostream os(input.getPath(), code);
    os << object;
    os.close();
    code = code ? code : os.error();
    os.clear_error();
  }
  if (code)
    return makeError(ExitCode::Resources, input.getPath() + ": " + code.message());
  StringRef arguments[] = {*linker, "-shared",        "--build-id=none", "--threads=1",
                           "-o",    output.getPath(), input.getPath()};
  std::optional<StringRef> redirects[] = {StringRef(""), StringRef(""), messages.getPath()};
  std::string problem;
  int status = sys::ExecuteAndWait(*linker, arguments, std::nullopt, redirects, 0, 0, &problem);
  auto said = MemoryBuffer::getFile(messages.getPath());
  if (status != 0)
    return makeError(ExitCode::Resources, *linker + " ended with " + Twine(status) + ": " +
                                              (said ? (*said)->getBuffer().trim() : StringRef()) + problem);
  auto library = MemoryBuffer::getFile(output.getPath(), /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!library)
    return makeError(ExitCode::Resources, output.getPath() + ": " + library.getError().message());
  return (*library)->getBuffer().str();
}
