//===- DistinctValues.h - Inputs that take few values -----------*- C++ -*-===//
//
// Step 1 of the recipe: images of 8-bit pixels stay on a grid after scaling, and
// then the network's input needs no rounding at all.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_CALIBRATIONDATA_DISTINCTVALUES_H
#define QUANTC_CALIBRATIONDATA_DISTINCTVALUES_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/DenseSet.h"

#include <optional>
#include <vector>

namespace quantc {

/// The set of f32 values seen, as long as it has at most 256 elements.
class DistinctValues {
public:
  static constexpr size_t kMax = 256;

  void add(float value);
  void merge(const DistinctValues &other);
  /// True if there were more than `kMax` values; then none are kept.
  bool isOverfull() const { return overfull; }
  /// The values in ascending order; -0 counts as 0.
  std::vector<float> getSorted() const;

  static DistinctValues fromSorted(llvm::ArrayRef<float> values);
  static DistinctValues makeOverfull();

private:
  llvm::DenseSet<uint32_t> bits;
  uint32_t last = 0; ///< the value added last: neighbours are often equal
  bool hasLast = false, overfull = false;
};

/// A grid of at most 256 points that holds every value.
struct Lattice {
  double step;       ///< distance of neighbours, > 0
  float min;         ///< the least value: code 0
  int64_t numCodes;  ///< points from the least to the largest value, 2 to 256
  int64_t zeroPoint; ///< the code nearest to zero, 0 to 255
  bool isZeroExact;  ///< zero lies on the grid, up to a thousandth of a step
};

/// Finds the grid of `sorted` distinct values, tolerance a thousandth of a step.
/// @returns `nullopt` for fewer than 2 or more than 256 values, for no grid, or
///          if zero is more than half a step outside of 256 codes.
std::optional<Lattice> findLattice(llvm::ArrayRef<float> sorted);

} // namespace quantc

#endif // QUANTC_CALIBRATIONDATA_DISTINCTVALUES_H
