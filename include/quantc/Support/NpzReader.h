//===- NpzReader.h - Arrays from a .npz or .npy file ------------*- C++ -*-===//
//
// A file from outside: sizes are checked against what the file really holds
// before memory is taken, objects are never unpickled, and arrays can be read
// a sample at a time.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_SUPPORT_NPZREADER_H
#define QUANTC_SUPPORT_NPZREADER_H

#include "quantc/Support/HostTensor.h"
#include "llvm/Support/Error.h"

#include <memory>
#include <string>

namespace quantc {

/// Name, type and shape of an array in a file.
struct ArrayInfo {
  std::string name;
  ElementKind kind = ElementKind::F32;
  llvm::SmallVector<int64_t, 4> shape;
  int64_t getBytes() const;
};

/// Reads one array from its first element to its last.
class ArrayStream {
public:
  virtual ~ArrayStream() = default;
  const ArrayInfo &getInfo() const { return info; }
  /// Fills `bytes` with the next elements, row-major and little endian. After
  /// the last element the end of the entry and its checksum are verified.
  /// @returns an error naming the file and the array if there are not enough.
  virtual llvm::Error read(llvm::MutableArrayRef<char> bytes) = 0;
  /// Passes over `bytes`, unread where the file allows it; a checksum is then not compared.
  virtual llvm::Error skip(int64_t bytes) = 0;

protected:
  ArrayInfo info;
};

/// An open .npz file, or a .npy file, which is one array named as the file.
class NpzReader {
public:
  /// Bytes that one array may take when it is loaded whole.
  static constexpr int64_t kLoadBudget = int64_t(4) << 30;

  /// Opens `path`. Code 3 if it cannot be opened, 1 if it is no such file or a zip bomb.
  static llvm::Expected<std::unique_ptr<NpzReader>> open(llvm::StringRef path);
  virtual ~NpzReader() = default;

  llvm::StringRef getPath() const { return path; }
  /// Names of the arrays in the order of the file, without ".npy".
  llvm::ArrayRef<std::string> getNames() const { return names; }
  bool contains(llvm::StringRef name) const;

  /// Reads the header of an array and compares it with the entry's size.
  llvm::Expected<ArrayInfo> getInfo(llvm::StringRef name);
  /// Starts to read an array. Memory does not depend on the size of the array,
  /// unless it is in Fortran order: then it is loaded whole, within the budget.
  virtual llvm::Expected<std::unique_ptr<ArrayStream>> stream(llvm::StringRef name) = 0;
  /// Loads an array. Code 3 if it exceeds `budget` bytes.
  llvm::Expected<HostTensor> read(llvm::StringRef name, int64_t budget = kLoadBudget);

  /// Returns whether there is an entry of this full name, array or not.
  virtual bool hasEntry(llvm::StringRef) const { return false; }
  /// Loads an entry that is no array, under its full name.
  virtual llvm::Expected<std::string> readText(llvm::StringRef entry, int64_t budget);

protected:
  explicit NpzReader(llvm::StringRef path) : path(path.str()) {}
  std::string path;
  std::vector<std::string> names;
};

} // namespace quantc

#endif // QUANTC_SUPPORT_NPZREADER_H
