//===- ImageArrays.cpp - Images and raw files as arrays -------------------===//
//
// Tested by test/Runner/images.test and images-invalid.test.
//
//===----------------------------------------------------------------------===//

#include "ImageArrays.h"

#include "quantc/Support/Image.h"
#include "quantc/Support/ToolError.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

using namespace quantc;
using llvm::Error;
using llvm::Expected;

bool quantc::isRawName(llvm::StringRef path) {
  std::string extension = llvm::sys::path::extension(path).lower();
  return extension == ".raw" || extension == ".bin";
}

namespace {
/// How an input holds an image.
struct ImageShape {
  int64_t height, width, channels;
  bool isChannelsFirst;
};

class ImageArray : public ArrayStream {
public:
  ImageArray(llvm::StringRef path, const ImageShape &shape, bool isSigned) : path(path.str()), shape(shape) {
    info.name = llvm::sys::path::filename(path).str();
    info.kind = isSigned ? ElementKind::I8 : ElementKind::U8;
    if (shape.isChannelsFirst)
      info.shape = {1, shape.channels, shape.height, shape.width};
    else
      info.shape = {1, shape.height, shape.width, shape.channels};
  }
  Error read(llvm::MutableArrayRef<char> bytes) override {
    if (pixels.empty())
      if (Error error = decode())
        return error;
    std::copy_n(pixels.begin() + position, bytes.size(), bytes.begin());
    return skip(int64_t(bytes.size()));
  }
  Error skip(int64_t bytes) override {
    position += bytes;
    return Error::success();
  }

private:
  Error decode();

  std::string path;
  ImageShape shape;
  std::vector<char> pixels;
  int64_t position = 0;
};

class RawArray : public ArrayStream {
public:
  RawArray(std::unique_ptr<llvm::MemoryBuffer> buffer, const ArrayInfo &array) : buffer(std::move(buffer)) {
    info = array;
  }
  Error read(llvm::MutableArrayRef<char> bytes) override {
    std::copy_n(buffer->getBufferStart() + position, bytes.size(), bytes.begin());
    return skip(int64_t(bytes.size()));
  }
  Error skip(int64_t bytes) override {
    position += bytes;
    return Error::success();
  }

private:
  std::unique_ptr<llvm::MemoryBuffer> buffer;
  int64_t position = 0;
};
} // namespace

Error ImageArray::decode() {
  Expected<std::vector<uint8_t>> read = readImage(path);
  if (!read)
    return read.takeError();
  int64_t count = shape.height * shape.width, found = int64_t(read->size()) / count;
  // The file may have changed since its head was read.
  if (int64_t(read->size()) != count * found || (found != shape.channels && found != 1))
    return badInput(path + ": has changed while it was read");
  uint8_t flip = info.kind == ElementKind::I8 ? 0x80 : 0;
  pixels.resize(count * shape.channels);
  for (int64_t pixel = 0; pixel < count; ++pixel)
    for (int64_t c = 0; c < shape.channels; ++c) {
      int64_t to = shape.isChannelsFirst ? c * count + pixel : pixel * shape.channels + c;
      pixels[to] = char((*read)[pixel * found + (found == 1 ? 0 : c)] ^ flip);
    }
  return Error::success();
}

/// Returns an error unless the network has one input, and that of a type for `what`.
static Error checkInput(llvm::StringRef path, llvm::ArrayRef<TensorInfo> inputs, llvm::StringRef what) {
  if (inputs.size() == 1)
    return Error::success();
  return badInput(path + ": " + what + " is for a network of one input, this one has " + llvm::Twine(inputs.size()));
}

/// The shapes that an input of rank 3 or 4 may be as an image.
static llvm::SmallVector<ImageShape> getShapes(const TensorInfo &input) {
  llvm::ArrayRef<int64_t> shape = input.shape;
  if (shape.size() == 4)
    shape = shape.drop_front();
  llvm::SmallVector<ImageShape> shapes;
  if (shape.size() != 3)
    return shapes;
  if (input.layout != "nhwc")
    shapes.push_back({shape[1], shape[2], shape[0], true});
  if (input.layout != "nchw")
    shapes.push_back({shape[0], shape[1], shape[2], false});
  // Without a word about it: images have one channel or three.
  auto isColour = [](const ImageShape &shape) { return shape.channels == 1 || shape.channels == 3; };
  if (shapes.size() == 2 && isColour(shapes[0]) != isColour(shapes[1]))
    shapes.erase(shapes.begin() + (isColour(shapes[0]) ? 1 : 0));
  return shapes;
}

static std::string describe(int64_t width, int64_t height, int64_t channels) {
  return std::to_string(width) + "x" + std::to_string(height) +
         (channels == 1   ? " gray"
          : channels == 3 ? " RGB"
                          : " with " + std::to_string(channels) + " channels");
}

Expected<std::unique_ptr<ArrayStream>> quantc::openImageArray(llvm::StringRef path, llvm::ArrayRef<TensorInfo> inputs) {
  if (Error error = checkInput(path, inputs, "an image"))
    return error;
  const TensorInfo &input = inputs.front();
  llvm::SmallVector<ImageShape> shapes = getShapes(input);
  bool isByte = input.kind == ElementKind::U8 || input.kind == ElementKind::I8;
  if (shapes.empty() || (!isByte && input.kind != ElementKind::F32))
    return badInput(path + ": is an image, but input '" + input.name + "' is " + getElementName(input.kind).str() +
                    describeShape(input.shape));
  Expected<ImageInfo> image = readImageInfo(path);
  if (!image)
    return image.takeError();
  for (const ImageShape &shape : shapes) {
    bool fits = image->channels == shape.channels || (image->channels == 1 && shape.channels == 3);
    if (fits && image->height == shape.height && image->width == shape.width)
      return std::make_unique<ImageArray>(path, shape, input.kind == ElementKind::I8);
  }
  const ImageShape &wanted = shapes.front();
  return badInput(path + ": is " + describe(image->width, image->height, image->channels) + ", input '" + input.name +
                  "' takes images of " + describe(wanted.width, wanted.height, wanted.channels) +
                  "; images are not resized");
}

Expected<std::unique_ptr<ArrayStream>> quantc::openRawArray(llvm::StringRef path, llvm::ArrayRef<TensorInfo> inputs) {
  if (Error error = checkInput(path, inputs, "a file of bytes"))
    return error;
  const TensorInfo &input = inputs.front();
  ArrayInfo array;
  array.name = llvm::sys::path::filename(path).str();
  array.kind = input.kind;
  // A sample is one of the batch.
  array.shape.assign(input.shape.begin(), input.shape.end());
  if (array.shape.size() > 1)
    array.shape.front() = 1;
  int64_t sampleBytes = array.getBytes();
  auto buffer = llvm::MemoryBuffer::getFile(path, /*IsText=*/false, /*RequiresNullTerminator=*/false);
  if (!buffer)
    return makeError(ExitCode::Resources, path + ": cannot open: " + buffer.getError().message());
  int64_t bytes = int64_t((*buffer)->getBufferSize());
  if (bytes == 0 || bytes % sampleBytes != 0)
    return badInput(path + ": has " + llvm::Twine(bytes) + " bytes, expected " + llvm::Twine(sampleBytes) +
                    " for each sample of input '" + input.name + "', " + getElementName(input.kind) +
                    describeShape(input.shape));
  if (array.shape.size() > 1)
    array.shape.front() = bytes / sampleBytes;
  else
    array.shape.insert(array.shape.begin(), bytes / sampleBytes);
  return std::make_unique<RawArray>(std::move(*buffer), array);
}
