//===- ZipWriter.h - Zip files whose bytes depend on nothing else -*- C++ -*-===//
//
// Fixed timestamps and attributes: equal contents give equal files.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_SUPPORT_ZIPWRITER_H
#define QUANTC_SUPPORT_ZIPWRITER_H

#include "quantc/Support/HostTensor.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"

#include <memory>
#include <string>

namespace quantc {

/// Writes a zip file entry by entry; an entry's size need not be known before.
/// Errors of the stream are its own: look at them when it is closed.
class ZipWriter {
public:
  enum class Method { Store, Deflate };

  explicit ZipWriter(llvm::raw_pwrite_stream &os);
  ~ZipWriter();

  /// Starts an entry; one is open at a time.
  void beginEntry(llvm::StringRef name, Method method);
  /// Appends bytes to the open entry.
  void write(llvm::StringRef bytes);
  void write(llvm::ArrayRef<char> bytes) { write(llvm::StringRef(bytes.data(), bytes.size())); }
  void endEntry();
  /// Writes the directory. No entry may be open.
  void finish();

  /// Writes a whole entry.
  void add(llvm::StringRef name, llvm::StringRef bytes, Method method);
  /// Writes a tensor as the entry `name`.npy.
  void addArray(llvm::StringRef name, const HostTensor &tensor, Method method);

private:
  struct Entry {
    std::string name;
    Method method;
    uint64_t offset, size = 0, compressedSize = 0;
    uint32_t crc = 0;
  };
  void deflateTo(llvm::StringRef bytes, int flush);
  void writeLocalHeader(const Entry &entry, llvm::raw_ostream &to);

  llvm::raw_pwrite_stream &os;
  uint64_t start;
  std::vector<Entry> entries;
  struct Deflater;
  std::unique_ptr<Deflater> deflater;
  bool isOpen = false;
};

} // namespace quantc

#endif // QUANTC_SUPPORT_ZIPWRITER_H
