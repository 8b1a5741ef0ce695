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

/// How a kernel reads activations.
enum class ImageElements {
  Same,  ///< as they are stored
  Words, ///< widened to 16 bits: always a copy
};

/// Returns the bytes of scratch that a copy of the image takes, with 64 readable bytes
/// after it; 0 if none is needed.
int64_t getPaddedBytes(const qk::FusedContraction &layer, ImageElements elements);

/// Emits the copy of `input` into `scratch` (null if none is needed): the zero point, or
/// 0.0, around each image (N6, N9); or the values of the buffer `padding`, one a channel.
PaddedImage emitPaddedImage(KernelBuilder &builder, const qk::FusedContraction &layer, mlir::Value input,
                            mlir::Value scratch, ImageElements elements = ImageElements::Same,
                            mlir::Value padding = {});

} // namespace quantc::lower

#endif // QUANTC_LOWER_CONTRACTION_PADINPUT_H
