//===- PngFormat.cpp - PNG, over libpng -----------------------------------===//
//
// Tested by test/Runner/images.test and images-invalid.test.
//
// libpng reports errors by longjmp: the functions that call it hold nothing that
// would have to be destroyed.
//
//===----------------------------------------------------------------------===//

#include "ImageFormats.h"

#include <csetjmp>
#include <cstring>
#include <memory>
#include <png.h>

using namespace quantc;

namespace {
class PngFormat : public ImageFormat {
public:
  explicit PngFormat(FILE *file) : file(file) {}
  ~PngFormat() override { png_destroy_read_struct(&png, &head, nullptr); }

  bool readInfo(ImageInfo &info) override;
  bool readPixels(uint8_t *pixels) override;
  std::string getFault() const override { return fault; }

private:
  bool fail(const char *text) {
    std::snprintf(fault, sizeof fault, "%s", text);
    return false;
  }
  static void onError(png_structp png, const char *text) {
    auto *self = static_cast<PngFormat *>(png_get_error_ptr(png));
    std::snprintf(self->fault, sizeof self->fault, "is a broken PNG: %s", text);
    png_longjmp(png, 1);
  }
  static void onWarning(png_structp, const char *) {}

  FILE *file;
  png_structp png = nullptr;
  png_infop head = nullptr;
  png_bytep *rows = nullptr; // in here, because a longjmp would leave it undefined as a local
  ImageInfo shape;
  char fault[256] = {};
};
} // namespace

bool PngFormat::readInfo(ImageInfo &info) {
  png = png_create_read_struct(PNG_LIBPNG_VER_STRING, this, onError, onWarning);
  head = png ? png_create_info_struct(png) : nullptr;
  if (!head)
    return fail("no memory to read a PNG");
  if (setjmp(png_jmpbuf(png)))
    return false;
  png_init_io(png, file);
  png_read_info(png, head);
  int colours = png_get_color_type(png, head), depth = png_get_bit_depth(png, head);
  if (depth == 16)
    return fail("is a PNG of 16 bits a sample, expected 8");
  if ((colours & PNG_COLOR_MASK_ALPHA) || png_get_valid(png, head, PNG_INFO_tRNS))
    return fail("is a PNG with transparency, expected gray or RGB");
  if (colours == PNG_COLOR_TYPE_PALETTE)
    png_set_palette_to_rgb(png);
  else if (depth < 8)
    png_set_expand_gray_1_2_4_to_8(png);
  (void)png_set_interlace_handling(png);
  png_read_update_info(png, head);
  shape.height = png_get_image_height(png, head), shape.width = png_get_image_width(png, head);
  shape.channels = png_get_channels(png, head);
  info = shape;
  return true;
}

bool PngFormat::readPixels(uint8_t *pixels) {
  std::unique_ptr<png_bytep[]> pointers(new png_bytep[shape.height]);
  for (int64_t y = 0; y < shape.height; ++y)
    pointers[y] = pixels + y * shape.width * shape.channels;
  rows = pointers.get();
  auto read = [](PngFormat &self) {
    if (setjmp(png_jmpbuf(self.png)))
      return false;
    png_read_image(self.png, self.rows);
    png_read_end(self.png, nullptr);
    return true;
  };
  return read(*this);
}

std::unique_ptr<ImageFormat> quantc::makePngFormat(FILE *file) { return std::make_unique<PngFormat>(file); }
