//===- PadInput.h - A copy of the image with its padding --------*- C++ -*-===//

#ifndef QUANTC_LOWER_CONTRACTION_PADINPUT_H
#define QUANTC_LOWER_CONTRACTION_PADINPUT_H

#include "KernelBuilder.h"
#include "quantc/Dialect/Qk/Analysis/FusedContraction.h"

namespace quantc::lower {

/// The image that a kernel reads: the input itself, or a padded copy in scratch.
struct PaddedImage {
  mlir::Value buffer;            ///< 1-D, of the input's element type
  int64_t height = 0, width = 0; ///< of the stored image
  int64_t channels = 0;

  int64_t rowStride() const { return width * channels; }
  int64_t imageStride() const { return height * rowStride(); }
};

/// Returns the bytes of scratch that a padded copy takes, with 64 readable bytes
/// after it; 0 if the layer has no padding.
int64_t getPaddedBytes(const qk::FusedContraction &layer, int64_t elementBytes);

/// Emits the padded copy of `input` into `scratch` (null without padding): the zero point,
/// or 0.0, around each image (N6, N9).
PaddedImage emitPaddedImage(KernelBuilder &builder, const qk::FusedContraction &layer, mlir::Value input,
                            mlir::Value scratch);

} // namespace quantc::lower

#endif // QUANTC_LOWER_CONTRACTION_PADINPUT_H
