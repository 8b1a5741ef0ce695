//===- NpySequence.cpp - Arrays one after another in a pipe ---------------===//
//
// Tested by test/Calibrate/sample-stream.test.
//
//===----------------------------------------------------------------------===//

#include "quantc/Support/NpySequence.h"

#include "NpyStream.h"
#include "quantc/Support/ToolError.h"

using namespace quantc;

llvm::Expected<std::unique_ptr<NpySequence>> NpySequence::open(llvm::StringRef path) {
  if (path == "-")
    return std::unique_ptr<NpySequence>(new NpySequence("stdin", stdin));
  FILE *file = fopen(path.str().c_str(), "rb");
  if (!file)
    return makeError(ExitCode::Resources,
                     path + ": cannot open: " + std::error_code(errno, std::generic_category()).message());
  return std::unique_ptr<NpySequence>(new NpySequence(path, file));
}

NpySequence::~NpySequence() {
  if (file != stdin)
    fclose(file);
}

llvm::Expected<std::unique_ptr<ArrayStream>> NpySequence::next() {
  int first = fgetc(file);
  if (first == EOF) {
    if (ferror(file))
      return makeError(ExitCode::Resources,
                       name + ": cannot read: " + std::error_code(errno, std::generic_category()).message());
    return std::unique_ptr<ArrayStream>();
  }
  if (first == 'P' && numArrays == 0)
    return badInput(name + ": is no .npy array; expected arrays of numpy.save one after another (a .npz file can only "
                           "be read by its path)");
  ungetc(first, file);
  return NpyStream::open(name, std::to_string(numArrays++), std::make_unique<FileSource>(file, /*owns=*/false),
                         /*entryBytes=*/std::nullopt);
}
