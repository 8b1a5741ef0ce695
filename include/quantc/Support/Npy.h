//===- Npy.h - The header of a NumPy array file -----------------*- C++ -*-===//

#ifndef QUANTC_SUPPORT_NPY_H
#define QUANTC_SUPPORT_NPY_H

#include "quantc/Support/HostTensor.h"
#include "llvm/Support/Error.h"

#include <string>

namespace quantc {

/// What the header of a .npy file says about the bytes after it.
struct NpyHeader {
  ElementKind kind = ElementKind::F32;
  llvm::SmallVector<int64_t, 4> shape;
  bool isBigEndian = false;
  bool isFortranOrder = false;

  /// Bytes of the data; checked not to overflow when the header was read.
  int64_t getDataBytes() const;
};

/// Reads exactly `size` bytes to `to`, or returns an error.
using ReadBytes = llvm::function_ref<llvm::Error(char *to, size_t size)>;

/// Reads magic, version (1 to 3) and header, and leaves `read` at the first
/// byte of data. `where` names file and array in errors. Pickled objects,
/// structures, strings, complex and unknown types are refused by name.
llvm::Expected<NpyHeader> readNpyHeader(llvm::StringRef where, ReadBytes read, int64_t *headerBytes = nullptr);

/// Returns magic and header (version 1, little endian, C order) of an array, a
/// multiple of 64 bytes as NumPy writes it.
std::string makeNpyHeader(ElementKind kind, llvm::ArrayRef<int64_t> shape);

/// Reverses the bytes of each element in place.
void swapElementBytes(llvm::MutableArrayRef<char> bytes, int64_t elementSize);

/// Reorders column-major elements into row-major ones.
std::vector<char> fortranToRowMajor(llvm::ArrayRef<char> bytes, llvm::ArrayRef<int64_t> shape, int64_t elementSize);

} // namespace quantc

#endif // QUANTC_SUPPORT_NPY_H
