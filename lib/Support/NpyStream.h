//===- NpyStream.h - An array on top of a sequence of bytes -----*- C++ -*-===//

#ifndef QUANTC_LIB_SUPPORT_NPYSTREAM_H
#define QUANTC_LIB_SUPPORT_NPYSTREAM_H

#include "quantc/Support/Npy.h"
#include "quantc/Support/NpzReader.h"

#include <cstdio>
#include <optional>

namespace quantc {

class ByteSource {
public:
  virtual ~ByteSource() = default;
  /// Returns the bytes read, 0 at the end, or -1 with `reason` set.
  virtual int64_t read(char *to, size_t size) = 0;
  /// Passes over bytes without reading them. Returns false, and has done nothing, where that is impossible.
  virtual bool seek(int64_t) { return false; }
  std::string reason;
};

/// The bytes of a file; it is closed with the source if `owns`.
class FileSource : public ByteSource {
public:
  FileSource(FILE *file, bool owns) : file(file), owns(owns) {}
  ~FileSource() override {
    if (owns)
      fclose(file);
  }
  int64_t read(char *to, size_t size) override;
  bool seek(int64_t bytes) override { return owns && fseeko(file, bytes, SEEK_CUR) == 0; }

private:
  FILE *file;
  bool owns;
};

class NpyStream : public ArrayStream {
public:
  /// `entryBytes` is what the source holds in all; in a stream nothing tells, and the array ends where its header says.
  static llvm::Expected<std::unique_ptr<ArrayStream>> open(llvm::StringRef path, llvm::StringRef name,
                                                           std::unique_ptr<ByteSource> source,
                                                           std::optional<int64_t> entryBytes);
  llvm::Error read(llvm::MutableArrayRef<char> bytes) override;
  llvm::Error skip(int64_t bytes) override;

private:
  llvm::Error readExactly(char *to, size_t size);
  llvm::Error checkLeft(int64_t bytes);
  llvm::Error checkEnd();
  llvm::Error loadFortran();
  bool isColumnMajor() const { return header.isFortranOrder && info.shape.size() > 1; }

  std::string where;
  std::unique_ptr<ByteSource> source;
  NpyHeader header;
  bool isWhole = false;        ///< the source ends with the array
  int64_t left = 0;            ///< bytes of data not yet returned
  std::vector<char> reordered; ///< the whole array, if it came in Fortran order
};

} // namespace quantc

#endif // QUANTC_LIB_SUPPORT_NPYSTREAM_H
