//===- Image.h - Pixels from a PNG or JPEG file -----------------*- C++ -*-===//
//
// Over libpng and libjpeg-turbo. Pixels come out as they are stored: 8 bits, gray
// or RGB, no gamma and no colour profile applied. What has more is refused by name.
//
//===----------------------------------------------------------------------===//

#ifndef QUANTC_SUPPORT_IMAGE_H
#define QUANTC_SUPPORT_IMAGE_H

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Error.h"

#include <cstdint>
#include <vector>

namespace quantc {

struct ImageInfo {
  int64_t height = 0, width = 0;
  int64_t channels = 0; ///< 1 gray, 3 RGB
  int64_t getBytes() const { return height * width * channels; }
};

/// Whether a file is an image by its name: .png, .jpg or .jpeg, in any case.
bool isImageName(llvm::StringRef path);

/// Reads what the head of an image says; no memory is taken for its pixels. Code 3 if it cannot be opened, 1 if it is
/// none, or one of 16 bits, with transparency, or of other colours.
llvm::Expected<ImageInfo> readImageInfo(llvm::StringRef path);

/// Reads the pixels [height, width, channels] of an image. Code 1 if it is broken or cut off.
llvm::Expected<std::vector<uint8_t>> readImage(llvm::StringRef path);

} // namespace quantc

#endif // QUANTC_SUPPORT_IMAGE_H
