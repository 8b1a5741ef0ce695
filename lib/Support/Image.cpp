//===- Image.cpp - Pixels from a PNG or JPEG file -------------------------===//
//
// Tested by test/Runner/images.test and images-invalid.test.
//
//===----------------------------------------------------------------------===//

#include "ImageFormats.h"
#include "quantc/Support/ToolError.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

#include <cerrno>
#include <cstring>
#include <memory>

using namespace quantc;

bool quantc::isImageName(llvm::StringRef path) {
  std::string extension = llvm::sys::path::extension(path).lower();
  return extension == ".png" || extension == ".jpg" || extension == ".jpeg";
}

namespace {
struct CloseFile {
  void operator()(FILE *file) const { std::fclose(file); }
};

/// An open image, whose head is read.
struct OpenImage {
  std::unique_ptr<FILE, CloseFile> file;
  std::unique_ptr<ImageFormat> format;
  ImageInfo info;
};
} // namespace

static llvm::Expected<OpenImage> openImage(llvm::StringRef path) {
  OpenImage image;
  image.file.reset(std::fopen(path.str().c_str(), "rb"));
  if (!image.file)
    return makeError(ExitCode::Resources, path + ": cannot open: " + std::strerror(errno));
  // What a file is its first bytes tell, whatever it is called.
  unsigned char start[8] = {};
  size_t got = std::fread(start, 1, sizeof start, image.file.get());
  std::rewind(image.file.get());
  static constexpr unsigned char kPng[8] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  if (got == 8 && std::memcmp(start, kPng, 8) == 0)
    image.format = makePngFormat(image.file.get());
  else if (got >= 3 && start[0] == 0xff && start[1] == 0xd8 && start[2] == 0xff)
    image.format = makeJpegFormat(image.file.get());
  else
    return badInput(path + ": is neither PNG nor JPEG" + (got == 0 ? ": it has no bytes" : ""));
  if (!image.format->readInfo(image.info))
    return badInput(path + ": " + image.format->getFault());
  return image;
}

llvm::Expected<ImageInfo> quantc::readImageInfo(llvm::StringRef path) {
  llvm::Expected<OpenImage> image = openImage(path);
  if (!image)
    return image.takeError();
  return image->info;
}

llvm::Expected<std::vector<uint8_t>> quantc::readImage(llvm::StringRef path) {
  llvm::Expected<OpenImage> image = openImage(path);
  if (!image)
    return image.takeError();
  std::vector<uint8_t> pixels(image->info.getBytes());
  if (!image->format->readPixels(pixels.data()))
    return badInput(path + ": " + image->format->getFault());
  return pixels;
}
