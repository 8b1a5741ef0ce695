//===- Permutation.cpp - Axis permutations of tensors ---------------------===//
//
// Tested by test/Prepare/propagate-layout.mlir and test/Export.
//
//===----------------------------------------------------------------------===//

#include "quantc/Support/Permutation.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/Sequence.h"

using namespace quantc;
using llvm::ArrayRef;
using llvm::SmallVector;

Permutation quantc::identityPermutation(int64_t rank) { return llvm::to_vector<6>(llvm::seq<int64_t>(0, rank)); }

bool quantc::isIdentity(ArrayRef<int64_t> p) {
  return llvm::all_of(llvm::enumerate(p), [](auto entry) { return int64_t(entry.index()) == entry.value(); });
}

Permutation quantc::inverse(ArrayRef<int64_t> p) {
  Permutation result(p.size());
  for (auto [index, axis] : llvm::enumerate(p))
    result[axis] = index;
  return result;
}

Permutation quantc::compose(ArrayRef<int64_t> first, ArrayRef<int64_t> second) {
  Permutation result;
  for (int64_t axis : second)
    result.push_back(first[axis]);
  return result;
}

bool quantc::movesOnlyUnitAxes(ArrayRef<int64_t> p, ArrayRef<int64_t> shape) {
  int64_t previous = -1;
  for (int64_t axis : p) {
    if (shape[axis] == 1)
      continue;
    if (axis < previous)
      return false;
    previous = axis;
  }
  return true;
}

SmallVector<int64_t> quantc::permute(ArrayRef<int64_t> values, ArrayRef<int64_t> p) {
  SmallVector<int64_t> result;
  for (int64_t axis : p)
    result.push_back(values[axis]);
  return result;
}

SmallVector<ReshapeSegment> quantc::getReshapeSegments(ArrayRef<int64_t> in, ArrayRef<int64_t> out) {
  SmallVector<ReshapeSegment> segments;
  int64_t i = 0, o = 0, inRank = in.size(), outRank = out.size();
  auto skipUnits = [&] {
    while (i < inRank && in[i] == 1)
      ++i;
    while (o < outRank && out[o] == 1)
      ++o;
  };
  for (skipUnits(); i < inRank && o < outRank; skipUnits()) {
    ReshapeSegment segment{{i}, {o}};
    int64_t inSize = in[i++], outSize = out[o++];
    // The counts of elements agree, so the shorter side always has an axis to go on with.
    while (inSize != outSize && i <= inRank && o <= outRank) {
      bool growsIn = inSize < outSize;
      int64_t &axis = growsIn ? i : o;
      if (axis == (growsIn ? inRank : outRank))
        return {};
      int64_t size = (growsIn ? in : out)[axis];
      if (size != 1)
        (growsIn ? segment.in : segment.out).push_back(axis);
      (growsIn ? inSize : outSize) *= size;
      ++axis;
    }
    segments.push_back(segment);
  }
  return segments;
}

/// Orders the axes of `shape`: those of the segments in the order given, and each of size 1 after the
/// axis that it follows now.
static Permutation orderAxes(ArrayRef<int64_t> shape, ArrayRef<int64_t> axes) {
  Permutation order;
  auto appendUnitsFrom = [&](int64_t axis) {
    for (; axis < int64_t(shape.size()) && shape[axis] == 1; ++axis)
      order.push_back(axis);
  };
  appendUnitsFrom(0);
  for (int64_t axis : axes) {
    order.push_back(axis);
    appendUnitsFrom(axis + 1);
  }
  return order;
}

std::optional<Permutation> quantc::mapThroughReshape(ArrayRef<int64_t> p, ArrayRef<int64_t> from,
                                                     ArrayRef<int64_t> to) {
  SmallVector<ReshapeSegment> segments = getReshapeSegments(from, to);
  SmallVector<int64_t> axes; // of `from` in the order of p, without those of size 1
  for (int64_t axis : p)
    if (from[axis] != 1)
      axes.push_back(axis);
  SmallVector<int64_t> result;
  for (size_t i = 0; i < axes.size();) {
    auto segment = llvm::find_if(segments, [&](const ReshapeSegment &s) { return s.in.front() == axes[i]; });
    if (segment == segments.end() ||
        ArrayRef<int64_t>(axes).slice(i).take_front(segment->in.size()) != ArrayRef<int64_t>(segment->in))
      return std::nullopt;
    result.append(segment->out.begin(), segment->out.end());
    i += segment->in.size();
  }
  return orderAxes(to, result);
}
