//===- ProductLoop.h - The sums of products of one tile ---------*- C++ -*-===//

#ifndef QUANTC_LOWER_CONTRACTION_PRODUCTLOOP_H
#define QUANTC_LOWER_CONTRACTION_PRODUCTLOOP_H

#include "KernelBuilder.h"
#include "PadInput.h"
#include "quantc/Machine/TileModel.h"

namespace quantc::lower {

/// How the taps of one output element lie in the stored image: `outer` x `inner`
/// segments of `length` contiguous elements, each padded to whole groups by weights
/// of zero.
struct Segments {
  int64_t outer = 1, inner = 1, length = 1;
  int64_t outerStride = 0, innerStride = 0; ///< elements
  int64_t group = 4;                        ///< elements that one step takes

  int64_t stepsPerSegment() const { return (length + group - 1) / group; }
  int64_t steps() const { return outer * inner * stepsPerSegment(); }
};

/// Returns the segments of a layer: whole rows of the filter where they are
/// contiguous, single taps otherwise.
Segments getSegments(const qk::FusedContraction &layer, const PaddedImage &image, ProductForm form);

/// Packs weights for tiles of `columns` channels: [group][block][step][column][group],
/// columns padded to whole vectors. A last, narrower block follows the whole ones.
llvm::SmallVector<int8_t> packWeights(const qk::FusedContraction &layer, const Segments &segments, int64_t columns,
                                      int64_t lanes);
llvm::SmallVector<int16_t> packWordWeights(const qk::FusedContraction &layer, const Segments &segments, int64_t columns,
                                           int64_t lanes);
llvm::SmallVector<float> packFloatWeights(const qk::FusedContraction &layer, const Segments &segments, int64_t columns,
                                          int64_t lanes);

/// Emits the products of one tile.
class ProductLoop {
public:
  ProductLoop(ProductForm form, const Segments &segments, int64_t lanes, bool lhsUnsigned, mlir::Value image,
              mlir::Value weights)
      : form(form), segments(segments), lanes(lanes), lhsUnsigned(lhsUnsigned), image(image), weights(weights) {}

  /// Whether all steps of a tile are emitted in a row, so that its epilogue is in the same loop.
  bool isUnrolled(int64_t vectors) const;

  /// Returns `rows` x `vectors` accumulators, row-major, each of `lanes` channels.
  /// Row i reads from element `origin + i * rowStride` of the image; weights start at
  /// element `weight`; `initial` holds one start value for each vector, or for each row and vector.
  llvm::SmallVector<mlir::Value> emit(KernelBuilder &builder, int64_t rows, int64_t vectors, mlir::Value origin,
                                      int64_t rowStride, mlir::Value weight, llvm::ArrayRef<mlir::Value> initial) const;

private:
  /// Whether the loads of a row stay behind the products of the row before.
  bool isRowByRow(int64_t rows, int64_t vectors) const;
  llvm::SmallVector<mlir::Value> emitStep(KernelBuilder &builder, int64_t rows, int64_t vectors, mlir::Value origin,
                                          int64_t rowStride, mlir::Value weight,
                                          llvm::ArrayRef<mlir::Value> accumulators) const;
  llvm::SmallVector<mlir::Value> emitMatrixStep(KernelBuilder &builder, int64_t rows, int64_t vectors,
                                                mlir::Value origin, int64_t rowStride, mlir::Value weight,
                                                llvm::ArrayRef<mlir::Value> accumulators) const;
  llvm::SmallVector<mlir::Value> toMatrix(KernelBuilder &builder, int64_t rows,
                                          llvm::ArrayRef<mlir::Value> initial) const;
  llvm::SmallVector<mlir::Value> fromMatrix(KernelBuilder &builder, int64_t rows, int64_t vectors,
                                            llvm::ArrayRef<mlir::Value> blocks) const;

  ProductForm form;
  Segments segments;
  int64_t lanes;
  bool lhsUnsigned;
  mlir::Value image, weights;
};

} // namespace quantc::lower

#endif // QUANTC_LOWER_CONTRACTION_PRODUCTLOOP_H
