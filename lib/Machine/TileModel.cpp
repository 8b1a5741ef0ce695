//===- TileModel.cpp - Which tile a contraction should use ----------------===//
//
// A tile keeps rows x vectors accumulators in registers and, for each step in
// depth, loads one group for each row and one vector of weights for each column
// vector. The model counts what limits a step: products, loads, or latency; and
// what the last tiles of a row and of the channels compute in vain.
//
// Tested by test/Plan/select-kernels.mlir.
//
//===----------------------------------------------------------------------===//

#include "quantc/Machine/TileModel.h"

#include "llvm/Support/MathExtras.h"

#include <algorithm>
#include <limits>

using namespace quantc;

ProductForm quantc::chooseProductForm(const Machine &machine, int64_t positions, bool pairsFit) {
  if (machine.hasSmmla && positions > 1)
    return ProductForm::Matrix;
  if (machine.hasVpdpbusd256 || machine.hasSdot)
    return ProductForm::Dot;
  if (pairsFit)
    return ProductForm::Pairs;
  // Few rows: weights are read once and are the traffic, so keep them bytes.
  return machine.isX86 && positions > 2 ? ProductForm::Words : ProductForm::Exact;
}

ProductForm quantc::chooseWideForm(const Machine &machine) {
  if (!machine.isX86)
    return ProductForm::Single;
  return machine.hasVpdpbusd256 ? ProductForm::Double : ProductForm::Words;
}

int64_t quantc::chooseLanes(const Machine &machine, int64_t columns) {
  int64_t lanes = 4;
  while (lanes < machine.lanes() && lanes < columns)
    lanes *= 2;
  return lanes;
}

int64_t quantc::getGroupSize(ProductForm form) {
  switch (form) {
  case ProductForm::Float:
  case ProductForm::Single:
    return 1;
  case ProductForm::Words:
  case ProductForm::Double:
    return 2;
  case ProductForm::Matrix:
    return 8;
  case ProductForm::Dot:
  case ProductForm::Pairs:
  case ProductForm::Exact:
    return 4;
  }
  llvm_unreachable("all forms handled");
}

/// Vector registers that a step takes: accumulators, the weights that all rows share,
/// the group of a row, and what the products need on the way.
static int64_t getRegisters(const Machine &machine, ProductForm form, int64_t rows, int64_t width) {
  int64_t accumulators = rows * width;
  switch (form) {
  case ProductForm::Dot:
  case ProductForm::Double:
  case ProductForm::Float:
    return accumulators + width + 1;
  case ProductForm::Single:
    return accumulators + width + 2;
  case ProductForm::Matrix:
    return accumulators + 2 * width + 3;
  case ProductForm::Pairs:
    return accumulators + (machine.isX86 ? width + 4 : 2 * width + 12);
  case ProductForm::Exact:
    return accumulators + 2 * width + (machine.isX86 ? 4 : 12);
  case ProductForm::Words:
    return accumulators + width + 2;
  }
  llvm_unreachable("all forms handled");
}

/// Clocks for the products of one accumulator and one step.
static double getProductCost(const Machine &machine, ProductForm form) {
  switch (form) {
  case ProductForm::Dot:
  case ProductForm::Double:
  case ProductForm::Matrix:
  case ProductForm::Float:
    return 0.5; // two a clock
  case ProductForm::Single:
    return 1;
  case ProductForm::Pairs:
    return machine.isX86 ? 1.5 : 2;
  case ProductForm::Exact:
    return machine.isX86 ? 2 : 3;
  case ProductForm::Words:
    return 0.75;
  }
  llvm_unreachable("all forms handled");
}

bool quantc::fitsRegisters(const Machine &machine, ProductForm form, int64_t rows, int64_t width) {
  return getRegisters(machine, form, rows, width) <= machine.vectorRegisters;
}

Tile quantc::chooseTile(const Machine &machine, ProductForm form, int64_t positions, int64_t columns, int64_t depth) {
  int64_t lanes = chooseLanes(machine, columns);
  int64_t vectors = llvm::divideCeil(columns, lanes);
  int64_t group = getGroupSize(form);
  double steps = double(llvm::divideCeil(depth, group));
  double product = getProductCost(machine, form);
  // Instructions of the epilogue for one accumulator, and of one tile's loop control.
  constexpr double kEpilogue = 3, kTile = 8, kLatency = 4;

  auto tileTime = [&](int64_t rows, int64_t width) {
    double products = double(rows * width) * product;
    double loads = double(rows + width) / 2;
    return steps * std::max({products, loads, kLatency}) + kEpilogue * double(rows * width) + kTile;
  };
  Tile best;
  double bestTime = std::numeric_limits<double>::max();
  // Arm's broadcasting loads have no offsets: each row takes a pointer of its own.
  int64_t mostRows = machine.isX86 ? 16 : 8;
  int64_t widest = std::min<int64_t>(vectors, positions == 1 ? 8 : 4);
  for (int64_t width = widest; width >= 1; --width)
    for (int64_t rows = std::min({positions, machine.vectorRegisters / width, mostRows}); rows >= 1; --rows) {
      // smmla takes rows in pairs.
      if (form == ProductForm::Matrix && rows % 2)
        continue;
      // One row by eight vectors is all latency and loads: weights are used once.
      if (rows > 1 && !fitsRegisters(machine, form, rows, width))
        continue;
      int64_t whole = vectors / width, rest = vectors % width;
      double time = double(whole) * tileTime(rows, width);
      if (rest)
        time += tileTime(rows, rest);
      time *= double(llvm::divideCeil(positions, rows));
      if (time < bestTime)
        bestTime = time, best = {rows, width * lanes, time};
    }
  return best;
}

Tile quantc::choosePackedTile(const Machine &machine, int64_t positions, int64_t columns, bool hasZeroPoints) {
  int64_t lanes = chooseLanes(machine, columns), vectors = llvm::divideCeil(columns, lanes);
  // Four vectors hide the latency of fma behind what unpacks a step. Sums of a group and of all groups, and a word of
  // each vector, are to fit the registers; more rows share what was unpacked.
  int64_t rows = std::min<int64_t>(positions, 4), width = 4;
  if (hasZeroPoints && (rows > 1 || machine.vectorRegisters < 32))
    width = 2;
  while (rows > 1 && 2 * rows * width + width > machine.vectorRegisters - 6)
    width /= 2;
  return {rows, std::min(width, vectors) * lanes};
}
