//===- Compare.cpp - How far two runs of a network are apart --------------===//
//
// Tested by test/Runner/quant-run-compare.test.
//
//===----------------------------------------------------------------------===//

#include "Compare.h"

#include "llvm/Support/Format.h"

#include <cmath>

using namespace quantc;

void Difference::add(const HostTensor &expected, const HostTensor &found) {
  if (expected.shape != found.shape) {
    fits = false;
    return;
  }
  auto addPair = [this](double y, double z) {
    // Equal infinities and NaN in both are no difference.
    double error = y == z || (std::isnan(y) && std::isnan(z)) ? 0 : y - z;
    signal += y * y;
    noise += error * error;
    largest = std::isnan(error) ? INFINITY : std::max(largest, std::fabs(error));
  };
  if (expected.kind == ElementKind::F32 && found.kind == ElementKind::F32) {
    for (auto [y, z] : llvm::zip_equal(expected.values<float>(), found.values<float>()))
      addPair(y, z);
    return;
  }
  for (auto [y, z] : llvm::zip_equal(expected.toDoubles(), found.toDoubles()))
    addPair(y, z);
}

void Difference::print(llvm::raw_ostream &os) const {
  if (!fits) {
    os << "shapes differ";
    return;
  }
  if (noise == 0)
    os << "equal";
  else
    os << llvm::format("%.2f dB", 10 * std::log10(signal / noise));
  os << llvm::format(", largest difference %.6g", largest);
}

bool quantc::holdsClasses(ElementKind kind) { return kind == ElementKind::I32 || kind == ElementKind::I64; }

int64_t quantc::findTop(const HostTensor &tensor, int64_t row, int64_t rows) {
  int64_t size = tensor.getNumElements() / rows;
  if (tensor.kind == ElementKind::F32 && size > 1) {
    llvm::ArrayRef<float> values = tensor.values<float>().slice(row * size, size);
    return llvm::max_element(values) - values.begin();
  }
  std::vector<double> all = tensor.toDoubles();
  llvm::ArrayRef<double> values = llvm::ArrayRef(all).slice(row * size, size);
  return size == 1 || holdsClasses(tensor.kind) ? int64_t(values[0]) : llvm::max_element(values) - values.begin();
}
