//===- ConvertElements.cpp - Elements as a network takes them -------------===//
//
// Tested by test/Calibrate/sample-source.test.
//
//===----------------------------------------------------------------------===//

#include "quantc/Runner/SampleSource.h"
#include "quantc/Support/ToolError.h"
#include "llvm/ADT/STLExtras.h"

#include <cmath>
#include <limits>

using namespace quantc;

/// Writes `values` as T, or returns the index of the first that does not fit.
template <typename T> static std::optional<size_t> store(llvm::ArrayRef<double> values, HostTensor &to) {
  for (auto [i, value] : llvm::enumerate(values)) {
    if (std::is_integral_v<T> &&
        (value < double(std::numeric_limits<T>::min()) || value >= std::ldexp(1.0, std::numeric_limits<T>::digits)))
      return i;
    to.values<T>()[i] = T(value);
  }
  return std::nullopt;
}

llvm::Expected<HostTensor> quantc::convertElements(const HostTensor &tensor, ElementKind kind,
                                                   const llvm::Twine &where) {
  if (tensor.kind == kind)
    return tensor;
  HostTensor result(kind, tensor.shape);
  // 64-bit integers beyond 2^53 would be rounded twice on their way to f32.
  if (kind == ElementKind::F32 && (tensor.kind == ElementKind::I64 || tensor.kind == ElementKind::U64)) {
    for (int64_t i = 0, count = tensor.getNumElements(); i < count; ++i)
      result.values<float>()[i] =
          tensor.kind == ElementKind::I64 ? float(tensor.values<int64_t>()[i]) : float(tensor.values<uint64_t>()[i]);
    return result;
  }
  std::vector<double> values = tensor.toDoubles();
  std::optional<size_t> bad;
  switch (kind) {
  case ElementKind::F32:
    bad = store<float>(values, result);
    break;
  case ElementKind::F64:
    bad = store<double>(values, result);
    break;
  case ElementKind::Bool:
    for (auto [to, value] : llvm::zip_equal(result.values<uint8_t>(), values))
      to = value != 0;
    break;
  case ElementKind::U64:
  case ElementKind::F16:
    return badInput(where + ": a network input of type " + getElementName(kind) + " is not supported");
  default:
    bad = withStorage(kind, [&](auto sample) { return store<decltype(sample)>(values, result); });
  }
  if (bad)
    return badInput(where + ": value " + llvm::Twine(int64_t(values[*bad])) + " does not fit the input's type " +
                    getElementName(kind));
  return result;
}

HostTensor TensorInfo::toReal(const HostTensor &tensor) const {
  if (!codes)
    return tensor;
  HostTensor real(ElementKind::F32, tensor.shape);
  for (auto [to, code] : llvm::zip_equal(real.values<float>(), tensor.toDoubles()))
    to = float(code - double(codes->zeroPoint)) * codes->scale; // N1: the difference is exact
  return real;
}

void quantc::dropPadding(HostTensor &tensor, int64_t batchSize, int64_t count) {
  if (count >= batchSize || tensor.shape.empty() || tensor.shape.front() % batchSize != 0)
    return;
  tensor.shape.front() = tensor.shape.front() / batchSize * count;
  tensor.bytes.resize(tensor.getNumElements() * getElementSize(tensor.kind));
}
