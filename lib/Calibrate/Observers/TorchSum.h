//===- TorchSum.h - Sums in PyTorch's order ---------------------*- C++ -*-===//

#ifndef QUANTC_LIB_CALIBRATE_OBSERVERS_TORCHSUM_H
#define QUANTC_LIB_CALIBRATE_OBSERVERS_TORCHSUM_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/MathExtras.h"

#include <algorithm>
#include <array>

namespace quantc {

/// Sums as torch.sum does a contiguous f32 tensor in one thread on x86: vectors of eight, four of them side by side,
/// each through a cascade of four levels (aten/src/ATen/native/cpu/SumKernel.cpp: multi_row_sum, vectorized_inner_sum).
inline float sumAsTorch(llvm::ArrayRef<float> values) {
  constexpr size_t kWidth = 8, kRows = 4, kLevels = 4;
  size_t vectors = values.size() / kWidth, size = vectors / kRows;
  auto load = [&](size_t vector, size_t lane) { return values[vector * kWidth + lane]; };
  std::array<std::array<float, kWidth * kRows>, kLevels> levels = {};
  size_t power = std::max<size_t>(4, llvm::Log2_64_Ceil(std::max<size_t>(size, 1)) / kLevels);
  size_t step = size_t(1) << power, mask = step - 1, i = 0;
  auto addRow = [&] {
    for (size_t k = 0; k < kWidth * kRows; ++k)
      levels[0][k] += load(i * kRows + k / kWidth, k % kWidth);
    ++i;
  };
  while (i + step <= size) {
    for (size_t j = 0; j < step; ++j)
      addRow();
    for (size_t level = 1; level < kLevels; ++level) {
      for (size_t k = 0; k < kWidth * kRows; ++k) {
        levels[level][k] += levels[level - 1][k];
        levels[level - 1][k] = 0;
      }
      if ((i & (mask << (level * power))) != 0)
        break;
    }
  }
  while (i < size)
    addRow();
  for (size_t level = 1; level < kLevels; ++level)
    for (size_t k = 0; k < kWidth * kRows; ++k)
      levels[0][k] += levels[level][k];
  std::array<float, kWidth * kRows> &sums = levels[0];
  for (size_t vector = size * kRows; vector < vectors; ++vector)
    for (size_t lane = 0; lane < kWidth; ++lane)
      sums[lane] += load(vector, lane);
  for (size_t row = 1; row < kRows; ++row)
    for (size_t lane = 0; lane < kWidth; ++lane)
      sums[lane] += sums[row * kWidth + lane];
  float total = 0;
  for (size_t k = vectors * kWidth; k < values.size(); ++k)
    total += values[k];
  for (size_t lane = 0; lane < kWidth; ++lane)
    total += sums[lane];
  return total;
}

} // namespace quantc

#endif // QUANTC_LIB_CALIBRATE_OBSERVERS_TORCHSUM_H
