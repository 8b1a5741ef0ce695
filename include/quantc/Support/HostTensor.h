//===- HostTensor.h - A tensor in memory, free of MLIR ----------*- C++ -*-===//
//
// What npz files hold, runners take and give, and the reference computes on.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_SUPPORT_HOSTTENSOR_H
#define QUANTC_SUPPORT_HOSTTENSOR_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/Support/ErrorHandling.h"

#include <cstdint>
#include <cstring>
#include <vector>

namespace quantc {

/// Element types of host tensors. Quantized tensors are their stored values.
enum class ElementKind { F32, F64, F16, I8, U8, I16, U16, I32, U32, I64, U64, Bool };

/// Returns the bytes of one element.
int64_t getElementSize(ElementKind kind);
/// Returns a name such as "f32" or "u8".
llvm::StringRef getElementName(ElementKind kind);
/// Maps a C++ element type to its kind, e.g. `kindOf<float>()`.
template <typename T> constexpr ElementKind kindOf();
template <> constexpr ElementKind kindOf<float>() { return ElementKind::F32; }
template <> constexpr ElementKind kindOf<double>() { return ElementKind::F64; }
template <> constexpr ElementKind kindOf<int8_t>() { return ElementKind::I8; }
template <> constexpr ElementKind kindOf<uint8_t>() { return ElementKind::U8; }
template <> constexpr ElementKind kindOf<int16_t>() { return ElementKind::I16; }
template <> constexpr ElementKind kindOf<uint16_t>() { return ElementKind::U16; }
template <> constexpr ElementKind kindOf<int32_t>() { return ElementKind::I32; }
template <> constexpr ElementKind kindOf<int64_t>() { return ElementKind::I64; }

/// Calls `fn(T())` with the C++ integer that stores the kind, and returns what it
/// returns. Booleans are bytes; floats are not integers.
template <class Fn> auto withStorage(ElementKind kind, Fn fn) {
  switch (kind) {
  case ElementKind::I8:
    return fn(int8_t());
  case ElementKind::U8:
  case ElementKind::Bool:
    return fn(uint8_t());
  case ElementKind::I16:
    return fn(int16_t());
  case ElementKind::U16:
    return fn(uint16_t());
  case ElementKind::I32:
    return fn(int32_t());
  case ElementKind::U32:
    return fn(uint32_t());
  case ElementKind::I64:
    return fn(int64_t());
  case ElementKind::U64:
    return fn(uint64_t());
  case ElementKind::F16:
  case ElementKind::F32:
  case ElementKind::F64:
    break;
  }
  llvm_unreachable("not an integer kind");
}

/// A dense row-major tensor that owns its bytes. Copies copy; move to pass on.
struct HostTensor {
  ElementKind kind = ElementKind::F32;
  llvm::SmallVector<int64_t, 4> shape;
  std::vector<char> bytes;

  HostTensor() = default;
  /// A tensor of zeros.
  HostTensor(ElementKind kind, llvm::ArrayRef<int64_t> shape);

  /// Returns the number of elements; 1 for rank 0.
  int64_t getNumElements() const;
  template <typename T> llvm::MutableArrayRef<T> values() {
    return {reinterpret_cast<T *>(bytes.data()), size_t(getNumElements())};
  }
  template <typename T> llvm::ArrayRef<T> values() const {
    return {reinterpret_cast<const T *>(bytes.data()), size_t(getNumElements())};
  }
  /// Returns the elements as doubles, whatever the kind.
  std::vector<double> toDoubles() const;
};

} // namespace quantc

#endif // QUANTC_SUPPORT_HOSTTENSOR_H
