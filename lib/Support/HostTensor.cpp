//===- HostTensor.cpp - A tensor in memory, free of MLIR ------------------===//

#include "quantc/Support/HostTensor.h"

#include "llvm/ADT/StringRef.h"

#include <cmath>

using namespace quantc;

int64_t quantc::getElementSize(ElementKind kind) {
  switch (kind) {
  case ElementKind::I8:
  case ElementKind::U8:
  case ElementKind::Bool:
    return 1;
  case ElementKind::F16:
  case ElementKind::I16:
  case ElementKind::U16:
    return 2;
  case ElementKind::F32:
  case ElementKind::I32:
  case ElementKind::U32:
    return 4;
  case ElementKind::F64:
  case ElementKind::I64:
  case ElementKind::U64:
    return 8;
  }
  llvm_unreachable("all kinds handled");
}

llvm::StringRef quantc::getElementName(ElementKind kind) {
  static constexpr llvm::StringLiteral names[] = {"f32", "f64", "f16", "i8",  "u8",  "i16",
                                                  "u16", "i32", "u32", "i64", "u64", "bool"};
  return names[static_cast<int>(kind)];
}

int64_t HostTensor::getNumElements() const {
  int64_t count = 1;
  for (int64_t size : shape)
    count *= size;
  return count;
}

HostTensor::HostTensor(ElementKind kind, llvm::ArrayRef<int64_t> shape)
    : kind(kind), shape(shape.begin(), shape.end()) {
  bytes.resize(getNumElements() * getElementSize(kind));
}

/// Widens an IEEE half; exact.
static double halfToDouble(uint16_t half) {
  int exponent = half >> 10 & 31, mantissa = half & 1023;
  double sign = half >> 15 ? -1.0 : 1.0;
  if (exponent == 31)
    return mantissa ? std::nan("") : sign * INFINITY;
  if (exponent == 0)
    return sign * std::ldexp(mantissa, -24);
  return sign * std::ldexp(mantissa + 1024, exponent - 25);
}

std::vector<double> HostTensor::toDoubles() const {
  auto widen = [&](auto sample) {
    auto elements = values<decltype(sample)>();
    return std::vector<double>(elements.begin(), elements.end());
  };
  switch (kind) {
  case ElementKind::F32:
    return widen(float());
  case ElementKind::F64:
    return widen(double());
  case ElementKind::F16: {
    std::vector<double> result;
    for (uint16_t half : values<uint16_t>())
      result.push_back(halfToDouble(half));
    return result;
  }
  default:
    return withStorage(kind, widen);
  }
}
