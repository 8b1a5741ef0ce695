//===- ImageFormats.h - One reader a format ---------------------*- C++ -*-===//

#ifndef QUANTC_LIB_SUPPORT_IMAGEFORMATS_H
#define QUANTC_LIB_SUPPORT_IMAGEFORMATS_H

#include "quantc/Support/Image.h"

#include <cstdio>
#include <memory>
#include <string>

namespace quantc {

/// Reads an image from an open file: first its head, then its pixels.
class ImageFormat {
public:
  virtual ~ImageFormat() = default;
  /// Reads the head. @returns false, and `getFault` says why
  virtual bool readInfo(ImageInfo &info) = 0;
  /// Fills `info.getBytes()` bytes, likewise.
  virtual bool readPixels(uint8_t *pixels) = 0;
  virtual std::string getFault() const = 0;
};

std::unique_ptr<ImageFormat> makePngFormat(FILE *file);
std::unique_ptr<ImageFormat> makeJpegFormat(FILE *file);

} // namespace quantc

#endif // QUANTC_LIB_SUPPORT_IMAGEFORMATS_H
