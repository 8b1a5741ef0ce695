//===- Permutation.h - Axis permutations of tensors -------------*- C++ -*-===//
//
// The convention is that of `qnn.transpose`: axis i of the result is axis p[i]
// of the input.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_SUPPORT_PERMUTATION_H
#define QUANTC_SUPPORT_PERMUTATION_H

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"

#include <optional>

namespace quantc {

using Permutation = llvm::SmallVector<int64_t, 6>;

/// Returns the identity of the given rank.
Permutation identityPermutation(int64_t rank);
bool isIdentity(llvm::ArrayRef<int64_t> p);
/// Returns the permutation that undoes `p`.
Permutation inverse(llvm::ArrayRef<int64_t> p);
/// Returns the one transpose that equals transposing by `first`, then by `second`.
Permutation compose(llvm::ArrayRef<int64_t> first, llvm::ArrayRef<int64_t> second);
/// Returns whether `p` keeps the order of the axes of `shape` that are not of
/// size 1, so that transposing moves no element.
bool movesOnlyUnitAxes(llvm::ArrayRef<int64_t> p, llvm::ArrayRef<int64_t> shape);

/// Returns `values` with element i taken from p[i].
llvm::SmallVector<int64_t> permute(llvm::ArrayRef<int64_t> values, llvm::ArrayRef<int64_t> p);

/// Axes that a reshape merges, splits or keeps: the non-unit axes `in` of its
/// operand hold the elements of the non-unit axes `out` of its result.
struct ReshapeSegment {
  llvm::SmallVector<int64_t, 4> in, out;
};
/// Returns the segments of a reshape, as fine as possible, in row-major order.
llvm::SmallVector<ReshapeSegment> getReshapeSegments(llvm::ArrayRef<int64_t> in, llvm::ArrayRef<int64_t> out);
/// Returns the q for which reshaping to `to` and transposing by q is the same as transposing by `p` and
/// reshaping, where x has the shape `from`. Axes of size 1 go anywhere.
/// @returns nullopt if `p` tears a segment of axes apart.
std::optional<Permutation> mapThroughReshape(llvm::ArrayRef<int64_t> p, llvm::ArrayRef<int64_t> from,
                                             llvm::ArrayRef<int64_t> to);

} // namespace quantc

#endif // QUANTC_SUPPORT_PERMUTATION_H
