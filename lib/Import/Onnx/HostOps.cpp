//===- HostOps.cpp - Shape arithmetic on the host -------------------------===//
//
// All data movement is one loop: result element i is input element
// start + sum(index * step). Arithmetic is in i64 or f32.
//
// Tested by test/Import/shape-arithmetic.test.
//
//===----------------------------------------------------------------------===//

#include "HostOps.h"

#include "llvm/Support/ErrorHandling.h"

#include <cmath>
#include <limits>

using namespace quantc;
using namespace quantc::onnx;
using llvm::ArrayRef;
using llvm::SmallVector;

static SmallVector<int64_t, 8> getRowMajorSteps(ArrayRef<int64_t> shape) {
  SmallVector<int64_t, 8> steps(shape.size(), 1);
  for (size_t i = shape.size(); i-- > 1;)
    steps[i - 1] = steps[i] * shape[i];
  return steps;
}

/// Copies the elements at start + sum(index[i] * steps[i]) (in elements).
static HostTensor copyStrided(const HostTensor &input, int64_t start, ArrayRef<int64_t> steps,
                              ArrayRef<int64_t> shape) {
  HostTensor result(input.kind, shape);
  int64_t size = getElementSize(input.kind), count = result.getNumElements(), at = start;
  SmallVector<int64_t, 8> index(shape.size(), 0);
  for (int64_t i = 0; i < count; ++i) {
    std::memcpy(result.bytes.data() + i * size, input.bytes.data() + at * size, size);
    for (size_t axis = shape.size(); axis-- > 0;) {
      at += steps[axis];
      if (++index[axis] < shape[axis])
        break;
      at -= steps[axis] * shape[axis];
      index[axis] = 0;
    }
  }
  return result;
}

HostTensor onnx::hostTranspose(const HostTensor &input, ArrayRef<int64_t> permutation) {
  auto inputSteps = getRowMajorSteps(input.shape);
  SmallVector<int64_t, 8> steps, shape;
  for (int64_t axis : permutation) {
    steps.push_back(inputSteps[axis]);
    shape.push_back(input.shape[axis]);
  }
  return copyStrided(input, 0, steps, shape);
}

HostTensor onnx::hostSlice(const HostTensor &input, ArrayRef<int64_t> offsets, ArrayRef<int64_t> strides,
                           ArrayRef<int64_t> shape) {
  auto steps = getRowMajorSteps(input.shape);
  int64_t start = 0;
  for (size_t i = 0; i < steps.size(); ++i) {
    start += offsets[i] * steps[i];
    steps[i] *= strides[i];
  }
  return copyStrided(input, start, steps, shape);
}

HostTensor onnx::hostBroadcast(const HostTensor &input, ArrayRef<int64_t> shape) {
  auto inputSteps = getRowMajorSteps(input.shape);
  SmallVector<int64_t, 8> steps(shape.size(), 0);
  size_t lead = shape.size() - input.shape.size();
  for (size_t i = 0; i < inputSteps.size(); ++i)
    steps[lead + i] = input.shape[i] == 1 ? 0 : inputSteps[i];
  return copyStrided(input, 0, steps, shape);
}

/// Product of the sizes in front of and behind an axis.
static std::pair<int64_t, int64_t> getOuterInner(ArrayRef<int64_t> shape, int64_t axis) {
  int64_t outer = 1, inner = 1;
  for (auto [i, size] : llvm::enumerate(shape))
    (int64_t(i) < axis ? outer : inner) *= int64_t(i) == axis ? 1 : size;
  return {outer, inner};
}

HostTensor onnx::hostConcat(ArrayRef<const HostTensor *> inputs, int64_t axis) {
  SmallVector<int64_t, 4> shape(inputs[0]->shape);
  shape[axis] = 0;
  for (const HostTensor *input : inputs)
    shape[axis] += input->shape[axis];
  HostTensor result(inputs[0]->kind, shape);
  auto [outer, inner] = getOuterInner(shape, axis);
  int64_t size = getElementSize(result.kind);
  char *to = result.bytes.data();
  for (int64_t o = 0; o < outer; ++o)
    for (const HostTensor *input : inputs) {
      int64_t chunk = input->shape[axis] * inner * size;
      std::copy_n(input->bytes.data() + o * chunk, chunk, to);
      to += chunk;
    }
  return result;
}

HostTensor onnx::hostGather(const HostTensor &input, ArrayRef<int64_t> indices, ArrayRef<int64_t> indicesShape,
                            int64_t axis) {
  SmallVector<int64_t, 4> shape(input.shape.begin(), input.shape.begin() + axis);
  shape.append(indicesShape.begin(), indicesShape.end());
  shape.append(input.shape.begin() + axis + 1, input.shape.end());
  HostTensor result(input.kind, shape);
  auto [outer, inner] = getOuterInner(input.shape, axis);
  int64_t chunk = inner * getElementSize(input.kind);
  char *to = result.bytes.data();
  for (int64_t o = 0; o < outer; ++o)
    for (int64_t index : indices) {
      std::copy_n(input.bytes.data() + (o * input.shape[axis] + index) * chunk, chunk, to);
      to += chunk;
    }
  return result;
}

std::vector<int64_t> onnx::toIntegers(const HostTensor &tensor) {
  if (tensor.kind == ElementKind::I64) {
    auto values = tensor.values<int64_t>();
    return {values.begin(), values.end()};
  }
  std::vector<double> wide = tensor.toDoubles(); // exact up to 32 bits
  return {wide.begin(), wide.end()};
}

HostTensor onnx::makeIntegers(ArrayRef<int64_t> values, ArrayRef<int64_t> shape) {
  HostTensor result(ElementKind::I64, shape);
  llvm::copy(values, result.values<int64_t>().begin());
  return result;
}

template <typename T> static int64_t saturate(double value) {
  if (std::isnan(value))
    return 0;
  double low = double(std::numeric_limits<T>::min()), high = double(std::numeric_limits<T>::max());
  if (value <= low)
    return std::numeric_limits<T>::min();
  return value >= high ? int64_t(std::numeric_limits<T>::max()) : int64_t(value);
}

/// Fills `result` from f32 (saturating) or from integers (keeping the low bits).
template <typename T> static void castInto(const HostTensor &input, HostTensor &result) {
  auto out = result.values<T>();
  if (input.kind == ElementKind::F32) {
    for (auto [to, from] : llvm::zip_equal(out, input.values<float>()))
      to = T(saturate<T>(from));
    return;
  }
  for (auto [to, from] : llvm::zip_equal(out, toIntegers(input)))
    to = T(from);
}

HostTensor onnx::hostCast(const HostTensor &input, ElementKind kind) {
  if (kind == input.kind)
    return input;
  HostTensor result(kind, input.shape);
  switch (kind) {
  case ElementKind::F32:
    for (auto [to, from] : llvm::zip_equal(result.values<float>(), toIntegers(input)))
      to = float(from);
    break;
  case ElementKind::Bool:
    for (auto [to, from] : llvm::zip_equal(result.values<uint8_t>(), input.toDoubles()))
      to = from != 0;
    break;
  default:
    withStorage(kind, [&](auto sample) { castInto<decltype(sample)>(input, result); });
  }
  return result;
}

static int64_t integerPower(int64_t base, int64_t exponent) {
  if (exponent < 0)
    return base == 1 ? 1 : base == -1 ? (exponent % 2 ? -1 : 1) : 0;
  uint64_t result = 1, factor = base;
  for (; exponent; exponent >>= 1, factor *= factor)
    if (exponent & 1)
      result *= factor;
  return int64_t(result);
}

/// Integer arithmetic; wraps, and INT64_MIN / -1 is INT64_MIN.
static std::optional<int64_t> apply(HostBinary op, int64_t a, int64_t b) {
  switch (op) {
  case HostBinary::Add:
    return int64_t(uint64_t(a) + uint64_t(b));
  case HostBinary::Sub:
    return int64_t(uint64_t(a) - uint64_t(b));
  case HostBinary::Mul:
    return int64_t(uint64_t(a) * uint64_t(b));
  case HostBinary::Div:
    if (b == 0)
      return std::nullopt;
    return b == -1 ? int64_t(0 - uint64_t(a)) : a / b;
  case HostBinary::Mod: {
    if (b == 0)
      return std::nullopt;
    int64_t rest = b == -1 ? 0 : a % b; // the sign of the divisor, as in Python
    return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
  }
  case HostBinary::Min:
    return std::min(a, b);
  case HostBinary::Max:
    return std::max(a, b);
  case HostBinary::Pow:
    return integerPower(a, b);
  case HostBinary::Equal:
    return a == b;
  case HostBinary::Less:
    return a < b;
  case HostBinary::Greater:
    return a > b;
  case HostBinary::And:
    return a && b;
  case HostBinary::Or:
    return a || b;
  }
  llvm_unreachable("all operations handled");
}

static float apply(HostBinary op, float a, float b) {
  switch (op) {
  case HostBinary::Add:
    return a + b;
  case HostBinary::Sub:
    return a - b;
  case HostBinary::Mul:
    return a * b;
  case HostBinary::Div:
    return a / b;
  case HostBinary::Mod:
    return a - b * std::floor(a / b);
  case HostBinary::Min:
    return std::isnan(a) || a < b ? a : b;
  case HostBinary::Max:
    return std::isnan(a) || a > b ? a : b;
  case HostBinary::Pow:
    return float(std::pow(double(a), double(b)));
  case HostBinary::Equal:
    return a == b;
  case HostBinary::Less:
    return a < b;
  case HostBinary::Greater:
    return a > b;
  case HostBinary::And:
    return a != 0 && b != 0;
  case HostBinary::Or:
    return a != 0 || b != 0;
  }
  llvm_unreachable("all operations handled");
}

std::optional<HostTensor> onnx::hostBinary(HostBinary op, const HostTensor &lhs, const HostTensor &rhs) {
  bool isPredicate = op >= HostBinary::Equal;
  if (lhs.kind == ElementKind::F32) {
    HostTensor result(ElementKind::F32, lhs.shape);
    for (auto [to, a, b] : llvm::zip_equal(result.values<float>(), lhs.values<float>(), rhs.values<float>()))
      to = apply(op, a, b);
    return isPredicate ? hostCast(result, ElementKind::Bool) : result;
  }
  std::vector<int64_t> values = toIntegers(lhs);
  for (auto [to, b] : llvm::zip_equal(values, toIntegers(rhs))) {
    std::optional<int64_t> value = apply(op, to, b);
    if (!value)
      return std::nullopt;
    to = *value;
  }
  return hostCast(makeIntegers(values, lhs.shape), isPredicate ? ElementKind::Bool : lhs.kind);
}
