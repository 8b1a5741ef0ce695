//===- JpegFormat.cpp - JPEG, over libjpeg-turbo --------------------------===//
//
// Tested by test/Runner/images.test and images-invalid.test.
//
// libjpeg's errors are handled by longjmp: the functions that call it hold nothing
// that would have to be destroyed. What it only warns of, such as a file that is
// cut off, is an error here.
//
//===----------------------------------------------------------------------===//

#include "ImageFormats.h"

#include <csetjmp>
#include <cstring>
#include <memory>

#include <jpeglib.h>

using namespace quantc;

namespace {
class JpegFormat : public ImageFormat {
public:
  explicit JpegFormat(FILE *file) : file(file) {}
  ~JpegFormat() override { jpeg_destroy_decompress(&jpeg); }

  bool readInfo(ImageInfo &info) override;
  bool readPixels(uint8_t *pixels) override;
  std::string getFault() const override { return fault; }

private:
  /// libjpeg's error handler, with the way back to its object.
  struct Handler {
    jpeg_error_mgr base; // first, so that pointers convert
    JpegFormat *self;
  };
  static JpegFormat &get(j_common_ptr jpeg) { return *reinterpret_cast<Handler *>(jpeg->err)->self; }
  void note(j_common_ptr common) {
    char text[JMSG_LENGTH_MAX];
    common->err->format_message(common, text);
    std::snprintf(fault, sizeof fault, "is a broken JPEG: %s", text);
  }
  static void onError(j_common_ptr common) {
    get(common).note(common);
    std::longjmp(get(common).back, 1);
  }
  static void onMessage(j_common_ptr common, int level) {
    if (level < 0 && common->err->num_warnings++ == 0)
      get(common).note(common);
  }

  FILE *file;
  Handler handler = {};
  jpeg_decompress_struct jpeg = {};
  std::jmp_buf back;
  char fault[JMSG_LENGTH_MAX + 32] = {};
};
} // namespace

bool JpegFormat::readInfo(ImageInfo &info) {
  jpeg.err = jpeg_std_error(&handler.base);
  handler.base.error_exit = onError;
  handler.base.emit_message = onMessage;
  handler.self = this;
  if (setjmp(back))
    return false;
  jpeg_create_decompress(&jpeg);
  jpeg_stdio_src(&jpeg, file);
  jpeg_read_header(&jpeg, TRUE);
  if (jpeg.jpeg_color_space != JCS_GRAYSCALE && jpeg.jpeg_color_space != JCS_YCbCr &&
      jpeg.jpeg_color_space != JCS_RGB) {
    std::snprintf(fault, sizeof fault, "is a JPEG of %d components, expected gray or RGB", jpeg.num_components);
    return false;
  }
  jpeg.out_color_space = jpeg.jpeg_color_space == JCS_GRAYSCALE ? JCS_GRAYSCALE : JCS_RGB;
  info.height = jpeg.image_height, info.width = jpeg.image_width;
  info.channels = jpeg.out_color_space == JCS_GRAYSCALE ? 1 : 3;
  return true;
}

bool JpegFormat::readPixels(uint8_t *pixels) {
  if (setjmp(back))
    return false;
  jpeg_start_decompress(&jpeg);
  while (jpeg.output_scanline < jpeg.output_height) {
    JSAMPROW row = pixels + size_t(jpeg.output_scanline) * jpeg.output_width * jpeg.output_components;
    jpeg_read_scanlines(&jpeg, &row, 1);
  }
  jpeg_finish_decompress(&jpeg);
  return jpeg.err->num_warnings == 0;
}

std::unique_ptr<ImageFormat> quantc::makeJpegFormat(FILE *file) { return std::make_unique<JpegFormat>(file); }
