//===- NpySequence.h - Arrays one after another in a pipe -------*- C++ -*-===//
//
// What `numpy.save` writes when it is called again and again with one open file.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_SUPPORT_NPYSEQUENCE_H
#define QUANTC_SUPPORT_NPYSEQUENCE_H

#include "quantc/Support/NpzReader.h"

#include <cstdio>

namespace quantc {

class NpySequence {
public:
  /// Opens a pipe or a device; "-" is stdin. Code 3 if it cannot be opened.
  static llvm::Expected<std::unique_ptr<NpySequence>> open(llvm::StringRef path);
  ~NpySequence();

  /// The path, or "stdin".
  llvm::StringRef getName() const { return name; }
  /// Starts to read the next array, whose name is its number from 0 on; null at the end. The array before it must have
  /// been read to its end, and the sequence must outlive it.
  llvm::Expected<std::unique_ptr<ArrayStream>> next();

private:
  NpySequence(llvm::StringRef name, FILE *file) : name(name.str()), file(file) {}

  std::string name;
  FILE *file;
  int64_t numArrays = 0;
};

} // namespace quantc

#endif // QUANTC_SUPPORT_NPYSEQUENCE_H
